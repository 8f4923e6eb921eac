//! One log after another: at the turn of a year, with another key, or after a loss. Owns: that the old log's last line names
//! the new key under the old signature, and that the new log's first line names the old log's last checkpoint. Nothing
//! is ever signed again with the old key, and no two trees have one key.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use sayso_log::Hash;
use sayso_log::checkpoint::Checkpoint;
use sayso_log::leaf::{Document, Leaf, Slug};
use sayso_log::note::{Note, VerifierKey};
use sayso_store::{EndedLog, Lane, NewEntry, Standing, StoreError, Tree, files};

use super::asking::{Asking, who_has};
use super::gather::{Pending, stamp};
use super::key::{Keeper, LAST, NoKeeper, finish_turn, known_by};
use super::outside::Witnesses;
use super::reserve::candidate;
use super::round::{Outcome, Rounds};
use super::trees;
use crate::{Desk, Error, House};

/// Why a log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// A new year: logs are kept short, so that one bad bit does not end everything.
    Year,
    /// Another key is wanted, and the old one is there to say so.
    Key,
    /// The key, or lines that were signed, are lost.
    Loss,
}

impl Because {
    /// The word that stands in the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Key => "key",
            Self::Loss => "loss",
        }
    }
}

/// A log that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The key of the log that ended.
    pub old: String,
    /// How many lines its last checkpoint covers.
    pub lines: u64,
    /// The key of the log that goes on.
    pub new: String,
    /// The key with which it reserves, where witnesses do that.
    pub candidate: String,
}

/// Why no new log was begun. Nothing has changed then, but that the old one may have its last line.
#[derive(Debug, thiserror::Error)]
pub enum NotBegun {
    /// Nothing was ever signed: there is no log to end.
    #[error("there is no log to end: nothing was signed yet")]
    NoLog,
    /// The old log cannot be ended in good order.
    #[error(
        "the old log could not sign its last line. {0} If it cannot be mended, begin a new log because of a loss."
    )]
    NotSigned(String),
    /// Too few witnesses answered, so that nothing was signed.
    #[error(
        "too few outside witnesses say what they saw last, and this directory may be an old copy: nothing was signed. \
         Call them and try again. If they are gone for good, add --without-witnesses"
    )]
    NobodyAnswers,
    /// The old log has its last line, and too few witnesses have countersigned it. It signs nothing more.
    #[error(
        "the old log has its last line, and too few outside witnesses have countersigned it. Nothing more is signed \
         with its key. Call them and try again. If they are gone for good, add --without-witnesses"
    )]
    NotCountersigned,
    /// Somebody else signs with the key.
    #[error("{0}")]
    Key(#[from] NoKeeper),
    /// The house.
    #[error("{0}")]
    House(#[from] Error),
}

impl From<StoreError> for NotBegun {
    fn from(error: StoreError) -> Self {
        Self::House(error.into())
    }
}

impl From<sayso_store::OpenError> for NotBegun {
    fn from(error: sayso_store::OpenError) -> Self {
        Self::Key(error.into())
    }
}

fn word(because: Because) -> Slug {
    Slug::try_from(because.as_str()).expect("a short word")
}

/// What stands in a log about another one: the entry, and the document that it hashes.
fn pending(leaf: &Leaf, about: &str, document: Vec<u8>) -> Pending {
    let hash = Hash::of(&document).hex();
    Pending {
        entry: NewEntry {
            line: leaf.to_line().into_bytes(),
            about: about.into(),
            fingerprint: hash.clone(),
        },
        documents: vec![(hash, document)],
    }
}

/// How a log is to end.
#[derive(Clone, Copy)]
pub struct Ending<'a> {
    /// Names the new log.
    pub host: &'a str,
    /// Why.
    pub because: Because,
    /// They say what they saw last before the old key signs once more, and countersign its last checkpoint.
    pub witnesses: &'a Arc<Witnesses>,
    /// Go on where they are away. What one shows that answers counts all the same. Where they reserve, nothing goes on
    /// without them: see [`Witnesses::reserve`].
    pub without_witnesses: bool,
}

/// Ends the log of this house and begins the next. The server must stand still: its key is held meanwhile. Each witness
/// is waited for as long as its door waits, and no longer.
///
/// # Errors
/// [`NotBegun`], in words for the operator.
pub fn begin_next(house: &Arc<House>, ending: &Ending) -> Result<Begun, NotBegun> {
    let Ending { host, because, .. } = *ending;
    let dir = Keeper::dir(house);
    let old = house
        .read_log(|log| log.standing(Standing::Key))?
        .and_then(|k| String::from_utf8(k).ok())
        .filter(|k| !k.is_empty())
        .ok_or(NotBegun::NoLog)?;
    let held = files::hold(&dir)?.ok_or(NoKeeper::Held)?;
    // A turn that was cut off: it is finished by itself at the next start, and must not be taken for the next one.
    finish_turn(house, &dir, old.as_bytes())?;
    let next = Keeper::next_key(house, &dir, host)?;
    let candidate = candidate(&next).verifier().to_string();
    let new = next.verifier().to_string();
    let held = if because == Because::Loss {
        held
    } else {
        // The rounds hold the directory themselves.
        drop(held);
        last_line(house, dir.clone(), ending, &old, &new)?;
        files::hold(&dir)?.ok_or(NoKeeper::Held)?
    };
    let checkpoint = last_checkpoint(house, &dir)?;
    let lines = checkpoint.as_ref().map_or(0, |(_, lines)| *lines);
    let ended = EndedLog {
        nth: 0,
        key: old.clone(),
        base: 0,
        size: lines,
        checkpoint: checkpoint.map(|(note, _)| note.into_bytes()).unwrap_or_default(),
        because: because.as_str().into(),
        at: house.source().now(),
    };
    let (next, first) = (new.clone(), ended);
    house.act(Lane::Normal, None, move |desk, _| {
        turn(desk, &first, &next, because)
    })?;
    finish_turn(house, &dir, new.as_bytes())?;
    drop(held);
    Ok(Begun {
        old,
        lines,
        new,
        candidate,
    })
}

/// The line with which a log ends: why, and the key of the next one.
#[derive(Clone)]
pub(super) struct LastLine {
    because: Because,
    next: String,
}

impl LastLine {
    /// As it is entered at this moment: no line before it has a later time.
    pub(super) fn entered(&self, at: Timestamp) -> Pending {
        let document = format!("{}\n", self.next).into_bytes();
        let leaf = Leaf::NextLog {
            at: stamp(at),
            because: word(self.because),
            hash: Document(Hash::of(&document)),
        };
        pending(&leaf, "next log", document)
    }
}

/// The old log's last line, and a checkpoint over it that witnesses have countersigned.
fn last_line(
    house: &Arc<House>,
    dir: PathBuf,
    ending: &Ending,
    old: &str,
    new: &str,
) -> Result<(), NotBegun> {
    let Ending {
        host,
        because,
        witnesses,
        without_witnesses,
    } = *ending;
    let old: VerifierKey = old.parse().map_err(|_| NoKeeper::AnotherKey)?;
    if !witnesses.ask_now(&known_by(old), without_witnesses) && !without_witnesses {
        return Err(NotBegun::NobodyAnswers);
    }
    let mut rounds = Rounds::with_key_in(house, dir, host)
        .witnessed_by(witnesses)
        .ending_with(LastLine {
            because,
            next: new.to_owned(),
        });
    match rounds.round()? {
        // Nothing: it was signed before a turn that was cut off.
        Outcome::Signed(_) | Outcome::Nothing => {}
        Outcome::Refused(why) => return Err(NotBegun::NotSigned(why)),
    }
    Asking::new(house, witnesses).round()?;
    let (have, asked) = who_has(house, witnesses)?;
    if without_witnesses || asked == 0 || have * 2 > asked {
        return Ok(());
    }
    Err(NotBegun::NotCountersigned)
}

/// The last checkpoint that was signed: the file beside the key knows best; where it is lost, what was published.
fn last_checkpoint(house: &House, dir: &Path) -> Result<Option<(String, u64)>, NotBegun> {
    let file = files::read(&dir.join(LAST))?;
    let file = file.and_then(|text| text.split_once('\n').map(|(_, note)| note.to_owned()));
    let published = house.read_log(|log| log.standing(Standing::Checkpoint))?;
    let texts = [file, published.and_then(|p| String::from_utf8(p).ok())];
    let read = |text: String| {
        let note = Note::parse(text.as_bytes()).ok()?;
        let size = Checkpoint::parse(note.text())?.head().size;
        Some((text, size))
    };
    Ok(texts
        .into_iter()
        .flatten()
        .filter_map(read)
        .max_by_key(|(_, size)| *size))
}

/// In one transaction: the old log is put aside, and the new one has its first line.
fn turn(desk: &mut Desk, ended: &EndedLog, next: &str, because: Because) -> Result<(), Error> {
    desk.job.end_log(ended, next)?;
    // Whatever was said of the old key’s place was said of the old key.
    desk.job.keep_standing(Standing::Here, b"")?;
    let leaf = Leaf::PreviousLog {
        at: stamp(desk.now.at),
        because: word(because),
        hash: Document(Hash::of(&ended.checkpoint)),
    };
    let first = pending(&leaf, "previous log", ended.checkpoint.clone());
    for (hash, bytes) in &first.documents {
        desk.job.keep_document(hash, bytes)?;
    }
    let mut tree = sayso_log::tile::Appender::new();
    let number = super::round::append(&mut tree, &first.entry.line)?;
    desk.job.keep_log_entry(number, &first.entry)?;
    Ok(trees::keep(&mut desk.job, Tree::Public, &mut tree)?)
}
