//! A way to a new private word for somebody who forgot theirs: two seats of the practice, a week after the person was told,
//! and the person who can keep their word until then (ADR 0035). Owns: who may say so, and what ends it. Nobody here sees,
//! sets or is told a word.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::NotNow;
use sayso_core::decide::forgotten::{self as decide, DELAY, Why};
use sayso_core::decide::guard::concern::Raised;
use sayso_core::facts::About;
use sayso_core::forgotten::Forgotten;
use sayso_core::guard::{ConcernKind, Handler};
use sayso_core::id::{MemberId, MessageId, PersonId};
use sayso_core::person::Way;
use sayso_core::seat::{Actor, Role};
use sayso_policy::{Act, Authorised, act};

use crate::guard::concern;
use crate::own::me;
use crate::practice::identity;
use crate::session::DOOR;
use crate::{Desk, Error};

/// Where it stands, for a seat of the practice and for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody said that a word is forgotten.
    Word,
    /// One seat said so.
    One {
        /// Until when a second can.
        until: Timestamp,
        /// It was this very seat.
        this_seat: bool,
    },
    /// Two seats said so, and nobody has told the person yet that they did: the week has not begun.
    NotTold,
    /// Two seats said so, and the person was told; the word ends then.
    Ends(Timestamp),
}

/// The same for a form of the practice: with the step that it was drawn at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// Where it stands.
    pub standing: Standing,
    /// Goes with the form: one that was drawn before another step begins nothing.
    pub step: i64,
}

impl Desk<'_> {
    /// Where it stands. The caller has asked whether the actor may know.
    pub(crate) fn forgotten_word(&mut self, actor: &Actor, person: PersonId) -> Result<Drawn, Error> {
        let row = self.job.forgotten(person)?;
        let step = row.map_or(0, |f| f.step);
        let standing = match self.under_way(person)? {
            None => Standing::Word,
            Some(f) => match f.agreed {
                None => Standing::One {
                    until: f.expires,
                    this_seat: matches!(actor, Actor::Member(m) if f.is_of(m.id)),
                },
                Some(agreed) => match agreed.told_at {
                    None => Standing::NotTold,
                    Some(told) => Standing::Ends(agreed.ends.max(told + DELAY)),
                },
            },
        };
        Ok(Drawn { standing, step })
    }

    /// What is under way, where what its seats said still counts: a first seat that is not at work any more heard nothing.
    fn under_way(&mut self, person: PersonId) -> Result<Option<Forgotten>, Error> {
        let Some(open) = self.job.forgotten(person)?.filter(|f| f.is_open(self.now.at)) else {
            return Ok(None);
        };
        let first = self.job.member(open.asked_by)?;
        let counts = open.agreed.is_some() || first.is_some_and(|m| m.active);
        Ok(Some(open).filter(|_| counts))
    }

    /// Was this seat one of two that say now that this person forgot their word, or that took one away until a new one
    /// is a week old? It is given no code, and tells nobody that the person was told.
    pub(crate) fn recorded_as_forgotten(&mut self, seat: MemberId, person: PersonId) -> Result<bool, Error> {
        let Some(row) = self.job.forgotten(person)?.filter(|f| f.is_of(seat)) else {
            return Ok(false);
        };
        Ok(row.is_open(self.now.at) || self.in_place_of_forgotten(person)?)
    }

    /// Is this the message on which the week of a word hangs that this seat recorded as forgotten? Somebody else says that it
    /// reached them.
    pub(crate) fn tells_of_a_word_recorded_by(
        &mut self,
        seat: MemberId,
        person: PersonId,
        message: MessageId,
    ) -> Result<bool, Error> {
        let row = self.job.forgotten(person)?.filter(|f| f.is_of(seat));
        Ok(row.and_then(|f| f.agreed).is_some_and(|a| a.told_by == message))
    }

    /// A forgotten word ended, and there is no new one yet or it is less than a week old. Until then how to reach the
    /// person stays as it is: who came in without a word does not choose where the next code goes.
    pub(crate) fn in_place_of_forgotten(&mut self, person: PersonId) -> Result<bool, Error> {
        if self.job.forgotten(person)?.is_none_or(|f| f.gone_at.is_none()) {
            return Ok(false);
        }
        let enrolled = self.job.person(person)?.ok_or(Error::NotFound)?.enrolled;
        Ok(!enrolled || self.just_enrolled(person)?.is_some())
    }

    /// What leads to the person's pages stays as it is while a word is under way, and until one that took its place is a week
    /// old: an open page, which asked for no word, changes neither card nor where codes go.
    ///
    /// # Errors
    /// [`Error::Input`], with what to do.
    pub(crate) fn way_in_stays(&mut self, person: PersonId) -> Result<(), Error> {
        if self.in_place_of_forgotten(person)? {
            return Err(Error::Input(
                "Your private word is new. For a week, how we reach you stays as it is.",
            ));
        }
        if self.under_way(person)?.is_some() {
            return Err(Error::Input(
                "Your practice recorded that you forgot your private word. Keep it on your first page, then change this.",
            ));
        }
        Ok(())
    }

    /// Would anybody at the practice be left to read out the message and the code? Neither of the two seats does, nor one
    /// that had a hand in a yes of theirs or is kept away.
    fn a_third_can_help(&mut self, about: &About, first: MemberId, second: MemberId) -> Result<bool, Error> {
        let away = self.job.kept_away(about.person)?;
        for seat in self.job.seats(Some(about.practice))? {
            let reads_out = matches!(seat.role, Role::Clinician | Role::PracticeAdmin)
                && ![first, second].contains(&seat.id)
                && !away.contains(&seat.id)
                && self.job.member(seat.id)?.is_some_and(|m| m.active);
            if reads_out && !self.had_a_hand_in_a_yes(seat.id, about.person)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Something ends what was under way: the word stays. With the leave that was given for that something.
    pub(crate) fn word_stays<A: Act>(
        &mut self,
        may: &Authorised<A>,
        person: PersonId,
        why: Why,
    ) -> Result<(), Error> {
        if self.under_way(person)?.is_some() {
            self.write(may, &decide::kept(self.now, person, why))?;
        }
        Ok(())
    }

    /// The same where one of these seats said so, and is kept away from the record now.
    pub(crate) fn word_stays_without<A: Act>(
        &mut self,
        may: &Authorised<A>,
        person: PersonId,
        seats: &[MemberId],
    ) -> Result<(), Error> {
        match self.under_way(person)? {
            Some(open) if seats.iter().any(|s| open.is_of(*s)) => self.word_stays(may, person, Why::KeptAway),
            _ => Ok(()),
        }
    }
}

/// A seat of the practice heard from the person, who is there, that they forgot their word. The first of two changes
/// nothing; the second, another seat within a day, begins the week. `step` is the one that its page was drawn at.
///
/// # Errors
/// [`Error::Denied`] elsewhere; [`Error::Conflict`] where something happened since the page was drawn; [`Error::NotNow`]
/// for the same seat twice and for what is done; [`Error::Input`] where nobody could come in again afterwards.
pub fn heard(desk: &mut Desk, actor: &Actor, person: PersonId, step: i64) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::ReadOutCode>(actor, &about, identity())?;
    crate::awkward::still_here(desk, person)?;
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    let no_word = !found.enrolled || desk.just_enrolled(person)?.is_some();
    if no_word || found.person.details.birth_date.is_none() || !desk.job.has_card(person)? {
        // One sentence for all of it: whether a birth date opens anything is nobody's to learn here.
        return Err(Error::Input(
            "This cannot be recorded now. They need a card and a birth date here. Then they try their three words and birth date first.",
        ));
    }
    let before = desk.under_way(person)?;
    if before.is_some_and(|f| f.agreed.is_none() && f.asked_by == member.id) {
        return Err(NotNow::SecondSeat.into());
    }
    if desk.job.forgotten(person)?.map_or(0, |f| f.step) != step {
        return Err(Error::Conflict);
    }
    let by_wire = matches!(found.contact.map(|c| c.way), Some(Way::Text | Way::Email));
    if let Some(first) = before.filter(|f| f.agreed.is_none())
        && !by_wire
        && !desk.a_third_can_help(&about, first.asked_by, member.id)?
    {
        return Err(Error::Input(
            "Nobody else here could read our message and the code out to them. A third colleague is needed, who typed and explained no yes of theirs.",
        ));
    }
    let decision = decide::heard(desk.now, person, member.id, before.as_ref())?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person told a seat of their practice that it was not they who asked: their word stays. Any seat there can, and once
/// it is done it stays done.
///
/// # Errors
/// [`Error::Denied`] elsewhere.
pub fn told_not_them(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::ReadOutCode>(actor, &about, identity())?;
    desk.word_stays(&may, person, Why::Told)
}

/// What the person's own page says of it.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn mine(desk: &mut Desk, actor: &Actor) -> Result<Standing, Error> {
    let person = me(actor)?;
    Ok(desk.forgotten_word(actor, person)?.standing)
}

/// “That was not me”: the word stays, and the guardian hears of it, once. However far the session opens the page.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn not_me(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Enrol>(actor, &about, Categories::NONE)?;
    if desk.under_way(person)?.is_none() {
        return Ok(());
    }
    desk.word_stays(&may, person, Why::NotMe)?;
    let raised = Raised {
        kind: ConcernKind::Other,
        about: Some(about.practice),
        to: Handler::Guardian,
        text: "It was recorded at the practice that I forgot my private word. That was not me.".into(),
    };
    concern::raise(desk, actor, raised)
}

/// The person used their word, so nobody has forgotten it.
pub(crate) fn used(desk: &mut Desk, person: PersonId) -> Result<(), Error> {
    if desk.under_way(person)?.is_none() {
        return Ok(());
    }
    let may = desk.may::<act::SignOut>(&Actor::Person(person), &DOOR, Categories::NONE)?;
    desk.word_stays(&may, person, Why::Used)
}

/// The worker's part: ends the words whose week is over. Gives how many there were, at most `most`.
pub(crate) fn due(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let people = desk.job.words_that_end(desk.now.at, most)?;
    for person in &people {
        let about = desk.about(*person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        desk.write(&may, &decide::gone(desk.now, *person))?;
    }
    Ok(people.len())
}
