//! What can go wrong below the rules. Owns: the two error types and how the engine's own errors become them.
//! Never holds a parameter's value: an error text may name a table, a column or a file, and nothing about a person.

use std::{borrow::Cow, io, path::PathBuf};

use rusqlite::ErrorCode;

/// Why a piece of work on the store gave nothing. `Clone`, because one lost commit is told to a whole group.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A constraint of the schema said no: somebody was there first, or the row it needs is not there.
    #[error("this clashes with what is already stored ({0})")]
    Conflict(Cow<'static, str>),
    /// The queue is full. Nothing was done; ask again in a moment. Never given to [`Lane::Stop`](crate::Lane).
    #[error("too much is waiting already")]
    Busy,
    /// The database cannot be reached or written now. Nothing was acknowledged.
    #[error("the database is not available ({0})")]
    Unavailable(Cow<'static, str>),
    /// What is stored, or the SQL that asks for it, does not make sense: our mistake or a damaged file.
    #[error("the database does not hold what it should ({0})")]
    Corrupt(Cow<'static, str>),
    /// The key of this value was destroyed on purpose, so the value is gone. A state, not a fault.
    #[error("this was erased")]
    Erased,
    /// The work panicked. It was undone; the jobs beside it were not touched.
    #[error("the work broke off and was undone")]
    Panicked,
}

impl StoreError {
    /// A [`StoreError::Corrupt`] with a few words that hold no data.
    #[must_use]
    pub fn corrupt(what: impl Into<Cow<'static, str>>) -> Self {
        Self::Corrupt(what.into())
    }
    /// A [`StoreError::Unavailable`] with a few words that hold no data.
    #[must_use]
    pub fn unavailable(what: impl Into<Cow<'static, str>>) -> Self {
        Self::Unavailable(what.into())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match error {
            E::SqliteFailure(code, text) => match code.code {
                // SQLite's constraint texts name tables, columns and checks, never values.
                ErrorCode::ConstraintViolation => {
                    Self::Conflict(text.map_or(Cow::Borrowed("a constraint"), Cow::Owned))
                }
                ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::TypeMismatch
                | ErrorCode::ParameterOutOfRange
                | ErrorCode::ApiMisuse
                | ErrorCode::Unknown => Self::corrupt(format!("SQLite code {}", code.extended_code)),
                _ => Self::unavailable(format!("SQLite code {}", code.extended_code)),
            },
            // From preparing, so it quotes the SQL text and cannot quote a parameter.
            E::SqlInputError { msg, .. } => Self::corrupt(format!("the SQL: {msg}")),
            E::InvalidColumnIndex(at) => Self::corrupt(format!("there is no column {at}")),
            E::InvalidParameterCount(given, wanted) => {
                Self::corrupt(format!("{given} parameters given, {wanted} wanted"))
            }
            E::ExecuteReturnedResults => Self::corrupt("execute was given a query"),
            _ => Self::corrupt("an unexpected answer from SQLite"),
        }
    }
}

/// Why a data directory was not opened. Every text says what to do; none holds anything about a person.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error("{0} is in use by another sayso process. Stop that one first, or give another data directory.")]
    InUse(PathBuf),
    /// There is a database and no key for it.
    #[error(
        "The key file {0} is missing, and the database cannot be read without it. Put the key back; no new one was made."
    )]
    KeyMissing(PathBuf),
    /// Somebody other than the owner may read the key.
    #[error(
        "Other accounts on this machine can reach {path} (mode {mode:03o}). Run: chmod {wanted:o} {path}", path = path.display()
    )]
    KeyExposed {
        /// The file or its directory.
        path: PathBuf,
        /// Its permission bits as found.
        mode: u32,
        /// The permission bits it should have.
        wanted: u32,
    },
    /// The file is not 64 hexadecimal characters.
    #[error("{0} is not a key file: it should hold 64 hexadecimal characters and nothing else.")]
    KeyMalformed(PathBuf),
    /// A key, but not this database's.
    #[error("{0} is not the key of this database. Nothing was changed; put the right key file back.")]
    KeyWrong(PathBuf),
    /// Written by a later version of this program.
    #[error(
        "This data directory is from a newer version (schema {found}; this program knows up to {known}). Use the newer program, or restore an older backup."
    )]
    Newer {
        /// The schema number in the file.
        found: u32,
        /// The highest number this program has.
        known: u32,
    },
    /// A migration already applied reads differently in this program.
    #[error(
        "Migration {number:04} ({name}) is not the one this database was made with. Use the program that made it."
    )]
    Changed {
        /// The migration's number.
        number: u32,
        /// Its name in this program.
        name: &'static str,
    },
    /// A migration did not work; the database is as it was.
    #[error("Migration {number:04} ({name}) did not work and was undone: {why}")]
    Migration {
        /// The migration's number.
        number: u32,
        /// Its name.
        name: &'static str,
        /// What the database said.
        why: String,
    },
    /// A file or directory could not be made, read or written.
    #[error("{path}: {why}", path = path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the operating system said.
        why: io::Error,
    },
    /// The database itself.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl OpenError {
    /// For `map_err`: an I/O error with the path it happened on.
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |why| Self::File {
            path: path.to_owned(),
            why,
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
