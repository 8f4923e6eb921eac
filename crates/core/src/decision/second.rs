//! What changes where somebody meets a provider. Owns: the list. Never says when: [`crate::decide::venue`] does.

use crate::id::{EntryId, OrgId, PersonId, VenueId};
use crate::venue::Venue;

/// One such change of state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondChange {
    /// A provider offers a place to meet. About nobody.
    VenueKept(Venue),
    /// It is offered no more; meetings that are there stay as they are.
    VenueEnded(VenueId, OrgId),
    /// The person chose where one of their meetings is.
    VenueChosen(PersonId, EntryId, VenueId),
}
