//! Reading and writing FHIR, from outside. One binary, so that it links once.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

mod broken;
mod common;
mod formats;
mod limits;
mod mutation;
mod published;
mod references;
mod round_trip;
