//! The provider's lead runs the team: load in numbers, places, dates to look at again, a coach who leaves. About
//! nobody, until a list is opened by name (`intake`).

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::coaching as decide;
use sayso_core::decide::practice;
use sayso_core::event::EventKind;
use sayso_core::id::{MemberId, PersonId};
use sayso_core::seat::{Actor, Role};
use sayso_policy::act;
pub use sayso_store::Prompts;

use crate::intake::Coach;
use crate::{Desk, Error};

/// One coach in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InTeam {
    /// Who, and how many people they help.
    pub coach: Coach,
    /// How many they have time for, where the lead has said.
    pub places: Option<u32>,
    /// Dates to look at again.
    pub prompts: Prompts,
}

/// The team in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Everybody in it.
    pub coaches: Vec<InTeam>,
    /// How many wait for somebody.
    pub waiting: i64,
    /// Since when the first of them waits.
    pub since: Option<Timestamp>,
    /// What people who have not said yes read about the wait.
    pub wait: String,
}

impl Team {
    /// How many free places there are, where every coach's places are known.
    #[must_use]
    pub fn free(&self) -> Option<i64> {
        let each = self
            .coaches
            .iter()
            .map(|c| c.places.map(|p| (i64::from(p) - c.coach.people).max(0)));
        each.collect::<Option<Vec<i64>>>().map(|all| all.iter().sum())
    }
}

/// Before a coach's seat is ended: who it is, and how many have them as their coach. A number needs nobody's name, so
/// none is opened for it.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead; [`Error::NotFound`] for a coach of another team.
pub fn before_the_end(desk: &mut Desk, actor: &Actor, coach: MemberId) -> Result<(Coach, usize), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ReadTeam>(actor, &place, Categories::NONE)?;
    let coach = desk.coach_of(member.org, coach)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the team page");
    desk.write(&may, &decision)?;
    let people = desk.people_with(coach.id)?.len();
    Ok((coach, people))
}

/// Opens the team page.
///
/// # Errors
/// [`Error::Denied`] for anybody but a provider's lead.
pub fn open(desk: &mut Desk, actor: &Actor) -> Result<Team, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ReadTeam>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the team page");
    desk.write(&may, &decision)?;
    let mut coaches = vec![];
    for coach in desk.coaches(member.org)? {
        coaches.push(InTeam {
            places: desk.job.places(coach.id)?,
            prompts: desk.job.prompts(coach.id)?,
            coach,
        });
    }
    let (waiting, since) = desk.job.waiting_at(member.org)?;
    let name = desk.org(member.org)?.name;
    Ok(Team {
        coaches,
        waiting,
        since,
        wait: desk.wait_in_words(member.org, &name)?,
    })
}

/// How many people a coach of the own team has time for.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead; [`Error::NotFound`] for somebody of another team.
pub fn set_places(desk: &mut Desk, actor: &Actor, coach: MemberId, places: u32) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::RunTeam>(actor, &place, Categories::NONE)?;
    let coach = desk.coach_of(member.org, coach)?;
    let decision = decide::places(desk.now, coach.id, places.min(999));
    desk.write(&may, &decision)?;
    Ok(())
}

/// A coach of the own team leaves: their seat ends at this minute, and everybody whom they helped is told and is with
/// the lead.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead; [`Error::NotFound`] for somebody who is no coach of this team now.
pub fn end_seat(desk: &mut Desk, actor: &Actor, coach: MemberId) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::RunTeam>(actor, &place, Categories::NONE)?;
    let coach = desk.coach_of(member.org, coach)?;
    let org = desk.org(member.org)?.name;
    let people = desk.people_with(coach.id)?;
    let what = format!("{} at {org}", Role::Coach.in_words());
    let decision = decide::seat_ended(desk.now, coach.id, &what, &people);
    desk.write(&may, &decision)?;
    Ok(())
}

impl Desk<'_> {
    /// Everybody whom a seat helps now.
    pub(crate) fn people_with(&mut self, coach: MemberId) -> Result<Vec<PersonId>, Error> {
        let all = self.job.referrals_of_coach(coach, None, u32::MAX)?;
        let mut people: Vec<PersonId> = all.into_iter().map(|r| r.person).collect();
        people.sort_unstable();
        people.dedup();
        Ok(people)
    }
}
