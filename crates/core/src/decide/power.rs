//! Recording a legal power, the record about one decision, and what an attorney or a deputy does under both. Owns: that
//! two seats see the document, that the person is told each time, and that one record carries one yes.

use jiff::Timestamp;

use super::agree::{self, Agreement};
use super::carry::told;
use super::supporter::code_ends;
use super::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::EventKind;
use crate::id::{MemberId, OrgId, PersonId, SourceExt as _};
use crate::person::Remembered;
use crate::power::{ActingAttorney, CannotDecide, POWER_LASTS, Power, PowerChange, PowerKind, RECORD_LASTS};
use crate::referral::Referral;
use crate::sayso::{How, KeyedBy, Ledger};
use crate::terms::Terms;

/// What the first seat says about the document in front of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: PowerKind,
    /// Whom it names.
    pub name: String,
    /// Its registration or order number.
    pub number: String,
    /// It is in force: registered, or sealed by the court with terms that cover this decision.
    pub in_force: bool,
    /// Whoever it names may decide alone.
    pub alone: bool,
    /// Until when it shall count here.
    pub until: Timestamp,
}

fn decided(m: Moment, kind: EventKind, person: PersonId, change: PowerChange) -> Decision {
    Decision::new(m.event(kind, &[person])).change(Change::Power(change))
}

/// One seat of the practice says that it saw the document. Nothing opens by it yet. `code`: six digits for the first
/// time, which this seat hands over; the second seat hands over the three words, so that neither can come in alone.
///
/// # Errors
/// [`NotNow::PropertyPower`], [`NotNow::NotInForce`], [`NotNow::NotAlone`] for what does not cover this decision;
/// [`NotNow::Empty`] without a name or a number; [`NotNow::InThePast`], [`NotNow::PowerTooLong`].
pub fn seen(
    m: Moment,
    (person, practice): (PersonId, OrgId),
    by: MemberId,
    d: &Document,
    code: String,
) -> Result<Decision, NotNow> {
    if d.kind == PowerKind::PropertyAndMoney {
        return Err(NotNow::PropertyPower);
    }
    if d.name.trim().is_empty() || d.number.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    if !d.in_force {
        return Err(NotNow::NotInForce);
    }
    if !d.alone {
        return Err(NotNow::NotAlone);
    }
    if d.until <= m.at {
        return Err(NotNow::InThePast);
    }
    if d.until > m.at + POWER_LASTS {
        return Err(NotNow::PowerTooLong);
    }
    let power = Power {
        id: m.source.id(),
        person,
        practice,
        kind: d.kind,
        name: d.name.trim().into(),
        number: d.number.trim().into(),
        seen_by: by,
        seen_at: m.at,
        confirmed: None,
        until: d.until,
        objected_at: None,
        ended_at: None,
    };
    let mut event = m.event(EventKind::PowerSeen, &[person]);
    event.detail.what = Some(d.kind.in_words().into());
    let change = PowerChange::Seen(power, code, code_ends(m));
    let decision = Decision::new(event).change(Change::Power(change));
    Ok(told(m, decision, &[person]))
}

/// A second seat of the practice saw it too: from now on it counts. `words`: the three words for the door.
///
/// # Errors
/// [`NotNow::SecondSeat`] for the seat that recorded it; [`NotNow::Done`] where it counts already, is over, or was
/// objected to.
pub fn confirmed(m: Moment, power: &Power, by: MemberId, words: String) -> Result<Decision, NotNow> {
    if power.seen_by == by {
        return Err(NotNow::SecondSeat);
    }
    let waits = power.confirmed.is_none() && power.objected_at.is_none() && power.ended_at.is_none();
    if !waits || power.until <= m.at {
        return Err(NotNow::Done);
    }
    let mut event = m.event(EventKind::PowerRecorded, &[power.person]);
    event.detail.what = Some(power.kind.in_words().into());
    event.detail.when = Some(power.until);
    let change = PowerChange::Confirmed {
        power: power.clone(),
        by,
        at: m.at,
        words,
    };
    let decision = Decision::new(event).change(Change::Power(change));
    Ok(told(m, decision, &[power.person]))
}

/// The person objects: from this minute the power does nothing, and nor does any record made under it. Cannot fail: that
/// they can decide is presumed. The guardian learns of it by the concern that is raised with it.
#[must_use]
pub fn objected(m: Moment, power: &Power) -> Decision {
    let change = PowerChange::Objected(power.id, m.at);
    decided(m, EventKind::PowerObjected, power.person, change)
        .change(Change::Power(PowerChange::RecordsEnded(power.person, m.at)))
}

/// A clinician looked again at a power that the person objects to. It counts again, unless it is over; no record made before
/// does.
///
/// # Errors
/// [`NotNow::Empty`] without what they found; [`NotNow::Done`] where nobody objects.
pub fn looked_again(m: Moment, power: &Power, found: &str) -> Result<Decision, NotNow> {
    if found.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    if power.objected_at.is_none() {
        return Err(NotNow::Done);
    }
    let change = PowerChange::LookedAgain(power.id, power.person, found.trim().into());
    let decision = decided(m, EventKind::PowerLookedAgain, power.person, change);
    Ok(told(m, decision, &[power.person]))
}

/// Either seat of the practice says that it is over. Nobody needs a second one for that.
///
/// # Errors
/// [`NotNow::Done`] where it is over.
pub fn ended(m: Moment, power: &Power) -> Result<Decision, NotNow> {
    if power.ended_at.is_some() {
        return Err(NotNow::Done);
    }
    let change = PowerChange::Ended(power.id, m.at);
    let decision = decided(m, EventKind::PowerEnded, power.person, change);
    let records = Change::Power(PowerChange::RecordsEnded(power.person, m.at));
    Ok(told(m, decision.change(records), &[power.person]))
}

/// A clinician records, for one decision, that the person cannot make it now.
///
/// # Errors
/// [`NotNow::NoPower`] where no power counts; [`NotNow::TheirWord`] for somebody who asked not to be asked, or not yet;
/// [`NotNow::Empty`] without the help that was given; [`NotNow::InThePast`], [`NotNow::RecordTooLong`].
pub fn cannot_decide(
    m: Moment,
    power: &Power,
    terms: &Terms,
    by: MemberId,
    remembered: Option<Remembered>,
    (help, until): (&str, Timestamp),
) -> Result<Decision, NotNow> {
    if !power.is_live(m.at) {
        return Err(NotNow::NoPower);
    }
    if remembered.is_some_and(|r| r.counts(m.at)) {
        return Err(NotNow::TheirWord);
    }
    if help.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    if until <= m.at {
        return Err(NotNow::InThePast);
    }
    if until > m.at + RECORD_LASTS {
        return Err(NotNow::RecordTooLong);
    }
    let record = CannotDecide {
        id: m.source.id(),
        person: power.person,
        power: power.id,
        scheme: terms.scheme,
        terms: terms.id,
        by,
        help: help.trim().into(),
        at: m.at,
        until,
        used_at: None,
        ended_at: None,
    };
    let mut event = m.event(EventKind::CannotDecide, &[power.person]);
    event.detail.when = Some(until);
    event.detail.what = Some(terms.promise.scheme_name.clone());
    let decision = Decision::new(event)
        .change(Change::Power(PowerChange::RecordsEnded(power.person, m.at)))
        .change(Change::Power(PowerChange::CannotDecide(record)));
    Ok(told(m, decision, &[power.person]))
}

/// A clinician takes it back: the person can decide after all, or it was wrong.
#[must_use]
pub fn can_decide(m: Moment, person: PersonId) -> Decision {
    let change = PowerChange::RecordsEnded(person, m.at);
    let decision = decided(m, EventKind::CanDecide, person, change);
    told(m, decision, &[person])
}

/// An attorney or a deputy says yes, to exactly this, under a power and a record that both count. It is held as long as a
/// yes that staff type, and the person is told at once.
///
/// # Errors
/// [`NotNow::NoPower`] where either does not count, was made for other words, or carried a yes before;
/// [`NotNow::TheirWord`] for somebody who asked not to be asked, or not yet; else as [`agree::agree`].
pub fn agree(
    m: Moment,
    (power, record): (&Power, &CannotDecide),
    remembered: Option<Remembered>,
    a: &Agreement,
) -> Result<Decision, NotNow> {
    let acting = power.acting(Some(record), m.at);
    let for_this = power.person == a.person.id
        && power.practice == a.person.practice
        && record.terms == a.terms.id
        && a.how.keyed_by == KeyedBy::Attorney(power.id);
    if !acting.power || !acting.decision || !for_this || !record.waits(m.at) {
        return Err(NotNow::NoPower);
    }
    if remembered.is_some_and(|r| r.counts(m.at)) {
        return Err(NotNow::TheirWord);
    }
    let decision = agree::by_a_power(m, a)?.change(Change::Power(PowerChange::Used(record.id, m.at)));
    Ok(told(m, decision, &[power.person]))
}

/// The record under which a yes was said ended before it was sent, and no other decision took its place: the person said
/// something of their own, objected, or can decide after all. Nothing leaves on that yes. The person is told.
///
/// # Errors
/// [`NotNow::Edge`] when it was sent already.
pub fn taken_back(m: Moment, r: &Referral, ledger: &Ledger) -> Result<Decision, NotNow> {
    let decision = agree::undo(m, r, ledger, &How::online())?;
    Ok(told(m, decision, &[r.person]))
}

/// An attorney or a deputy reads something (`what` in words), or finds that there is nothing to decide.
#[must_use]
pub fn looked(m: Moment, a: &ActingAttorney, what: &str) -> Decision {
    let mut event = m.event(EventKind::AttorneyLooked, &[a.person]);
    event.detail.what = Some(what.into());
    Decision::new(event)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::id::{Still, SupporterId};

    fn seat(n: u8) -> MemberId {
        format!("00000000-0000-7000-8000-0000000000{n:02x}")
            .parse()
            .expect("an id")
    }
    fn document() -> Document {
        Document {
            kind: PowerKind::HealthAndWelfare,
            name: " Kim Morgan ".into(),
            number: "7000-1".into(),
            in_force: true,
            alone: true,
            until: Timestamp::UNIX_EPOCH + POWER_LASTS,
        }
    }
    fn said(d: &Document) -> Result<Decision, NotNow> {
        let whose = (PersonId::NIL, OrgId::NIL);
        seen(
            Moment::now(&Still(Timestamp::UNIX_EPOCH)),
            whose,
            seat(1),
            d,
            "123456".into(),
        )
    }
    fn waiting() -> Power {
        let decision = said(&document()).expect("said");
        match &decision.changes()[0] {
            Change::Power(PowerChange::Seen(power, ..)) => power.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_property_power_is_refused_and_so_is_whatever_does_not_cover_this_decision() {
        let with = |change: fn(&mut Document)| {
            let mut d = document();
            change(&mut d);
            said(&d).expect_err("not like this")
        };
        assert_eq!(
            with(|d| d.kind = PowerKind::PropertyAndMoney),
            NotNow::PropertyPower
        );
        assert_eq!(with(|d| d.in_force = false), NotNow::NotInForce);
        assert_eq!(with(|d| d.alone = false), NotNow::NotAlone);
        assert_eq!(with(|d| d.number = " ".into()), NotNow::Empty);
        assert_eq!(with(|d| d.until = Timestamp::UNIX_EPOCH), NotNow::InThePast);
        assert_eq!(
            with(|d| d.until += SignedDuration::from_secs(1)),
            NotNow::PowerTooLong
        );
    }

    #[test]
    fn the_person_is_told_when_it_is_seen_and_when_it_is_confirmed_and_no_name_is_in_an_event() {
        let first = said(&document()).expect("said");
        let second = confirmed(
            Moment::now(&Still(Timestamp::UNIX_EPOCH)),
            &waiting(),
            seat(2),
            "a-b-c".into(),
        )
        .expect("confirmed");
        for decision in [first, second] {
            assert_eq!(decision.messages().len(), 1);
            let event = format!("{:?}", decision.event());
            assert!(!event.contains("Kim") && !event.contains("7000"), "{event}");
        }
    }

    #[test]
    fn the_seat_that_recorded_it_never_confirms_it() {
        let m = Moment::now(&Still(Timestamp::UNIX_EPOCH));
        let again = |power: &Power, by| confirmed(m, power, seat(by), "a-b-c".into()).expect_err("not so");
        assert_eq!(again(&waiting(), 1), NotNow::SecondSeat);
        let objected = Power {
            objected_at: Some(m.at),
            ..waiting()
        };
        assert_eq!(again(&objected, 2), NotNow::Done);
        assert_ne!(waiting().id, SupporterId::NIL);
    }
}
