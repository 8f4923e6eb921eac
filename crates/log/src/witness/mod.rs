//! What an outside witness does (C2SP tlog-witness): it countersigns a log's checkpoint only if that continues the
//! last one it countersigned. Owns: the rules and both sides' messages. Sending, storing and the time are the
//! caller's.

pub mod request;
pub mod rules;
pub mod state;

pub use request::{AddCheckpoint, NoRequest, accept, conflict_size};
pub use rules::{Answer, Watched, Witness};
pub use state::{NoState, State};
