//! A stated legal power to decide for somebody, and the record that they cannot make one decision now. Owns: what counts
//! and when it stops counting. Never a way for a practice to decide: nothing here makes a member of staff an attorney.
//!
//! England and Wales, Mental Capacity Act 2005. Capacity is presumed; help to decide comes first; an unwise decision is
//! no lack of capacity; whoever decides acts in the person's best interests and weighs what they wish (sections 1 to 4).
//! Capacity is about one decision at the time it has to be made (section 2). A lasting power of attorney counts once it is
//! registered with the Office of the Public Guardian, and one for health and welfare only where the person lacks capacity
//! for that decision (sections 9 to 11). The Court of Protection may appoint a deputy, who acts within the order and not
//! where the person can decide (sections 16, 19 and 20). A power over property and money alone does not cover a yes here.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::event::EventKind;
use crate::id::{CannotDecideId, MemberId, OrgId, PersonId, SchemeId, SupporterId, TermsId};
use crate::org::spelled;
use crate::seat::Actor;

/// The longest time for which a recorded power counts. Then two seats look at the document again.
pub const POWER_LASTS: SignedDuration = SignedDuration::from_hours(365 * 24);
/// The longest time for which the record about one decision counts. After it, nothing.
pub const RECORD_LASTS: SignedDuration = SignedDuration::from_hours(90 * 24);

spelled! {
    /// What the document is that somebody showed.
    PowerKind {
        /// A registered lasting power of attorney for health and welfare.
        HealthAndWelfare = "health_and_welfare",
        /// An order of the Court of Protection that appoints a deputy for personal welfare.
        WelfareDeputy = "welfare_deputy",
        /// A power over property and money alone. Never kept: it does not cover this decision.
        PropertyAndMoney = "property_and_money",
    }
}

impl PowerKind {
    /// The words a person reads: "Kim has shown …".
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::HealthAndWelfare => "a power of attorney for health and welfare",
            Self::WelfareDeputy => "a court order as a welfare deputy",
            Self::PropertyAndMoney => "a power for property and money",
        }
    }
}

/// A power that one seat of the practice said it saw, and that a second confirmed having seen too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Power {
    /// Which; also whose card it is at the door.
    pub id: SupporterId,
    /// For whom.
    pub person: PersonId,
    /// The practice that recorded it.
    pub practice: OrgId,
    /// What the document is.
    pub kind: PowerKind,
    /// Whom it names. Encrypted.
    pub name: String,
    /// Its registration or order number. Encrypted.
    pub number: String,
    /// The seat that saw it first, and recorded it.
    pub seen_by: MemberId,
    /// When.
    pub seen_at: Timestamp,
    /// The second seat that saw it, and when.
    pub confirmed: Option<(MemberId, Timestamp)>,
    /// Until when at the latest.
    pub until: Timestamp,
    /// The person objected, and no clinician has looked at it again since.
    pub objected_at: Option<Timestamp>,
    /// It is over.
    pub ended_at: Option<Timestamp>,
}

impl Power {
    /// Does it count at this moment? Seen by two different seats, before its day, not objected to, not over.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        let by_two = self
            .confirmed
            .is_some_and(|(by, at)| by != self.seen_by && at <= now);
        by_two
            && self.kind != PowerKind::PropertyAndMoney
            && now < self.until
            && self.objected_at.is_none()
            && self.ended_at.is_none_or(|at| now < at)
    }

    /// The actor that whoever holds it makes at this moment.
    #[must_use]
    pub fn acting(&self, record: Option<&CannotDecide>, now: Timestamp) -> ActingAttorney {
        ActingAttorney {
            id: self.id,
            person: self.person,
            power: self.is_live(now),
            decision: record.is_some_and(|r| r.power == self.id && r.person == self.person && r.is_live(now)),
        }
    }
}

/// A clinician's record that the person cannot make one decision now: whether to say yes to these terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotDecide {
    /// Which.
    pub id: CannotDecideId,
    /// About whom.
    pub person: PersonId,
    /// The power that may be used for it.
    pub power: SupporterId,
    /// The service.
    pub scheme: SchemeId,
    /// The very words that would be said yes to.
    pub terms: TermsId,
    /// The clinician.
    pub by: MemberId,
    /// What was done so that the person could decide themself. Encrypted.
    pub help: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// When it is looked at again: from that minute it allows nothing.
    pub until: Timestamp,
    /// The decision was made.
    pub used_at: Option<Timestamp>,
    /// A word of the person's own, or a clinician, ended it.
    pub ended_at: Option<Timestamp>,
}

impl CannotDecide {
    /// Does it count at this moment?
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.at <= now && now < self.until && self.ended_at.is_none_or(|at| now < at)
    }
    /// Does it wait for a yes or a no?
    #[must_use]
    pub fn waits(&self, now: Timestamp) -> bool {
        self.is_live(now) && self.used_at.is_none()
    }
}

/// An attorney or a deputy while they act, as the transaction found them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ActingAttorney {
    /// Which.
    pub id: SupporterId,
    /// For whom.
    pub person: PersonId,
    /// The power counts now: seen by two, before its day, not objected to. Computed here, never by a policy.
    pub power: bool,
    /// A clinician's record for one decision counts now, under this power. Computed here, never by a policy.
    pub decision: bool,
}

/// One change about a power or about the record for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PowerChange {
    /// One seat says that it saw the document. With it come the six digits for the first time, and when they end.
    Seen(Power, String, Timestamp),
    /// A second seat saw it too: from now on these three words open the door.
    Confirmed {
        /// The power, as it was.
        power: Power,
        /// The second seat.
        by: MemberId,
        /// When.
        at: Timestamp,
        /// Three words, tidied; the store keeps a keyed hash.
        words: String,
    },
    /// The person objects.
    Objected(SupporterId, Timestamp),
    /// A clinician looked at it again: the objection stands no more in the way. What they found is kept.
    LookedAgain(SupporterId, PersonId, String),
    /// It is over.
    Ended(SupporterId, Timestamp),
    /// A clinician's record about one decision.
    CannotDecide(CannotDecide),
    /// The decision was made: for another one there has to be another record.
    Used(CannotDecideId, Timestamp),
    /// Every record about this person's decisions is over.
    RecordsEnded(PersonId, Timestamp),
}

/// Is this event a word of the person's own, said by themself or typed by somebody who heard it? Then whatever record
/// says that they cannot decide is over: the store asks this of everything that it writes.
#[must_use]
pub const fn is_their_word(kind: EventKind, actor: &Actor) -> bool {
    use EventKind as E;
    matches!(actor, Actor::Person(_) | Actor::Member(_) | Actor::Supporter(_))
        && matches!(
            kind,
            E::Agreed
                | E::Undone
                | E::SendNow
                | E::PurposeGiven
                | E::PurposeStopped
                | E::Paused
                | E::Resumed
                | E::Left
                | E::CameBack
                | E::AnswerRemembered
                | E::OfferAnswered
                | E::PowerObjected
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(n: u8) -> MemberId {
        format!("00000000-0000-7000-8000-0000000000{n:02x}")
            .parse()
            .expect("an id")
    }
    fn power() -> Power {
        Power {
            id: SupporterId::NIL,
            person: PersonId::NIL,
            practice: OrgId::NIL,
            kind: PowerKind::HealthAndWelfare,
            name: "Kim".into(),
            number: "7000".into(),
            seen_by: member(1),
            seen_at: Timestamp::UNIX_EPOCH,
            confirmed: Some((member(2), Timestamp::UNIX_EPOCH)),
            until: Timestamp::UNIX_EPOCH + POWER_LASTS,
            objected_at: None,
            ended_at: None,
        }
    }
    fn record() -> CannotDecide {
        CannotDecide {
            id: CannotDecideId::NIL,
            person: PersonId::NIL,
            power: SupporterId::NIL,
            scheme: SchemeId::NIL,
            terms: TermsId::NIL,
            by: member(3),
            help: "Pictures".into(),
            at: Timestamp::UNIX_EPOCH,
            until: Timestamp::UNIX_EPOCH + RECORD_LASTS,
            used_at: None,
            ended_at: None,
        }
    }

    #[test]
    fn a_power_counts_only_when_two_seats_saw_it_and_nobody_objected_and_its_day_has_not_come() {
        let now = Timestamp::UNIX_EPOCH;
        assert!(power().is_live(now));
        let not = |change: fn(&mut Power)| {
            let mut p = power();
            change(&mut p);
            assert!(!p.is_live(now), "{p:?}");
        };
        not(|p| p.confirmed = None);
        not(|p| p.confirmed = Some((p.seen_by, p.seen_at)));
        not(|p| p.kind = PowerKind::PropertyAndMoney);
        not(|p| p.objected_at = Some(Timestamp::UNIX_EPOCH));
        not(|p| p.ended_at = Some(Timestamp::UNIX_EPOCH));
        not(|p| p.until = Timestamp::UNIX_EPOCH);
        assert!(!power().is_live(power().until), "the minute itself is over");
    }

    #[test]
    fn a_record_counts_for_its_own_power_until_its_minute() {
        let now = Timestamp::UNIX_EPOCH;
        assert!(power().acting(Some(&record()), now).decision);
        assert!(!power().acting(None, now).decision);
        assert!(!power().acting(Some(&record()), record().until).decision);
        let others = CannotDecide {
            power: "00000000-0000-7000-8000-000000000009".parse().expect("an id"),
            ..record()
        };
        assert!(!power().acting(Some(&others), now).decision, "another power");
        let used = CannotDecide {
            used_at: Some(now),
            ..record()
        };
        assert!(used.is_live(now) && !used.waits(now));
    }

    #[test]
    fn a_word_of_their_own_is_one_whoever_types_it_but_never_the_attorneys_or_the_servers() {
        let person = Actor::Person(PersonId::NIL);
        let attorney = Actor::Attorney(power().acting(None, Timestamp::UNIX_EPOCH));
        for kind in [EventKind::Left, EventKind::Agreed, EventKind::PowerObjected] {
            assert!(is_their_word(kind, &person), "{kind}");
            assert!(!is_their_word(kind, &attorney), "{kind}");
            assert!(!is_their_word(kind, &Actor::Sayso), "{kind}");
        }
        assert!(!is_their_word(EventKind::OwnOpened, &person));
    }
}
