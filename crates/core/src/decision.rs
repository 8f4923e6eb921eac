//! What a rule decided: changes of state, one event, messages to send. The store writes a decision whole or not at
//! all. Only the rules of this crate make one; nobody outside can.

use jiff::Timestamp;

use crate::event::NewEvent;
use crate::id::{MemberId, MessageId, OrgId, PersonId, ProposalId, ReferralId, SaidId, SchemeId, SessionId};
use crate::org::{Interests, OrgKind, spelled};
use crate::seat::{Actor, Role};

mod awkward;
mod change;
mod coaching;
mod evaluation;
mod own;
mod second;
mod signin;
mod terms;

pub use awkward::{AwkwardChange, Recall, RecallWhy};
pub use change::Change;
pub use coaching::CoachingChange;
pub use evaluation::EvaluationChange;
pub use own::{Kept, OwnChange};
pub use second::SecondChange;
pub use signin::{Draft, Passkey, Recovery, SignInChange};
pub use terms::TermsChange;

spelled! {
    /// What is counted, by practice and month. Counts are about nobody.
    Counter {
        /// Answers "no thank you".
        No = "no",
        /// Answers "not yet".
        NotYet = "not_yet",
        /// Answers "yes".
        Yes = "yes",
        /// Cards made.
        Cards = "cards",
        /// Cards used.
        CardsUsed = "cards_used",
    }
}

spelled! {
    /// What a message is.
    MessageKind {
        /// A referral goes to its provider.
        Referral = "referral",
        /// An organisation is told "has left", and nothing else.
        HasLeft = "has_left",
        /// Words go to the practice's own GP system.
        File = "file",
        /// The person is told something by their safe channel.
        ToPerson = "to_person",
        /// The person is told, by their safe channel, that somebody else wrote down that they left.
        LeftForYou = "left_for_you",
        /// The person is told, by their safe channel, that seats of their practice recorded their private word as forgotten.
        WordForgotten = "word_forgotten",
        /// A sign-in code for the person.
        Code = "code",
        /// A provider that has not answered is asked once more.
        Reminder = "reminder",
        /// A safeguarding report.
        Safeguarding = "safeguarding",
    }
}

impl MessageKind {
    /// Must the say-so rule be asked again when it leaves? All that carry the person's information to another
    /// organisation because the person said so. Telling somebody that a person has left needs no yes from them.
    #[must_use]
    pub const fn needs_permit(self) -> bool {
        matches!(self, Self::Referral)
    }
}

/// One message that waits to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// What it is.
    pub kind: MessageKind,
    /// About whom.
    pub person: PersonId,
    /// To which organisation; `None`: to the person.
    pub to: Option<OrgId>,
    /// The say-so that it rests on.
    pub said: Option<SaidId>,
    /// The referral that it carries.
    pub referral: Option<ReferralId>,
    /// The words for the record that it carries.
    pub proposal: Option<ProposalId>,
    /// What it says. Encrypted.
    pub text: String,
    /// Not before.
    pub due_at: Timestamp,
}

/// A neutral notice on an organisation's page, until somebody there has seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Whose page.
    pub org: OrgId,
    /// About whom: the name alone is shown.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// The coach who had the person, if any: sees it first.
    pub coach: Option<MemberId>,
}

/// An organisation as registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Org {
    /// Which.
    pub id: OrgId,
    /// What it is.
    pub kind: OrgKind,
    /// What it is called.
    pub name: String,
    /// Its ODS code, where it has one.
    pub ods: Option<String>,
    /// Who stands behind it.
    pub interests: Interests,
    /// A practice that takes no part has `false`.
    pub takes_part: bool,
}

/// A scheme and who is part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Which.
    pub id: SchemeId,
    /// What it is called.
    pub name: String,
    /// Practices, providers and the commissioner.
    pub orgs: Vec<OrgId>,
}

/// A staff seat as registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Which.
    pub id: MemberId,
    /// Where.
    pub org: OrgId,
    /// What they do.
    pub role: Role,
    /// What they are called. Encrypted.
    pub name: String,
    /// From when.
    pub from: Timestamp,
    /// Until when, where that is known.
    pub until: Option<Timestamp>,
    /// A clinician may say "I don't take part".
    pub takes_part: bool,
}

/// A signed-in session. Its secret is a cookie; the store keeps a keyed hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its public name.
    pub id: SessionId,
    /// The cookie's secret.
    pub secret: String,
    /// Whose.
    pub who: Actor,
    /// From when.
    pub opened_at: Timestamp,
    /// It ends by then, whatever happens.
    pub ends_at: Timestamp,
    /// How many minutes it may rest.
    pub idle_minutes: u16,
    /// Opened with what staff may know as well: it opens the first page and the way out, and nothing that is held.
    pub limited: bool,
}

/// What a rule decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    changes: Vec<Change>,
    messages: Vec<Message>,
    event: NewEvent,
}

impl Decision {
    /// Only rules make decisions.
    pub(crate) fn new(event: NewEvent) -> Self {
        Self {
            changes: vec![],
            messages: vec![],
            event,
        }
    }
    pub(crate) fn change(mut self, change: Change) -> Self {
        self.changes.push(change);
        self
    }
    pub(crate) fn changes_from(mut self, changes: impl IntoIterator<Item = Change>) -> Self {
        self.changes.extend(changes);
        self
    }
    pub(crate) fn message(mut self, message: Message) -> Self {
        self.messages.push(message);
        self
    }
    pub(crate) fn told_how(mut self, channel: crate::sayso::Channel) -> Self {
        self.event.detail.channel = Some(channel);
        self
    }

    /// Somebody else whom the event concerns as well.
    pub(crate) fn told_too(mut self, person: PersonId) -> Self {
        self.event.people.push(person);
        self
    }

    pub(crate) fn told_with(mut self, what: &str) -> Self {
        self.event.detail.what = Some(what.into());
        self
    }

    /// What changes, in order.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
    /// What is to be sent.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }
    /// The one event.
    #[must_use]
    pub const fn event(&self) -> &NewEvent {
        &self.event
    }
}
