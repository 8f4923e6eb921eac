//! Where a meeting is: a provider's lead lists places, the person chooses. Owns: that the choice is shown to the person
//! and to whoever helps them within that referral, and to nobody else; no event, message or calendar says which.

use std::collections::HashMap;

use sayso_core::category::Categories;
use sayso_core::decide::venue as decide;
use sayso_core::id::{EntryId, PersonId, VenueId};
use sayso_core::referral::Referral;
use sayso_core::seat::Actor;
use sayso_core::venue::{Venue, What};
use sayso_policy::act;

use crate::own::me;
use crate::own::{self, Written};
use crate::{Desk, Error};

/// A meeting of the person's and where it could be.
#[derive(Debug, Clone)]
pub struct Choosing {
    /// The meeting.
    pub meeting: Written,
    /// Where it could be, as the provider offers it.
    pub venues: Vec<Venue>,
    /// Where the person wants it to be, if they chose.
    pub chosen: Option<VenueId>,
}

impl Desk<'_> {
    /// Where the person's meetings are, by meeting. For callers that have authorised reading the meetings.
    pub(crate) fn venues_of(&mut self, person: PersonId) -> Result<HashMap<EntryId, What>, Error> {
        let chosen = self.job.venues_chosen(person)?;
        let mut all = HashMap::new();
        if chosen.is_empty() {
            return Ok(all);
        }
        let mut orgs = vec![];
        for r in self.job.referrals(person)? {
            if !orgs.contains(&r.recipient) {
                orgs.push(r.recipient);
            }
        }
        for org in orgs {
            for (venue, _) in self.job.venues(org)? {
                let here = chosen.iter().filter(|(_, id)| *id == venue.id);
                all.extend(here.map(|(entry, _)| (*entry, venue.what.clone())));
            }
        }
        Ok(all)
    }

    fn meeting(&mut self, actor: &Actor, id: EntryId) -> Result<(PersonId, Referral), Error> {
        let person = me(actor)?;
        let entry = self.job.entry(id, actor)?.filter(|e| e.person == person);
        let within = entry.and_then(|e| e.referral).ok_or(Error::NotFound)?;
        Ok((person, self.referral(within)?))
    }
}

/// The person opens the page on which they choose where one of their meetings is.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's meeting, and where the provider offers no choice.
pub fn choosing(desk: &mut Desk, actor: &Actor, id: EntryId) -> Result<Choosing, Error> {
    let (person, r) = desk.meeting(actor, id)?;
    let held = own::open(desk, actor, "the page for where a meeting is", 0, None)?;
    let meeting = held.entries.into_iter().find(|w| w.entry.id == id);
    let venues = desk.job.venues(r.recipient)?.into_iter();
    let venues: Vec<Venue> = venues.filter(|(_, over)| !over).map(|(v, _)| v).collect();
    if venues.is_empty() {
        return Err(Error::NotFound);
    }
    let chosen = desk.job.venues_chosen(person)?.into_iter();
    Ok(Choosing {
        meeting: meeting.ok_or(Error::NotFound)?,
        venues,
        chosen: chosen.filter(|(entry, _)| *entry == id).map(|(_, v)| v).next(),
    })
}

/// The person chooses where one of their meetings is.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's meeting or another provider's place; [`Error::NotNow`] once it is over.
pub fn choose(desk: &mut Desk, actor: &Actor, id: EntryId, venue: VenueId) -> Result<(), Error> {
    let (person, r) = desk.meeting(actor, id)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let offered = desk.job.venues(r.recipient)?.into_iter();
    let mut offered = offered.filter(|(v, over)| v.id == venue && !over);
    let (venue, _) = offered.next().ok_or(Error::NotFound)?;
    let entry = desk.job.entry(id, actor)?.ok_or(Error::NotFound)?;
    let decision = decide::choose(desk.now, &entry, &r, &venue)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// Where people can meet this provider: for its lead. About nobody, and says nothing about who meets where.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead.
pub fn offered(desk: &mut Desk, actor: &Actor) -> Result<Vec<Venue>, Error> {
    let (member, place) = Desk::own_place(actor)?;
    desk.may::<act::ReadTeam>(actor, &place, Categories::NONE)?;
    let all = desk.job.venues(member.org)?.into_iter();
    Ok(all.filter(|(_, over)| !over).map(|(v, _)| v).collect())
}

/// The lead lists one more place, or way, to meet.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead; [`Error::NotNow`] without a name.
pub fn offer(desk: &mut Desk, actor: &Actor, what: &What) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::RunTeam>(actor, &place, Categories::NONE)?;
    let decision = decide::offer(desk.now, member.org, what)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The lead takes one off the list. Nobody who chose it is moved, and nobody learns whether somebody had.
///
/// # Errors
/// As [`offer`]; [`Error::NotFound`] for another provider's.
pub fn end(desk: &mut Desk, actor: &Actor, venue: VenueId) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::RunTeam>(actor, &place, Categories::NONE)?;
    let mut all = desk.job.venues(member.org)?.into_iter();
    if !all.any(|(v, over)| v.id == venue && !over) {
        return Err(Error::NotFound);
    }
    let decision = decide::end(desk.now, member.org, venue);
    desk.write(&may, &decision)?;
    Ok(())
}
