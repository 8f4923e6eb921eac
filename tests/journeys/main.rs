//! Stories, told over HTTP to a whole house. Each ends on its consequence. Compiled as a test of the `sayso` package;
//! one file for each part of the house.

mod awkward;
mod card;
mod coaching;
mod data_directory;
mod demo;
mod formats;
mod guardian;
mod import;
mod keepers;
mod lost_card;
mod messages;
mod open_offers;
mod openid;
mod own_end;
mod own_record;
mod own_session;
mod person;
mod practice;
mod provider;
mod public;
mod public_log;
mod reception;
mod restore;
mod shared;
mod sign_in;
mod why;
