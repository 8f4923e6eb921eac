//! The month's checks: five accesses drawn at random, and five yeses that staff typed.

use super::something_to_read;
use crate::decide::look::{self, Why};
use crate::decide::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::{Detail, EventKind};
use crate::guard::{Called, Checked, Guarding, YesAnswer};
use crate::id::{EventId, MemberId, PersonId};

/// One access was checked: fine, or the organisation is asked about it.
#[must_use]
pub fn checked(m: Moment, event: EventId, by: MemberId, fine: bool) -> Decision {
    let mut told = m.event(EventKind::AccessChecked, &[]);
    told.detail.what = Some(if fine { "fine" } else { "to ask about" }.into());
    Decision::new(told).change(Change::Guarded(Guarding::AccessChecked(Checked {
        event,
        by,
        at: m.at,
        fine,
    })))
}

/// Who looked at one person is read, without what they saw. The person reads that it was.
#[must_use]
pub fn read(m: Moment, person: PersonId) -> Decision {
    look::opened(
        m,
        EventKind::AccessReviewed,
        &[person],
        Why::default(),
        Detail::default(),
    )
}

/// Somebody whose yes was typed by staff is asked, by their safe channel, whether it was their own choice.
#[must_use]
pub fn ask_about_yes(m: Moment, event: EventId, person: PersonId) -> Decision {
    Decision::new(m.event(EventKind::YesAsked, &[person]))
        .change(Change::Guarded(Guarding::YesAsked(Called {
            event,
            person,
            asked_at: m.at,
            answer: None,
        })))
        .message(something_to_read(m, person))
}

/// They answer.
///
/// # Errors
/// [`NotNow::Done`] when they have answered.
pub fn yes_answered(m: Moment, asked: &Called, answer: YesAnswer) -> Result<Decision, NotNow> {
    if asked.answer.is_some() {
        return Err(NotNow::Done);
    }
    let event = m.event(EventKind::YesConfirmed, &[asked.person]);
    Ok(Decision::new(event).change(Change::Guarded(Guarding::YesAnswered(
        asked.event,
        asked.person,
        answer,
        m.at,
    ))))
}
