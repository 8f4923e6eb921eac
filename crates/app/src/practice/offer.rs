//! Offering at a desk: the question, the answer, what is shared. Owns: that until an answer is kept nothing about the
//! person is written, event included; only who asked to be remembered is told that it was read.

use sayso_core::category::{Categories, Category};
use sayso_core::decide::look::{self, Why};
use sayso_core::decide::practice as decide;
use sayso_core::event::{Detail, EventKind};
use sayso_core::facts::Place;
use sayso_core::id::{OrgId, PersonId, SchemeId};
use sayso_core::person::{Answer, Details, Remembered};
use sayso_core::seat::{Actor, Member};
use sayso_policy::act;

use super::{Listed, Sought, Taking, find, identity};
use crate::agree::{self, Kept, Question, Shown, Yes};
use crate::{Desk, Error};

/// What a person may leave in a parcel at a desk.
fn parcel() -> Categories {
    Categories::of(&[
        Category::Identity,
        Category::Contact,
        Category::AccessNeeds,
        Category::OwnWords,
    ])
}

/// What the offer page shows.
#[derive(Debug, Clone)]
pub enum Opening {
    /// The question, as the published terms put it.
    Ask(Box<Question>),
    /// The patient asked the practice to remember this: only a card may be given.
    Asked(Remembered),
    /// The practice or the seat does not take part.
    NotTakingPart(Taking),
    /// A practice's own system gave a name that several rows, or none, fit: somebody chooses.
    Choose(Vec<Listed>),
}

/// The offer page, and who it is for where that was found just now.
#[derive(Debug, Clone)]
pub struct Offer {
    /// A row of the list that a launch from the practice's own system named.
    pub matched: Option<Listed>,
    /// What the page shows.
    pub opening: Opening,
}

/// Opens the offer page at the desk of `practice`. Its event names the seat alone: until an answer is kept, this page
/// is about nobody. Only somebody who asked the practice to remember something is told that it was read.
///
/// # Errors
/// [`Error::Denied`] for a seat of another practice, which is recorded; [`Error::NotFound`] without terms in effect.
pub fn open_offer(
    desk: &mut Desk,
    actor: &Actor,
    practice: OrgId,
    person: Option<PersonId>,
    launched: Option<&Sought>,
    which: Option<SchemeId>,
) -> Result<Offer, Error> {
    let member = at_desk_of(desk, actor, practice)?;
    let taking = desk.taking(&member)?;
    if !taking.both() {
        return Ok(Offer {
            matched: None,
            opening: Opening::NotTakingPart(taking),
        });
    }
    let (mut person, mut matched) = (person, None);
    if let (None, Some(sought)) = (person, launched) {
        let mut found = find(desk, actor, sought)?;
        // A number names one person. A name and a birth date name nobody by themselves: somebody chooses. So they do
        // where two records are listed as one: a machine's number may be the other one's.
        if sought.nhs_number.is_some() && found.len() == 1 && found[0].also.is_none() {
            matched = found.pop();
            person = matched.as_ref().map(|l| l.person);
        } else {
            return Ok(Offer {
                matched: None,
                opening: Opening::Choose(found),
            });
        }
    }
    // Of two records that are listed as one, what was asked on either counts.
    let pair = match person {
        Some(id) => desk.job.pair_of(id)?.filter(|p| p.listed_at.is_some()),
        None => None,
    };
    let both = person
        .into_iter()
        .chain(pair.zip(person).map(|(p, id)| p.across(id)));
    for id in both {
        let about = desk.about(id, actor)?;
        let may = desk.may::<act::OpenPatient>(actor, &about, identity())?;
        let asked = desk.job.person(id)?.and_then(|f| f.remembered);
        if let Some(asked) = asked.filter(|a| a.counts(desk.now.at)) {
            let detail = Detail::default();
            let decision = look::opened(desk.now, EventKind::IdentityOpened, &[id], Why::default(), detail);
            desk.write(&may, &decision)?;
            return Ok(Offer {
                matched,
                opening: Opening::Asked(asked),
            });
        }
    }
    let question = agree::open_offer(desk, actor, which)?;
    Ok(Offer {
        matched,
        opening: Opening::Ask(Box::new(question)),
    })
}

/// The seat is at this practice, or it is denied and recorded.
///
/// # Errors
/// [`Error::Denied`] for a seat of another practice.
pub fn at_desk_of(desk: &mut Desk, actor: &Actor, practice: OrgId) -> Result<Member, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let place: Place = desk.place(practice)?;
    desk.may::<act::Offer>(actor, &place, Categories::NONE)?;
    Ok(member)
}

/// The patient has said yes: what they can leave in the parcel, from the practice's own list. Nothing is written until
/// they have confirmed it.
///
/// # Errors
/// [`Error::Denied`] for a seat of another practice, which is recorded.
pub fn open_share(
    desk: &mut Desk,
    actor: &Actor,
    practice: OrgId,
    person: Option<PersonId>,
    which: Option<SchemeId>,
) -> Result<(Question, Option<Details>), Error> {
    let member = at_desk_of(desk, actor, practice)?;
    desk.must_take_part(&member)?;
    let details = match person {
        None => None,
        Some(id) => {
            let about = desk.about(id, actor)?;
            desk.may::<act::KeyAgreement>(actor, &about, parcel())?;
            desk.job.person(id)?.map(|f| f.person.details)
        }
    };
    Ok((desk.question(practice, which)?, details))
}

/// The patient says yes at the desk of `practice`: kept, and held.
///
/// # Errors
/// As [`agree::at_the_desk`]; [`Error::Conflict`] where the page showed other terms or interests than those in force;
/// [`Error::Input`] where the practice or the seat does not take part.
pub fn say_yes(
    desk: &mut Desk,
    actor: &Actor,
    practice: OrgId,
    person: Option<PersonId>,
    yes: &Yes,
    shown: Shown,
) -> Result<Kept, Error> {
    let member = at_desk_of(desk, actor, practice)?;
    desk.must_take_part(&member)?;
    let now = desk.question(practice, Some(yes.scheme))?;
    let parcel = agree::preview(&yes.details, yes.lines, &yes.own_words, yes.salt);
    if now.with(parcel.hash()) != shown {
        return Err(Error::Conflict);
    }
    agree::at_the_desk(desk, actor, person, yes)
}

/// The patient says no or not yet: one counter. Only where they ask for it, something is remembered about them.
///
/// # Errors
/// [`Error::Denied`] for a seat of another practice, which is recorded.
pub fn say_no(
    desk: &mut Desk,
    actor: &Actor,
    practice: OrgId,
    answer: Answer,
    remember: Option<(PersonId, Remembered)>,
) -> Result<(), Error> {
    say_no_to(
        desk,
        actor,
        practice,
        answer,
        remember.map(|(person, _)| person),
        remember,
    )
}

/// The same, from somebody on the practice's list. A referral of somebody else's that waited for their answer has got
/// it: it is deleted, and only they read that it was there.
///
/// # Errors
/// As [`say_no`].
pub fn say_no_to(
    desk: &mut Desk,
    actor: &Actor,
    practice: OrgId,
    answer: Answer,
    person: Option<PersonId>,
    remember: Option<(PersonId, Remembered)>,
) -> Result<(), Error> {
    at_desk_of(desk, actor, practice)?;
    if let Some(person) = person {
        for offer in desk
            .job
            .open_offers_to(person, desk.now.at - decide::OFFER_OPEN)?
        {
            let about = desk.about(person, actor)?;
            let may = desk.may::<act::RememberAnswer>(actor, &about, identity())?;
            let decision = decide::offer_answered(desk.now, person, offer.id);
            desk.write(&may, &decision)?;
        }
    }
    let remember = match remember {
        None => None,
        Some((person, what)) => {
            let about = desk.about(person, actor)?;
            let may = desk.may::<act::RememberAnswer>(actor, &about, identity())?;
            Some((may, decide::remembered(desk.now, person, Some(what))))
        }
    };
    agree::answer_no(desk, actor, None, answer)?;
    if let Some((may, decision)) = remember {
        desk.write(&may, &decision)?;
    }
    Ok(())
}
