//! What a witness remembers: for each log the last checkpoint that it countersigned. Owns: the state file. A file
//! that is cut short, changed, or not under the witness's own signature is not read: starting again from nothing
//! would let a log go back.

use std::collections::BTreeMap;
use std::fmt;

use super::rules::Watched;
use crate::Hash;
use crate::checkpoint::{Checkpoint, Signed};
use crate::lines::line;
use crate::note::{Note, Scheme, Signature, VerifierKey};
use crate::proof::Head;

const HEADING: &str = "Sayso witness state 1";

/// The last checkpoint of one log that was countersigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Latest {
    pub(super) head: Head,
    pub(super) time: u64,
    note: Note,
}

impl Latest {
    /// Size and root.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// When it was countersigned, in seconds since 1970.
    #[must_use]
    pub fn time(&self) -> u64 {
        self.time
    }

    /// The checkpoint, with the log's signature and the witness's.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }
}

/// All that a witness remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    latest: BTreeMap<String, Latest>,
}

/// A text that is no state of this witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a whole state file that this witness wrote; do not start again from nothing")]
pub struct NoState;

impl State {
    /// The state of a witness that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The last checkpoint of the log with this origin.
    #[must_use]
    pub fn latest(&self, origin: &str) -> Option<&Latest> {
        self.latest.get(origin)
    }

    /// All logs and their last checkpoints, by origin.
    pub fn logs(&self) -> impl Iterator<Item = (&str, &Latest)> {
        self.latest
            .iter()
            .map(|(origin, latest)| (origin.as_str(), latest))
    }

    /// What is served at `<prefix>/<origin hash>/checkpoint`: the hash is SHA-256 of the origin, in hexadecimal.
    #[must_use]
    pub fn served(&self, origin_hash: &str) -> Option<&Note> {
        let mut logs = self.latest.iter();
        let found = logs.find(|(origin, _)| Hash::of(origin.as_bytes()).hex() == origin_hash);
        found.map(|(_, latest)| &latest.note)
    }

    /// The state after countersigning: the note keeps the signatures of the log's own keys, and this one.
    pub(super) fn with(&self, signed: &Signed, log: &Watched, signature: Signature, time: u64) -> Self {
        let mut note = Note::new(signed.note().text()).expect("it was read as a note");
        for old in signed.note().signatures() {
            let same = |name: &str, id| name == old.name() && id == old.id();
            let own = log.keys.iter().any(|k| same(k.name(), k.id()));
            // The first line of a key is the one that was checked; a second one is nobody's word.
            let again = note.signatures().iter().any(|s| same(s.name(), s.id()));
            if own && !again {
                note.add(old.clone());
            }
        }
        note.add(signature);
        let mut next = self.clone();
        let head = signed.head();
        next.latest
            .insert(log.origin.clone(), Latest { head, time, note });
        next
    }

    /// Reads a state file that one of these keys, the witness's own, stands under.
    ///
    /// # Errors
    /// [`NoState`] when anything is missing, changed, or signed by nobody.
    pub fn parse(text: &str, own: &[VerifierKey]) -> Result<Self, NoState> {
        read(text, own).ok_or(NoState)
    }
}

fn read(text: &str, own: &[VerifierKey]) -> Option<State> {
    let body = text.get(..text.len().checked_sub("sum \n".len() + 2 * Hash::LEN)?)?;
    let sum = text[body.len()..].strip_prefix("sum ")?.strip_suffix('\n')?;
    if Hash::of(body.as_bytes()).hex() != sum {
        return None;
    }
    let mut rest = body.strip_prefix(HEADING)?.strip_prefix('\n')?;
    let mut state = State::new();
    while !rest.is_empty() {
        rest = rest.strip_prefix("checkpoint\n")?;
        let mut quoted = String::new();
        while let Some(inner) = rest.strip_prefix('>') {
            let (one, after) = line(inner)?;
            quoted.push_str(one);
            quoted.push('\n');
            rest = after;
        }
        let note = Note::parse(quoted.as_bytes()).ok()?;
        let checkpoint = Checkpoint::parse(note.text())?;
        let timed: Vec<VerifierKey> = own
            .iter()
            .filter(|k| k.scheme() == Scheme::Timed)
            .cloned()
            .collect();
        let time = note.verify(&timed).ok()?.iter().filter_map(|v| v.time).max()?;
        let origin = checkpoint.origin().to_owned();
        let head = checkpoint.head();
        let twice = state.latest.insert(origin, Latest { head, time, note });
        if twice.is_some() {
            return None;
        }
    }
    (state.to_string() == text).then_some(state)
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = format!("{HEADING}\n");
        for latest in self.latest.values() {
            text.push_str("checkpoint\n");
            for one in latest.note.to_string().lines() {
                text.push('>');
                text.push_str(one);
                text.push('\n');
            }
        }
        writeln!(f, "{text}sum {}", Hash::of(text.as_bytes()).hex())
    }
}
