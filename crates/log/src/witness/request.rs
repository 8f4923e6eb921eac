//! Messages between a log and a witness. Owns: the request's shape, and what a log takes from the answer.

use std::fmt;

use crate::Hash;
use crate::checkpoint::Checkpoint;
use crate::lines::{decimal, line};
use crate::note::{MAX_NOTE, Note, Scheme, Signature, VerifierKey};
use crate::tlog_proof::hashes;

/// "Here is my new checkpoint, and the proof that it continues the one of this size."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size of the checkpoint that the witness countersigned last.
    pub old: u64,
    /// The consistency proof from there.
    pub proof: Vec<Hash>,
    /// The new checkpoint.
    pub checkpoint: Note,
}

/// Bytes that are no such request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a request to countersign a checkpoint")]
pub struct NoRequest;

impl AddCheckpoint {
    /// Reads a request's body.
    ///
    /// # Errors
    /// [`NoRequest`].
    pub fn parse(body: &[u8]) -> Result<Self, NoRequest> {
        read(body).ok_or(NoRequest)
    }
}

fn read(body: &[u8]) -> Option<AddCheckpoint> {
    let text = std::str::from_utf8(body).ok().filter(|t| t.len() <= MAX_NOTE)?;
    let (old, rest) = line(text.strip_prefix("old ")?)?;
    let (proof, rest) = hashes(rest)?;
    let checkpoint = Note::parse(rest.as_bytes()).ok()?;
    Checkpoint::parse(checkpoint.text())?;
    Some(AddCheckpoint {
        old: decimal(old)?,
        proof,
        checkpoint,
    })
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|h| writeln!(f, "{h}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// Adds to a checkpoint the countersignatures of an answer that known witnesses made for it, and gives how many.
/// Lines of others, and lines that do not fit, are left out: a witness cannot spoil the log's own checkpoint.
pub fn accept(checkpoint: &mut Note, answer: &str, witnesses: &[VerifierKey]) -> usize {
    let fits = |s: &Signature, text: &str| {
        let own = |k: &&VerifierKey| k.scheme() == Scheme::Timed && k.name() == s.name() && k.id() == s.id();
        let key = witnesses.iter().find(own);
        key.is_some_and(|k| k.check(text, s.bytes()).is_some())
    };
    let lines = answer.lines().take(crate::note::MAX_SIGNATURES);
    let good: Vec<Signature> = lines
        .filter_map(Signature::parse)
        .filter(|s| fits(s, checkpoint.text()))
        .collect();
    let count = good.len();
    for signature in good {
        checkpoint.add(signature);
    }
    count
}

/// The size that a witness names when it answers that it knows another checkpoint (409).
#[must_use]
pub fn conflict_size(body: &str) -> Option<u64> {
    let (size, rest) = line(body)?;
    rest.is_empty().then(|| decimal(size)).flatten()
}
