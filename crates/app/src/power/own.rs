//! A recorded power as the person meets it: what is recorded, what help they were given, and one step to object. Owns:
//! that an objection is never held up and works at once.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::guard::concern::Raised;
use sayso_core::decide::power as decide;
use sayso_core::guard::{ConcernKind, Handler};
use sayso_core::power::Power;
use sayso_core::seat::Actor;
use sayso_policy::{Action, act};

use crate::guard::concern;
use crate::own::{self, me};
use crate::{Desk, Error};

/// One power as the person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// The power, with the name that it gives.
    pub power: Power,
    /// It counts now.
    pub live: bool,
    /// A record for one decision counts under it: the service, until when, and the help that was given.
    pub record: Option<(String, Timestamp, String)>,
}

/// What the guardian reads with an objection. The person may write more in a concern of their own.
const OBJECTS: &str = "I object to a legal power that my practice recorded for me.";

/// What is recorded and not over, newest first. For a page that has written its own event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn mine(desk: &mut Desk, actor: &Actor) -> Result<Vec<Mine>, Error> {
    let person = me(actor)?;
    let record = desk.job.cannot_decide(person)?;
    let help = desk.job.help_given(person)?.unwrap_or_default();
    let mut all = vec![];
    for power in desk.job.powers_of(person)? {
        if power.ended_at.is_some() || power.until <= desk.now.at {
            continue;
        }
        let acting = power.acting(record.as_ref(), desk.now.at);
        let under = record.as_ref().filter(|_| acting.decision);
        let record = match under {
            Some(r) => {
                let schemes = desk.job.schemes()?.into_iter();
                let name = schemes.filter(|s| s.id == r.scheme).map(|s| s.name).next();
                Some((name.unwrap_or_default(), r.until, help.clone()))
            }
            None => None,
        };
        all.push(Mine {
            live: acting.power,
            power,
            record,
        });
    }
    Ok(all)
}

/// Opens the page about who may decide, after its event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person; [`Error::PrivateWord`] before their private word.
pub fn open(desk: &mut Desk, actor: &Actor) -> Result<Vec<Mine>, Error> {
    own::opened(desk, actor, "the page about who may decide for you")?;
    mine(desk, actor)
}

/// The person objects: every power, on both of two records that they joined, does nothing from this minute until a
/// clinician has looked again, and the guardian reads of it as a concern. Give it to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person, and where nothing is recorded.
pub fn object(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let person = me(actor)?;
    let other = desk.joined_where(Action::ObjectToPower, actor, person)?;
    let mut objected = false;
    for (id, actor) in [Some((person, *actor)), other].into_iter().flatten() {
        let about = desk.about(id, &actor)?;
        let may = desk.may::<act::ObjectToPower>(&actor, &about, Categories::NONE)?;
        for power in desk.job.powers_of(id)? {
            if power.ended_at.is_none() && power.objected_at.is_none() {
                desk.write(&may, &decide::objected(desk.now, &power))?;
                objected = true;
            }
        }
    }
    if !objected {
        return Err(Error::NotFound);
    }
    let raised = Raised {
        kind: ConcernKind::Complaint,
        about: desk.job.practice_of(person)?,
        to: Handler::Guardian,
        text: OBJECTS.into(),
    };
    concern::raise(desk, actor, raised)
}
