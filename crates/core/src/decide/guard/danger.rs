//! A danger that was reported: whoever it went to has read it, and the look at it afterwards. The report itself is [`crate::decide::leave::safeguard`]'s.

use crate::decide::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::EventKind;
use crate::guard::{Danger, Guarding, Outcome, Reviewed};
use crate::id::{MemberId, PersonId};

/// The review. The person hears of it unless that is not safe.
///
/// # Errors
/// [`NotNow::Done`] when it was reviewed.
pub fn review(
    m: Moment,
    danger: &Danger,
    by: MemberId,
    outcome: Outcome,
    safe_to_tell: bool,
) -> Result<Decision, NotNow> {
    if danger.reviewed.is_some() {
        return Err(NotNow::Done);
    }
    let people: Vec<PersonId> = danger.person.filter(|_| safe_to_tell).into_iter().collect();
    let mut event = m.event(EventKind::DangerReviewed, &people);
    event.detail.what = Some(outcome.in_words().to_lowercase());
    Ok(
        Decision::new(event).change(Change::Guarded(Guarding::DangerReviewed(
            danger.id,
            Reviewed {
                by,
                at: m.at,
                outcome,
                told: !people.is_empty(),
            },
        ))),
    )
}

/// Whoever it went to has read it and acts on it. Names the person only where they may know of the report.
///
/// # Errors
/// [`NotNow::Done`] when somebody there has said so.
pub fn seen(m: Moment, danger: &Danger, by: MemberId) -> Result<Decision, NotNow> {
    if danger.seen.is_some() {
        return Err(NotNow::Done);
    }
    let event = m.event(EventKind::DangerSeen, &danger.named());
    let seen = Guarding::DangerSeen(danger.id, by, m.at);
    Ok(Decision::new(event).change(Change::Guarded(seen)))
}
