//! The invented scheme's evaluation: a plan that was filed before anybody said yes, and has no result yet. Owns: what it
//! says. Filed by the evaluator's seat, as a real one is.

use sayso_app::{Desk, Error, Visit, evaluation, session};
use sayso_core::evaluation::Words;

use super::places::{Borough, EZRA};

/// Files the plan for the first phase.
pub(super) fn planned(desk: &mut Desk, borough: &Borough) -> Result<(), Error> {
    let visit = Visit {
        actor: borough.actor(EZRA),
        checked_at: Some(desk.now()),
        ..Visit::nobody()
    };
    let fresh = session::recent(desk, &visit)?;
    let words = Words {
        title: "Does an offer in the surgery help, and does it harm?".into(),
        questions: "Of those who said yes and said yes to being asked: do more get what they themselves hoped for within \
                    a year than people in four practices elsewhere that make no such offer?\n\
                    Do fewer people see their GP because they fear being asked about work?"
            .into(),
        outcomes: "What the person hoped for, in their own words, met or not. Work that meets the quality floor, and \
                   work that the person wanted: two counts. Harm: worse sleep, worse mood, support that was hard to \
                   stop, a benefit that was looked at again."
            .into(),
        small_numbers: "As the service does. No split that leaves fewer than 50 people on either side. No practice is named."
            .into(),
    };
    evaluation::file(desk, &visit.actor, &fresh, borough.scheme, 1, words)
}
