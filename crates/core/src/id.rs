//! Typed identifiers. Owns: what an id looks like and where one may come from. Never reads a clock or a
//! random source by itself: both come in through [`Source`].

use std::{fmt, marker::PhantomData, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A 128-bit identifier (`UUIDv7`, RFC 9562 §5.7) of one kind of thing; two kinds cannot be swapped.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// The nil id. For the schema's placeholder rows and for tests; nothing stored has it.
    pub const NIL: Self = Self(Uuid::nil(), PhantomData);

    /// Makes the id for `at` from 80 random bits.
    #[must_use]
    pub fn new(at: Timestamp, random: [u8; 10]) -> Self {
        let ms = u64::try_from(at.as_millisecond()).unwrap_or(0);
        Self(
            uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid(),
            PhantomData,
        )
    }

    /// The 16 bytes of the id.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}
impl<T> FromStr for Id<T> {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        // Only the one spelling that Display writes: an id is compared as text in the database.
        let id = Uuid::try_parse(text).map_err(|_| BadId)?;
        if id.as_hyphenated().to_string() == text {
            Ok(Self(id, PhantomData))
        } else {
            Err(BadId)
        }
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The text is not one of our ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: expected 36 lower-case characters like 0190f3c2-….")]
pub struct BadId;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident => $alias:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $kind {}
        $(#[$doc])*
        pub type $alias = Id<$kind>;
    )*};
}

kinds! {
    /// A person (FHIR Patient).
    PersonKind => PersonId,
    /// Somebody whom a person named to support them.
    SupporterKindOf => SupporterId,
    /// An organisation.
    OrgKindOf => OrgId,
    /// A staff seat: somebody at an organisation with a role and dates.
    MemberKind => MemberId,
    /// A scheme: one service offered by practices and providers.
    SchemeKind => SchemeId,
    /// One version of a scheme's terms.
    TermsKind => TermsId,
    /// A plan of evaluation.
    PlanKind => PlanId,
    /// A draft of terms.
    TermsDraftKind => TermsDraftId,
    /// One fact in the ledger of what a person said.
    SaidKind => SaidId,
    /// A referral.
    ReferralKind => ReferralId,
    /// One thing written about a person.
    EntryKind => EntryId,
    /// A job that a person tells of.
    JobKind => JobId,
    /// A colleague who stands in for a coach, or takes over.
    CoverKind => CoverId,
    /// A place where people meet a provider.
    VenueKind => VenueId,
    /// Words proposed for the GP record.
    ProposalKind => ProposalId,
    /// One row of the audit log.
    EventKindOf => EventId,
    /// One message waiting to leave, or that left.
    MessageKind => MessageId,
    /// A concern.
    ConcernKindOf => ConcernId,
    /// A public question.
    QuestionKind => QuestionId,
    /// Something switched off.
    SwitchKind => SwitchId,
    /// A legal demand.
    DemandKind => DemandId,
    /// Something withheld from a person for a time.
    WithholdingKind => WithholdingId,
    /// A report of a danger, for the review.
    DangerKind => DangerId,
    /// A signed-in session's public name (its secret is elsewhere).
    SessionKind => SessionId,
    /// A member's passkey (our name for it; the authenticator has its own).
    PasskeyKind => PasskeyId,
    /// Something half written, kept for a day while a session is locked.
    DraftKind => DraftId,
    /// A link between two records of one person.
    PairKind => PairId,
    /// A clinician's record that a person cannot make one decision now.
    CannotDecideKind => CannotDecideId,
    /// Somebody who lost every passkey asks to be let in again.
    RecoveryKind => RecoveryId,
}

/// Where time and randomness come from. Handed in at the front door, so that a run can be replayed from a seed.
pub trait Source: Send + Sync {
    /// The time now, UTC, cut to the millisecond.
    fn now(&self) -> Timestamp;
    /// Fills `buf` with bytes nobody can guess (in production, the operating system's).
    fn fill(&self, buf: &mut [u8]);
}

/// What every use case may ask of its [`Source`].
pub trait SourceExt: Source {
    /// A fresh id.
    fn id<T>(&self) -> Id<T> {
        Id::new(self.now(), self.bytes())
    }
    /// `N` random bytes.
    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut buf = [0; N];
        self.fill(&mut buf);
        buf
    }
}
impl<S: Source + ?Sized> SourceExt for S {}

/// A clock that stands and bytes that never differ: for tests of the rules that do not look at either.
#[cfg(test)]
pub(crate) struct Still(pub(crate) Timestamp);
#[cfg(test)]
impl Source for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
    fn fill(&self, buf: &mut [u8]) {
        buf.fill(7);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_it_was_written_and_in_no_other_spelling() {
        let id: PersonId = Id::new(Timestamp::UNIX_EPOCH, [0xab; 10]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().to_uppercase().parse::<PersonId>(), Err(BadId));
        assert_eq!("".parse::<PersonId>(), Err(BadId));
    }

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        let early: PersonId = Id::new(Timestamp::from_millisecond(1).unwrap(), [255; 10]);
        let late: PersonId = Id::new(Timestamp::from_millisecond(2).unwrap(), [0; 10]);
        assert!(early < late && early.to_string() < late.to_string());
    }
}
