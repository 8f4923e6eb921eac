//! How a meeting went, and tries to reach somebody before a first meeting. No reason is kept and nothing is counted
//! outside the person's own page; after the last try it ends by itself, in neutral words.

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::coaching::Outcome;
use sayso_core::decide::coaching as decide;
use sayso_core::decide::support::{self, Writing};
use sayso_core::entry::EntryKind;
use sayso_core::id::{EntryId, PersonId};
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::own::me;
use crate::{Desk, Error};

/// A coach notes how a meeting went. One that was moved is booked again in the same act.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach; [`Error::NotNow`] for what is no meeting of theirs;
/// [`Error::Input`] for a move without a new time.
pub fn note_meeting(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    meeting: EntryId,
    outcome: Outcome,
    again_at: Option<Timestamp>,
) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let written = Categories::of(&[Category::Appointments]);
    let may = desk.may::<act::Book>(actor, &about, written)?;
    let referral = desk.open_with(person, member.org)?;
    let permit = desk.ask_in(&referral, Purpose::Refer, written)?;
    // Another service's meeting looks as one that is not there.
    let entry = desk
        .job
        .entry(meeting, actor)?
        .filter(|e| e.referral == Some(referral.id));
    let entry = entry.ok_or(Error::NotFound)?;
    let decision = decide::note_meeting(desk.now, &permit, &referral, &entry, outcome)?;
    desk.write(&may, &decision)?;
    if outcome == Outcome::Moved {
        let at = again_at.ok_or(Error::Input("Give the new day and time."))?;
        desk.ask_in_work(&referral)?;
        let again = Writing {
            kind: EntryKind::Appointment,
            text: entry.text,
            at: Some(at),
            draft: false,
            finishes: None,
        };
        let decision = support::write(desk.now, &permit, &referral, member.id, &again)?;
        desk.write(&may, &decision)?;
    }
    Ok(())
}

/// The person chooses, beforehand, whether one short goodbye comes if they ever leave.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn choose_goodbye(desk: &mut Desk, actor: &Actor, wanted: bool) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let decision = decide::goodbye_chosen(desk.now, person, wanted);
    desk.write(&may, &decision)?;
    Ok(())
}

/// A coach notes that they tried to reach somebody whom they have not met. Says whether that was the last try, after
/// which it has ended.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach; [`Error::NotNow`] once they have met.
pub fn tried(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<bool, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Meet>(actor, &about, Categories::NONE)?;
    let referral = desk.open_with(person, member.org)?;
    let permit = desk.ask_in(&referral, Purpose::Refer, Categories::NONE)?;
    let ledger = desk.job.ledger(person)?;
    let before = desk.job.tries(referral.id)?;
    let decision = decide::tried(desk.now, &permit, &referral, &ledger, before)?;
    desk.write(&may, &decision)?;
    Ok(before + 1 >= sayso_core::coaching::MOST_TRIES)
}
