//! Public questions. Owns: their shape. Nothing is public before its answer: a person reads it first, because a
//! question may name somebody.

use jiff::Timestamp;

use crate::id::QuestionId;

/// A question that anybody may ask, and its public answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Which.
    pub id: QuestionId,
    /// What was asked. Encrypted until it is answered, and after.
    pub text: String,
    /// When.
    pub asked_at: Timestamp,
    /// The answer and its date; both are public from then on.
    pub answered: Option<(Timestamp, String)>,
    /// It will not be shown.
    pub set_aside_at: Option<Timestamp>,
}
