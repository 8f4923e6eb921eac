//! An evaluation on its way: the plan that the evaluator files, and its result.

use sayso_app::{Desk, Error, Visit, evaluation, session};
use sayso_core::evaluation::Words;
use sayso_core::id::PlanId;

use crate::{Cast, Town};

/// A table as it may be published.
pub const FIGURES: &str = "Outcome,Offered,Not offered,rate: difference\n\
    Started work they wanted,45,30,4.5\nSlept worse,*,10,*\n";

fn fresh(desk: &mut Desk, cast: &Cast) -> Result<Visit, Error> {
    Ok(Visit {
        actor: session::actor(desk, cast.ezra)?,
        checked_at: Some(desk.now()),
        ..Visit::nobody()
    })
}

impl Town {
    /// The evaluator files a plan for this phase of the town's scheme.
    ///
    /// # Panics
    /// When it cannot be filed.
    #[expect(
        clippy::must_use_candidate,
        reason = "a plan is filed whether or not its id is of use"
    )]
    pub fn files_plan(&self, phase: u32) -> PlanId {
        let cast = self.cast;
        self.act(move |desk, _| {
            let visit = fresh(desk, &cast)?;
            let proof = session::recent(desk, &visit)?;
            let words = Words {
                title: "Does it help?".into(),
                questions: "Do more people get what they hoped for than elsewhere?".into(),
                outcomes: "Hopes met. Harm: worse sleep, support that people wanted to stop.".into(),
                small_numbers: "As the service does, and no split under 50.".into(),
            };
            evaluation::file(desk, &visit.actor, &proof, cast.scheme, phase, words)?;
            let filed = evaluation::shown(desk)?;
            filed.first().map(|s| s.plan.id).ok_or(Error::NotFound)
        })
        .expect("filed")
    }

    /// The evaluator publishes its result.
    ///
    /// # Panics
    /// When it cannot be published.
    pub fn publishes_result(&self, plan: PlanId) {
        let cast = self.cast;
        self.act(move |desk, _| {
            let visit = fresh(desk, &cast)?;
            let proof = session::recent(desk, &visit)?;
            evaluation::publish(desk, &visit.actor, &proof, plan, FIGURES, "In nothing.")
        })
        .expect("published");
    }
}
