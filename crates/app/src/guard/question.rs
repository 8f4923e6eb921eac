//! Public questions: anybody asks, the guardian's side answers, everybody reads both. Unanswered ones are not shown,
//! because one may name somebody.

use sayso_core::category::Categories;
use sayso_core::decide::guard::question as decide;
use sayso_core::decide::practice;
use sayso_core::event::EventKind;
use sayso_core::guard::Question;
use sayso_core::id::QuestionId;
use sayso_core::seat::Actor;
use sayso_policy::act;

use super::DOOR;
use crate::{Desk, Error};

/// Somebody asks. Who is not written down.
///
/// # Errors
/// [`Error::NotNow`] without words.
pub fn ask(desk: &mut Desk, text: &str) -> Result<(), Error> {
    let may = desk.may::<act::SpeakUp>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let decision = decide::ask(desk.now, text)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// What everybody reads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Public {
    /// Answered questions, newest first.
    pub answered: Vec<Question>,
    /// How many wait for their answer.
    pub waiting: i64,
    /// How many were not shown.
    pub set_aside: i64,
}

/// Questions with their answers. About nobody, so it writes nothing.
///
/// # Errors
/// Only where the store cannot read.
pub fn public(desk: &mut Desk) -> Result<Public, Error> {
    desk.may::<act::ReadPublic>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let (waiting, set_aside) = desk.job.questions_counted()?;
    Ok(Public {
        answered: desk.job.questions_answered()?,
        waiting,
        set_aside,
    })
}

/// Questions that wait for an answer, oldest first.
///
/// # Errors
/// [`Error::Denied`] for anybody but guardian and deputy.
pub fn waiting(desk: &mut Desk, actor: &Actor) -> Result<Vec<Question>, Error> {
    let (_, place, _) = desk.post(actor)?;
    let may = desk.may::<act::HandleConcerns>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the questions that wait");
    desk.write(&may, &decision)?;
    Ok(desk.job.questions_waiting(500)?)
}

/// Answers one, in public; or sets it aside with `None`.
///
/// # Errors
/// [`Error::NotNow`] without words, or when it waits no more.
pub fn answer(desk: &mut Desk, actor: &Actor, id: QuestionId, text: Option<&str>) -> Result<(), Error> {
    let (_, place, _) = desk.post(actor)?;
    let may = desk.may::<act::HandleConcerns>(actor, &place, Categories::NONE)?;
    let question = desk.job.question(id)?.ok_or(Error::NotFound)?;
    let decision = match text {
        Some(text) => decide::answer(desk.now, &question, text)?,
        None => decide::set_aside(desk.now, &question)?,
    };
    desk.write(&may, &decision)?;
    Ok(())
}
