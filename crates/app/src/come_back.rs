//! Undoing, in one step, a leaving that somebody else typed. Only the person can.

use sayso_core::decide::come_back::{self as decide, WasEnded};
use sayso_core::event::EventKind;
use sayso_core::id::PersonId;
use sayso_core::parcel::Parcel;
use sayso_core::referral::{Referral, State};
use sayso_core::sayso::{Channel, Ended, SaySo};
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;
use sayso_policy::act;

use crate::agree::how_keyed;
use crate::own::me;
use crate::telling::Sentence;
use crate::{Desk, Error};

mod one;

pub use one::{StoppedForYou, stopped, take_up};

#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Facts {
    said: SaySo,
    ended: Ended,
    referral: Referral,
    terms: Terms,
    parcel: Parcel,
    was_sent: bool,
    another_is_open: bool,
    disowned: bool,
    outdated: bool,
}

impl Facts {
    const fn ended(&self) -> WasEnded<'_> {
        WasEnded {
            said: &self.said,
            ended: &self.ended,
            referral: &self.referral,
            terms: &self.terms,
            was_sent: self.was_sent,
            another_is_open: self.another_is_open,
            disowned: self.disowned,
            outdated: self.outdated,
        }
    }
}

/// The newest that the person can undo, of each service for itself; else the newest that they left.
fn facts(desk: &mut Desk, person: PersonId) -> Result<Option<Facts>, Error> {
    let referrals = desk.job.referrals(person)?;
    let mut schemes = vec![];
    let mut newest = None;
    for referral in referrals.iter().rev().filter(|r| r.state == State::Left) {
        if schemes.contains(&referral.scheme) {
            continue;
        }
        schemes.push(referral.scheme);
        let here = |r: &Referral| r.scheme == referral.scheme && r.state.is_open();
        let another_is_open = referrals.iter().any(here);
        let Some(facts) = facts_of(desk, referral.clone(), another_is_open)? else {
            continue;
        };
        if decide::can_come_back(&facts.ended(), desk.now.at) {
            return Ok(Some(facts));
        }
        newest = newest.or(Some(facts));
    }
    Ok(newest)
}

fn facts_of(desk: &mut Desk, referral: Referral, another_is_open: bool) -> Result<Option<Facts>, Error> {
    let person = referral.person;
    let ledger = desk.job.ledger(person)?;
    let outdated = ledger.outdated.contains(&referral.said);
    let said = ledger.given.into_iter().find(|s| s.id == referral.said);
    let ended = ledger.ended.into_iter().find(|e| e.said == referral.said);
    let terms = desk.job.terms_in_effect(referral.scheme, desk.now.at)?;
    let parcel = desk.job.parcel(person, referral.parcel)?;
    let was_sent = desk
        .job
        .messages(person)?
        .iter()
        .any(|w| w.message.referral == Some(referral.id) && w.sent_at.is_some());
    let (Some(said), Some(ended), Some(terms), Some(parcel)) = (said, ended, terms, parcel) else {
        return Ok(None);
    };
    let disowned = was_disowned(desk, person, ended.recorded_at)?;
    Ok(Some(Facts {
        said,
        ended,
        referral,
        terms,
        parcel,
        was_sent,
        another_is_open,
        disowned,
        outdated,
    }))
}

/// Did somebody leave at that time with a private word that was then taken back as not the person's own?
fn was_disowned(desk: &mut Desk, person: PersonId, at: jiff::Timestamp) -> Result<bool, Error> {
    let kinds = [EventKind::Left, EventKind::Enrolled, EventKind::EnrolmentUndone];
    let told = desk.job.history_of(person, &kinds, None, 200)?;
    let left = told
        .iter()
        .position(|t| t.kind == EventKind::Left && t.recorded_at == at);
    let Some(left) = left else { return Ok(false) };
    let other = |t: &EventKind| *t != EventKind::Left;
    let after = told[..left].iter().rev().map(|t| t.kind).find(other);
    let before = told[left + 1..].iter().map(|t| t.kind).find(other);
    Ok(before == Some(EventKind::Enrolled) && after == Some(EventKind::EnrolmentUndone))
}

/// Somebody else typed that the person left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftForYou {
    /// Who, how and when: one sentence.
    pub told: Sentence,
    /// Who would have it again.
    pub provider: String,
    /// It goes there again at once; otherwise it is held as before.
    pub at_once: bool,
}

/// What the person may undo in one step, if there is anything. For a page that has written its own event.
///
/// # Errors
/// What the store gave.
pub fn offered(desk: &mut Desk, actor: &Actor) -> Result<Option<LeftForYou>, Error> {
    let person = me(actor)?;
    let Some(facts) = facts(desk, person)? else {
        return Ok(None);
    };
    if !decide::can_come_back(&facts.ended(), desk.now.at) {
        return Ok(None);
    }
    let left = desk.job.history_of(person, &[EventKind::Left], None, 1)?;
    let Some(left) = left.first() else { return Ok(None) };
    Ok(Some(LeftForYou {
        told: desk.sentence(left)?,
        provider: desk.org(facts.referral.recipient)?.name,
        at_once: facts.was_sent,
    }))
}

/// The person says that they did not leave: the same yes again.
///
/// # Errors
/// [`Error::NotNow`] where one step is not enough; [`Error::NotFound`] for anybody but the person.
pub fn come_back(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let person = me(actor)?;
    let facts = facts(desk, person)?.ok_or(Error::NotFound)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::KeyAgreement>(actor, &about, facts.parcel.categories())?;
    let how = how_keyed(actor, Channel::Online);
    let decision = decide::come_back(desk.now, &facts.ended(), &how)?;
    desk.write(&may, &decision)?;
    Ok(())
}
