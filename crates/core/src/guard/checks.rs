//! What the guardian checks each month. Owns: the outcome of one checked access, and of one asked yes.

use jiff::Timestamp;

use crate::id::{EventId, MemberId, PersonId};
use crate::org::spelled;

/// One checked access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The access.
    pub event: EventId,
    /// By whom.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
    /// There was a reason for it; otherwise the organisation is asked.
    pub fine: bool,
}

spelled! {
    /// What somebody says about a yes that staff typed for them.
    YesAnswer {
        /// "It was my choice, and I could have said no."
        MyChoice = "my_choice",
        /// "I did not feel that I could say no."
        CouldNotSayNo = "could_not_say_no",
        /// "I did not say yes."
        NotSaid = "not_said",
        /// "I would rather not say."
        RatherNot = "rather_not",
    }
}

impl YesAnswer {
    /// The words that a person reads and chooses.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::MyChoice => "It was my choice. I could have said no.",
            Self::CouldNotSayNo => "I did not feel that I could say no.",
            Self::NotSaid => "I did not say yes.",
            Self::RatherNot => "I would rather not say.",
        }
    }
}

/// A yes that staff typed, drawn to be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The event of that yes.
    pub event: EventId,
    /// Whose it was.
    pub person: PersonId,
    /// When they were asked.
    pub asked_at: Timestamp,
    /// What they said, and when.
    pub answer: Option<(YesAnswer, Timestamp)>,
}
