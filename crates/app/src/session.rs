//! Signing in and out. Staff: a one-time link. A person: the words of their card, their private word (or birth date,
//! before they have one), then a code by their safe channel. Nothing here says whether somebody exists.

use std::fmt::Write as _;

use jiff::civil::Date;
use sayso_core::category::Categories;
use sayso_core::decide::pair::Crossing;
use sayso_core::decide::practice;
use sayso_core::decide::session::{self, Proof};
use sayso_core::decide::signin::{self, FRESH};
use sayso_core::facts::Place;
use sayso_core::id::{MemberId, OrgId, PersonId, SessionId, SourceExt as _};
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_policy::act;

use crate::{Desk, Error, Visit, forgotten, own};

/// A fresh session's secret, for a cookie and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Cookie(pub String);

/// The door of the house: the place of signing in, about nobody.
pub(crate) const DOOR: Place = Place::of(OrgId::NIL, OrgKind::Council);

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
/// code is on its way to them. The answer is the same either way, and so is the work: looked up, compared, written.
///
/// # Errors
/// Only where the store cannot write.
pub fn ask_for_code(desk: &mut Desk, words: &str, word_or_date: &str) -> Result<(), Error> {
    let code = spoken::code(desk.now.source);
    let found = fits(desk, words, word_or_date)?;
    let Fit::With(person, first) = found else {
        return tried(desk, found);
    };
    // Whoever knows the word has not forgotten it, wherever the code goes.
    if first == First::No {
        forgotten::used(desk, person)?;
    }
    let who = Actor::Person(person);
    let may = desk.may::<act::SignIn>(&who, &DOOR, Categories::NONE)?;
    let decision = practice::code_made(desk.now, person, &code);
    desk.write(&may, &decision)?;
    Ok(())
}

/// What was shown, and whether it fits.
#[derive(Clone, Copy)]
enum Fit {
    /// The person, and what proves them once the code fits too.
    With(PersonId, First),
    /// Somebody's card, and something that does not go with it.
    Not(PersonId),
    /// No card.
    Nobody,
}

/// Was the birth date enough?
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Yes,
    No,
}

fn fits(desk: &mut Desk, words: &str, word_or_date: &str) -> Result<Fit, Error> {
    let card = desk.job.card(&spoken::tidy(words))?.and_then(|c| c.person);
    // Nobody has the nil id: the same look-ups, whether or not there is such a card.
    let id = card.unwrap_or(PersonId::NIL);
    let word = desk.job.is_private_word(id, &spoken::tidy(word_or_date))?;
    let date = word_or_date.trim().parse::<Date>().ok();
    let Some(found) = desk.job.person(id)? else {
        return Ok(Fit::Nobody);
    };
    let birth = date.is_some() && found.person.details.birth_date == date;
    // For a week after a word was first set, the birth date still opens the page that can take it back.
    let first = !found.enrolled || desk.just_enrolled(id)?.is_some();
    // Nobody signs in as somebody who has died; the door says the same as to any stranger.
    if desk.job.is_contact_over(id)? {
        return Ok(Fit::Not(id));
    }
    Ok(match (word, first && birth) {
        (true, _) => Fit::With(id, First::No),
        (false, true) => Fit::With(id, First::Yes),
        (false, false) => Fit::Not(id),
    })
}

/// Nothing fitted: an event all the same, told to the person whose card it was.
fn tried(desk: &mut Desk, found: Fit) -> Result<(), Error> {
    let may = desk.may::<act::SignIn>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let whose = match found {
        Fit::With(person, _) | Fit::Not(person) => Some(person),
        Fit::Nobody => None,
    };
    desk.write(&may, &session::tried(desk.now, whose))?;
    Ok(())
}

/// Is this `whose` card, with the private word that goes with it? A birth date is not enough. What does not fit is kept
/// as at the door: told to the person whose card it was.
pub(crate) fn proves(desk: &mut Desk, words: &str, word: &str, whose: PersonId) -> Result<bool, Error> {
    match fits(desk, words, word)? {
        Fit::With(person, First::No) if person == whose => forgotten::used(desk, person).map(|()| true),
        found => tried(desk, found).map(|()| false),
    }
}

/// The card and the private word were right, and the code was not.
pub(crate) fn wrong_code(desk: &mut Desk, whose: PersonId) -> Result<(), Error> {
    tried(desk, Fit::With(whose, First::No))
}

/// Is this the code that was sent to them? The try is counted; for nobody the work is the same.
pub(crate) fn right_code(desk: &mut Desk, person: Option<PersonId>, code: &str) -> Result<bool, Error> {
    let typed: String = code.chars().filter(char::is_ascii_digit).collect();
    Ok(desk.job.try_code(person.unwrap_or(PersonId::NIL), &typed)?)
}

/// The person types the code. `None` whatever was wrong; a wrong try is counted, and after five the code is dead.
///
/// # Errors
/// Only where the store cannot write.
pub fn with_code(
    desk: &mut Desk,
    words: &str,
    word_or_date: &str,
    code: &str,
    shared: bool,
) -> Result<Option<Cookie>, Error> {
    let found = fits(desk, words, word_or_date)?;
    let id = if let Fit::With(person, _) = found {
        Some(person)
    } else {
        None
    };
    let right = right_code(desk, id, code)?;
    match found {
        Fit::With(person, first) if right => {
            if first == First::No {
                forgotten::used(desk, person)?;
            }
            // Of two records that the person joined, either card opens the one that is kept.
            let pair = desk.job.pair_of(person)?;
            let joined = pair.filter(|p| p.joined_at.is_some() && p.other == person);
            if let (Some(pair), First::No) = (joined, first) {
                return own::open_across(desk, &pair, person, Crossing::Door, shared).map(Some);
            }
            let proof = if first == First::Yes {
                Proof::FirstCode
            } else {
                Proof::Code
            };
            open(desk, Actor::Person(person), &proof, shared).map(Some)
        }
        _ => tried(desk, found).map(|()| None),
    }
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
