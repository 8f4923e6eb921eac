//! # sayso-store
//! SQL, transactions, migrations, encrypted columns, backup. It records decisions; it makes none.

pub mod backup;
pub mod crypto;
pub mod engine;
pub mod error;
pub mod files;
pub mod house;
pub mod migrate;

pub use crypto::{Cell, Class, Encrypted, KeyRing, Owner, Secret};
pub use engine::{Db, Faults, Lane, Options, Pulse, Read, Reader, Row, Tx, Value};
pub use error::{OpenError, StoreError};
pub use house::{
    Act, Bookmark, By, Card, Countersigned, Counts, EndedLog, Erasure, Examined, Figures, Found, Job, Listed,
    MIGRATIONS, NewEntry, Open, Order, Period, Prompts, PublicLog, Receipt, Recorded, SealedRoot, Span,
    Standing, Stuck, Told, Tree, Tried, TypedYes, Waiting, Wanted, Watch, YearCount,
};
pub use migrate::{KEYS, Migration};
