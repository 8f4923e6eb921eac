//! Legal demands: recorded by one seat, answered by two. Nothing leaves Sayso because of one.

use crate::category::{Categories, Category};
use crate::decide::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::{EventKind, NewEvent};
use crate::guard::{Demand, DemandAnswer, DemandStep, Demander, Guarding};
use crate::id::MemberId;

/// The most that two seats can agree to hand over: who somebody is, and how to reach them.
#[must_use]
pub fn at_most() -> Categories {
    Categories::of(&[Category::Identity, Category::Contact])
}

fn event(m: Moment, kind: EventKind, d: &Demand) -> NewEvent {
    // While the law bars telling, the event is about nobody; it is told when the bar ends.
    let people: Vec<_> = d.person.filter(|_| !is_barred(m, d)).into_iter().collect();
    m.event(kind, &people)
}

/// The law bars telling the person at this moment.
#[must_use]
pub fn is_barred(m: Moment, d: &Demand) -> bool {
    d.bar_until.is_some_and(|until| m.at < until)
}

/// It is recorded, whatever becomes of it.
///
/// # Errors
/// [`NotNow::Empty`] without a notice; [`NotNow::TooMuch`] where the scope is more than the least.
pub fn record(m: Moment, demand: Demand) -> Result<Decision, NotNow> {
    if demand.notice.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    if !at_most().has_all(demand.scope) {
        return Err(NotNow::TooMuch(demand.scope));
    }
    let mut event = event(m, EventKind::DemandRecorded, &demand);
    event.detail.what = Some(demand.demander.in_words().into());
    let told = demand.person.is_some() && !is_barred(m, &demand);
    let demand = Demand {
        told_at: told.then_some(m.at),
        ..demand
    };
    Ok(Decision::new(event).change(Change::Guarded(Guarding::DemandKept(Box::new(demand)))))
}

/// One seat answers. "Nothing" counts at once; "the least" needs a second, different seat that says the same.
///
/// # Errors
/// [`NotNow::Done`] when it is decided; [`NotNow::SecondSeat`] for the seat that answered first;
/// [`NotNow::NothingToBenefits`] where a benefits organisation demands; [`NotNow::NoAdvice`] before advice was taken.
pub fn answer(m: Moment, d: &Demand, by: MemberId, answer: DemandAnswer) -> Result<Decision, NotNow> {
    if d.decided.is_some() {
        return Err(NotNow::Done);
    }
    if answer == DemandAnswer::Least {
        if d.demander == Demander::Benefits {
            return Err(NotNow::NothingToBenefits);
        }
        if d.advice.trim().is_empty() {
            return Err(NotNow::NoAdvice);
        }
    }
    if d.first.is_some_and(|(first, ..)| first == by) && answer == DemandAnswer::Least {
        return Err(NotNow::SecondSeat);
    }
    let closes = answer == DemandAnswer::Nothing || d.first.is_some();
    let mut event = event(m, EventKind::DemandAnswered, d);
    event.detail.what = Some(
        match (answer, closes) {
            (DemandAnswer::Nothing, _) => "nothing is handed over",
            (DemandAnswer::Least, false) => "one seat agrees to the least that it names; a second is asked",
            (DemandAnswer::Least, true) => "two seats agreed to the least that it names",
        }
        .into(),
    );
    Ok(
        Decision::new(event).change(Change::Guarded(Guarding::DemandAnswered(
            d.id,
            DemandStep {
                by,
                at: m.at,
                answer,
                closes,
            },
        ))),
    )
}

/// The bar is over: the person is told.
///
/// # Errors
/// [`NotNow::Done`] where they were told, nobody is meant, or the bar still counts.
pub fn tell(m: Moment, d: &Demand) -> Result<Decision, NotNow> {
    let Some(person) = d.person else {
        return Err(NotNow::Done);
    };
    if d.told_at.is_some() || is_barred(m, d) {
        return Err(NotNow::Done);
    }
    let mut event = m.event(EventKind::DemandTold, &[person]);
    event.detail.what = Some(d.demander.in_words().into());
    Ok(Decision::new(event)
        .change(Change::Guarded(Guarding::DemandTold(d.id, m.at)))
        .message(super::something_to_read(m, person)))
}
