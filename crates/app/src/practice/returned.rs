//! What a provider wrote, taken back to the practice when its contract has ended: for each person only what their own
//! yes lets the practice know, and an event to each. Whoever said nothing is not in it, and nobody can tell why.

use std::collections::HashMap;

use sayso_core::category::Categories;
use sayso_core::decide::{contract as decide, practice};
use sayso_core::decision::Org;
use sayso_core::entry::{Author, EntryState, Subject};
use sayso_core::event::EventKind;
use sayso_core::id::{OrgId, PersonId, ReferralId};
use sayso_core::person::Details;
use sayso_core::seat::{Actor, Role};
use sayso_interop::{ImportPlan, Kind, Name, OrgIn, Origin, PartialDate, PersonIn, Ref};
use sayso_policy::{Action, act};
use serde_json::{Value, json};

use super::identity;
use crate::own::{Written, fhir_entry};
use crate::session::Recent;
use crate::{Desk, Error};

/// A provider whose contract has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Which.
    pub org: OrgId,
    /// What it is called.
    pub name: String,
    /// When it ended.
    pub at: jiff::Timestamp,
}

/// What one person lets the practice have of it.
#[derive(Debug, Clone)]
pub struct Back {
    /// Who.
    pub person: PersonId,
    /// Their name, their birth date and their NHS number, as the practice's own list has them.
    pub details: Details,
    /// What is shown.
    pub shown: Categories,
    /// What the provider wrote, oldest first, with the person's own words beside it.
    pub entries: Vec<Written>,
}

/// Everything that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Who wrote it.
    pub provider: String,
    /// The practice that takes it.
    pub practice: Org,
    /// When the contract ended.
    pub ended_at: jiff::Timestamp,
    /// Person by person.
    pub all: Vec<Back>,
}

/// Providers whose contract has ended and to which this practice ever sent anybody. About nobody.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Ended>, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "services whose contract ended");
    desk.write(&may, &decision)?;
    let mut ended = vec![];
    for end in desk.job.contract_ends()? {
        if end.is_over(desk.now.at) && !desk.job.sent_between(place.org, end.org)?.is_empty() {
            ended.push(Ended {
                org: end.org,
                name: desk.org(end.org)?.name,
                at: end.ends_at,
            });
        }
    }
    Ok(ended)
}

/// A clinician takes what may be taken. Each person in it has an event of their own that names what was shown.
///
/// # Errors
/// [`Error::Denied`] for anybody but a clinician of the practice; [`Error::NotFound`] before the contract has ended.
pub fn take(desk: &mut Desk, actor: &Actor, _fresh: &Recent, org: OrgId) -> Result<Taken, Error> {
    let (_, place) = Desk::own_place(actor)?;
    desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let end = desk.job.contract_end(org)?.filter(|e| e.is_over(desk.now.at));
    let end = end.ok_or(Error::NotFound)?;
    let mut all: HashMap<PersonId, Vec<ReferralId>> = HashMap::new();
    let mut order = vec![];
    for r in desk.job.sent_between(place.org, org)? {
        let theirs = all.entry(r.person).or_default();
        if theirs.is_empty() {
            order.push(r.person);
        }
        theirs.push(r.id);
    }
    let mut taken = vec![];
    for person in order {
        if let Some(back) = one(desk, actor, org, person, &all[&person])? {
            taken.push(back);
        }
    }
    Ok(Taken {
        provider: desk.org(org)?.name,
        practice: desk.org(place.org)?,
        ended_at: end.ends_at,
        all: taken,
    })
}

/// The same as one FHIR R4 Bundle of type collection. References are to the entries of this Bundle (`urn:uuid`).
#[must_use]
pub fn bundle(taken: &Taken) -> Value {
    let origin = |id: String| Origin {
        id: Some(id),
        ..Origin::default()
    };
    let practice = &taken.practice;
    let person = |back: &Back| PersonIn {
        origin: origin(back.person.to_string()),
        nhs_number: back.details.nhs_number,
        active: true,
        name: Some(Name {
            text: Some(back.details.name.clone()),
            ..Name::default()
        }),
        birth_date: back.details.birth_date.map(PartialDate::Day),
        managing_organization: Some(Ref::here(Kind::Organization, 0)),
        ..PersonIn::default()
    };
    let mut bundle = sayso_interop::export::bundle(&ImportPlan {
        organisations: vec![OrgIn {
            origin: origin(practice.id.to_string()),
            name: Some(practice.name.clone()),
            kind: Some(practice.kind),
            active: true,
            ..OrgIn::default()
        }],
        people: taken.all.iter().map(person).collect(),
        ..ImportPlan::default()
    });
    let written = taken.all.iter().flat_map(|back| {
        let subject = json!({ "reference": format!("urn:uuid:{}", back.person) });
        back.entries.iter().map(move |w| {
            let (kind, mut body) = fhir_entry(w, &subject);
            let id = w.entry.id.to_string();
            body["resourceType"] = kind.into();
            body["id"] = id.clone().into();
            json!({ "fullUrl": format!("urn:uuid:{id}"), "resource": body })
        })
    });
    if let Some(entries) = bundle.get_mut("entry").and_then(Value::as_array_mut) {
        entries.extend(written);
    }
    bundle
}

/// Is this a clinician's seat? Only they may take it; the team sees that there is something.
#[must_use]
pub const fn is_clinician(actor: &Actor) -> bool {
    matches!(actor, Actor::Member(m) if matches!(m.role, Role::Clinician))
}

fn one(
    desk: &mut Desk,
    actor: &Actor,
    org: OrgId,
    person: PersonId,
    referrals: &[ReferralId],
) -> Result<Option<Back>, Error> {
    let about = desk.about(person, actor)?;
    if !desk.would(Action::ReadReferral, actor, &about, identity()) {
        return Ok(None);
    }
    let mut besides = desk.job.besides(person)?;
    let mut shown = identity();
    let mut entries = vec![];
    for entry in desk.job.entries(person, actor)? {
        let Author::Member(by) = entry.author else {
            continue;
        };
        let category = entry.kind.category();
        let here = entry.referral.is_some_and(|r| referrals.contains(&r));
        if !here || entry.state != EntryState::Kept || !about.to_practice.has(category) {
            continue;
        }
        shown = shown.with(category);
        entries.push(Written {
            author: desk.seat_name(by)?,
            beside: besides.remove(&Subject::Entry(entry.id)),
            sealed_for: None,
            entry,
        });
    }
    if entries.is_empty() {
        return Ok(None);
    }
    let may = desk.may::<act::ReadReferral>(actor, &about, shown)?;
    desk.write(&may, &decide::returned(desk.now, org, person, shown))?;
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    let details = Details {
        name: found.person.details.name,
        birth_date: found.person.details.birth_date,
        nhs_number: found.person.details.nhs_number,
        ..Details::default()
    };
    Ok(Some(Back {
        person,
        details,
        shown,
        entries,
    }))
}
