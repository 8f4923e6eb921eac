//! What is counted about nobody. Owns: that whoever is counted is told.

use super::Moment;
use crate::decision::Decision;
use crate::event::EventKind;
use crate::id::PersonId;

/// What a person told about a job goes into a number about nobody. They read that it did.
#[must_use]
pub fn jobs(m: Moment, person: PersonId) -> Decision {
    Decision::new(m.event(EventKind::JobsCounted, &[person]))
}
