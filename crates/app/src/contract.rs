//! The end of a provider's contract: the guardian sets its day, everybody concerned is told, at the minute it is over
//! nothing there opens, and the lead signs what is left. Never hands anything to anybody else: each person says so
//! afresh, or nothing moves. What the practice may take back is [`crate::practice::returned`]'s.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::contract::{ContractEnd, EndOf};
use sayso_core::decide::contract as decide;
use sayso_core::decide::practice;
use sayso_core::event::EventKind;
use sayso_core::id::{MessageId, OrgId, PersonId};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Member, Role};
use sayso_policy::act;

use crate::guard::DOOR;
use crate::own::me;
use crate::session::Recent;
use crate::{Desk, Error};

/// One provider on the guardian's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Which.
    pub org: OrgId,
    /// What it is called.
    pub name: String,
    /// When its contract ends, where a day was set.
    pub end: Option<ContractEnd>,
    /// Who set the day, by role and organisation.
    pub set_by: String,
    /// Who signed, by role and organisation.
    pub signed_by: String,
}

impl Desk<'_> {
    fn contract(&mut self, org: OrgId) -> Result<Contract, Error> {
        let end = self.job.contract_end(org)?;
        let mut seat = |id| match id {
            Some(id) => self.seat_in_public(id),
            None => Ok("the console".into()),
        };
        let set_by = seat(end.as_ref().and_then(|e| e.set_by))?;
        let signed_by = seat(end.as_ref().and_then(|e| e.certified.as_ref().map(|c| c.by)))?;
        Ok(Contract {
            org,
            name: self.org(org)?.name,
            end,
            set_by,
            signed_by,
        })
    }

    /// Everybody with an open referral to this provider, each once.
    fn people_at(&mut self, org: OrgId) -> Result<Vec<PersonId>, Error> {
        let mut people: Vec<PersonId> = self.job.open_with(org)?.into_iter().map(|(p, _)| p).collect();
        people.dedup();
        Ok(people)
    }

    /// What can end for this organisation, and everybody who is told of it.
    fn who_is_told(&mut self, org: OrgId) -> Result<(EndOf, Vec<PersonId>), Error> {
        let what = EndOf::of(self.org(org)?.kind).ok_or(Error::NotFound)?;
        let people = match what {
            EndOf::Contract => self.people_at(org)?,
            EndOf::Practice => self.job.known_at(org)?,
        };
        Ok((what, people))
    }

    /// Is the contract of this provider over? It is then offered to nobody.
    pub(crate) fn contract_is_over(&mut self, org: OrgId) -> Result<bool, Error> {
        let end = self.job.contract_end(org)?;
        Ok(end.is_some_and(|e| e.is_over(self.now.at)))
    }
}

/// Every provider, and when its contract ends.
///
/// # Errors
/// [`Error::Denied`] for anybody but guardian and deputy.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Contract>, Error> {
    let (_, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::EndContract>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "when contracts end");
    desk.write(&may, &decision)?;
    let theirs = desk.job.orgs_watched(&watch)?;
    let orgs = desk.job.orgs()?.into_iter().filter(|o| theirs.contains(&o.id));
    let orgs = orgs.filter(|o| matches!(o.kind, OrgKind::Provider | OrgKind::Service));
    let ids: Vec<OrgId> = orgs.map(|o| o.id).collect();
    ids.into_iter().map(|org| desk.contract(org)).collect()
}

/// The guardian or the deputy sets the day, or sets it anew. Gives how many people of the schemes overseen are told.
///
/// # Errors
/// [`Error::NotFound`] for neither a provider nor a practice; [`Error::NotNow`] for a day that has gone, or when it is
/// over.
pub fn set_end(
    desk: &mut Desk,
    actor: &Actor,
    _fresh: &Recent,
    org: OrgId,
    ends_at: Timestamp,
) -> Result<usize, Error> {
    let (member, place, watch) = desk.post(actor)?;
    // Asked first, so that another seat's try is written down whatever the organisation.
    desk.may::<act::EndContract>(actor, &place, Categories::NONE)?;
    let place = desk.place_for(org, actor)?;
    let may = desk.may::<act::EndContract>(actor, &place, Categories::NONE)?;
    let (what, people) = desk.who_is_told(org)?;
    let before = desk.job.contract_end(org)?;
    let whose = (what, org);
    let decision = decide::set_end(
        desk.now,
        whose,
        Some(member.id),
        ends_at,
        before.as_ref(),
        &people,
    )?;
    desk.write(&may, &decision)?;
    desk.of_theirs(&watch, &people)
}

/// It goes on after all.
///
/// # Errors
/// [`Error::NotFound`] where no day was set; [`Error::NotNow`] when it is over.
pub fn take_back(desk: &mut Desk, actor: &Actor, _fresh: &Recent, org: OrgId) -> Result<(), Error> {
    let (_, place, _) = desk.post(actor)?;
    desk.may::<act::EndContract>(actor, &place, Categories::NONE)?;
    let place = desk.place_for(org, actor)?;
    let may = desk.may::<act::EndContract>(actor, &place, Categories::NONE)?;
    let end = desk.job.contract_end(org)?.ok_or(Error::NotFound)?;
    let (what, people) = desk.who_is_told(org)?;
    let decision = decide::take_back(desk.now, what, &end, &people)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The worker's part: what people had said to a provider whose minute has come ends, each in a decision of its own.
/// What anybody may see does not wait for this: it is read from the same minute at every act.
pub(crate) fn carry_out(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    for org in desk.job.contracts_to_close(desk.now.at)? {
        let may = desk.may::<act::ClearAway>(&Actor::Sayso, &DOOR, Categories::NONE)?;
        desk.write(&may, &decide::closed(desk.now, org))?;
    }
    let over = desk.job.contract_over_for(desk.now.at, most)?;
    for (person, org) in &over {
        let about = desk.about(*person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        let standing = desk.standing(*person, about.practice)?;
        let waiting = desk.job.messages(*person)?.into_iter();
        let waiting = waiting.filter(|w| w.sent_at.is_none() && w.message.to == Some(*org));
        let unsent: Vec<MessageId> = waiting.map(|w| w.message.id).collect();
        let decision = decide::over_for(desk.now, &standing, *org, &unsent);
        desk.write(&may, &decision)?;
    }
    Ok(over.len())
}

/// The lead's own organisation, and the seat.
fn lead_of(actor: &Actor) -> Result<Member, Error> {
    match actor {
        Actor::Member(m) if m.role == Role::ProviderLead => Ok(*m),
        _ => Err(Error::NotFound),
    }
}

/// The lead reads when their contract ends, and what there is to do. About nobody.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead.
pub fn own(desk: &mut Desk, actor: &Actor) -> Result<Contract, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::CertifyDeletion>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "when their contract ends");
    desk.write(&may, &decision)?;
    desk.contract(member.org)
}

/// The lead signs that nothing is left with them, but for what they must keep outside.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead; [`Error::NotNow`] before the end, or when it was signed.
pub fn certify(desk: &mut Desk, actor: &Actor, _fresh: &Recent, kept_outside: &str) -> Result<(), Error> {
    let member = lead_of(actor)?;
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::CertifyDeletion>(actor, &place, Categories::NONE)?;
    let end = desk.job.contract_end(member.org)?.ok_or(Error::NotFound)?;
    let decision = decide::certify(desk.now, &end, member.id, kept_outside)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// A provider of the person's whose contract ends or has ended, for their first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    /// What it is called.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// It is over.
    pub over: bool,
}

/// What a person reads about it. For a page that has written its own event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn for_person(desk: &mut Desk, actor: &Actor) -> Result<Option<Ends>, Error> {
    let person = me(actor)?;
    // The newest referral alone: whoever said yes afresh elsewhere has chosen.
    let Some(last) = desk.job.referrals(person)?.pop() else {
        return Ok(None);
    };
    let Some(end) = desk.job.contract_end(last.recipient)? else {
        return Ok(None);
    };
    let over = end.is_over(desk.now.at);
    // What had ended before by the person's own word, or together, is not told again.
    let by_the_contract = last.ended_at.is_none_or(|at| end.ends_at <= at);
    if !by_the_contract {
        return Ok(None);
    }
    Ok(Some(Ends {
        name: desk.org(last.recipient)?.name,
        at: end.ends_at,
        over,
    }))
}
