//! The guardian's tables. Owns: every statement about them. Words are encrypted under the key class that says how long
//! they are kept: complaints, legal demands and safeguarding have keys of their own.

mod concern;
mod danger;
mod demand;
mod looked;
mod query;
mod switch;
mod watch;
mod write;

use sayso_core::id::PersonId;

use crate::{Class, Owner, StoreError};

pub use demand::YearCount;
pub(super) use looked::STOPS;
pub use looked::{Act, TypedYes};
pub use watch::Watch;

/// The last column of what is read here: is there still somebody to name? After an erasure what a rule keeps is about
/// nobody: it is handled and answered like what came without a name, and nothing is told.
const STILL_THERE: &str = "person_id IN (SELECT id FROM person WHERE erased_at IS NULL)";

fn code<T>(found: Option<T>) -> Result<T, StoreError> {
    found.ok_or_else(|| StoreError::corrupt("a code that the model does not have"))
}

fn owner(person: Option<PersonId>, class: Class) -> Owner {
    person.map_or_else(|| Owner::shared(class), |p| Owner::person(p, class))
}
