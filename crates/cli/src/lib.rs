//! # sayso
//! The command line: where clock, randomness, configuration and engine come together. Owns: what each command prints
//! and how it ends. Never decides anything about a person; every act goes through the same use cases as the pages.

pub mod args;
pub mod backup;
pub mod bench;
pub mod carry;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod error;
pub mod front;
pub mod health;
pub mod house;
pub mod import;
pub mod log;
pub mod new_log;
pub mod openid;
pub mod policy;
pub mod serve;
pub mod setup;
pub mod source;
pub mod user;
pub mod verify;
pub mod witness;

use std::process::ExitCode;

use clap::Parser as _;
use sayso_core::id::Source as _;

pub use args::{Cli, Command, Deployment};
pub use error::CliError;
pub use source::System;

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    // A wrong word on the command line ends here: usage on standard error, exit code 2.
    let cli = Cli::parse();
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sayso: {error}");
            error.code()
        }
    }
}

/// Runs one command to its end.
///
/// # Errors
/// [`CliError`]: what to say, and with which code to end.
pub fn run(command: Command) -> Result<(), CliError> {
    match command {
        Command::Serve(args) => serve::run(&args),
        Command::Demo(args) => demo::run(args),
        Command::StandInGp(args) => demo::stand_in(&args),
        Command::Import(args) => import::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Config(args) => config::run(&args),
        Command::Setup(args) => setup::run(&args),
        Command::User(args) => user::run(&args),
        Command::Policy(args) => policy::run(&args),
        Command::Health(args) => health::run(&args),
        Command::Backup(args) => backup::run(&args),
        Command::Verify(args) => verify::run(&args, System::default().now()),
        Command::Doctor(at) => doctor::run(&at),
        Command::NewLog(args) => new_log::run(&args),
        Command::LogHere(at) => new_log::here(&at),
        Command::LogKeys(at) => new_log::keys(&at),
        Command::Witness(args) => witness::run(&args),
    }
}
