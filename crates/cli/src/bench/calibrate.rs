//! What this machine can do at most, in the same run: a durable write, and a page with nothing in it.

use std::fs::OpenOptions;
use std::os::unix::fs::FileExt as _;
use std::time::Duration;

use super::drive::{Outcome, now, run};
use super::to_f64;
use crate::CliError;

/// Lone 4 KiB writes with fdatasync in each second, onto blocks that were written before.
pub(crate) fn fdatasync(time: Duration) -> Result<f64, CliError> {
    const BLOCKS: u64 = 256;
    let dir = tempfile::tempdir()?;
    let file = OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .read(true)
        .open(dir.path().join("blocks"))?;
    let block = [7_u8; 4096];
    for n in 0..BLOCKS {
        file.write_all_at(&block, n * 4096)?;
    }
    file.sync_all()?;
    let (begun, mut n) = (now(), 0_u64);
    while begun.elapsed() < time {
        file.write_all_at(&block, n % BLOCKS * 4096)?;
        file.sync_data()?;
        n += 1;
    }
    Ok(to_f64(n) / begun.elapsed().as_secs_f64())
}

/// A page with nothing in it, over loopback HTTP.
pub(crate) fn hello(time: Duration) -> Result<Outcome, CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0)))?;
    let url = format!("http://{}/healthz", listener.local_addr()?);
    let dir = tempfile::tempdir()?;
    let source = std::sync::Arc::new(crate::System::default());
    let house = std::sync::Arc::new(sayso_app::House::open(
        dir.path(),
        source,
        &sayso_app::Options::default(),
    )?);
    let site = sayso_web::Site::new(std::sync::Arc::clone(&house), false);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let served = runtime.spawn(sayso_web::serve(listener, site, async move {
        // Dropping the sender stops it as well.
        drop(stopped.await);
    }));
    let outcome = run(2, time, None, || {
        let (agent, url) = (ureq::Agent::new_with_defaults(), url.clone());
        move || {
            agent
                .get(&url)
                .call()
                .is_ok_and(|mut a| a.body_mut().read_to_vec().is_ok())
        }
    });
    drop(stop);
    runtime
        .block_on(served)
        .map_err(|e| CliError::failed(e.to_string()))??;
    house.close();
    Ok(outcome)
}
