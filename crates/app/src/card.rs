//! From home with a card: what the pages before a yes show, and the yes itself. Owns: that what is kept is what was
//! shown. Until that yes nothing is written, not even an id. The words and the answers are [`crate::agree`]'s.

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::agree::{lasts_until, leaves_at};
use sayso_core::decide::practice;
use sayso_core::facts::About;
use sayso_core::id::{PersonId, SchemeId};
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::agree::{self, Kept, Question, Shown, Yes};
use crate::session::{self, Cookie};
use crate::{Desk, Error};

/// The question behind a card's words, with the two times that a yes given now would have.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The question, from the terms in effect.
    pub question: Question,
    /// Until when a yes would last.
    pub lasts_until: Timestamp,
    /// When the referral would leave.
    pub leaves_at: Timestamp,
}

/// Asks what the words open, for one service of the practice or the first, and writes nothing.
///
/// # Errors
/// [`Error::NotFound`] for wrong, used and expired words alike.
pub fn ask(desk: &mut Desk, words: &str, which: Option<SchemeId>) -> Result<Asked, Error> {
    let question = agree::open_card(desk, words, which)?;
    Ok(Asked {
        lasts_until: lasts_until(&question.terms, desk.now.at),
        leaves_at: leaves_at(&question.terms, desk.now.at),
        question,
    })
}

/// The person confirms what they were shown: kept and signed in, in one transaction, or nothing at all.
///
/// # Errors
/// [`Error::Conflict`] when the terms, the interests or the parcel are not the ones that were shown: look again;
/// [`Error::NotFound`] for words that open nothing (any more); [`Error::NotNow`] where the terms stand in the way.
pub fn confirm(desk: &mut Desk, words: &str, yes: &Yes, shown: Shown) -> Result<(Kept, Cookie), Error> {
    let question = agree::open_card(desk, words, Some(yes.scheme))?;
    let parcel = agree::preview(&yes.details, yes.lines, &yes.own_words, yes.salt);
    if question.with(parcel.hash()) != shown {
        return Err(Error::Conflict);
    }
    let kept = agree::with_a_card(desk, words, yes)?;
    let cookie = session::after_yes(desk, kept.person)?;
    Ok((kept, cookie))
}

/// A lost card: the person who is signed in, or reception at their practice, burns it and gets new words, once. Words
/// alone open nothing, so whoever reads them out still needs the person's private word and a code. While a private word is
/// recorded as forgotten, an open page makes no card, and a seat that recorded it is given none.
///
/// # Errors
/// [`Error::Denied`] for anybody else; [`Error::NotFound`] for somebody who never had a card; [`Error::Input`] where it
/// stays for now.
pub fn replace(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<String, Error> {
    let about = desk.about(person, actor)?;
    // Helping somebody to sign in is one act for a practice, whether a code is read out or a card handed over.
    if matches!(actor, Actor::Person(_)) {
        let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
        desk.way_in_stays(person)?;
        let words = new_words(desk, &about)?;
        let decision = practice::card_replaced(desk.now, person, about.practice, words.clone());
        desk.write(&may, &decision)?;
        Ok(words)
    } else {
        let may = desk.may::<act::ReadOutCode>(actor, &about, Categories::of(&[Category::Identity]))?;
        if let Actor::Member(seat) = actor
            && desk.recorded_as_forgotten(seat.id, person)?
        {
            return Err(Error::Input(
                "You recorded that they forgot their private word. A colleague gives them a new card.",
            ));
        }
        let words = new_words(desk, &about)?;
        let decision = practice::card_replaced_for(desk.now, person, about.practice, words.clone());
        desk.write(&may, &decision)?;
        Ok(words)
    }
}

fn new_words(desk: &mut Desk, about: &About) -> Result<String, Error> {
    if !desk.job.has_card(about.person)? {
        return Err(Error::NotFound);
    }
    desk.fresh_card()
}
