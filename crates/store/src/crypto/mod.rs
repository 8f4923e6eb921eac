//! Encrypted columns. Owns: the master key, the keys per person and retention class, blind indexes, [`Secret`].
//! Never logs, prints or serialises what it protects.

mod cell;
mod keyring;
mod master;
mod secret;

pub use cell::{Cell, Class, Encrypted, Owner};
pub use keyring::KeyRing;
pub use secret::Secret;

pub(crate) use master::MasterKey;
