//! Checkpoints (C2SP tlog-checkpoint): which log, how large, which root, as the text of a signed note. Owns: their
//! shape. Whoever holds a [`Signed`] knows that the log's own key stands under it.

use std::fmt;

use crate::MAX_SIZE;
use crate::lines::{decimal, line};
use crate::note::{Note, NoteFault, Scheme, SigningKey, Verified, VerifierKey, is_plain};
use crate::proof::Head;

/// What a log says about itself at one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    head: Head,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// A checkpoint as we write it: no extension lines. `None` if the origin is empty or breaks a line, or no tree
    /// can be so large.
    #[must_use]
    pub fn new(origin: &str, head: Head) -> Option<Self> {
        let fits = is_origin(origin) && head.size <= MAX_SIZE;
        fits.then(|| Self {
            origin: origin.to_owned(),
            head,
            extensions: Vec::new(),
        })
    }

    /// Reads the text of a note. Extension lines of others are kept, as their signature covers them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (origin, rest) = line(text)?;
        let (size, rest) = line(rest)?;
        let (root, mut rest) = line(rest)?;
        let mut extensions = Vec::new();
        while !rest.is_empty() {
            let (extension, after) = line(rest)?;
            extensions.push(extension.to_owned());
            rest = after;
        }
        let shaped = is_origin(origin) && extensions.iter().all(|e| !e.is_empty() && is_plain(e));
        let head = Head {
            size: decimal(size)?,
            root: root.parse().ok()?,
        };
        shaped.then(|| Self {
            origin: origin.to_owned(),
            head,
            extensions,
        })
    }

    /// Which log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Size and root.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// The checkpoint as a note with the log's signature.
    ///
    /// # Panics
    /// Never: a checkpoint's text is a note's text.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> Note {
        let text = self.to_string();
        let mut note = Note::new(&text).expect("a checkpoint's lines make a note");
        note.add(key.sign(&text, 0));
        note
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.head.size, self.head.root)?;
        self.extensions.iter().try_for_each(|e| writeln!(f, "{e}"))
    }
}

fn is_origin(origin: &str) -> bool {
    !origin.is_empty() && !origin.contains('\n') && is_plain(origin)
}

/// Why a checkpoint is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// It is no note, or none that is believed.
    #[error(transparent)]
    Note(#[from] NoteFault),
    /// The note is signed, but is no checkpoint.
    #[error("this note is not a checkpoint")]
    Malformed,
    /// It is another log's.
    #[error("this is the checkpoint of another log, {0}")]
    AnotherLog(String),
}

/// A log that somebody has decided to check: its origin, its keys, and the witnesses that they know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The origin line.
    pub origin: String,
    /// The log's keys, old ones after a rotation included.
    pub keys: Vec<VerifierKey>,
    /// Keys of witnesses.
    pub witnesses: Vec<VerifierKey>,
}

/// A checkpoint under which the log's own signature was checked, with the witnesses that countersigned it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    checkpoint: Checkpoint,
    note: Note,
    witnesses: Vec<Verified>,
}

impl Signed {
    /// Believes a note if it is a checkpoint of this log, and a key of the log has signed it. Keys count only in
    /// their own role: a witness cannot sign as the log, nor the log as its witness.
    ///
    /// # Errors
    /// [`CheckpointFault`], with the reason.
    pub fn open(note: Note, known: &Known) -> Result<Self, CheckpointFault> {
        let checkpoint = Checkpoint::parse(note.text()).ok_or(CheckpointFault::Malformed)?;
        if checkpoint.origin != known.origin {
            return Err(CheckpointFault::AnotherLog(checkpoint.origin));
        }
        let own = known.keys.iter().filter(|k| k.scheme() == Scheme::Plain);
        note.verify(&own.cloned().collect::<Vec<_>>())?;
        let outside = known.witnesses.iter().filter(|k| k.scheme() == Scheme::Timed);
        let witnesses = match note.verify(&outside.cloned().collect::<Vec<_>>()) {
            Err(NoteFault::NobodyKnown) => Vec::new(),
            checked => checked?,
        };
        Ok(Self {
            checkpoint,
            note,
            witnesses,
        })
    }

    /// What was signed.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Size and root.
    #[must_use]
    pub fn head(&self) -> Head {
        self.checkpoint.head
    }

    /// The note with all its signatures.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The known witnesses that countersigned, each with its time.
    #[must_use]
    pub fn witnesses(&self) -> &[Verified] {
        &self.witnesses
    }
}
