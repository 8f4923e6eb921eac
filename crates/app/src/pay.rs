//! Evidence of pay: the person writes down who employs them and exactly what they earn, for the one organisation that a
//! yes of its own names. Nobody else writes it, and it goes with that yes.

use std::collections::HashMap;

use sayso_core::category::{Categories, Category};
use sayso_core::decide::job as decide;
use sayso_core::id::{JobId, SaidId};
use sayso_core::job::pay::Exact;
use sayso_core::referral::Referral;
use sayso_core::sayso::rule::{self, Ask};
use sayso_core::sayso::{Ledger, Purpose};
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::own::me;
use crate::{Desk, Error};

fn written() -> Categories {
    Categories::of(&[Category::Jobs])
}

/// The person writes down the exact pay of a job, for whom this yes of theirs names.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's job or yes; [`Error::NotNow`] when that yes does not last, or when something
/// is left out.
pub fn write(desk: &mut Desk, actor: &Actor, job: JobId, said: SaidId, exact: &Exact) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteJob>(actor, &about, written())?;
    let job = desk.own_job(person, job)?;
    let ledger = desk.job.ledger(person)?;
    let given = ledger.given.iter().find(|s| s.id == said).cloned();
    let given = given.ok_or(Error::NotFound)?;
    let ask = Ask {
        person,
        recipient: given.recipient,
        purpose: Purpose::PayEvidence,
        categories: written(),
        parcel: None,
    };
    // This very yes: another one to the same organisation, in another service, is for other eyes there.
    let alone = Ledger {
        given: vec![given],
        ..ledger
    };
    let permit = rule::permit(&alone, &ask, desk.now.at)?;
    let decision = decide::write_pay(desk.now, &permit, &job, exact)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person takes it out again, whatever has become of the yes.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn take_out(desk: &mut Desk, actor: &Actor, job: JobId, said: SaidId) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteJob>(actor, &about, written())?;
    let all = desk.job.pay(person)?;
    let found = all.iter().find(|p| p.job == job && p.said == said);
    let decision = decide::take_pay_out(desk.now, found.ok_or(Error::NotFound)?);
    desk.write(&may, &decision)?;
    Ok(())
}

impl Desk<'_> {
    /// Exact pay that whoever helps within this referral may read: under a live yes to evidence of pay that names their
    /// organisation, of this very service.
    pub(crate) fn exact_pay(&mut self, r: &Referral) -> Result<HashMap<JobId, Exact>, Error> {
        let ledger = self.job.ledger_in(r.person, r.scheme)?;
        let theirs: Vec<SaidId> = rule::live_ones(&ledger, self.now.at)
            .filter(|s| s.purpose == Purpose::PayEvidence && s.recipient == r.recipient)
            .map(|s| s.id)
            .collect();
        let all = self.job.pay(r.person)?.into_iter();
        let these = all.filter(|p| theirs.contains(&p.said));
        Ok(these.map(|p| (p.job, p.exact)).collect())
    }
}
