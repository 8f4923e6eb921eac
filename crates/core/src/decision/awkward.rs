//! What nobody plans for changes these things. Owns: the list. Never says when: [`crate::decide::awkward`] does.

use jiff::Timestamp;

use crate::id::{MemberId, OrgId, PersonId, ReferralId};
use crate::org::spelled;

spelled! {
    /// Why something is asked back.
    RecallWhy {
        /// It left after the person had stopped, because the stop was learnt late.
        LateStop = "late_stop",
        /// It was about the wrong person.
        Mistake = "mistake",
    }
}

/// Something that left and should not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recall {
    /// About whom.
    pub person: PersonId,
    /// Who has it.
    pub org: OrgId,
    /// When it left.
    pub left_at: Timestamp,
    /// When they were asked to delete it.
    pub asked_at: Timestamp,
    /// Why.
    pub why: RecallWhy,
    /// When they said that they have.
    pub seen_at: Option<Timestamp>,
}

/// One such change of state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwkwardChange {
    /// The interests behind an organisation are others from now on.
    InterestsChanged(OrgId, Timestamp),
    /// Contact is over for good: every session and code ends, and nothing that waits for the person leaves.
    ContactOver(PersonId, Timestamp),
    /// It is not over.
    ContactNotOver(PersonId),
    /// Somebody is asked to delete what they have.
    Recalled(Recall),
    /// This organisation has seen what it was asked.
    RecallSeen(PersonId, OrgId, Timestamp),
    /// This seat may do nothing about this person.
    KeptAway(PersonId, MemberId),
    /// This seat may again do what its role may.
    LetBack(PersonId, MemberId),
    /// A provider was asked once more.
    Reminded(ReferralId, Timestamp),
    /// The person belongs to another practice.
    PracticeMoved(PersonId, OrgId),
}
