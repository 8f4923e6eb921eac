//! Erasing everything that is held about a person. Owns: asked by the person, confirmed with a code that went out by
//! their safe channel, seven days in which it can be undone; by itself, when the time that their terms gave is over, with
//! sixty days in which they can keep it; and what a recorded rule keeps.

use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::Moment;
use super::carry::to_person;
use crate::decision::{Change, Decision, Kept, Message, MessageKind, OwnChange};
use crate::event::EventKind;
use crate::id::{PersonId, SourceExt as _};
use crate::words::NEW_MESSAGE;

/// How long it can be undone after it was confirmed.
pub const DELAY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long before it goes by itself the person is told.
pub const NOTICE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// How long nothing goes by itself once the person said that they keep it.
const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// The person asks. The message with the code does not say what it is for.
#[must_use]
pub fn ask(m: Moment, person: PersonId, code: &str) -> Decision {
    Decision::new(m.event(EventKind::ErasureAsked, &[person]))
        .change(Change::Own(OwnChange::ErasureAsked {
            person,
            code: code.into(),
            expires: m.at + 24.hours(),
        }))
        .message(Message {
            id: m.source.id(),
            kind: MessageKind::Code,
            person,
            to: None,
            said: None,
            referral: None,
            proposal: None,
            text: format!("Your code is {code}. It works for 24 hours."),
            due_at: m.at,
        })
}

/// The code was right: everything goes in seven days.
#[must_use]
pub fn confirm(m: Moment, person: PersonId) -> Decision {
    let due = m.at + DELAY;
    let mut event = m.event(EventKind::ErasureConfirmed, &[person]);
    event.detail.when = Some(due);
    Decision::new(event).change(Change::Own(OwnChange::ErasureConfirmed(person, due)))
}

/// The time that the terms of every yes gave is nearly over: everything goes then, unless the person keeps it. The
/// message gives nothing away.
#[must_use]
pub fn ahead(m: Moment, person: PersonId) -> Decision {
    let due = m.at + NOTICE;
    let mut event = m.event(EventKind::ErasureAhead, &[person]);
    event.detail.when = Some(due);
    Decision::new(event)
        .change(Change::Own(OwnChange::ErasureAhead(person, due)))
        .message(to_person(m, MessageKind::ToPerson, person, NEW_MESSAGE))
}

/// The person keeps everything after all, in words or by saying yes to something new. Nothing goes by itself for a year
/// from now.
#[must_use]
pub fn undo(m: Moment, person: PersonId) -> Decision {
    let until = m.at + YEAR;
    Decision::new(m.event(EventKind::ErasureUndone, &[person]))
        .change(Change::Own(OwnChange::ErasureUndone(person, until)))
}

/// The seven days are over. The event is about nobody: there is nobody left whom it could name.
#[must_use]
pub fn erase(m: Moment, person: PersonId, kept: &[Kept]) -> Decision {
    let until = |k: Kept| m.at + SignedDuration::from_hours(24 * k.days());
    let kept: Vec<(Kept, Timestamp)> = kept.iter().map(|k| (*k, until(*k))).collect();
    Decision::new(m.event(EventKind::Erased, &[])).change(Change::Own(OwnChange::Erased { person, kept }))
}

/// The time of a rule is over as well.
#[must_use]
pub fn kept_no_longer(m: Moment, person: PersonId, what: Kept) -> Decision {
    Decision::new(m.event(EventKind::Erased, &[])).change(Change::Own(OwnChange::KeptNoLonger(person, what)))
}
