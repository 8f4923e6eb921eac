//! The public log of this house: what is published enters it, and every ten minutes the sealed root of the private
//! tree. Owns: one round of that work, and what is served. Never holds anything about a person: commitments alone.

mod counts;
mod gather;
mod key;
mod round;
mod serve;
mod trees;

pub use key::{Keeper, NoKeeper};
pub use round::{Outcome, Rounds};
pub use serve::{Shown, document, key, shown, tile};
