//! What happened, told to the person: all of it, or a part.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use sayso_core::event::EventKind;
use sayso_core::id::{OrgId, PersonId};
use sayso_core::seat::Actor;
use sayso_core::time::midnight;
use sayso_store::{By, Wanted};

use super::{Held, open_way_out, opened};
use crate::public_log::standing;
use crate::telling::{Sentence, is_look};
use crate::{Desk, Error};

/// Which part of what happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    /// Everything.
    #[default]
    All,
    /// Who looked, or tried to.
    Looks,
    /// What was tried and not allowed.
    NotAllowed,
    /// What the person changed about sharing.
    Changes,
}

/// What somebody wants to read of it. By default everything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// Which part.
    pub which: Which,
    /// The first day of one month, in London, in which it was written down.
    pub month: Option<Date>,
    /// Who acted.
    pub by: Option<By>,
}

fn kinds(which: Which) -> Vec<EventKind> {
    use EventKind as E;
    let of = |fits: fn(E) -> bool| -> Vec<E> { E::ALL.iter().copied().filter(|k| fits(*k)).collect() };
    match which {
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
    }
}

pub(super) fn told(
    desk: &mut Desk,
    person: PersonId,
    asked: Asked,
    before: Option<i64>,
    most: u32,
) -> Result<Vec<Sentence>, Error> {
    let next = |month: Date| month.checked_add(1.month()).ok();
    let wanted = Wanted {
        kinds: kinds(asked.which),
        from: asked.month.and_then(midnight),
        until: asked.month.and_then(next).and_then(midnight),
        by: asked.by,
    };
    let told = desk.job.history_where(person, &wanted, before, most)?;
    desk.sentences(&told)
}

/// The rows of a page, newest first.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The rows.
    pub told: Vec<Sentence>,
    /// As many rows are kept, about everybody, as were sealed. Otherwise some were taken out or added.
    pub all_are_there: bool,
    /// The first day of each month from the last to the first in which something was written down.
    pub months: Vec<Date>,
    /// The organisations that acted, by name.
    pub orgs: Vec<(OrgId, String)>,
}

/// What happened, newest first: `most` sentences before `before`, after the event of reading them is written.
///
/// # Errors
/// As [`open`].
pub fn history(
    desk: &mut Desk,
    actor: &Actor,
    asked: Asked,
    before: Option<i64>,
    most: u32,
) -> Result<Rows, Error> {
    let person = opened(desk, actor, "the list of everything that happened")?;
    let span = desk.job.history_span(person)?;
    let mut orgs = vec![];
    for org in span.orgs {
        orgs.push((org, desk.org(org)?.name));
    }
    orgs.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(Rows {
        told: told(desk, person, asked, before, most)?,
        all_are_there: standing::all_are_there(&mut desk.job)?,
        months: span.ends.map_or_else(Vec::new, months),
        orgs,
    })
}

/// The first day of the month, in London.
#[must_use]
pub fn month_of(at: Timestamp) -> Date {
    sayso_core::time::in_london(at).date().first_of_month()
}

/// Every month from the last to the first; at most ten years of them.
fn months((first, last): (Timestamp, Timestamp)) -> Vec<Date> {
    let mut all = vec![month_of(last)];
    while let Some(before) = all.last().and_then(|m| m.checked_sub(1.month()).ok())
        && before >= month_of(first)
        && all.len() < 120
    {
        all.push(before);
    }
    all
}

/// What the person changed last, with everything that is held: the page that says what stopped and what had gone.
///
/// # Errors
/// As [`open`].
pub fn changed(desk: &mut Desk, actor: &Actor) -> Result<(Held, Option<Sentence>), Error> {
    let held = open_way_out(desk, actor, "the page that confirms a change")?;
    let changes = Asked {
        which: Which::Changes,
        ..Asked::default()
    };
    let last = told(desk, held.person.id, changes, None, 1)?.pop();
    Ok((held, last))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_month_is_offered_from_the_last_to_the_first() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let all = months((at("2026-03-31T23:30:00Z"), at("2026-06-02T09:00:00Z")));
        // Half past eleven in the evening of 31 March is April in London.
        assert_eq!(all, [date(2026, 6, 1), date(2026, 5, 1), date(2026, 4, 1)]);
    }
}
