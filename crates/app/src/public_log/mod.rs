//! The public log of this house: what is published enters it, and every ten minutes the sealed root of the private
//! tree. Owns: one round of that work, and what is served. Never holds anything about a person: commitments alone.

mod asking;
mod countersigned;
mod counts;
pub(crate) mod examine;
mod gather;
mod key;
mod next;
mod outside;
mod place;
mod plans;
pub(crate) mod receipt;
mod reserve;
mod round;
mod serve;
pub(crate) mod standing;
mod taking_in;
mod trees;

pub use asking::Asking;
pub use countersigned::{NotTaken, Witnessed, add_cosignature, asked_for, by_witness, witnessed};
pub use key::{Keeper, NoKeeper};
pub use next::{Because, Begun, Ending, NotBegun, begin_next};
pub use outside::{Door, Outside, Reply, Reservation, Reserving, Witnesses};
pub use place::here;
pub use receipt::{Made, Stamp};
pub use reserve::{Keys, keys};
pub use round::{Outcome, Rounds};
pub use serve::{Ended, Shown, document, ended, key, shown, tile, tile_of_ended};
pub use standing::{Stands, commitment, still_says};
pub use taking_in::TakingIn;
