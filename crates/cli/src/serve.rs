//! `sayso serve`: the server and its worker, until it is told to stop. Owns: their start, their end, the first-run link.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use sayso_app::carry::{Carrier as _, Round, Rounds};
use sayso_app::passkey::Relying;
use sayso_app::public_log::{Asking, Witnesses};
use sayso_app::{House, Lane, deliver, public_log, setup};
use sayso_web::Site;

use crate::args::Serve;
use crate::carry::Carriers;
use crate::config::{self, Config};
use crate::{CliError, front, house, log, openid};

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// When it cannot start; nothing was served then.
pub fn run(args: &Serve) -> Result<(), CliError> {
    let config = config::load(&args.at)?;
    log::start(&config);
    log::quiet_panics();
    let house = house::open(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("pages")
        .build()?;
    let carriers = Carriers::new(&config).map_err(CliError::input)?;
    let sends_to_people = carriers.ways().any();
    let (stop_worker, told_to_stop) = channel::<()>();
    let (stop_carrying, told_to_stop_carrying) = channel::<()>();
    let (stop_logging, told_to_stop_logging) = channel::<()>();
    let (stop_taking_in, told_to_stop_taking_in) = channel::<()>();
    let (stop_asking, told_to_stop_asking) = channel::<()>();
    let gave = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(config.listen)
            .await
            .map_err(|why| {
                CliError::failed(format!(
                    "{}: {why}. Another program may be using the port; choose one with listen = \"…\"",
                    config.listen
                ))
            })?;
        let at = listener.local_addr()?;
        introduce(args, &config, at, &house)?;
        let worker = start_worker(&house, sends_to_people, told_to_stop)?;
        let witnesses = front::witnesses(&config);
        if witnesses.reserve().is_none()
            && let Some(why) = front::reservation(&witnesses)
        {
            tracing::warn!("{why}");
        }
        let rounds =
            public_log::Rounds::new(&house, host_of(config.public_url.as_deref())).witnessed_by(&witnesses);
        let logging = start_logging(rounds, told_to_stop_logging)?;
        let taking_in = start_taking_in(&house, told_to_stop_taking_in)?;
        let asking = start_asking(&house, &witnesses, told_to_stop_asking)?;
        let carrying = start_carrying(&house, carriers, told_to_stop_carrying)?;
        let mut site = Site::new(Arc::clone(&house), config.is_https());
        let address = config
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://localhost:{}", at.port()));
        site.openid = openid::service(&config, &address)?;
        site.relying = Relying::of(&address).map(Arc::new);
        site.witnesses = witnesses;
        site.exit_to = config.exit_to.as_str().into();
        site.launch_secret = config.launch_secret.as_deref().map(Arc::from);
        site.replies_secret = config.sms_replies_secret.as_deref().map(Arc::from);
        let served = sayso_web::serve(listener, site, told_to_end()).await;
        // The worker finishes its round, so that nothing is half done when the house closes.
        drop(stop_worker);
        drop(stop_carrying);
        drop(stop_logging);
        drop(stop_asking);
        drop(stop_taking_in);
        let workers = [Some(worker), Some(logging), Some(taking_in), carrying, asking];
        // Each is waited for, whatever became of the others.
        for worker in workers.into_iter().flatten() {
            let name = worker.thread().name().unwrap_or("a worker").to_owned();
            if worker.join().is_err() {
                tracing::error!(name, "a worker did not end well");
            }
        }
        served.map_err(CliError::from)
    });
    house.close();
    say("Stopped. Everything accepted is kept.");
    gave
}

/// Prints a line. Whoever reads may have gone away; that is no reason to stop serving.
fn say(line: &str) {
    drop(writeln!(io::stdout(), "{line}"));
}

fn introduce(args: &Serve, config: &Config, at: SocketAddr, house: &Arc<House>) -> Result<(), CliError> {
    let url = config
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{at}"));
    say(&format!("Sayso {} is ready at {url}", env!("CARGO_PKG_VERSION")));
    say(&format!("  answers on  {at}"));
    say(&format!("  data        {}", config.data.display()));
    say("  engine      SQLite, built in");
    let operated_by = config.operated_by.clone();
    let first = house.act(Lane::Normal, None, move |desk, _| {
        setup::first_run(desk, operated_by.as_deref())
    })?;
    if let Some((_, secret)) = first {
        say(&format!(
            "\nThis is a first start. Become its operator, once, within 30 minutes:\n\n  {url}/link/{secret}\n"
        ));
        let same = match &args.at.config {
            Some(file) => format!("--config {}", file.display()),
            None => format!("--data {}", config.data.display()),
        };
        say(&format!(
            "Missed it? Stop the server, then: sayso user reset {same} Administrator"
        ));
    }
    Ok(())
}

/// Once a second: what has run out ends, what is due leaves. Messages to people wait in the tray that reception reads
/// out, unless `carries`; what an organisation is told stands on its pages.
fn start_worker(
    house: &Arc<House>,
    carries: bool,
    stop: Receiver<()>,
) -> Result<thread::JoinHandle<()>, CliError> {
    let house = Arc::clone(house);
    let round = if carries {
        deliver::round_to_organisations
    } else {
        deliver::round
    };
    let worker = thread::Builder::new().name("worker".into());
    Ok(worker.spawn(move || {
        while stop.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
            match round(&house) {
                Ok(gone) if gone.is_empty() => {}
                Ok(gone) => tracing::info!(messages = gone.len(), "messages left"),
                Err(error) => tracing::warn!(%error, "a round of the worker broke off and is tried again"),
            }
        }
    })?)
}

/// Once a second: messages to people that are due are handed to the mail or text service. A thread of its own: a slow
/// server elsewhere holds up nothing here. When the process is asked to end, the message in hand is finished first.
fn start_carrying(
    house: &Arc<House>,
    carriers: Carriers,
    stop: Receiver<()>,
) -> Result<Option<thread::JoinHandle<()>>, CliError> {
    if !carriers.ways().any() {
        return Ok(None);
    }
    let house = Arc::clone(house);
    let worker = thread::Builder::new().name("carrying".into());
    let handle = worker.spawn(move || {
        let mut rounds = Rounds::default();
        while stop.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
            match rounds.round(&house, &carriers) {
                Ok(round) if round == Round::default() => {}
                Ok(round) => tracing::info!(
                    taken = round.taken,
                    not_taken = round.not_taken,
                    kept = round.kept,
                    "messages to people"
                ),
                Err(error) => tracing::warn!(%error, "a round of messages broke off and is tried again"),
            }
        }
    })?;
    Ok(Some(handle))
}

/// How often it is looked whether something was recorded. A look at which nothing was costs one number in memory.
const TICK: Duration = Duration::from_millis(25);
/// How long nothing is tried again after trouble.
const AFTER_TROUBLE: Duration = Duration::from_secs(1);

/// Many times a second: what was recorded enters the private tree. A thread of its own: neither the reading of
/// everything before a checkpoint nor a witness holds it up.
fn start_taking_in(house: &Arc<House>, stop: Receiver<()>) -> Result<thread::JoinHandle<()>, CliError> {
    let mut taking_in = public_log::TakingIn::new(house);
    let worker = thread::Builder::new().name("private tree".into());
    Ok(worker.spawn(move || {
        let (mut pause, mut troubled) = (TICK, false);
        while stop.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            let gave = taking_in.tick();
            if let Err(error) = &gave
                && !troubled
            {
                tracing::warn!(%error, "what was recorded does not enter the private tree, and is tried again");
            }
            troubled = gave.is_err();
            pause = if troubled { AFTER_TROUBLE } else { TICK };
        }
    })?)
}

/// Once a second: what is published enters the public log, and each ten minutes the sealed root of the private tree. A
/// thread of its own: trouble with the log stops nothing else.
fn start_logging(
    mut rounds: public_log::Rounds,
    stop: Receiver<()>,
) -> Result<thread::JoinHandle<()>, CliError> {
    let worker = thread::Builder::new().name("public log".into());
    Ok(worker.spawn(move || {
        while stop.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = rounds.round() {
                tracing::warn!(%error, "a round of the public log broke off and is tried again");
            }
        }
    })?)
}

/// Once a second: outside witnesses are asked to countersign what was published. A thread of its own: a silent witness
/// holds up nothing here.
fn start_asking(
    house: &Arc<House>,
    witnesses: &Arc<Witnesses>,
    stop: Receiver<()>,
) -> Result<Option<thread::JoinHandle<()>>, CliError> {
    if witnesses.all().iter().all(|w| w.url.is_none()) {
        return Ok(None);
    }
    let mut asking = Asking::new(house, witnesses);
    let worker = thread::Builder::new().name("witnesses".into());
    let handle = worker.spawn(move || {
        while stop.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = asking.round() {
                tracing::warn!(%error, "asking witnesses broke off and is tried again");
            }
        }
    })?;
    Ok(Some(handle))
}

/// The name by which a log is known: the host of its address.
pub(crate) fn host_of(public_url: Option<&str>) -> &str {
    let host = public_url
        .and_then(|url| url.split_once("://"))
        .map(|(_, rest)| rest);
    host.and_then(|rest| rest.split('/').next())
        .filter(|h| !h.is_empty())
        .unwrap_or("localhost")
}

/// Ends when the process is asked to.
pub(crate) async fn told_to_end() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut asked) => {
                asked.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
