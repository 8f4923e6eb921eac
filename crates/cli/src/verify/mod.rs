//! `sayso verify`: checks from outside, with no account and no trust in whoever runs the service. Owns: what is said,
//! and how it ends: 0 all holds, 1 something does not, 2 it cannot be checked.

mod audit;
mod source;
mod witnesses;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use sayso_log::note::VerifierKey;

pub(crate) use source::Source;

use crate::CliError;

/// Options of `verify`.
#[derive(Debug, Clone, Args)]
pub struct Verify {
    /// What to check.
    #[command(subcommand)]
    pub what: What,
}

/// What can be checked.
#[derive(Debug, Clone, Subcommand)]
pub enum What {
    /// Check a whole public log: signature, every line, every tile, every published document
    #[command(
        after_help = "Examples:\n  sayso verify log https://sayso.example/log --key KEY --witness KEY --remember sayso.seen\n  \
        sayso verify log ./copy-of-the-log\n\n\
        Example of how it ends: 0 all holds, 1 something does not hold, 2 it cannot be checked."
    )]
    Log(Log),
}

/// Options of `verify log`.
#[derive(Debug, Clone, Args)]
pub struct Log {
    /// The address of the log (…/log), or a directory with its files
    #[arg(value_name = "URL|DIR")]
    pub from: String,
    /// The log's key, as you got it by another way; without it the log is asked
    #[arg(long, value_name = "KEY")]
    pub key: Option<VerifierKey>,
    /// The key of an outside witness that must have countersigned, as you got it from them; again for each
    #[arg(long, value_name = "KEY")]
    pub witness: Vec<VerifierKey>,
    /// A file that remembers the last checkpoint, so that next time a changed past shows
    #[arg(long, value_name = "FILE")]
    pub remember: Option<PathBuf>,
}

/// Checks, and says what was found.
///
/// # Errors
/// When something does not hold, or it cannot be checked.
pub fn run(args: &Verify) -> Result<(), CliError> {
    let What::Log(log) = &args.what;
    let report = audit::log(log)?;
    report.said.iter().for_each(|line| println!("{line}"));
    if report.wrong.is_empty() {
        println!("Everything that was checked holds.");
        return Ok(());
    }
    Err(CliError::failed(format!(
        "this log does not hold.\n  {}",
        report.wrong.join("\n  ")
    )))
}
