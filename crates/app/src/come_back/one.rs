//! Taking up again one thing that somebody else typed as stopped, while support goes on. Only the person can.

use sayso_core::category::Categories;
use sayso_core::decide::take_up::{self as decide, WasStopped};
use sayso_core::event::EventKind;
use sayso_core::id::{PersonId, SaidId};
use sayso_core::sayso::{Channel, Ended, Ledger, Purpose, SaySo, rule};
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;
use sayso_policy::act;

use crate::agree::how_keyed;
use crate::own::me;
use crate::telling::Sentence;
use crate::{Desk, Error};

/// One thing that somebody else typed as stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoppedForYou {
    /// Who, how and when: one sentence.
    pub told: Sentence,
    /// The yes that it ended.
    pub said: SaidId,
    /// Who would have it again.
    pub recipient: String,
    /// What for.
    pub purpose: Purpose,
    /// What they would have again.
    pub categories: Categories,
    /// One step is enough: terms and interests are the same. Otherwise the person is asked afresh.
    pub one_step: bool,
}

struct Facts {
    said: SaySo,
    ended: Ended,
    terms: Terms,
    support_is_open: bool,
    said_again: bool,
    outdated: bool,
}

impl Facts {
    const fn stopped(&self) -> WasStopped<'_> {
        WasStopped {
            said: &self.said,
            ended: &self.ended,
            terms: &self.terms,
            support_is_open: self.support_is_open,
            said_again: self.said_again,
            outdated: self.outdated,
        }
    }
}

/// What the person may take up again, newest first: of each purpose with each recipient under each service the last yes.
fn facts(desk: &mut Desk, person: PersonId) -> Result<Vec<Facts>, Error> {
    let ledger = desk.job.ledger(person)?;
    let mut ends = ledger.ended.clone();
    ends.sort_by_key(|e| std::cmp::Reverse(e.recorded_at));
    let (mut seen, mut all) = (vec![], vec![]);
    for ended in ends {
        let Some(said) = ledger.given.iter().find(|s| s.id == ended.said) else {
            continue;
        };
        let thing = (said.recipient, said.purpose, said.terms);
        if said.purpose == Purpose::Refer || seen.contains(&thing) {
            continue;
        }
        seen.push(thing);
        if let Some(facts) = facts_of(desk, &ledger, said.clone(), ended)?
            && decide::is_offered(&facts.stopped(), desk.now.at)
        {
            all.push(facts);
        }
    }
    Ok(all)
}

fn facts_of(desk: &mut Desk, ledger: &Ledger, said: SaySo, ended: Ended) -> Result<Option<Facts>, Error> {
    let Some(scheme) = desk.job.terms(said.terms)?.map(|t| t.scheme) else {
        return Ok(None);
    };
    let Some(terms) = desk.job.terms_in_effect(scheme, desk.now.at)? else {
        return Ok(None);
    };
    let referrals = desk.job.referrals(said.person)?;
    let mut live = rule::live_ones(ledger, desk.now.at);
    Ok(Some(Facts {
        support_is_open: referrals.iter().any(|r| r.scheme == scheme && r.state.is_open()),
        said_again: live.any(|s| s.recipient == said.recipient && s.purpose == said.purpose),
        outdated: ledger.outdated.contains(&said.id) || desk.contract_is_over(said.recipient)?,
        said,
        ended,
        terms,
    }))
}

/// What others typed as stopped and the person may take up again. For a page that has written its own event.
///
/// # Errors
/// What the store gave.
pub fn stopped(desk: &mut Desk, actor: &Actor) -> Result<Vec<StoppedForYou>, Error> {
    let person = me(actor)?;
    let found = facts(desk, person)?;
    if found.is_empty() {
        return Ok(vec![]);
    }
    let practice = desk.job.practice_of(person)?.ok_or(Error::NotFound)?;
    let off = desk.job.off_for(practice)?;
    let kinds = [EventKind::PurposeStopped, EventKind::Left];
    let events = desk.job.history_of(person, &kinds, None, 200)?;
    let mut all = vec![];
    for facts in found {
        let event = events.iter().find(|e| e.recorded_at == facts.ended.recorded_at);
        let Some(event) = event else { continue };
        all.push(StoppedForYou {
            told: desk.sentence(event)?,
            said: facts.said.id,
            recipient: desk.org(facts.said.recipient)?.name,
            purpose: facts.said.purpose,
            categories: facts.said.categories,
            one_step: decide::can_take_up(&facts.stopped(), &off, desk.now.at),
        });
    }
    Ok(all)
}

/// The person says that they did not stop this: the same yes again.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person, and for what nobody else stopped; [`Error::NotNow`] where one step is
/// not enough.
pub fn take_up(desk: &mut Desk, actor: &Actor, said: SaidId) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::KeyAgreement>(actor, &about, Categories::NONE)?;
    let found = facts(desk, person)?.into_iter().find(|f| f.said.id == said);
    let found = found.ok_or(Error::NotFound)?;
    let how = how_keyed(actor, Channel::Online);
    let off = desk.job.off_for(about.practice)?;
    let decision = decide::take_up(desk.now, &found.stopped(), &how, &off)?;
    desk.write(&may, &decision)?;
    Ok(())
}
