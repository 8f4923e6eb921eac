//! Organization, Practitioner and `PractitionerRole` (UK Core). Owns: which codes mean one of our kinds or roles.
//! Never guesses a kind from a name, and never gives anybody a seat.

use sayso_core::org::{Interests, OrgKind};
use sayso_core::seat::Role;

use crate::elements::{concept, contacts, identifiers, name, period};
use crate::obj::Obj;
use crate::plan::{Kind, OrgIn, Origin, PractitionerIn, RoleIn};
use crate::refs::{Allowed, reference};
use crate::systems::{INTERESTS, ORG_KIND, PRACTITIONER_ROLE, ROLE};
use crate::types::Concept;

const ORGANIZATION: Allowed = Allowed::only(&[Kind::Organization]);
const PRACTITIONER: Allowed = Allowed::only(&[Kind::Practitioner]);

pub(crate) fn organisation(obj: &Obj<'_>, origin: Origin) -> OrgIn {
    let mut org = OrgIn {
        origin,
        identifiers: identifiers(obj),
        name: obj.text("name"),
        active: obj.bool("active").unwrap_or(true),
        contacts: contacts(obj),
        part_of: obj.one("partOf", |c, n, p| reference(c, n, p, ORGANIZATION)),
        ..OrgIn::default()
    };
    let types = obj.each("type", |ctx, node, path| {
        let found = concept(ctx, node, path)?;
        if kind_of(&found).is_none() {
            ctx.note(
                &path,
                "this type does not say which kind of organisation it is for Sayso",
            );
        }
        Some(found)
    });
    org.kind = types.iter().find_map(kind_of);
    obj.extensions(|url, inner| {
        if url == INTERESTS {
            org.interests = Some(interests(inner));
        }
        url == INTERESTS
    });
    obj.leave(&["address", "alias", "contact", "endpoint"]);
    org
}

/// Our own code, or the Organisation Data Service's role for a GP practice (RO76; its lists also write 76). HL7's
/// "prov" means anybody who provides care, a practice included, so it says nothing here.
fn kind_of(concept: &Concept) -> Option<OrgKind> {
    if let Some(code) = concept.code_in(ORG_KIND) {
        return OrgKind::parse(code);
    }
    let practice = concept.codings.iter().any(|c| {
        let ods = c
            .system
            .as_deref()
            .is_some_and(|s| s.to_ascii_lowercase().contains("organizationrole"));
        ods && matches!(c.code.as_deref(), Some("RO76" | "76"))
    });
    practice.then_some(OrgKind::Practice)
}

fn interests(obj: &Obj<'_>) -> Interests {
    let mut found = Interests::default();
    obj.extensions(|part, inner| {
        let value = inner.text("valueString");
        match part {
            "owner" => found.owners.extend(value),
            "benefitsContract" => found.benefits_contracts.extend(value),
            "paidBy" => found.paid_by = value,
            "paymentByResult" => found.payment_by_result = value,
            _ => return false,
        }
        true
    });
    found
}

pub(crate) fn practitioner(obj: &Obj<'_>, origin: Origin) -> PractitionerIn {
    let found = PractitionerIn {
        origin,
        identifiers: identifiers(obj),
        name: name(obj),
        active: obj.bool("active").unwrap_or(true),
        contacts: contacts(obj),
    };
    obj.leave(&[
        "address",
        "gender",
        "birthDate",
        "photo",
        "qualification",
        "communication",
    ]);
    found
}

pub(crate) fn role(obj: &Obj<'_>, origin: Origin) -> RoleIn {
    let mut found = RoleIn {
        origin,
        identifiers: identifiers(obj),
        practitioner: obj.one("practitioner", |c, n, p| reference(c, n, p, PRACTITIONER)),
        organization: obj.one("organization", |c, n, p| reference(c, n, p, ORGANIZATION)),
        codes: obj.each("code", concept),
        active: obj.bool("active").unwrap_or(true),
        ..RoleIn::default()
    };
    found.role = found.codes.iter().find_map(role_of);
    if let Some((start, end)) = obj.one("period", |c, n, p| Some(period(c, n, p))) {
        (found.start, found.end) = (start, end);
    }
    obj.leave(&[
        "specialty",
        "location",
        "healthcareService",
        "telecom",
        "endpoint",
    ]);
    obj.leave(&["availableTime", "notAvailable", "availabilityExceptions"]);
    found
}

/// Our own code, or HL7's for a doctor or a nurse. A coach or a guardian is never read out of a foreign code.
fn role_of(concept: &Concept) -> Option<Role> {
    if let Some(code) = concept.code_in(ROLE) {
        return Role::parse(code);
    }
    matches!(concept.code_in(PRACTITIONER_ROLE), Some("doctor" | "nurse")).then_some(Role::Clinician)
}
