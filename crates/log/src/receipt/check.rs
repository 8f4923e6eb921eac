//! Checking a receipt offline: its bytes, the keys that the checker trusts, and nothing else. Owns: the four
//! outcomes and their sentences.

use std::fmt;

use super::text::HEADING;
use super::{Receipt, Recorded, Stamped};
use crate::Hash;
use crate::checkpoint::{CheckpointFault, Known, Signed};
use crate::leaf::{Leaf, Stamp, seal};
use crate::note::{MAX_NOTE, NoteFault, Verified};
use crate::proof::{Head, root_of_inclusion};
use crate::tlog_proof::ProofFault;

/// Whom the checker trusts, and how many outside witnesses they ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// The log's keys, and the witnesses'.
    pub known: Known,
    /// How many of those witnesses must have countersigned.
    pub witnesses_asked_for: usize,
}

/// What a receipt turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// This was recorded, and the public log says so.
    Genuine(Box<Genuine>),
    /// It began as a receipt of this log, and something in it no longer fits.
    Altered(Altered),
    /// It is no receipt, or none of this log.
    NotOurs,
    /// It may be genuine, but nothing proves it yet.
    NotYetStamped(Waiting),
}

/// What a genuine receipt proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genuine {
    /// What was recorded.
    pub recorded: Recorded,
    /// By when it was in the log at the latest.
    pub by: Stamp,
    /// The known witnesses that countersigned.
    pub witnesses: Vec<Verified>,
}

/// What does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Altered {
    /// Lines are missing, added or changed in shape.
    Shape,
    /// What was recorded, or its salt, or its place in the private tree.
    Recorded,
    /// The line of the public log, or its proof.
    Line,
    /// The checkpoint, or a signature under it.
    Checkpoint,
}

/// What is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// A published checkpoint that covers it.
    Checkpoint,
    /// Countersignatures of outside witnesses.
    Witnesses {
        /// How many have countersigned.
        have: usize,
        /// How many are asked for.
        asked_for: usize,
    },
}

/// Checks a receipt. Line ends of another system are accepted, as letters and mails change them.
#[must_use]
pub fn verify_receipt(bytes: &[u8], trust: &Trust) -> Outcome {
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|t| t.len() <= MAX_NOTE) else {
        return Outcome::NotOurs;
    };
    let mut text = text.replace("\r\n", "\n").trim_matches('\n').to_owned();
    text.push('\n');
    if !text.starts_with(&format!("{HEADING}\n")) {
        return Outcome::NotOurs;
    }
    let Ok(receipt) = Receipt::parse(&text) else {
        return Outcome::Altered(Altered::Shape);
    };
    match &receipt.stamped {
        None => Outcome::NotYetStamped(Waiting::Checkpoint),
        Some(stamped) => check(&receipt.recorded, stamped, trust).unwrap_or_else(|other| other),
    }
}

fn check(recorded: &Recorded, stamped: &Stamped, trust: &Trust) -> Result<Outcome, Outcome> {
    let altered = |what| move || Outcome::Altered(what);
    let signed = published(stamped, &trust.known)?;
    let Ok(Leaf::PrivateRoot { at, sealed }) = Leaf::parse(stamped.line.as_bytes()) else {
        return Err(Outcome::Altered(Altered::Line));
    };
    let leaf = Hash::leaf(&recorded.commitment());
    let root = root_of_inclusion(&leaf, stamped.index, stamped.size, &stamped.path).ok();
    let private = Head {
        size: stamped.size,
        root: root.ok_or_else(altered(Altered::Recorded))?,
    };
    if seal(&stamped.nonce, &private) != sealed.0 {
        return Err(Outcome::Altered(Altered::Recorded));
    }
    let (have, asked_for) = (signed.witnesses().len(), trust.witnesses_asked_for);
    if have < asked_for {
        return Err(Outcome::NotYetStamped(Waiting::Witnesses { have, asked_for }));
    }
    Ok(Outcome::Genuine(Box::new(Genuine {
        recorded: recorded.clone(),
        by: at,
        witnesses: signed.witnesses().to_vec(),
    })))
}

/// The checkpoint, if this log signed it and has the receipt's line.
fn published(stamped: &Stamped, known: &Known) -> Result<Signed, Outcome> {
    let leaf = Hash::leaf(stamped.line.as_bytes());
    let checked = stamped.public.verify(&leaf, known);
    checked.map_err(|fault| match fault {
        ProofFault::Checkpoint(
            CheckpointFault::AnotherLog(_) | CheckpointFault::Note(NoteFault::NobodyKnown),
        ) => Outcome::NotOurs,
        ProofFault::Checkpoint(_) => Outcome::Altered(Altered::Checkpoint),
        ProofFault::Malformed => Outcome::Altered(Altered::Shape),
        ProofFault::NotProved(_) => Outcome::Altered(Altered::Line),
    })
}

impl fmt::Display for Outcome {
    /// Plain sentences, without anything that was recorded.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Genuine(genuine) => {
                f.write_str("This receipt is genuine. What it says was recorded, and has not been changed since. ")?;
                match genuine.witnesses.len() {
                    0 => f.write_str("No outside witness has countersigned it."),
                    1 => f.write_str("One outside witness has countersigned it."),
                    n => write!(f, "{n} outside witnesses have countersigned it."),
                }
            }
            Outcome::Altered(what) => write!(f, "This receipt has been changed. {what} Do not rely on it."),
            Outcome::NotOurs => f.write_str(
                "This is not a receipt from this log. It may be from another service, or not a receipt at all.",
            ),
            Outcome::NotYetStamped(Waiting::Checkpoint) => f.write_str(
                "This receipt is not yet stamped. It proves nothing yet. Ask for it again in half an hour.",
            ),
            Outcome::NotYetStamped(Waiting::Witnesses { have, asked_for }) => write!(
                f,
                "This receipt is in the log, but not yet stamped by enough outside witnesses. You ask for \
                 {asked_for}, and it has {have}.",
            ),
        }
    }
}

impl fmt::Display for Altered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Altered::Shape => "Lines are missing, added or changed.",
            Altered::Recorded => "What it says was recorded is not what the log holds.",
            Altered::Line => "Its line is not in the public log.",
            Altered::Checkpoint => "A signature on it does not fit.",
        })
    }
}
