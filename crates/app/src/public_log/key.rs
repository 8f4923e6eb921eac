//! The log's signing key and the last checkpoint signed with it: two files beside each other, apart from the database.
//! Owns: that one process at a time has them and has them still when it signs, that no second key is made for a log that
//! has one, and that what was signed last is on the disk before anybody can read it.

use std::fs::File;
use std::path::{Path, PathBuf};

use sayso_core::id::{Source, SourceExt as _};
use sayso_log::checkpoint::{Known, Signed};
use sayso_log::integrate::{Last, Ready};
use sayso_log::leaf::Stamp;
use sayso_log::note::{Note, Scheme, SigningKey, VerifierKey};
use sayso_store::{OpenError, Standing, files};

use super::place;
use crate::House;

/// Why there is no key to sign with. The server goes on, unstamped.
#[derive(Debug, thiserror::Error)]
pub enum NoKeeper {
    /// The log was signed before, and the key is gone.
    #[error("The log’s signing key is missing. Put its directory {0} back. No new key was made.")]
    Missing(PathBuf),
    /// It is the key of another log.
    #[error("The signing key is not the one that this log was signed with. Put the right one back.")]
    AnotherKey,
    /// Somebody else signs with it.
    #[error("Another server holds the log’s signing key. Two servers must never sign with one key.")]
    Held,
    /// It is not where it was made, and nobody said that it may sign here.
    #[error(
        "The log’s signing key was copied or moved to this place. Two servers must never sign with one key. If no other \
         server will sign with it again, stop this one and run: sayso log-here"
    )]
    Moved,
    /// The lock or the last checkpoint beside the key is not the one that this server left there.
    #[error(
        "What lies beside the log’s signing key was changed under this server: another one may sign with the key, or \
         files were put back while it ran. It looks again."
    )]
    Changed,
    /// A file does not say what it should.
    #[error("{0} cannot be read as what it should be. Put the right file back.")]
    Malformed(PathBuf),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] OpenError),
    /// The database could not be read.
    #[error("the database could not be read: {0}")]
    Store(#[from] sayso_store::StoreError),
    /// The house could not write.
    #[error("{0}")]
    House(#[from] Box<crate::Error>),
}

/// Whoever may sign: the key, and the directory that is held.
#[derive(Debug)]
pub struct Keeper {
    key: SigningKey,
    dir: PathBuf,
    held: File,
}

/// What was signed last, as it was read when a look began.
pub(super) struct Before {
    /// As the file has it.
    text: Option<String>,
    /// The same, believed.
    pub(super) last: Option<Last>,
}

impl Keeper {
    /// Where key and last checkpoint of a house are: beside its master key.
    #[must_use]
    pub fn dir(house: &House) -> PathBuf {
        let (_, master) = house.files();
        master.parent().unwrap_or_else(|| Path::new(".")).join("log")
    }

    /// Reads the key, or makes one at the first start. `host` names the log then, and for ever.
    ///
    /// # Errors
    /// [`NoKeeper`], in words for the operator.
    pub fn open(house: &House, dir: &Path, host: &str) -> Result<Self, NoKeeper> {
        let held = files::hold(dir)?.ok_or(NoKeeper::Held)?;
        let path = dir.join(KEY);
        let known = house.read_log(|log| log.standing(Standing::Key))?;
        if let Some(known) = &known {
            finish_turn(house, dir, known)?;
        }
        let key = match files::read(&path)? {
            Some(text) => SigningKey::parse(&text).map_err(|_| NoKeeper::Malformed(path))?,
            None if known.is_some() => return Err(NoKeeper::Missing(dir.to_owned())),
            None => {
                let key = fresh(host, house.source().as_ref());
                files::keep(&path, key.to_secret_text().as_bytes())?;
                place::keep(dir, KEY)?;
                key
            }
        };
        if known
            .as_ref()
            .is_some_and(|k| k != key.verifier().to_string().as_bytes())
        {
            return Err(NoKeeper::AnotherKey);
        }
        place::stands(dir, known.is_some())?;
        Ok(Self {
            key,
            dir: dir.to_owned(),
            held,
        })
    }

    /// The key of the log that goes on after this one: made once, and on the disk before anybody hears of it.
    pub(super) fn next_key(house: &House, dir: &Path, host: &str) -> Result<SigningKey, NoKeeper> {
        let path = dir.join(NEXT);
        if let Some(text) = files::read(&path)? {
            // The log’s last line may name it already: of two copies only one may go on with it.
            if !place::holds(dir, NEXT, NEXT)? {
                return Err(NoKeeper::Moved);
            }
            return SigningKey::parse(&text).map_err(|_| NoKeeper::Malformed(path));
        }
        let key = fresh(host, house.source().as_ref());
        files::keep(&path, key.to_secret_text().as_bytes())?;
        place::keep(dir, NEXT)?;
        Ok(key)
    }

    /// The log as those know it who check it.
    #[must_use]
    pub fn known(&self) -> Known {
        known_by(self.key.verifier())
    }

    pub(super) fn key(&self) -> &SigningKey {
        &self.key
    }

    fn last_file(&self) -> PathBuf {
        self.dir.join(LAST)
    }

    /// What was signed last, with its time.
    pub(super) fn before(&self) -> Result<Before, NoKeeper> {
        let path = self.last_file();
        let Some(text) = files::read(&path)? else {
            return Ok(Before {
                text: None,
                last: None,
            });
        };
        let read = || {
            let (at, note) = text.split_once('\n')?;
            let note = Note::parse(note.as_bytes()).ok()?;
            let signed = Signed::open(note, &self.known()).ok()?;
            let at = Stamp::try_from(at).ok()?;
            Some(Last { signed, at })
        };
        let last = read().ok_or(NoKeeper::Malformed(path))?;
        Ok(Before {
            text: Some(text),
            last: Some(last),
        })
    }

    /// Signs, and keeps what is signed on the disk: only then may anybody see it. Nothing is signed where the directory
    /// is not held any more, or where somebody signed since this look began.
    pub(super) fn sign(&self, ready: Ready, before: &Before) -> Result<Note, NoKeeper> {
        let as_it_was = files::read(&self.last_file())? == before.text;
        if !as_it_was || !files::still_held(&self.dir, &self.held)? {
            return Err(NoKeeper::Changed);
        }
        let at = ready.at().clone();
        let note = ready.sign(&self.key);
        let text = format!("{at}\n{note}");
        files::keep(&self.last_file(), text.as_bytes())?;
        Ok(note)
    }
}

/// The log with this key, as those know it who check it.
pub(super) fn known_by(key: VerifierKey) -> Known {
    Known {
        origin: key.name().to_owned(),
        keys: vec![key],
        witnesses: vec![],
    }
}

/// The file with the signing key.
pub(super) const KEY: &str = "signing.key";
/// The file with what was signed last.
pub(super) const LAST: &str = "last.checkpoint";
/// The file with the key of the log that goes on after this one.
pub(super) const NEXT: &str = "next.key";

/// Puts the next log's key in place, where the database has turned over to it and the files have not: after a crash
/// between the two. The old files stay, under names of their own.
pub(super) fn finish_turn(house: &House, dir: &Path, known: &[u8]) -> Result<(), NoKeeper> {
    let next = dir.join(NEXT);
    let Some(text) = files::read(&next)? else {
        return Ok(());
    };
    let key = SigningKey::parse(&text).map_err(|_| NoKeeper::Malformed(next.clone()))?;
    if key.verifier().to_string().as_bytes() != known {
        return Ok(());
    }
    if !place::holds(dir, NEXT, NEXT)? {
        return Err(NoKeeper::Moved);
    }
    let nth = house.read_log(|log| Ok(log.ended()?.len()))?;
    for (file, aside) in [(KEY, "key"), (LAST, "checkpoint")] {
        let (from, to) = (dir.join(file), dir.join(format!("old-{nth}.{aside}")));
        if files::read(&from)?.is_some() && !to.exists() {
            files::rename(&from, &to)?;
        }
    }
    files::rename(&next, &dir.join(KEY))?;
    place::moved_on(dir)
}

fn fresh(host: &str, source: &dyn Source) -> SigningKey {
    let seed: [u8; 32] = source.bytes();
    // A name that a signature line can hold: the host as it is typed, and a mark, so that no two logs share one.
    let host: String = host
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || ".-:".contains(*c))
        .collect();
    let mark: [u8; 4] = source.bytes();
    let name = format!("{host}/log-{:08x}", u32::from_be_bytes(mark));
    SigningKey::from_seed(&name, Scheme::Plain, &seed).expect("letters and digits make a name")
}
