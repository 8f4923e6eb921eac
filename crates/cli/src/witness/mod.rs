//! `sayso witness`: an outside witness of somebody's public log (C2SP tlog-witness). Owns: its options and what it says.
//! Needs no deployment and no account; trusts nothing that the log says. The rules are `sayso_log::witness`.

mod asked;
mod http;
mod keep;
mod pull;

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;
use sayso_core::id::Source;
use sayso_log::note::{Scheme, VerifierKey};
use sayso_log::witness::{Answer, Watched, Witness};

pub use keep::{Keep, Refused};

use asked::Asked;

use crate::source::System;
use crate::{CliError, serve};

/// Options of `witness`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The witness's own directory: its key and what it has seen. Made on the first run
    #[arg(long, value_name = "DIR")]
    pub dir: PathBuf,
    /// The witness's name, for the first run: your own domain and a word, such as patients.example/witness
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The key of a log to watch, as you got it by another way than from the log; again for each further log
    #[arg(long = "log", value_name = "KEY")]
    pub logs: Vec<VerifierKey>,
    /// Address and port to answer on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8181")]
    pub listen: SocketAddr,
    /// Read the log at this address once, countersign, hand that over, and end: for cron
    #[arg(long, value_name = "URL")]
    pub once: Option<String>,
}

/// A witness at work: one directory, one process.
pub struct Desk {
    witness: Witness,
    keep: Mutex<Keep>,
    asked: Mutex<Asked>,
    source: Arc<dyn Source>,
}

impl Desk {
    /// Opens the directory, or makes key and empty memory in it on the first run.
    ///
    /// # Errors
    /// In words for whoever runs it.
    pub fn open(args: &Options, source: Arc<dyn Source>) -> Result<Self, CliError> {
        let keep = Keep::open(&args.dir, args.name.as_deref(), source.as_ref())?;
        let witness = Witness {
            key: keep.key().clone(),
            logs: watched(&args.logs)?,
        };
        Ok(Self {
            witness,
            keep: Mutex::new(keep),
            asked: Mutex::default(),
            source,
        })
    }

    /// The key by which others know this witness.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        self.witness.key.verifier()
    }

    /// Decides on the body of an add-checkpoint request. What it gives is safe to send: the memory is on the disk.
    ///
    /// # Errors
    /// When that could not be written; nothing may then be sent.
    pub fn add_checkpoint(&self, body: &[u8]) -> Result<Answer, CliError> {
        // Held from reading the memory to writing it: two requests decided at once could take a log back.
        let mut keep = self.keep.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.now();
        let answer = keep.decide(&self.witness, body, now)?;
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(said) = asked.note(body, &answer, keep.state(), now) {
            eprintln!("sayso: {said}");
        }
        Ok(answer)
    }

    /// What was asked for last about a log and not countersigned, because it was older or another history.
    fn told(&self, origin: &str) -> Option<String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.about(origin)
    }

    /// The last checkpoint that was countersigned, by the SHA-256 of the log's name in hexadecimal.
    #[must_use]
    pub fn served(&self, origin_hash: &str) -> Option<String> {
        let keep = self.keep.lock().unwrap_or_else(PoisonError::into_inner);
        keep.state().served(origin_hash).map(ToString::to_string)
    }

    fn now(&self) -> u64 {
        u64::try_from(self.source.now().as_second()).unwrap_or(0)
    }
}

/// The logs by origin. A log's key has the log's name; several keys of one name are one log's.
fn watched(keys: &[VerifierKey]) -> Result<Vec<Watched>, CliError> {
    let mut logs: Vec<Watched> = vec![];
    for key in keys {
        if key.scheme() != Scheme::Plain {
            return Err(CliError::input(format!(
                "{} is the key of a witness, and no log’s",
                key.name()
            )));
        }
        match logs.iter_mut().find(|l| l.origin == key.name()) {
            Some(log) => log.keys.push(key.clone()),
            None => logs.push(Watched {
                origin: key.name().to_owned(),
                keys: vec![key.clone()],
            }),
        }
    }
    Ok(logs)
}

/// Runs `sayso witness`.
///
/// # Errors
/// When it cannot start, or, with `--once`, when nothing was countersigned or it could not be handed over.
pub fn run(args: &Options) -> Result<(), CliError> {
    let desk = Arc::new(Desk::open(args, Arc::new(System::default()))?);
    println!("The key of this witness: {}", desk.verifier());
    if args.logs.is_empty() {
        println!("It watches no log yet. Name one with: --log KEY");
        return Ok(());
    }
    if let Some(url) = &args.once {
        println!("{}", desk.once(url)?);
        return Ok(());
    }
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?
        .block_on(async {
            let listener = tokio::net::TcpListener::bind(args.listen)
                .await
                .map_err(|why| CliError::failed(format!("{}: {why}", args.listen)))?;
            println!("It answers on http://{}", listener.local_addr()?);
            std::io::stdout().flush()?;
            serve_on(listener, desk, serve::told_to_end()).await
        })
}

/// Answers on a listener until it is told to stop.
///
/// # Errors
/// When the listener breaks.
pub async fn serve_on(
    listener: tokio::net::TcpListener,
    desk: Arc<Desk>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), CliError> {
    Ok(axum::serve(listener, http::router(desk))
        .with_graceful_shutdown(stop)
        .await?)
}
