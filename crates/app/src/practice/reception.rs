//! Reception: a patient of the practice has come to the desk or phoned. Owns: their page, what reception types for
//! them, messages to read out, notices. The name is all that is shown; each page about a person leaves its event.

use jiff::{SignedDuration, Timestamp};
use sayso_core::category::Categories;
use sayso_core::decide::look::{self, Why};
use sayso_core::decide::practice as decide;
use sayso_core::decision::{Message, MessageKind, Notice};
use sayso_core::event::{Detail, EventKind};
use sayso_core::facts::About;
use sayso_core::id::{MemberId, MessageId, OrgId, PersonId};
use sayso_core::person::{Remembered, Way};
use sayso_core::reads::ReadingNeed;
use sayso_core::sayso::{How, KeyedBy};
use sayso_core::seat::Actor;
use sayso_policy::{Action, act};

use super::{Listed, identity};
use crate::agree::Service;
use crate::forgotten::Drawn;
use crate::telling::Sentence;
use crate::{Desk, Error};

/// How long a code can be read out after it was sent. Anything else can until somebody says how it reached the person.
const READ_OUT: SignedDuration = SignedDuration::from_hours(24);
/// How long a notice that somebody left stays on the practice's page.
const NOTICE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// A message to somebody, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub id: MessageId,
    /// To whom.
    pub name: String,
    /// A code or another message.
    pub kind: MessageKind,
    /// When it was sent.
    pub sent_at: Timestamp,
}

/// A patient at the desk: who they are and what can be done now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient {
    /// Who.
    pub who: Listed,
    /// A yes that waits, until when: it can be undone.
    pub held_until: Option<Timestamp>,
    /// What they asked the practice to remember.
    pub asked: Option<Remembered>,
    /// Messages to them that can be read out.
    pub messages: Vec<Waiting>,
    /// The services that the practice takes part in. Says nothing about which of them this patient has.
    pub services: Vec<Service>,
    /// The practice has recorded that they died.
    pub contact_over: bool,
    /// How they read, once they said: letters and receipts come that way.
    pub reading: Option<ReadingNeed>,
    /// Whether they forgot their private word.
    pub forgotten: Drawn,
}

/// Opens a patient's page after its event. The name alone, and what reception can do.
///
/// # Errors
/// [`Error::Denied`] at another practice, which is recorded.
pub fn open(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Patient, Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::OpenPatient>(actor, &about, identity())?;
    let people = [person];
    let decision = look::opened(
        desk.now,
        EventKind::IdentityOpened,
        &people,
        Why::default(),
        Detail::default(),
    );
    desk.write(&may, &decision)?;
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    let now = desk.now.at;
    let held_until = desk.newest_held(actor, person, None)?.map(|r| r.held_until);
    let mut messages = vec![];
    let typed = desk.typed_their_yes(actor, person)?;
    if desk.would(Action::ReadOutCode, actor, &about, identity()) {
        for w in desk.job.messages(person)?.into_iter().rev() {
            let sent = w.sent_at.filter(|at| w.to_hand || now - READ_OUT <= *at);
            let kept_back = w.message.kind == MessageKind::Code && typed;
            let sent = sent.filter(|_| !kept_back);
            if let (None, Some(sent_at)) = (w.message.to, sent) {
                messages.push(Waiting {
                    id: w.message.id,
                    name: found.person.details.name.clone(),
                    kind: w.message.kind,
                    sent_at,
                });
            }
        }
    }
    Ok(Patient {
        asked: found.remembered.filter(|a| a.counts(now)),
        reading: found.person.details.reading,
        who: Listed::of(person, found.person.details),
        held_until,
        messages,
        services: desk.services(about.practice)?,
        contact_over: desk.job.is_contact_over(person)?,
        forgotten: desk.forgotten_word(actor, person)?,
    })
}

/// The patient does not want it remembered any more.
///
/// # Errors
/// [`Error::Denied`] at another practice.
pub fn forget_what_they_asked(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::RememberAnswer>(actor, &about, identity())?;
    let decision = decide::remembered(desk.now, person, None);
    desk.write(&may, &decision)?;
    Ok(())
}

/// What this seat has just typed for a patient, told as the patient reads it: a receipt to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The patient's name.
    pub name: String,
    /// The sentence, with both times.
    pub said: Sentence,
    /// What had been sent to whom before, where something stopped.
    pub had_gone_to: Vec<String>,
    /// How they read, once they said: it is printed that way.
    pub reading: Option<ReadingNeed>,
}

/// The receipt of the last thing that this seat typed for this patient, within the last hour.
///
/// # Errors
/// [`Error::NotFound`] where this seat has typed nothing; [`Error::Denied`] at another practice.
pub fn receipt(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Receipt, Error> {
    const KEYED: [EventKind; 9] = [
        EventKind::PurposeGiven,
        EventKind::EnteredInError,
        EventKind::ContactOver,
        EventKind::ContactNotOver,
        EventKind::IdentityCorrected,
        EventKind::Left,
        EventKind::PurposeStopped,
        EventKind::Undone,
        EventKind::AnswerRemembered,
    ];
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::OpenPatient>(actor, &about, identity())?;
    let earliest = desk.now.at - SignedDuration::from_hours(1);
    let told = desk
        .job
        .history_of(person, &KEYED, None, 20)?
        .into_iter()
        .find(|t| t.member == Some(member.id) && t.allowed && t.recorded_at >= earliest)
        .ok_or(Error::NotFound)?;
    let people = [person];
    let decision = look::opened(
        desk.now,
        EventKind::IdentityOpened,
        &people,
        Why::default(),
        Detail::default(),
    );
    desk.write(&may, &decision)?;
    let mut had_gone_to = vec![];
    if told.kind == EventKind::Left {
        let sent = desk.job.messages(person)?;
        for w in sent.iter().filter(|w| w.sent_at.is_some()) {
            let known = match w.message.referral {
                // What the practice had no hand in, it does not learn of from what somebody stopped.
                Some(id) => !desk.referral(id)?.from_home,
                None => false,
            };
            if let (MessageKind::Referral, Some(to), true) = (w.message.kind, w.message.to, known) {
                let name = desk.org(to)?.name;
                if !had_gone_to.contains(&name) {
                    had_gone_to.push(name);
                }
            }
        }
    }
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    Ok(Receipt {
        reading: found.person.details.reading,
        name: found.person.details.name,
        said: desk.sentence(&told)?,
        had_gone_to,
    })
}

/// Rows of the list: each is asked of the policies and opened with a key of its own.
const ROWS: u32 = 60;

/// Messages that wait for patients of the practice, codes first, then the longest waiting; and whether more wait behind
/// them. One event names everybody shown.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn messages(desk: &mut Desk, actor: &Actor) -> Result<(Vec<Waiting>, bool), Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let (mut rows, mut people) = (vec![], vec![]);
    let since = desk.now.at - READ_OUT;
    let mut all = desk.job.for_people_of(place.org, since, ROWS + 1)?;
    let more = all.len() > ROWS as usize;
    all.truncate(ROWS as usize);
    for w in all {
        let about = desk.about(w.message.person, actor)?;
        let Some(sent_at) = w.sent_at else { continue };
        if w.message.kind == MessageKind::Code && desk.typed_their_yes(actor, w.message.person)? {
            continue;
        }
        if desk.would(Action::ReadOutCode, actor, &about, identity()) {
            rows.push(Waiting {
                id: w.message.id,
                name: name_of(desk, &about)?,
                kind: w.message.kind,
                sent_at,
            });
            if !people.contains(&w.message.person) {
                people.push(w.message.person);
            }
        }
    }
    let list = "the messages that can be read out";
    desk.write(&may, &list_opened(desk, &people, list))?;
    Ok((rows, more))
}

/// One message, to read out or print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// To whom.
    pub who: Listed,
    /// What it says.
    pub message: Message,
    /// Others open their post: a letter says nothing of what it is about.
    pub shared: bool,
    /// How they read, once they said: the letter comes that way.
    pub reading: Option<ReadingNeed>,
    /// How they want to be reached, once they said.
    pub way: Option<Way>,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Nobody has said yet how it reached the person.
    pub to_hand: bool,
}

impl Desk<'_> {
    /// Until a person has a private word, a seat that typed a yes for them knows everything but the code: somebody
    /// else reads it out.
    fn typed_their_yes(&mut self, actor: &Actor, person: PersonId) -> Result<bool, Error> {
        let Actor::Member(seat) = actor else {
            return Ok(false);
        };
        // Nor is either of two seats that recorded a word as forgotten.
        if self.recorded_as_forgotten(seat.id, person)? {
            return Ok(true);
        }
        let found = self.job.person(person)?.ok_or(Error::NotFound)?;
        if found.enrolled && self.just_enrolled(person)?.is_none() {
            return Ok(false);
        }
        self.had_a_hand_in_a_yes(seat.id, person)
    }

    /// Did this seat type or explain a yes of this person?
    pub(crate) fn had_a_hand_in_a_yes(&mut self, seat: MemberId, person: PersonId) -> Result<bool, Error> {
        let ledger = self.job.ledger(person)?;
        let had_a_hand = |how: &How| how.keyed_by == KeyedBy::Member(seat) || how.explained_by == Some(seat);
        Ok(ledger.given.iter().any(|s| had_a_hand(&s.how)))
    }
}

/// Opens one message after its event: the person sees who read it.
///
/// # Errors
/// [`Error::Denied`] at another practice; [`Error::NotFound`] for one that is not to a person, or is too old.
pub fn read_out(desk: &mut Desk, actor: &Actor, id: MessageId) -> Result<Opened, Error> {
    let waiting = desk.job.message(id)?;
    let waiting = desk.there(actor, waiting)?;
    let message = waiting.message;
    let about = desk.about(message.person, actor)?;
    let may = desk.may::<act::ReadOutCode>(actor, &about, identity())?;
    if message.kind == MessageKind::Code && desk.typed_their_yes(actor, message.person)? {
        let event = EventKind::CodeKeptBack;
        let kept_back = look::opened(
            desk.now,
            event,
            &[message.person],
            Why::default(),
            Detail::default(),
        );
        desk.write(&may, &kept_back)?;
        // The event stays, and the answer is the same as for no code.
        return Err(Error::Denied);
    }
    let sent_at = waiting
        .sent_at
        .filter(|at| message.to.is_none() && (waiting.to_hand || desk.now.at - READ_OUT <= *at))
        .ok_or(Error::NotFound)?;
    let what = match message.kind {
        MessageKind::Code => "a sign-in code",
        _ => "a message",
    };
    let detail = Detail {
        what: Some(what.into()),
        ..Detail::default()
    };
    let people = [message.person];
    let decision = look::opened(desk.now, EventKind::MessageRead, &people, Why::default(), detail);
    desk.write(&may, &decision)?;
    let found = desk.job.person(message.person)?.ok_or(Error::NotFound)?;
    let contact = found.contact.as_ref();
    Ok(Opened {
        shared: contact.is_none_or(|c| c.limits.shared),
        reading: found.person.details.reading,
        way: contact.map(|c| c.way),
        who: Listed::of(message.person, found.person.details),
        to_hand: waiting.to_hand,
        message,
        sent_at,
    })
}

/// A notice that somebody left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HasLeft {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// They left. Otherwise they stopped one thing.
    pub left: bool,
    /// Something left after they had stopped: the practice is asked to take it out again.
    pub asked_back: bool,
    /// This seat may acknowledge it.
    pub may_acknowledge: bool,
}

/// Notices of the last 30 days that nobody at the practice has acknowledged. About nobody until they are opened.
pub(super) fn unseen(desk: &mut Desk, practice: OrgId) -> Result<Vec<Notice>, Error> {
    let earliest = desk.now.at - NOTICE;
    let mut notices = desk.job.notices(practice)?;
    notices.retain(|n| n.at >= earliest);
    Ok(notices)
}

/// Opens the notices: the names, and nothing else. One event names everybody shown.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn notices(desk: &mut Desk, actor: &Actor) -> Result<Vec<HasLeft>, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let notices = unseen(desk, place.org)?;
    let recalls = desk.job.recalls_unseen_at(place.org)?;
    let asked = |person: PersonId| recalls.iter().find(|r| r.person == person);
    let told: Vec<PersonId> = notices.iter().map(|n| n.person).collect();
    let mut all: Vec<(PersonId, Timestamp)> = notices.iter().map(|n| (n.person, n.at)).collect();
    for r in &recalls {
        if !all.iter().any(|(person, _)| *person == r.person) {
            all.push((r.person, r.asked_at));
        }
    }
    let mut rows = vec![];
    for (person, at) in all {
        let about = desk.about(person, actor)?;
        if desk.would(Action::OpenPatient, actor, &about, identity()) {
            rows.push(HasLeft {
                person,
                name: name_of(desk, &about)?,
                at,
                left: told.contains(&person),
                asked_back: asked(person).is_some(),
                may_acknowledge: desk.would(Action::AcknowledgeLeaving, actor, &about, Categories::NONE),
            });
        }
    }
    let people: Vec<PersonId> = rows.iter().map(|r| r.person).collect();
    let list = "the notices of who has left";
    desk.write(&may, &list_opened(desk, &people, list))?;
    Ok(rows)
}

pub(super) fn name_of(desk: &mut Desk, about: &About) -> Result<String, Error> {
    let found = desk.job.person(about.person)?.ok_or(Error::NotFound)?;
    Ok(found.person.details.name)
}

pub(super) fn list_opened(desk: &Desk, people: &[PersonId], list: &str) -> sayso_core::decision::Decision {
    let detail = Detail {
        what: Some(list.into()),
        categories: identity(),
        ..Detail::default()
    };
    look::opened(desk.now, EventKind::ListOpened, people, Why::default(), detail)
}
