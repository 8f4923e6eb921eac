//! What a file of somebody else's can do, and what it can never do. Each test brings a file in as a seat of the town
//! and looks at what is kept.

mod common;
mod deployment;
mod outside;
mod people;
mod published;
