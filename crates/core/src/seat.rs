//! Seats: who somebody is while they act. Owns: roles, the actor. Never decides what a seat may do.

use serde::{Deserialize, Serialize};

use crate::id::{MemberId, OrgId, PersonId};
use crate::org::{OrgKind, spelled};
use crate::power::ActingAttorney;
use crate::supporter::ActingSupporter;

spelled! {
    /// What a member does at their organisation.
    Role {
        /// GP or another clinician.
        Clinician = "clinician",
        /// Reception and practice management.
        PracticeAdmin = "practice_admin",
        /// The scheme's guardian.
        Guardian = "guardian",
        /// Stands in for the guardian: where the guardian is involved, or silent for two working days.
        Deputy = "deputy",
        /// Named by a user-led organisation: holds one of the two signatures on terms.
        Nominee = "nominee",
        /// Employment adviser.
        Coach = "coach",
        /// Runs a provider's team.
        ProviderLead = "provider_lead",
        /// Asks whether it works, never who.
        Commissioner = "commissioner",
        /// Independent evaluator.
        Evaluator = "evaluator",
        /// Keeps the server running.
        Operator = "operator",
    }
}

impl Role {
    /// The words a person reads for this role.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Clinician => "clinician",
            Self::PracticeAdmin => "practice team",
            Self::Guardian => "the scheme’s guardian",
            Self::Deputy => "the guardian’s deputy",
            Self::Nominee => "nominee for terms",
            Self::Coach => "coach",
            Self::ProviderLead => "team lead",
            Self::Commissioner => "commissioner",
            Self::Evaluator => "evaluator",
            Self::Operator => "operator",
        }
    }
}

/// A staff seat, as the session found it and the transaction confirmed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Member {
    /// Which seat.
    pub id: MemberId,
    /// What they do.
    pub role: Role,
    /// Where.
    pub org: OrgId,
    /// What kind of organisation that is.
    pub kind: OrgKind,
    /// The membership has begun, has not ended, and takes part.
    pub active: bool,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Actor {
    /// The person themself.
    Person(PersonId),
    /// Somebody whom a person named, for that person alone.
    Supporter(ActingSupporter),
    /// Somebody who holds a recorded legal power to decide for one person.
    Attorney(ActingAttorney),
    /// Somebody at an organisation.
    Member(Member),
    /// Nobody we know: no session.
    Visitor,
    /// This server by itself: sending what is due, ending what has run out.
    Sayso,
}
