//! Decisions, one file per part of the life. Owns: which changes, messages and event belong together. Every function
//! is pure: facts in, decision out. Whoever writes one needs a proof of authority as well (`sayso-policy`).

pub mod agree;
pub mod awkward;
pub mod capacity;
pub mod carry;
pub mod closing;
pub mod coaching;
pub mod come_back;
pub mod contract;
pub mod counted;
pub mod cover;
pub mod erase;
pub mod evaluation;
pub mod forgotten;
pub mod guard;
pub mod job;
pub mod leave;
pub mod look;
pub mod own;
pub mod pair;
pub mod power;
pub mod practice;
pub mod proposal;
pub mod provider;
pub mod register;
pub mod seat_pause;
pub mod session;
pub mod signin;
pub mod support;
pub mod supporter;
pub mod take_up;
pub mod terms;
pub mod venue;

use jiff::Timestamp;

use crate::category::Categories;
use crate::event::{Detail, EventKind, NewEvent};
use crate::id::{PersonId, Source, SourceExt as _};
use crate::referral::NoSuchEdge;

/// The moment of a decision: one reading of the clock, and where ids come from.
#[derive(Clone, Copy)]
pub struct Moment<'a> {
    /// Now.
    pub at: Timestamp,
    /// Ids and salts.
    pub source: &'a dyn Source,
}

impl<'a> Moment<'a> {
    /// Reads the clock once.
    #[must_use]
    pub fn now(source: &'a dyn Source) -> Self {
        Self {
            at: source.now(),
            source,
        }
    }
    pub(crate) fn event(&self, kind: EventKind, people: &[PersonId]) -> NewEvent {
        NewEvent {
            id: self.source.id(),
            kind,
            people: people.to_vec(),
            happened_at: self.at,
            recorded_at: self.at,
            purpose: None,
            said: None,
            detail: Detail::default(),
        }
    }
}

/// Why a thing cannot be done now. The page explains; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// The scheme has ended.
    #[error("This service has ended, so nothing new can be sent.")]
    SchemeOver,
    /// The terms are not in effect.
    #[error("These terms do not count yet. Please use the version in effect.")]
    TermsNotInEffect,
    /// The register has no such flow.
    #[error("The published terms send nothing to this organisation.")]
    NoFlow,
    /// More than the register allows.
    #[error("The published terms do not allow all of this to be sent.")]
    TooMuch(Categories),
    /// No name or no way to make contact.
    #[error("A name and one way to make contact are needed, so that the service can reach them.")]
    CannotReach,
    /// Contact has stopped for good.
    #[error("Contact with this person has stopped for good. If that is a mistake, take it back first.")]
    ContactOver,
    /// There is one already.
    #[error("There is already an open referral to this service.")]
    AlreadyOpen,
    /// The state does not allow it: somebody has just changed it.
    #[error("This has already changed. Please look again.")]
    Edge(#[from] NoSuchEdge),
    /// The proof is for something else.
    #[error("What they agreed to is something else.")]
    OtherPermit,
    /// The state of the words for the record does not allow it.
    #[error("These words are not waiting for that any more. Please look again.")]
    ProposalMoved,
    /// The colleague is the coach already, or the time is over before it begins.
    #[error("Choose a colleague, and a time that lies ahead and ends after it begins.")]
    NoSuchCover,
    /// The words for the record have been handed to the practice's own system.
    #[error("These words have gone to the practice’s own system. The practice can take them out there.")]
    WordsGone,
    /// A time that lies ahead.
    #[error("That time is in the future. Please give the time it was said.")]
    InTheFuture,
    /// Nothing was written.
    #[error("There is nothing written yet.")]
    Empty,
    /// It was written by somebody else, or is finished.
    #[error("Only the person who is writing this can finish it.")]
    NotYours,
    /// It has been done, or waits no more.
    #[error("This has been done already. Please look again.")]
    Done,
    /// The same seat twice.
    #[error("A second person has to agree: another seat than the first.")]
    SecondSeat,
    /// The guardian has switched it off.
    #[error("The guardian has switched this off. Nothing new is offered or sent for now.")]
    SwitchedOff,
    /// A benefits organisation demands.
    #[error("To a benefits organisation nothing is handed over here.")]
    NothingToBenefits,
    /// The contract with this provider is over.
    #[error("The contract with this service is over. Nothing new can be sent there.")]
    ContractOver,
    /// The practice has closed.
    #[error("This practice has closed here. Choose your new practice first.")]
    PracticeOver,
    /// The contract with this provider still runs.
    #[error("The contract is not over yet. This can be signed once it is.")]
    StillRuns,
    /// A time that has gone.
    #[error("That day has gone. Please give one that lies ahead.")]
    InThePast,
    /// Longer than anybody can be named.
    #[error("A supporter is named for 12 months at most. You can name them again then.")]
    TooLong,
    /// A power over property and money alone.
    #[error(
        "A power for property and money does not cover this decision. A registered power for health and welfare does, or a court order for welfare."
    )]
    PropertyPower,
    /// Not registered, not sealed, or not for this.
    #[error("Until it is registered, or the court’s order covers this decision, it cannot be recorded here.")]
    NotInForce,
    /// Two have to decide together.
    #[error("Where two people must decide together, Sayso cannot take a yes from one of them.")]
    NotAlone,
    /// Longer than a power counts here.
    #[error("A power counts here for 12 months at most. Then two of you look at it again.")]
    PowerTooLong,
    /// Longer than the record about a decision counts.
    #[error("This record counts for 90 days at most. Then a clinician looks again.")]
    RecordTooLong,
    /// No power, or no record for this decision, counts now.
    #[error("No recorded power counts for this decision now.")]
    NoPower,
    /// The person objects to a recorded power.
    #[error("They object to a recorded power. A clinician looks at that again first.")]
    Objected,
    /// The person said that they are not to be asked.
    #[error("They asked not to be asked, or not yet. Their own word counts, so this cannot be done.")]
    TheirWord,
    /// Another draft waits.
    #[error("Another draft for this service waits for signatures. Take it back first, or wait.")]
    OneDraft,
    /// The draft says what the terms say.
    #[error("Nothing changes in this draft.")]
    NothingChanges,
    /// Too little or too much notice.
    #[error("Give notice of 14 to 366 days. 28 is usual, and no setting allows less than 14.")]
    ShortNotice,
    /// Terms that cannot be kept.
    #[error("These terms cannot be published as they are.")]
    UnfitTerms,
    /// The proposer would sign.
    #[error("Whoever proposed this cannot sign it.")]
    ProposedIt,
    /// Somebody who is part of it would sign.
    #[error("Your organisation is part of this, or you stood back. Another seat signs.")]
    StandsBack,
    /// Both signatures from one organisation.
    #[error("The two signatures come from two organisations.")]
    SameOrganisation,
    /// The deputy before the guardian.
    #[error("The guardian signs first. You can sign when they stand back, or after two working days.")]
    GuardianFirst,
    /// Others stand behind a recipient now.
    #[error("Who owns or pays somebody named here has changed since. It has to be proposed again.")]
    InterestsMoved,
    /// The phase that runs has no result.
    #[error(
        "No practice can join yet: phase {0} has no published result of a plan that was filed before it began. The evaluator publishes it."
    )]
    NoResultYet(u32),
    /// The phase that would begin has no plan.
    #[error("No practice can join yet: phase {0} has no evaluation plan. The evaluator files it first.")]
    NoPlanYet(u32),
    /// A plan for a phase that is over or far off.
    #[error("A plan is for the phase that runs now, or for the next one.")]
    NoSuchPhase,
    /// Nobody took advice yet.
    #[error("Take advice first, and write down what it was.")]
    NoAdvice,
}

#[cfg(test)]
mod tests;
