//! Reading is an act: one event for one page, whoever is on it. A page about a person exists only after its event.

use super::Moment;
use crate::decision::Decision;
use crate::event::{Detail, EventKind};
use crate::id::{PersonId, SaidId};
use crate::sayso::Purpose;

/// Why a page is opened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Why {
    /// What for.
    pub purpose: Option<Purpose>,
    /// The say-so that it rests on.
    pub said: Option<SaidId>,
}

/// Somebody opens a page: the event that must be kept before anything is shown.
#[must_use]
pub fn opened(m: Moment, kind: EventKind, people: &[PersonId], why: Why, detail: Detail) -> Decision {
    let mut event = m.event(kind, people);
    event.purpose = why.purpose;
    event.said = why.said;
    event.detail = detail;
    Decision::new(event)
}
