//! The register of legal demands: recorded by one seat, answered by two, counted in public. Sayso sends nothing because
//! of one; what two seats agreed to, the controller hands over outside it.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::guard::demand as decide;
use sayso_core::decide::practice;
use sayso_core::event::EventKind;
use sayso_core::guard::{Demand, DemandAnswer, Demander};
use sayso_core::id::{DemandId, SourceExt as _};
use sayso_core::seat::Actor;
use sayso_policy::act;

use super::{DOOR, seat_of};
use crate::session::Recent;
use crate::{Desk, Error, own};

/// What is typed about a demand.
#[derive(Debug, Clone)]
pub struct Notice {
    /// About whom, where somebody here is meant: the reference of a referral of theirs, as the practice or provider says it.
    pub reference: Option<String>,
    /// Who demands.
    pub demander: Demander,
    /// What the notice says, in short.
    pub notice: String,
    /// What advice was taken.
    pub advice: String,
    /// What the controller handed over outside Sayso.
    pub outside: String,
    /// The least that it names.
    pub scope: Categories,
    /// The law bars telling the person until then.
    pub bar_until: Option<Timestamp>,
}

/// Records a demand.
///
/// # Errors
/// [`Error::NotNow`] without a notice, or with a scope beyond the least; [`Error::NotFound`] for a reference of nobody here.
pub fn record(desk: &mut Desk, actor: &Actor, _fresh: &Recent, notice: &Notice) -> Result<(), Error> {
    let (member, place, _) = desk.post(actor)?;
    let at_all = desk.may::<act::KeepDemands>(actor, &place, Categories::NONE)?;
    let person = match &notice.reference {
        Some(reference) => {
            let found = desk.job.person_by_reference(reference)?;
            Some(found.ok_or(Error::NotFound)?)
        }
        None => None,
    };
    let demand = Demand {
        id: desk.now.source.id(),
        person,
        demander: notice.demander,
        notice: notice.notice.trim().into(),
        advice: notice.advice.trim().into(),
        outside: notice.outside.trim().into(),
        scope: notice.scope,
        recorded_at: desk.now.at,
        recorded_by: member.id,
        bar_until: notice.bar_until,
        told_at: None,
        first: None,
        decided: None,
    };
    let decision = decide::record(desk.now, demand)?;
    match person {
        Some(person) => {
            let about = desk.about(person, actor)?;
            let may = desk.may::<act::HandleDemand>(actor, &about, Categories::NONE)?;
            desk.write(&may, &decision)?;
        }
        None => drop(desk.write(&at_all, &decision)?),
    }
    Ok(())
}

/// Every demand for guardian and deputy: those that wait for their answer first, then newest first.
///
/// # Errors
/// [`Error::Denied`] for anybody else.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Demand>, Error> {
    let (_, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::KeepDemands>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the register of legal demands");
    desk.write(&may, &decision)?;
    Ok(desk.job.demands(&watch)?)
}

/// One seat answers.
///
/// # Errors
/// [`Error::NotNow`] for the same seat twice, without advice, or to a benefits organisation.
pub fn answer(
    desk: &mut Desk,
    actor: &Actor,
    _fresh: &Recent,
    id: DemandId,
    answer: DemandAnswer,
) -> Result<(), Error> {
    let member = seat_of(actor)?;
    let (_, place, watch) = desk.post(actor)?;
    let at_all = desk.may::<act::KeepDemands>(actor, &place, Categories::NONE)?;
    let demand = desk.job.demand(&watch, id)?.ok_or(Error::NotFound)?;
    let decision = decide::answer(desk.now, &demand, member.id, answer)?;
    match demand.person {
        Some(person) => {
            let about = desk.about(person, actor)?;
            let may = desk.may::<act::HandleDemand>(actor, &about, Categories::NONE)?;
            desk.write(&may, &decision)?;
        }
        None => drop(desk.write(&at_all, &decision)?),
    }
    Ok(())
}

/// The bar is over: people are told, by the clock.
pub(crate) fn tell(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let over = desk.job.demands_to_tell(desk.now.at, most)?;
    for demand in &over {
        let Some(person) = demand.person else { continue };
        let decision = decide::tell(desk.now, demand)?;
        let about = desk.about(person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        desk.write(&may, &decision)?;
    }
    Ok(over.len())
}

/// The demands about a person that they were told of.
///
/// # Errors
/// [`Error::NotFound`] for anybody but a person.
pub fn own(desk: &mut Desk, actor: &Actor) -> Result<Vec<Demand>, Error> {
    let person = own::opened(desk, actor, "legal demands about you")?;
    Ok(desk.job.demands_told(person)?)
}

/// One year's counts, zero included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// Which.
    pub year: i16,
    /// For each kind of demander: how many demanded, and after how many something was handed over.
    pub counts: Vec<(Demander, i64, i64)>,
}

/// The counts that everybody reads: every year since the first event, newest first.
///
/// # Errors
/// Only where the store cannot read.
pub fn public(desk: &mut Desk) -> Result<Vec<Year>, Error> {
    desk.may::<act::ReadPublic>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let year_of = |at: Timestamp| at.to_zoned(jiff::tz::TimeZone::UTC).year();
    let last = year_of(desk.now.at);
    let first = desk.job.first_event()?.map_or(last, year_of);
    let rows = desk.job.demands_by_year()?;
    let count = |year: i16, who: Demander, answer: Option<DemandAnswer>| {
        let hits = rows.iter().filter(|(y, d, a, _)| {
            *y == year.to_string()
                && d == who.as_str()
                && answer.is_none_or(|want| a.as_deref() == Some(want.as_str()))
        });
        hits.map(|(.., n)| n).sum()
    };
    Ok((first..=last)
        .rev()
        .map(|year| Year {
            year,
            counts: Demander::ALL
                .iter()
                .map(|d| {
                    (
                        *d,
                        count(year, *d, None),
                        count(year, *d, Some(DemandAnswer::Least)),
                    )
                })
                .collect(),
        })
        .collect())
}
