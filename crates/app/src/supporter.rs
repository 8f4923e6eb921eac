//! Supporters: the person names one and takes it back; a supporter comes in by a card of their own and does what the
//! person chose. Owns: that nothing about a supporter is told to anybody but the person. Never a yes.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::supporter::{self as decide, Naming};
use sayso_core::id::{PersonId, SupporterId};
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_core::supporter::{Supporter, SupporterCard, SupporterKind};
use sayso_policy::act;

use crate::own::me;
use crate::{Desk, Error, own, power};

mod acts;
mod door;

pub use acts::{Home, Meeting, Now, Plan, Words, home, plan, stop, stopped, way_to_stop, write};
pub use door::{sign_in, sit};

/// Somebody whom the person named, as their own page shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Who, and for what.
    pub supporter: Supporter,
    /// It counts now.
    pub live: bool,
    /// They have come, and chosen a word of their own.
    pub has_come: bool,
}

/// What the person hands over, shown once: the three words and the code for the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What the person calls them.
    pub name: String,
    /// Three words.
    pub words: String,
    /// Six digits.
    pub code: String,
    /// When the code stops working.
    pub expires: Timestamp,
}

impl Desk<'_> {
    /// What the person calls a supporter. For the person's own pages alone.
    pub(crate) fn supporter_name(&mut self, id: SupporterId) -> Result<String, Error> {
        let name = self.job.supporter_name(id)?;
        Ok(name.map_or_else(|| "A supporter".into(), |name| format!("Your supporter {name}")))
    }

    /// Three words that open no door yet.
    pub(crate) fn fresh_supporter_words(&mut self) -> Result<String, Error> {
        loop {
            let words = spoken::card(self.now.source);
            if self.job.supporter_with_card(&words)?.is_none() {
                return Ok(words);
            }
        }
    }

    fn fresh_supporter_card(&mut self) -> Result<SupporterCard, Error> {
        let words = self.fresh_supporter_words()?;
        Ok(decide::card(self.now, words, spoken::code(self.now.source)))
    }

    /// One whom this person named and has not taken back; anybody else's is not found.
    fn own_supporter(&mut self, person: PersonId, id: SupporterId) -> Result<Supporter, Error> {
        let all = self.job.supporters_of(person)?.into_iter();
        let mut all = all.map(|(s, _)| s).filter(|s| s.ended.is_none());
        all.find(|s| s.id == id).ok_or(Error::NotFound)
    }
}

/// The supporter, attorney or deputy whose session this is, as they are at this moment; `None` where they are one for
/// nobody any more.
pub(crate) fn at_work(desk: &mut Desk, id: SupporterId) -> Result<Option<Actor>, Error> {
    let Some(found) = desk.job.supporter(id)? else {
        return Ok(None);
    };
    let acting = found.acting(desk.now.at);
    if !acting.live || desk.job.is_contact_over(found.person)? {
        return Ok(None);
    }
    if found.kind == SupporterKind::Attorney {
        return Ok(power::at_work(desk, id)?.map(Actor::Attorney));
    }
    Ok(Some(Actor::Supporter(acting)))
}

/// The page on which the person sees, names and takes back, after its event. The newest first.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person; [`Error::PrivateWord`] before their private word.
pub fn named(desk: &mut Desk, actor: &Actor) -> Result<Vec<Named>, Error> {
    let person = own::opened(desk, actor, "the page about who supports you")?;
    let now = desk.now.at;
    let all = desk.job.supporters_of(person)?.into_iter();
    Ok(all
        .map(|(supporter, has_come)| Named {
            live: supporter.is_live(now),
            has_come,
            supporter,
        })
        .collect())
}

/// The person names somebody.
///
/// # Errors
/// [`Error::NotNow`] without a name, without a choice, or for too long; [`Error::NotFound`] for anybody else.
pub fn name(desk: &mut Desk, actor: &Actor, naming: &Naming) -> Result<Given, Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::NameSupporter>(actor, &about, Categories::NONE)?;
    let card = desk.fresh_supporter_card()?;
    let decision = decide::name(desk.now, person, naming, card.clone())?;
    desk.write(&may, &decision)?;
    Ok(given(naming.name.trim(), card))
}

fn given(name: &str, card: SupporterCard) -> Given {
    Given {
        name: name.into(),
        words: card.words,
        code: card.code,
        expires: card.expires,
    }
}

/// The person makes a new card for somebody whom they named: the old one, its code and their word open nothing any more.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's, and for one that was taken back.
pub fn new_card(desk: &mut Desk, actor: &Actor, id: SupporterId) -> Result<Given, Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::NameSupporter>(actor, &about, Categories::NONE)?;
    let supporter = desk.own_supporter(person, id)?;
    let card = desk.fresh_supporter_card()?;
    let decision = decide::new_card(desk.now, &supporter, card.clone());
    desk.write(&may, &decision)?;
    Ok(given(&supporter.name, card))
}

/// The person takes it back, at once. Nobody is told.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's, and for one that was taken back.
pub fn take_back(desk: &mut Desk, actor: &Actor, id: SupporterId) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::NameSupporter>(actor, &about, Categories::NONE)?;
    let supporter = desk.own_supporter(person, id)?;
    let decision = decide::take_back(desk.now, &supporter);
    desk.write(&may, &decision)?;
    Ok(())
}
