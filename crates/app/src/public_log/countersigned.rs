//! What witnesses countersigned: taken in where one hands it over by itself, and shown to everybody. Owns: that nothing is
//! kept which this log did not publish, and that a checkpoint of ours which contradicts it is never overlooked.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sayso_log::checkpoint::{Checkpoint, CheckpointFault, Known, Signed};
use sayso_log::note::{Note, NoteFault, VerifierKey};
use sayso_log::tile::TileFault;
use sayso_log::tile::reader::Reader;
use sayso_store::{Countersigned, Lane, StoreError};

use super::asking::{Offered, all, published, rows};
use super::outside::Witnesses;
use super::trees::Tiles;
use crate::{Desk, Error, House};

/// After this long without a countersignature a witness is said to be missing.
const LATE: SignedDuration = SignedDuration::from_hours(24);

/// What one witness has countersigned, for people to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// What people call it.
    pub name: String,
    /// Its key, in full.
    pub key: String,
    /// The short id of the key, in hexadecimal: its address below `/log/witness/`.
    pub id: String,
    /// The largest size that it countersigned, and when, by its own word.
    pub last: Option<(u64, Timestamp)>,
    /// It has countersigned nothing for a day.
    pub late: bool,
}

fn id(key: &VerifierKey) -> String {
    format!("{:08x}", key.id())
}

/// Who countersigned what, at this moment.
///
/// # Errors
/// Only where the store cannot read.
pub fn witnessed(house: &House, witnesses: &Witnesses, now: Timestamp) -> Result<Vec<Witnessed>, Error> {
    let known = published(house)?.map(|offered| offered.known.origin);
    let mut seen = vec![];
    for w in witnesses.all() {
        let key = w.key.to_string();
        let last = match &known {
            Some(origin) => house.read_log(|log| log.countersigned(origin, &key))?,
            None => None,
        };
        seen.push(Witnessed {
            name: w.name.clone(),
            id: id(&w.key),
            key,
            late: last.as_ref().is_none_or(|c| now.duration_since(c.at) > LATE),
            last: last.map(|c| (c.size, c.at)),
        });
    }
    Ok(seen)
}

/// The largest checkpoint that one witness countersigned, by the id of its key: of the log that goes on, or of the one
/// that ended under this name.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub fn by_witness(
    house: &House,
    witnesses: &Witnesses,
    wanted: &str,
    ended: Option<&str>,
) -> Result<String, Error> {
    let witness = witnesses.all().iter().find(|w| id(&w.key) == wanted);
    let key = witness.ok_or(Error::NotFound)?.key.to_string();
    let origin = match ended {
        Some(origin) => origin.to_owned(),
        None => published(house)?.ok_or(Error::NotFound)?.known.origin,
    };
    let found = house.read_log(|log| log.countersigned(&origin, &key))?;
    let note = found.and_then(|c| String::from_utf8(c.note).ok());
    note.ok_or(Error::NotFound)
}

/// The checkpoint with the lines of all witnesses that countersigned exactly this one.
pub(super) fn with_lines(note: &str, rows: &[Countersigned]) -> Option<String> {
    let mut note = Note::parse(note.as_bytes()).ok()?;
    for row in rows {
        let Some(theirs) = Note::parse(&row.note).ok().filter(|n| n.text() == note.text()) else {
            continue;
        };
        for signature in theirs.signatures() {
            let known = |n: &Note| {
                let same =
                    |s: &sayso_log::note::Signature| (s.name(), s.id()) == (signature.name(), signature.id());
                n.signatures().iter().any(same)
            };
            if !known(&note) {
                note.add(signature.clone());
            }
        }
    }
    Some(note.to_string())
}

/// Why a countersignature that was handed over is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// It is no signed checkpoint.
    Unreadable,
    /// No witness that this server knows has signed it.
    NobodyKnown,
    /// It is the checkpoint of another log.
    AnotherLog,
    /// This log’s key has signed it, and it is not what was published here. Nothing more is signed here until it is
    /// clear why.
    NotOurs,
    /// The store, or its tiles.
    Fault(Error),
}

impl NotTaken {
    /// What is said to whoever handed it over, with the HTTP status.
    #[must_use]
    pub fn answer(&self) -> (u16, &'static str) {
        match self {
            Self::Unreadable => (400, "This is not a signed checkpoint."),
            Self::NobodyKnown => (403, "No witness that this log knows has signed this."),
            Self::AnotherLog => (404, "This is the checkpoint of another log."),
            Self::NotOurs => (
                409,
                "This checkpoint has another history than what is published here. Keep it: it is evidence.",
            ),
            Self::Fault(_) => (503, "It could not be kept. Try again later."),
        }
    }
}

impl From<Error> for NotTaken {
    fn from(error: Error) -> Self {
        Self::Fault(error)
    }
}

impl From<StoreError> for NotTaken {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// Takes in what a witness countersigned by itself: the checkpoint, with the log's signature and the witness's. Gives
/// the size that it covers.
///
/// # Errors
/// [`NotTaken`], with the reason.
pub fn add_cosignature(house: &Arc<House>, witnesses: &Witnesses, body: &[u8]) -> Result<u64, NotTaken> {
    let note = Note::parse(body).map_err(|_| NotTaken::Unreadable)?;
    let origin = Checkpoint::parse(note.text()).map(|c| c.origin().to_owned());
    let offered = all(house)?
        .into_iter()
        .find(|o| Some(&o.known.origin) == origin.as_ref());
    let offered: Offered = offered.ok_or(NotTaken::AnotherLog)?;
    let known = Known {
        witnesses: witnesses.keys(),
        ..offered.known.clone()
    };
    let signed = Signed::open(note, &known).map_err(|why| match why {
        CheckpointFault::AnotherLog(_) => NotTaken::AnotherLog,
        CheckpointFault::Note(NoteFault::NobodyKnown) => NotTaken::NobodyKnown,
        CheckpointFault::Note(_) | CheckpointFault::Malformed => NotTaken::Unreadable,
    })?;
    let rows = rows(&signed, witnesses.all());
    if rows.is_empty() {
        return Err(NotTaken::NobodyKnown);
    }
    let (theirs, head) = (signed.head(), offered.signed.head());
    let ours = theirs.size <= head.size
        && house.read_log(|log| {
            let tiles = Tiles::new(log, offered.tree);
            let continues = Reader::new(&tiles, head).map(|mut tree| tree.consistency(&theirs));
            Ok::<_, StoreError>(match continues {
                Some(Ok(_)) => true,
                Some(Err(TileFault::AnotherRoot)) | None => false,
                Some(Err(why)) => return Err(StoreError::unavailable(why.to_string())),
            })
        })?;
    if !ours {
        if offered.goes_on() {
            witnesses.show(signed);
        }
        return Err(NotTaken::NotOurs);
    }
    house.act(Lane::Normal, None, move |desk, _| {
        for row in &rows {
            desk.job.keep_countersigned(row)?;
        }
        Ok(())
    })?;
    Ok(theirs.size)
}

/// How many witnesses the terms in effect now ask for; where several services have terms, the most of them.
///
/// # Errors
/// What the store gave.
pub fn asked_for(desk: &mut Desk) -> Result<u8, Error> {
    let now = desk.now.at;
    let mut most = 0;
    for scheme in desk.job.schemes()? {
        let terms = desk.job.terms_in_effect(scheme.id, now)?;
        most = most.max(terms.map_or(0, |t| t.promise.witnesses));
    }
    Ok(most)
}
