//! # sayso-core
//! The rules of Sayso: nouns, states, the say-so rule, decisions. Pure and synchronous: no I/O, no clock of its
//! own, no randomness of its own, so that every rule runs in a millisecond, on paper, by a stranger.

pub mod capacity;
pub mod category;
pub mod coaching;
pub mod code;
pub mod contract;
pub mod counts;
pub mod decide;
pub mod decision;
pub mod entry;
pub mod evaluation;
pub mod event;
pub mod facts;
pub mod guard;
pub mod holidays;
pub mod id;
pub mod job;
pub mod nhs_number;
pub mod org;
pub mod pair;
pub mod parcel;
pub mod person;
pub mod power;
pub mod reach;
pub mod reads;
pub mod referral;
pub mod sayso;
pub mod screen;
pub mod seat;
pub mod spoken;
pub mod supporter;
pub mod terms;
pub mod time;
pub mod venue;
pub mod words;
