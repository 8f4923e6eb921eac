//! # sayso-policy
//! Who may do what. Owns: the Cedar schema, the policies, the theorems about them, and [`Policy::authorise`], the
//! only maker of an [`Authorised`]. Never decides what a person allows (that fact comes in from `sayso-core`),
//! never reads a database, never writes an event: a [`Denied`] goes back to the caller, who records it.
//!
//! Default is deny. Every error, every missing entity and every request outside the schema is a denial.

mod action;
mod authorise;
pub mod published;
mod question;
mod slice;
#[cfg(test)]
mod tests;

pub use action::{Act, Action, act};
pub use authorise::{Answer, Authorised, BadPolicy, Denied, DeniedBy, On, Policy, Rule, decide_under};
pub use question::{NotAQuestion, Question};
