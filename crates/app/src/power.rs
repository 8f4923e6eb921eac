//! Attorneys and deputies: a power that two seats of the practice saw, a clinician's record that the person cannot make
//! one decision now, and the one yes that both together carry. Owns: how the three sides meet. Never a decision of the
//! practice: no seat acts by a power.

use sayso_core::category::Categories;
use sayso_core::decide::NotNow;
use sayso_core::decide::power as decide;
use sayso_core::id::{PersonId, SupporterId};
use sayso_core::person::Remembered;
use sayso_core::power::{ActingAttorney, CannotDecide, Power};
use sayso_core::referral::Referral;
use sayso_core::sayso::KeyedBy;
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::{Desk, Error};

mod acts;
mod own;
mod practice;

pub use acts::{Deciding, Given, home, say_yes, stop, undo};
pub use own::{Mine, mine, object, open};
pub use practice::{Row, Shown, can_decide, cannot_decide, confirm, end, look_again, saw, show};

impl Desk<'_> {
    /// A power of this person; anybody else's is not found.
    fn power_of(&mut self, person: PersonId, id: SupporterId) -> Result<Power, Error> {
        let found = self.job.power(id)?.filter(|p| p.person == person);
        found.ok_or(Error::NotFound)
    }

    /// The power and the record that somebody acts under, both counting now.
    fn acting_under(&mut self, a: &ActingAttorney) -> Result<(Power, CannotDecide), Error> {
        let power = self.power_of(a.person, a.id)?;
        let record = self.job.cannot_decide(a.person)?.ok_or(Error::NotFound)?;
        let now = self.now.at;
        if power.acting(Some(&record), now).decision && power.is_live(now) {
            Ok((power, record))
        } else {
            Err(Error::NotFound)
        }
    }
}

impl Desk<'_> {
    /// What the person themself said stands above any power: whoever has asked for everything to be erased is decided for
    /// in nothing.
    fn may_be_decided_for(&mut self, person: PersonId) -> Result<(), Error> {
        match self.job.erasure(person)? {
            Some(theirs) if !theirs.by_terms => Err(NotNow::TheirWord.into()),
            _ => Ok(()),
        }
    }

    /// What they asked their practice to remember and still counts; of two records that are listed as one, on either.
    pub(crate) fn asked_to_remember(&mut self, person: PersonId) -> Result<Option<Remembered>, Error> {
        let pair = self.job.pair_of(person)?.filter(|p| p.listed_at.is_some());
        for id in [Some(person), pair.map(|p| p.across(person))]
            .into_iter()
            .flatten()
        {
            let asked = self.job.person(id)?.and_then(|f| f.remembered);
            if let Some(asked) = asked.filter(|a| a.counts(self.now.at)) {
                return Ok(Some(asked));
            }
        }
        Ok(None)
    }
}

/// The worker's part: undoes what was said under a record that ended before it was sent. Gives how many.
pub(crate) fn take_back(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let all = desk.job.taken_back(None, most)?;
    for id in &all {
        let r = desk.referral(*id)?;
        if !desk.is_by_power(&r)? {
            continue;
        }
        let about = desk.about(r.person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        let ledger = desk.job.ledger(r.person)?;
        let decision = decide::taken_back(desk.now, &r, &ledger)?;
        desk.write(&may, &decision)?;
    }
    Ok(all.len())
}

impl Desk<'_> {
    /// Whether this referral waits on a yes by a power whose record is over: it must not leave.
    pub(crate) fn is_taken_back(&mut self, r: &Referral) -> Result<bool, Error> {
        Ok(!self.job.taken_back(Some(r.id), 1)?.is_empty() && self.is_by_power(r)?)
    }

    /// Whether this referral rests on a yes that somebody said under a recorded power: everybody who reads it sees so.
    pub(crate) fn is_by_power(&mut self, r: &Referral) -> Result<bool, Error> {
        let ledger = self.job.ledger(r.person)?;
        let said = ledger.given.iter().find(|s| s.id == r.said);
        Ok(said.is_some_and(|s| matches!(s.how.keyed_by, KeyedBy::Attorney(_))))
    }
}

/// Whoever holds this power, as they are at this moment; `None` where it does not count.
pub(crate) fn at_work(desk: &mut Desk, id: SupporterId) -> Result<Option<ActingAttorney>, Error> {
    let Some(power) = desk.job.power(id)? else {
        return Ok(None);
    };
    let record = desk.job.cannot_decide(power.person)?;
    let acting = power.acting(record.as_ref(), desk.now.at);
    // Whoever has another practice now has another one's seats to look at the document.
    let here = desk.job.practice_of(power.person)? == Some(power.practice);
    Ok((acting.power && here).then_some(acting))
}
