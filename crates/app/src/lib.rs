//! # sayso-app
//! One file per thing a person can do. The only door to the store: every function here authenticates nobody (its
//! caller did), authorises, asks the person where something is shared, decides and writes, in one transaction.
//! It knows no page, no form and no status code.

pub mod agree;
pub mod away;
pub mod awkward;
pub mod capacity;
pub mod card;
pub mod carry;
pub mod caseload;
pub mod change_mind;
pub mod closing;
pub mod coaching;
pub mod come_back;
pub mod commission;
pub mod contract;
pub mod counted;
pub mod cover;
pub mod deliver;
pub mod diary;
pub mod doctor;
pub mod draft;
pub mod error;
pub mod evaluation;
pub mod file;
pub mod forgotten;
pub mod guard;
pub mod health;
pub mod house;
pub mod import;
pub mod intake;
pub mod job;
pub mod languages;
pub mod members;
pub mod more_services;
pub mod openid;
pub mod oversee;
pub mod own;
pub mod page;
pub mod passkey;
pub mod pay;
pub mod places;
pub mod power;
pub mod practice;
pub mod proposal;
pub mod public_log;
pub mod recovery;
pub mod register;
pub mod seat_pause;
pub mod session;
pub mod setup;
pub mod stuck;
pub mod support;
pub mod supporter;
pub mod team;
pub mod telling;
pub mod terms;
pub mod try_it;
pub mod venue;
pub mod write_up;

mod desk;

pub use desk::Desk;
pub use error::Error;
pub use house::{House, Visit};
pub use sayso_policy::published;
pub use sayso_store::{Bookmark, Lane, OpenError, Options};
