//! A provider's contract ends: its day is set and everybody concerned is told; at that minute what they said ends, and
//! nothing of it goes to anybody else; afterwards the lead signs that nothing is left with them.

use jiff::Timestamp;

use super::awkward::ended_quietly;
use super::carry::{to_person, told};
use super::leave::Standing;
use super::{Moment, NotNow};
use crate::category::Categories;
use crate::contract::{Certified, ContractChange, ContractEnd, EndOf};
use crate::decision::{Change, Decision, MessageKind};
use crate::event::EventKind;
use crate::id::{MemberId, MessageId, OrgId, PersonId, ReferralId};
use crate::referral::Command;
use crate::sayso::Ending;
use crate::words::NEW_MESSAGE;

/// The day on which it ends is set, or set anew. Everybody concerned is told, and loses nothing yet.
///
/// # Errors
/// [`NotNow::ContractOver`] or [`NotNow::PracticeOver`] when it is over; [`NotNow::InThePast`] for a day that has gone.
pub fn set_end(
    m: Moment,
    (what, org): (EndOf, OrgId),
    by: Option<MemberId>,
    ends_at: Timestamp,
    before: Option<&ContractEnd>,
    people: &[PersonId],
) -> Result<Decision, NotNow> {
    if before.is_some_and(|b| b.is_over(m.at)) {
        return Err(what.is_over());
    }
    if ends_at <= m.at {
        return Err(NotNow::InThePast);
    }
    let mut event = m.event(what.is_set(), people);
    event.detail.org = Some(org);
    event.detail.when = Some(ends_at);
    let end = ContractEnd {
        org,
        ends_at,
        set_at: m.at,
        set_by: by,
        certified: None,
    };
    let change = Change::Contract(ContractChange::EndSet(end));
    Ok(told(m, Decision::new(event).change(change), people))
}

/// It goes on after all.
///
/// # Errors
/// [`NotNow::ContractOver`] or [`NotNow::PracticeOver`] when it is over: it takes a new beginning, and new yeses.
pub fn take_back(m: Moment, what: EndOf, end: &ContractEnd, people: &[PersonId]) -> Result<Decision, NotNow> {
    if end.is_over(m.at) {
        return Err(what.is_over());
    }
    let mut event = m.event(what.goes_on(), people);
    event.detail.org = Some(end.org);
    let change = Change::Contract(ContractChange::EndTakenBack(end.org));
    Ok(told(m, Decision::new(event).change(change), people))
}

/// The minute has come for one person: what they said to this provider ends, drafts are theirs, and they are told. No
/// notice with a name goes to the provider: it knows that its contract is over.
/// `unsent` is what still waited to leave for it; what is unfinished within another service's referral stays as it is.
#[must_use]
pub fn over_for(m: Moment, s: &Standing, org: OrgId, unsent: &[MessageId]) -> Decision {
    let here: Vec<ReferralId> = s
        .referrals
        .iter()
        .filter(|r| r.recipient == org)
        .map(|r| r.id)
        .collect();
    let drafts = s
        .drafts
        .iter()
        .filter(|d| d.referral.is_some_and(|r| here.contains(&r)));
    let proposals = s.proposals.iter().filter(|p| here.contains(&p.referral));
    let s = &Standing {
        drafts: drafts.cloned().collect(),
        proposals: proposals.cloned().collect(),
        ..s.clone()
    };
    let mut event = m.event(EventKind::ContractEnded, &[s.person]);
    event.detail.org = Some(org);
    let theirs = s.ledger.given.iter().filter(|said| said.recipient == org);
    let how = (Ending::Superseded, Command::Close);
    let decision = ended_quietly(m, s, Decision::new(event), theirs, how);
    let decision = decision.changes_from(unsent.iter().map(|id| Change::MessageDropped(*id)));
    decision.message(to_person(m, MessageKind::ToPerson, s.person, NEW_MESSAGE))
}

/// The minute has come for the provider itself. About nobody.
#[must_use]
pub fn closed(m: Moment, org: OrgId) -> Decision {
    let mut event = m.event(EventKind::ContractClosed, &[]);
    event.detail.org = Some(org);
    Decision::new(event).change(Change::Contract(ContractChange::Closed(org, m.at)))
}

/// The lead signs that nothing is left with them but what a rule makes them keep. About nobody.
///
/// # Errors
/// [`NotNow::StillRuns`] before the end; [`NotNow::Done`] when it was signed.
pub fn certify(m: Moment, end: &ContractEnd, by: MemberId, kept_outside: &str) -> Result<Decision, NotNow> {
    if !end.is_over(m.at) {
        return Err(NotNow::StillRuns);
    }
    if end.certified.is_some() {
        return Err(NotNow::Done);
    }
    let mut event = m.event(EventKind::DeletionCertified, &[]);
    event.detail.org = Some(end.org);
    let certified = Certified {
        event: event.id,
        by,
        at: m.at,
        kept_outside: kept_outside.trim().into(),
    };
    let change = Change::Contract(ContractChange::Certified(end.org, certified));
    Ok(Decision::new(event).change(change))
}

/// A practice takes what the provider wrote, as far as each person's own yes lets it. One event names all of them.
#[must_use]
pub fn returned(m: Moment, org: OrgId, person: PersonId, shown: Categories) -> Decision {
    let mut event = m.event(EventKind::ReturnTaken, &[person]);
    event.detail.org = Some(org);
    event.detail.categories = shown;
    Decision::new(event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{EventId, Still};
    use jiff::SignedDuration;

    fn end(at: Timestamp) -> ContractEnd {
        ContractEnd {
            org: OrgId::NIL,
            ends_at: at,
            set_at: at,
            set_by: None,
            certified: None,
        }
    }

    #[test]
    fn a_day_that_has_gone_ends_nothing_and_an_end_is_not_taken_back() {
        let m = Moment::now(&Still(Timestamp::UNIX_EPOCH));
        for (what, over) in [
            (EndOf::Contract, NotNow::ContractOver),
            (EndOf::Practice, NotNow::PracticeOver),
        ] {
            let set = |at, before: Option<&ContractEnd>| {
                let whose = (what, OrgId::NIL);
                set_end(m, whose, None, at, before, &[])
            };
            assert_eq!(set(m.at, None).err(), Some(NotNow::InThePast));
            let later = m.at + SignedDuration::from_hours(1);
            assert!(set(later, None).is_ok() && set(later, Some(&end(later))).is_ok());
            assert_eq!(set(later, Some(&end(m.at))).err(), Some(over));
            assert_eq!(take_back(m, what, &end(m.at), &[]).err(), Some(over));
        }
    }

    #[test]
    fn nobody_signs_before_the_end_or_twice() {
        let m = Moment::now(&Still(Timestamp::UNIX_EPOCH));
        let later = end(m.at + SignedDuration::from_hours(1));
        assert_eq!(
            certify(m, &later, MemberId::NIL, "").err(),
            Some(NotNow::StillRuns)
        );
        let mut over = end(m.at);
        assert!(certify(m, &over, MemberId::NIL, "").is_ok());
        over.certified = Some(Certified {
            event: EventId::NIL,
            by: MemberId::NIL,
            at: m.at,
            kept_outside: String::new(),
        });
        assert_eq!(certify(m, &over, MemberId::NIL, "").err(), Some(NotNow::Done));
    }
}
