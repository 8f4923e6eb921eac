//! A seat that rests and comes back: a coach who is not at work for now. From that minute the seat does nothing and its
//! sessions are over; nobody is told why, and no yes moves. The lead asks people, one by one, whether a colleague may
//! help meanwhile. Whoever comes back needs no new yes.

use sayso_core::category::Categories;
use sayso_core::decide::seat_pause as decide;
use sayso_core::id::{MemberId, PersonId};
use sayso_core::seat::{Actor, Role};
use sayso_policy::act;

use crate::cover::Colleague;
use crate::file::name_only;
use crate::members::is_at_work;
use crate::{Desk, Error};

/// A lead lets a coach of the own team rest.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead; [`Error::NotFound`] for a coach of another team; [`Error::Conflict`] for
/// one who rests already.
pub fn pause_in_team(desk: &mut Desk, actor: &Actor, coach: MemberId) -> Result<(), Error> {
    let may = in_team(desk, actor, coach)?;
    if desk.job.paused_since(coach)?.is_some() {
        return Err(Error::Conflict);
    }
    let (people, org) = desk.helped_by(coach)?;
    let decision = decide::paused(desk.now, coach, &org, &people);
    desk.write(&may, &decision)?;
    Ok(())
}

/// A coach of the own team is back.
///
/// # Errors
/// As [`pause_in_team`]; [`Error::Conflict`] for one who does not rest.
pub fn resume_in_team(desk: &mut Desk, actor: &Actor, coach: MemberId) -> Result<(), Error> {
    let may = in_team(desk, actor, coach)?;
    let decision = desk.seat_resumed(coach)?;
    desk.write(&may, &decision)?;
    Ok(())
}

fn in_team(
    desk: &mut Desk,
    actor: &Actor,
    coach: MemberId,
) -> Result<sayso_policy::Authorised<act::RunTeam>, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::RunTeam>(actor, &place, Categories::NONE)?;
    desk.coach_of(member.org, coach)?;
    Ok(may)
}

/// Whoever keeps members lets a seat rest, whatever its role.
///
/// # Errors
/// [`Error::Denied`] for anybody but an operator; [`Error::NotFound`] for an unknown seat; [`Error::Conflict`] for one that
/// rests or has ended; [`Error::Input`] for the last operator, who would lock the door.
pub fn pause(desk: &mut Desk, actor: &Actor, member: MemberId) -> Result<(), Error> {
    let may = keeps_members(desk, actor, member)?;
    if !desk.job.member(member)?.is_some_and(|m| m.active) {
        return Err(Error::Conflict);
    }
    desk.not_the_last_operator(member)?;
    let (people, org) = desk.helped_by(member)?;
    let decision = decide::paused(desk.now, member, &org, &people);
    desk.write(&may, &decision)?;
    Ok(())
}

/// A seat is back.
///
/// # Errors
/// As [`pause`]; [`Error::Conflict`] for one that does not rest.
pub fn resume(desk: &mut Desk, actor: &Actor, member: MemberId) -> Result<(), Error> {
    let may = keeps_members(desk, actor, member)?;
    let decision = desk.seat_resumed(member)?;
    desk.write(&may, &decision)?;
    Ok(())
}

fn keeps_members(
    desk: &mut Desk,
    actor: &Actor,
    member: MemberId,
) -> Result<sayso_policy::Authorised<act::ManageMembers>, Error> {
    let seat = desk.job.seat(member)?.ok_or(Error::NotFound)?;
    let place = desk.place(seat.org)?;
    desk.may::<act::ManageMembers>(actor, &place, Categories::NONE)
}

/// The lead asks everybody whose coach rests, one by one, whether this colleague may help meanwhile. Gives how many were
/// asked; who cannot be asked now stays with the lead, and so does whoever keeps that colleague away.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead; [`Error::NotFound`] for a coach of another team; [`Error::Conflict`] for
/// one who does not rest; [`Error::Input`] for somebody who is no colleague.
pub fn ask_meanwhile(
    desk: &mut Desk,
    actor: &Actor,
    coach: MemberId,
    colleague: MemberId,
) -> Result<usize, Error> {
    in_team(desk, actor, coach)?;
    let (member, _) = Desk::own_place(actor)?;
    if desk.job.paused_since(coach)?.is_none() {
        return Err(Error::Conflict);
    }
    let there = desk.colleagues(member.org, coach)?;
    if !there.iter().any(|c| c.id == colleague) {
        return Err(Error::Input("Choose a colleague of your own team."));
    }
    let mut asked = 0;
    for referral in desk.job.referrals_of_coach(coach, None, u32::MAX)? {
        let standing = desk.job.covers(referral.id)?;
        // Who has answered about this colleague is not asked again.
        if standing.iter().any(|c| c.beside && c.to == colleague) {
            continue;
        }
        let about = desk.facts_of(&referral, actor)?;
        let may = desk.may::<act::Assign>(actor, &about, name_only())?;
        let now = desk.now();
        match desk.cover_asked(&referral, coach, (colleague, now, None, true)) {
            Ok(decision) => {
                desk.write(&may, &decision)?;
                asked += 1;
            }
            Err(Error::NotNow(_) | Error::WhyNot(_) | Error::Input(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(asked)
}

/// Who could be asked for, while a coach rests: nobody for one who does not. For a page that has written its own event.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead.
pub fn colleagues(desk: &mut Desk, actor: &Actor, coach: MemberId) -> Result<Vec<Colleague>, Error> {
    let (member, place) = Desk::own_place(actor)?;
    desk.may::<act::ReadTeam>(actor, &place, Categories::NONE)?;
    if desk.job.paused_since(coach)?.is_none() {
        return Ok(vec![]);
    }
    desk.colleagues(member.org, coach)
}

impl Desk<'_> {
    /// Is there a coach, whose seat rests?
    pub(crate) fn rests(&mut self, coach: Option<MemberId>) -> Result<bool, Error> {
        match coach {
            Some(coach) => Ok(self.job.paused_since(coach)?.is_some()),
            None => Ok(false),
        }
    }

    /// Everybody whom a seat helps, and what its organisation is called.
    fn helped_by(&mut self, seat: MemberId) -> Result<(Vec<PersonId>, String), Error> {
        let people = self.people_with(seat)?;
        let org = self.job.seat(seat)?.ok_or(Error::NotFound)?.org;
        Ok((people, self.org(org)?.name))
    }

    fn seat_resumed(&mut self, seat: MemberId) -> Result<sayso_core::decision::Decision, Error> {
        let since = self.job.paused_since(seat)?.ok_or(Error::Conflict)?;
        let (people, org) = self.helped_by(seat)?;
        let meanwhile = self.job.beside_since(seat, since)?;
        Ok(decide::resumed(self.now, seat, &org, &people, &meanwhile))
    }

    /// Is there another operator who can act, if this seat is one?
    pub(crate) fn not_the_last_operator(&mut self, member: MemberId) -> Result<(), Error> {
        let seats = self.job.seats(None)?;
        let (resting, now) = (self.job.paused_seats(None)?, self.now());
        let operators = seats.iter().filter(|s| s.role == Role::Operator);
        let mut at_work = operators.filter(|s| is_at_work(s, now) && !resting.contains(&s.id));
        let is_one = seats.iter().any(|s| s.id == member && s.role == Role::Operator);
        if is_one && !at_work.any(|s| s.id != member) {
            return Err(Error::Input(
                "This is the only operator. Give somebody else that seat first, or nobody could add members.",
            ));
        }
        Ok(())
    }
}
