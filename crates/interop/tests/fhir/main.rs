//! Reading and writing FHIR, from outside. One binary, so that it links once.

mod common;
mod formats;
mod published;
