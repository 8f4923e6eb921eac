//! Filing a plan, publishing its result, and growing a scheme by practices. Owns: when each is possible. A scheme goes
//! from one phase to the next only by this file: with the result of the phase that is over, and the plan of the next.

use super::{Moment, NotNow};
use crate::decision::{Change, Decision, EvaluationChange};
use crate::evaluation::{Plan, Published, Words, text_of};
use crate::event::EventKind;
use crate::id::{OrgId, SchemeId, SourceExt as _};
use crate::seat::Member;

/// Where a scheme stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Which.
    pub scheme: SchemeId,
    /// Its name.
    pub name: String,
    /// The phase that it is in: 1 until practices join.
    pub phase: u32,
    /// Somebody has said yes to it.
    pub begun: bool,
    /// Every plan that was filed for it, each with its result.
    pub plans: Vec<(Plan, Option<Published>)>,
}

/// What is filed.
#[derive(Debug, Clone)]
pub struct Filed {
    /// For which phase.
    pub phase: u32,
    /// What the plan says.
    pub words: Words,
    /// The number that it gets: one more than the last over all schemes.
    pub number: u32,
    /// The name of the organisation that files it.
    pub org: String,
}

/// A plan is filed: public from now, and fixed.
///
/// # Errors
/// [`NotNow::Empty`] where a part is missing; [`NotNow::NoSuchPhase`] for any but this phase or the next.
pub fn file(m: Moment, by: &Member, scheme: &Standing, filed: &Filed) -> Result<Decision, NotNow> {
    let words = Words {
        title: filed.words.title.split_whitespace().collect::<Vec<_>>().join(" "),
        questions: plain(&filed.words.questions),
        outcomes: plain(&filed.words.outcomes),
        small_numbers: plain(&filed.words.small_numbers),
    };
    if words.title.is_empty() || words.parts().iter().any(|(_, part)| part.is_empty()) {
        return Err(NotNow::Empty);
    }
    if filed.phase != scheme.phase && filed.phase != scheme.phase + 1 {
        return Err(NotNow::NoSuchPhase);
    }
    let mut plan = Plan {
        id: m.source.id(),
        number: filed.number,
        scheme: scheme.scheme,
        phase: filed.phase,
        title: words.title.clone(),
        text: String::new(),
        // The first phase begins with the first yes; each later one with the practices that join for it.
        in_time: filed.phase > scheme.phase || (filed.phase == 1 && !scheme.begun),
        filed_by: by.id,
        filed_org: by.org,
        filed_at: m.at,
    };
    plan.text = text_of(&plan, &scheme.name, &filed.org, &words);
    let mut event = m.event(EventKind::PlanFiled, &[]);
    event.detail.what = Some(format!(
        "evaluation plan {} for {}, phase {}",
        plan.number, scheme.name, plan.phase
    ));
    Ok(Decision::new(event).change(Change::Evaluation(EvaluationChange::Filed(Box::new(plan)))))
}

fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().into()
}

/// The result of a plan is published: once, whatever it says.
///
/// # Errors
/// [`NotNow::Done`] where it has one; [`NotNow::NotYours`] for another organisation than the one that filed the plan;
/// [`NotNow::Empty`] without a word on where the plan was departed from.
pub fn publish(
    m: Moment,
    by: &Member,
    (plan, result): &(Plan, Option<Published>),
    table: &crate::evaluation::table::Table,
    departed: &str,
) -> Result<Decision, NotNow> {
    if by.org != plan.filed_org {
        return Err(NotNow::NotYours);
    }
    if result.is_some() {
        return Err(NotNow::Done);
    }
    let departed = plain(departed);
    if departed.is_empty() {
        return Err(NotNow::Empty);
    }
    let mut event = m.event(EventKind::ResultPublished, &[]);
    event.detail.what = Some(format!(
        "the result of evaluation plan {}, phase {}",
        plan.number, plan.phase
    ));
    let published = Published {
        plan: plan.id,
        table: table.to_string(),
        departed,
        by: by.id,
        at: m.at,
    };
    Ok(
        Decision::new(event).change(Change::Evaluation(EvaluationChange::Published(Box::new(
            published,
        )))),
    )
}

/// May practices join now? Gives the phase that begins with it.
///
/// # Errors
/// [`NotNow::NoResultYet`] while this phase has no result of a plan that was filed in time; [`NotNow::NoPlanYet`] while
/// the next has no plan.
pub fn may_grow(scheme: &Standing) -> Result<u32, NotNow> {
    let of = |phase| {
        scheme
            .plans
            .iter()
            .filter(move |(p, _)| p.phase == phase && p.in_time)
    };
    let next = scheme.phase + 1;
    if !of(scheme.phase).any(|(_, result)| result.is_some()) {
        return Err(NotNow::NoResultYet(scheme.phase));
    }
    if of(next).next().is_none() {
        return Err(NotNow::NoPlanYet(next));
    }
    Ok(next)
}

/// Practices join a scheme, as part of its registration: the next phase begins.
///
/// # Errors
/// As [`may_grow`].
pub fn joining(m: Moment, scheme: &Standing, practices: &[OrgId]) -> Result<Vec<Change>, NotNow> {
    let phase = may_grow(scheme)?;
    let joined = practices.iter();
    Ok(joined
        .map(|org| Change::Evaluation(EvaluationChange::Joined(scheme.scheme, *org, phase, m.at)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{MemberId, PlanId};

    fn plan(phase: u32, in_time: bool) -> Plan {
        Plan {
            id: PlanId::NIL,
            number: phase,
            scheme: SchemeId::NIL,
            phase,
            title: "Does it help?".into(),
            text: "…".into(),
            in_time,
            filed_by: MemberId::NIL,
            filed_org: OrgId::NIL,
            filed_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn result() -> Published {
        Published {
            plan: PlanId::NIL,
            table: String::new(),
            departed: "in nothing".into(),
            by: MemberId::NIL,
            at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn standing(phase: u32, plans: Vec<(Plan, Option<Published>)>) -> Standing {
        Standing {
            scheme: SchemeId::NIL,
            name: "Working Better".into(),
            phase,
            begun: true,
            plans,
        }
    }

    #[test]
    fn no_phase_follows_without_the_result_of_the_one_before_and_a_plan_of_its_own() {
        let none = standing(1, vec![]);
        assert_eq!(may_grow(&none), Err(NotNow::NoResultYet(1)));
        let planned = standing(1, vec![(plan(1, true), None), (plan(2, true), None)]);
        assert_eq!(may_grow(&planned), Err(NotNow::NoResultYet(1)));
        let done = standing(1, vec![(plan(1, true), Some(result()))]);
        assert_eq!(may_grow(&done), Err(NotNow::NoPlanYet(2)));
        let both = standing(1, vec![(plan(1, true), Some(result())), (plan(2, true), None)]);
        assert_eq!(may_grow(&both), Ok(2));
        // One result opens one phase.
        assert_eq!(may_grow(&standing(2, both.plans)), Err(NotNow::NoResultYet(2)));
    }

    #[test]
    fn a_plan_that_came_late_opens_nothing() {
        let late = standing(1, vec![(plan(1, false), Some(result())), (plan(2, true), None)]);
        assert_eq!(may_grow(&late), Err(NotNow::NoResultYet(1)));
    }
}
