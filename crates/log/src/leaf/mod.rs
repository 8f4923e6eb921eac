//! What stands in the public log: one JSON object for each entry, in one spelling. Owns: the kinds of entry, and
//! the seal under which a private tree's root is published. No entry has room for a name, a text or an exact small
//! number: an entry is a kind, a time, hashes of documents that are published elsewhere, and rounded counts.

mod parts;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use parts::{Document, Month, NoPart, Quarter, Rounded, Slug, Stamp};

use crate::Hash;
use crate::proof::Head;

/// One entry of the public log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Leaf {
    /// A version of what a scheme promises.
    Terms {
        /// When it was published.
        at: Stamp,
        /// Its number.
        number: u32,
        /// When it takes effect.
        effective: Stamp,
        /// The document.
        hash: Document,
    },
    /// Which data goes where, as a list that a machine reads.
    FlowRegister {
        /// When it was published.
        at: Stamp,
        /// The number of the terms that it belongs to.
        terms: u32,
        /// The document.
        hash: Document,
    },
    /// An organisation's owners, contracts and payments.
    Interests {
        /// When it was published.
        at: Stamp,
        /// The organisation's public code.
        org: Slug,
        /// The document.
        hash: Document,
    },
    /// The rules for who may do what, with the certificate of what was proved about them.
    PolicySet {
        /// When it took effect.
        at: Stamp,
        /// The version of Sayso that carries it.
        version: Slug,
        /// The policies and their schema.
        hash: Document,
        /// The certificate.
        certificate: Document,
    },
    /// How an evaluation will be done, fixed before it begins.
    EvaluationProtocol {
        /// When it was published.
        at: Stamp,
        /// Its short name.
        name: Slug,
        /// The document.
        hash: Document,
    },
    /// A table that was published.
    PublishedTable {
        /// When it was published.
        at: Stamp,
        /// Its short name.
        name: Slug,
        /// The document.
        hash: Document,
    },
    /// Counts over the whole scheme for one month.
    MonthlyCounts {
        /// When they were published.
        at: Stamp,
        /// Which month.
        month: Month,
        /// What was counted, and how many, rounded.
        counts: BTreeMap<Slug, Rounded>,
    },
    /// Counts of jobs that began in one quarter, of people who agreed to be counted.
    QuarterlyCounts {
        /// When they were published.
        at: Stamp,
        /// Which quarter.
        quarter: Quarter,
        /// What was counted, and how many, rounded.
        counts: BTreeMap<Slug, Rounded>,
    },
    /// How often somebody demanded data by law in one year. Zero is written too.
    LegalDemands {
        /// When they were published.
        at: Stamp,
        /// Which year.
        year: u16,
        /// Kind of demand, and how many.
        counts: BTreeMap<Slug, u32>,
    },
    /// Something was switched off.
    SwitchOff {
        /// When.
        at: Stamp,
        /// What.
        what: Slug,
        /// The document that says why.
        hash: Document,
    },
    /// This log ends here. Nothing more is signed with its key.
    NextLog {
        /// When.
        at: Stamp,
        /// Why: a word from a fixed list.
        because: Slug,
        /// The document that holds the key of the log that goes on.
        hash: Document,
    },
    /// This log goes on where another one ended, or was lost.
    PreviousLog {
        /// When.
        at: Stamp,
        /// Why: a word from a fixed list.
        because: Slug,
        /// The document that holds the last checkpoint of the other log.
        hash: Document,
    },
    /// Whoever runs the log says that its key lies in another place now, and that no other server signs with it.
    KeyHere {
        /// When the log says so.
        at: Stamp,
    },
    /// The root of the private tree at this time, under a seal.
    PrivateRoot {
        /// When: at fixed intervals, whether anything happened or not.
        at: Stamp,
        /// The seal: see [`seal`].
        sealed: Document,
    },
}

/// Bytes that are no entry of ours, or not its only spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an entry of this log")]
pub struct NoLeaf;

impl Leaf {
    /// The entry's bytes: JSON without spaces, fields in the order of this file, no newline.
    ///
    /// # Panics
    /// Never: every field is text or a number.
    #[must_use]
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).expect("text and numbers are always JSON")
    }

    /// Reads an entry.
    ///
    /// # Errors
    /// [`NoLeaf`] also when the same content is spelled in another way: an entry has one hash.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoLeaf> {
        let leaf: Self = serde_json::from_slice(bytes).map_err(|_| NoLeaf)?;
        (leaf.to_line().as_bytes() == bytes).then_some(leaf).ok_or(NoLeaf)
    }

    /// When the entry says it was made.
    #[must_use]
    pub fn at(&self) -> &Stamp {
        match self {
            Leaf::Terms { at, .. }
            | Leaf::FlowRegister { at, .. }
            | Leaf::Interests { at, .. }
            | Leaf::PolicySet { at, .. }
            | Leaf::EvaluationProtocol { at, .. }
            | Leaf::PublishedTable { at, .. }
            | Leaf::MonthlyCounts { at, .. }
            | Leaf::QuarterlyCounts { at, .. }
            | Leaf::LegalDemands { at, .. }
            | Leaf::SwitchOff { at, .. }
            | Leaf::NextLog { at, .. }
            | Leaf::PreviousLog { at, .. }
            | Leaf::KeyHere { at }
            | Leaf::PrivateRoot { at, .. } => at,
        }
    }

    /// Hashes of the published documents that the entry stands for. A checker fetches each and compares.
    #[must_use]
    pub fn documents(&self) -> Vec<Hash> {
        match self {
            Leaf::Terms { hash, .. }
            | Leaf::FlowRegister { hash, .. }
            | Leaf::Interests { hash, .. }
            | Leaf::EvaluationProtocol { hash, .. }
            | Leaf::PublishedTable { hash, .. }
            | Leaf::SwitchOff { hash, .. }
            | Leaf::NextLog { hash, .. }
            | Leaf::PreviousLog { hash, .. } => vec![hash.0],
            Leaf::PolicySet {
                hash, certificate, ..
            } => vec![hash.0, certificate.0],
            Leaf::MonthlyCounts { .. }
            | Leaf::QuarterlyCounts { .. }
            | Leaf::LegalDemands { .. }
            | Leaf::KeyHere { .. }
            | Leaf::PrivateRoot { .. } => vec![],
        }
    }
}

/// The seal under which the private tree's root is published: a hash of root and size with 32 random bytes, new
/// each time. A bare root would stay the same while nothing happened, and so tell everybody when something did.
#[must_use]
pub fn seal(nonce: &[u8; 32], private: &Head) -> Hash {
    let mut text = b"sayso-private-root-v1\n".to_vec();
    text.extend(nonce);
    text.extend(private.size.to_be_bytes());
    text.extend(private.root.as_bytes());
    Hash::of(&text)
}
