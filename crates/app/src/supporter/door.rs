//! How a supporter comes in: the three words of their card, and the code that came with it or a word of their own. Owns:
//! that an absent, a wrong and a taken-back card are one and the same: looked up, compared, one event.

use sayso_core::category::Categories;
use sayso_core::decide::session::{self as session_rules, Proof};
use sayso_core::decide::supporter as decide;
use sayso_core::id::SupporterId;
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_policy::act;
use sayso_store::Tried;

use crate::session::{Cookie, DOOR, open};
use crate::{Desk, Error};

use super::at_work;

/// The fewest letters of a word of one's own.
const SHORTEST: usize = 4;

/// A supporter signs in, or somebody with a recorded power. `secret` is the code of the first time or their own word; with a code comes the `word` that
/// they choose. Gives who came in; `None` whatever was wrong.
///
/// # Errors
/// [`Error::Input`] for a code without a word of one's own, whether or not the code is right; else only where the store
/// cannot write.
pub fn sign_in(
    desk: &mut Desk,
    words: &str,
    secret: &str,
    word: &str,
) -> Result<Option<(Cookie, Actor)>, Error> {
    let own = spoken::tidy(secret);
    // Whoever likes a digit in their word did not type a code.
    let digits = secret.chars().filter(|c| own.is_empty() && c.is_ascii_digit());
    let digits: String = digits.collect();
    let chosen = spoken::tidy(word);
    // Said of what was typed alone, so that it says nothing of what is kept.
    if !digits.is_empty() && chosen.chars().count() < SHORTEST {
        return Err(Error::Input(
            "The first time, choose a word of your own as well, of at least 4 letters.",
        ));
    }
    let id = desk.job.supporter_with_card(&spoken::tidy(words))?;
    // Nobody has the nil id: the same look-ups, whether or not there is such a card.
    let known = id.unwrap_or(SupporterId::NIL);
    let fits = desk.job.try_supporter(known, &digits, &own)?;
    let acting = at_work(desk, known)?;
    match (acting, fits) {
        (Some(who), Tried::Word) => let_in(desk, who).map(Some),
        (Some(who), Tried::Code) => {
            let whose = desk.job.supporter(known)?.ok_or(Error::NotFound)?.person;
            let may = desk.may::<act::SignIn>(&who, &DOOR, Categories::NONE)?;
            let decision = decide::first_word(desk.now, (known, whose), chosen);
            desk.write(&may, &decision)?;
            let_in(desk, who).map(Some)
        }
        _ => {
            let whose = desk.job.supporter(known)?.map(|s| s.person);
            let may = desk.may::<act::SignIn>(&Actor::Visitor, &DOOR, Categories::NONE)?;
            let decision = match whose {
                Some(person) => decide::tried(desk.now, person),
                None => session_rules::tried(desk.now, None),
            };
            desk.write(&may, &decision)?;
            Ok(None)
        }
    }
}

fn let_in(desk: &mut Desk, who: Actor) -> Result<(Cookie, Actor), Error> {
    Ok((open(desk, who, &Proof::SupporterCard, true)?, who))
}

/// The demonstration's role switcher: a real session, without proof of who it is. Only a demonstration calls it.
///
/// # Errors
/// [`Error::NotFound`] for somebody who supports nobody now.
pub fn sit(desk: &mut Desk, id: SupporterId) -> Result<Cookie, Error> {
    let who = at_work(desk, id)?.ok_or(Error::NotFound)?;
    open(desk, who, &Proof::Demonstration, true)
}
