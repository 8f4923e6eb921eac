//! The public log from outside: against independent implementations, against bytes that somebody has changed, and
//! against the rules that a person, a witness and a server rely on.

mod common;
mod tiles;
mod tree;
