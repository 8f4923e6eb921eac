//! A coach's lists: who needs them today, and everybody they help. Each row is authorised by itself before its name
//! is read; one event names everybody on the page. Never a score, never a ranking.

use jiff::{Timestamp, ToSpan as _};
use sayso_core::category::{Categories, Category};
use sayso_core::coaching::Stage;
use sayso_core::decide::look::{self, Why};
use sayso_core::entry::Entry;
use sayso_core::event::{Detail, EventKind};
use sayso_core::facts::About;
use sayso_core::id::PersonId;
use sayso_core::referral::{Referral, State};
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_policy::{Act, Action, Authorised, act};
pub use sayso_store::Order;

use crate::file::HasLeft;
use crate::page::ROWS;
use crate::{Desk, Error};

/// The most that a board shows.
const MOST_ON_A_BOARD: u32 = 60;
/// The most that one day shows.
const MOST_A_DAY: u32 = 100;

/// One person on a coach's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Where the referral is.
    pub stage: State,
    /// How far support is, on lists that say so.
    pub step: Option<Stage>,
    /// The next step or meeting, where they share those and have not paused.
    pub next: Option<Entry>,
    /// What they share, as the say-so has it now; empty while they have paused.
    pub shares: Categories,
}

/// One page of the caseload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caseload {
    /// Everybody on this page.
    pub rows: Vec<Row>,
    /// How many come before.
    pub skip: u32,
    /// How many there are in all.
    pub total: u32,
    /// How many there are in the stage that was asked for.
    pub of_stage: u32,
    /// How many people this coach has time for, where the lead has said.
    pub places: Option<u32>,
}

/// What a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Of one stage, or of all.
    pub stage: Option<Stage>,
    /// In which order.
    pub order: Order,
    /// How many come before.
    pub skip: u32,
}

/// Who needs a coach today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// Now, for the greeting.
    pub at: Timestamp,
    /// Not met yet.
    pub new: Vec<Row>,
    /// A meeting or a step today, in the order of the day; `next` is it.
    pub due: Vec<Row>,
    /// It is their turn: words, a job or a colleague wait for their answer.
    pub waiting: Vec<Row>,
    /// Stopped sharing, and not acknowledged.
    pub left: Vec<HasLeft>,
}

impl Today {
    /// How many different people need the coach. Whoever is to answer needs nothing from them.
    #[must_use]
    pub fn people(&self) -> usize {
        let mut all: Vec<PersonId> = self.new.iter().chain(&self.due).map(|r| r.person).collect();
        all.extend(self.left.iter().map(|l| l.person));
        all.sort_unstable();
        all.dedup();
        all.len()
    }
}

/// What a row shows of a person, within what they share.
fn shown(about: &About) -> Categories {
    let row: &[Category] = if about.paused {
        &[Category::Identity]
    } else {
        &[Category::Identity, Category::Plan, Category::Appointments]
    };
    about.shared.both(Categories::of(row))
}

impl Desk<'_> {
    /// The facts of a row, with each table read once.
    pub(crate) fn facts_of(&mut self, r: &Referral, actor: &Actor) -> Result<About, Error> {
        let ledger = self.job.ledger(r.person)?;
        let referrals = self.job.referrals(r.person)?;
        // Not the practice that it came from: the person may have another one by now.
        let practice = self.job.practice_of(r.person)?.ok_or(Error::NotFound)?;
        Ok(self
            .job
            .about_from(r.person, practice, &ledger, &referrals, actor)?)
    }

    pub(crate) fn name_of(&mut self, person: PersonId) -> Result<String, Error> {
        let found = self.job.person(person)?.ok_or(Error::NotFound)?;
        Ok(found.person.details.name)
    }

    /// One row, or nothing for somebody whom the coach may not read at this moment.
    fn row(&mut self, r: &Referral, actor: &Actor, due: Option<&Entry>) -> Result<Option<Row>, Error> {
        let about = self.facts_of(r, actor)?;
        let shown = shown(&about);
        if !shown.has(Category::Identity) || !self.would(Action::ReadShared, actor, &about, shown) {
            return Ok(None);
        }
        let next = match due {
            Some(entry) => Some(entry.clone()),
            None => self.job.next_of(r, actor)?,
        };
        Ok(Some(Row {
            person: r.person,
            name: self.name_of(r.person)?,
            stage: r.state,
            step: None,
            next: next.filter(|e| shown.has(e.kind.category())),
            shares: if about.paused {
                Categories::NONE
            } else {
                about.shared
            },
        }))
    }

    /// Writes the one event of a list.
    pub(crate) fn list_opened<A: Act>(
        &mut self,
        may: &Authorised<A>,
        what: &str,
        people: &[PersonId],
        shown: Categories,
    ) -> Result<(), Error> {
        let mut people = people.to_vec();
        people.sort_unstable();
        people.dedup();
        let why = Why {
            purpose: Some(Purpose::Refer),
            said: None,
        };
        let detail = Detail {
            what: Some(what.into()),
            categories: shown,
            ..Detail::default()
        };
        let decision = look::opened(self.now, EventKind::ListOpened, &people, why, detail);
        self.write(may, &decision)?;
        Ok(())
    }
}

fn of_a_row() -> Categories {
    Categories::of(&[Category::Identity, Category::Plan, Category::Appointments])
}

/// One page of everybody whom this coach helps, from the `skip`th on.
///
/// # Errors
/// [`Error::Denied`] for anybody who has no caseload.
pub fn list(desk: &mut Desk, actor: &Actor, skip: u32) -> Result<Caseload, Error> {
    let asked = Asked {
        skip,
        ..Asked::default()
    };
    listed(desk, actor, asked, ROWS)
}

/// One page of a stage, or of all, in an order.
///
/// # Errors
/// As [`list`].
pub fn list_by(desk: &mut Desk, actor: &Actor, asked: Asked) -> Result<Caseload, Error> {
    listed(desk, actor, asked, ROWS)
}

/// Everybody whom this coach helps, for a board of columns.
///
/// # Errors
/// As [`list`].
pub fn board(desk: &mut Desk, actor: &Actor) -> Result<Caseload, Error> {
    let asked = Asked {
        order: Order::Next,
        ..Asked::default()
    };
    listed(desk, actor, asked, MOST_ON_A_BOARD)
}

fn listed(desk: &mut Desk, actor: &Actor, asked: Asked, most: u32) -> Result<Caseload, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListCaseload>(actor, &place, Categories::NONE)?;
    let today = desk.today();
    let mut rows = vec![];
    let page = desk
        .job
        .caseload(member.id, today, asked.stage, asked.order, (asked.skip, most))?;
    for l in page {
        let Some(mut row) = desk.row(&l.referral, actor, None)? else {
            continue;
        };
        // That somebody works shows only to a coach with whom they share it.
        let hidden = l.stage == Stage::InWork && !row.shares.has(Category::Jobs);
        if hidden && asked.stage == Some(Stage::InWork) {
            continue;
        }
        row.step = Some(if hidden { Stage::Looking } else { l.stage });
        rows.push(row);
    }
    let people: Vec<PersonId> = rows.iter().map(|r| r.person).collect();
    let what = if most == ROWS {
        "their list of people"
    } else {
        "their board of people"
    };
    desk.list_opened(&may, what, &people, of_a_row())?;
    let total = desk.job.count_of(member.id, today, None)?;
    let of_stage = match asked.stage {
        None => total,
        stage => desk.job.count_of(member.id, today, stage)?,
    };
    Ok(Caseload {
        rows,
        skip: asked.skip,
        total,
        of_stage,
        places: desk.job.places(member.id)?,
    })
}

/// Midnight to midnight in London.
fn day_of(at: Timestamp) -> (Timestamp, Timestamp) {
    let zone = sayso_core::time::london();
    let start = at.to_zoned(zone).start_of_day();
    let end = start.as_ref().ok().and_then(|s| s.checked_add(1.day()).ok());
    match (start, end) {
        (Ok(start), Some(end)) => (start.timestamp(), end.timestamp()),
        _ => (at, at),
    }
}

/// Who needs this coach today: people not met, meetings and steps of the day, people who have left.
///
/// # Errors
/// [`Error::Denied`] for anybody who has no caseload.
pub fn today(desk: &mut Desk, actor: &Actor) -> Result<Today, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListCaseload>(actor, &place, Categories::NONE)?;
    let at = desk.now();
    let (mut new, mut due) = (vec![], vec![]);
    for r in desk.job.not_met_by(member.id, MOST_A_DAY)? {
        new.extend(desk.row(&r, actor, None)?);
    }
    let (from, until) = day_of(at);
    for (r, entry) in desk.job.due_with(member.id, from, until, MOST_A_DAY)? {
        let row = desk.row(&r, actor, Some(&entry))?;
        due.extend(row.filter(|row| row.next.is_some()));
    }
    let mut waiting = vec![];
    for r in desk.job.waiting_for(member.id, MOST_A_DAY)? {
        waiting.extend(desk.row(&r, actor, None)?);
    }
    let left = desk.who_left(actor, member.org)?;
    let today = Today {
        at,
        new,
        due,
        waiting,
        left,
    };
    let rows = today.new.iter().chain(&today.due).chain(&today.waiting);
    let mut people: Vec<PersonId> = rows.map(|r| r.person).collect();
    people.extend(today.left.iter().map(|l| l.person));
    desk.list_opened(&may, "their list for today", &people, of_a_row())?;
    Ok(today)
}
