//! The person's own pages: everything that is held, everybody who looked, and what they can do about it.

use sayso_core::category::Categories;
use sayso_core::decide::look::{self, Why};
use sayso_core::decide::{agree as decide_agree, session, support};
use sayso_core::entry::EntryKind;
use sayso_core::event::{Detail, EventKind};
use sayso_core::id::PersonId;
use sayso_core::person::SafeContact;
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_policy::act;

use crate::desk::Reach;
use crate::{Desk, Error};

mod copy;
mod erase;
mod explained;
mod fhir;
mod held;
mod history;
mod home;
mod pair;
mod plan;
mod receipt;
mod record;
mod sessions;
mod why;

pub use copy::take_copy;
pub use erase::{
    Asked, Kept, Standing, ask_erasure, confirm_erasure, erasure, goes_by_itself, keep_everything,
};
pub(crate) use erase::{ahead, due};
pub use explained::{Explained, explained};
pub use fhir::bundle;
pub(crate) use fhir::entry as fhir_entry;
use held::held;
pub use held::{Held, JobTold, Outgoing, Said, Sent, Written};
pub use history::{Asked as AskedOfHistory, Rows, Which, changed, history, month_of};
pub use home::{Home, home};
pub use pair::{Two, ask_to_join, cross, join, open_two_records, part, two_records};
pub(crate) use pair::{across, open_across, part_if_linked};
pub use plan::{Plan, change_plan, plan, write_step};
pub use receipt::{Receipt, given_with, receipt};
pub use record::{
    Corrected, Named, beside_entry, beside_said, correct, entry, said, seal, set_reading, unseal,
};
pub use sayso_store::By;
pub use sessions::{give_word, sessions, set_exit_off, set_simple_home, sign_out_everywhere, undo_enrolment};
pub use why::{RulesAsked, WhyAllowed, row, why};

/// The person themself.
pub(crate) const fn me(actor: &Actor) -> Result<PersonId, Error> {
    match *actor {
        Actor::Person(person) => Ok(person),
        Actor::Supporter(_) | Actor::Attorney(_) | Actor::Member(_) | Actor::Visitor | Actor::Sayso => {
            Err(Error::NotFound)
        }
    }
}

/// Opens the person's own page (`page` in words: "your page"), after its event is written.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn open(
    desk: &mut Desk,
    actor: &Actor,
    page: &str,
    events: u32,
    before: Option<i64>,
) -> Result<Held, Error> {
    let person = opened(desk, actor, page)?;
    held(desk, person, events, before)
}

/// The same, however far the session opens the person's pages: for the way out, which nothing may slow down.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn open_way_out(desk: &mut Desk, actor: &Actor, page: &str) -> Result<Held, Error> {
    let person = opened_any(desk, actor, page)?;
    held(desk, person, 0, None)
}

/// The same for the page on which a first private word is set. Who has only what staff may know sets the first, and
/// reads nothing of what was set before.
///
/// # Errors
/// [`Error::PrivateWord`] where there is one.
pub fn open_to_enrol(desk: &mut Desk, actor: &Actor) -> Result<Held, Error> {
    let held = open_way_out(desk, actor, "the page for how to reach you")?;
    match desk.reach {
        Reach::Simple => Err(Error::PrivateWord),
        Reach::Limited if held.enrolled => Err(Error::PrivateWord),
        Reach::Limited | Reach::Full => Ok(held),
    }
}

/// As [`opened_any`], for a session that opens everything.
pub(crate) fn opened(desk: &mut Desk, actor: &Actor, page: &str) -> Result<PersonId, Error> {
    match (desk.reach, actor) {
        (Reach::Simple | Reach::Limited, Actor::Person(_)) => Err(Error::PrivateWord),
        _ => opened_any(desk, actor, page),
    }
}

/// Authorises the person to read their own, and writes that they did.
pub(crate) fn opened_any(desk: &mut Desk, actor: &Actor, page: &str) -> Result<PersonId, Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::OpenOwn>(actor, &about, Categories::NONE)?;
    let detail = Detail {
        what: Some(page.into()),
        ..Detail::default()
    };
    let decision = look::opened(desk.now, EventKind::OwnOpened, &[person], Why::default(), detail);
    desk.write(&may, &decision)?;
    Ok(person)
}

/// The person sets for the first time how to reach them safely, and a private word of their own.
///
/// # Errors
/// [`Error::PrivateWord`] where there is one; [`Error::Input`] for a word too short to keep anybody out.
pub fn enrol(desk: &mut Desk, actor: &Actor, contact: SafeContact, word: &str) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Enrol>(actor, &about, Categories::NONE)?;
    // Whoever has only what staff may know sets the first word, and never another in its place.
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    if found.enrolled {
        return Err(Error::PrivateWord);
    }
    long_enough(word)?;
    // In place of a forgotten word: the way to be reached stays, for whoever comes in here has no word to change it with.
    let again = desk.in_place_of_forgotten(person)?;
    let contact = found.contact.filter(|_| again).unwrap_or(contact);
    let decision = decide_agree::enrol(desk.now, person, contact, word);
    desk.write(&may, &decision)?;
    if again {
        // Whoever could set a word here shall not come to another record by it.
        part_if_linked(desk, actor, person)?;
    }
    Ok(())
}

impl Desk<'_> {
    /// How to reach the person is not changed before a word that took the place of a forgotten one is a week old.
    fn reach_stays(&mut self, person: PersonId, contact: &SafeContact) -> Result<(), Error> {
        let same = self.job.person(person)?.and_then(|p| p.contact).as_ref() == Some(contact);
        if same { Ok(()) } else { self.way_in_stays(person) }
    }
}

fn long_enough(word: &str) -> Result<(), Error> {
    if spoken::tidy(word).chars().count() < 4 {
        return Err(Error::Input(
            "Choose a private word of at least 4 letters, one that only you would think of.",
        ));
    }
    Ok(())
}

/// The person changes how to reach them safely, and their private word where `another` is not empty. It takes the word
/// that they have: a page that somebody left open does not tell who holds it. `false`: that is not it.
///
/// # Errors
/// [`Error::PrivateWord`] for a session that does not open everything; as [`enrol`].
pub fn change_contact(
    desk: &mut Desk,
    actor: &Actor,
    contact: SafeContact,
    word: &str,
    another: &str,
) -> Result<bool, Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Enrol>(actor, &about, Categories::NONE)?;
    if desk.reach != Reach::Full {
        return Err(Error::PrivateWord);
    }
    if !desk.job.is_private_word(person, &spoken::tidy(word))? {
        desk.write(&may, &session::tried(desk.now, Some(person)))?;
        return Ok(false);
    }
    desk.reach_stays(person, &contact)?;
    let kept = if another.is_empty() { word } else { another };
    long_enough(kept)?;
    crate::forgotten::used(desk, person)?;
    let decision = decide_agree::enrol(desk.now, person, contact, kept);
    desk.write(&may, &decision)?;
    Ok(true)
}

/// The person writes a hope or anything else.
///
/// # Errors
/// [`Error::NotNow`] when there is nothing in it.
pub fn write(desk: &mut Desk, actor: &Actor, kind: EntryKind, text: &str) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let decision = support::own_words(desk.now, person, kind, text)?;
    desk.write(&may, &decision)?;
    Ok(())
}
