//! A private word that its person forgot: two seats of their practice say so, it ends a week after the person was told,
//! and they can keep it until then. Owns: the state. Never holds a word: nobody at a practice sees or sets one.

use jiff::Timestamp;

use crate::id::{MemberId, MessageId, PersonId};

/// What the second seat began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreed {
    /// The second seat.
    pub by: MemberId,
    /// The word counts until then, whatever comes.
    pub ends: Timestamp,
    /// The message that tells the person of it.
    pub told_by: MessageId,
    /// When the person was told of it; `None` while the message is on its way or lies at the practice.
    pub told_at: Option<Timestamp>,
}

/// Where it stands for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forgotten {
    /// Whose word.
    pub person: PersonId,
    /// Counts what was written here: a page that was drawn before another step begins nothing.
    pub step: i64,
    /// The seat that heard it first.
    pub asked_by: MemberId,
    /// When.
    pub asked_at: Timestamp,
    /// Until when a second seat can say the same.
    pub expires: Timestamp,
    /// The second seat, if there was one.
    pub agreed: Option<Agreed>,
    /// When the person kept their word, or something else ended this.
    pub kept_at: Option<Timestamp>,
    /// When the word ended.
    pub gone_at: Option<Timestamp>,
}

impl Forgotten {
    /// Something is under way that the person can still end.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.gone_at.is_none() && self.kept_at.is_none() && (self.agreed.is_some() || now < self.expires)
    }

    /// This seat was one of the two.
    #[must_use]
    pub fn is_of(&self, seat: MemberId) -> bool {
        self.asked_by == seat || self.agreed.is_some_and(|a| a.by == seat)
    }
}

/// One change of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ForgottenChange {
    /// A first seat says so, in place of what an earlier one said.
    Asked(PersonId, MemberId, Timestamp, Timestamp),
    /// A second seat says so too: the word counts until then at least, and this message tells the person.
    Agreed(PersonId, MemberId, Timestamp, MessageId),
    /// The word stays.
    Kept(PersonId, Timestamp),
    /// The word ends now, and so does every session of the person.
    Gone(PersonId, Timestamp),
    /// A word that was set in place of a forgotten one is taken away; the way to be reached stays.
    TakenAway(PersonId),
}
