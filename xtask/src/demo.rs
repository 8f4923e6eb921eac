//! A demo server as a child process: started on a free port, found by the address it prints, stopped by its handle.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::place::Place;
use crate::steps::Failure;

/// How long the demo may take to print its address.
const START: Duration = Duration::from_mins(1);
/// How long it may take to end after a polite signal.
const END: Duration = Duration::from_secs(10);

/// A running demo. Dropping it stops it.
pub(crate) struct Demo {
    child: Child,
    address: String,
    lines: Receiver<String>,
}

impl Demo {
    /// Starts the binary that `cargo test` built, and waits for its address.
    pub(crate) fn start(place: &Place) -> Result<Self, Failure> {
        let binary = place.target.join("debug/sayso");
        let port = free_port().map_err(|e| Failure::plain(format!("no free port: {e}")))?;
        let mut child = Command::new(&binary)
            .args(["demo", "--port", &port.to_string()])
            .current_dir(&place.root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| Failure::plain(format!("{} did not start: {e}", binary.display())))?;
        let stdout = child.stdout.take().expect("stdout was asked for as a pipe");
        let (send, lines) = channel();
        // Reads to the end, so that the demo never blocks on a full pipe.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                println!("  demo | {line}");
                send.send(line).ok();
            }
        });
        let mut demo = Self {
            child,
            address: String::new(),
            lines,
        };
        demo.address = demo.wait_for_address(port)?;
        Ok(demo)
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Asks it to end, so that its own stand-in process ends too; after a while, insists.
    pub(crate) fn stop(mut self) -> Result<(), Failure> {
        self.end()
    }

    fn wait_for_address(&mut self, port: u16) -> Result<String, Failure> {
        let wanted = format!("http://127.0.0.1:{port}");
        let deadline = Instant::now() + START;
        loop {
            match self.lines.recv_timeout(Duration::from_millis(100)) {
                Ok(line) if line.contains(&wanted) => break,
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Failure::plain("the demo ended before it answered"));
                }
            }
            if Instant::now() > deadline {
                return Err(Failure::plain(format!(
                    "the demo did not print {wanted} within 60 s"
                )));
            }
        }
        match TcpStream::connect((Ipv4Addr::LOCALHOST, port)) {
            Ok(_) => Ok(wanted),
            Err(error) => Err(Failure::plain(format!(
                "{wanted} was printed but does not answer: {error}"
            ))),
        }
    }

    fn end(&mut self) -> Result<(), Failure> {
        let gone =
            |e: std::io::Error| Failure::plain(format!("the demo could not be asked for its end: {e}"));
        if self.child.try_wait().map_err(gone)?.is_some() {
            return Ok(());
        }
        Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .map_err(gone)?;
        let deadline = Instant::now() + END;
        while Instant::now() < deadline {
            if self.child.try_wait().map_err(gone)?.is_some() {
                return Ok(());
            }
            // A closed pipe comes back at once, but then the child is as good as gone.
            self.lines.recv_timeout(Duration::from_millis(50)).ok();
        }
        self.child.kill().map_err(gone)?;
        self.child.wait().map_err(gone)?;
        Err(Failure::plain(
            "the demo did not end within 10 s of being asked, and was killed",
        ))
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if self.end().is_err() {
            eprintln!("the demo did not end politely");
        }
    }
}

/// A port that was free a moment ago. Another process may take it; the demo then says so.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
