//! What a coach does with a person: meets, writes, agrees a step, books, finishes. Within what the person shares, on
//! their live say-so; the person reads all of it. Never writes outside Sayso.

use sayso_core::category::{Categories, Category};
use sayso_core::decide::support::{self as decide, Writing};
use sayso_core::entry::{Author, EntryKind, EntryState};
use sayso_core::event::EventKind;
use sayso_core::id::{EntryId, PersonId};
use sayso_core::org::OrgKind;
use sayso_core::sayso::{Channel, How, Purpose};
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;
use sayso_core::words;
use sayso_policy::{Act, act};

use crate::agree::how_keyed;
use crate::change_mind::{self, Heard, Stopped};
use crate::file::{name_only, of_a_provider};
use crate::{Desk, Error};

/// The terms to explain again at a first meeting, in the sentences that the person said yes to.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The person's name.
    pub name: String,
    /// The terms they said yes to.
    pub terms: Terms,
    /// About the benefits system.
    pub about_benefits: Vec<String>,
    /// Who gets what.
    pub flows: Vec<String>,
    /// What is never sent.
    pub never_sent: Vec<&'static str>,
    /// Who owns and pays the coach's organisation.
    pub interests: Vec<String>,
}

/// Opens the page of a first meeting.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach.
pub fn explain(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Explained, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::ReadShared>(actor, &about, name_only())?;
    let referral = desk.open_with(person, member.org)?;
    desk.file_opened(&may, EventKind::FileOpened, person, Some(&referral))?;
    let ledger = desk.job.ledger(person)?;
    let said = ledger.given.iter().find(|s| s.id == referral.said);
    let terms = said.ok_or(Error::NotFound)?.terms;
    let terms = desk.job.terms(terms)?.ok_or(Error::NotFound)?;
    let org = desk.org(member.org)?;
    Ok(Explained {
        name: desk.name_of(person)?,
        about_benefits: words::about_benefits(&terms.promise),
        flows: words::flows(&terms.promise),
        never_sent: words::never_sent(&terms.promise),
        interests: words::interests(&org.name, &org.interests),
        terms,
    })
}

fn met(desk: &mut Desk, actor: &Actor, person: PersonId, how: &How) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Meet>(actor, &about, Categories::NONE)?;
    let referral = desk.open_with(person, member.org)?;
    let permit = desk.ask_in(&referral, Purpose::Refer, Categories::NONE)?;
    let decision = decide::meet(desk.now, &permit, &referral, how)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// First meeting, in English; the terms were explained again.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach; [`Error::NotNow`] when they have met before.
pub fn meet(desk: &mut Desk, actor: &Actor, person: PersonId, channel: Channel) -> Result<(), Error> {
    met(desk, actor, person, &how_keyed(actor, channel))
}

/// The same with an interpreter, in another language (`mul`, BCP 47: which one is in the access needs).
///
/// # Errors
/// As [`meet`].
pub fn meet_with_interpreter(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    channel: Channel,
) -> Result<(), Error> {
    let how = How {
        language: "mul".into(),
        ..how_keyed(actor, channel)
    };
    met(desk, actor, person, &how)
}

/// A coach writes a note, a step, a meeting, or a need at work under the yes of its own.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach, and for what the person does not share;
/// [`Error::NotNow`] without words.
pub fn write(desk: &mut Desk, actor: &Actor, person: PersonId, writing: &Writing) -> Result<(), Error> {
    match writing.kind {
        EntryKind::Note | EntryKind::Need => write_as::<act::WriteNote>(desk, actor, person, writing),
        EntryKind::Step => write_as::<act::WriteStep>(desk, actor, person, writing),
        EntryKind::Appointment => write_as::<act::Book>(desk, actor, person, writing),
        EntryKind::Hope | EntryKind::OwnStep | EntryKind::OwnWords | EntryKind::Outside => {
            Err(Error::NotFound)
        }
    }
}

fn write_as<A: Act>(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    writing: &Writing,
) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let written = Categories::of(&[writing.kind.category()]);
    let may = desk.may::<A>(actor, &about, written)?;
    let referral = desk.open_with(person, member.org)?;
    let permit = desk.ask_in(&referral, writing.kind.purpose(), written)?;
    desk.ask_in_work(&referral)?;
    let decision = decide::write(desk.now, &permit, &referral, member.id, writing)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// May this coach write a note now, and under which name would the person read it? Asked before a preview is shown.
///
/// # Errors
/// [`Error::Denied`], recorded, for anybody but the assigned coach.
pub fn signature(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<String, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    desk.may::<act::WriteNote>(actor, &about, Categories::of(&[Category::CoachNotes]))?;
    let name = desk.seat_name(member.id)?;
    let org = desk.org(member.org)?.name;
    Ok(format!("{name}, {} at {org}", member.role.in_words()))
}

/// A note that this coach has begun: the person's name and the words so far, after the event.
///
/// # Errors
/// [`Error::NotFound`] for a note of somebody else, or one that is finished.
pub fn unfinished(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    entry: EntryId,
) -> Result<(String, String), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let shown = name_only().with(Category::CoachNotes);
    let may = desk.may::<act::ReadShared>(actor, &about, shown)?;
    let referral = desk.open_with(person, member.org)?;
    let entry = desk.job.entry(entry, actor)?.ok_or(Error::NotFound)?;
    let mine = entry.author == Author::Member(member.id) && entry.person == person;
    if !mine || entry.state != EntryState::Draft || entry.referral != Some(referral.id) {
        return Err(Error::NotFound);
    }
    desk.file_opened(&may, EventKind::FileOpened, person, Some(&referral))?;
    Ok((desk.name_of(person)?, entry.text))
}

/// Finished together, at the person's word.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach; [`Error::NotNow`] when it is over already.
pub fn finish(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Finish>(actor, &about, Categories::NONE)?;
    let referral = desk.open_with(person, member.org)?;
    let permit = desk.ask_in(&referral, Purpose::Refer, Categories::NONE)?;
    let decision = decide::finish(desk.now, &permit, &referral)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// A coach keys a pause that the person asked for.
///
/// # Errors
/// As [`change_mind::pause`]; [`Error::NotFound`] for a seat that is no provider's.
pub fn pause(desk: &mut Desk, actor: &Actor, person: PersonId, heard: Heard) -> Result<(), Error> {
    of_a_provider(actor)?;
    change_mind::pause(desk, actor, person, heard)
}

/// A coach keys that the person is ready again.
///
/// # Errors
/// As [`pause`].
pub fn resume(desk: &mut Desk, actor: &Actor, person: PersonId, heard: Heard) -> Result<(), Error> {
    of_a_provider(actor)?;
    change_mind::resume(desk, actor, person, heard)
}

/// A coach or lead keys that the person leaves. Give it to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// As [`change_mind::leave`]; [`Error::NotFound`] for a seat that is no provider's.
pub fn stop(desk: &mut Desk, actor: &Actor, person: PersonId, heard: Heard) -> Result<Stopped, Error> {
    of_a_provider(actor)?;
    change_mind::leave(desk, actor, person, heard)
}

/// A coach or lead reports a danger, during support and for 30 days after.
///
/// # Errors
/// As [`change_mind::safeguard`]; [`Error::NotFound`] for a seat that is no provider's.
pub fn safeguard(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    words: &str,
    unsafe_to_tell: bool,
) -> Result<OrgKind, Error> {
    of_a_provider(actor)?;
    change_mind::safeguard(desk, actor, person, words, unsafe_to_tell)
}
