//! The commissioner's and the evaluator's pages: what is promised, by whom, until when, and the numbers that everybody may
//! read. Never who takes part, and no number that is not public.

use sayso_core::category::Categories;
use sayso_core::decide::practice;
use sayso_core::event::EventKind;
use sayso_core::facts::Place;
use sayso_core::id::OrgId;
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Role};
use sayso_policy::act;

use crate::places::{self, Numbers, Published};
use crate::{Desk, Error};

/// The schemes together, as the place of asking about them: no practice and no provider is meant.
const SCHEMES: Place = Place::of(OrgId::NIL, OrgKind::Commissioner);

/// The promise page: every published version, in the words that people read before they say yes.
///
/// # Errors
/// [`Error::Denied`] for anybody but a commissioner.
pub fn promises(desk: &mut Desk, actor: &Actor) -> Result<Published, Error> {
    let may = desk.may::<act::ReadPromises>(actor, &SCHEMES, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the promises");
    desk.write(&may, &decision)?;
    places::published(desk)
}

/// The page of figures: the numbers that are public, and no other.
///
/// # Errors
/// [`Error::Denied`] for anybody without figures; [`Error::NotFound`] for a guardian, whose figures come with theirs.
pub fn figures(desk: &mut Desk, actor: &Actor) -> Result<Numbers, Error> {
    let may = desk.may::<act::ReadFigures>(actor, &SCHEMES, Categories::NONE)?;
    if matches!(actor, Actor::Member(m) if matches!(m.role, Role::Guardian | Role::Deputy)) {
        return Err(Error::NotFound);
    }
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the figures");
    desk.write(&may, &decision)?;
    places::published_numbers(desk)
}
