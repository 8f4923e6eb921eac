//! `sayso new-log`: ends the public log and begins the next, with the server stopped. And
//! `sayso log-here`, after the key was moved or put back; `sayso log-keys`. Owns: what is said about them.

use clap::{Args, ValueEnum};
use sayso_app::public_log::{self, Because, Ending, begin_next};

use crate::args::Deployment;
use crate::serve::host_of;
use crate::{CliError, config, front, house};

/// Options of `new-log`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Which deployment.
    #[command(flatten)]
    pub at: Deployment,
    /// Why the log ends
    #[arg(long)]
    pub because: Reason,
    /// Go on where outside witnesses do not answer; nobody may have countersigned how the old log ended
    #[arg(long)]
    pub without_witnesses: bool,
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
    let witnesses = front::witnesses(&config);
    let ending = Ending {
        host: host_of(config.public_url.as_deref()),
        because,
        witnesses: &witnesses,
        without_witnesses: args.without_witnesses,
    };
    let begun = begin_next(&house, &ending);
    let ended = public_log::ended(&house).map_or(0, |all| all.len());
    house.close();
    let begun = begun.map_err(|why| CliError::failed(why.to_string()))?;
    println!(
        "The old log ended with {} lines. It stays, and nothing more is signed with its key:",
        begun.lines
    );
    println!("  {}", begun.old);
    println!("The key of the new log:");
    println!("  {}", begun.new);
    if witnesses.reserve().is_some() {
        println!(
            "The key with which it reserves. Nothing is signed before more than half of the witnesses watch both:"
        );
        println!("  {}", begun.candidate);
    }
    for witness in witnesses.all().iter().filter(|w| w.url.is_none()) {
        println!(
            "{} comes by itself. Ask it to countersign how the old log ended: sayso witness … --once ADDRESS/log/old/{ended}",
            witness.name
        );
    }
    println!("Give it to every witness, and to everybody who checks, by another way than this server.");
    Ok(())
}

/// Prints the two keys that witnesses are given. Works while the server runs, and changes nothing.
///
/// # Errors
/// When no key was made yet, or it cannot be read.
pub fn keys(at: &Deployment) -> Result<(), CliError> {
    let config = config::load(at)?;
    let keys = public_log::keys(&house::log_dir(&config)).map_err(|why| {
        CliError::failed(format!(
            "{why} Before its first start a server has none: start it once."
        ))
    })?;
    println!("The key of the log. Witnesses watch it, and everybody checks with it:");
    println!("  {}", keys.log);
    println!(
        "The second key, with which it reserves. Witnesses with an address watch it too, from the start:"
    );
    println!("  {}", keys.candidate);
    Ok(())
}

/// Says that the signing key lies here now, and that no other server signs with it.
///
/// # Errors
/// When a server runs, when there is no key, or when it cannot be kept. Nothing has changed then.
pub fn here(at: &Deployment) -> Result<(), CliError> {
    let config = config::load(at)?;
    let house = house::existing(&config)?;
    let kept = public_log::here(&house);
    house.close();
    kept.map_err(|why| CliError::failed(why.to_string()))?;
    println!("From the next start on, this server signs the public log with the key that lies here.");
    println!("If another server signs with it too, everybody can prove it, and nobody can mend it.");
    println!("The log says in public that its key was put in another place. Say there why.");
    Ok(())
}
