//! `sayso doctor`: what does not hold in a data directory, whether or not the server runs. Reads only. Owns: how it ends:
//! 0 all holds, 1 something does not, 2 it cannot be examined.

use std::sync::Arc;

use sayso_app::doctor;

use crate::args::Deployment;
use crate::{CliError, System, config, front, house};

/// Examines the deployment and says what was found.
///
/// # Errors
/// [`CliError::Failed`] when something does not hold, [`CliError::Input`] when it cannot be examined.
pub fn run(at: &Deployment) -> Result<(), CliError> {
    let config = config::load(at)?;
    if !config.data.join("sayso.db").exists() {
        return Err(CliError::input(format!(
            "there is no deployment in {}",
            config.data.display()
        )));
    }
    let (key_file, log_dir) = (house::key_file(&config), house::log_dir(&config));
    let source = Arc::new(System::default());
    let found = doctor::examine_house(&config.data, Some(&key_file), &log_dir, source)
        .map_err(|why| CliError::input(why.to_string()))?;
    found.said.iter().for_each(|line| println!("{line}"));
    if let Some(line) = front::reservation(&front::witnesses(&config)) {
        println!("{line}");
    }
    if found.wrong.is_empty() {
        println!("Everything that was looked at holds. Nothing was changed.");
        return Ok(());
    }
    Err(CliError::failed(format!(
        "something does not hold. Nothing was changed.\n  {}",
        found.wrong.join("\n  ")
    )))
}
