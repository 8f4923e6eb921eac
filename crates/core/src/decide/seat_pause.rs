//! A seat that rests, and comes back: a coach who is not at work for now, for whatever reason. No reason is asked or
//! kept. Never moves anybody's yes: who stands in meanwhile needs the person's, and whoever comes back needs no new one.

use super::Moment;
use super::carry::to_person;
use crate::coaching::{Cover, CoverState};
use crate::decision::{Change, CoachingChange, Decision, MessageKind};
use crate::event::EventKind;
use crate::id::{MemberId, PersonId};

fn telling(m: Moment, kind: EventKind, org: &str, people: &[PersonId]) -> Decision {
    let mut event = m.event(kind, people);
    event.detail.what = Some(org.into());
    let mut decision = Decision::new(event);
    for person in people {
        decision = decision.message(to_person(
            m,
            MessageKind::ToPerson,
            *person,
            crate::words::NEW_MESSAGE,
        ));
    }
    decision
}

/// The seat rests from this minute. Everybody whom it helps is told who answers meanwhile, and not why. `org` is the
/// name of its organisation.
#[must_use]
pub fn paused(m: Moment, seat: MemberId, org: &str, people: &[PersonId]) -> Decision {
    telling(m, EventKind::SeatPaused, org, people)
        .change(Change::Coaching(CoachingChange::SeatPaused(seat, m.at)))
}

/// The seat is back. Whoever stood in only meanwhile (`meanwhile`) helps no more, from this minute.
#[must_use]
pub fn resumed(m: Moment, seat: MemberId, org: &str, people: &[PersonId], meanwhile: &[Cover]) -> Decision {
    let over = meanwhile
        .iter()
        .filter(|c| c.state != CoverState::Over)
        .map(|c| Change::Coaching(CoachingChange::CoverMoved(c.id, c.state, CoverState::Over)));
    telling(m, EventKind::SeatResumed, org, people)
        .changes_from(over)
        .change(Change::Coaching(CoachingChange::SeatResumed(seat)))
}
