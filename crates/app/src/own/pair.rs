//! Two records of one person, as the person meets them. One sign-in leads to both only after they have given, in one
//! sitting, the private word of each: nobody's practice can do that for them. Either record goes on by itself.

use sayso_core::category::Categories;
use sayso_core::decide::pair::{self as decide, Crossing};
use sayso_core::decide::practice as decide_practice;
use sayso_core::id::{PersonId, SchemeId};
use sayso_core::org::OrgKind;
use sayso_core::pair::Pair;
use sayso_core::sayso::SaySo;
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_policy::{Action, act};

use super::opened_any;
use super::sessions::NO_WORD;
use crate::desk::Reach;
use crate::own::me;
use crate::session::{Cookie, DOOR, proves, right_code, secret, wrong_code};
use crate::{Desk, Error, Visit, practice};

/// How far a link has come, as the person reads it. Says nothing about the other record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Two {
    /// The practice thinks that there are two.
    Proposed,
    /// The practice lists them as one. The person has not given both private words.
    Listed,
    /// One sign-in leads to both.
    Joined,
}

impl Two {
    const fn of(pair: &Pair) -> Self {
        match (pair.joined_at, pair.listed_at) {
            (Some(_), _) => Self::Joined,
            (None, Some(_)) => Self::Listed,
            (None, None) => Self::Proposed,
        }
    }
}

impl Desk<'_> {
    /// The record that the person has joined to this one, each with its own private word.
    pub(crate) fn joined_to(&mut self, person: PersonId) -> Result<Option<PersonId>, Error> {
        let pair = self.job.pair_of(person)?.filter(|p| p.joined_at.is_some());
        Ok(pair.map(|p| p.across(person)))
    }

    /// The same, and as whom this is done there, where it may be: a seat that is kept from the other record does on this
    /// one what it was told, and the person finds the rest.
    pub(crate) fn joined_where(
        &mut self,
        action: Action,
        actor: &Actor,
        person: PersonId,
    ) -> Result<Option<(PersonId, Actor)>, Error> {
        let Some(other) = self.joined_to(person)? else {
            return Ok(None);
        };
        let actor = across(actor, other);
        let about = self.about(other, &actor)?;
        let may = self.would(action, &actor, &about, Categories::NONE);
        Ok(may.then_some((other, actor)))
    }

    /// The record on which a stop on this one stops too, and as whom it is written there: the person themself, or
    /// whoever at their practice or with the guardian typed it. A provider or a supporter learns of no second record by a
    /// stop that they typed, and nothing is written where nothing is shared.
    pub(crate) fn stops_too(
        &mut self,
        actor: &Actor,
        person: PersonId,
        which: Option<SchemeId>,
    ) -> Result<Option<(PersonId, Actor)>, Error> {
        let knows_one = match actor {
            Actor::Member(m) => m.kind == OrgKind::Provider,
            Actor::Supporter(_) | Actor::Attorney(_) => true,
            Actor::Person(_) | Actor::Visitor | Actor::Sayso => false,
        };
        if knows_one {
            return Ok(None);
        }
        let Some((other, actor)) = self.joined_where(Action::Stop, actor, person)? else {
            return Ok(None);
        };
        // A guardian may oversee nothing there of what they speak of.
        if matches!(self.spoken_of(&actor, other, which), Err(Error::NotFound)) {
            return Ok(None);
        }
        let ledger = match which {
            Some(scheme) => self.job.ledger_in(other, scheme)?,
            None => self.job.ledger(other)?,
        };
        let goes_on = |s: &SaySo| !ledger.ended.iter().any(|e| e.said == s.id);
        // A record that they cannot decide is no longer so on either.
        let there = ledger.given.iter().any(goes_on) || self.job.cannot_decide(other)?.is_some();
        Ok(there.then_some((other, actor)))
    }
}

/// Whoever acts on one of two joined records, on the other: the person is the same one.
pub(crate) const fn across(actor: &Actor, other: PersonId) -> Actor {
    match actor {
        Actor::Person(_) => Actor::Person(other),
        Actor::Supporter(_) | Actor::Attorney(_) | Actor::Member(_) | Actor::Visitor | Actor::Sayso => *actor,
    }
}

/// Is there a link? For a page that has written its own event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn two_records(desk: &mut Desk, actor: &Actor) -> Result<Option<Two>, Error> {
    let person = me(actor)?;
    Ok(desk.job.pair_of(person)?.map(|p| Two::of(&p)))
}

/// Opens the page about two records, after its event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn open_two_records(desk: &mut Desk, actor: &Actor) -> Result<Option<Two>, Error> {
    opened_any(desk, actor, "the page about two records")?;
    two_records(desk, actor)
}

/// The link of somebody who may agree to it: with their private word given, and only while it waits.
fn waiting(desk: &mut Desk, actor: &Actor) -> Result<(PersonId, Pair), Error> {
    let person = me(actor)?;
    // A session that began with a yes opens everything before there is a word. Whoever set the first one later would
    // come to the other record by it.
    if desk.reach != Reach::Full {
        return Err(Error::PrivateWord);
    }
    if !desk.job.person(person)?.ok_or(Error::NotFound)?.enrolled {
        return Err(NO_WORD);
    }
    let pair = desk.job.pair_of(person)?.ok_or(Error::NotFound)?;
    if pair.joined_at.is_some() {
        return Err(Error::NotFound);
    }
    Ok((person, pair))
}

/// The person shows the card and the private word of the other record. If they fit, a code is on its way by that
/// record's safe channel. The answer is the same either way.
///
/// # Errors
/// [`Error::PrivateWord`] and [`Error::Input`] without this record's own; [`Error::NotFound`] where no link waits.
pub fn ask_to_join(desk: &mut Desk, actor: &Actor, words: &str, word: &str) -> Result<(), Error> {
    let (person, pair) = waiting(desk, actor)?;
    let about = desk.about(person, actor)?;
    desk.may::<act::AgreePair>(actor, &about, Categories::NONE)?;
    let other = pair.across(person);
    // Made whether or not it is sent, so that both take the same.
    let code = spoken::code(desk.now.source);
    if proves(desk, words, word, other)? {
        let may = desk.may::<act::SignIn>(&Actor::Person(other), &DOOR, Categories::NONE)?;
        let decision = decide_practice::code_made(desk.now, other, &code);
        desk.write(&may, &decision)?;
    }
    Ok(())
}

/// The person types that code, and the two are joined. `false`: something did not fit.
///
/// # Errors
/// As [`ask_to_join`].
pub fn join(desk: &mut Desk, actor: &Actor, words: &str, word: &str, code: &str) -> Result<bool, Error> {
    let (person, pair) = waiting(desk, actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::AgreePair>(actor, &about, Categories::NONE)?;
    let other = pair.across(person);
    let fits = proves(desk, words, word, other)?;
    let right = right_code(desk, fits.then_some(other), code)?;
    if fits && !right {
        wrong_code(desk, other)?;
    }
    if !(fits && right) {
        return Ok(false);
    }
    let reachable = desk.reachable(pair.people())?;
    let decision = decide::joined(desk.now, &pair, person, &reachable)?;
    desk.write(&may, &decision)?;
    Ok(true)
}

/// The person goes from one joined record to the other: this session ends, and one begins there.
///
/// # Errors
/// [`Error::PrivateWord`] for a session that does not open everything; [`Error::NotFound`] where nothing is joined.
pub fn cross(desk: &mut Desk, visit: &Visit) -> Result<Cookie, Error> {
    let (Actor::Person(person), Some(session)) = (visit.actor, visit.session) else {
        return Err(Error::NotFound);
    };
    if desk.reach != Reach::Full {
        return Err(Error::PrivateWord);
    }
    let here = desk
        .job
        .sessions_of(person)?
        .into_iter()
        .find(|s| s.id == session);
    let shared = here.is_none_or(|s| s.idle_minutes <= 15);
    let pair = desk.job.pair_of(person)?.filter(|p| p.joined_at.is_some());
    let pair = pair.ok_or(Error::NotFound)?;
    open_across(desk, &pair, person, Crossing::Session(session), shared)
}

/// Opens a session on the other of two joined records.
pub(crate) fn open_across(
    desk: &mut Desk,
    pair: &Pair,
    from: PersonId,
    by: Crossing,
    shared: bool,
) -> Result<Cookie, Error> {
    let who = Actor::Person(pair.across(from));
    let may = desk.may::<act::SignIn>(&who, &DOOR, Categories::NONE)?;
    let secret = secret(desk);
    let decision = decide::crossed(desk.now, pair, from, by, &secret, shared);
    desk.write(&may, &decision)?;
    Ok(Cookie(secret))
}

/// The person takes two records apart, or says that they are not both theirs. `true`: they had been joined, so that
/// every session on either has ended. Give it to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person, and where there is no link.
pub fn part(desk: &mut Desk, actor: &Actor) -> Result<bool, Error> {
    let person = me(actor)?;
    Ok(practice::pair::part(desk, actor, person)?.joined_at.is_some())
}

/// A link ends with whatever makes one of the two less certain: a private word that was taken back, another practice.
pub(crate) fn part_if_linked(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    if desk.job.pair_of(person)?.is_some() {
        practice::pair::take_apart(desk, actor, person, false)?;
    }
    Ok(())
}
