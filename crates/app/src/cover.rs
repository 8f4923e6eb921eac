//! Who looks after people while their coach is away, or after them. Each person is asked before; silence is no.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::coaching::{Cover, CoverState};
use sayso_core::decide::coaching;
use sayso_core::decide::cover::{self as decide, Asked};
use sayso_core::decision::Decision;
use sayso_core::id::{CoverId, MemberId, PersonId};
use sayso_core::referral::Referral;
use sayso_core::sayso::{Channel, Purpose};
use sayso_core::seat::{Actor, Role};
use sayso_policy::act;

use crate::agree::how_keyed;
use crate::file::name_only;
use crate::{Desk, Error};

/// A change of coach with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The change.
    pub cover: Cover,
    /// Whose coach asks.
    pub from: String,
    /// Who would stand in.
    pub to: String,
}

/// A colleague, for a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Which seat.
    pub id: MemberId,
    /// What they are called.
    pub name: String,
}

/// The page on which a coach asks one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The person's name.
    pub name: String,
    /// Who could stand in.
    pub colleagues: Vec<Colleague>,
    /// What was asked and is not over.
    pub asked: Vec<Named>,
}

impl Desk<'_> {
    /// Changes of coach that are not over, with names, for one referral.
    pub(crate) fn covers_of(&mut self, referral: sayso_core::id::ReferralId) -> Result<Vec<Named>, Error> {
        let now = self.now.at;
        let mut named = vec![];
        for cover in self.job.covers(referral)? {
            if cover.ends.is_none_or(|end| now < end) {
                named.push(Named {
                    from: self.seat_name(cover.from)?,
                    to: self.seat_name(cover.to)?,
                    cover,
                });
            }
        }
        Ok(named)
    }

    pub(crate) fn colleagues(
        &mut self,
        org: sayso_core::id::OrgId,
        but: MemberId,
    ) -> Result<Vec<Colleague>, Error> {
        let now = self.now.at;
        let seats = self.job.seats(Some(org))?.into_iter();
        let paused = self.job.paused_seats(Some(org))?;
        let there = seats.filter(|s| {
            s.id != but
                && !paused.contains(&s.id)
                && s.role == Role::Coach
                && s.from <= now
                && s.until.is_none_or(|end| now < end)
        });
        Ok(there
            .map(|s| Colleague {
                id: s.id,
                name: s.name,
            })
            .collect())
    }
}

/// Opens the page on which a coach asks somebody.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach.
pub fn asking(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Asking, Error> {
    let name = crate::file::name(desk, actor, person)?;
    let (member, _) = Desk::own_place(actor)?;
    let referral = desk.open_with(person, member.org)?;
    Ok(Asking {
        name,
        colleagues: desk.colleagues(member.org, member.id)?,
        asked: desk.covers_of(referral.id)?,
    })
}

/// A coach asks one person whether a colleague may stand in, or (`ends` is none) take over.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach; [`Error::Input`] for somebody who is no colleague;
/// [`Error::NotNow`] for a time that cannot be.
pub fn ask(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    colleague: MemberId,
    starts: Timestamp,
    ends: Option<Timestamp>,
) -> Result<(), Error> {
    ask_for(desk, actor, person, (colleague, starts, ends, false))
}

/// A coach who shares their job asks one person whether a colleague may help beside them, from now on and with no last
/// day.
///
/// # Errors
/// As [`ask`].
pub fn ask_beside(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    colleague: MemberId,
) -> Result<(), Error> {
    let now = desk.now();
    ask_for(desk, actor, person, (colleague, now, None, true))
}

fn ask_for(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    what: (MemberId, Timestamp, Option<Timestamp>, bool),
) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::AskCover>(actor, &about, name_only())?;
    let referral = desk.open_with(person, member.org)?;
    // Who stands in for somebody does not hand them on.
    if referral.coach != Some(member.id) {
        return Err(Error::Input("Only their own coach can ask this."));
    }
    let decision = desk.cover_asked(&referral, member.id, what)?;
    desk.write(&may, &decision)?;
    Ok(())
}

impl Desk<'_> {
    /// Asks one person in the name of their coach `from`: which colleague, from when, until when, beside.
    pub(crate) fn cover_asked(
        &mut self,
        referral: &Referral,
        from: MemberId,
        (colleague, starts, ends, beside): (MemberId, Timestamp, Option<Timestamp>, bool),
    ) -> Result<Decision, Error> {
        let permit = self.ask_in(referral, Purpose::Refer, name_only())?;
        let there = self.colleagues(referral.recipient, from)?;
        let name = there.into_iter().find(|c| c.id == colleague);
        let name = name
            .ok_or(Error::Input("Choose a colleague of your own team."))?
            .name;
        crate::awkward::may_help(self, referral.person, colleague)?;
        let older = self.job.covers(referral.id)?;
        let asked = Asked {
            colleague,
            name: &name,
            starts,
            ends,
            beside,
        };
        Ok(decide::ask(self.now, &permit, referral, from, &asked, &older)?)
    }
}

/// The person says yes or no on their own page, or their coach keys what they said.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; [`Error::Denied`] for anybody but the person and their coach;
/// [`Error::NotNow`] for one that is over.
pub fn answer(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    cover: CoverId,
    yes: bool,
    channel: Channel,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::AnswerCover>(actor, &about, Categories::NONE)?;
    let cover = desk.job.cover(cover)?.filter(|c| c.person == person);
    let cover = cover.ok_or(Error::NotFound)?;
    // Nobody keys a yes to their own access.
    if matches!(actor, Actor::Member(m) if m.id == cover.to) {
        return Err(Error::NotFound);
    }
    let name = desk.seat_name(cover.to)?;
    let how = how_keyed(actor, channel);
    let decision = decide::answer(desk.now, person, &cover, &name, yes, &how)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// Carries out changes for good whose minute has come. What somebody may see does not wait for this: it is read from
/// the same dates at every act.
///
/// # Errors
/// Only where the store cannot write.
pub(crate) fn carry_out(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let due = desk.job.covers_due(desk.now.at, most)?;
    for cover in &due {
        let about = desk.about(cover.person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        let referral = desk.referral(cover.referral)?;
        let name = desk.seat_name(cover.to)?;
        let decision = coaching::changed_coach(desk.now, &referral, cover, &name)?;
        desk.write(&may, &decision)?;
    }
    Ok(due.len())
}

/// Is it waiting for the person's answer?
#[must_use]
pub fn waits(named: &Named) -> bool {
    named.cover.state == CoverState::Asked
}
