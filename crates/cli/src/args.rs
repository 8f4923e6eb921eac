//! What can be typed. Owns: commands, options and their help; a command whose code is elsewhere keeps its options there.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use sayso_core::seat::Role;

use crate::{bench, demo, import, new_log, verify, witness};

/// Nothing about a person moves without that person's say-so, and anyone can check.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, about, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 done, 1 failed, 2 bad input or usage.\n\nExample: sayso demo")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the server
    #[command(after_help = "Example: sayso serve --config sayso.toml")]
    Serve(Serve),
    /// Start an invented world to try things in
    #[command(after_help = "Example: sayso demo --port 8090")]
    Demo(demo::Demo),
    /// The demo's second process: a stand-in for a practice's own system
    #[command(hide = true)]
    #[command(after_help = "Example: started by “sayso demo”, never by hand")]
    StandInGp(demo::StandIn),
    /// Bring in people, organisations and what others recorded, from FHIR files
    #[command(
        after_help = "Examples:\n  sayso import --config sayso.toml --as practice_admin@Y00001 people.ndjson referrals.json\n  \
        sayso import --data DIR --as console organisations.json\n\n\
        Every file is checked first. One problem anywhere, and nothing is written. Again with the same files changes nothing."
    )]
    Import(import::Import),
    /// Measure this machine
    #[command(after_help = "Example: sayso bench")]
    Bench(bench::Bench),
    /// Write, check or show the configuration
    Config(Config),
    /// Register organisations, schemes, terms and members from an annotated file
    #[command(
        after_help = "Examples:\n  sayso setup --example > setup.toml\n  sayso setup --config sayso.toml setup.toml\n\n\
        The whole file is checked first. One problem anywhere, and nothing is written."
    )]
    Setup(Setup),
    /// Staff: give a seat, make a fresh sign-in link, list
    User(User),
    /// Have a decision decided again, from the file that a page gave
    Policy(Policy),
    /// Ask a running server how it is
    #[command(after_help = "Example: sayso health --config sayso.toml")]
    Health(Deployment),
    /// Copy the database while it is in use, and check the copy
    #[command(
        after_help = "Example: sayso backup --data /var/lib/sayso /backups/sayso-monday.db\n\n\
        The key file is not in the copy. Keep it elsewhere: without it the copy cannot be read."
    )]
    Backup(Backup),
    /// Check a public log or a receipt from outside
    Verify(verify::Verify),
    /// Look whether everything stored is what was first written; changes nothing
    #[command(after_help = "Example: sayso doctor --data /var/lib/sayso\n\n\
        Works while the server runs. Exit codes: 0 all holds, 1 something does not, 2 it cannot be looked at.")]
    Doctor(Deployment),
    /// End the public log and begin the next: at a new year, with another key, after a loss
    #[command(after_help = "Example: sayso new-log --config sayso.toml --because year\n\n\
        Stop the server first. See “The log’s hard days” in docs/operating.md.")]
    NewLog(new_log::Options),
    /// Say that the log’s signing key lies here now, after a move or a restore, and that no other server signs with it
    #[command(after_help = "Example: sayso log-here --config sayso.toml\n\n\
        Stop the server first, and make sure that the other place never signs again. The public log will say that you did this.")]
    LogHere(Deployment),
    /// Print the log’s keys for its outside witnesses; changes nothing
    #[command(after_help = "Example: sayso log-keys --config sayso.toml\n\n\
        Works while the server runs. Give both to each witness with an address: nothing is signed before more than half watch both.")]
    LogKeys(Deployment),
    /// Be an outside witness: countersign somebody's public log while it only grows
    #[command(
        after_help = "Examples:\n  sayso witness --dir witness --name patients.example/witness --log KEY\n  \
        sayso witness --dir witness --log KEY --once https://sayso.example/log\n\n\
        Exit codes with --once: 0 countersigned and handed over, 1 not, 2 bad input or unreachable. See docs/witnessing.md."
    )]
    Witness(witness::Options),
}

/// Which deployment a command is about: a configuration file, or a data directory with everything else by default.
#[derive(Debug, Clone, Default, Args)]
pub struct Deployment {
    /// The configuration file
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    pub config: Option<PathBuf>,
    /// The data directory; everything else as it is by default
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// Options of `serve`.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Which deployment.
    #[command(flatten)]
    pub at: Deployment,
}

/// Options of `config`.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// What to do with it.
    #[command(subcommand)]
    pub what: ConfigCommand,
}

/// What can be done with a configuration.
#[derive(Debug, Clone, Subcommand)]
pub enum ConfigCommand {
    /// Write an annotated file; never over one that is there
    #[command(after_help = "Example: sayso config init sayso.toml --setup setup.toml")]
    Init {
        /// Where
        #[arg(value_name = "FILE", default_value = "sayso.toml")]
        file: PathBuf,
        /// Write an annotated set-up file too
        #[arg(long, value_name = "FILE")]
        setup: Option<PathBuf>,
    },
    /// Say "ok", or every problem
    #[command(after_help = "Example: sayso config check --config sayso.toml")]
    Check(Deployment),
    /// Print each value and where it came from; secrets are masked
    #[command(after_help = "Example: sayso config show --config sayso.toml")]
    Show(Deployment),
}

/// Options of `setup`.
#[derive(Debug, Clone, Args)]
pub struct Setup {
    /// Which deployment.
    #[command(flatten)]
    pub at: Deployment,
    /// The annotated file
    #[arg(value_name = "FILE", required_unless_present = "example")]
    pub file: Option<PathBuf>,
    /// Print an annotated example instead
    #[arg(long, conflicts_with = "file")]
    pub example: bool,
}

/// Options of `user`.
#[derive(Debug, Clone, Args)]
pub struct User {
    /// What to do.
    #[command(subcommand)]
    pub what: UserCommand,
}

/// What can be done about staff.
#[derive(Debug, Clone, Subcommand)]
pub enum UserCommand {
    /// Give somebody a seat, and print their one-time sign-in link
    #[command(
        after_help = "Example: sayso user add --config sayso.toml --name \"Sam Okoro\" --role coach --org \"Northway Work\""
    )]
    Add {
        /// Which deployment.
        #[command(flatten)]
        at: Deployment,
        /// Their name, as people will read it
        #[arg(long)]
        name: String,
        /// What they do
        #[arg(long, value_parser = role)]
        role: Role,
        /// Their organisation: its name or its ODS code
        #[arg(long)]
        org: String,
    },
    /// Print a fresh one-time sign-in link for a seat; everybody can see that it was made
    #[command(after_help = "Example: sayso user reset --config sayso.toml \"Sam Okoro\"")]
    Reset {
        /// Which deployment.
        #[command(flatten)]
        at: Deployment,
        /// The member's name, or the id that `user list` prints
        member: String,
    },
    /// Print every seat
    #[command(after_help = "Example: sayso user list --config sayso.toml")]
    List(Deployment),
}

/// Options of `policy`.
#[derive(Debug, Clone, Args)]
pub struct Policy {
    /// What to do.
    #[command(subcommand)]
    pub what: PolicyCommand,
}

/// What can be done with the policies compiled in.
#[derive(Debug, Clone, Subcommand)]
pub enum PolicyCommand {
    /// Decide again what a file asks, and say which rules decide it
    #[command(
        after_help = "Example: sayso policy replay decision.txt\n\nExit codes: 0 allowed, 1 not allowed, 2 not such a file."
    )]
    Replay {
        /// The file, from “Why was this allowed?”
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Prove again what must hold of the policies, with the companion program `sayso-prove`
    #[command(
        after_help = "Example: sayso policy prove\n\nIt needs sayso-prove beside this program, and the solver cvc5.\nExit codes: 0 all proved, 1 anything else, 2 there is no sayso-prove beside this program."
    )]
    Prove,
    /// Print the fingerprint of the policies, and what was proved about them
    #[command(
        after_help = "Example: sayso policy proved\n\nTo prove it again, from the source: cargo run -p sayso-prove"
    )]
    Proved,
}

/// Options of `backup`.
#[derive(Debug, Clone, Args)]
pub struct Backup {
    /// Which deployment.
    #[command(flatten)]
    pub at: Deployment,
    /// The new file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let all: Vec<&str> = Role::ALL.iter().map(|r| r.as_str()).collect();
        format!("no such role; one of {}", all.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::Cli;

    #[test]
    fn every_command_can_be_typed_and_ends_its_help_with_an_example() {
        let cli = Cli::command();
        cli.clone().debug_assert();
        for command in cli.get_subcommands() {
            let leaves: Vec<_> = command.get_subcommands().collect();
            for leaf in if leaves.is_empty() { vec![command] } else { leaves } {
                let help = leaf.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains("Example"), "{}: {help}", leaf.get_name());
            }
        }
    }

    #[test]
    fn a_deployment_is_named_once() {
        assert!(Cli::try_parse_from(["sayso", "serve", "--config", "a", "--data", "b"]).is_err());
        assert!(Cli::try_parse_from(["sayso", "setup"]).is_err());
    }
}
