//! The fuzzer's side of the parsers. Owns nothing of its own: the targets stand in one file, which the ordinary tests
//! compile too. A crate outside the workspace, so that nobody who builds the product builds a fuzzer.

pub mod targets;
