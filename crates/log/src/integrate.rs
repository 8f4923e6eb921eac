//! When a new tree may be signed. Owns: that a tree is signed only if it continues the last signed one, was computed
//! twice from data read twice with the same result, and time has not run back. A [`Ready`] cannot be had otherwise,
//! and nothing else here signs.
//!
//! What this cannot see is left to the caller: that reading twice really reads twice, and that two servers with one
//! key do not decide at the same moment (the last signed checkpoint is swapped in one step, beside the key).

use std::fmt;

use crate::checkpoint::{Checkpoint, Signed};
use crate::leaf::{Leaf, Stamp};
use crate::note::{Note, SigningKey};
use crate::proof::Head;
use crate::{Edge, Hash};

/// A tree as it was read from storage once: the right edge at the last signed size, then each new entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    began: Head,
    edge: Edge,
    first: Option<Stamp>,
    last: Option<Stamp>,
    orderly: bool,
    readable: bool,
}

impl Reading {
    /// Begins with the stored right edge.
    #[must_use]
    pub fn new(edge: Edge) -> Self {
        Self {
            began: Head {
                size: edge.size(),
                root: edge.root(),
            },
            edge,
            first: None,
            last: None,
            orderly: true,
            readable: true,
        }
    }

    /// Adds an entry of the public log.
    pub fn add_entry(&mut self, entry: &[u8]) {
        self.edge.append(Hash::leaf(entry));
        let Ok(leaf) = Leaf::parse(entry) else {
            self.readable = false;
            return;
        };
        let at = leaf.at().clone();
        self.orderly &= self.last.as_ref().is_none_or(|last| *last <= at);
        self.first.get_or_insert_with(|| at.clone());
        self.last = Some(at);
    }

    /// Adds a commitment to the private tree.
    pub fn add_commitment(&mut self, commitment: &[u8; 32]) {
        self.edge.append(Hash::leaf(commitment));
    }

    /// The tree with all that was added.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            size: self.edge.size(),
            root: self.edge.root(),
        }
    }

    /// The right edge with all that was added: to be stored once the tree is signed.
    #[must_use]
    pub fn edge(&self) -> &Edge {
        &self.edge
    }
}

/// Why a tree is not signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Storage has fewer entries than were signed: an old backup, perhaps.
    Behind {
        /// Entries that storage has.
        have: u64,
        /// Entries that were signed.
        signed: u64,
    },
    /// Storage has entries, but no signed checkpoint is known.
    PastUnknown,
    /// The stored right edge is at another size than the last signed checkpoint.
    OutOfStep {
        /// The size of the stored edge.
        stored: u64,
        /// The last signed size.
        signed: u64,
    },
    /// Storage has another past than was signed.
    AnotherPast {
        /// The last signed size.
        size: u64,
    },
    /// A checkpoint with this key exists elsewhere that this server did not sign.
    TwoSigners {
        /// The size of that checkpoint.
        size: u64,
    },
    /// The checkpoint seen elsewhere, or the last one, is another log's.
    AnotherLog,
    /// The two readings do not agree.
    ReadingsDiffer,
    /// An entry is none that this log has.
    UnknownEntry,
    /// Now, or an entry, is earlier than what came before, or an entry is later than now.
    TimeRanBack,
}

/// The last tree that this server signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// The checkpoint, opened with the log's own key.
    pub signed: Signed,
    /// When it was signed.
    pub at: Stamp,
}

/// A tree that may be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    checkpoint: Checkpoint,
    at: Stamp,
}

impl Ready {
    /// The checkpoint that will be signed.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// When it was decided: to be kept beside the signed note.
    #[must_use]
    pub fn at(&self) -> &Stamp {
        &self.at
    }

    /// Signs it.
    #[must_use]
    pub fn sign(self, key: &SigningKey) -> Note {
        self.checkpoint.sign(key)
    }
}

/// Whether a new tree is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignOrRefuse {
    /// It may be signed.
    Sign(Ready),
    /// Nothing was added: the last checkpoint stands.
    NothingNew,
    /// It is not signed. The server goes on recording, unstamped, and says why.
    Refuse(Why),
}

/// Checks that both readings continue this tree and agree, and gives the tree that they lead to. The private tree
/// is held to this too, from one sealed root to the next.
///
/// # Errors
/// [`Why`] they do not.
pub fn grown(last: Option<&Head>, first: &Reading, second: &Reading) -> Result<Head, Why> {
    for reading in [first, second] {
        let began = &reading.began;
        match last {
            None if began.size > 0 => return Err(Why::PastUnknown),
            Some(last) if reading.edge.size() < last.size => {
                let have = reading.edge.size();
                let signed = last.size;
                return Err(Why::Behind { have, signed });
            }
            Some(last) if began.size != last.size => {
                let stored = began.size;
                let signed = last.size;
                return Err(Why::OutOfStep { stored, signed });
            }
            Some(last) if began.root != last.root => return Err(Why::AnotherPast { size: last.size }),
            _ => {}
        }
    }
    (first == second).then(|| first.head()).ok_or(Why::ReadingsDiffer)
}

/// Decides whether the public log's new tree is signed. `elsewhere` are this log's checkpoints from outside the
/// database: the copy beside the key, and those that witnesses serve.
#[must_use]
pub fn next(
    origin: &str,
    last: Option<&Last>,
    elsewhere: &[Signed],
    first: &Reading,
    second: &Reading,
    now: &Stamp,
) -> SignOrRefuse {
    match decide(origin, last, elsewhere, first, second, now) {
        Ok(Some(ready)) => SignOrRefuse::Sign(ready),
        Ok(None) => SignOrRefuse::NothingNew,
        Err(why) => SignOrRefuse::Refuse(why),
    }
}

fn decide(
    origin: &str,
    last: Option<&Last>,
    elsewhere: &[Signed],
    first: &Reading,
    second: &Reading,
    now: &Stamp,
) -> Result<Option<Ready>, Why> {
    let known = last.map(|l| l.signed.head());
    let ours = last.iter().map(|l| &l.signed).chain(elsewhere);
    if ours.clone().any(|s| s.checkpoint().origin() != origin) {
        return Err(Why::AnotherLog);
    }
    let size = known.map_or(0, |k| k.size);
    for seen in elsewhere.iter().map(Signed::head) {
        if seen.size > size {
            let have = first.edge.size().min(second.edge.size());
            // Storage may hold all those entries and more. It still did not sign them here.
            return Err(if have < seen.size {
                Why::Behind {
                    have,
                    signed: seen.size,
                }
            } else {
                Why::TwoSigners { size: seen.size }
            });
        }
        if known.is_some_and(|k| k.size == seen.size && k.root != seen.root) {
            return Err(Why::TwoSigners { size: seen.size });
        }
    }
    let head = grown(known.as_ref(), first, second)?;
    if !first.readable {
        return Err(Why::UnknownEntry);
    }
    let before = last.map(|l| &l.at);
    let early = |at: &Stamp| before.is_some_and(|before| at < before);
    let late = first.last.as_ref().is_some_and(|at| at > now);
    if !first.orderly || late || early(now) || first.first.as_ref().is_some_and(early) {
        return Err(Why::TimeRanBack);
    }
    if known == Some(head) {
        return Ok(None);
    }
    let checkpoint = Checkpoint::new(origin, head).ok_or(Why::AnotherLog)?;
    Ok(Some(Ready {
        checkpoint,
        at: now.clone(),
    }))
}

impl fmt::Display for SignOrRefuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SignOrRefuse::Sign(ready) => {
                let size = ready.checkpoint.head().size;
                write!(
                    f,
                    "The log continues what was signed, and may be signed at {size} entries."
                )
            }
            SignOrRefuse::NothingNew => f.write_str("Nothing was added. The last checkpoint stands."),
            SignOrRefuse::Refuse(why) => write!(f, "Nothing is signed. {why}"),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Behind { have, signed } => write!(
                f,
                "This copy of the log has {have} entries, but {signed} were already signed. It may be an old backup."
            ),
            Why::PastUnknown => f.write_str(
                "There are entries, but no signed checkpoint to continue. It must be brought back first.",
            ),
            Why::OutOfStep { stored, signed } => {
                write!(
                    f,
                    "The stored tree is at {stored} entries, and the last signed one at {signed}."
                )
            }
            Why::AnotherPast { size } => write!(
                f,
                "The first {size} entries are not those that were signed. Somebody or something changed them."
            ),
            Why::TwoSigners { size } => write!(
                f,
                "Another checkpoint with this key exists at {size} entries. Two servers may be running on one key."
            ),
            Why::AnotherLog => f.write_str("The last checkpoint is that of another log."),
            Why::ReadingsDiffer => {
                f.write_str("Two readings of the same entries differ. The disk may be at fault.")
            }
            Why::UnknownEntry => f.write_str("An entry is none that this log may hold."),
            Why::TimeRanBack => {
                f.write_str("A time is earlier than the one before it, or later than now. Check the clock.")
            }
        }
    }
}
