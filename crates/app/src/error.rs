//! Why a use case gave nothing. Owns: the outcomes. `web/error.rs` alone knows their status codes.

use sayso_core::decide::NotNow;
use sayso_core::decide::register::CannotRegister;
use sayso_core::decide::signin::NoRecovery;
use sayso_core::id::PersonId;
use sayso_core::sayso::rule::WhyNot;
use sayso_store::StoreError;

/// Why not. No text here holds anything about a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No rule allows it. It was recorded, and looks like "not found".
    #[error("not allowed")]
    Denied,
    /// No rule allows it, because the person has left; this seat keeps one notice of that until it is acknowledged.
    /// Recorded as a denial like any other.
    #[error("this person has left")]
    HasLeft(PersonId),
    /// Nobody is signed in.
    #[error("please sign in")]
    SignIn,
    /// The rest of the person's pages opens with their private word.
    #[error("please give your private word")]
    PrivateWord,
    /// The session is locked: its member must show again who they are.
    #[error("please show again who you are")]
    Locked,
    /// This asks for a fresher proof of who somebody is than their session has.
    #[error("please show again who you are, for this")]
    CheckAgain,
    /// A known key did not prove what it should. It was recorded, and looks like “not found”.
    #[error("not let in")]
    Refused,
    /// There is no such thing, or not for you: the same page.
    #[error("not found")]
    NotFound,
    /// The person does not allow it, or not any more.
    #[error("the person does not allow this: {0}")]
    WhyNot(#[from] WhyNot),
    /// It cannot be done now.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// It cannot be registered.
    #[error(transparent)]
    CannotRegister(#[from] CannotRegister),
    /// Somebody cannot be let in again like this.
    #[error(transparent)]
    NoRecovery(#[from] NoRecovery),
    /// Something given is not right; the text says what to do.
    #[error("{0}")]
    Input(&'static str),
    /// Somebody just changed it.
    #[error("somebody just changed this")]
    Conflict,
    /// Too much is waiting; ask again in a moment.
    #[error("too much is waiting")]
    Busy,
    /// The store cannot write now, so nothing about a person is served.
    #[error("the store is not available")]
    Unavailable,
    /// A fault of ours, with words for the log that hold no data.
    #[error("a fault: {0}")]
    Fault(String),
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict(_) => Self::Conflict,
            StoreError::Busy => Self::Busy,
            StoreError::Unavailable(_) => Self::Unavailable,
            StoreError::Erased => Self::NotFound,
            StoreError::Corrupt(_) | StoreError::Panicked => Self::Fault(error.to_string()),
        }
    }
}

impl Error {
    /// A denial that [`crate::Desk::may`] recorded is an outcome that commits, and so is a refusal at the door;
    /// everything else undoes its job.
    pub(crate) const fn commits(&self) -> bool {
        matches!(self, Self::Denied | Self::HasLeft(_) | Self::Refused)
    }
}
