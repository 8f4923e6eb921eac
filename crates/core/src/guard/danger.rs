//! Reports of a danger, looked at again afterwards. Owns: what the review needs. The words of a report go to whoever
//! keeps people safe, not to the review.

use jiff::Timestamp;

use crate::id::{DangerId, MemberId, MessageId, OrgId, PersonId};
use crate::org::spelled;

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Danger {
    /// Which.
    pub id: DangerId,
    /// Who was in danger. `None` once they had everything erased: the report is kept for its time, about nobody.
    pub person: Option<PersonId>,
    /// Who reported it.
    pub by: MemberId,
    /// To which organisation it went.
    pub to: OrgId,
    /// When.
    pub at: Timestamp,
    /// The message that carries its words. `None` once those are gone.
    pub message: Option<MessageId>,
    /// Telling the person at once was not safe.
    pub unsafe_to_tell: bool,
    /// Who said, at the organisation that it went to, that they read it and act on it; and when.
    pub seen: Option<(MemberId, Timestamp)>,
    /// The review, once it is done.
    pub reviewed: Option<Reviewed>,
}

impl Danger {
    /// May the person know of it now? Where telling them at once was not safe: only after the review has told them.
    #[must_use]
    pub fn may_be_told(&self) -> bool {
        !self.unsafe_to_tell || self.reviewed.as_ref().is_some_and(|r| r.told)
    }

    /// Whom an event about this report names: the person, once they may know of it.
    #[must_use]
    pub fn named(&self) -> Vec<PersonId> {
        self.person.filter(|_| self.may_be_told()).into_iter().collect()
    }
}

spelled! {
    /// What the review came to.
    Outcome {
        /// It was right to report it.
        Right = "right",
        /// It was reported in good faith, and there was no danger.
        NoDanger = "no_danger",
        /// It should not have been reported in this way.
        NotThisWay = "not_this_way",
    }
}

impl Outcome {
    /// The words that everybody concerned reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Right => "It was right to report it",
            Self::NoDanger => "It was reported in good faith, and there was no danger",
            Self::NotThisWay => "It should not have been reported in this way",
        }
    }
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// By whom.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
    /// What it came to.
    pub outcome: Outcome,
    /// The person is told (now, where they were not before).
    pub told: bool,
}
