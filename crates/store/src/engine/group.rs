//! Group commit. Owns: the life of a job, its savepoint, and that nobody is answered before `COMMIT` has returned.
//! Never decides what a job does.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::Connection;

use super::{
    Faults, Tx,
    copier::Copier,
    open,
    queue::{Next, Queue},
    sqlite::SqliteTx,
};
use crate::{crypto::KeyRing, error::StoreError};

/// A group older than this takes no more jobs, so that no answer waits long for its neighbours.
const GROUP_AGE: Duration = Duration::from_millis(20);
/// So much quiet is a moment to empty the log in, when a key was destroyed.
const QUIET: Duration = Duration::from_millis(250);

/// A piece of work whose types the queue need not know.
pub(super) trait Job: Send {
    /// Does the work; true when its changes are to be kept.
    fn work(&mut self, tx: &mut SqliteTx<'_>) -> bool;
    /// Answers the one who asked. `lost` when the group was not committed: then nobody's work was kept.
    fn answer(&mut self, lost: Option<StoreError>);
}

/// The one [`Job`]: a closure, and the call that hands back what it gave. Answers exactly once, even when dropped.
pub(super) struct Work<F, T, E: From<StoreError>> {
    todo: Option<F>,
    asked: Asked<T, E>,
}

/// The call that hands back what a job gave.
type Done<T, E> = Box<dyn FnOnce(Result<T, E>) + Send>;

/// The one who asked, apart from what they asked for: so the program holds this once for each kind of result.
struct Asked<T, E: From<StoreError>> {
    gave: Option<Result<T, E>>,
    done: Option<Done<T, E>>,
}

impl<F, T, E: From<StoreError>> Work<F, T, E> {
    pub(super) fn new(todo: F, done: impl FnOnce(Result<T, E>) + Send + 'static) -> Self {
        Self {
            todo: Some(todo),
            asked: Asked {
                gave: None,
                done: Some(Box::new(done)),
            },
        }
    }
}

impl<T, E: From<StoreError>> Asked<T, E> {
    fn finish(&mut self, lost: Option<StoreError>) {
        let gave = self.gave.take();
        let Some(done) = self.done.take() else { return };
        let result = match (lost, gave) {
            (Some(error), _) => Err(error.into()),
            (None, Some(gave)) => gave,
            (None, None) => Err(StoreError::unavailable("the store closed first").into()),
        };
        if catch_unwind(AssertUnwindSafe(|| done(result))).is_err() {
            tracing::error!("handing back a result panicked; the work itself is not affected");
        }
    }
}

impl<F, T, E> Job for Work<F, T, E>
where
    F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn work(&mut self, tx: &mut SqliteTx<'_>) -> bool {
        let Some(todo) = self.todo.take() else {
            return false;
        };
        let gave = match catch_unwind(AssertUnwindSafe(|| todo(tx))) {
            Err(_) => {
                tracing::error!("a job panicked and was undone");
                Err(StoreError::Panicked.into())
            }
            Ok(Ok(gave)) => tx.lost().map_or(Ok(gave), |error| Err(error.clone().into())),
            Ok(Err(error)) => Err(error),
        };
        let keep = gave.is_ok();
        self.asked.gave = Some(gave);
        keep
    }

    fn answer(&mut self, lost: Option<StoreError>) {
        self.asked.finish(lost);
    }
}

impl<T, E: From<StoreError>> Drop for Asked<T, E> {
    fn drop(&mut self) {
        // Only a job that was never answered still has its `done`; what it gave was not committed.
        let lost = StoreError::unavailable("the work was dropped");
        self.finish(Some(lost));
    }
}

/// What the writer tells about itself, for a health page.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) groups: AtomicU64,
    pub(super) jobs: AtomicU64,
    pub(super) failing: AtomicBool,
}

/// The writer: the one connection that changes anything, and what it serves.
pub(super) struct Writer {
    pub(super) conn: Connection,
    pub(super) file: PathBuf,
    pub(super) queue: Arc<Queue>,
    pub(super) tally: Arc<Tally>,
    pub(super) keys: Arc<KeyRing>,
    pub(super) faults: Faults,
    /// Copies the log meanwhile.
    pub(super) copier: Copier,
    /// The most jobs in one commit.
    pub(super) most: usize,
}

impl Writer {
    /// Serves the queue until it is closed and empty, then copies the log a last time.
    pub(super) fn serve(self) {
        loop {
            match self.queue.wait(QUIET) {
                Next::Job(first) => self.group(first),
                Next::Idle if self.keys.take_destroyed() => self.empty_log(),
                Next::Idle => {}
                Next::Closed => break,
            }
        }
        drop(self.copier);
        if let Err(error) = copy_log(&self.conn) {
            tracing::warn!(%error, "closed without copying the log; nothing is lost");
        }
    }

    /// In a quiet moment: a key was destroyed, and its wrapped bytes leave the log.
    fn empty_log(&self) {
        let done = copy_log(&self.conn);
        if !matches!(done, Ok(true)) {
            self.keys.still_destroyed();
        }
        if let Err(error) = done {
            tracing::warn!(%error, "the log could not be emptied; it is tried again");
        }
        if let Err(error) = open::lengthen_log(&self.file) {
            tracing::warn!(%error, "the log could not be made longer; commits are slower until it has grown");
        }
    }

    /// One group: begin, each job in its savepoint, commit, and only then the answers.
    fn group(&self, first: Box<dyn Job>) {
        let began = Instant::now();
        let mut jobs = Vec::new();
        let mut next = Some(first);
        let mut whole = run(&self.conn, "BEGIN IMMEDIATE");
        while let Some(mut job) = next.take() {
            if whole.is_ok() {
                whole = one(&self.conn, job.as_mut(), &self.faults);
            }
            jobs.push(job);
            if whole.is_ok() && jobs.len() < self.most && began.elapsed() < GROUP_AGE {
                next = self.queue.take();
            }
        }
        let lost = whole
            .and_then(|()| self.faults.strike())
            .and_then(|()| run(&self.conn, "COMMIT"))
            .err();
        if let Some(error) = &lost {
            tracing::error!(%error, jobs = jobs.len(), "a group was not committed");
            if !self.conn.is_autocommit()
                && let Err(error) = run(&self.conn, "ROLLBACK")
            {
                tracing::error!(%error, "and could not be undone either");
            }
        }
        self.tally.failing.store(lost.is_some(), Ordering::Relaxed);
        self.tally.groups.fetch_add(1, Ordering::Relaxed);
        self.tally.jobs.fetch_add(jobs.len() as u64, Ordering::Relaxed);
        // Whatever went wrong, to those who asked it is one thing: nothing of theirs is kept.
        let lost = lost.map(|error| match error {
            StoreError::Unavailable(_) => error,
            other => StoreError::unavailable(other.to_string()),
        });
        for mut job in jobs {
            job.answer(lost.clone());
        }
    }
}

/// Copies all of the log and cuts it to nothing. True when that could be done.
fn copy_log(conn: &Connection) -> Result<bool, StoreError> {
    let busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get::<_, i64>(0))?;
    Ok(busy == 0)
}

/// One job in its savepoint. An error here means that the whole group is lost.
fn one(conn: &Connection, job: &mut dyn Job, faults: &Faults) -> Result<(), StoreError> {
    run(conn, "SAVEPOINT job")?;
    let keep = job.work(&mut SqliteTx::new(conn, Some(faults)));
    if conn.is_autocommit() {
        // SQLite itself gives the whole transaction up when the disk is full or broken.
        return Err(StoreError::unavailable("the database gave the transaction up"));
    }
    if !keep {
        run(conn, "ROLLBACK TO job")?;
    }
    run(conn, "RELEASE job")
}

fn run(conn: &Connection, sql: &str) -> Result<(), StoreError> {
    conn.prepare_cached(sql)?.raw_execute()?;
    Ok(())
}
