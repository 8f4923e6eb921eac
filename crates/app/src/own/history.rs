//! What happened, told to the person: all of it, or a part.

use sayso_core::event::EventKind;
use sayso_core::id::PersonId;
use sayso_core::seat::Actor;

use super::{Held, open_way_out, opened};
use crate::public_log::standing;
use crate::telling::{Sentence, is_look};
use crate::{Desk, Error};

/// Which part of what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Everything.
    All,
    /// Who looked, or tried to.
    Looks,
    /// What was tried and not allowed.
    NotAllowed,
    /// What the person changed about sharing.
    Changes,
}

pub(super) fn told(
    desk: &mut Desk,
    person: PersonId,
    which: Which,
    before: Option<i64>,
    most: u32,
) -> Result<Vec<Sentence>, Error> {
    use EventKind as E;
    let of = |fits: fn(E) -> bool| -> Vec<E> { E::ALL.iter().copied().filter(|k| fits(*k)).collect() };
    let kinds = match which {
        Which::All => vec![],
        Which::Looks => of(|k| is_look(k) || k == E::NotAllowed),
        Which::NotAllowed => vec![E::NotAllowed],
        Which::Changes => vec![
            E::Left,
            E::Paused,
            E::Resumed,
            E::PurposeStopped,
            E::PurposeGiven,
            E::Undone,
            E::SendNow,
        ],
    };
    let told = if kinds.is_empty() {
        desk.job.history(person, before, most)?
    } else {
        desk.job.history_of(person, &kinds, before, most)?
    };
    desk.sentences(&told)
}

/// The rows of a page, newest first.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The rows.
    pub told: Vec<Sentence>,
    /// As many rows are kept, about everybody, as were sealed. Otherwise some were taken out or added.
    pub all_are_there: bool,
}

/// What happened, newest first: `most` sentences before `before`, after the event of reading them is written.
///
/// # Errors
/// As [`open`].
pub fn history(
    desk: &mut Desk,
    actor: &Actor,
    which: Which,
    before: Option<i64>,
    most: u32,
) -> Result<Rows, Error> {
    let person = opened(desk, actor, "the list of everything that happened")?;
    Ok(Rows {
        told: told(desk, person, which, before, most)?,
        all_are_there: standing::all_are_there(&mut desk.job)?,
    })
}

/// What the person changed last, with everything that is held: the page that says what stopped and what had gone.
///
/// # Errors
/// As [`open`].
pub fn changed(desk: &mut Desk, actor: &Actor) -> Result<(Held, Option<Sentence>), Error> {
    let held = open_way_out(desk, actor, "the page that confirms a change")?;
    let last = told(desk, held.person.id, Which::Changes, None, 1)?.pop();
    Ok((held, last))
}
