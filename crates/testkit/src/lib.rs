//! # sayso-testkit
//! What tests share: a seeded source of time and ids, a small town with the cast in it, a served site, a browser that
//! behaves like one without scripts. Development only: no product crate depends on it.

mod browser;
pub mod evaluation;
mod power;
mod second;
mod source;
mod supporter;
mod terms;
mod token;
mod town;

pub use browser::{Answer, Browser};
pub use second::Second;
pub use source::Seeded;
pub use token::Token;
pub use town::{Cast, Served, Town};
