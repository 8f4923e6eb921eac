//! The running house: store, policies, clock, and who is visiting. Owns: turning a use case into one job of the writer,
//! with the visitor authenticated inside it. Never decides anything.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use sayso_core::id::{SessionId, Source};
use sayso_core::reads::Reads;
use sayso_core::seat::Actor;
use sayso_policy::Policy;
use sayso_store::{Db, Job, Lane, MIGRATIONS, OpenError, Options, PublicLog, Pulse, StoreError, Tx};

use crate::desk::Reach;
use crate::{Desk, Error, supporter};

/// Who is at the door of one request, found and confirmed inside the transaction that serves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Who acts.
    pub actor: Actor,
    /// Whose locked session it is. The actor is nobody then: whatever asks who acts, asks in vain.
    pub locked: Option<Actor>,
    /// Their organisation's sign-in service vouches for them: it lets them in and out, and passkeys here would not.
    pub vouched: bool,
    /// When they last showed who they are.
    pub checked_at: Option<Timestamp>,
    /// Their session, if any.
    pub session: Option<SessionId>,
    /// What they are called in the header: a seat's name; "You" for a person.
    pub label: String,
    /// How many minutes the session may rest.
    pub idle_minutes: i64,
    /// How the person reads, once they said; for anybody else nothing.
    pub reading: Option<Reads>,
    /// The person has switched off the button that leaves their pages quickly.
    pub exit_off: bool,
}

impl Visit {
    /// Nobody we know.
    #[must_use]
    pub const fn nobody() -> Self {
        Self {
            actor: Actor::Visitor,
            locked: None,
            vouched: false,
            checked_at: None,
            session: None,
            label: String::new(),
            idle_minutes: 0,
            reading: None,
            exit_off: false,
        }
    }
}

/// What cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum CannotOpen {
    /// The data directory.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The policies.
    #[error(transparent)]
    Policy(#[from] sayso_policy::BadPolicy),
}

/// The running house. Share it as `Arc<House>`.
pub struct House {
    db: Db,
    policy: Policy,
    source: Arc<dyn Source>,
    /// When each session was last used. Kept in memory, so that looking at a page writes nothing; after a restart
    /// every session counts as used when the server started.
    seen: Mutex<HashMap<SessionId, Timestamp>>,
    started: Timestamp,
    dir: PathBuf,
    key_file: PathBuf,
}

impl House {
    /// Opens a data directory (and makes it where there is none).
    ///
    /// # Errors
    /// [`CannotOpen`], with a text that says what to do.
    pub fn open(dir: &Path, source: Arc<dyn Source>, options: &Options) -> Result<Self, CannotOpen> {
        let policy = Policy::new()?;
        let started = source.now();
        let db = Db::open(dir, MIGRATIONS, Arc::clone(&source), options)?;
        Ok(Self {
            db,
            policy,
            source,
            seen: Mutex::default(),
            started,
            dir: dir.to_owned(),
            key_file: options
                .key_file
                .clone()
                .unwrap_or_else(|| dir.join("keys").join("master.key")),
        })
    }

    /// Gives a use case to the writer and returns at once; `done` is called once, after the commit. Keep it short.
    ///
    /// `secret` is the session cookie's value; the actor is looked up inside the job, so that a seat or session that
    /// has just ended acts no more.
    pub fn submit<T: Send + 'static>(
        self: &Arc<Self>,
        lane: Lane,
        secret: Option<String>,
        work: impl FnOnce(&mut Desk, &Visit) -> Result<T, Error> + Send + 'static,
        done: impl FnOnce(Result<T, Error>) + Send + 'static,
    ) {
        let house = Arc::clone(self);
        self.db.submit(
            lane,
            move |tx| {
                let mut work = Some(work);
                let mut gave = None;
                let ended = house.within(tx, secret.as_deref(), &mut |desk, visit| {
                    let work = work.take().ok_or(Error::Unavailable)?;
                    gave = Some(work(desk, visit)?);
                    Ok(())
                })?;
                Ok(ended.and_then(|()| gave.ok_or(Error::Unavailable)))
            },
            move |result: Result<Result<T, Error>, Error>| done(result.and_then(|inner| inner)),
        );
    }

    /// One job: who is visiting, and then the work. An error inside is one that commits what was written before it. Apart
    /// from [`Self::submit`], so that the program holds it once and not once for each use case.
    fn within(
        &self,
        tx: &mut dyn Tx,
        secret: Option<&str>,
        work: &mut dyn FnMut(&mut Desk, &Visit) -> Result<(), Error>,
    ) -> Result<Result<(), Error>, Error> {
        let job = Job::new(tx, self.db.keys(), self.source.as_ref());
        let mut desk = Desk::new(job, &self.policy);
        match self
            .visit(&mut desk, secret)
            .and_then(|visit| work(&mut desk, &visit))
        {
            Err(error) if !error.commits() => Err(error),
            ended => Ok(ended),
        }
    }

    /// The same, waiting for the result. For the command line, the worker and tests.
    ///
    /// # Errors
    /// What the use case gave, or the store.
    pub fn act<T: Send + 'static>(
        self: &Arc<Self>,
        lane: Lane,
        secret: Option<String>,
        work: impl FnOnce(&mut Desk, &Visit) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (tell, told) = std::sync::mpsc::sync_channel(1);
        self.submit(lane, secret, work, move |result| {
            // The receiver waits below; if it is gone, nobody asks any more.
            drop(tell.send(result));
        });
        told.recv().map_err(|_| Error::Unavailable)?
    }

    fn visit(&self, desk: &mut Desk, secret: Option<&str>) -> Result<Visit, Error> {
        let Some(open) = secret.map(|s| desk.job.session(s)).transpose()?.flatten() else {
            return Ok(Visit::nobody());
        };
        let now = desk.now.at;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let last = seen
            .get(&open.id)
            .copied()
            .unwrap_or(open.opened_at.max(self.started))
            .max(open.checked_at);
        let rested = now.duration_since(last) > SignedDuration::from_mins(open.idle_minutes);
        // A person's page closes; a member's is locked, so that what they were writing is not lost.
        if rested && open.member.is_none() {
            return Ok(Visit::nobody());
        }
        let locked = rested || open.locked;
        if !locked {
            seen.insert(open.id, now);
        }
        drop(seen);
        desk.reach = match (open.limited, open.simple) {
            (true, _) => Reach::Limited,
            (false, true) => Reach::Simple,
            (false, false) => Reach::Full,
        };
        desk.visitor = open.person;
        let (actor, label) = match (open.member, open.person) {
            (Some(id), _) => match desk.job.member(id)? {
                Some(m) if m.active => (Actor::Member(m), desk.seat_name(id)?),
                _ => return Ok(Visit::nobody()),
            },
            (None, Some(person)) => (Actor::Person(person), "You".into()),
            (None, None) => match open
                .supporter
                .map(|id| supporter::at_work(desk, id))
                .transpose()?
            {
                Some(Some(who)) => (who, String::new()),
                // Past their day or taken back: like a session that never was.
                _ => return Ok(Visit::nobody()),
            },
        };
        let found = match actor {
            Actor::Person(person) => desk.job.person(person)?,
            _ => None,
        };
        let (actor, locked) = if locked {
            (Actor::Visitor, Some(actor))
        } else {
            (actor, None)
        };
        Ok(Visit {
            actor,
            locked,
            vouched: open.vouched,
            checked_at: Some(open.checked_at),
            session: Some(open.id),
            label,
            idle_minutes: open.idle_minutes,
            exit_off: found.as_ref().is_some_and(|f| f.exit_off),
            reading: found.and_then(|f| f.person.details.reading).map(|n| n.reads),
        })
    }

    /// Time and randomness of this house.
    #[must_use]
    pub fn source(&self) -> &Arc<dyn Source> {
        &self.source
    }

    /// How the store is: nothing about anybody.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        self.db.pulse()
    }

    /// Where the data and the key are, for a health page.
    #[must_use]
    pub fn files(&self) -> (&Path, &Path) {
        (&self.dir, &self.key_file)
    }

    /// When this run began.
    #[must_use]
    pub const fn started(&self) -> Timestamp {
        self.started
    }

    /// A key for another use (form tokens), the same at every start.
    #[must_use]
    pub fn key_for(&self, purpose: &'static str) -> [u8; 32] {
        self.db.keys().derive(purpose).into_exposed()
    }

    /// The token that a form must carry back: bound to the cookie of whoever opened the page.
    #[must_use]
    pub fn form_token(&self, cookie: &str) -> String {
        self.db
            .keys()
            .index("form", cookie)
            .iter()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }

    /// Reads the public log beside the writer: it is about nobody.
    ///
    /// # Errors
    /// What the store gave.
    pub fn read_log<T>(
        &self,
        work: impl FnOnce(&mut PublicLog) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.db.reader().read(|read| work(&mut PublicLog::new(read)))
    }

    /// Copies the database while it is in use.
    ///
    /// # Errors
    /// A text that says what to do; then there is no file at `to`.
    pub fn backup(&self, to: &Path) -> Result<(), OpenError> {
        self.db.backup(to)
    }

    /// Serves what was accepted, then lets go of the directory.
    pub fn close(&self) {
        self.db.close();
    }
}
