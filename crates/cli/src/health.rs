//! `sayso health`: asks a running server whether it answers and whether it can write. For probes and for people.

use std::net::SocketAddr;
use std::time::Duration;

use crate::args::Deployment;
use crate::{CliError, config};

/// Asks `/healthz` and `/readyz`.
///
/// # Errors
/// [`CliError::Failed`] when it does not answer, or cannot write.
pub fn run(at: &Deployment) -> Result<(), CliError> {
    let config = config::load(at)?;
    for (path, what) in [("/healthz", "alive"), ("/readyz", "ready")] {
        match ask(config.listen, path) {
            Ok(200) => println!("✔ {what}"),
            Ok(code) => {
                return Err(CliError::failed(format!(
                    "✖ not {what}: {path} on {} answered {code}. Is the disk full? See the server's log",
                    config.listen
                )));
            }
            Err(why) => {
                return Err(CliError::failed(format!(
                    "✖ not {what}: nothing answers on {} ({why}). Start it with: sayso serve",
                    config.listen
                )));
            }
        }
    }
    Ok(())
}

fn ask(server: SocketAddr, path: &str) -> Result<u16, ureq::Error> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .timeout_global(Some(Duration::from_secs(5)))
        .build()
        .into();
    Ok(agent
        .get(format!("http://{server}{path}"))
        .call()?
        .status()
        .as_u16())
}
