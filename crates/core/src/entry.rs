//! Entries: anything written about a person, and words proposed for the GP record. Owns: their kinds and states.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::code::RecordCode;
use crate::id::{EntryId, MemberId, OrgId, PersonId, ProposalId, ReferralId, SaidId, SupporterId};
use crate::org::spelled;
use crate::sayso::Purpose;

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
        /// A step of the person's own: a course, say. Counts as a step; nobody else can replace it.
        OwnStep = "own_step",
        /// What the person needs at work because of their health: needs, not diagnoses.
        Need = "need",
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
            Self::Step | Self::Hope | Self::OwnStep => Category::Plan,
            Self::Appointment => Category::Appointments,
            Self::Need => Category::HealthForWork,
            Self::OwnWords | Self::Outside => Category::OwnWords,
        }
    }
}

impl EntryKind {
    /// The purpose whose yes lets a coach write it: needs at work have one of their own.
    #[must_use]
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Need => Purpose::NeedsAtWork,
            _ => Purpose::Refer,
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
        /// The person closed it: a hope or a step of their own that is over for them. It stays for them to read.
        Closed = "closed",
    }
}

/// Who wrote an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// The person.
    Person,
    /// A supporter whom the person named, for them: the person's own words, typed by somebody else.
    Supporter(SupporterId),
    /// Staff.
    Member(MemberId),
}

impl Author {
    /// Are these the person's own words, whoever typed them? Theirs to close and to replace.
    #[must_use]
    pub const fn is_for_the_person(self) -> bool {
        matches!(self, Self::Person | Self::Supporter(_))
    }
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

/// What the person's own words stand beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An entry that somebody else wrote.
    Entry(EntryId),
    /// A yes that somebody else typed.
    SaySo(SaidId),
}

/// The person's own words beside something that somebody else wrote. They stand beside it wherever it is read, and
/// never instead of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Whose words.
    pub person: PersonId,
    /// Beside what.
    pub subject: Subject,
    /// What they say; empty takes them back.
    pub text: String,
    /// When they were written.
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

spelled! {
    /// Why accepted words were not put in the record: one of few, told to the person.
    NotPut {
        /// The practice's own system would not take them.
        NoWay = "no_way",
        /// The record says it already.
        Already = "already",
        /// A clinician decided otherwise after all.
        Otherwise = "otherwise",
        /// The person asked the practice not to.
        Asked = "asked",
    }
}

impl NotPut {
    /// The words that the person reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::NoWay => "the practice’s system would not take them",
            Self::Already => "your record says it already",
            Self::Otherwise => "a clinician decided otherwise after all",
            Self::Asked => "you asked the practice not to",
        }
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
    /// The code that the person agreed to beside them; none without their word.
    pub code: Option<RecordCode>,
    /// When they were first suggested.
    pub drafted_at: Timestamp,
}

impl Proposal {
    /// The words as they go to the practice, with the code beneath them where the person agreed to one.
    #[must_use]
    pub fn as_filed(&self) -> String {
        match self.code {
            Some(code) => format!("{}\n\n{}", self.text, code.line()),
            None => self.text.clone(),
        }
    }
}
