//! Signing in and out. Staff: a one-time link. A person: the words of their card, their private word (or birth date,
//! before they have one), then a code by their safe channel. Nothing here says whether somebody exists.

use std::fmt::Write as _;

use jiff::civil::Date;
use sayso_core::category::Categories;
use sayso_core::decide::practice;
use sayso_core::decide::session::{self, Proof};
use sayso_core::decide::signin::{self, FRESH};
use sayso_core::facts::Place;
use sayso_core::id::{MemberId, OrgId, PersonId, SessionId, SourceExt as _};
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_policy::act;

use crate::{Desk, Error, Visit};

/// A fresh session's secret, for a cookie and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Cookie(pub String);

/// The door of the house: the place of signing in, about nobody.
pub(crate) const DOOR: Place = Place {
    org: OrgId::NIL,
    kind: OrgKind::Council,
};

/// 128 random bits as hexadecimal: a session, a link.
pub(crate) fn secret(desk: &Desk) -> String {
    let mut text = String::with_capacity(32);
    for byte in desk.now.source.bytes::<16>() {
        write!(text, "{byte:02x}").expect("a String takes every character");
    }
    text
}

pub(crate) fn open(desk: &mut Desk, who: Actor, proof: &Proof, shared: bool) -> Result<Cookie, Error> {
    let may = desk.may::<act::SignIn>(&who, &DOOR, Categories::NONE)?;
    let secret = secret(desk);
    let decision = session::opened(desk.now, who, &secret, proof, shared);
    desk.write(&may, &decision)?;
    Ok(Cookie(secret))
}

/// A member signs in with a one-time link.
///
/// # Errors
/// [`Error::NotFound`] for a link that was used, is too old or never was: all the same.
pub fn with_link(desk: &mut Desk, link: &str) -> Result<(Cookie, Actor), Error> {
    let id = desk.job.link(link)?.ok_or(Error::NotFound)?;
    let member = desk.job.member(id)?.filter(|m| m.active).ok_or(Error::NotFound)?;
    let actor = Actor::Member(member);
    Ok((open(desk, actor, &Proof::Link(link.into()), false)?, actor))
}

/// A person shows the words of their card and their private word (or birth date, until they have one). If they fit, a
/// code is on its way to them. The answer is the same either way.
///
/// # Errors
/// Only where the store cannot write.
pub fn ask_for_code(desk: &mut Desk, words: &str, word_or_date: &str) -> Result<(), Error> {
    let Some(person) = fits(desk, words, word_or_date)? else {
        return Ok(());
    };
    let who = Actor::Person(person);
    let may = desk.may::<act::SignIn>(&who, &DOOR, Categories::NONE)?;
    let digits = u32::from_be_bytes(desk.now.source.bytes()) % 1_000_000;
    let decision = practice::code_made(desk.now, person, &format!("{digits:06}"));
    desk.write(&may, &decision)?;
    Ok(())
}

fn fits(desk: &mut Desk, words: &str, word_or_date: &str) -> Result<Option<PersonId>, Error> {
    let Some(person) = desk.job.card(&spoken::tidy(words))?.and_then(|c| c.person) else {
        return Ok(None);
    };
    let Some(found) = desk.job.person(person)? else {
        return Ok(None);
    };
    let fits = if found.enrolled {
        desk.job.is_private_word(person, &spoken::tidy(word_or_date))?
    } else {
        word_or_date
            .trim()
            .parse::<Date>()
            .ok()
            .is_some_and(|d| found.person.details.birth_date == Some(d))
    };
    Ok(fits.then_some(person))
}

/// The person types the code.
///
/// # Errors
/// [`Error::NotFound`] whatever was wrong. A wrong try is counted even so: after five, the code is dead.
pub fn with_code(
    desk: &mut Desk,
    words: &str,
    word_or_date: &str,
    code: &str,
    shared: bool,
) -> Result<Option<Cookie>, Error> {
    let Some(person) = fits(desk, words, word_or_date)? else {
        return Ok(None);
    };
    let typed: String = code.chars().filter(char::is_ascii_digit).collect();
    if !desk.job.try_code(person, &typed)? {
        return Ok(None);
    }
    open(desk, Actor::Person(person), &Proof::Code, shared).map(Some)
}

/// The person has just said yes with a card in this browser: they go on to enrol.
///
/// # Errors
/// Only where the store cannot write.
pub fn after_yes(desk: &mut Desk, person: PersonId) -> Result<Cookie, Error> {
    open(desk, Actor::Person(person), &Proof::JustSaidYes, true)
}

/// The demonstration's role switcher: a real session, without proof of who it is. Only a demonstration calls it.
///
/// # Errors
/// [`Error::NotFound`] for an unknown seat.
pub fn sit(desk: &mut Desk, seat: Result<MemberId, PersonId>) -> Result<Cookie, Error> {
    let who = match seat {
        Ok(member) => Actor::Member(
            desk.job
                .member(member)?
                .filter(|m| m.active)
                .ok_or(Error::NotFound)?,
        ),
        Err(person) => Actor::Person(
            desk.job
                .practice_of(person)?
                .map(|_| person)
                .ok_or(Error::NotFound)?,
        ),
    };
    open(desk, who, &Proof::Demonstration, false)
}

/// That somebody showed who they are a moment ago, not only that their session is open. Export, legal demands, keys and
/// terms ask for it. Only [`recent`] makes one, from the session as this transaction found it.
#[derive(Debug)]
pub struct Recent(());

/// Has this visitor shown who they are in the last five minutes ([`FRESH`])?
///
/// # Errors
/// [`Error::CheckAgain`] if not: the page asks, keeps what was sent, and goes on afterwards.
pub fn recent(desk: &Desk, visit: &Visit) -> Result<Recent, Error> {
    match visit.checked_at {
        Some(at) if desk.now.at.duration_since(at) <= FRESH => Ok(Recent(())),
        _ => Err(Error::CheckAgain),
    }
}

/// Locks one's own session before its time.
///
/// # Errors
/// Only where the store cannot write.
pub fn lock(desk: &mut Desk, visit: &Visit) -> Result<(), Error> {
    let (Actor::Member(_), Some(session)) = (visit.actor, visit.session) else {
        return Ok(());
    };
    let may = desk.may::<act::SignIn>(&visit.actor, &DOOR, Categories::NONE)?;
    let decision = signin::locked(desk.now, session);
    desk.write(&may, &decision)?;
    Ok(())
}

/// Signs out.
///
/// # Errors
/// Only where the store cannot write.
pub fn sign_out(desk: &mut Desk, actor: &Actor, session: SessionId) -> Result<(), Error> {
    let may = desk.may::<act::SignOut>(actor, &DOOR, Categories::NONE)?;
    let decision = session::ended(desk.now, actor, session);
    desk.write(&may, &decision)?;
    Ok(())
}

/// The actor that a seat makes at this moment.
///
/// # Errors
/// [`Error::NotFound`] for an unknown seat.
pub fn actor(desk: &mut Desk, member: MemberId) -> Result<Actor, Error> {
    Ok(Actor::Member(desk.job.member(member)?.ok_or(Error::NotFound)?))
}
