//! Before a coach is away: everybody they help, page by page, who has said yes to a colleague and who has not, and one
//! form that asks several. Each person is asked by themselves and answers by themselves; silence is no.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::look::{self, Why};
use sayso_core::event::{Detail, EventKind};
use sayso_core::id::{MemberId, PersonId};
use sayso_core::seat::Actor;
use sayso_policy::{Action, act};

use crate::cover::{self, Colleague, Named};
use crate::file::name_only;
use crate::page::{self, ROWS};
use crate::{Bookmark, Desk, Error};

/// One person on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they were asked and is not over.
    pub asked: Vec<Named>,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// Those whose own coach this is, the oldest referral first.
    pub rows: Vec<Row>,
    /// Where the next page begins, where there is one.
    pub next: Option<Bookmark>,
    /// Who could stand in.
    pub colleagues: Vec<Colleague>,
}

/// Opens the page: by name alone, with one event that names everybody on it. From the one after `after`, where that is
/// given.
///
/// # Errors
/// [`Error::Denied`] for anybody but a coach.
pub fn open(desk: &mut Desk, actor: &Actor, after: Option<Bookmark>) -> Result<Away, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListCaseload>(actor, &place, Categories::NONE)?;
    let mut theirs = desk.job.referrals_of_coach(member.id, after, ROWS + 1)?;
    let next = page::cut(&mut theirs);
    let mut rows: Vec<Row> = vec![];
    for r in theirs {
        let about = desk.facts_of(&r, actor)?;
        if !desk.would(Action::AskCover, actor, &about, name_only()) {
            continue;
        }
        rows.push(Row {
            person: r.person,
            name: desk.name_of(r.person)?,
            asked: desk.covers_of(r.id)?,
        });
    }
    let people: Vec<PersonId> = rows.iter().map(|r| r.person).collect();
    let detail = Detail {
        what: Some("the list for when they are away".into()),
        categories: name_only(),
        ..Detail::default()
    };
    let decision = look::opened(desk.now, EventKind::ListOpened, &people, Why::default(), detail);
    desk.write(&may, &decision)?;
    Ok(Away {
        rows,
        next,
        colleagues: desk.colleagues(member.org, member.id)?,
    })
}

/// Asks each of these people, one by one. Gives how many were asked; who cannot be asked now stays as they are.
///
/// # Errors
/// [`Error::Denied`] for anybody but their own coach, and then nobody after them is asked; [`Error::Input`] for
/// somebody who is no colleague.
pub fn ask(
    desk: &mut Desk,
    actor: &Actor,
    people: &[PersonId],
    colleague: MemberId,
    starts: Timestamp,
    ends: Option<Timestamp>,
) -> Result<usize, Error> {
    let mut asked = 0;
    for person in people {
        match cover::ask(desk, actor, *person, colleague, starts, ends) {
            Ok(()) => asked += 1,
            // Their say-so or their referral does not allow it at this minute: they stay with their coach and the lead.
            Err(Error::NotNow(_) | Error::WhyNot(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(asked)
}
