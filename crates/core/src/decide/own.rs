//! What the person does about what is held: puts their own words beside it, corrects it, seals it, and keeps a plan
//! of their own. Nobody is asked, no reason is given, and nothing depends on a say-so.

use std::collections::BTreeMap;

use super::{Moment, NotNow};
use crate::decision::{Change, Decision, OwnChange};
use crate::entry::{Author, Beside, Entry, EntryKind, EntryState, Subject};
use crate::event::EventKind;
use crate::id::{MemberId, PersonId, SourceExt as _};
use crate::person::Person;

/// The person's own words beside something that somebody else wrote; empty words take earlier ones back.
#[must_use]
pub fn beside(m: Moment, person: PersonId, subject: Subject, text: &str) -> Decision {
    let mut event = m.event(EventKind::Contested, &[person]);
    let text = text.trim();
    let what = match (subject, text.is_empty()) {
        (_, true) => "took back words of your own",
        (Subject::Entry(_), false) => "put your own words beside something that was written",
        (Subject::SaySo(_), false) => "put your own words beside a yes that was typed for you",
    };
    event.detail.what = Some(what.into());
    Decision::new(event).change(Change::Own(OwnChange::Beside(Beside {
        person,
        subject,
        text: text.into(),
        written_at: m.at,
    })))
}

/// The person seals an entry, but for the seats that they name. Sealing it again names others.
///
/// # Errors
/// [`NotNow::NotYours`] for what is not finished: its author alone has it.
pub fn seal(m: Moment, entry: &Entry, named: &[MemberId]) -> Result<Decision, NotNow> {
    if entry.state == EntryState::Draft {
        return Err(NotNow::NotYours);
    }
    let event = m.event(EventKind::Sealed, &[entry.person]);
    Ok(Decision::new(event).change(Change::Own(OwnChange::Sealed {
        person: entry.person,
        entry: entry.id,
        named: named.to_vec(),
    })))
}

/// The person opens a sealed entry again.
#[must_use]
pub fn unseal(m: Moment, entry: &Entry) -> Decision {
    let event = m.event(EventKind::Unsealed, &[entry.person]);
    Decision::new(event).change(Change::Own(OwnChange::Unsealed(entry.id)))
}

/// The person corrects their own details. `fields` says which, in words; `lines` are all lines corrected so far.
///
/// # Errors
/// [`NotNow::Empty`] without a name.
pub fn correct(
    m: Moment,
    person: Person,
    fields: &str,
    lines: BTreeMap<String, String>,
) -> Result<Decision, NotNow> {
    if person.details.name.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    let mut event = m.event(EventKind::Corrected, &[person.id]);
    event.detail.what = Some(fields.into());
    let id = person.id;
    Ok(Decision::new(event)
        .change(Change::PersonKept(person))
        .change(Change::Own(OwnChange::Corrected { person: id, lines })))
}

/// The person writes a step of their own: a course, say.
///
/// # Errors
/// [`NotNow::Empty`] when there is nothing in it.
pub fn step(m: Moment, person: PersonId, text: &str) -> Result<Decision, NotNow> {
    if text.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    let mut event = m.event(EventKind::OwnWordsWritten, &[person]);
    event.detail.what = Some("a step of your own".into());
    Ok(Decision::new(event).change(Change::EntryKept(Entry {
        id: m.source.id(),
        person,
        referral: None,
        kind: EntryKind::OwnStep,
        state: EntryState::Kept,
        author: Author::Person,
        text: text.trim().into(),
        at: None,
        written_at: m.at,
    })))
}

/// The person closes a hope or a step of their own, or replaces it with other words: both in one act.
///
/// # Errors
/// [`NotNow::NotYours`] for what somebody else wrote, for other kinds, and for what is closed already.
pub fn close(m: Moment, entry: &Entry, instead: Option<&str>) -> Result<Decision, NotNow> {
    let theirs = entry.author.is_for_the_person()
        && matches!(entry.kind, EntryKind::Hope | EntryKind::OwnStep)
        && entry.state == EntryState::Kept;
    if !theirs {
        return Err(NotNow::NotYours);
    }
    let what = if entry.kind == EntryKind::Hope {
        "a hope"
    } else {
        "a step of your own"
    };
    let instead = instead.map(str::trim).filter(|words| !words.is_empty());
    let mut event = m.event(EventKind::PlanChanged, &[entry.person]);
    event.detail.what = Some(match instead {
        Some(_) => format!("replaced {what}"),
        None => format!("closed {what}"),
    });
    let decision = Decision::new(event).change(Change::EntryMoved(entry.id, EntryState::Closed));
    Ok(match instead {
        None => decision,
        Some(text) => decision.change(Change::EntryKept(Entry {
            id: m.source.id(),
            text: text.into(),
            written_at: m.at,
            ..entry.clone()
        })),
    })
}
