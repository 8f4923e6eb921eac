//! The public log, as pure functions over bytes: an append-only Merkle tree in the C2SP formats (tlog-tiles,
//! signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof, tlog-witness), our receipts, and the rules for when
//! a new tree may be signed. Owns: every byte that an outsider checks.
//!
//! Never here: a clock, randomness, a file, a network, a database, anything about a person in the clear. Times,
//! seeds and salts come in from outside, so that a test can be replayed and a stranger can lift this crate out.

pub mod checkpoint;
pub mod edge;
pub mod hash;
pub mod integrate;
pub mod leaf;
mod lines;
pub mod note;
pub mod proof;
pub mod receipt;
pub mod tile;
pub mod tlog_proof;
pub mod witness;

pub use edge::Edge;
pub use hash::Hash;

/// The largest tree that we read or write: what other implementations can count to, and far beyond any log.
pub const MAX_SIZE: u64 = i64::MAX as u64;
