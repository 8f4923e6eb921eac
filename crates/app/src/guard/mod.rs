//! The guardian's side, one file for each thing that it does; and what everybody else may say to it. Never opens what
//! is held about a person.

pub mod concern;
pub mod danger;
pub mod demand;
pub mod looked;
pub mod question;
pub mod switch;
pub mod withholding;

use sayso_core::decide::look::{self, Why};
use sayso_core::event::{Detail, EventKind};
use sayso_core::facts::Place;
use sayso_core::guard::Seats;
use sayso_core::id::{MemberId, OrgId, PersonId};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Member, Role};
use sayso_policy::{Act, Authorised};

use crate::{Desk, Error};

/// The door: the place of what anybody may say or read.
pub(crate) const DOOR: Place = Place {
    org: OrgId::NIL,
    kind: OrgKind::Council,
};

/// The seat that acts, or "not found" for a person or a visitor.
pub(crate) fn seat_of(actor: &Actor) -> Result<Member, Error> {
    match actor {
        Actor::Member(m) => Ok(*m),
        Actor::Person(_) | Actor::Supporter(_) | Actor::Attorney(_) | Actor::Visitor | Actor::Sayso => {
            Err(Error::NotFound)
        }
    }
}

impl Desk<'_> {
    /// The one event of a list: each person on it sees that it was opened, and that it showed nothing of theirs.
    fn list_of_the_guardian<A: Act>(
        &mut self,
        may: &Authorised<A>,
        what: &str,
        people: &[PersonId],
    ) -> Result<(), Error> {
        let detail = Detail {
            what: Some(what.into()),
            ..Detail::default()
        };
        let decision = look::opened(self.now, EventKind::ListOpened, people, Why::default(), detail);
        self.write(may, &decision)?;
        Ok(())
    }

    /// Guardians as they sit now, for recusal.
    pub(crate) fn guardians(&mut self) -> Result<Seats, Error> {
        let now = self.now.at;
        let all = self.job.seats(None)?;
        let guardians = all
            .into_iter()
            .filter(|s| s.role == Role::Guardian && s.from <= now && s.until.is_none_or(|until| now < until));
        let mut seats = Seats::default();
        for seat in guardians {
            seats.guardians.push(seat.name);
            seats.guardian_orgs.push(seat.org);
        }
        Ok(seats)
    }

    /// `coach at Northway Work`: what is said in public about a seat.
    pub(crate) fn seat_in_public(&mut self, id: MemberId) -> Result<String, Error> {
        let Some(seat) = self.job.seat(id)? else {
            return Ok("a seat that has ended".into());
        };
        Ok(format!(
            "{} at {}",
            seat.role.in_words(),
            self.org(seat.org)?.name
        ))
    }
}

/// What the clock does by itself: passes on what nobody acknowledged, tells people when a bar on telling ends.
///
/// # Errors
/// Only where the store cannot write.
pub(crate) fn by_the_clock(desk: &mut Desk) -> Result<(), Error> {
    concern::pass_on(desk)?;
    demand::tell(desk)
}
