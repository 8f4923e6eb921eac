//! # sayso-core
//! The rules of Sayso: nouns, states, the say-so rule, decisions. Pure and synchronous: no I/O, no clock of its
//! own, no randomness of its own, so that every rule runs in a millisecond, on paper, by a stranger.

pub mod category;
pub mod facts;
pub mod id;
pub mod org;
pub mod seat;
