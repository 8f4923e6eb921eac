//! A power at the practice that records it: one seat saw the document, a second saw it too, a clinician records that the
//! person cannot make one decision now. The person is told each time. Never a yes: these pages lead to none.

use jiff::{SignedDuration, Timestamp};
use sayso_core::category::Categories;
use sayso_core::decide::NotNow;
use sayso_core::decide::look::{self, Why};
use sayso_core::decide::power::{self as decide, Document};
use sayso_core::event::{Detail, EventKind};
use sayso_core::id::{PersonId, SchemeId, SupporterId};
use sayso_core::power::Power;
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_policy::{Action, act};

use crate::agree::Service;
use crate::awkward::still_here;
use crate::practice::{Listed, identity};
use crate::{Desk, Error};

/// One power as the practice sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The power.
    pub power: Power,
    /// Who saw it first.
    pub seen_by: String,
    /// Who saw it too.
    pub confirmed_by: Option<String>,
    /// It counts now.
    pub live: bool,
    /// This seat may confirm it: another one saw it first.
    pub may_confirm: bool,
    /// A record for one decision counts under it: the service, until when, and whether a yes was said.
    pub record: Option<(String, Timestamp, bool)>,
}

/// The page about legal powers of one patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Whose page it is.
    pub who: Listed,
    /// What was recorded and is not over, newest first.
    pub powers: Vec<Row>,
    /// The services that a decision can be about.
    pub services: Vec<Service>,
    /// This seat is a clinician of the practice.
    pub may_judge: bool,
}

/// Opens the page, after its event: the person sees who opened it.
///
/// # Errors
/// [`Error::Denied`] at another practice.
pub fn show(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Shown, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::RecordPower>(actor, &about, identity())?;
    let kind = EventKind::IdentityOpened;
    let decision = look::opened(desk.now, kind, &[person], Why::default(), Detail::default());
    desk.write(&may, &decision)?;
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    let services = desk.services(about.practice)?;
    let record = desk.job.cannot_decide(person)?;
    let mut powers = vec![];
    for power in desk.job.powers_of(person)? {
        let over = power.ended_at.is_some() && power.objected_at.is_none();
        if over || power.practice != about.practice {
            continue;
        }
        let acting = power.acting(record.as_ref(), desk.now.at);
        let under = record.as_ref().filter(|_| acting.decision).map(|r| {
            let name = services.iter().find(|s| s.scheme == r.scheme);
            let name = name.map_or_else(|| "a service".to_owned(), |s| s.name.clone());
            (name, r.until, r.used_at.is_some())
        });
        let confirmed_by = power.confirmed.map(|(by, _)| desk.seat_name(by)).transpose()?;
        powers.push(Row {
            seen_by: desk.seat_name(power.seen_by)?,
            confirmed_by,
            live: acting.power,
            may_confirm: power.confirmed.is_none()
                && power.objected_at.is_none()
                && power.seen_by != member.id,
            record: under,
            power,
        });
    }
    Ok(Shown {
        who: Listed::of(person, found.person.details),
        powers,
        services,
        may_judge: desk.would(Action::RecordCapacity, actor, &about, identity()),
    })
}

/// This seat saw the document. Gives the six digits that it hands to whoever the document names. Nothing opens yet.
///
/// # Errors
/// [`Error::NotNow`] where it does not cover this decision, something is missing, or contact is over;
/// [`Error::Denied`] at another practice.
pub fn saw(desk: &mut Desk, actor: &Actor, person: PersonId, document: &Document) -> Result<String, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::RecordPower>(actor, &about, Categories::NONE)?;
    still_here(desk, person)?;
    let code = spoken::code(desk.now.source);
    let whose = (person, about.practice);
    let decision = decide::seen(desk.now, whose, member.id, document, code.clone())?;
    desk.write(&may, &decision)?;
    Ok(code)
}

/// A second seat saw it too. Gives the three words that it hands over: neither seat can come in with its own half.
///
/// # Errors
/// [`Error::NotNow`] for the seat that saw it first, and where it does not wait for this.
pub fn confirm(desk: &mut Desk, actor: &Actor, person: PersonId, id: SupporterId) -> Result<String, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::RecordPower>(actor, &about, Categories::NONE)?;
    still_here(desk, person)?;
    desk.power_of(person, id)?;
    // With its name, which the door keeps beside the card.
    let all = desk.job.powers_of(person)?.into_iter();
    let mut all = all.filter(|p| p.practice == about.practice);
    let power = all.find(|p| p.id == id).ok_or(Error::NotFound)?;
    let words = desk.fresh_supporter_words()?;
    let decision = decide::confirmed(desk.now, &power, member.id, words.clone())?;
    desk.write(&may, &decision)?;
    Ok(words)
}

/// Either seat says that it is over. Give it to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// [`Error::NotNow`] where it is over already.
pub fn end(desk: &mut Desk, actor: &Actor, person: PersonId, id: SupporterId) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::RecordPower>(actor, &about, Categories::NONE)?;
    let power = desk.power_of(person, id)?;
    let decision = decide::ended(desk.now, &power)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// A clinician records that the person cannot decide about this one service now, with the help that was given.
///
/// # Errors
/// [`Error::NotNow`] where no power counts, the help is not said, or it would count too long; [`Error::Denied`] for
/// anybody but a clinician of the person's practice.
pub fn cannot_decide(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    (id, scheme): (SupporterId, SchemeId),
    help: &str,
    days: i64,
) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::RecordCapacity>(actor, &about, Categories::NONE)?;
    still_here(desk, person)?;
    let power = desk.power_of(person, id)?;
    if power.practice != about.practice {
        return Err(Error::NotFound);
    }
    let terms = desk.question(about.practice, Some(scheme))?.terms;
    desk.may_be_decided_for(person)?;
    // Ended or recorded anew, it is the same objection until a clinician has looked at it.
    let objected = desk
        .job
        .powers_of(person)?
        .iter()
        .any(|p| p.objected_at.is_some());
    if objected {
        return Err(NotNow::Objected.into());
    }
    let remembered = desk.asked_to_remember(person)?;
    let until = desk.now.at + SignedDuration::from_hours(24 * days.clamp(0, 366));
    let said = (help, until);
    let decision = decide::cannot_decide(desk.now, &power, &terms, member.id, remembered, said)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// A clinician takes that back. Give it to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// [`Error::Denied`] for anybody but a clinician of the person's practice; [`Error::NotFound`] where there is none.
pub fn can_decide(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::RecordCapacity>(actor, &about, Categories::NONE)?;
    desk.job.cannot_decide(person)?.ok_or(Error::NotFound)?;
    let decision = decide::can_decide(desk.now, person);
    desk.write(&may, &decision)?;
    Ok(())
}

/// A clinician looked again at a power that the person objects to.
///
/// # Errors
/// [`Error::NotNow`] without what they found, and where nobody objects.
pub fn look_again(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    id: SupporterId,
    found: &str,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::RecordCapacity>(actor, &about, Categories::NONE)?;
    let power = desk.power_of(person, id)?;
    let decision = decide::looked_again(desk.now, &power, found)?;
    desk.write(&may, &decision)?;
    Ok(())
}
