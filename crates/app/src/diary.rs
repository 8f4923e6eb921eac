//! A coach's diary, and its calendar feed. The feed and the page for a shared screen are about nobody: times and one
//! neutral word, no name, no place, nothing that somebody typed.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use sayso_core::category::{Categories, Category};
use sayso_core::decide::coaching as decide;
use sayso_core::decide::practice;
use sayso_core::entry::{Entry, EntryKind};
use sayso_core::event::EventKind;
use sayso_core::id::{MemberId, PersonId};
use sayso_core::seat::{Actor, Member};
use sayso_core::venue::What;
use sayso_policy::{Action, act};

use crate::{Desk, Error, session};

/// How far ahead the page looks.
const PAGE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How far back and ahead the feed looks.
const BACK: SignedDuration = SignedDuration::from_hours(7 * 24);
const AHEAD: SignedDuration = SignedDuration::from_hours(90 * 24);
/// The most meetings that one answer holds.
const MOST: u32 = 300;

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// When.
    pub at: Timestamp,
    /// By phone, as far as its words say.
    pub by_phone: bool,
    /// With whom and where; `None` on a shared screen and in the feed.
    pub with: Option<With>,
    /// What it is called in a calendar: leads to nothing here.
    pub mark: String,
}

/// Whom a meeting is with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct With {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Where or how, as it was booked.
    pub place: String,
    /// Where the person wants it to be, where they chose.
    pub venue: Option<What>,
}

/// The diary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diary {
    /// Meetings, soonest first.
    pub meetings: Vec<Meeting>,
    /// This seat has a calendar address.
    pub has_address: bool,
}

fn by_phone(entry: &Entry) -> bool {
    let text = entry.text.to_lowercase();
    ["phone", "call", "ring"].iter().any(|w| text.contains(w))
}

impl Desk<'_> {
    /// The meetings of a coach between two moments that the person still shares, with names or without.
    fn meetings_of(
        &mut self,
        member: Member,
        (from, until): (Timestamp, Timestamp),
        names: bool,
    ) -> Result<Vec<Meeting>, Error> {
        let actor = Actor::Member(member);
        let shown: &[Category] = if names {
            &[Category::Identity, Category::Appointments]
        } else {
            &[Category::Appointments]
        };
        let shown = Categories::of(shown);
        // One person can have several meetings: the facts are read once.
        let mut may: HashMap<PersonId, bool> = HashMap::new();
        let mut meetings = vec![];
        for (r, entry) in self.job.due_with(member.id, from, until, MOST)? {
            let (Some(at), EntryKind::Appointment) = (entry.at, entry.kind) else {
                continue;
            };
            let allowed = if let Some(known) = may.get(&r.person) {
                *known
            } else {
                let about = self.facts_of(&r, &actor)?;
                let allowed = self.would(Action::ReadShared, &actor, &about, shown);
                may.insert(r.person, allowed);
                allowed
            };
            if !allowed {
                continue;
            }
            let with = if names {
                Some(With {
                    person: r.person,
                    name: self.name_of(r.person)?,
                    place: entry.text.clone(),
                    venue: self.venues_of(r.person)?.remove(&entry.id),
                })
            } else {
                None
            };
            meetings.push(Meeting {
                at,
                by_phone: by_phone(&entry),
                with,
                mark: self.job.calendar_mark(entry.id),
            });
        }
        Ok(meetings)
    }
}

/// The next two weeks, with names, or for a screen that others can see.
///
/// # Errors
/// [`Error::Denied`] for anybody who has no caseload.
pub fn open(desk: &mut Desk, actor: &Actor, shared_screen: bool) -> Result<Diary, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListCaseload>(actor, &place, Categories::NONE)?;
    let start = desk.now() - SignedDuration::from_hours(12);
    let meetings = desk.meetings_of(member, (start, desk.now() + PAGE), !shared_screen)?;
    let people = meetings.iter().filter_map(|m| m.with.as_ref()).map(|w| w.person);
    let people: Vec<PersonId> = people.collect();
    if shared_screen {
        let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "their diary without names");
        desk.write(&may, &decision)?;
    } else {
        let shown = Categories::of(&[Category::Identity, Category::Appointments]);
        desk.list_opened(&may, "their diary", &people, shown)?;
    }
    Ok(Diary {
        meetings,
        has_address: desk.job.has_calendar(member.id)?,
    })
}

/// The calendar that a secret address opens, for as long as its seat counts.
///
/// # Errors
/// [`Error::NotFound`] for an address that was taken back, or whose seat has ended.
pub fn calendar(desk: &mut Desk, secret: &str) -> Result<Vec<Meeting>, Error> {
    let member: MemberId = desk.job.calendar(secret)?.ok_or(Error::NotFound)?;
    let member = desk.job.member(member)?.filter(|m| m.active);
    let actor = Actor::Member(member.ok_or(Error::NotFound)?);
    let (member, place) = Desk::own_place(&actor)?;
    let may = desk.may::<act::ListCaseload>(&actor, &place, Categories::NONE)?;
    let now = desk.now();
    let meetings = desk.meetings_of(member, (now - BACK, now + AHEAD), false)?;
    let decision = practice::about_nobody(
        desk.now,
        EventKind::PlaceOpened,
        "their calendar, which names nobody",
    );
    desk.write(&may, &decision)?;
    Ok(meetings)
}

/// Makes a calendar address: its secret, to be shown once. An older one stops working.
///
/// # Errors
/// [`Error::Denied`] for anybody who has no caseload.
pub fn make_address(desk: &mut Desk, actor: &Actor) -> Result<String, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListCaseload>(actor, &place, Categories::NONE)?;
    let secret = session::secret(desk);
    let decision = decide::calendar_made(desk.now, member.id, &secret);
    desk.write(&may, &decision)?;
    Ok(secret)
}

/// Takes the calendar address back.
///
/// # Errors
/// As [`make_address`].
pub fn end_address(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListCaseload>(actor, &place, Categories::NONE)?;
    let decision = decide::calendar_ended(desk.now, member.id);
    desk.write(&may, &decision)?;
    Ok(())
}
