//! The public log from outside: against independent implementations, against bytes that somebody has changed, and
//! against the rules that a person, a witness and a server rely on.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod agree;
mod common;
mod leaves;
mod mutations;
mod notes;
mod receipts;
mod seeds;
mod signing;
mod tiles;
mod tree;
mod witness;
