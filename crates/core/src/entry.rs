//! Entries: anything written about a person, and words proposed for the GP record. Owns: their kinds and states.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::id::{EntryId, MemberId, OrgId, PersonId, ProposalId, ReferralId};
use crate::org::spelled;

spelled! {
    /// What kind of entry.
    EntryKind {
        /// A coach's note, which the person reads as written.
        Note = "note",
        /// A next step, agreed together.
        Step = "step",
        /// A meeting.
        Appointment = "appointment",
        /// What the person hopes for, in their words.
        Hope = "hope",
        /// Anything else the person wrote.
        OwnWords = "own_words",
        /// A referral or consent that arrived from elsewhere: what somebody else recorded.
        Outside = "outside",
    }
}

impl EntryKind {
    /// The data category that it is shared under.
    #[must_use]
    pub const fn category(self) -> Category {
        match self {
            Self::Note => Category::CoachNotes,
            Self::Step | Self::Hope => Category::Plan,
            Self::Appointment => Category::Appointments,
            Self::OwnWords | Self::Outside => Category::OwnWords,
        }
    }
}

spelled! {
    /// How far an entry is.
    EntryState {
        /// Its author is still writing it.
        Draft = "draft",
        /// Written.
        Kept = "kept",
        /// The person left before it was finished: they decide.
        HeldForPerson = "held_for_person",
        /// The person let it go.
        Gone = "gone",
    }
}

/// Who wrote an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// The person.
    Person,
    /// Staff.
    Member(MemberId),
}

/// One thing written about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: EntryId,
    /// About whom.
    pub person: PersonId,
    /// Within which referral, if any.
    pub referral: Option<ReferralId>,
    /// What kind.
    pub kind: EntryKind,
    /// How far it is.
    pub state: EntryState,
    /// Who wrote it.
    pub author: Author,
    /// What it says.
    pub text: String,
    /// When the meeting is, or by when the step.
    pub at: Option<Timestamp>,
    /// When it was written.
    pub written_at: Timestamp,
}

spelled! {
    /// Where words for the GP record are. Two keys: the person's, then a clinician's.
    ProposalState {
        /// Suggested; waits for the person.
        Drafted = "drafted",
        /// The person agreed to the words; waits for a clinician.
        Agreed = "agreed",
        /// A clinician will put them in the record.
        Accepted = "accepted",
        /// A clinician will not.
        NotTaken = "not_taken",
        /// In the record, confirmed.
        Filed = "filed",
        /// The person said no, or left.
        Dropped = "dropped",
        /// The person left before it was finished: they decide.
        HeldForPerson = "held_for_person",
    }
}

/// Words suggested for the GP record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Which.
    pub id: ProposalId,
    /// About whom.
    pub person: PersonId,
    /// Their practice.
    pub practice: OrgId,
    /// Within which referral.
    pub referral: ReferralId,
    /// Who suggested them.
    pub author: MemberId,
    /// Where they are.
    pub state: ProposalState,
    /// The words.
    pub text: String,
    /// When they were first suggested.
    pub drafted_at: Timestamp,
}
