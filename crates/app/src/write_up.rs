//! Writing up a meeting on one page: how it went, a note, the next step and the next meeting, in one transaction.
//! Owns no rule: each part is the use case that has a page of its own, and writes its own event.

use jiff::Timestamp;
use sayso_core::coaching::Outcome;
use sayso_core::decide::support::Writing;
use sayso_core::entry::EntryKind;
use sayso_core::id::{EntryId, PersonId};
use sayso_core::seat::Actor;

use crate::file::{self, Opened};
use crate::{Desk, Error, coaching, support};

/// What the form has; each part may be missing.
#[derive(Debug, Clone, Default)]
pub struct WriteUp {
    /// How which meeting went.
    pub meeting: Option<(EntryId, Outcome)>,
    /// What happened, as the person will read it.
    pub note: String,
    /// What they need at work because of their health: apart from the note, sealed, under a yes of its own.
    pub need: String,
    /// The next step, in words that both chose.
    pub step: String,
    /// When the next meeting is, and where or how.
    pub next: Option<(Timestamp, String)>,
}

/// What the form is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The person's name.
    pub name: String,
    /// The last meeting that is over and of which nothing was noted: which, when, where.
    pub meeting: Option<(EntryId, Timestamp, String)>,
    /// What may be written now, each under its own yes.
    pub may: Vec<EntryKind>,
}

/// Opens the form, after the event of the person's page.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach; [`Error::NotFound`] where nothing may be written now.
pub fn open(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Form, Error> {
    // Who left or rests has a page that says so, and no form: the next click leads there.
    let Opened::File(file) = file::open(desk, actor, person)? else {
        return Err(Error::HasLeft(person));
    };
    let now = desk.now();
    let over = file.entries.iter().map(|w| &w.entry).filter(|e| {
        e.kind == EntryKind::Appointment
            && e.at.is_some_and(|at| at <= now)
            && !file.meetings.contains_key(&e.id)
    });
    let last = over.max_by_key(|e| e.at);
    let kinds = [
        EntryKind::Note,
        EntryKind::Need,
        EntryKind::Step,
        EntryKind::Appointment,
    ];
    let said = |k: &EntryKind| file.shares.has(k.category()) && !file.not_said.contains(&k.purpose());
    let may = kinds.into_iter().filter(said).collect();
    Ok(Form {
        name: file.name.clone(),
        meeting: last.and_then(|e| Some((e.id, e.at?, e.text.clone()))),
        may,
    })
}

/// Keeps all of it or nothing. A step without a day of its own is for the next meeting, where there is one.
///
/// # Errors
/// As each part: [`Error::Denied`] for anybody but the assigned coach and for what the person does not share;
/// [`Error::Input`] where there is nothing in it.
pub fn keep(desk: &mut Desk, actor: &Actor, person: PersonId, w: &WriteUp) -> Result<(), Error> {
    let words = [&w.note, &w.need, &w.step];
    if w.meeting.is_none() && w.next.is_none() && words.iter().all(|t| t.trim().is_empty()) {
        return Err(Error::Input("Write something first."));
    }
    if let Some((meeting, outcome)) = w.meeting {
        coaching::note_meeting(desk, actor, person, meeting, outcome, None)?;
    }
    let at = w.next.as_ref().map(|(at, _)| *at);
    let parts = [
        (EntryKind::Note, Some(w.note.as_str()), None),
        (EntryKind::Need, Some(w.need.as_str()), None),
        (EntryKind::Step, Some(w.step.as_str()), at),
        (
            EntryKind::Appointment,
            w.next.as_ref().map(|(_, place)| place.as_str()),
            at,
        ),
    ];
    for (kind, text, at) in parts {
        let Some(text) = text.filter(|t| !t.trim().is_empty()) else {
            continue;
        };
        let writing = Writing {
            kind,
            text: text.into(),
            at,
            draft: false,
            finishes: None,
        };
        support::write(desk, actor, person, &writing)?;
    }
    Ok(())
}
