//! `sayso verify`: checks from outside, with no account and no trust in whoever runs the service. Owns: what is said,
//! and how it ends: 0 all holds, 1 something does not, 2 it cannot be checked.

mod audit;
mod behind;
mod counted;
mod lines;
mod planned;
mod published;
mod receipt;
mod source;
mod terms;
mod turn;
mod witnesses;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::Timestamp;
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
    /// Check a receipt, offline: nothing is sent, and only the log's public key is needed
    #[command(after_help = "Examples:\n  sayso verify receipt receipt.txt --key KEY\n  \
        sayso verify receipt receipt.txt --key KEY --against https://sayso.example/log\n\n\
        Example of how it ends: 0 genuine, 1 altered or not ours, 2 not yet stamped, or it cannot be checked.")]
    Receipt(Receipt),
}

/// Options of `verify receipt`.
#[derive(Debug, Clone, Args)]
pub struct Receipt {
    /// The receipt's file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The log's key, as you got it by another way than from the service; more than one after a change of key
    #[arg(long = "key", value_name = "KEY")]
    pub keys: Vec<VerifierKey>,
    /// A witness's key; more than one may be named
    #[arg(long = "witness", value_name = "KEY")]
    pub witnesses: Vec<VerifierKey>,
    /// How many of the named witnesses must have countersigned; all of them if not said
    #[arg(long, value_name = "NUMBER")]
    pub enough: Option<usize>,
    /// Ask the live log too (…/log): whether it still has this line, and still says what the receipt says
    #[arg(long, value_name = "URL|DIR")]
    pub against: Option<String>,
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
    /// A file that remembers the last checkpoint, so that next time a changed past shows, and an old pause is not told as new
    #[arg(long, value_name = "FILE")]
    pub remember: Option<PathBuf>,
}

/// Checks at this moment, and says what was found.
///
/// # Errors
/// When something does not hold, or it cannot be checked.
pub fn run(args: &Verify, now: Timestamp) -> Result<(), CliError> {
    let log = match &args.what {
        What::Log(log) => log,
        What::Receipt(args) => return receipt::run(args),
    };
    let report = audit::log(log, now.as_second())?;
    report.said.iter().for_each(|line| println!("{line}"));
    let wrong = [report.wrong, report.missing].concat();
    if wrong.is_empty() {
        println!("Everything that was checked holds.");
        return Ok(());
    }
    Err(CliError::failed(format!(
        "this log does not hold.\n  {}",
        wrong.join("\n  ")
    )))
}
