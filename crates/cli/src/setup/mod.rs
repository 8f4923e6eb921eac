//! `sayso setup FILE`: organisations, schemes with terms version 1, and seats from one annotated file, all or nothing.

#[cfg(test)]
mod tests;

use std::fs;

use sayso_app::setup::{self as apply, Outcome};
use sayso_core::id::Source as _;
use sayso_core::seat::Actor;

use crate::args::Setup;
use crate::{CliError, System, config, house};

pub use sayso_app::setup::plan;

/// An annotated example, with every key.
pub const EXAMPLE: &str = include_str!("example.toml");

/// Checks the whole file, then registers what is new in it.
///
/// # Errors
/// [`CliError::Input`] with every problem; then nothing was written.
pub fn run(args: &Setup) -> Result<(), CliError> {
    let Some(path) = &args.file else {
        print!("{EXAMPLE}");
        return Ok(());
    };
    let config = config::load(&args.at)?;
    let text =
        fs::read_to_string(path).map_err(|why| CliError::input(format!("{}: {why}", path.display())))?;
    let today = System::default().now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let plan = plan(&text, today).map_err(|problems| nothing_written(path, &problems))?;
    for note in &plan.notes {
        println!("Note: {note}");
    }
    let house = house::open(&config)?;
    match house::once(&house, move |desk| apply::apply(desk, &Actor::Sayso, &plan))? {
        Outcome::Clashes(clashes) => Err(nothing_written(path, &clashes)),
        Outcome::Done {
            orgs: 0,
            schemes: 0,
            grown: 0,
            members: 0,
        } => {
            println!(
                "Everything in {} is registered already. Nothing was changed.",
                path.display()
            );
            Ok(())
        }
        Outcome::Done {
            orgs,
            schemes,
            grown,
            members,
        } => {
            println!(
                "Registered: {orgs} organisations, {schemes} schemes with version 1 of their terms, {members} seats."
            );
            if grown > 0 {
                println!("Organisations joined {grown} schemes. Where practices did, a next phase began.");
            }
            if members > 0 {
                println!(
                    "Make each of them a sign-in link with: sayso user reset \"NAME\", or on the page “People and access”."
                );
            }
            Ok(())
        }
    }
}

fn nothing_written(file: &std::path::Path, problems: &[String]) -> CliError {
    CliError::input(format!(
        "{}: nothing was written.\n  {}",
        file.display(),
        problems.join("\n  ")
    ))
}
