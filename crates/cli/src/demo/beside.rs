//! The second process: the stand-in GP system, started and ended with the demonstration. Owns: its handle. It ends by
//! itself when its standard input closes, so that nothing is left behind however this process ends.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use super::port::agent;
use super::stand_in::{Filing, Handover};
use crate::CliError;

/// How long it may take to end by itself.
const END: Duration = Duration::from_secs(2);

/// The running stand-in.
pub(super) struct Beside {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: Option<BufReader<ChildStdout>>,
}

/// Where it is and how to speak to it.
#[derive(Clone)]
pub(super) struct Address {
    /// `http://127.0.0.1:8081`
    pub(super) url: String,
    secret: String,
}

impl Beside {
    /// Starts this very program a second time, near `port`, and hands it what it needs.
    pub(super) fn start(port: u16, handover: &Handover) -> Result<(Self, Address), CliError> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["stand-in-gp", "--port", &port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        // From here on, dropping it ends the process.
        let mut beside = Self {
            stdin: child.stdin.take(),
            stdout: child.stdout.take().map(BufReader::new),
            child,
        };
        let line = serde_json::to_string(handover).map_err(|e| CliError::failed(e.to_string()))?;
        let mut port = String::new();
        if let (Some(stdin), Some(stdout)) = (&mut beside.stdin, &mut beside.stdout) {
            writeln!(stdin, "{line}")?;
            stdout.read_line(&mut port)?;
        }
        let port: u16 = port
            .trim()
            .parse()
            .map_err(|_| CliError::failed("the stand-in GP system did not start"))?;
        let address = Address {
            url: format!("http://127.0.0.1:{port}"),
            secret: handover.secret.clone(),
        };
        Ok((beside, address))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let (tell, told) = channel();
        let stdout = self.stdout.take();
        // Its standard output closes when it has ended.
        std::thread::spawn(move || {
            drop(stdout.map(|mut pipe| std::io::copy(&mut pipe, &mut std::io::sink())));
            // Nobody waits any more after a while.
            tell.send(()).ok();
        });
        if told.recv_timeout(END).is_err() {
            tracing::warn!("the stand-in GP system did not end by itself, and is ended");
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}

/// What became of words that were to be filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filed {
    /// They are in the record.
    Yes,
    /// That system has no such patient: somebody at the practice files them by hand.
    NotThere,
    /// No answer: to be tried again.
    NotNow,
}

impl Address {
    /// Hands words over to the practice's own system.
    pub(super) fn file(&self, filing: &Filing) -> Filed {
        let Ok(body) = serde_json::to_string(filing) else {
            return Filed::NotThere;
        };
        let answer = agent()
            .post(format!("{}/file", self.url))
            .header("authorization", format!("Bearer {}", self.secret))
            .header("content-type", "application/json")
            .send(body);
        match answer.map(|a| a.status().as_u16()) {
            Ok(200) => Filed::Yes,
            Ok(404) => Filed::NotThere,
            Ok(_) | Err(_) => Filed::NotNow,
        }
    }
}
