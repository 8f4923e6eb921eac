//! Loopback ports and the small HTTP client between the demonstration's two processes. Never any other machine.

use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::CliError;

/// How many ports after the first are tried.
const TRIED: u16 = 50;

/// Listens on `port` of 127.0.0.1, or on the next free one; says which.
///
/// # Errors
/// When none of the next fifty is free.
pub(super) async fn listen(port: u16) -> Result<(TcpListener, u16), CliError> {
    let last = port.saturating_add(TRIED);
    for port in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => {
                let port = listener.local_addr()?.port();
                return Ok((listener, port));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(CliError::failed(format!("port {port} cannot be used: {error}"))),
        }
    }
    Err(CliError::failed(format!(
        "no port from {port} to {last} is free: give another with --port"
    )))
}

/// A client that answers for every status itself, follows nothing and uses no proxy.
pub(super) fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(5)))
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .build()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_taken_port_gives_the_next_free_one() {
        let (held, first) = listen(18_400).await.unwrap();
        let (_other, second) = listen(first).await.unwrap();
        assert!(second > first);
        drop(held);
    }
}
