//! The open database. Owns: the order of opening, the writer's thread, the two ways to give it work, clean closing.
//! Never knows a table of the domain.

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, atomic::Ordering, mpsc},
    thread::{self, JoinHandle, ThreadId},
};

use rusqlite::Connection;
use sayso_core::id::Source;

use super::{
    Faults, Lane, Reader, Tx,
    copier::Copier,
    group::{Tally, Work, Writer},
    open,
    queue::Queue,
};
use crate::{
    backup,
    crypto::{KeyRing, MasterKey},
    error::{OpenError, StoreError},
    migrate::{self, Migration},
};

/// How to open. `Options::default()` is right for a server.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many normal jobs may wait before the answer is [`StoreError::Busy`].
    pub waiting: usize,
    /// How many jobs one commit takes at most.
    pub group: usize,
    /// How many read-only connections to keep.
    pub readers: usize,
    /// The master key's file, when it is not `keys/master.key` in the data directory.
    pub key_file: Option<PathBuf>,
    /// For tests: makes a chosen statement fail.
    pub faults: Faults,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            waiting: 1024,
            group: 128,
            readers: 2,
            key_file: None,
            faults: Faults::default(),
        }
    }
}

/// How the store is, for a health page: nothing about anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse {
    /// Jobs waiting, both lanes.
    pub waiting: usize,
    /// Commits since opening.
    pub groups: u64,
    /// Jobs served since opening.
    pub jobs: u64,
    /// Whether the last commit worked.
    pub can_write: bool,
}

/// One data directory, held by this process alone. Share it as `Arc<Db>`; dropping the last one closes it.
pub struct Db {
    file: PathBuf,
    queue: Arc<Queue>,
    tally: Arc<Tally>,
    reader: Reader,
    keys: Arc<KeyRing>,
    writer_thread: ThreadId,
    /// The thread and the lock file; taken by whoever closes.
    held: Mutex<Option<(JoinHandle<()>, File)>>,
}

impl Db {
    /// Opens the data directory, making it when there is none: lock, key, settings, backup, migrations, in this order.
    ///
    /// # Errors
    /// [`OpenError`]; nothing was changed unless it says so.
    pub fn open(
        dir: &Path,
        migrations: &[Migration],
        source: Arc<dyn Source>,
        options: &Options,
    ) -> Result<Self, OpenError> {
        let now = source.now();
        open::private_dir(dir)?;
        let lock = open::lock(dir)?;
        let file = dir.join("sayso.db");
        let key_file = options
            .key_file
            .clone()
            .unwrap_or_else(|| dir.join("keys").join("master.key"));
        // The key comes first and is on the disk before the database: no database is ever without one.
        let master = if file.exists() || key_file.exists() {
            MasterKey::read(&key_file)?
        } else {
            MasterKey::make(&key_file, source.as_ref())?
        };
        if !file.exists() {
            open::private_file(&file).map_err(OpenError::file(&file))?;
        }
        let mut conn = Connection::open(&file)?;
        open::configure(&conn)?;
        let keys = KeyRing::new(master, source);
        let known = keys.known_to(&conn)?;
        if known == Some(false) {
            return Err(OpenError::KeyWrong(key_file));
        }
        migrate::run(&mut conn, dir, migrations, now)?;
        if known.is_none() {
            keys.introduce(&conn)?;
        }
        open::lengthen_log(&file).map_err(OpenError::file(&file))?;
        let reader = Reader::open(&file, options.readers)?;
        Self::start(file, conn, reader, keys, lock, options)
    }

    fn start(
        file: PathBuf,
        conn: Connection,
        reader: Reader,
        keys: KeyRing,
        lock: File,
        options: &Options,
    ) -> Result<Self, OpenError> {
        let queue = Arc::new(Queue::new(options.waiting));
        let tally = Arc::new(Tally::default());
        let keys = Arc::new(keys);
        let writer = Writer {
            conn,
            file: file.clone(),
            queue: Arc::clone(&queue),
            tally: Arc::clone(&tally),
            keys: Arc::clone(&keys),
            faults: options.faults.clone(),
            copier: Copier::start(&file, Arc::clone(&tally))?,
            most: options.group.max(1),
        };
        let thread = thread::Builder::new()
            .name("writer".into())
            .spawn(move || writer.serve())
            .map_err(OpenError::file(&file))?;
        let writer_thread = thread.thread().id();
        Ok(Self {
            file,
            queue,
            tally,
            reader,
            keys,
            writer_thread,
            held: Mutex::new(Some((thread, lock))),
        })
    }

    /// Gives the writer a job and returns at once. `done` is called exactly once, on another thread unless the job is
    /// not accepted, and after the commit when the result is `Ok`. Keep `done` short: hand the result on and return.
    ///
    /// The job is all or nothing: an `Err`, a panic or a statement's error undoes it alone. In `done`:
    /// [`StoreError::Busy`] when the normal lane is full, [`StoreError::Unavailable`] when nothing could be
    /// committed, [`StoreError::Panicked`], or what the job gave.
    pub fn submit<T, E>(
        &self,
        lane: Lane,
        job: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        done: impl FnOnce(Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if let Err((mut job, error)) = self.queue.put(lane, Box::new(Work::new(job, done))) {
            job.answer(Some(error));
        }
    }

    /// Gives the writer a job and waits for its result; `Ok` means that it is on the disk.
    ///
    /// # Errors
    /// As told for [`Db::submit`]. Called from inside a job it would wait for itself, so it is
    /// [`StoreError::Unavailable`] there.
    pub fn run<T, E>(
        &self,
        lane: Lane,
        job: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if thread::current().id() == self.writer_thread {
            return Err(StoreError::unavailable("a job cannot wait for another job").into());
        }
        let (tell, told) = mpsc::sync_channel(1);
        self.submit(lane, job, move |result| {
            // Nobody can have stopped listening: this very function waits below.
            drop(tell.send(result));
        });
        told.recv()
            .unwrap_or_else(|_| Err(StoreError::unavailable("the store closed first").into()))
    }

    /// The connections for what is about nobody.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The keys of the encrypted columns.
    #[must_use]
    pub fn keys(&self) -> &Arc<KeyRing> {
        &self.keys
    }

    /// How the store is.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        Pulse {
            waiting: self.queue.waiting(),
            groups: self.tally.groups.load(Ordering::Relaxed),
            jobs: self.tally.jobs.load(Ordering::Relaxed),
            can_write: !self.tally.failing.load(Ordering::Relaxed),
        }
    }

    /// Copies the database to a new file while it is in use, and checks the copy. The key file is not in it.
    ///
    /// # Errors
    /// [`OpenError`]; then there is no file at `to`, unless there was one before.
    pub fn backup(&self, to: &Path) -> Result<(), OpenError> {
        backup::copy(&self.file, to)
    }

    /// Accepts nothing more, serves what was accepted, copies the log and lets go of the directory. Waits for it.
    pub fn close(&self) {
        self.queue.close();
        self.reader.close();
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((thread, lock)) = held else { return };
        // Closed from inside a job or its `done`: the writer cannot wait for itself, and ends after this.
        if thread::current().id() != self.writer_thread && thread.join().is_err() {
            tracing::error!("the writer did not end well");
        }
        drop(lock);
    }
}

impl Drop for Db {
    fn drop(&mut self) {
        self.close();
    }
}
