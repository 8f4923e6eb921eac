//! The configuration: one annotated file, the environment over it, `--data` over both. Owns: reading it, saying every
//! problem at once, and showing where each value came from. Never prints a secret.

pub mod keys;
mod messages;
pub mod openid;
mod read;
mod witnesses;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use sayso_app::public_log::Outside;

use crate::args::{Config as Args, ConfigCommand, Deployment};
use crate::carry::{Mail, Sms};
use crate::{CliError, setup};

pub use keys::Key;
pub use read::{Origin, Setting, read};

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Log {
    /// For people.
    Plain,
    /// For machines.
    Json,
}

/// A configuration that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where to answer.
    pub listen: SocketAddr,
    /// Where people reach it, without a slash at the end.
    pub public_url: Option<String>,
    /// The data directory.
    pub data: PathBuf,
    /// The master key, where it is not in the data directory.
    pub key_file: Option<PathBuf>,
    /// Who runs the server.
    pub operated_by: Option<String>,
    /// What a practice's own system proves itself with.
    pub launch_secret: Option<String>,
    /// How email is sent, if it is.
    pub mail: Option<Mail>,
    /// How texts are sent, if they are.
    pub sms: Option<Sms>,
    /// What the text service proves itself with when it hands over a reply.
    pub sms_replies_secret: Option<String>,
    /// An organisation's own sign-in service.
    pub openid: Option<openid::Service>,
    /// Outside witnesses of the public log.
    pub witnesses: Vec<Outside>,
    /// Nothing is signed that more than half of them have not reserved, where more than half have an address. False where
    /// somebody said no.
    pub witnesses_reserve: bool,
    /// What "Exit this page" opens: an https address, or a path on this server.
    pub exit_to: String,
    /// How log lines look.
    pub log: Log,
    /// The least important line that is written.
    pub log_level: tracing::Level,
}

impl Config {
    /// What people type to get here.
    #[must_use]
    pub fn url(&self) -> String {
        self.public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.listen))
    }
    /// People come over https, so cookies need not travel otherwise.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url
            .as_ref()
            .is_some_and(|u| u.starts_with("https://"))
    }
}

/// The configuration of a deployment.
///
/// # Errors
/// [`CliError::Input`] with every problem, one a line.
pub fn load(at: &Deployment) -> Result<Config, CliError> {
    let (settings, mut problems) = read(at, std::env::vars_os())?;
    let config = usable(&settings, &mut problems);
    match config {
        Some(config) if problems.is_empty() => Ok(config),
        _ => Err(CliError::input(problems.join("\n       "))),
    }
}

/// The settings as a configuration, and every problem found on the way.
#[must_use]
pub fn usable(settings: &[Setting], problems: &mut Vec<String>) -> Option<Config> {
    let before = problems.len();
    let get = |name: &str| settings.iter().find(|s| s.key.name == name);
    let text = |name| get(name).map_or("", |s| s.value.as_str());
    let some = |name| Some(text(name).to_owned()).filter(|v| !v.is_empty());
    let mut wrong = |name: &str, why: &str| {
        let origin = get(name).map_or(String::new(), |s| s.origin.to_string());
        problems.push(format!("{name} ({origin}): {why}"));
    };

    let listen = text("listen").parse::<SocketAddr>();
    if listen.is_err() {
        wrong("listen", "give an address and a port, such as 127.0.0.1:8080");
    }
    let public_url = some("public_url").map(|u| u.trim_end_matches('/').to_owned());
    if let Some(url) = &public_url {
        let host = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        if host.is_none_or(|h| h.is_empty() || h.contains(['/', ' ', '?', '#', '@'])) {
            wrong(
                "public_url",
                "give scheme and host alone, such as https://support.example.org",
            );
        }
    }
    let https = public_url.as_ref().is_some_and(|u| u.starts_with("https://"));
    if listen.as_ref().is_ok_and(|a| !a.ip().is_loopback()) && !https {
        wrong(
            "listen",
            "this address can be reached from other machines, and without TLS anybody on the way can read along. Listen \
             on 127.0.0.1 behind a reverse proxy with TLS; or, where one stands in front of this address already, set \
             public_url to its https address",
        );
    }
    let launch_secret = some("launch_secret");
    if launch_secret.as_ref().is_some_and(|s| s.len() < 32) {
        wrong(
            "launch_secret",
            "at least 32 characters, or somebody will guess it",
        );
    }
    let messages = messages::read(|name| text(name).to_owned(), &mut wrong);
    let openid = openid::read(&text, &mut wrong);
    let named = witnesses::read(text("witnesses"), &mut wrong);
    let witnesses_reserve = witnesses::reserve(text("witnesses_reserve"), &named, &mut wrong);
    if !leads_out(text("exit_to")) {
        wrong(
            "exit_to",
            "an https address such as https://www.bbc.co.uk/weather, or a path on this server such as /",
        );
    }
    let log = match text("log") {
        "plain" => Log::Plain,
        "json" => Log::Json,
        _ => {
            wrong("log", "\"plain\" or \"json\"");
            Log::Plain
        }
    };
    let log_level = match text("log_level") {
        "error" => tracing::Level::ERROR,
        "warn" => tracing::Level::WARN,
        "info" => tracing::Level::INFO,
        "debug" => tracing::Level::DEBUG,
        _ => {
            wrong("log_level", "\"error\", \"warn\", \"info\" or \"debug\"");
            tracing::Level::INFO
        }
    };
    if text("data").is_empty() {
        wrong("data", "name a directory");
    }
    let listen = listen.ok().filter(|_| problems.len() == before)?;
    Some(Config {
        listen,
        public_url,
        data: PathBuf::from(text("data")),
        key_file: some("key_file").map(PathBuf::from),
        operated_by: some("operated_by"),
        launch_secret,
        mail: messages.mail,
        sms: messages.sms,
        sms_replies_secret: messages.replies_secret,
        openid,
        witnesses: named,
        witnesses_reserve,
        exit_to: text("exit_to").to_owned(),
        log,
        log_level,
    })
}

/// An https address with a host, or a path here. Somebody presses this in a hurry: it must lead somewhere.
fn leads_out(to: &str) -> bool {
    let plain = to
        .bytes()
        .all(|b| b.is_ascii_graphic() && !b"\\\"<>".contains(&b));
    let host = to
        .strip_prefix("https://")
        .map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let path = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/exit");
    plain && (path || host.is_some_and(|h| !h.is_empty() && !h.contains('@')))
}

/// `config init`, `check` and `show`.
///
/// # Errors
/// What is wrong with the configuration; a file that is there already.
pub fn run(args: &Args) -> Result<(), CliError> {
    match &args.what {
        ConfigCommand::Init { file, setup } => {
            write_new(file, &keys::annotated())?;
            println!("Wrote {}. Every key in it is explained.", file.display());
            if let Some(setup) = setup {
                write_new(setup, setup::EXAMPLE)?;
                println!(
                    "Wrote {}. Change the invented names in it to yours.",
                    setup.display()
                );
            }
            Ok(())
        }
        ConfigCommand::Check(at) => {
            load(at)?;
            println!("ok");
            Ok(())
        }
        ConfigCommand::Show(at) => {
            let (settings, mut problems) = read(at, std::env::vars_os())?;
            print!("{}", shown(&settings));
            let _ = usable(&settings, &mut problems);
            if problems.is_empty() {
                Ok(())
            } else {
                Err(CliError::input(problems.join("\n       ")))
            }
        }
    }
}

/// Each value and where it came from.
#[must_use]
pub fn shown(settings: &[Setting]) -> String {
    let value = |s: &Setting| match (s.value.as_str(), s.key.secret) {
        ("", _) => "(not set)".to_owned(),
        (_, true) => "(set, not shown)".to_owned(),
        (value, false) => value.to_owned(),
    };
    let wide = settings
        .iter()
        .map(|s| value(s).chars().count())
        .max()
        .unwrap_or(0);
    settings.iter().fold(String::new(), |text, s| {
        format!("{text}{:<18} {:<wide$}   {}\n", s.key.name, value(s), s.origin)
    })
}

/// Writes a file that is not there yet.
fn write_new(file: &Path, text: &str) -> Result<(), CliError> {
    let opened = OpenOptions::new().write(true).create_new(true).open(file);
    let written = opened.and_then(|mut f| f.write_all(text.as_bytes()));
    written.map_err(|why| match why.kind() {
        std::io::ErrorKind::AlreadyExists => CliError::input(format!(
            "{} is there already, and nothing was written over it. Give another name.",
            file.display()
        )),
        _ => CliError::failed(format!("{}: {why}", file.display())),
    })
}

#[cfg(test)]
mod tests;
