//! Attorneys and deputies: a power that two seats of the practice saw, a clinician's record that the person cannot make
//! one decision now, and the one yes that both together carry. Owns: how the three sides meet. Never a decision of the
//! practice: no seat acts by a power.

use sayso_core::id::{PersonId, SupporterId};
use sayso_core::power::{ActingAttorney, CannotDecide, Power};
use sayso_core::referral::Referral;
use sayso_core::sayso::KeyedBy;

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
