//! `sayso demo`: an invented world to try things in. Owns: making it, its clock, its role switcher, the stand-in GP
//! system beside it. Nothing of it exists in `sayso serve`, and nothing here leaves the machine.

mod beside;
mod clock;
mod export;
mod hooks;
mod pages;
mod people;
mod place;
mod port;
mod running;
mod stand_in;
mod watching;
mod world;

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use sayso_app::passkey::Relying;
use sayso_core::id::SourceExt as _;
use sayso_web::Site;

use self::beside::Beside;
use self::hooks::Hooks;
use self::place::Place;
use self::running::Running;
use self::stand_in::Handover;
use crate::source::System;
use crate::{CliError, serve};

/// How long requests that are under way may take to end when the demonstration is stopped.
const PATIENCE: Duration = Duration::from_secs(3);

/// Options of `demo`.
#[derive(Debug, Clone, Args)]
pub struct Demo {
    /// The port on 127.0.0.1; the next free one is taken if it is in use
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Keep the world in this directory, and use it again next time
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The same number gives the same world
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Write the invented people, staff and organisations as FHIR to this directory, and end
    #[arg(long, value_name = "DIR", conflicts_with = "data")]
    pub export: Option<PathBuf>,
}

/// Options of the stand-in GP system, the demo's second process.
#[derive(Debug, Clone, Args)]
pub struct StandIn {
    /// The port on 127.0.0.1; the next free one is taken if it is in use
    #[arg(long)]
    pub port: u16,
}

/// Runs the demonstration until it is stopped.
///
/// # Errors
/// When it cannot start.
pub fn run(args: Demo) -> Result<(), CliError> {
    if let Some(dir) = &args.export {
        return export::write(dir, args.seed);
    }
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?
        .block_on(serve_demo(args))
}

/// Runs the stand-in GP system until its standard input closes.
///
/// # Errors
/// When it cannot start.
pub fn stand_in(args: &StandIn) -> Result<(), CliError> {
    stand_in::run(args)
}

async fn serve_demo(args: Demo) -> Result<(), CliError> {
    // From the very beginning: whoever is stopped while the world is made still clears up.
    let told_to_end = tokio::spawn(serve::told_to_end());
    let (listener, port) = port::listen(args.port).await?;
    let address = format!("http://127.0.0.1:{port}");
    if port != args.port {
        println!("Port {} is in use, so this demo is on {port}.", args.port);
    }
    let at = address.clone();
    let started = tokio::task::spawn_blocking(move || start(&args, &at, port));
    let (running, place, beside) = started
        .await
        .map_err(|_| CliError::failed("the demo could not be made"))??;
    let running = Arc::new(running);
    let secret: String = beside.1;
    let mut site = Site::new(Arc::clone(&running.house), false);
    site.launch_secret = Some(secret.into());
    site.relying = Relying::of(&format!("http://localhost:{port}")).map(Arc::new);
    site.witnesses = running.witnesses();
    site.exit_to = "/demo".into();
    site.demo = Some(Arc::new(Hooks(Arc::clone(&running))));
    let worker = tokio::spawn(work(Arc::clone(&running)));
    let (asked, told) = tokio::sync::oneshot::channel::<()>();
    let stop = async move {
        drop(told_to_end.await);
        drop(asked);
    };
    let served = tokio::spawn(sayso_web::serve(listener, site, stop));
    println!("Sayso demo: {address}/demo");
    println!("Invented people. Nothing leaves this machine. Stop with Ctrl-C.");
    std::io::stdout().flush()?;
    // Whichever comes first: the end that was asked for, or a fault of the listener.
    let gave = {
        let mut served = served;
        tokio::select! {
            gave = &mut served => gave,
            _ = told => tokio::time::timeout(PATIENCE, served).await.unwrap_or(Ok(Ok(()))),
        }
    };
    worker.abort();
    let house = Arc::clone(&running.house);
    let ended = tokio::task::spawn_blocking(move || {
        drop(beside.0);
        house.close();
        drop(place);
    });
    drop(ended.await);
    println!("Stopped.");
    gave.map_err(|_| CliError::failed("the demo broke off"))?
        .map_err(CliError::from)
}

type Parts = (Running, Place, (Beside, String));

fn start(args: &Demo, address: &str, port: u16) -> Result<Parts, CliError> {
    let real = Arc::new(System::default());
    let place = Place::open(args.data.as_deref())?;
    let secret = real
        .bytes::<16>()
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let (house, clock, guide) = place.world(real, args.seed)?;
    let handover = Handover {
        sayso: address.to_owned(),
        secret: secret.clone(),
        practice: guide.practice.clone(),
        ods: guide.ods.clone(),
        patients: guide.patients.clone(),
        filed: guide.filed.clone(),
    };
    let (beside, gp) = Beside::start(port.saturating_add(1), &handover)?;
    let witnesses = watching::witnesses(&house, Arc::clone(&clock) as _, &place.witness())?;
    let mut running = Running::new(house, clock, guide, gp, witnesses);
    running.second = format!("http://localhost:{port}/demo");
    Ok((running, place, (beside, secret)))
}

/// Once a second: what is due leaves.
async fn work(running: Arc<Running>) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let round = Arc::clone(&running);
        match tokio::task::spawn_blocking(move || round.round()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "a round of the worker broke off and is tried again"),
            Err(_) => return,
        }
    }
}
