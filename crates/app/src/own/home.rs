//! The person's first page: everything, the next meeting alone, or what was said yes to and the way out.

use jiff::{SignedDuration, Timestamp};
use sayso_core::seat::Actor;

use super::history::{Asked, told};
use super::{Held, Which, Written, open_way_out};
use crate::desk::Reach;
use crate::telling::Sentence;
use crate::{Desk, Error};

/// How far back the person's first page tells who looked.
const RECENT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The person's first page: everything that is held, and who looked or tried to in the last 30 days, newest first.
///
/// # Errors
/// As [`open`].
pub fn home(desk: &mut Desk, actor: &Actor) -> Result<Home, Error> {
    let held = open_way_out(desk, actor, "your page")?;
    match desk.reach {
        Reach::Simple => return Ok(Home::Simple(held.next_meeting().cloned().map(Box::new))),
        Reach::Limited => {
            let set = desk.just_enrolled(held.person.id)?;
            return Ok(Home::Limited(Box::new(held), set));
        }
        Reach::Full => {}
    }
    let since = held.now - RECENT;
    let looks_alone = Asked {
        which: Which::Looks,
        ..Asked::default()
    };
    let mut looks = told(desk, held.person.id, looks_alone, None, 200)?;
    looks.retain(|s| s.recorded_at >= since);
    Ok(Home::Full(Box::new(held), looks))
}

/// What the first page is.
#[derive(Debug, Clone)]
pub enum Home {
    /// Everything that is held, and who looked or tried to in the last 30 days, newest first.
    Full(Box<Held>, Vec<Sentence>),
    /// The next meeting, if there is one.
    Simple(Option<Box<Written>>),
    /// What was said yes to, and the way out; and when a private word was set, while it can be taken back.
    Limited(Box<Held>, Option<Timestamp>),
}
