//! Kim, whom Alex named: may see where things are and read the plan, and has looked once.

use jiff::SignedDuration;
use sayso_app::supporter::{self, home};
use sayso_app::{Desk, Error};
use sayso_core::decide::supporter::Naming;
use sayso_core::id::{PersonId, SupporterId};
use sayso_core::seat::Actor;
use sayso_core::supporter::{Choice, Scope, SupporterKind};

pub(super) fn kim(desk: &mut Desk, alex: PersonId) -> Result<SupporterId, Error> {
    let person = Actor::Person(alex);
    let naming = Naming {
        name: "Kim".into(),
        kind: SupporterKind::Carer,
        scope: Scope::of(&[Choice::Meetings, Choice::Plan, Choice::Write]),
        until: desk.now() + SignedDuration::from_hours(91 * 24),
    };
    supporter::name(desk, &person, &naming)?;
    let named = supporter::named(desk, &person)?.into_iter().next();
    let kim = named.ok_or(Error::NotFound)?.supporter;
    home(desk, &Actor::Supporter(kim.acting(desk.now())))?;
    Ok(kim.id)
}
