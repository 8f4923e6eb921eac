//! The witness's decision. Owns: that no answer countersigns a log which went back, forked, or was not signed by its
//! own key, and that the new state is there to be stored before any signature goes out.

use std::fmt;

use super::request::AddCheckpoint;
use super::state::State;
use crate::checkpoint::{Checkpoint, CheckpointFault, Known, Signed};
use crate::note::{Note, Signature, SigningKey, VerifierKey};
use crate::proof::{Head, check_consistency};
use crate::{Hash, MAX_SIZE};

/// A log that this witness watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// Its origin line.
    pub origin: String,
    /// Its keys.
    pub keys: Vec<VerifierKey>,
}

/// A witness: its key, and the logs that it watches.
#[derive(Debug, Clone)]
pub struct Witness {
    /// The key that countersigns.
    pub key: SigningKey,
    /// The logs.
    pub logs: Vec<Watched>,
}

/// What the witness answers, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It countersigns. `keep` must be stored before the signature goes out.
    Cosigned {
        /// The countersignature.
        signature: Signature,
        /// The state from now on.
        keep: State,
    },
    /// The request cannot be read.
    Unreadable,
    /// The request says that the older tree is the larger one.
    Backwards,
    /// The witness does not watch this log.
    UnknownLog,
    /// The log's own key has not signed the checkpoint.
    NotSigned,
    /// The proof starts from another size than that of the last countersigned checkpoint.
    Conflict {
        /// The last countersigned size.
        size: u64,
    },
    /// The log signed two different trees of the same size. The checkpoint is the evidence.
    Forked(Box<Note>),
    /// The log signed a tree that is not shown to continue the last one. The checkpoint may be evidence.
    NotContinued(Box<Note>),
    /// The witness's own clock is behind its last countersignature.
    ClockBehind,
}

impl Witness {
    /// Decides on the body of an add-checkpoint request at this time, in seconds since 1970.
    ///
    /// The caller makes sure that between reading `state` and storing [`Answer::Cosigned`]'s no other request is
    /// decided.
    #[must_use]
    pub fn add_checkpoint(&self, state: &State, body: &[u8], time: u64) -> Answer {
        self.decide(state, body, time).unwrap_or_else(|answer| answer)
    }

    fn decide(&self, state: &State, body: &[u8], time: u64) -> Result<Answer, Answer> {
        let request = AddCheckpoint::parse(body).map_err(|_| Answer::Unreadable)?;
        let claimed = Checkpoint::parse(request.checkpoint.text()).ok_or(Answer::Unreadable)?;
        let log = self.logs.iter().find(|l| l.origin == claimed.origin());
        let log = log.ok_or(Answer::UnknownLog)?;
        let known = Known {
            origin: log.origin.clone(),
            keys: log.keys.clone(),
            witnesses: Vec::new(),
        };
        let signed = Signed::open(request.checkpoint.clone(), &known).map_err(|fault| match fault {
            CheckpointFault::Note(_) => Answer::NotSigned,
            CheckpointFault::Malformed | CheckpointFault::AnotherLog(_) => Answer::Unreadable,
        })?;
        let new = signed.head();
        if request.old > new.size {
            return Err(Answer::Backwards);
        }
        let last = state.latest(&log.origin);
        let old = last.map_or(
            Head {
                size: 0,
                root: Hash::of_empty_tree(),
            },
            |l| l.head,
        );
        if request.old != old.size {
            return Err(Answer::Conflict { size: old.size });
        }
        let evidence = || Box::new(request.checkpoint.clone());
        if old.size == new.size && old.root != new.root {
            return Err(Answer::Forked(evidence()));
        }
        check_consistency(&old, &new, &request.proof).map_err(|_| Answer::NotContinued(evidence()))?;
        // A countersignature says "this is the largest that I have seen by now": its time may not run back either.
        if time == 0 || time > MAX_SIZE || last.is_some_and(|l| l.time > time) {
            return Err(Answer::ClockBehind);
        }
        let signature = self.key.sign(signed.note().text(), time);
        let keep = state.with(&signed, log, signature.clone(), time);
        Ok(Answer::Cosigned { signature, keep })
    }
}

impl Answer {
    /// The HTTP status that C2SP gives for this answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Answer::Cosigned { .. } => 200,
            Answer::Unreadable | Answer::Backwards => 400,
            Answer::NotSigned => 403,
            Answer::UnknownLog => 404,
            Answer::Conflict { .. } | Answer::Forked(_) => 409,
            Answer::NotContinued(_) => 422,
            Answer::ClockBehind => 503,
        }
    }

    /// The body: a signature line, a size, or the reason as a sentence.
    #[must_use]
    pub fn body(&self) -> String {
        match self {
            Answer::Cosigned { signature, .. } => signature.to_string(),
            Answer::Conflict { size } => format!("{size}\n"),
            // The specification has the size in every 409. Why it is one is said by the witness's page.
            Answer::Forked(note) => {
                let size = Checkpoint::parse(note.text()).map_or(0, |c| c.head().size);
                format!("{size}\n")
            }
            why => format!("{why}\n"),
        }
    }

    /// The body's content type.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match self {
            Answer::Conflict { .. } | Answer::Forked(_) => "text/x.tlog.size",
            _ => "text/plain; charset=utf-8",
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Cosigned { .. } => f.write_str("The new checkpoint continues the last one. Countersigned."),
            Answer::Unreadable => f.write_str("This request cannot be read."),
            Answer::Backwards => f.write_str("The request says that the older log is the larger one."),
            Answer::UnknownLog => f.write_str("This witness does not watch that log."),
            Answer::NotSigned => f.write_str("The log’s own key has not signed this checkpoint."),
            Answer::Conflict { size } => write!(
                f,
                "The last checkpoint countersigned here had {size} entries. Prove that yours continues it."
            ),
            Answer::Forked(_) => f.write_str(
                "The log has signed two different histories of the same length. Neither is countersigned again.",
            ),
            Answer::NotContinued(_) => f.write_str(
                "Nothing shows that this checkpoint continues the last one. Entries may have been changed or removed.",
            ),
            Answer::ClockBehind => {
                f.write_str("This witness’s clock is behind its last countersignature. Set the clock, then try again.")
            }
        }
    }
}
