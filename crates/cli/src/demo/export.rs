//! `sayso demo --export`: the invented people, staff and organisations as FHIR. Owns: the stable identifiers, so that
//! importing the file twice changes nothing. Demonstration data only: no deployment can be exported this way.

use std::fs;
use std::path::Path;

use sayso_interop::export::to_json;
use sayso_interop::systems::ODS;
use sayso_interop::{
    Concept, Contact, ContactKind, Identifier, ImportPlan, Kind, LanguageIn, Name, OrgIn, Origin,
    PartialDate, PersonIn, PractitionerIn, Ref, RoleIn,
};

use super::people::{Invented, everybody};
use super::world::places::{DWP, ORGS, PRACTICES, SEATS};
use crate::CliError;

/// Whoever hands out the demonstration's own identifiers.
const SYSTEM: &str = "https://sayso.example/demo/";
/// The code system of language tags (BCP 47).
const LANGUAGE: &str = "urn:ietf:bcp:47";
/// The file's name.
const FILE: &str = "sayso-demo.json";

/// Writes the file, and says so.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write(dir: &Path, seed: u64) -> Result<(), CliError> {
    fs::create_dir_all(dir)?;
    let plan = plan(seed);
    let file = dir.join(FILE);
    fs::write(&file, to_json(&plan))?;
    println!(
        "{}: {} organisations, {} staff, {} people. All invented.",
        file.display(),
        plan.organisations.len(),
        plan.practitioners.len(),
        plan.people.len()
    );
    Ok(())
}

fn identifier(what: &str, value: &str) -> Identifier {
    Identifier {
        system: format!("{SYSTEM}{what}"),
        value: value.to_owned(),
    }
}

fn origin(id: String) -> Origin {
    Origin {
        id: Some(id),
        ..Origin::default()
    }
}

/// Everything with its identifiers.
pub(super) fn plan(seed: u64) -> ImportPlan {
    let organisations = ORGS[..DWP].iter().enumerate().map(|(nth, org)| OrgIn {
        origin: origin(format!("organisation-{nth}")),
        identifiers: match org.ods {
            Some(code) => vec![Identifier {
                system: ODS.into(),
                value: code.into(),
            }],
            None => vec![identifier("organisation", &nth.to_string())],
        },
        name: Some(org.name.into()),
        kind: Some(org.kind),
        active: true,
        interests: Some(org.interests()),
        ..OrgIn::default()
    });
    let practitioners = SEATS.iter().map(|seat| PractitionerIn {
        origin: origin(seat.key.into()),
        identifiers: vec![identifier("practitioner", seat.key)],
        name: Some(name(seat.name)),
        active: true,
        ..PractitionerIn::default()
    });
    let roles = SEATS.iter().enumerate().map(|(nth, seat)| RoleIn {
        origin: origin(format!("role-{}", seat.key)),
        identifiers: vec![identifier("role", seat.key)],
        practitioner: Some(Ref::here(Kind::Practitioner, nth)),
        organization: Some(Ref::here(Kind::Organization, seat.org)),
        role: Some(seat.role),
        active: true,
        ..RoleIn::default()
    });
    ImportPlan {
        organisations: organisations.collect(),
        practitioners: practitioners.collect(),
        roles: roles.collect(),
        people: everybody(seed, PRACTICES).iter().map(person).collect(),
        ..ImportPlan::default()
    }
}

fn name(whole: &str) -> Name {
    Name {
        text: Some(whole.to_owned()),
        ..Name::default()
    }
}

fn person(from: &Invented) -> PersonIn {
    let d = &from.details;
    let contact = |kind, value: &Option<String>| {
        value.as_ref().map(|value| Contact {
            kind,
            value: value.clone(),
            place: None,
            rank: None,
        })
    };
    let phone = contact(ContactKind::Phone, &d.phone);
    let email = contact(ContactKind::Email, &d.email);
    let practice = Ref::here(Kind::Organization, from.practice);
    PersonIn {
        origin: origin(format!("person-{}", from.nth)),
        identifiers: vec![identifier("person", &from.nth.to_string())],
        nhs_number: d.nhs_number,
        active: true,
        name: Some(name(&d.name)),
        contacts: phone.into_iter().chain(email).collect(),
        birth_date: d.birth_date.map(PartialDate::Day),
        languages: d
            .language
            .iter()
            .map(|code| LanguageIn {
                language: Concept::of(LANGUAGE, code),
                preferred: true,
            })
            .collect(),
        interpreter: d.interpreter.then_some(true),
        general_practitioners: vec![practice.clone()],
        managing_organization: Some(practice),
        ..PersonIn::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_interop::{FileIn, read};

    #[test]
    fn what_is_written_reads_back_with_an_identifier_on_everything() {
        let text = to_json(&plan(1));
        let mut reader = text.as_bytes();
        let file = FileIn {
            name: FILE,
            reader: &mut reader,
        };
        let read = read([file]).expect("the export is sound");
        assert_eq!((read.organisations.len(), read.people.len()), (DWP, 200));
        assert!(read.people.iter().all(|p| !p.identifiers.is_empty()));
        assert!(read.organisations.iter().all(|o| !o.identifiers.is_empty()));
        assert!(read.practitioners.iter().all(|p| !p.identifiers.is_empty()));
        assert_eq!(read.not_understood, vec![]);
    }

    #[test]
    fn the_same_seed_gives_the_same_file() {
        assert_eq!(to_json(&plan(3)), to_json(&plan(3)));
    }
}
