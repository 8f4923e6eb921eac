//! `sayso backup FILE`: a checked copy of the database, whether or not the server runs.

use sayso_store::backup;

use crate::args::Backup;
use crate::{CliError, config};

/// Copies the database and checks the copy.
///
/// # Errors
/// When there is no database, or the file is there already.
pub fn run(args: &Backup) -> Result<(), CliError> {
    let config = config::load(&args.at)?;
    let from = config.data.join("sayso.db");
    if !from.exists() {
        return Err(CliError::input(format!(
            "there is no deployment in {}",
            config.data.display()
        )));
    }
    if args.file.exists() {
        return Err(CliError::input(format!(
            "{} is there already, and nothing was written over it. Give another name.",
            args.file.display()
        )));
    }
    backup::copy(&from, &args.file).map_err(|why| CliError::failed(why.to_string()))?;
    println!(
        "Copied to {} and checked: it opens, and every page of it is whole.",
        args.file.display()
    );
    println!("The key file is not in it. Keep a copy of the key elsewhere.");
    Ok(())
}
