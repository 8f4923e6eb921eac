//! Two records of one person at one practice. Owns: the link between them. Nothing is ever moved from one to the other:
//! each keeps its own rows, say-sos and key, so that taking them apart is taking the link away.

use jiff::Timestamp;

use crate::id::{MemberId, OrgId, PairId, PersonId};
use crate::org::spelled;

spelled! {
    /// Why the practice thinks that two records are one person: a kind, and never words.
    PairWhy {
        /// Two NHS numbers.
        TwoNumbers = "two_numbers",
        /// One of them has no number.
        NoNumber = "no_number",
        /// The name is another one now.
        ChangedName = "changed_name",
        /// The patient told them.
        PatientSaid = "patient_said",
    }
}

impl PairWhy {
    /// For a sentence and a choice.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::TwoNumbers => "there are two NHS numbers",
            Self::NoNumber => "one record has no NHS number",
            Self::ChangedName => "the name has changed",
            Self::PatientSaid => "the patient said so",
        }
    }
}

/// Two records with a link between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Which.
    pub id: PairId,
    /// Whose list they stand on.
    pub practice: OrgId,
    /// The record that finding either of them finds, once two have agreed.
    pub kept: PersonId,
    /// The other one. It goes on under its own key.
    pub other: PersonId,
    /// Why.
    pub why: PairWhy,
    /// The seat that proposed it.
    pub proposed_by: MemberId,
    /// When.
    pub proposed_at: Timestamp,
    /// From when the practice lists the two as one.
    pub listed_at: Option<Timestamp>,
    /// From when one sign-in leads to both: the person gave the private word of each.
    pub joined_at: Option<Timestamp>,
}

impl Pair {
    /// Both records.
    #[must_use]
    pub const fn people(&self) -> [PersonId; 2] {
        [self.kept, self.other]
    }

    /// The record at the other end of the link.
    #[must_use]
    pub fn across(&self, from: PersonId) -> PersonId {
        if from == self.kept { self.other } else { self.kept }
    }
}

/// One change of such a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairChange {
    /// The practice proposes it.
    Proposed(Pair),
    /// A second seat agreed.
    Listed(PairId, Timestamp),
    /// The person gave both private words.
    Joined(PairId, Timestamp),
    /// The link goes.
    Parted {
        /// The link as it was.
        pair: Pair,
        /// When.
        at: Timestamp,
        /// The person said that it was never right: the practice cannot propose it again.
        never_again: bool,
    },
}
