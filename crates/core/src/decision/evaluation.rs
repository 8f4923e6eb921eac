//! What changes when an evaluation is planned or published, and when a scheme grows. Owns: the list. Never says when:
//! [`crate::decide::evaluation`] does.

use jiff::Timestamp;

use crate::evaluation::{Plan, Published};
use crate::id::{OrgId, SchemeId};

/// One such change of state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvaluationChange {
    /// A plan is filed.
    Filed(Box<Plan>),
    /// Its result is published.
    Published(Box<Published>),
    /// A practice joins a scheme whose terms are published, for this phase.
    Joined(SchemeId, OrgId, u32, Timestamp),
}
