//! The person's own sessions: where they are signed in, signing out everywhere, the simple first page and the private
//! word that opens the rest, and “that was not me” for a word that somebody else has set.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::{erase, forgotten, own as own_rules, session as decide};
use sayso_core::event::EventKind;
use sayso_core::id::{PersonId, SessionId};
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_policy::{Authorised, act};
use sayso_store::Open;

use super::record::changed;
use super::{opened, opened_any};
use crate::agree::{EMAIL, NAME, PHONE};
use crate::desk::Reach;
use crate::session::DOOR;
use crate::{Desk, Error, Visit};

/// What somebody without a private word is told who asks for what rests on one.
pub(super) const NO_WORD: Error = Error::Input("Set a private word first. It opens the rest of your page.");

fn mine(visit: &Visit) -> Result<(PersonId, SessionId), Error> {
    match (visit.actor, visit.session) {
        (Actor::Person(person), Some(session)) => Ok((person, session)),
        _ => Err(Error::NotFound),
    }
}

/// Where the person is signed in, newest first.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn sessions(desk: &mut Desk, actor: &Actor) -> Result<Vec<Open>, Error> {
    let person = opened(desk, actor, "the list of where you are signed in")?;
    Ok(desk.job.sessions_of(person)?)
}

/// The person signs out everywhere, here too.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn sign_out_everywhere(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let person = super::me(actor)?;
    let may = desk.may::<act::SignOut>(actor, &DOOR, Categories::NONE)?;
    let decision = decide::ended_everywhere(desk.now, person);
    desk.write(&may, &decision)?;
    // One sign-in leads to both of two joined records: everywhere is on either.
    if let Some(other) = desk.joined_to(person)? {
        let decision = decide::ended_everywhere(desk.now, other);
        desk.write(&may, &decision)?;
    }
    Ok(())
}

/// The person's first page shows the next meeting alone, or everything again.
///
/// # Errors
/// [`Error::Input`] without a private word, which is what opens the rest.
pub fn set_simple_home(desk: &mut Desk, visit: &Visit, simple: bool) -> Result<(), Error> {
    let (person, session) = mine(visit)?;
    let about = desk.about(person, &visit.actor)?;
    let may = desk.may::<act::WriteOwn>(&visit.actor, &about, Categories::NONE)?;
    if simple && !desk.job.person(person)?.ok_or(Error::NotFound)?.enrolled {
        return Err(NO_WORD);
    }
    let decision = decide::simple_home(desk.now, person, simple);
    desk.write(&may, &decision)?;
    if simple {
        // They have just been everywhere: this session stays open until it ends.
        let decision = decide::opened_full(desk.now, person, session);
        desk.write(&may, &decision)?;
    }
    Ok(())
}

/// The person switches the button that leaves their pages quickly off, or on again.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person; [`Error::PrivateWord`] for a session that does not open everything.
pub fn set_exit_off(desk: &mut Desk, actor: &Actor, off: bool) -> Result<(), Error> {
    let person = super::me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let decision = decide::exit_off(desk.now, person, off);
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person gives their private word, and the rest of their pages opens in this session. `false`: that is not it.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person, and for a session that began without a private word.
pub fn give_word(desk: &mut Desk, visit: &Visit, word: &str) -> Result<bool, Error> {
    let (person, session) = mine(visit)?;
    if desk.reach == Reach::Limited {
        return Err(Error::NotFound);
    }
    let about = desk.about(person, &visit.actor)?;
    let may = desk.may::<act::OpenOwn>(&visit.actor, &about, Categories::NONE)?;
    if !desk.job.is_private_word(person, &spoken::tidy(word))? {
        let decision = decide::tried(desk.now, Some(person));
        desk.write(&may, &decision)?;
        return Ok(false);
    }
    let decision = decide::opened_full(desk.now, person, session);
    desk.write(&may, &decision)?;
    crate::forgotten::used(desk, person)?;
    Ok(true)
}

impl Desk<'_> {
    /// Name, phone and email become again what the person said with their newest yes, where they were corrected since. A
    /// number that no yes named goes: nobody knows whose it is. Whoever has the referral reads again what was sent.
    fn details_back(&mut self, person: PersonId, may: &Authorised<act::Enrol>) -> Result<(), Error> {
        let mut lines = self.job.corrected(person)?;
        let kept = self.job.person(person)?.ok_or(Error::NotFound)?.person;
        let sent = match self.job.referrals(person)?.pop() {
            Some(newest) => self.job.parcel(person, newest.parcel)?,
            None => None,
        };
        let said = |label: &str| {
            let mut lines = sent.iter().flat_map(|p| &p.lines);
            lines.find(|l| l.label == label).map(|l| l.value.clone())
        };
        let mut back = kept.clone();
        for label in [NAME, PHONE, EMAIL] {
            if lines.remove(label).is_none() {
                continue;
            }
            match label {
                PHONE => back.details.phone = said(label),
                EMAIL => back.details.email = said(label),
                _ => back.details.name = said(label).unwrap_or(back.details.name),
            }
        }
        let fields: Vec<_> = changed(&kept.details, &back.details)
            .into_iter()
            .map(|(_, what, _)| what)
            .collect();
        if !fields.is_empty() {
            let decision = own_rules::correct(self.now, back, &fields.join(" and "), lines)?;
            self.write(may, &decision)?;
        }
        Ok(())
    }

    /// When the person's private word was first set, if that was within the time in which it can be taken back.
    pub(crate) fn just_enrolled(&mut self, person: PersonId) -> Result<Option<Timestamp>, Error> {
        let kinds = [
            EventKind::Enrolled,
            EventKind::EnrolmentUndone,
            EventKind::WordGone,
        ];
        let told = self.job.history_of(person, &kinds, None, 200)?;
        let since = told.iter().take_while(|t| t.kind == EventKind::Enrolled);
        let first = since.last().map(|t| t.recorded_at);
        Ok(first.filter(|at| self.now.at - decide::UNDO_ENROLMENT <= *at))
    }
}

/// “That was not me”: the private word that was set in the last seven days goes, and everybody is signed out.
///
/// # Errors
/// [`Error::NotFound`] where no word was set in that time.
pub fn undo_enrolment(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let person = opened_any(desk, actor, "the page that takes a private word back")?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Enrol>(actor, &about, Categories::NONE)?;
    desk.just_enrolled(person)?.ok_or(Error::NotFound)?;
    // In place of a forgotten word nobody could change how to reach the person: that stays as it was before.
    let again = desk.in_place_of_forgotten(person)?;
    let decision = if again {
        forgotten::taken_away(desk.now, person)
    } else {
        decide::undo_enrolment(desk.now, person)
    };
    desk.write(&may, &decision)?;
    // What somebody else did with that word goes with it: an erasure, and another number to reach them by.
    if desk.job.erasure(person)?.is_some_and(|e| !e.by_terms) {
        desk.write(&may, &erase::undo(desk.now, person))?;
    }
    if !again {
        desk.details_back(person, &may)?;
    }
    // Whoever could set a word here shall not come to another record by it.
    super::part_if_linked(desk, actor, person)?;
    Ok(())
}
