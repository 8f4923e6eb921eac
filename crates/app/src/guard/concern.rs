//! Concerns: raised by anybody, read by the one seat that handles them, answered to whoever raised them. No practice and
//! no provider reads or counts them. Give raising to [`sayso_store::Lane::Stop`]: it is never held up.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::guard::checks;
use sayso_core::decide::guard::concern::{self as decide, Raised};
use sayso_core::facts::About;
use sayso_core::guard::{Concern, Handler, may_handle};
use sayso_core::id::{ConcernId, EventId, OrgId, PersonId};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Role};
use sayso_core::spoken;
use sayso_policy::act;

use super::{DOOR, seat_of};
use crate::own::RulesAsked;
use crate::own::me;
use crate::telling::Sentence;
use crate::{Desk, Error, own};

/// Organisations that a concern can be about, by name. Nobody of the benefits system: it has no part here.
///
/// # Errors
/// Only where the store cannot read.
pub fn organisations(desk: &mut Desk) -> Result<Vec<(OrgId, String)>, Error> {
    desk.may::<act::ReadPublic>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let all = desk.job.orgs()?.into_iter();
    let part = all.filter(|o| !matches!(o.kind, OrgKind::Benefits | OrgKind::Witness));
    Ok(part.map(|o| (o.id, o.name)).collect())
}

/// The person raises a concern.
///
/// # Errors
/// [`Error::NotFound`] for anybody but a person. Nothing that was typed makes it fail.
pub fn raise(desk: &mut Desk, actor: &Actor, raised: Raised) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::RaiseConcern>(actor, &about, Categories::NONE)?;
    let raised = desk.about_somebody_known(raised)?;
    let goes_to = desk.job.concern_goes_to(Some(person), raised.about)?;
    let seats = desk.guardians(goes_to)?;
    let decision = decide::raise(desk.now, Some(person), &raised, None, &seats);
    desk.write(&may, &decision)?;
    Ok(())
}

/// Somebody raises a concern without a name: gives three words that open the answer. Whoever is signed in here is not
/// written down either.
///
/// # Errors
/// Only where the store cannot write.
pub fn raise_without_a_name(desk: &mut Desk, raised: Raised) -> Result<String, Error> {
    let may = desk.may::<act::SpeakUp>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let raised = desk.about_somebody_known(raised)?;
    let goes_to = desk.job.concern_goes_to(None, raised.about)?;
    let seats = desk.guardians(goes_to)?;
    let words = loop {
        let words = spoken::card(desk.now.source);
        if desk.job.concern_by_words(&words)?.is_none() {
            break words;
        }
    };
    let decision = decide::raise(desk.now, None, &raised, Some(&words), &seats);
    desk.write(&may, &decision)?;
    Ok(words)
}

impl Desk<'_> {
    /// An organisation that is not there is left out, so that nothing stands in the way.
    fn about_somebody_known(&mut self, raised: Raised) -> Result<Raised, Error> {
        let about = match raised.about {
            Some(org) => self.job.org(org)?.map(|o| o.id),
            None => None,
        };
        Ok(Raised { about, ..raised })
    }
}

/// What three words open: where it stands and its answer, never the words that were written.
///
/// # Errors
/// [`Error::NotFound`] for words that open nothing.
pub fn by_words(desk: &mut Desk, words: &str) -> Result<Concern, Error> {
    desk.may::<act::SpeakUp>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let found = desk.job.concern_by_words(&spoken::tidy(words))?;
    let mut concern = found.ok_or(Error::NotFound)?;
    concern.text.clear();
    Ok(concern)
}

/// The person's own concerns with their answers, newest first.
///
/// # Errors
/// [`Error::NotFound`] for anybody but a person.
pub fn own(desk: &mut Desk, actor: &Actor) -> Result<Vec<Concern>, Error> {
    let person = own::opened(desk, actor, "your concerns")?;
    Ok(desk.job.concerns_of(person)?)
}

/// A concern on the list of the seat that handles it: nothing of what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The concern, without its words.
    pub concern: Concern,
    /// The organisation that it is about, by name.
    pub about: Option<String>,
    /// Nobody acknowledged it in time.
    pub late: bool,
}

/// What waits for this seat, oldest first, and then what it has answered. The list names nobody.
///
/// # Errors
/// [`Error::Denied`] for anybody but guardian and deputy.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Line>, Error> {
    let (member, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::HandleConcerns>(actor, &place, Categories::NONE)?;
    let handler = Handler::of(member.role).ok_or(Error::NotFound)?;
    let mut mine = desk.job.concerns(&watch, handler, 500)?;
    mine.retain(|c| may_handle(c, &member));
    let mut people: Vec<PersonId> = mine.iter().filter_map(|c| c.person).collect();
    people.sort_unstable();
    people.dedup();
    desk.list_of_the_guardian(&may, "the list of concerns", &people)?;
    let now = desk.now.at;
    let mut lines = vec![];
    for mut concern in mine {
        concern.text.clear();
        let about = concern.about.map(|o| desk.org(o)).transpose()?;
        lines.push(Line {
            late: concern.is_late(now),
            about: about.map(|o| o.name),
            concern,
        });
    }
    Ok(lines)
}

/// One concern as the seat that handles it reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The concern.
    pub concern: Concern,
    /// The organisation that it is about, by name.
    pub about: Option<String>,
    /// This seat may stand back from it.
    pub may_stand_back: bool,
    /// Now, to say what is late.
    pub now: Timestamp,
}

/// The proof of authority that fits: about the person, or about nobody.
enum May {
    Person(sayso_policy::Authorised<act::HandleConcern>),
    Nobody(sayso_policy::Authorised<act::HandleConcerns>),
}

impl Desk<'_> {
    fn may_handle(&mut self, actor: &Actor, id: ConcernId) -> Result<(Concern, May), Error> {
        let (member, place, watch) = self.post(actor)?;
        // Asked first, so that another seat's try is written down whatever the number says.
        let at_all = self.may::<act::HandleConcerns>(actor, &place, Categories::NONE)?;
        let concern = self.job.concern(id)?.filter(|c| may_handle(c, &member));
        let concern = concern.ok_or(Error::NotFound)?;
        if !self.job.watches_concern(&watch, concern.id)? {
            return Err(Error::NotFound);
        }
        let may = match concern.person {
            Some(person) => {
                let about = self.about_whoever_raised_it(person, actor)?;
                May::Person(self.may::<act::HandleConcern>(actor, &about, Categories::NONE)?)
            }
            None => May::Nobody(at_all),
        };
        Ok((concern, may))
    }

    /// The facts about whoever raised a concern that goes to a scheme of the actor's: they have to do with that scheme by
    /// the concern itself, whatever they said yes to.
    fn about_whoever_raised_it(&mut self, person: PersonId, actor: &Actor) -> Result<About, Error> {
        let about = self.about(person, actor)?;
        Ok(About {
            overseer: Some(seat_of(actor)?.org),
            ..about
        })
    }

    fn write_concern(&mut self, may: &May, decision: &sayso_core::decision::Decision) -> Result<(), Error> {
        match may {
            May::Person(may) => self.write(may, decision)?,
            May::Nobody(may) => self.write(may, decision)?,
        };
        Ok(())
    }
}

/// Opens one concern, after the event that says so.
///
/// # Errors
/// [`Error::NotFound`] for the seat that it is not with.
pub fn open(desk: &mut Desk, actor: &Actor, id: ConcernId) -> Result<Read, Error> {
    let (concern, may) = desk.may_handle(actor, id)?;
    let member = seat_of(actor)?;
    let decision = decide::opened(desk.now, &concern, &member)?;
    desk.write_concern(&may, &decision)?;
    let about = concern.about.map(|o| desk.org(o)).transpose()?;
    Ok(Read {
        about: about.map(|o| o.name),
        may_stand_back: concern.handler == Handler::Guardian && member.role == Role::Guardian,
        now: desk.now.at,
        concern,
    })
}

/// "We have it."
///
/// # Errors
/// [`Error::NotFound`] for the seat that it is not with; [`Error::NotNow`] when that was said before.
pub fn acknowledge(desk: &mut Desk, actor: &Actor, id: ConcernId) -> Result<(), Error> {
    let (concern, may) = desk.may_handle(actor, id)?;
    let decision = decide::acknowledge(desk.now, &concern, &seat_of(actor)?)?;
    desk.write_concern(&may, &decision)
}

/// The guardian stands back: the deputy alone reads it from now on.
///
/// # Errors
/// As [`acknowledge`].
pub fn stand_back(desk: &mut Desk, actor: &Actor, id: ConcernId) -> Result<(), Error> {
    let (concern, may) = desk.may_handle(actor, id)?;
    let decision = decide::stand_back(desk.now, &concern, &seat_of(actor)?)?;
    desk.write_concern(&may, &decision)
}

/// The answer, as the person reads it.
///
/// # Errors
/// As [`acknowledge`]; [`Error::NotNow`] without words.
pub fn answer(desk: &mut Desk, actor: &Actor, id: ConcernId, text: &str) -> Result<(), Error> {
    let (concern, may) = desk.may_handle(actor, id)?;
    let decision = decide::answer(desk.now, &concern, &seat_of(actor)?, text)?;
    desk.write_concern(&may, &decision)
}

/// Passes on what nobody acknowledged in two working days. Where no deputy sits, it stays, and stays late.
pub(crate) fn pass_on(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let late = desk.job.late_concerns(desk.now.at, most)?;
    if late.is_empty() || desk.job.seats_of(&[], Role::Deputy)?.is_empty() {
        return Ok(0);
    }
    for concern in &late {
        let decision = decide::escalate(desk.now, concern)?;
        if let Some(person) = concern.person {
            let about = desk.about(person, &Actor::Sayso)?;
            let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
            desk.write(&may, &decision)?;
        } else {
            let may = desk.may::<act::Escalate>(&Actor::Sayso, &DOOR, Categories::NONE)?;
            desk.write(&may, &decision)?;
        }
    }
    Ok(late.len())
}

/// Who looked at the person behind a concern, never what they saw. The guardian learns no name.
///
/// # Errors
/// [`Error::NotFound`] for a concern without a name, and for the seat that it is not with.
pub fn who_looked(desk: &mut Desk, actor: &Actor, id: ConcernId) -> Result<Vec<Sentence>, Error> {
    let person = desk.reviews_looks(actor, id)?;
    super::looked::without_content(desk, actor, person)
}

/// One of those rows, with what the rules were asked then and what they say to it now, to be decided again. It names
/// nobody who is helped.
///
/// # Errors
/// As [`who_looked`]; [`Error::NotFound`] for what is no such row.
pub fn why_looked(
    desk: &mut Desk,
    actor: &Actor,
    id: ConcernId,
    event: EventId,
) -> Result<(Sentence, Option<RulesAsked>), Error> {
    let person = desk.reviews_looks(actor, id)?;
    let rows = super::looked::without_content(desk, actor, person)?;
    let row = rows.into_iter().find(|row| row.id == event);
    let row = row.ok_or(Error::NotFound)?;
    Ok((row, desk.rules_asked(person, event)?.1))
}

impl Desk<'_> {
    /// Whoever raised the concern, after the event that they read.
    fn reviews_looks(&mut self, actor: &Actor, id: ConcernId) -> Result<PersonId, Error> {
        let (concern, _) = self.may_handle(actor, id)?;
        let person = concern.person.ok_or(Error::NotFound)?;
        let about = self.about_whoever_raised_it(person, actor)?;
        let may = self.may::<act::ReadAccessEvents>(actor, &about, Categories::NONE)?;
        self.write(&may, &checks::read(self.now, person))?;
        Ok(person)
    }
}
