//! The guardian's side, one file for each thing that it does; and what everybody else may say to it. Never opens what
//! is held about a person.

pub mod concern;
pub mod danger;
pub mod demand;
pub mod looked;
pub mod query;
pub mod question;
pub mod switch;
pub mod typed;
pub mod withholding;

use sayso_core::decide::look::{self, Why};
use sayso_core::event::{Detail, EventKind};
use sayso_core::facts::Place;
use sayso_core::guard::Seats;
use sayso_core::id::{MemberId, OrgId, PersonId, SchemeId};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Member, Role};
use sayso_policy::{Act, Authorised};
use sayso_store::Watch;

use crate::{Desk, Error};

/// The door: the place of what anybody may say or read.
pub(crate) const DOOR: Place = Place::of(OrgId::NIL, OrgKind::Council);

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

    /// The guardians of these schemes as they sit now, for recusal; of none: all of them.
    pub(crate) fn guardians(&mut self, schemes: Vec<SchemeId>) -> Result<Seats, Error> {
        let all = self.job.seats_of(&schemes, Role::Guardian)?;
        let (guardians, guardian_orgs) = all.into_iter().unzip();
        Ok(Seats {
            guardians,
            guardian_orgs,
            schemes,
        })
    }

    /// The seat, its own organisation as the place of its lists, and the schemes that it oversees. Somebody who oversees
    /// nothing finds that nobody oversees the place either, and is denied there.
    pub(crate) fn post(&mut self, actor: &Actor) -> Result<(Member, Place, Watch), Error> {
        let (member, _) = Desk::own_place(actor)?;
        let watch = self.job.watch(&member)?;
        let place = self.place_for(member.org, actor)?;
        Ok((member, place, watch))
    }

    /// An organisation as the place of an act by somebody who may oversee it.
    pub(crate) fn place_for(&mut self, org: OrgId, actor: &Actor) -> Result<Place, Error> {
        let place = self.place(org)?;
        let Actor::Member(member) = actor else {
            return Ok(place);
        };
        let watch = self.job.watch(member)?;
        let overseer = self.job.watches_org(&watch, org)?.then_some(member.org);
        Ok(Place { overseer, ..place })
    }

    /// The door, for somebody who may oversee something behind it.
    pub(crate) fn door_for(&mut self, actor: &Actor) -> Result<Place, Error> {
        let Actor::Member(member) = actor else {
            return Ok(DOOR);
        };
        let watch = self.job.watch(member)?;
        let overseer = (!watch.is_nothing()).then_some(member.org);
        Ok(Place { overseer, ..DOOR })
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
