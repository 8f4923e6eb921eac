//! Legal demands. Owns: what the register holds. Sayso itself sends nothing to anybody because of one: the controller
//! hands over what two seats agreed to, outside Sayso, and to a benefits organisation nothing of Sayso's is agreed to.

use jiff::Timestamp;

use crate::category::Categories;
use crate::id::{DemandId, MemberId, PersonId};
use crate::org::spelled;

spelled! {
    /// Who demands.
    Demander {
        /// A court.
        Court = "court",
        /// The police.
        Police = "police",
        /// The DWP, a Jobcentre, or another part of the benefits system.
        Benefits = "benefits",
        /// Somebody else with a legal power.
        Other = "other",
    }
}

impl Demander {
    /// The words that everybody reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Court => "a court",
            Self::Police => "the police",
            Self::Benefits => "the DWP, a Jobcentre or another part of the benefits system",
            Self::Other => "somebody else with a legal power",
        }
    }
}

spelled! {
    /// What two seats decide.
    Answer {
        /// Nothing is handed over.
        Nothing = "nothing",
        /// The least that the order names is handed over, by the controller, outside Sayso.
        Least = "least",
    }
}

/// What one seat answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which seat.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub answer: Answer,
    /// The second seat's answer is the same: the demand is closed.
    pub closes: bool,
}

/// One demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// Which.
    pub id: DemandId,
    /// About whom, where somebody here is meant.
    pub person: Option<PersonId>,
    /// Who demands.
    pub demander: Demander,
    /// What the notice says, in short. Encrypted.
    pub notice: String,
    /// What advice was taken. Encrypted.
    pub advice: String,
    /// What the controller handed over outside Sayso, where a benefits organisation demanded it. Encrypted.
    pub outside: String,
    /// The least that the order names.
    pub scope: Categories,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: MemberId,
    /// The law bars telling the person until then; `None`: they are told at once.
    pub bar_until: Option<Timestamp>,
    /// When the person was told.
    pub told_at: Option<Timestamp>,
    /// The first seat's answer.
    pub first: Option<(MemberId, Timestamp, Answer)>,
    /// What was decided, when, and by which second seat.
    pub decided: Option<(MemberId, Timestamp, Answer)>,
}
