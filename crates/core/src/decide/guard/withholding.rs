//! Withholding one entry from the person for a time: two people, a ground, an end.

use crate::decide::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::{EventKind, NewEvent};
use crate::guard::{Guarding, Withholding};
use crate::id::MemberId;

/// The person is told, neutrally, unless the ground is a legal bar on telling.
fn event(m: Moment, kind: EventKind, w: &Withholding) -> NewEvent {
    let people: Vec<_> = Some(w.person)
        .filter(|_| w.ground.is_told())
        .into_iter()
        .collect();
    m.event(kind, &people)
}

/// Somebody who may read the entry proposes it. Nothing is withheld yet.
#[must_use]
pub fn propose(m: Moment, w: Withholding) -> Decision {
    // Told with the second seat's answer: until then the person reads the entry as before.
    Decision::new(m.event(EventKind::WithholdingProposed, &[]))
        .change(Change::Guarded(Guarding::WithholdingProposed(Box::new(w))))
}

/// The second of two agrees: it counts from now.
///
/// # Errors
/// [`NotNow::SecondSeat`] for the one who proposed it; [`NotNow::Done`] when it was answered or its time is over.
pub fn agree(m: Moment, w: &Withholding, by: MemberId) -> Result<Decision, NotNow> {
    if w.agreed.is_some() || w.ended_at.is_some() || w.until <= m.at {
        return Err(NotNow::Done);
    }
    if w.proposed.0 == by {
        return Err(NotNow::SecondSeat);
    }
    let mut event = event(m, EventKind::Withheld, w);
    event.detail.when = Some(w.until);
    Ok(Decision::new(event).change(Change::Guarded(Guarding::WithholdingAgreed(w.id, by, m.at))))
}

/// It ends, or is not agreed to.
///
/// # Errors
/// [`NotNow::Done`] when it is over.
pub fn end(m: Moment, w: &Withholding) -> Result<Decision, NotNow> {
    if w.ended_at.is_some() || w.until <= m.at {
        return Err(NotNow::Done);
    }
    let event = if w.agreed.is_some() {
        event(m, EventKind::WithholdingEnded, w)
    } else {
        m.event(EventKind::WithholdingEnded, &[])
    };
    Ok(Decision::new(event).change(Change::Guarded(Guarding::WithholdingEnded(w.id, m.at))))
}
