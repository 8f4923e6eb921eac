//! The Sayso binary.
fn main() {}
