//! C2SP tlog-proof: an entry's number, its proof and the checkpoint, in one text. Owns: its shape, and checking it.

use std::fmt;

use crate::Hash;
use crate::checkpoint::{Checkpoint, CheckpointFault, Known, Signed};
use crate::lines::{base64, decimal, line, to_base64};
use crate::note::Note;
use crate::proof::{MAX_PROOF, NotProved, check_inclusion};

const HEADING: &str = "c2sp.org/tlog-proof@v1";

/// A proof, read but not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Bytes for the application, which nothing authenticates.
    pub extra: Option<Vec<u8>>,
    /// The entry's number in the log.
    pub index: u64,
    /// The hashes from the leaf's sibling up.
    pub path: Vec<Hash>,
    /// The checkpoint, with whatever signatures it has.
    pub checkpoint: Note,
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// The text has not the shape of a proof.
    #[error("this is not a proof from a log")]
    Malformed,
    /// The checkpoint is not believed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointFault),
    /// The entry is not in the tree that was signed.
    #[error(transparent)]
    NotProved(#[from] NotProved),
}

impl TlogProof {
    /// Reads a proof.
    ///
    /// # Errors
    /// [`ProofFault::Malformed`].
    pub fn parse(text: &str) -> Result<Self, ProofFault> {
        read(text).ok_or(ProofFault::Malformed)
    }

    /// Checks that this log has an entry with this leaf hash, and gives the checkpoint that says so. How many
    /// witnesses are enough is the caller's to decide.
    ///
    /// # Errors
    /// [`ProofFault`], with the reason.
    pub fn verify(&self, leaf: &Hash, known: &Known) -> Result<Signed, ProofFault> {
        let signed = Signed::open(self.checkpoint.clone(), known)?;
        let head = signed.head();
        check_inclusion(leaf, self.index, head.size, &head.root, &self.path)?;
        Ok(signed)
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADING}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.iter().try_for_each(|h| writeln!(f, "{h}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

fn read(text: &str) -> Option<TlogProof> {
    let rest = text.strip_prefix(HEADING)?.strip_prefix('\n')?;
    let (extra, rest) = match rest.strip_prefix("extra ") {
        Some(rest) => {
            let (extra, rest) = line(rest)?;
            (Some(base64(extra)?), rest)
        }
        None => (None, rest),
    };
    let (index, rest) = line(rest.strip_prefix("index ")?)?;
    let (path, rest) = hashes(rest)?;
    let checkpoint = Note::parse(rest.as_bytes()).ok()?;
    Checkpoint::parse(checkpoint.text())?;
    Some(TlogProof {
        extra,
        index: decimal(index)?,
        path,
        checkpoint,
    })
}

/// Lines of one hash each up to an empty line, and what comes after that: at most as many as a proof can have.
pub(crate) fn hashes(text: &str) -> Option<(Vec<Hash>, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let (hash, after) = line(rest)?;
        rest = after;
        if hash.is_empty() {
            return Some((found, rest));
        }
        if found.len() == MAX_PROOF {
            return None;
        }
        found.push(hash.parse().ok()?);
    }
}
