//! Copies the log into the database beside the writer, so that no commit waits for it. Owns: its own connection and
//! thread, and when to copy. Never writes a row, never waits for anybody, never shortens the log.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use rusqlite::Connection;

use super::{group::Tally, open};
use crate::error::{OpenError, StoreError};

/// How often it looks whether there is something to copy. Often, so that each copy is short.
const LOOK: Duration = Duration::from_secs(1);
/// What was committed while it copied is copied after it, at most this often: the writer starts the log again from
/// its beginning as soon as all of it is copied.
const AGAIN: usize = 3;

/// The thread; it ends when this is dropped.
pub(super) struct Copier {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Copier {
    /// Starts it.
    ///
    /// # Errors
    /// When the file cannot be opened once more, or no thread be had.
    pub(super) fn start(file: &Path, tally: Arc<Tally>) -> Result<Self, OpenError> {
        let conn = Connection::open(file)?;
        open::configure(&conn)?;
        let (stop, stopped) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("copier".into())
            .spawn(move || {
                let mut copied = 0;
                while stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                    let groups = tally.groups.load(Ordering::Relaxed);
                    if groups == copied {
                        continue;
                    }
                    match copy(&conn) {
                        Ok(()) => copied = groups,
                        Err(error) => {
                            tracing::warn!(%error, "the log could not be copied; it grows until it can");
                        }
                    }
                }
            })
            .map_err(OpenError::file(file))?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Copier {
    fn drop(&mut self) {
        self.stop.take();
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the copier did not end well");
        }
    }
}

fn copy(conn: &Connection) -> Result<(), StoreError> {
    for _ in 0..AGAIN {
        // PASSIVE waits for nobody and leaves the log file its length, to be written over.
        let (frames, copied) = conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |row| {
            Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        })?;
        if copied >= frames {
            break;
        }
    }
    Ok(())
}
