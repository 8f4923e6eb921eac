//! What is counted about nobody. Owns: that whoever is counted is told.

use super::Moment;
use crate::decision::Decision;
use crate::event::EventKind;
use crate::id::PersonId;
use crate::sayso::Purpose;

/// What a person told about a job goes into a number about nobody, for one quarter: `2026-Q2`. They read that it did, and for
/// which.
#[must_use]
pub fn jobs(m: Moment, person: PersonId, quarter: &str) -> Decision {
    let mut event = m.event(EventKind::JobsCounted, &[person]);
    event.purpose = Some(Purpose::Evaluation);
    event.detail.what = Some(quarter.into());
    Decision::new(event)
}
