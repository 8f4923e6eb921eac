//! People and access: who has a seat where, since when and until when. By an operator, or at the console of the
//! machine. Shows staff alone; nothing here is about anybody who is helped.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::{coaching, practice};
use sayso_core::decision::{Org, Seat};
use sayso_core::event::EventKind;
use sayso_core::facts::Place;
use sayso_core::id::{MemberId, OrgId, SourceExt as _};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Role};
use sayso_policy::act;

use crate::{Desk, Error, register};

/// The deployment as a whole, as the place of looking at its seats.
const DEPLOYMENT: Place = Place::of(OrgId::NIL, OrgKind::Council);

/// A seat, and whether it counts now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatNow {
    /// The seat.
    pub seat: Seat,
    /// It has begun and has not ended.
    pub active: bool,
    /// It rests, and does nothing until it is back.
    pub paused: bool,
}

/// The seats at one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The organisation.
    pub org: Org,
    /// Its seats, ended ones too.
    pub seats: Vec<SeatNow>,
}

/// Everybody with a seat, by organisation.
///
/// # Errors
/// [`Error::Denied`] for anybody but an operator.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Team>, Error> {
    let may = desk.may::<act::ManageMembers>(actor, &DEPLOYMENT, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "people and access");
    desk.write(&may, &decision)?;
    let now = desk.now.at;
    let mut teams = vec![];
    let paused = desk.job.paused_seats(None)?;
    for org in desk.job.orgs()? {
        let seats = desk.job.seats(Some(org.id))?;
        let seats = seats
            .into_iter()
            .map(|seat| SeatNow {
                active: is_at_work(&seat, now),
                paused: paused.contains(&seat.id),
                seat,
            })
            .collect();
        teams.push(Team { org, seats });
    }
    Ok(teams)
}

/// One seat, for a page about it.
///
/// # Errors
/// [`Error::NotFound`] for an unknown seat; [`Error::Denied`] for anybody but an operator.
pub fn one(desk: &mut Desk, actor: &Actor, member: MemberId) -> Result<(Org, SeatNow), Error> {
    let may = desk.may::<act::ManageMembers>(actor, &DEPLOYMENT, Categories::NONE)?;
    let seat = desk.job.seat(member)?.ok_or(Error::NotFound)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "people and access");
    desk.write(&may, &decision)?;
    let active = is_at_work(&seat, desk.now.at);
    let paused = desk.job.paused_since(member)?.is_some();
    let org = desk.org(seat.org)?;
    Ok((org, SeatNow { seat, active, paused }))
}

/// Has this membership begun, and not ended?
pub(crate) fn is_at_work(seat: &Seat, now: Timestamp) -> bool {
    seat.from <= now && seat.until.is_none_or(|end| now < end)
}

/// Gives somebody a seat, from now on. They sign in with a link of [`link`].
///
/// # Errors
/// [`Error::CannotRegister`] where such a seat cannot be; [`Error::Denied`] at an organisation of the benefits system.
pub fn add(desk: &mut Desk, actor: &Actor, org: OrgId, role: Role, name: &str) -> Result<MemberId, Error> {
    let seat = Seat {
        id: desk.now.source.id(),
        org,
        role,
        name: name.trim().into(),
        from: desk.now.at,
        until: None,
        takes_part: true,
    };
    register::member(desk, actor, seat)
}

/// Makes a fresh sign-in link for a seat that counts: the secret part, to be shown once.
///
/// # Errors
/// [`Error::NotFound`] for an unknown seat, [`Error::Conflict`] for one that has ended or rests, [`Error::Input`] for somebody who has a
/// passkey.
pub fn link(desk: &mut Desk, actor: &Actor, member: MemberId) -> Result<String, Error> {
    let seat = desk.job.seat(member)?.ok_or(Error::NotFound)?;
    // A link is how a seat begins. Whoever has a passkey is let in again by two people, or at the machine's console.
    if matches!(actor, Actor::Member(_)) && !desk.job.passkeys(member)?.is_empty() {
        return Err(Error::Input(
            "They have a passkey. If it is lost, two people must agree: see Lost passkeys.",
        ));
    }
    let secret = register::link(desk, actor, member)?;
    // An error undoes the link with everything else of this job.
    if is_at_work(&seat, desk.now.at) && desk.job.paused_since(member)?.is_none() {
        Ok(secret)
    } else {
        Err(Error::Conflict)
    }
}

/// Ends a membership: its sessions end and its access ends, at this minute.
///
/// # Errors
/// [`Error::Conflict`] when it has ended already; [`Error::Input`] for the last operator, who would lock the door.
pub fn end(desk: &mut Desk, actor: &Actor, member: MemberId) -> Result<(), Error> {
    let seat = desk.job.seat(member)?.ok_or(Error::NotFound)?;
    let org = desk.org(seat.org)?;
    let place = Place::of(org.id, org.kind);
    let may = desk.may::<act::ManageMembers>(actor, &place, Categories::NONE)?;
    let now = desk.now.at;
    if !is_at_work(&seat, now) {
        return Err(Error::Conflict);
    }
    desk.not_the_last_operator(member)?;
    let what = format!("{} at {}", seat.role.in_words(), org.name);
    // Whoever had this coach is told, and is with the team's lead from now on.
    let people = desk.people_with(member)?;
    let decision = coaching::seat_ended(desk.now, member, &what, &people);
    desk.write(&may, &decision)?;
    Ok(())
}
