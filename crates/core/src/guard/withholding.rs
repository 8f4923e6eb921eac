//! Withholdings: the one exception to "you can read everything that is held" (model, T5). Owns: its grounds and its
//! limits. It hides the words of one entry, for a time; it never reaches a stop, a concern or the list of who looked.

use jiff::{SignedDuration, Timestamp};

use crate::id::{EntryId, MemberId, PersonId, WithholdingId};
use crate::org::spelled;

/// The longest that one lasts without being asked for again.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(90 * 24);

spelled! {
    /// Why.
    Ground {
        /// Reading it would seriously harm somebody.
        SeriousHarm = "serious_harm",
        /// It is another person's information.
        AnotherPerson = "another_person",
        /// The law bars telling.
        LegalBar = "legal_bar",
    }
}

impl Ground {
    /// The words that staff choose.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::SeriousHarm => "Reading it would seriously harm somebody",
            Self::AnotherPerson => "It is another person’s information",
            Self::LegalBar => "The law bars telling",
        }
    }
    /// Is the person told that something is withheld?
    #[must_use]
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::LegalBar)
    }
}

/// One withholding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withholding {
    /// Which.
    pub id: WithholdingId,
    /// From whom.
    pub person: PersonId,
    /// The one entry.
    pub entry: EntryId,
    /// Why.
    pub ground: Ground,
    /// More words, for the two who decide. Encrypted.
    pub words: String,
    /// Who proposed it, and when.
    pub proposed: (MemberId, Timestamp),
    /// Who agreed, and when; it counts from then.
    pub agreed: Option<(MemberId, Timestamp)>,
    /// It ends then by itself.
    pub until: Timestamp,
    /// It ended before.
    pub ended_at: Option<Timestamp>,
}

impl Withholding {
    /// It counts now.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.agreed.is_some() && self.ended_at.is_none() && now < self.until
    }
}

/// Is this entry withheld now?
#[must_use]
pub fn withheld(all: &[Withholding], entry: EntryId, now: Timestamp) -> Option<&Withholding> {
    all.iter().find(|w| w.entry == entry && w.is_live(now))
}
