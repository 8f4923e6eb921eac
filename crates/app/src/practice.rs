//! What a practice does before somebody answers: finding its own patients, cards, whether it takes part. About nobody:
//! nothing here writes an id of a person anywhere, but for [`load`], which keeps a row of the practice's own list.

pub mod danger;
pub mod letters;
pub mod offer;
pub mod pair;
pub mod put_right;
pub mod reception;
pub mod returned;
pub mod sent;
pub mod told;

use jiff::civil::Date;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::practice as decide;
use sayso_core::decision::Counter;
use sayso_core::event::EventKind;
use sayso_core::id::{PersonId, SourceExt as _};
use sayso_core::nhs_number::NhsNumber;
use sayso_core::person::{Details, Person};
use sayso_core::seat::{Actor, Member, Role};
use sayso_core::spoken;
use sayso_policy::{Action, Authorised, act};

use crate::{Desk, Error};

/// Who takes part. Nobody is asked why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taking {
    /// The practice.
    pub practice: bool,
    /// This seat.
    pub seat: bool,
}

impl Taking {
    /// Support can be offered here.
    #[must_use]
    pub const fn both(self) -> bool {
        self.practice && self.seat
    }
}

/// Somebody on the practice's own list, as far as finding them needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their birth date.
    pub birth_date: Option<Date>,
    /// Their NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// The second record that the practice lists with this one: who it says they are.
    pub also: Option<String>,
}

impl Listed {
    pub(crate) fn of(person: PersonId, details: Details) -> Self {
        Self {
            person,
            name: details.name,
            birth_date: details.birth_date,
            nhs_number: details.nhs_number,
            also: None,
        }
    }

    /// Name, birth date and number in one line.
    fn in_words(&self) -> String {
        let born = self.birth_date.map(sayso_core::words::day);
        let born = born.map(|day| format!("born {day}"));
        let number = self.nhs_number.map(|n| format!("NHS number {n}"));
        let facts = born.into_iter().chain(number);
        facts.fold(self.name.clone(), |line, fact| format!("{line}, {fact}"))
    }
}

/// The name and what goes with it.
pub(crate) fn identity() -> Categories {
    Categories::of(&[Category::Identity])
}

impl Desk<'_> {
    fn taking(&mut self, member: &Member) -> Result<Taking, Error> {
        Ok(Taking {
            practice: self.org(member.org)?.takes_part,
            seat: self.job.seat(member.id)?.is_some_and(|s| s.takes_part),
        })
    }

    fn must_take_part(&mut self, member: &Member) -> Result<(), Error> {
        if self.taking(member)?.both() {
            Ok(())
        } else {
            Err(Error::Input(
                "Support is not offered from this seat. The settings page can change that.",
            ))
        }
    }
}

/// The practice's first page: about nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    /// The practice's name.
    pub practice: String,
    /// Who takes part.
    pub taking: Taking,
    /// The seat is a clinician's.
    pub clinician: bool,
    /// How many reports of a danger nobody here has said that they act on.
    pub dangers: usize,
    /// How many accesses the guardian asks about.
    pub asked: usize,
    /// How many messages to its people nobody has said yet that they reached them.
    pub letters: usize,
    /// How many notices that somebody left nobody has acknowledged.
    pub notices: usize,
    /// How many things the practice is asked to take out again, and has not said that it has seen.
    pub asked_back: usize,
}

/// Opens the practice's first page. About nobody, so it writes nothing.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn front(desk: &mut Desk, actor: &Actor) -> Result<Front, Error> {
    let (member, place) = Desk::own_place(actor)?;
    desk.may::<act::Offer>(actor, &place, Categories::NONE)?;
    Ok(Front {
        practice: desk.org(place.org)?.name,
        taking: desk.taking(&member)?,
        clinician: member.role == Role::Clinician,
        asked: desk.asked_of(place.org)?,
        letters: desk.job.to_hand_at(place.org)?.len(),
        dangers: danger::waiting(desk, actor, place.org)?,
        notices: reception::unseen(desk, place.org)?.len(),
        asked_back: desk.job.recalls_unseen_at(place.org)?.len(),
    })
}

/// What somebody at the practice types to find a patient.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// Their NHS number; enough by itself.
    pub nhs_number: Option<NhsNumber>,
    /// Else their name.
    pub name: String,
    /// With their birth date.
    pub birth_date: Option<Date>,
}

/// Looks for somebody on the practice's own list. The event is about nobody: nothing is kept of a search.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn find(desk: &mut Desk, actor: &Actor, sought: &Sought) -> Result<Vec<Listed>, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::FindPatient>(actor, &place, Categories::NONE)?;
    let ids = match sought.nhs_number {
        Some(number) => desk.job.by_nhs_number(place.org, number)?.into_iter().collect(),
        None => desk.job.by_name(
            place.org,
            &Details {
                name: sought.name.clone(),
                birth_date: sought.birth_date,
                ..Details::default()
            },
        )?,
    };
    listed(desk, actor, &may, ids)
}

/// Looks for whoever handed in a slip, by what stands on it: the reference, or the three words of a card that is theirs.
/// A card that nobody said yes with leads to nobody. The event is about nobody, as for [`find`].
///
/// # Errors
/// As [`find`]; [`Error::Input`] where it is neither a reference nor three words.
pub fn find_by_slip(desk: &mut Desk, actor: &Actor, written: &str) -> Result<Vec<Listed>, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::FindPatient>(actor, &place, Categories::NONE)?;
    let words = spoken::tidy(written);
    let id = if let Some(reference) = spoken::tidy_reference(written) {
        desk.job.by_reference(place.org, &reference)?
    } else if words.split('-').count() == 3 {
        let card = desk.job.card(&words)?.filter(|c| c.practice == place.org);
        card.and_then(|c| c.person)
    } else {
        return Err(Error::Input(
            "Check what the slip says: a reference like K7M-4QX, or three words.",
        ));
    };
    listed(desk, actor, &may, id.into_iter().collect())
}

/// Those of them whom this seat may open, after the event.
fn listed(
    desk: &mut Desk,
    actor: &Actor,
    may: &Authorised<act::FindPatient>,
    ids: Vec<PersonId>,
) -> Result<Vec<Listed>, Error> {
    let mut found = vec![];
    for id in ids {
        let about = desk.about(id, actor)?;
        if desk.would(Action::OpenPatient, actor, &about, identity()) {
            let person = desk.job.person(id)?.ok_or(Error::NotFound)?.person;
            found.push(Listed::of(id, person.details));
        }
    }
    let found = pair::as_one(desk, actor, found)?;
    let decision = decide::about_nobody(desk.now, EventKind::PatientLookedFor, "");
    desk.write(may, &decision)?;
    Ok(found)
}

/// Somebody is chosen from what was found, to be offered support. Still about nobody: allowed, it writes nothing.
///
/// # Errors
/// [`Error::Denied`] at another practice, which is recorded.
pub fn choose(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Listed, Error> {
    let about = desk.about(person, actor)?;
    desk.may::<act::OpenPatient>(actor, &about, identity())?;
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    Ok(Listed::of(person, found.person.details))
}

/// One row of the practice's own list, new or with new details. The same NHS number is the same person.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats; [`Error::Input`] without a name.
pub fn load(desk: &mut Desk, actor: &Actor, details: Details) -> Result<PersonId, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::LoadList>(actor, &place, Categories::NONE)?;
    if details.name.trim().is_empty() {
        return Err(Error::Input("A row of the list needs a name."));
    }
    let known = match details.nhs_number {
        Some(number) => desk.job.by_nhs_number(place.org, number)?,
        None => None,
    };
    let id = known.unwrap_or_else(|| desk.now.source.id());
    let person = Person {
        id,
        practice: place.org,
        details,
    };
    let decision = decide::identity_loaded(desk.now, person);
    desk.write(&may, &decision)?;
    Ok(id)
}

/// Cards: three words each, about nobody. The words are shown once; the house keeps a fingerprint.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats; [`Error::Input`] where it does not take part.
pub fn make_cards(desk: &mut Desk, actor: &Actor, how_many: usize) -> Result<Vec<String>, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::IssueCard>(actor, &place, Categories::NONE)?;
    desk.must_take_part(&member)?;
    let mut cards: Vec<String> = vec![];
    while cards.len() < how_many {
        let words = desk.fresh_card()?;
        if !cards.contains(&words) {
            cards.push(words);
        }
    }
    let decision = decide::cards_made(desk.now, place.org, &cards);
    desk.write(&may, &decision)?;
    Ok(cards)
}

/// How many cards this practice has made and how many were used: counts, no names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cards {
    /// Made so far.
    pub made: i64,
    /// Used so far.
    pub used: i64,
    /// Support is offered from this seat.
    pub taking: Taking,
}

/// Reads the practice's card counts.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn cards(desk: &mut Desk, actor: &Actor) -> Result<Cards, Error> {
    let (member, place) = Desk::own_place(actor)?;
    desk.may::<act::IssueCard>(actor, &place, Categories::NONE)?;
    let figures = desk.job.figures(Some(place.org))?;
    let sum = |what: Counter| {
        figures
            .iter()
            .filter(|f| f.what == what.as_str())
            .map(|f| f.n)
            .sum()
    };
    Ok(Cards {
        made: sum(Counter::Cards),
        used: sum(Counter::CardsUsed),
        taking: desk.taking(&member)?,
    })
}

/// The practice's settings as this seat sees them.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn settings(desk: &mut Desk, actor: &Actor) -> Result<Front, Error> {
    let (_, place) = Desk::own_place(actor)?;
    desk.may::<act::ChangeSettings>(actor, &place, Categories::NONE)?;
    front(desk, actor)
}

/// A clinician: "I don't take part", or does again. No reason is asked.
///
/// # Errors
/// [`Error::Denied`] for anybody but a clinician of a practice.
pub fn take_part(desk: &mut Desk, actor: &Actor, takes_part: bool) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::DontTakePart>(actor, &place, Categories::NONE)?;
    let decision = decide::takes_part(desk.now, place.org, Some(member.id), takes_part);
    desk.write(&may, &decision)?;
    Ok(())
}

/// The same for the whole practice, said by its team.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's team.
pub fn practice_takes_part(desk: &mut Desk, actor: &Actor, takes_part: bool) -> Result<(), Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::PracticeDontTakePart>(actor, &place, Categories::NONE)?;
    let decision = decide::takes_part(desk.now, place.org, None, takes_part);
    desk.write(&may, &decision)?;
    Ok(())
}
