//! Opening the house of a deployment for one command. Owns: the refusal to make an empty one by mistake.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sayso_app::{Desk, Error, House, Lane, Options};

use crate::config::Config;
use crate::{CliError, System};

/// Opens the house, making its directory where there is none.
///
/// # Errors
/// With a text that says what to do.
pub fn open(config: &Config) -> Result<Arc<House>, CliError> {
    let options = Options {
        key_file: config.key_file.clone(),
        ..Options::default()
    };
    Ok(Arc::new(House::open(
        &config.data,
        Arc::new(System::default()),
        &options,
    )?))
}

/// Opens the house only where there is one: a wrong path must not make a new one.
///
/// # Errors
/// [`CliError::Input`] where there is none.
pub fn existing(config: &Config) -> Result<Arc<House>, CliError> {
    if !config.data.join("sayso.db").exists() {
        return Err(CliError::input(format!(
            "there is no deployment in {}. Make one with: sayso serve, or sayso setup",
            config.data.display()
        )));
    }
    open(config)
}

/// Where the master key of a deployment is.
#[must_use]
pub fn key_file(config: &Config) -> PathBuf {
    let usual = || config.data.join("keys").join("master.key");
    config.key_file.clone().unwrap_or_else(usual)
}

/// Where the log's signing key is, and what was signed last: beside the master key.
#[must_use]
pub fn log_dir(config: &Config) -> PathBuf {
    let file = key_file(config);
    file.parent().unwrap_or_else(|| Path::new(".")).join("log")
}

/// Does one piece of work at the console, waits until it is on the disk, and lets go of the house.
///
/// # Errors
/// What the use case gave, or the store.
pub fn once<T: Send + 'static>(
    house: &Arc<House>,
    work: impl FnOnce(&mut Desk) -> Result<T, Error> + Send + 'static,
) -> Result<T, CliError> {
    let gave = house.act(Lane::Normal, None, |desk, _| work(desk));
    house.close();
    Ok(gave?)
}
