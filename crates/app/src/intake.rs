//! What came in, and the team: for a provider's lead. The lead reads what was sent until a coach is assigned, and the
//! name alone from then on. Accepting and assigning need the person's live say-so.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::awkward::SILENT_AFTER;
use sayso_core::decide::provider as decide;
use sayso_core::decision::Decision;
use sayso_core::event::EventKind;
use sayso_core::facts::About;
use sayso_core::id::{MemberId, OrgId, PersonId, ReferralId};
use sayso_core::parcel::Parcel;
use sayso_core::referral::{Referral, State};
use sayso_core::sayso::Purpose;
use sayso_core::sayso::rule::Permit;
use sayso_core::seat::{Actor, Member, Role};
use sayso_policy::{Act, Action, act};

use crate::file::{HasLeft, name_only};
use crate::page::{self, ROWS};
use crate::{Bookmark, Desk, Error};

/// One referral on a lead's list, with the name alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The referral.
    pub referral: Referral,
    /// The person's name.
    pub name: String,
    /// Sayso asked the provider once more, and it ends by itself then: for what still waits for an answer.
    pub ends_at: Option<Timestamp>,
}

/// What came in and waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Nobody helps them yet; longest waiting first. One page of them.
    pub waiting: Vec<Arrived>,
    /// Where the next page begins, where there is one.
    pub next: Option<Bookmark>,
    /// Who left, until it is acknowledged.
    pub left: Vec<HasLeft>,
    /// How many accesses the guardian asks about.
    pub asked: usize,
    /// Coaches whose seat rests and who help somebody: the lead answers for them.
    pub resting: Vec<Coach>,
}

/// A coach with a number: about nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coach {
    /// Which seat.
    pub id: MemberId,
    /// What they are called.
    pub name: String,
    /// How many people they help.
    pub people: i64,
    /// Their seat rests.
    pub paused: bool,
}

/// One referral as the lead may see it.
#[derive(Debug, Clone)]
pub struct OpenedReferral {
    /// The referral.
    pub referral: Referral,
    /// The person's name.
    pub name: String,
    /// The practice that it came from.
    pub practice: String,
    /// What was sent; `None` once a coach is assigned and while the person rests.
    pub parcel: Option<Parcel>,
    /// The yes was said under a recorded power.
    pub by_power: bool,
    /// Who helps now.
    pub coach: Option<String>,
    /// Who could.
    pub coaches: Vec<Coach>,
}

/// One page of a coach's people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleOf {
    /// Whose.
    pub coach: Coach,
    /// By name alone, the oldest referral first.
    pub rows: Vec<Arrived>,
    /// Where the next page begins, where there is one.
    pub next: Option<Bookmark>,
}

/// What opening a referral gave.
#[derive(Debug, Clone)]
pub enum Opened {
    /// The referral.
    Referral(Box<OpenedReferral>),
    /// The person left.
    Left(HasLeft),
}

/// Who waits for this provider, by name, and who left. From the one after `after`, where that is given.
///
/// # Errors
/// [`Error::Denied`] for anybody but a provider's lead.
pub fn list(desk: &mut Desk, actor: &Actor, after: Option<Bookmark>) -> Result<Intake, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListIntake>(actor, &place, Categories::NONE)?;
    let mut arrived = desk.job.referrals_waiting(member.org, after, ROWS + 1)?;
    let next = page::cut(&mut arrived);
    let waiting = desk.by_name(actor, arrived.into_iter())?;
    let left = desk.who_left(actor, member.org)?;
    let people = waiting.iter().map(|a| a.referral.person);
    let people: Vec<PersonId> = people.chain(left.iter().map(|l| l.person)).collect();
    desk.list_opened(&may, "the list of what came in", &people, name_only())?;
    let mut resting = desk.coaches(member.org)?;
    resting.retain(|c| c.paused && c.people > 0);
    Ok(Intake {
        asked: desk.asked_of(member.org)?,
        waiting,
        next,
        left,
        resting,
    })
}

impl Desk<'_> {
    fn by_name(
        &mut self,
        actor: &Actor,
        referrals: impl Iterator<Item = Referral>,
    ) -> Result<Vec<Arrived>, Error> {
        let mut rows = vec![];
        for referral in referrals {
            let about = self.facts_of(&referral, actor)?;
            if self.would(Action::ReadIdentity, actor, &about, name_only()) {
                let name = self.name_of(referral.person)?;
                let waits = referral.state == State::Sent && self.job.reminded(referral.id)?.is_some();
                rows.push(Arrived {
                    name,
                    ends_at: waits.then(|| referral.held_until + SILENT_AFTER),
                    referral,
                });
            }
        }
        Ok(rows)
    }

    /// The coaches who can be chosen: not one whose seat rests.
    pub(crate) fn coaches_at_work(&mut self, org: OrgId) -> Result<Vec<Coach>, Error> {
        let mut coaches = self.coaches(org)?;
        coaches.retain(|c| !c.paused);
        Ok(coaches)
    }

    /// A coach of this team, and of no other.
    pub(crate) fn coach_of(&mut self, org: OrgId, coach: MemberId) -> Result<Coach, Error> {
        let team = self.coaches(org)?;
        team.into_iter().find(|c| c.id == coach).ok_or(Error::NotFound)
    }

    pub(crate) fn coaches(&mut self, org: OrgId) -> Result<Vec<Coach>, Error> {
        let now = self.now();
        let mut coaches = vec![];
        let paused = self.job.paused_seats(Some(org))?;
        for seat in self.job.seats(Some(org))? {
            let here = seat.from <= now && seat.until.is_none_or(|end| now < end);
            if seat.role == Role::Coach && here {
                coaches.push(Coach {
                    people: self.job.coach_load(seat.id)?,
                    paused: paused.contains(&seat.id),
                    id: seat.id,
                    name: seat.name,
                });
            }
        }
        Ok(coaches)
    }
}

/// Opens one referral: what was sent until a coach is assigned, then the name alone.
///
/// # Errors
/// [`Error::Denied`] at another provider, and when the person no longer shares.
pub fn open(desk: &mut Desk, actor: &Actor, id: ReferralId) -> Result<Opened, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let referral = desk.job.referral(id)?;
    let referral = desk.there(actor, referral)?;
    let about = desk.about(referral.person, actor)?;
    let parcel = desk
        .sent_now(referral.person, referral.parcel)?
        .ok_or(Error::NotFound)?;
    let whole = about.coach.is_none() && !about.paused;
    let opened = if whole {
        let may = desk.may::<act::ReadParcel>(actor, &about, parcel.categories());
        may.and_then(|may| desk.file_opened(&may, EventKind::ParcelOpened, about.person, Some(&referral)))
    } else {
        let may = desk.may::<act::ReadIdentity>(actor, &about, name_only());
        may.and_then(|may| desk.file_opened(&may, EventKind::FileOpened, about.person, Some(&referral)))
    };
    match opened {
        Ok(()) => {}
        // The try stays in the log; the notice is all that is left to see.
        Err(Error::Denied) => return desk.notice_of(actor, member, &about).map(Opened::Left),
        Err(error) => return Err(error),
    }
    // Facts are about the newest referral with this provider: another one is not what was authorised.
    if desk.open_with(referral.person, member.org)?.id != referral.id {
        return Err(Error::NotFound);
    }
    Ok(Opened::Referral(Box::new(OpenedReferral {
        name: desk.name_of(referral.person)?,
        practice: desk.org(referral.practice)?.name,
        parcel: whole.then_some(parcel),
        by_power: desk.is_by_power(&referral)?,
        coach: referral.coach.map(|c| desk.seat_name(c)).transpose()?,
        coaches: desk.coaches_at_work(member.org)?,
        referral,
    })))
}

fn decided<A: Act>(
    desk: &mut Desk,
    actor: &Actor,
    id: ReferralId,
    rule: impl FnOnce(&mut Desk, Member, &Permit, &Referral) -> Result<Decision, Error>,
) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let referral = desk.job.referral(id)?;
    let referral = desk.there(actor, referral)?;
    let about: About = desk.about(referral.person, actor)?;
    let may = desk.may::<A>(actor, &about, Categories::NONE)?;
    let permit = desk.ask_in(&referral, Purpose::Refer, Categories::NONE)?;
    let decision = rule(desk, member, &permit, &referral)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The provider has seen it.
///
/// # Errors
/// [`Error::Denied`] for anybody but the provider's lead; [`Error::NotNow`] when it is not waiting.
pub fn acknowledge(desk: &mut Desk, actor: &Actor, id: ReferralId) -> Result<(), Error> {
    decided::<act::Acknowledge>(desk, actor, id, |desk, _, permit, r| {
        Ok(decide::acknowledge(desk.now, permit, r)?)
    })
}

/// The provider will help.
///
/// # Errors
/// As [`acknowledge`].
pub fn accept(desk: &mut Desk, actor: &Actor, id: ReferralId) -> Result<(), Error> {
    decided::<act::Accept>(desk, actor, id, |desk, _, permit, r| {
        Ok(decide::accept(desk.now, permit, r)?)
    })
}

/// The provider cannot help; the person reads the reason as written.
///
/// # Errors
/// As [`acknowledge`]; [`Error::NotNow`] without a reason too.
pub fn decline(desk: &mut Desk, actor: &Actor, id: ReferralId, reason: &str) -> Result<(), Error> {
    decided::<act::Decline>(desk, actor, id, |desk, _, permit, r| {
        Ok(decide::decline(desk.now, permit, r, reason)?)
    })
}

/// A coach of the own team is chosen, changed or (`None`) taken away. Access begins and ends in this transaction.
///
/// # Errors
/// As [`acknowledge`]; [`Error::Input`] for somebody who is no coach of this team.
pub fn assign(desk: &mut Desk, actor: &Actor, id: ReferralId, coach: Option<MemberId>) -> Result<(), Error> {
    decided::<act::Assign>(desk, actor, id, |desk, member, permit, r| {
        let name = match coach {
            None => "nobody for now".to_owned(),
            Some(coach) => {
                crate::awkward::may_help(desk, r.person, coach)?;
                let team = desk.coaches_at_work(member.org)?;
                let found = team.into_iter().find(|c| c.id == coach);
                found
                    .ok_or(Error::Input("Choose a coach of your own team."))?
                    .name
            }
        };
        Ok(decide::assign(desk.now, permit, r, coach, &name)?)
    })
}

/// The people of one coach by name, to find somebody another coach. From the one after `after`, where that is given.
///
/// # Errors
/// [`Error::Denied`] for anybody but the lead; [`Error::NotFound`] for a coach of another team.
pub fn people_of(
    desk: &mut Desk,
    actor: &Actor,
    coach: MemberId,
    after: Option<Bookmark>,
) -> Result<PeopleOf, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ReadTeam>(actor, &place, Categories::NONE)?;
    let coach = desk.coach_of(member.org, coach)?;
    let mut theirs = desk.job.referrals_of_coach(coach.id, after, ROWS + 1)?;
    let next = page::cut(&mut theirs);
    let rows = desk.by_name(actor, theirs.into_iter())?;
    let people: Vec<PersonId> = rows.iter().map(|a| a.referral.person).collect();
    desk.list_opened(&may, "the list of a coach’s people", &people, name_only())?;
    Ok(PeopleOf { coach, rows, next })
}
