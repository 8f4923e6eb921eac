//! Concerns. Owns: what a concern is, by when somebody answers, and which of the two seats handles it. A concern goes to
//! nobody else: no practice and no provider can read or count it.

use jiff::Timestamp;

use crate::id::{ConcernId, MemberId, OrgId, PersonId, SchemeId};
use crate::org::spelled;
use crate::seat::{Member, Role};

spelled! {
    /// What a concern is about. Silence is `Other`: a concern is never turned away for lack of a choice.
    ConcernKind {
        /// "I was pressed."
        Pressed = "pressed",
        /// "My benefits were mentioned."
        Benefits = "benefits",
        /// "Coaching was offered instead of treatment."
        InsteadOfTreatment = "instead_of_treatment",
        /// "I was asked to show my receipt."
        Receipt = "receipt",
        /// A complaint.
        Complaint = "complaint",
        /// Something else.
        Other = "other",
    }
}

impl ConcernKind {
    /// The words that a person reads and chooses.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Pressed => "I was pressed",
            Self::Benefits => "My benefits were mentioned",
            Self::InsteadOfTreatment => "Coaching was offered instead of treatment",
            Self::Receipt => "I was asked to show my receipt",
            Self::Complaint => "A complaint",
            Self::Other => "Something else",
        }
    }
}

spelled! {
    /// Which of the two seats handles it.
    Handler {
        /// The guardian.
        Guardian = "guardian",
        /// The deputy.
        Deputy = "deputy",
    }
}

impl Handler {
    /// The words that a person reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Guardian => Role::Guardian.in_words(),
            Self::Deputy => Role::Deputy.in_words(),
        }
    }
    /// The role of the seat.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Guardian => Role::Guardian,
            Self::Deputy => Role::Deputy,
        }
    }
    /// What a seat of this role handles.
    #[must_use]
    pub const fn of(role: Role) -> Option<Self> {
        match role {
            Role::Guardian => Some(Self::Guardian),
            Role::Deputy => Some(Self::Deputy),
            _ => None,
        }
    }
}

/// A concern, raised by a person or by somebody who gave no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concern {
    /// Which.
    pub id: ConcernId,
    /// Who raised it; `None` where nobody gave a name.
    pub person: Option<PersonId>,
    /// Who raised it has had everything erased since: it is kept for its time, and nobody is left to read an answer.
    pub erased: bool,
    /// What it is about.
    pub kind: ConcernKind,
    /// Which organisation it is about, where that was said.
    pub about: Option<OrgId>,
    /// The guardian is involved, so the deputy alone may read it.
    pub guardian_involved: bool,
    /// Who handles it now.
    pub handler: Handler,
    /// What was written. Encrypted under the key class of complaints.
    pub text: String,
    /// When.
    pub raised_at: Timestamp,
    /// Somebody says that they have it by then.
    pub acknowledge_by: Timestamp,
    /// It is answered by then.
    pub answer_by: Timestamp,
    /// Who said that they have it, and when.
    pub acknowledged: Option<(MemberId, Timestamp)>,
    /// When it went on to the deputy, if it did.
    pub passed_on_at: Option<Timestamp>,
    /// The answer and its date.
    pub answered: Option<(Timestamp, String)>,
}

/// The two seats of the schemes that a concern goes to, at the time of asking, as far as recusal needs them.
#[derive(Debug, Clone, Default)]
pub struct Seats {
    /// The names of guardians.
    pub guardians: Vec<String>,
    /// Organisations in which a guardian sits.
    pub guardian_orgs: Vec<OrgId>,
    /// The schemes whose seats these are; none: every scheme's.
    pub schemes: Vec<SchemeId>,
}

/// Who handles a new concern. The guardian stands back from a concern about their own organisation, one that names
/// them, and one that the person gives to the deputy.
#[must_use]
pub fn handler_of(chosen: Handler, about: Option<OrgId>, text: &str, seats: &Seats) -> (Handler, bool) {
    let own = about.is_some_and(|org| seats.guardian_orgs.contains(&org));
    let named = seats.guardians.iter().any(|name| is_named_in(name, text));
    if own || named || chosen == Handler::Deputy {
        (Handler::Deputy, true)
    } else {
        (Handler::Guardian, false)
    }
}

/// Does the text hold a part of this name as a whole word? Titles and initials do not count. Too often is safe: it
/// only means that the deputy reads it.
#[must_use]
pub fn is_named_in(name: &str, text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .collect();
    name.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|part| part.chars().count() > 2 && !matches!(part.as_str(), "mrs" | "miss" | "nurse"))
        .any(|part| words.contains(&part))
}

/// May this seat read and handle it? The seat that it is with, and nobody else; the deputy also once it was theirs.
#[must_use]
pub fn may_handle(concern: &Concern, member: &Member) -> bool {
    member.role == concern.handler.role() && !(concern.guardian_involved && member.role == Role::Guardian)
}

impl Concern {
    /// Nobody said in time that they have it.
    #[must_use]
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.acknowledged.is_none() && self.answered.is_none() && self.acknowledge_by <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn seats() -> Seats {
        Seats {
            guardians: vec!["Grace Adeyemi".into()],
            guardian_orgs: vec![Id::new(Timestamp::UNIX_EPOCH, [3; 10])],
            schemes: vec![],
        }
    }

    #[test]
    fn the_guardian_stands_back_where_they_are_involved() {
        let own = seats().guardian_orgs[0];
        let to = |chosen, about, text: &str| handler_of(chosen, about, text, &seats()).0;
        assert_eq!(to(Handler::Guardian, None, "I was pressed"), Handler::Guardian);
        assert_eq!(to(Handler::Guardian, Some(own), "I was pressed"), Handler::Deputy);
        assert_eq!(
            to(Handler::Guardian, None, "mrs ADEYEMI told me so"),
            Handler::Deputy
        );
        assert_eq!(to(Handler::Deputy, None, ""), Handler::Deputy);
        assert_eq!(
            to(Handler::Guardian, None, "a disgraceful thing"),
            Handler::Guardian
        );
    }
}
