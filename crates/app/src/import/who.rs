//! In whose seat an import is made. Owns: how `--as` names a seat. Never lets anybody in: whoever holds the data
//! directory and its keys chooses the seat, and each act is authorised and told as that seat's.

use sayso_core::decision::Seat;
use sayso_core::id::MemberId;
use sayso_core::seat::{Actor, Role};

use crate::{Desk, Error, session};

/// Whom the words after `--as` name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// This seat.
    Seat(Actor),
    /// No seat that is open now.
    Nobody,
    /// More than one seat: choose by id.
    Several(Vec<MemberId>),
}

/// Reads a member's id or whole name, `role@organisation` (ODS code or whole name), or `console`.
///
/// # Errors
/// Only where the store cannot read.
pub fn who(desk: &mut Desk, words: &str) -> Result<Who, Error> {
    let words = words.trim();
    if words == "console" {
        return Ok(Who::Seat(Actor::Sayso));
    }
    if let Ok(id) = words.parse::<MemberId>() {
        return Ok(match session::actor(desk, id) {
            Ok(actor) => Who::Seat(actor),
            Err(Error::NotFound) => Who::Nobody,
            Err(other) => return Err(other),
        });
    }
    let now = desk.now.at;
    let open = |s: &Seat| s.from <= now && s.until.is_none_or(|end| now < end);
    let mut fits = vec![];
    if let Some((role, place)) = words.split_once('@') {
        let role = Role::parse(&role.trim().replace('-', "_").to_lowercase());
        for org in desk.job.orgs()? {
            if same(&org.name, place) || org.ods.as_deref().is_some_and(|ods| same(ods, place)) {
                let seats = desk.job.seats(Some(org.id))?;
                fits.extend(seats.into_iter().filter(|s| Some(s.role) == role && open(s)));
            }
        }
    } else {
        let seats = desk.job.seats(None)?;
        fits.extend(seats.into_iter().filter(|s| same(&s.name, words) && open(s)));
    }
    match fits.as_slice() {
        [] => Ok(Who::Nobody),
        [one] => session::actor(desk, one.id).map(Who::Seat),
        _ => Ok(Who::Several(fits.iter().map(|s| s.id).collect())),
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
