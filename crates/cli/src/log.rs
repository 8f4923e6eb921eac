//! Log lines and the last words of a fault. Owns: that neither holds anything about a person: a panic's text may quote
//! a value, so only its place is printed.

use std::io;
use std::panic;

use tracing_subscriber::fmt;

use crate::config::{Config, Log};

/// Begins to write log lines on standard error. A second call changes nothing.
pub fn start(config: &Config) {
    let lines = fmt::Subscriber::builder()
        .with_max_level(config.log_level)
        .with_writer(io::stderr)
        .with_target(false)
        .with_ansi(false);
    // Set already: a test that starts two servers in one process.
    drop(match config.log {
        Log::Plain => tracing::subscriber::set_global_default(lines.finish()),
        Log::Json => tracing::subscriber::set_global_default(lines.json().finish()),
    });
}

/// From now on a panic says where it happened, and not what was in it.
pub fn quiet_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or_else(|| "an unknown place".into(), ToString::to_string);
        eprintln!("sayso: a fault of ours at {place}; what it says may hold data and is not printed");
    }));
}
