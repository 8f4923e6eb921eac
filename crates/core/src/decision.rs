//! What a rule decided: changes of state, one event, messages to send. The store writes a decision whole or not at
//! all. Only the rules of this crate make one; nobody outside can.

use jiff::Timestamp;

use crate::entry::{Entry, EntryState, Proposal, ProposalState};
use crate::event::NewEvent;
use crate::id::{
    EntryId, MemberId, MessageId, OrgId, PersonId, ProposalId, ReferralId, SaidId, SchemeId, SessionId,
};
use crate::org::{Interests, OrgKind, spelled};
use crate::parcel::Parcel;
use crate::person::{Person, Remembered, SafeContact};
use crate::referral::{Referral, State};
use crate::sayso::{Ended, SaySo};
use crate::seat::{Actor, Role};
use crate::terms::Terms;

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
        /// A sign-in code for the person.
        Code = "code",
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
}

/// One change of state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A row of the practice's list, new or with new details.
    PersonKept(Person),
    /// How to reach somebody safely, and the keyed hash of their private word.
    Enrolled {
        /// Who.
        person: PersonId,
        /// How to reach them.
        contact: SafeContact,
        /// Their private word, tidied; the store keeps a keyed hash.
        word: String,
    },
    /// What the person asked to be remembered; `None` forgets it.
    Remembered(PersonId, Option<Remembered>),
    /// A card: three words, a practice and an end. No name.
    CardMade {
        /// The tidied words; the store keeps a keyed hash.
        words: String,
        /// Whose card.
        practice: OrgId,
        /// When it stops working.
        expires: Timestamp,
    },
    /// The card's first use after a yes: from now on it belongs to this person and opens nothing by itself.
    CardTied {
        /// The tidied words.
        words: String,
        /// Whose.
        person: PersonId,
    },
    /// One more of something.
    Counted(OrgId, Counter),
    /// A yes.
    Given(SaySo),
    /// The end of one.
    Ended(Ended),
    /// Exactly what a say-so covers.
    ParcelKept(PersonId, Parcel),
    /// A referral.
    ReferralMade(Referral),
    /// A referral went to another state.
    ReferralMoved {
        /// Which.
        id: ReferralId,
        /// From.
        from: State,
        /// To.
        to: State,
        /// Where it came from, when it is paused.
        before_pause: Option<State>,
        /// When.
        at: Timestamp,
    },
    /// The held time of a referral is over.
    HoldEnded(ReferralId, Timestamp),
    /// The provider has seen it.
    ReferralAcknowledged(ReferralId),
    /// Why the provider cannot help. Encrypted.
    DeclineReason(PersonId, ReferralId, String),
    /// Who helps; `None`: nobody any more.
    Assigned(ReferralId, Option<MemberId>),
    /// Something was written.
    EntryKept(Entry),
    /// An entry went to another state.
    EntryMoved(EntryId, EntryState),
    /// What somebody else wrote about the person is deleted, words and all.
    OutsideErased(EntryId),
    /// Words for the record.
    ProposalKept(Proposal),
    /// Words for the record went to another state, with other words where a clinician amended them.
    ProposalMoved {
        /// Which.
        id: ProposalId,
        /// About whom.
        person: PersonId,
        /// From.
        from: ProposalState,
        /// To.
        to: ProposalState,
        /// New words.
        text: Option<String>,
    },
    /// Everything unsent about this person to organisations dies.
    Recalled(PersonId),
    /// These words for the record were taken back: nothing unsent carries them any more.
    WordsRecalled(ProposalId),
    /// A message left.
    MessageSent(MessageId, Timestamp),
    /// A message will never leave: the person no longer says yes.
    MessageDropped(MessageId),
    /// A notice.
    Noticed(Notice),
    /// A notice was seen.
    NoticeSeen(PersonId, OrgId),
    /// A person's one-time code; the store keeps a keyed hash.
    CodeMade {
        /// Whose.
        person: PersonId,
        /// Six digits.
        code: String,
        /// When it stops working.
        expires: Timestamp,
    },
    /// Somebody takes part, or does not.
    TakesPart {
        /// Which practice.
        org: OrgId,
        /// One clinician, or the whole practice.
        member: Option<MemberId>,
        /// In or out.
        takes_part: bool,
    },
    /// A membership ends.
    MemberLeft(MemberId, Timestamp),
    /// An organisation, with its interests.
    OrgKept(Org),
    /// A scheme and who is part of it.
    SchemeKept(Scheme),
    /// A staff seat.
    MemberKept(Seat),
    /// A published version of a scheme's terms.
    TermsKept(Terms),
    /// Somebody signed in.
    SessionOpened(Session),
    /// Somebody signed out, or was signed out.
    SessionEnded(SessionId, Timestamp),
    /// A one-time sign-in link for a member; the store keeps a keyed hash.
    LinkMade {
        /// The secret part of the link.
        secret: String,
        /// Whose.
        member: MemberId,
        /// When it stops working.
        expires: Timestamp,
    },
    /// The link was used, and is dead.
    LinkUsed(String, Timestamp),
    /// The person's one-time code was used.
    CodeUsed(PersonId),
    /// An outside identifier now names this organisation, member, person or entry.
    Named {
        /// `organisation`, `member`, `person`, `offer` or `consent`.
        kind: &'static str,
        /// The identifier's system.
        system: String,
        /// Its value; the store keeps a keyed hash.
        value: String,
        /// Our id.
        id: String,
    },
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
