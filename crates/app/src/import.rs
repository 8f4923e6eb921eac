//! `sayso import`: what a file of somebody else's says, carried out as the seat that hands it in. Owns: who may bring
//! in what, and the report. Never makes a say-so or a referral out of a file, matches nobody by name, and writes all
//! of it or nothing: it runs inside one transaction.

mod keys;
mod outside;
mod people;
mod places;
mod report;
mod seats;
mod who;

use sayso_core::category::Categories;
use sayso_core::facts::Place;
use sayso_core::id::OrgId;
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Role};
use sayso_interop::{ImportPlan, Kind};
use sayso_policy::act;

pub(crate) use outside::let_lapse;
pub use outside::{OpenOffer, open_offers};
pub use report::{Counts, Left, Report, Skipped};
pub use who::{Who, who};

use crate::{Desk, Error};
use places::Places;

/// Carries out a plan as `actor`. An operator (or the console) registers organisations and seats, and sees nothing
/// about people; a seat at a practice loads its own people and keeps what arrived about them. What is left over is in
/// the report. A second time, nothing is written, not even an event.
///
/// # Errors
/// [`Error::Denied`] for anybody else. After any error nothing of the plan is kept.
pub fn apply(desk: &mut Desk, actor: &Actor, plan: &ImportPlan) -> Result<Report, Error> {
    let mut report = Report {
        not_understood: plan.not_understood.clone(),
        ..Report::default()
    };
    match actor {
        Actor::Sayso => set_up(desk, actor, plan, &mut report)?,
        Actor::Member(m) if m.role == Role::Operator => set_up(desk, actor, plan, &mut report)?,
        _ => load(desk, actor, plan, &mut report)?,
    }
    report.leave(
        Kind::Task,
        plan.tasks.len(),
        "somebody else’s work list, which Sayso only notes",
    );
    Ok(report)
}

/// What an operator may bring in.
fn set_up(desk: &mut Desk, actor: &Actor, plan: &ImportPlan, report: &mut Report) -> Result<(), Error> {
    let place = match actor {
        Actor::Member(m) => Place::of(m.org, m.kind),
        _ => Place::of(OrgId::NIL, OrgKind::Council),
    };
    let may = desk.may::<act::SetUp>(actor, &place, Categories::NONE)?;
    let mut places = Places::read(desk, plan)?;
    places.register(desk, &may, plan, report)?;
    seats::give(desk, actor, &places, plan, report)?;
    let practice = "for a member of the person’s own practice to bring in";
    report.leave(Kind::Patient, plan.people.len(), practice);
    report.leave(Kind::ServiceRequest, plan.offers.len(), practice);
    report.leave(Kind::Consent, plan.consents.len(), practice);
    Ok(())
}

/// What a seat at a practice may bring in.
fn load(desk: &mut Desk, actor: &Actor, plan: &ImportPlan, report: &mut Report) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::LoadList>(actor, &place, Categories::NONE)?;
    let places = Places::read(desk, plan)?;
    places.tell_unregistered(plan, report);
    let list = people::load(desk, &may, &places, plan, report)?;
    outside::keep(desk, actor, member.id, &list, &places, plan, report)?;
    let operator = "for an operator to bring in";
    report.leave(Kind::Practitioner, plan.practitioners.len(), operator);
    report.leave(Kind::PractitionerRole, plan.roles.len(), operator);
    Ok(())
}

/// A denial is an outcome that commits. In the middle of an import it must undo what was written instead.
fn whole<T>(outcome: Result<T, Error>) -> Result<T, Error> {
    outcome.map_err(|error| match error {
        Error::Denied => Error::Fault("a part of the import was not allowed, so nothing was kept".into()),
        other => other,
    })
}
