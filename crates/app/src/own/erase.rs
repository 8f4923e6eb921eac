//! Erasing everything: asked for with the private word, confirmed with a code by the safe channel, done seven days later.
//! Sharing stops at once when it is confirmed. Or by itself, when the time that the terms of every yes gave is over and the
//! person, told sixty days before, does not keep it. Until it is done it can be undone.

use jiff::{Span, Timestamp};
use sayso_core::category::Categories;
use sayso_core::decide::{erase as decide, session};
pub use sayso_core::decision::Kept;
use sayso_core::facts::About;
use sayso_core::id::PersonId;
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_core::time::london;
use sayso_policy::act;

use super::me;
use super::opened;
use crate::change_mind::{self, Heard};
use crate::{Desk, Error};

/// Where an erasure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Nobody asked for it.
    No,
    /// The terms that the person agreed to bring it then, unless they keep everything.
    ByItself(Timestamp),
    /// It waits for the code.
    ForTheCode,
    /// It happens then.
    Confirmed(Timestamp),
}

/// What the page about it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub asked: Asked,
    /// What a rule would keep. Of reports of a danger and legal demands whatever there may be, for everybody alike: not
    /// each of them may be told of yet, and this page is no way to find out.
    pub kept: Vec<Kept>,
    /// The person has a private word.
    pub enrolled: bool,
}

/// What the page says is kept: without a word on whether there is a report or a demand.
fn may_be_kept(held: &[Kept]) -> Vec<Kept> {
    let kept = |k: &Kept| match k {
        Kept::Safeguarding | Kept::Legal => true,
        Kept::Complaint => held.contains(k),
    };
    Kept::ALL.iter().copied().filter(kept).collect()
}

/// Opens the page about erasing everything.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn erasure(desk: &mut Desk, actor: &Actor) -> Result<Standing, Error> {
    let person = opened(desk, actor, "the page for erasing everything")?;
    Ok(Standing {
        asked: asked(desk, person)?,
        kept: may_be_kept(&desk.job.kept_by_rule(person)?),
        enrolled: desk.job.person(person)?.ok_or(Error::NotFound)?.enrolled,
    })
}

fn asked(desk: &mut Desk, person: PersonId) -> Result<Asked, Error> {
    let found = desk.job.erasure(person)?;
    Ok(match found.map(|e| (e.due, e.by_terms)) {
        None => Asked::No,
        Some((None, _)) => Asked::ForTheCode,
        Some((Some(at), true)) => Asked::ByItself(at),
        Some((Some(at), false)) => Asked::Confirmed(at),
    })
}

/// When everything goes by itself, where that was announced. For a page that has written its own event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn goes_by_itself(desk: &mut Desk, actor: &Actor) -> Result<Option<Timestamp>, Error> {
    let person = me(actor)?;
    Ok(match asked(desk, person)? {
        Asked::ByItself(at) => Some(at),
        _ => None,
    })
}

/// The person asks. `false`: that is not their private word.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person; [`Error::Conflict`] when it is confirmed already.
pub fn ask_erasure(desk: &mut Desk, actor: &Actor, word: &str) -> Result<bool, Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Erase>(actor, &about, Categories::NONE)?;
    if matches!(asked(desk, person)?, Asked::Confirmed(_)) {
        return Err(Error::Conflict);
    }
    if !desk.job.is_private_word(person, &spoken::tidy(word))? {
        desk.write(&may, &session::tried(desk.now, Some(person)))?;
        return Ok(false);
    }
    crate::forgotten::used(desk, person)?;
    let decision = decide::ask(desk.now, person, &spoken::code(desk.now.source));
    desk.write(&may, &decision)?;
    Ok(true)
}

/// The person types the code: sharing stops now, and everything goes in seven days. `false` for a wrong code.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn confirm_erasure(desk: &mut Desk, actor: &Actor, code: &str) -> Result<bool, Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Erase>(actor, &about, Categories::NONE)?;
    let typed: String = code.chars().filter(char::is_ascii_digit).collect();
    if !desk.job.try_erasure_code(person, &typed)? {
        desk.write(&may, &session::tried(desk.now, Some(person)))?;
        return Ok(false);
    }
    change_mind::leave(desk, actor, person, Heard::ONLINE)?;
    let decision = decide::confirm(desk.now, person);
    desk.write(&may, &decision)?;
    Ok(true)
}

/// The person keeps everything after all.
///
/// # Errors
/// [`Error::NotFound`] where nothing was asked for.
pub fn keep_everything(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Erase>(actor, &about, Categories::NONE)?;
    desk.job.erasure(person)?.ok_or(Error::NotFound)?;
    let decision = decide::undo(desk.now, person);
    desk.write(&may, &decision)?;
    Ok(())
}

/// The worker's part: tells everybody whose time by the terms of their yeses is over in sixty days, and takes that back for
/// whoever has said yes to something new since.
pub(crate) fn ahead(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let back = desk.job.helped_again(most)?;
    for person in &back {
        let about = desk.about(*person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        desk.write(&may, &decide::undo(desk.now, *person))?;
    }
    let soon = desk.now.at + decide::NOTICE;
    let day = soon.to_zoned(london());
    let over = desk.job.all_terms()?.into_iter().filter_map(|t| {
        let months = i64::from(t.promise.erased_after_months?);
        let before = day.saturating_sub(Span::new().months(months)).timestamp();
        Some((t.id, before))
    });
    let over: Vec<_> = over.collect();
    let people = desk.job.erased_soon(&over, desk.now.at, soon, most)?;
    for person in &people {
        let about = desk.about(*person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        desk.write(&may, &decide::ahead(desk.now, *person))?;
    }
    Ok(people.len().max(back.len()))
}

/// The worker's part: erases everybody whose seven days are over, and what rules kept long enough. Somebody who said
/// yes to something new meanwhile keeps everything. Gives how many there were, at most `most` of each.
pub(crate) fn due(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let people = desk.job.erasures_due(desk.now.at, most)?;
    for person in &people {
        let about = desk.about(*person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        let again = desk.job.referrals(*person)?.iter().any(|r| r.state.is_open());
        let decision = if again {
            decide::undo(desk.now, *person)
        } else {
            decide::erase(desk.now, *person, &desk.job.kept_by_rule(*person)?)
        };
        desk.write(&may, &decision)?;
    }
    let over = desk.job.kept_too_long(desk.now.at, most)?;
    for (person, what) in &over {
        // Nothing is known about the person any more but that there was one.
        let may =
            desk.may::<act::Expire>(&Actor::Sayso, &About::of_nobody_known(*person), Categories::NONE)?;
        desk.write(&may, &decide::kept_no_longer(desk.now, *person, *what))?;
    }
    Ok(people.len().max(over.len()))
}
