//! Messages that could not be sent, for the operator: how many, of which kind, how, since when and why. Never whose
//! they are or what they say. And the answer to a text that asks for no more of them.

use sayso_core::category::Categories;
use sayso_core::decide::carry::{self as decide, Tend, Trouble};
use sayso_core::decide::practice;
use sayso_core::decision::MessageKind;
use sayso_core::event::EventKind;
use sayso_core::person::Way;
use sayso_core::seat::Actor;
use sayso_policy::act;
pub use sayso_store::Stuck;

use crate::health::DEPLOYMENT;
use crate::{Desk, Error};

/// What is stuck, and the time now.
///
/// # Errors
/// [`Error::Denied`] for anybody but an operator.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<(Vec<Stuck>, jiff::Timestamp), Error> {
    let may = desk.may::<act::TendMessages>(actor, &DEPLOYMENT, Categories::NONE)?;
    let decision = practice::about_nobody(
        desk.now,
        EventKind::PlaceOpened,
        "the count of messages that could not be sent",
    );
    desk.write(&may, &decision)?;
    Ok((desk.job.stuck()?, desk.now.at))
}

/// Tries a group of them again, or leaves them to the practices. The people concerned read who decided.
///
/// # Errors
/// [`Error::Denied`] for anybody but an operator; [`Error::NotFound`] when there are none any more.
pub fn tend(
    desk: &mut Desk,
    actor: &Actor,
    (kind, way, trouble): (MessageKind, Way, Trouble),
    what: Tend,
) -> Result<(), Error> {
    let may = desk.may::<act::TendMessages>(actor, &DEPLOYMENT, Categories::NONE)?;
    let which = desk.job.stuck_like(kind, way, trouble)?;
    if which.is_empty() {
        return Err(Error::NotFound);
    }
    let decision = decide::tended(desk.now, &which, what);
    desk.write(&may, &decision)?;
    Ok(())
}

/// Somebody answered a text with STOP: everybody who was texted at this number gets no more texts. Gives how many.
/// Nobody has left by it. A number that we never texted changes nothing and looks the same.
///
/// # Errors
/// Only where the store cannot write.
pub fn texts_stopped(desk: &mut Desk, number: &str) -> Result<usize, Error> {
    let Some(number) = sayso_core::reach::dialled(number) else {
        return Ok(0);
    };
    let mut stopped = 0;
    for person in desk.job.reached_at(&number)? {
        let contact = desk.job.person(person)?.and_then(|found| found.contact);
        let Some(contact) = contact.filter(|c| c.way == Way::Text && !c.limits.no_texts) else {
            continue;
        };
        let about = desk.about(person, &Actor::Sayso)?;
        let may = desk.may::<act::Deliver>(&Actor::Sayso, &about, Categories::NONE)?;
        let decision = decide::texts_stopped(desk.now, person, &contact);
        desk.write(&may, &decision)?;
        stopped += 1;
    }
    Ok(stopped)
}
