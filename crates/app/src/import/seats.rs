//! Staff seats out of `PractitionerRole`, for an operator. Owns: when a role in a file is enough for a seat. Never
//! lets anybody in: a seat has no sign-in link until somebody makes one. Never at an organisation of the benefits
//! system, and never over a seat that is there already.

use std::collections::HashSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use sayso_core::category::Categories;
use sayso_core::decide::register as decide;
use sayso_core::decision::{Org, Seat};
use sayso_core::facts::Place as Where;
use sayso_core::id::{MemberKind, SourceExt as _};
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_interop::{Identifier, ImportPlan, Kind, PartialDate, PractitionerIn, RoleIn, Target, When};
use sayso_policy::act;

use super::keys::{self, Looked, Names};
use super::places::{Place, Places};
use super::{Report, whole};
use crate::{Desk, Error};

/// Gives the seats that the roles of the plan describe.
pub(super) fn give(
    desk: &mut Desk,
    actor: &Actor,
    places: &Places,
    plan: &ImportPlan,
    report: &mut Report,
) -> Result<(), Error> {
    let mut met = HashSet::new();
    let names = Names::shared("member");
    for from in &plan.roles {
        let described = match describe(desk, places, plan, from)? {
            Ok(described) => described,
            Err(why) => {
                report.skip(Kind::PractitionerRole, &from.origin, why);
                continue;
            }
        };
        let Described { org, seat, keys } = described;
        let looked: Looked<MemberKind> = names.look(desk, &keys, vec![])?;
        match looked.found[..] {
            [] => {}
            [one] if met.contains(&one) => {
                report.skip(Kind::PractitionerRole, &from.origin, "stands in the files twice");
                continue;
            }
            [one] => {
                met.insert(one);
                let kept = desk.job.seat(one)?;
                if kept.is_some_and(|k| k.org == seat.org && k.role == seat.role) {
                    report.seats.unchanged += 1;
                } else {
                    let why = "has another seat here already; end that one and give a new one by hand";
                    report.skip(Kind::PractitionerRole, &from.origin, why);
                }
                continue;
            }
            _ => {
                let why = "its identifiers belong to two seats; check them";
                report.skip(Kind::PractitionerRole, &from.origin, why);
                continue;
            }
        }
        let place = Where::of(org.id, org.kind);
        let may = whole(desk.may::<act::ManageMembers>(actor, &place, Categories::NONE))?;
        met.insert(seat.id);
        let found = names.name(&looked.unnamed, seat.id);
        let decision = decide::found_again_by(decide::member(desk.now, &org, seat)?, found);
        desk.write(&may, &decision)?;
        report.seats.new += 1;
    }
    let without = plan.practitioners.iter().enumerate().filter(|(at, _)| {
        let here = Target::Here(Kind::Practitioner, *at);
        let is_it = |r: &RoleIn| r.practitioner.as_ref().is_some_and(|p| *p.target() == here);
        !plan.roles.iter().any(is_it)
    });
    for (_, practitioner) in without {
        let why = "has no PractitionerRole in the files, and nobody gets a seat without one";
        report.skip(Kind::Practitioner, &practitioner.origin, why);
    }
    Ok(())
}

struct Described {
    org: Org,
    seat: Seat,
    keys: Vec<Identifier>,
}

/// The seat that a role describes, or why it describes none.
fn describe(
    desk: &mut Desk,
    places: &Places,
    plan: &ImportPlan,
    from: &RoleIn,
) -> Result<Result<Described, &'static str>, Error> {
    let org = match from.organization.as_ref() {
        Some(to) => places.at(desk, to)?,
        None => Place::Unknown,
    };
    let org = match org {
        Place::Ours(id) => places.org(id).cloned(),
        Place::Unregistered | Place::Unknown => None,
    };
    let Some(org) = org else {
        return Ok(Err("is at an organisation that is not registered here"));
    };
    if org.kind == OrgKind::Benefits {
        return Ok(Err(
            "is at an organisation of the benefits system, which has no seats",
        ));
    }
    let now = desk.now.at;
    let until = from.end.map(end_of);
    if !from.active || until.is_some_and(|end| end <= now) {
        return Ok(Err(
            "has ended, says the file; a seat that is open here stays open",
        ));
    }
    let practitioner = from.practitioner.as_ref().and_then(|r| match r.target() {
        Target::Here(Kind::Practitioner, at) => plan.practitioners.get(*at),
        _ => None,
    });
    let Some(practitioner) = practitioner.filter(|p| p.active) else {
        return Ok(Err("does not name a practitioner who is in the files and in use"));
    };
    let Some(role) = from.role else {
        return Ok(Err("says no role that Sayso has; give the seat by hand"));
    };
    let name = practitioner
        .name
        .as_ref()
        .map(sayso_interop::Name::in_full)
        .unwrap_or_default();
    if name.trim().is_empty() {
        return Ok(Err("its practitioner has no name"));
    }
    let keys = names_of(from, practitioner, &org, role.as_str());
    if keys.is_empty() {
        return Ok(Err(
            "neither it nor its practitioner has an identifier, so it could not be found again",
        ));
    }
    let seat = Seat {
        id: desk.now.source.id(),
        org: org.id,
        role,
        name,
        from: from.start.map_or(now, start_of),
        until,
        takes_part: true,
    };
    Ok(Ok(Described { org, seat, keys }))
}

/// The role's own identifiers, else the practitioner's with place and role: one person may have several seats.
fn names_of(role: &RoleIn, who: &PractitionerIn, org: &Org, what: &str) -> Vec<Identifier> {
    let own = keys::of(&role.identifiers, &role.origin);
    if !own.is_empty() {
        return own;
    }
    let theirs = keys::of(&who.identifiers, &who.origin).into_iter();
    theirs
        .map(|i| Identifier {
            value: format!("{} {what} {}", i.value, org.id),
            ..i
        })
        .collect()
}

fn start_of(when: When) -> Timestamp {
    match when {
        When::At(at) => at,
        When::On(PartialDate::Day(day)) => midnight(day),
        When::On(PartialDate::Month(year, month)) => midnight(Date::constant(year, month, 1)),
        When::On(PartialDate::Year(year)) => midnight(Date::constant(year, 1, 1)),
    }
}

/// FHIR: a period includes the whole of its last day, month or year.
fn end_of(when: When) -> Timestamp {
    let after = match when {
        When::At(at) => return at,
        When::On(PartialDate::Day(day)) => day.saturating_add(1.day()),
        When::On(PartialDate::Month(year, month)) => Date::constant(year, month, 1).saturating_add(1.month()),
        When::On(PartialDate::Year(year)) => Date::constant(year, 1, 1).saturating_add(1.year()),
    };
    midnight(after)
}

fn midnight(day: Date) -> Timestamp {
    sayso_core::time::midnight(day).unwrap_or(Timestamp::MAX)
}
