//! Patient (UK Core) into [`PersonIn`]. Owns: what of a patient record is taken over. Never takes over gender,
//! ethnic category, religion, address or anything about health: nothing here needs them.

use sayso_core::nhs_number::NhsNumber;

use crate::elements::{concept, contacts, name, rich_identifiers};
use crate::obj::Obj;
use crate::path::Path;
use crate::plan::{Kind, LanguageIn, Origin, PersonIn};
use crate::refs::{Allowed, reference};
use crate::systems::{CONTACT_PREFERENCE, INTERPRETER, NHS_NUMBER};

pub(crate) fn person(obj: &Obj<'_>, origin: Origin) -> PersonIn {
    let mut person = PersonIn {
        origin,
        ..PersonIn::default()
    };
    numbers(obj, &mut person);
    person.active = obj.bool("active").unwrap_or(true);
    person.died = obj.bool("deceasedBoolean") == Some(true) || obj.when("deceasedDateTime").is_some();
    person.name = name(obj);
    person.contacts = contacts(obj);
    person.birth_date = obj.date("birthDate");
    if obj.has("gender") {
        // Checked, because a wrong code shows that the file is broken; not kept, because nothing here asks for it.
        let _ = obj.one_of("gender", &["male", "female", "other", "unknown"]);
        obj.leave(&["gender"]);
    }
    person.languages = obj.each("communication", |ctx, node, path| {
        let inner = Obj::new(ctx, node, path)?;
        inner.need("language");
        let language = inner.one("language", concept);
        let preferred = inner.bool("preferred").unwrap_or(false);
        inner.finish();
        Some(LanguageIn {
            language: language?,
            preferred,
        })
    });
    let gp = Allowed::only(&[Kind::Organization, Kind::Practitioner, Kind::PractitionerRole]);
    person.general_practitioners = obj.each("generalPractitioner", |c, n, p| reference(c, n, p, gp));
    let org = Allowed::only(&[Kind::Organization]);
    person.managing_organization = obj.one("managingOrganization", |c, n, p| reference(c, n, p, org));
    obj.extensions(|url, inner| extension(url, inner, &mut person));
    obj.leave(&[
        "address",
        "maritalStatus",
        "photo",
        "contact",
        "multipleBirthBoolean",
        "multipleBirthInteger",
    ]);
    person
}

/// Communication needs (Accessible Information Standard).
fn extension(url: &str, obj: &Obj<'_>, person: &mut PersonIn) -> bool {
    match url {
        INTERPRETER => person.interpreter = obj.bool("valueBoolean"),
        CONTACT_PREFERENCE => obj.extensions(|part, inner| {
            let slot = match part {
                "PreferredContactMethod" => &mut person.contact_method,
                "PreferredWrittenCommunicationFormat" => &mut person.written_format,
                _ => return false,
            };
            *slot = inner.one("valueCodeableConcept", concept);
            true
        }),
        _ => return false,
    }
    true
}

fn numbers(obj: &Obj<'_>, person: &mut PersonIn) {
    for found in rich_identifiers(obj) {
        if found.identifier.system != NHS_NUMBER {
            person.identifiers.push(found.identifier);
            continue;
        }
        let list = Path::Key(&obj.path, "identifier");
        let at = Path::At(&list, found.at);
        let path = Path::Key(&at, "value");
        match found.identifier.value.parse::<NhsNumber>() {
            Ok(number) if person.nhs_number.is_some_and(|earlier| earlier != number) => {
                let todo = "Keep the one that is in use, or mark the other as old";
                obj.ctx
                    .problem(found.line, &path, "this person has two NHS numbers", todo);
            }
            Ok(number) => {
                person.nhs_number = Some(number);
                person.nhs_number_status = found.status;
            }
            Err(why) => {
                let todo = "Correct the number, or take the identifier out: nobody needs one to be in Sayso";
                obj.ctx
                    .problem(found.line, &path, format!("bad NHS number: {why}"), todo);
            }
        }
    }
}
