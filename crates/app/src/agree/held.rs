//! Between a yes and its leaving: undo, and "send it now".

use sayso_core::category::Categories;
use sayso_core::decide::agree;
use sayso_core::id::{PersonId, SchemeId};
use sayso_core::referral::{Referral, State};
use sayso_core::sayso::{Channel, How, KeyedBy};
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::{Desk, Error};

/// Undo before it is sent, in one click.
///
/// # Errors
/// [`Error::NotNow`] when it was sent already; leaving still works.
pub fn undo(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    undo_one(desk, actor, person, None)
}

/// The same with one service; with `None` the newest.
///
/// # Errors
/// As [`undo`].
pub fn undo_one(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: Option<SchemeId>,
) -> Result<(), Error> {
    let held = desk.newest_held(actor, person, which)?;
    undo_this(desk, actor, person, held)
}

/// The same with this very referral, where there is one.
pub(crate) fn undo_this(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    held: Option<Referral>,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Undo>(actor, &about, Categories::NONE)?;
    // The practice's button stands on the page of the patient who is there; nobody else has another.
    let how = how_keyed(actor, Channel::InPerson);
    let ledger = desk.job.ledger(person)?;
    let held = held.ok_or(Error::NotFound)?;
    let decision = agree::undo(desk.now, &held, &ledger, &how)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// "Send it now": the person's alone.
///
/// # Errors
/// [`Error::Denied`] for staff; [`Error::NotFound`] when nothing is held.
pub fn send_now(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    send_one_now(desk, actor, person, None)
}

/// The same with one service; with `None` the newest.
///
/// # Errors
/// As [`send_now`].
pub fn send_one_now(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: Option<SchemeId>,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::SendNow>(actor, &about, Categories::NONE)?;
    let held = desk.newest_held(actor, person, which)?;
    let held = held.ok_or(Error::NotFound)?;
    let decision = agree::send_now(desk.now, &held)?;
    desk.write(&may, &decision)?;
    Ok(())
}

impl Desk<'_> {
    /// The newest referral that waits and that this actor may know of: a practice knows those that it had a hand in.
    pub(crate) fn newest_held(
        &mut self,
        actor: &Actor,
        person: PersonId,
        which: Option<SchemeId>,
    ) -> Result<Option<Referral>, Error> {
        let knows = |r: &Referral| matches!(actor, Actor::Person(_)) || !r.from_home;
        let all = self.job.referrals(person)?.into_iter();
        Ok(all
            .rev()
            .find(|r| r.state == State::Held && knows(r) && which.is_none_or(|s| s == r.scheme)))
    }
}

/// How something was heard: online where the person acts, as given where staff key it.
pub(crate) fn how_keyed(actor: &Actor, channel: Channel) -> How {
    match actor {
        Actor::Member(m) => How {
            channel,
            explained_by: Some(m.id),
            keyed_by: KeyedBy::Member(m.id),
            ..How::online()
        },
        Actor::Supporter(s) => How {
            channel,
            keyed_by: KeyedBy::Supporter(s.id),
            ..How::online()
        },
        Actor::Attorney(a) => How {
            channel,
            keyed_by: KeyedBy::Attorney(a.id),
            ..How::online()
        },
        Actor::Person(_) | Actor::Visitor | Actor::Sayso => How::online(),
    }
}
