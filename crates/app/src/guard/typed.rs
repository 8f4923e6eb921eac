//! A yes that staff typed: five of each month are drawn, guardian or deputy asks about one, the person answers, and a yes that
//! they did not say ends. Names no person to whoever asks.

use std::cmp::Reverse;

use jiff::{SignedDuration, Timestamp};
use sayso_core::category::Categories;
use sayso_core::decide::guard::checks as decide;
use sayso_core::guard::{Called, YesAnswer};
use sayso_core::id::EventId;
use sayso_core::seat::Actor;
use sayso_policy::act;
use sayso_store::{TypedYes, Watch};

use super::looked::{FIVE, last_month};
use crate::change_mind::{self, Heard};
use crate::own::me;
use crate::{Desk, Error, own};

/// So long after its month a typed yes that was asked about stays to be read.
const STILL_ASKED: SignedDuration = SignedDuration::from_hours(92 * 24);

/// One typed yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The event.
    pub event: EventId,
    /// Who typed it.
    pub who: String,
    /// When.
    pub at: Timestamp,
    /// Somebody whom the person brought interpreted it. Who that was is not known here.
    pub brought: bool,
    /// What was asked, and what the person said.
    pub called: Option<Called>,
}

impl Desk<'_> {
    /// The five of a month.
    pub(super) fn typed(
        &mut self,
        watch: &Watch,
        month: &str,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Typed>, Error> {
        let mut all = self.job.typed_yeses(watch, from, to)?;
        all.sort_by_cached_key(|(event, ..)| self.job.lot("yes", month, *event));
        // What family or friends interpreted is asked about first: whoever pressed may have been in the room.
        let (mut first, mut rest) = (vec![], vec![]);
        for yes in all {
            let brought = self.job.brought_interpreted(yes.0)?;
            if brought { &mut first } else { &mut rest }.push(yes);
        }
        let drawn = first.into_iter().chain(rest).take(FIVE);
        drawn.map(|yes| self.as_typed(yes)).collect()
    }

    /// What was asked about and has left the month's five, newest first.
    pub(super) fn asked_before(&mut self, watch: &Watch, month: Timestamp) -> Result<Vec<Typed>, Error> {
        let mut all = self.job.typed_yeses_asked(watch, month - STILL_ASKED, month)?;
        all.sort_by_key(|(.., at)| Reverse(*at));
        all.into_iter().map(|yes| self.as_typed(yes)).collect()
    }

    fn as_typed(&mut self, (event, _, who, at): TypedYes) -> Result<Typed, Error> {
        Ok(Typed {
            who: self.seat_in_words(who)?,
            at,
            brought: self.job.brought_interpreted(event)?,
            called: self.job.called(event)?,
            event,
        })
    }
}

/// Asks the person behind a drawn yes, by their safe channel, whether it was their own. Whom it is, is not shown.
///
/// # Errors
/// [`Error::NotFound`] for a yes that was not drawn; [`Error::Conflict`] when they were asked.
pub fn ask_about_yes(desk: &mut Desk, actor: &Actor, event: EventId) -> Result<(), Error> {
    let (_, place, watch) = desk.post(actor)?;
    desk.may::<act::Oversee>(actor, &place, Categories::NONE)?;
    let (month, from, to) = last_month(desk.now.at)?;
    if !desk
        .typed(&watch, &month, from, to)?
        .iter()
        .any(|t| t.event == event)
    {
        return Err(Error::NotFound);
    }
    if desk.job.called(event)?.is_some() {
        return Err(Error::Conflict);
    }
    let all = desk.job.typed_yeses(&watch, from, to)?;
    let person = all.iter().find(|(e, ..)| *e == event).map(|(_, p, ..)| *p);
    let person = person.ok_or(Error::NotFound)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::AskAboutYes>(actor, &about, Categories::NONE)?;
    let decision = decide::ask_about_yes(desk.now, event, person);
    desk.write(&may, &decision)?;
    Ok(())
}

/// What a person is asked about their typed yes.
///
/// # Errors
/// [`Error::NotFound`] for anybody but a person.
pub fn asked_of_me(desk: &mut Desk, actor: &Actor) -> Result<Vec<Called>, Error> {
    let person = own::opened(desk, actor, "a question about your yes")?;
    Ok(desk.job.called_of(person)?)
}

/// The person answers. Where they did not say that yes, what rests on it stops in this transaction, and this is true: give it
/// to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// [`Error::NotFound`] for somebody else's question.
pub fn answer_about_yes(
    desk: &mut Desk,
    actor: &Actor,
    event: EventId,
    answer: YesAnswer,
) -> Result<bool, Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::AnswerGuardian>(actor, &about, Categories::NONE)?;
    let called = desk.job.called(event)?.filter(|c| c.person == person);
    let decision = decide::yes_answered(desk.now, &called.ok_or(Error::NotFound)?, answer)?;
    desk.write(&may, &decision)?;
    if answer != YesAnswer::NotSaid {
        return Ok(false);
    }
    let said = desk.job.said_of(event)?;
    let referrals = desk.job.referrals(person)?;
    let rests = referrals
        .iter()
        .find(|r| Some(r.said) == said && r.state.is_open());
    let Some(rests) = rests else { return Ok(false) };
    change_mind::leave_one(desk, actor, person, Some(rests.scheme), Heard::ONLINE)?;
    Ok(true)
}
