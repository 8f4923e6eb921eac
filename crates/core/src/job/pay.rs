//! Evidence of pay: who employs the person, and exactly what they earn. Owns: its shape. It is there only while its own
//! yes lasts; a job itself has neither.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{JobId, PersonId, SaidId};

/// What the person wrote down. Encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exact {
    /// Who employs them.
    pub employer: String,
    /// What they earn, as they put it: `£13.45 an hour`.
    pub amount: String,
}

/// The exact pay of one job, for the one organisation that a yes names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pay {
    /// Which job.
    pub job: JobId,
    /// The yes that it rests on: it goes when that ends.
    pub said: SaidId,
    /// Whose.
    pub person: PersonId,
    /// What they wrote down.
    pub exact: Exact,
    /// When.
    pub written_at: Timestamp,
}
