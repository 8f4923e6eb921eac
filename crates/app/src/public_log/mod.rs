//! The public log of this house: what is published enters it, and every ten minutes the sealed root of the private
//! tree. Owns: one round of that work, and what is served. Never holds anything about a person: commitments alone.

pub(crate) mod examine;
mod gather;
mod key;
pub(crate) mod receipt;
mod round;
mod serve;
pub(crate) mod standing;
mod trees;

pub use key::{Keeper, NoKeeper};
pub use receipt::{Made, Stamp};
pub use round::{Outcome, Rounds};
pub use serve::{Shown, document, key, shown, tile};
pub use standing::{Stands, commitment, still_says};
