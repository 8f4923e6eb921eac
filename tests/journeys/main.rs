//! Stories, told over HTTP to a whole house. Each ends on its consequence. Compiled as a test of the `sayso` package;
//! one file for each part of the house.

mod card;
mod data_directory;
mod demo;
mod import;
mod keepers;
mod lost_card;
mod open_offers;
mod person;
mod practice;
mod provider;
mod public;
mod reception;
mod restore;
