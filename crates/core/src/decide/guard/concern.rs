//! Concerns: raised, read, acknowledged, passed on, answered. Raising one cannot fail: it takes whatever was typed and
//! returns a decision, never a `Result`.

use super::something_to_read;
use crate::decide::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::EventKind;
use crate::guard::{Concern, ConcernKind, Guarding, Handler, Seats, handler_of, may_handle};
use crate::id::{OrgId, PersonId, SourceExt as _};
use crate::seat::{Member, Role};
use crate::time::working_days_after;

/// Working days until somebody says that they have it.
pub const ACKNOWLEDGED_IN: u32 = 2;
/// Working days until it is answered.
pub const ANSWERED_IN: u32 = 20;

/// What somebody raises.
#[derive(Debug, Clone)]
pub struct Raised {
    /// What it is about.
    pub kind: ConcernKind,
    /// Which organisation it is about.
    pub about: Option<OrgId>,
    /// Who is to read it.
    pub to: Handler,
    /// What was written; may be empty.
    pub text: String,
}

/// Somebody raises a concern. `words` open its answer for somebody without a name.
#[must_use]
pub fn raise(
    m: Moment,
    person: Option<PersonId>,
    raised: &Raised,
    words: Option<&str>,
    seats: &Seats,
) -> Decision {
    let (handler, guardian_involved) = handler_of(raised.to, raised.about, &raised.text, seats);
    let concern = Concern {
        id: m.source.id(),
        person,
        erased: false,
        kind: raised.kind,
        about: raised.about,
        guardian_involved,
        handler,
        text: raised.text.trim().into(),
        raised_at: m.at,
        acknowledge_by: working_days_after(m.at, ACKNOWLEDGED_IN),
        answer_by: working_days_after(m.at, ANSWERED_IN),
        acknowledged: None,
        passed_on_at: None,
        answered: None,
    };
    let people: Vec<PersonId> = person.into_iter().collect();
    let mut event = m.event(EventKind::ConcernRaised, &people);
    event.detail.what = Some(handler.in_words().into());
    event.detail.when = Some(concern.answer_by);
    Decision::new(event).change(Change::Guarded(Guarding::ConcernRaised {
        concern: Box::new(concern),
        words: words.map(str::to_owned),
        goes_to: seats.schemes.clone(),
    }))
}

fn mine(c: &Concern, by: &Member) -> Result<(), NotNow> {
    if may_handle(c, by) {
        Ok(())
    } else {
        Err(NotNow::NotYours)
    }
}

fn event(m: Moment, kind: EventKind, c: &Concern) -> crate::event::NewEvent {
    let people: Vec<PersonId> = c.person.into_iter().collect();
    m.event(kind, &people)
}

/// Somebody reads it.
///
/// # Errors
/// [`NotNow::NotYours`] for the seat that it is not with.
pub fn opened(m: Moment, c: &Concern, by: &Member) -> Result<Decision, NotNow> {
    mine(c, by)?;
    Ok(Decision::new(event(m, EventKind::ConcernOpened, c)))
}

/// "We have it, and you get an answer by …".
///
/// # Errors
/// [`NotNow::NotYours`]; [`NotNow::Done`] when that was said before.
pub fn acknowledge(m: Moment, c: &Concern, by: &Member) -> Result<Decision, NotNow> {
    mine(c, by)?;
    if c.acknowledged.is_some() {
        return Err(NotNow::Done);
    }
    let mut event = event(m, EventKind::ConcernAcknowledged, c);
    event.detail.when = Some(c.answer_by);
    let mut decision =
        Decision::new(event).change(Change::Guarded(Guarding::ConcernAcknowledged(c.id, by.id, m.at)));
    if let Some(person) = c.person {
        decision = decision.message(something_to_read(m, person));
    }
    Ok(decision)
}

/// The guardian stands back, in one click and without a reason: from now on the deputy alone reads it.
///
/// # Errors
/// [`NotNow::NotYours`] for anybody but the guardian who has it.
pub fn stand_back(m: Moment, c: &Concern, by: &Member) -> Result<Decision, NotNow> {
    mine(c, by)?;
    if by.role != Role::Guardian {
        return Err(NotNow::NotYours);
    }
    Ok(passed_on(m, c, true))
}

/// Nobody acknowledged it in two working days: the deputy has it now. By the clock, by itself.
///
/// # Errors
/// [`NotNow::Done`] where it is not late, or is with the deputy already.
pub fn escalate(m: Moment, c: &Concern) -> Result<Decision, NotNow> {
    if !c.is_late(m.at) || c.handler == Handler::Deputy {
        return Err(NotNow::Done);
    }
    Ok(passed_on(m, c, false))
}

fn passed_on(m: Moment, c: &Concern, involved: bool) -> Decision {
    let mut event = event(m, EventKind::ConcernPassedOn, c);
    event.detail.what = Some(Handler::Deputy.in_words().into());
    Decision::new(event).change(Change::Guarded(Guarding::ConcernPassedOn {
        id: c.id,
        to: Handler::Deputy,
        at: m.at,
        involved,
        acknowledge_by: working_days_after(m.at, ACKNOWLEDGED_IN),
    }))
}

/// The answer, as the person reads it.
///
/// # Errors
/// [`NotNow::NotYours`]; [`NotNow::Empty`] without words; [`NotNow::Done`] when it was answered.
pub fn answer(m: Moment, c: &Concern, by: &Member, text: &str) -> Result<Decision, NotNow> {
    mine(c, by)?;
    if text.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    if c.answered.is_some() {
        return Err(NotNow::Done);
    }
    let mut decision = Decision::new(event(m, EventKind::ConcernAnswered, c)).change(Change::Guarded(
        Guarding::ConcernAnswered(c.id, by.id, m.at, text.trim().into()),
    ));
    if let Some(person) = c.person {
        decision = decision.message(something_to_read(m, person));
    }
    Ok(decision)
}
