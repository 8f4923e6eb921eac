//! What a decision can change. Owns: the list. Never says when: the rules do.

use jiff::Timestamp;

use super::{
    AwkwardChange, CoachingChange, Counter, EvaluationChange, Notice, Org, OwnChange, Scheme, Seat,
    SecondChange, Session, SignInChange, TermsChange,
};
use crate::capacity::Capacity;
use crate::code::RecordCode;
use crate::contract::ContractChange;
use crate::decide::carry::Delivery;
use crate::entry::{Entry, EntryState, Proposal, ProposalState};
use crate::forgotten::ForgottenChange;
use crate::guard::Guarding;
use crate::id::{EntryId, MemberId, MessageId, OrgId, PersonId, ProposalId, ReferralId, SessionId};
use crate::pair::PairChange;
use crate::parcel::Parcel;
use crate::person::{Person, Remembered, SafeContact};
use crate::power::PowerChange;
use crate::referral::{Referral, State};
use crate::sayso::{Ended, SaySo};
use crate::supporter::SupporterChange;
use crate::terms::Terms;

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
    /// Every card of this person opens nothing any more, and no code that was asked for with one.
    CardsBurned(PersonId),
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
    /// The code that the person agreed to beside words for the record, or none.
    ProposalCoded(ProposalId, PersonId, Option<RecordCode>),
    /// Everything unsent about this person to organisations dies.
    Recalled(PersonId),
    /// Everything unsent that rests on these referrals dies; what rests on another service's stays as it is.
    RecalledOf(PersonId, Vec<ReferralId>),
    /// These words for the record were taken back: nothing unsent carries them any more.
    WordsRecalled(ProposalId),
    /// A message left.
    MessageSent(MessageId, Timestamp),
    /// A message will never leave: the person no longer says yes.
    MessageDropped(MessageId),
    /// How far a message to a person has come on its way out.
    Delivery(Delivery),
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
    /// A job, a meeting’s outcome, a try to reach somebody, a calendar address, a colleague who stands in.
    Coaching(CoachingChange),
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
    /// A draft of terms, or what a version ends.
    Terms(TermsChange),
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
    /// Passkeys, locks, drafts, recovery.
    SignIn(SignInChange),
    /// The person's one-time code was used.
    CodeUsed(PersonId),
    /// What the person does on their own pages.
    Own(OwnChange),
    /// A private word that its person forgot.
    Forgotten(ForgottenChange),
    /// A supporter is named, comes, or is taken back.
    Supporter(SupporterChange),
    /// A legal power, or the record about one decision.
    Power(PowerChange),
    /// Where somebody meets a provider.
    Second(SecondChange),
    /// Two records of one person.
    Pair(PairChange),
    /// What nobody plans for.
    Awkward(AwkwardChange),
    /// What a provider's lead says about the wait.
    CapacitySaid(Capacity),
    /// A provider's contract ends.
    Contract(ContractChange),
    /// A plan of evaluation, its result, a scheme that grows.
    Evaluation(EvaluationChange),
    /// What the guardian's side changes.
    Guarded(Guarding),
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
