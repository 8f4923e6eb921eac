//! A draft of terms on its way: proposed, signed by two seats, published with notice. Owns: its facts, where it
//! stands, and from when it will count. Never changes what is in effect: only [`super::Terms`] do.

use jiff::{SignedDuration, Timestamp, ToSpan as _, tz::TimeZone};

use super::Promise;
use crate::id::{MemberId, OrgId, SchemeId, TermsDraftId, TermsId};
use crate::org::{Interests, spelled};
use crate::seat::Role;

/// Notice for changed terms, in days, unless the proposer gives more or less.
pub const NOTICE_DAYS: u16 = 28;
/// No setting goes under this.
pub const SHORTEST_NOTICE_DAYS: u16 = 14;
/// Longer would be a date that nobody remembers.
pub const LONGEST_NOTICE_DAYS: u16 = 366;
/// How many working days the guardian has before the deputy may sign in their place.
pub const GUARDIAN_DAYS: u32 = 2;

spelled! {
    /// Whose signature it is. Both are needed.
    Side {
        /// The guardian, or the deputy in their place.
        Guardian = "guardian",
        /// The nominee of a user-led organisation.
        Nominee = "nominee",
    }
}

impl Side {
    /// The side that this role signs for.
    #[must_use]
    pub const fn of(role: Role) -> Option<Self> {
        match role {
            Role::Guardian | Role::Deputy => Some(Self::Guardian),
            Role::Nominee => Some(Self::Nominee),
            _ => None,
        }
    }
}

/// One signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// Which seat.
    pub by: MemberId,
    /// At which organisation.
    pub org: OrgId,
    /// When.
    pub at: Timestamp,
}

/// How a draft ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Whoever proposed it took it back.
    Withdrawn(Timestamp),
    /// One of the two refused, with a reason.
    Refused {
        /// Which seat.
        by: MemberId,
        /// When.
        at: Timestamp,
        /// Why, in their words.
        reason: String,
    },
    /// Both signed, and it was published as this version.
    Published(TermsId, Timestamp),
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which.
    pub id: TermsDraftId,
    /// Of which scheme.
    pub scheme: SchemeId,
    /// What it would promise.
    pub promise: Promise,
    /// Who stood behind each recipient when it was proposed: what is signed is what is published.
    pub interests: Vec<(OrgId, Interests)>,
    /// Why, in the proposer's words.
    pub why: String,
    /// Days from publishing to effect.
    pub notice_days: u16,
    /// Which seat proposed it; it can sign for neither side.
    pub proposed_by: MemberId,
    /// At which organisation that seat is.
    pub proposed_at_org: OrgId,
    /// When.
    pub proposed_at: Timestamp,
    /// The guardian stood back: the deputy signs.
    pub stood_back_at: Option<Timestamp>,
    /// The guardian's side.
    pub guardian: Option<Signature>,
    /// The nominee.
    pub nominee: Option<Signature>,
    /// It no longer waits.
    pub ended: Option<Ended>,
}

impl Draft {
    /// The signature of this side.
    #[must_use]
    pub const fn signature(&self, side: Side) -> Option<Signature> {
        match side {
            Side::Guardian => self.guardian,
            Side::Nominee => self.nominee,
        }
    }

    /// Where it stands, in words.
    #[must_use]
    pub const fn in_words(&self) -> &'static str {
        match (&self.ended, self.guardian.is_some(), self.nominee.is_some()) {
            (Some(Ended::Withdrawn(_)), ..) => "Taken back by whoever proposed it",
            (Some(Ended::Refused { .. }), ..) => "One of the two said no",
            (Some(Ended::Published(..)), ..) => "Agreed by two, and published",
            (None, false, false) => "Waits for two signatures",
            (None, true, _) => "Waits for the nominee’s signature",
            (None, false, true) => "Waits for the guardian’s signature",
        }
    }
}

/// From when a version counts that is published at `published` with so many days of notice: the first midnight (UTC)
/// that leaves every one of those days whole, with an hour to spare for the public log.
#[must_use]
pub fn in_effect(published: Timestamp, notice_days: u16) -> Timestamp {
    let days = SignedDuration::from_hours(24 * i64::from(notice_days) + 25);
    let late = published.checked_add(days).unwrap_or(Timestamp::MAX);
    let day = late.to_zoned(TimeZone::UTC).date();
    day.to_zoned(TimeZone::UTC)
        .map_or(late, |midnight| midnight.timestamp())
}

/// Nothing published later may count earlier: versions take effect in their order.
#[must_use]
pub fn not_before(in_effect: Timestamp, last: Timestamp) -> Timestamp {
    in_effect.max(last.checked_add(1.second()).unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_notice_is_whole_whenever_it_is_published() {
        for text in [
            "2026-11-22T00:00:00Z",
            "2026-11-22T13:37:00Z",
            "2026-11-22T22:59:59.999Z",
            "2026-11-22T23:00:00Z",
            "2026-11-22T23:59:59.999Z",
            "2028-02-28T23:30:00Z",
        ] {
            let at: Timestamp = text.parse().unwrap();
            for days in [SHORTEST_NOTICE_DAYS, NOTICE_DAYS, LONGEST_NOTICE_DAYS] {
                let from = in_effect(at, days);
                let notice = from.duration_since(at);
                let whole = SignedDuration::from_hours(24 * i64::from(days));
                assert!(
                    notice >= whole + SignedDuration::from_hours(1),
                    "{text} {days}: {from}"
                );
                assert!(
                    notice <= whole + SignedDuration::from_hours(25),
                    "{text} {days}: {from}"
                );
                assert!(crate::time::stamp(from).ends_with("T00:00:00.000Z"));
            }
        }
    }
}
