//! How a command ends when it does not succeed. Owns: the exit codes and the one way an error is printed.
//! Never holds anything about a person.

use std::process::ExitCode;

use sayso_app::house::CannotOpen;
use sayso_app::{Error, OpenError};

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// What was given cannot be used: exit code 2. The text says what to change.
    #[error("{0}")]
    Input(String),
    /// It was tried and did not work: exit code 1.
    #[error("{0}")]
    Failed(String),
}

impl CliError {
    /// What was given cannot be used.
    #[must_use]
    pub fn input(text: impl Into<String>) -> Self {
        Self::Input(text.into())
    }
    /// It was tried and did not work.
    #[must_use]
    pub fn failed(text: impl Into<String>) -> Self {
        Self::Failed(text.into())
    }
    /// 1 or 2.
    #[must_use]
    pub fn code(&self) -> ExitCode {
        match self {
            Self::Input(_) => ExitCode::from(2),
            Self::Failed(_) => ExitCode::FAILURE,
        }
    }
}

impl From<CannotOpen> for CliError {
    fn from(error: CannotOpen) -> Self {
        match error {
            CannotOpen::Store(OpenError::InUse(dir)) => Self::failed(format!(
                "{} is in use by a running sayso. Stop it first; or, for members and links, use its page “People and \
                 access”.",
                dir.display()
            )),
            other => Self::failed(other.to_string()),
        }
    }
}

impl From<Error> for CliError {
    fn from(error: Error) -> Self {
        match error {
            Error::Input(_) | Error::CannotRegister(_) => Self::input(error.to_string()),
            _ => Self::failed(error.to_string()),
        }
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        Self::failed(error.to_string())
    }
}
