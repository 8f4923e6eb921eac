//! A copy of everything, to take away: with the private word, and with an event.

use sayso_core::category::Categories;
use sayso_core::decide::look::{self, Why};
use sayso_core::decide::session;
use sayso_core::event::{Detail, EventKind};
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_policy::act;

use super::{Held, held};
use crate::desk::Reach;
use crate::own::me;
use crate::{Desk, Error};

/// More than a person can have happen to them here; a bound, so that no file is without one.
const MOST: u32 = 20_000;

/// Everything that is held, for the file. `None`: that is not the private word.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person; [`Error::Input`] before they have a private word.
pub fn take_copy(desk: &mut Desk, actor: &Actor, word: &str) -> Result<Option<Held>, Error> {
    let person = me(actor)?;
    if desk.reach != Reach::Full {
        return Err(Error::PrivateWord);
    }
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::OpenOwn>(actor, &about, Categories::NONE)?;
    if !desk.job.person(person)?.ok_or(Error::NotFound)?.enrolled {
        return Err(Error::Input(
            "Choose a private word first, so that nobody else can take a copy.",
        ));
    }
    if !desk.job.is_private_word(person, &spoken::tidy(word))? {
        desk.write(&may, &session::tried(desk.now, Some(person)))?;
        return Ok(None);
    }
    crate::forgotten::used(desk, person)?;
    let kind = EventKind::CopyTaken;
    let decision = look::opened(desk.now, kind, &[person], Why::default(), Detail::default());
    desk.write(&may, &decision)?;
    held(desk, person, MOST, None).map(Some)
}
