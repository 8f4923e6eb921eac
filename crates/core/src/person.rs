//! A person, as far as anything is kept about them. Owns: the identity row, how to reach somebody safely, what the
//! practice was asked to remember. Nothing about benefits, ability or attitude has a field here, by rule.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::id::{OrgId, PersonId};
use crate::nhs_number::NhsNumber;
use crate::org::spelled;
pub use crate::reach::{Hours, Limits};
use crate::reads::{ReadingNeed, Reads};
use crate::sayso::Format;

/// Who somebody is and how they like to communicate. Every field but the name may be empty: nobody is turned away
/// for lack of a number or an address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The name they use.
    pub name: String,
    /// Birth date.
    pub birth_date: Option<Date>,
    /// NHS number; a valid check digit is not a traced identity.
    pub nhs_number: Option<NhsNumber>,
    /// Phone.
    pub phone: Option<String>,
    /// Email.
    pub email: Option<String>,
    /// Language to speak in (BCP 47), where it is not English.
    pub language: Option<String>,
    /// An interpreter is needed.
    pub interpreter: bool,
    /// Other access needs, in the person's words (Accessible Information Standard).
    pub access_needs: Option<String>,
    /// How they read, once they said.
    pub reading: Option<ReadingNeed>,
}

impl Details {
    /// The same, with the shape that what helps them asks for, where they have not said how they read.
    #[must_use]
    pub fn with_shape_they_need(mut self, now: Timestamp) -> Self {
        let asked = self.access_needs.as_deref().and_then(Format::asked_for_in);
        if let (None, Some(format)) = (self.reading, asked) {
            let reads = Reads {
                format,
                ..Reads::default()
            };
            self.reading = Some(ReadingNeed { reads, asked_at: now });
        }
        self
    }
    /// What the person told us, with gaps in who they are filled from elsewhere. How to reach them, and what they are
    /// called, nobody changes but they.
    #[must_use]
    pub fn as_told(&self, elsewhere: &Self) -> Self {
        Self {
            nhs_number: self.nhs_number.or(elsewhere.nhs_number),
            birth_date: self.birth_date.or(elsewhere.birth_date),
            ..self.clone()
        }
    }
}

/// The row that a practice has in its own list; only its own seats see it before a yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Which person.
    pub id: PersonId,
    /// Their practice.
    pub practice: OrgId,
    /// Who they are.
    pub details: Details,
}

spelled! {
    /// How to reach somebody safely.
    Way {
        /// A text message.
        Text = "text",
        /// An email.
        Email = "email",
        /// A call, to them alone.
        Phone = "phone",
        /// A letter.
        Post = "post",
        /// Not at all: they come to us.
        AskAtPractice = "ask_at_practice",
    }
}

/// How, when and with which words somebody wants to be reached. Always the first line on a coach's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeContact {
    /// How.
    pub way: Way,
    /// When, and when not, in their words.
    pub when: String,
    /// May a message name the service? Default: no.
    pub may_name_service: bool,
    /// What a message must keep to.
    #[serde(default)]
    pub limits: Limits,
}

spelled! {
    /// An answer to an offer: three equal doors.
    Answer {
        /// Yes, I would like this.
        Yes = "yes",
        /// Not yet.
        NotYet = "not_yet",
        /// No thank you.
        No = "no",
    }
}

/// What a person asked their practice to remember. Exists only for those who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remembered {
    /// Not yet, until then.
    NotYet(Timestamp),
    /// Please do not ask me.
    DoNotAsk,
}

impl Remembered {
    /// Does it still count at this moment?
    #[must_use]
    pub fn counts(self, now: Timestamp) -> bool {
        match self {
            Self::DoNotAsk => true,
            Self::NotYet(until) => now < until,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_with_only_a_name_is_a_person() {
        let details = Details {
            name: "A".into(),
            ..Details::default()
        };
        assert!(details.nhs_number.is_none() && details.phone.is_none());
    }
}
