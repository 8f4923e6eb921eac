//! The end of a provider's contract. Owns: the facts of it. A say-so names one organisation and never moves: when the
//! contract is over, what was said to that provider allows nothing from that minute, and nobody else gets it.

use jiff::Timestamp;

use crate::decide::NotNow;
use crate::event::EventKind;
use crate::id::{EventId, MemberId, OrgId};
use crate::org::OrgKind;

/// What ends on a day that the guardian sets: which of the two an organisation has follows from its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndOf {
    /// A provider's contract.
    Contract,
    /// A practice's part in this: it closes, or becomes part of another.
    Practice,
}

impl EndOf {
    /// What can end for an organisation of this kind; nothing for others.
    #[must_use]
    pub const fn of(kind: OrgKind) -> Option<Self> {
        match kind {
            OrgKind::Provider | OrgKind::Service => Some(Self::Contract),
            OrgKind::Practice => Some(Self::Practice),
            OrgKind::Council
            | OrgKind::Commissioner
            | OrgKind::Evaluator
            | OrgKind::UserLed
            | OrgKind::Witness
            | OrgKind::Benefits => None,
        }
    }
    /// The day is set.
    pub(crate) const fn is_set(self) -> EventKind {
        match self {
            Self::Contract => EventKind::ContractEndSet,
            Self::Practice => EventKind::PracticeEndSet,
        }
    }
    /// It does not end after all.
    pub(crate) const fn goes_on(self) -> EventKind {
        match self {
            Self::Contract => EventKind::ContractGoesOn,
            Self::Practice => EventKind::PracticeGoesOn,
        }
    }
    /// Why nothing can be set or taken back any more.
    pub(crate) const fn is_over(self) -> NotNow {
        match self {
            Self::Contract => NotNow::ContractOver,
            Self::Practice => NotNow::PracticeOver,
        }
    }
}

/// A contract that ends, or has ended; or a practice that closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractEnd {
    /// Whose contract.
    pub org: OrgId,
    /// From this minute on nothing there can be opened or written.
    pub ends_at: Timestamp,
    /// When the day was set.
    pub set_at: Timestamp,
    /// The seat that set it; `None`: the console.
    pub set_by: Option<MemberId>,
    /// What the provider's lead has signed.
    pub certified: Option<Certified>,
}

impl ContractEnd {
    /// Is it over at `now`?
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ends_at <= now
    }
}

/// The provider's lead says that nothing is left with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified {
    /// The event that signs it: its receipt stands in the public log.
    pub event: EventId,
    /// Which seat.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
    /// What a rule makes them keep outside Sayso, in their words; empty where nothing is. Encrypted.
    pub kept_outside: String,
}

/// What can change about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContractChange {
    /// The day is set, or set anew.
    EndSet(ContractEnd),
    /// It does not end after all.
    EndTakenBack(OrgId),
    /// It is over: calendar addresses there open nothing, and half-written forms are gone.
    Closed(OrgId, Timestamp),
    /// The lead has signed.
    Certified(OrgId, Certified),
}
