//! Looking again at a danger that was reported. The report itself is [`crate::decide::leave::safeguard`]'s.

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
