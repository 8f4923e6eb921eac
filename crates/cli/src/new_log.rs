//! `sayso new-log`: ends the public log and begins the next, with the server stopped. Owns: what is said about it.

use clap::{Args, ValueEnum};
use sayso_app::public_log::{Because, begin_next};

use crate::args::Deployment;
use crate::serve::host_of;
use crate::{CliError, config, house};

/// Options of `new-log`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Which deployment.
    #[command(flatten)]
    pub at: Deployment,
    /// Why the log ends
    #[arg(long)]
    pub because: Reason,
}

/// Why a log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Reason {
    /// A new year; the old key says so in the last line
    Year,
    /// Another key is wanted; the old key says so in the last line
    Key,
    /// The key, or lines that were signed, are lost; the new log says so in its first line
    Loss,
}

/// Ends the log, begins the next, and says what to do then.
///
/// # Errors
/// When the old log cannot be ended. Nothing has changed then.
pub fn run(args: &Options) -> Result<(), CliError> {
    let config = config::load(&args.at)?;
    let house = house::existing(&config)?;
    let because = match args.because {
        Reason::Year => Because::Year,
        Reason::Key => Because::Key,
        Reason::Loss => Because::Loss,
    };
    let begun = begin_next(&house, host_of(config.public_url.as_deref()), because);
    house.close();
    let begun = begun.map_err(|why| CliError::failed(why.to_string()))?;
    println!(
        "The old log ended with {} lines. It stays, and nothing more is signed with its key:",
        begun.lines
    );
    println!("  {}", begun.old);
    println!("The key of the new log:");
    println!("  {}", begun.new);
    println!("Give it to every witness, and to everybody who checks, by another way than this server.");
    Ok(())
}
