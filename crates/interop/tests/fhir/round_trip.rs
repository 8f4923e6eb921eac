//! What is written is read back as it was, and writing twice gives the same bytes.

use sayso_core::nhs_number::NhsNumber;
use sayso_core::org::{Interests, OrgKind};
use sayso_core::seat::Role;
use sayso_interop::{
    Coding, Concept, ConsentStatus, Contact, ContactKind, ContactUse, Identifier, ImportPlan, Intent, Kind,
    LanguageIn, Name, OfferIn, OrgIn, Origin, OutsideConsent, PartialDate, PersonIn, PractitionerIn,
    Provision, Ref, RequestStatus, RoleIn, Target, TaskIn, TaskStatus, When, export, systems,
};

use crate::common::{read_bytes, read_example};

/// Without what belongs to the file rather than to the items.
fn bare(mut plan: ImportPlan) -> ImportPlan {
    let origin = |o: &mut Origin| {
        *o = Origin {
            id: o.id.take(),
            ..Origin::default()
        }
    };
    plan.organisations.iter_mut().for_each(|x| origin(&mut x.origin));
    plan.practitioners.iter_mut().for_each(|x| origin(&mut x.origin));
    plan.roles.iter_mut().for_each(|x| origin(&mut x.origin));
    plan.people.iter_mut().for_each(|x| origin(&mut x.origin));
    plan.offers.iter_mut().for_each(|x| origin(&mut x.origin));
    plan.tasks.iter_mut().for_each(|x| origin(&mut x.origin));
    plan.consents.iter_mut().for_each(|x| origin(&mut x.origin));
    plan.not_understood.clear();
    plan
}

fn again(plan: &ImportPlan) -> ImportPlan {
    let text = export::to_json(plan);
    let back = read_bytes("export.json", text.as_bytes()).unwrap_or_else(|p| panic!("{}\n{text}", p[0]));
    assert!(back.not_understood.is_empty(), "{:#?}", back.not_understood);
    assert_eq!(
        export::to_json(&back),
        text,
        "writing what was read gives the same bytes"
    );
    back
}

/// Item `n` of a list; every second has an id that is no UUID. Bits of `n` say which optional parts it has.
fn origin(kind: u32, n: u32) -> Origin {
    let id = if n.is_multiple_of(2) {
        format!("0190f3c2-0000-7000-800{kind}-{n:012x}")
    } else {
        format!("x.{kind}-{n}")
    };
    Origin {
        id: Some(id),
        ..Origin::default()
    }
}

fn identifiers(n: u32) -> Vec<Identifier> {
    (0..n % 3)
        .map(|i| Identifier {
            system: format!("https://s{i}.example"),
            value: format!("{n} {i}"),
        })
        .collect()
}

fn concept(n: u32) -> Concept {
    let coding = Coding {
        system: (n & 1 == 0).then(|| "https://codes.example".to_owned()),
        code: Some(format!("c{n}")),
        display: (n & 2 == 0).then(|| "Wörter „mit“ Zeichen".to_owned()),
    };
    Concept {
        codings: vec![coding],
        text: (n & 4 == 0).then(|| format!("line\nbreak \"{n}\"")),
    }
}

fn when(n: u32) -> Option<When> {
    match n % 4 {
        0 => None,
        1 => Some(When::On(PartialDate::Year(2026))),
        2 => Some(When::On(PartialDate::Month(2026, 5))),
        _ => Some(When::At(format!("2026-05-04T09:15:00.{n:03}Z").parse().unwrap())),
    }
}

fn contacts(n: u32) -> Vec<Contact> {
    let contact = |kind, place, rank| Contact {
        kind,
        value: format!("v{n}"),
        place,
        rank,
    };
    let all = [
        contact(ContactKind::Phone, Some(ContactUse::Mobile), Some(1)),
        contact(ContactKind::Email, None, None),
        contact(ContactKind::Sms, Some(ContactUse::Home), None),
    ];
    all.into_iter().take(n as usize % 4).collect()
}

fn name(n: u32) -> Option<Name> {
    (!n.is_multiple_of(5)).then(|| Name {
        text: (n & 1 == 0).then(|| format!("Person {n}")),
        family: Some(format!("O’Example-{n}")),
        given: vec!["A".to_owned(); n as usize % 3],
        prefix: vec!["Dr".to_owned(); n as usize % 2],
        suffix: Vec::new(),
    })
}

/// A reference to an item of the list, or to somebody known by an identifier.
fn to(kind: Kind, n: u32, len: u32) -> Ref {
    if n.is_multiple_of(3) {
        Ref::to(Target::Known(Identifier {
            system: systems::ODS.to_owned(),
            value: format!("Z{n}"),
        }))
    } else {
        Ref::here(kind, (n * 7 % len) as usize)
    }
}

fn some<T>(n: u32, bit: u32, value: T) -> Option<T> {
    (n >> bit & 1 == 1).then_some(value)
}

fn plan(len: u32) -> ImportPlan {
    let interests = Interests {
        owners: vec!["One".to_owned(), "Two".to_owned()],
        benefits_contracts: vec!["Assessments".to_owned()],
        paid_by: Some("Board".to_owned()),
        payment_by_result: None,
    };
    let numbers: Vec<_> = (1..).filter_map(NhsNumber::invented).take(len as usize).collect();
    ImportPlan {
        organisations: (0..len)
            .map(|n| OrgIn {
                origin: origin(0, n),
                identifiers: identifiers(n),
                name: some(n, 0, format!("Org {n}")),
                kind: OrgKind::ALL.get(n as usize % 12).copied(),
                active: n & 4 == 0,
                contacts: contacts(n),
                part_of: some(n, 1, to(Kind::Organization, n, len)),
                interests: some(n, 2, interests.clone()),
            })
            .collect(),
        practitioners: (0..len)
            .map(|n| PractitionerIn {
                origin: origin(1, n),
                identifiers: identifiers(n),
                name: name(n),
                active: n & 1 == 0,
                contacts: contacts(n),
            })
            .collect(),
        roles: (0..len)
            .map(|n| {
                let role = Role::ALL[n as usize % Role::ALL.len()];
                RoleIn {
                    origin: origin(2, n),
                    identifiers: identifiers(n),
                    practitioner: some(n, 0, to(Kind::Practitioner, n, len)),
                    organization: some(n, 1, to(Kind::Organization, n, len)),
                    codes: vec![Concept::of(systems::ROLE, role.as_str())],
                    role: Some(role),
                    active: n & 2 == 0,
                    start: when(n),
                    end: when(n / 4),
                }
            })
            .collect(),
        people: (0..len)
            .map(|n| PersonIn {
                origin: origin(3, n),
                identifiers: identifiers(n),
                nhs_number: some(n, 0, numbers[n as usize]),
                nhs_number_status: some(n, 0, "01".to_owned()).filter(|_| n & 2 == 0),
                active: n & 1 == 0,
                died: n & 8 == 8,
                name: name(n),
                contacts: contacts(n),
                birth_date: PartialDate::parse(["", "1980", "1980-05", "1980-05-17"][n as usize % 4]),
                languages: (0..n % 3)
                    .map(|i| LanguageIn {
                        language: concept(i),
                        preferred: i == 1,
                    })
                    .collect(),
                interpreter: some(n, 1, n & 4 == 0),
                written_format: some(n, 2, concept(n)),
                contact_method: some(n, 3, concept(n)),
                general_practitioners: (0..n % 3)
                    .map(|i| to(Kind::PractitionerRole, n + i, len))
                    .collect(),
                managing_organization: some(n, 0, to(Kind::Organization, n, len)),
            })
            .collect(),
        offers: (0..len).map(|n| offer(n, len)).collect(),
        tasks: (0..len).map(|n| task(n, len)).collect(),
        consents: (0..len).map(|n| consent(n, len)).collect(),
        not_understood: Vec::new(),
    }
}

fn offer(n: u32, len: u32) -> OfferIn {
    OfferIn {
        origin: origin(4, n),
        identifiers: identifiers(n),
        status: [
            RequestStatus::Active,
            RequestStatus::Revoked,
            RequestStatus::OnHold,
        ][n as usize % 3],
        intent: [Intent::Order, Intent::Plan][n as usize % 2],
        categories: (0..n % 3).map(concept).collect(),
        code: some(n, 0, concept(n)),
        subject: to(Kind::Patient, n, len),
        authored_on: when(n),
        requester: some(n, 1, to(Kind::PractitionerRole, n, len)),
        performers: (0..n % 3).map(|i| to(Kind::Organization, n + i, len)).collect(),
        contact_prohibited: n & 4 == 4,
    }
}

fn task(n: u32, len: u32) -> TaskIn {
    TaskIn {
        origin: origin(5, n),
        identifiers: identifiers(n),
        status: [
            TaskStatus::Requested,
            TaskStatus::InProgress,
            TaskStatus::Undelivered,
        ][n as usize % 3],
        intent: Intent::Order,
        code: some(n, 0, concept(n)),
        business_status: some(n, 1, concept(n)),
        focus: some(n, 2, Ref::here(Kind::ServiceRequest, n as usize)),
        subject: some(n, 0, to(Kind::Patient, n, len)),
        requester: some(n, 1, to(Kind::Practitioner, n, len)),
        owner: some(n, 2, to(Kind::Organization, n, len)),
        part_of: (0..n % 2).map(|i| to(Kind::Task, n + i, len)).collect(),
        authored_on: when(n),
        last_modified: when(n + 1),
    }
}

fn consent(n: u32, len: u32) -> OutsideConsent {
    OutsideConsent {
        origin: origin(6, n),
        identifiers: identifiers(n),
        status: [
            ConsentStatus::Active,
            ConsentStatus::Inactive,
            ConsentStatus::Rejected,
        ][n as usize % 3],
        scope: concept(n),
        categories: vec![concept(n + 1)],
        patient: some(n, 0, to(Kind::Patient, n, len)),
        recorded: when(n),
        performers: (0..n % 2).map(|i| to(Kind::Patient, n + i, len)).collect(),
        organizations: (0..n % 3).map(|i| to(Kind::Organization, n + i, len)).collect(),
        policies: (0..n % 3)
            .map(|i| format!("https://policy.example/{i}"))
            .collect(),
        policy_rule: some(n, 1, concept(n)),
        provision: [None, Some(Provision::Permit), Some(Provision::Deny)][n as usize % 3],
        start: when(n),
        end: when(n / 4),
        purposes: (0..n % 3).flat_map(|i| concept(i).codings).collect(),
    }
}

#[test]
fn every_combination_of_parts_comes_back_as_it_went_out() {
    for len in [1, 2, 5, 64] {
        let out = plan(len);
        assert_eq!(bare(again(&out)), out);
    }
}

#[test]
fn what_was_read_from_a_file_comes_back_too() {
    for name in [
        "collection.json",
        "message.json",
        "transaction.json",
        "export.ndjson",
    ] {
        let read = bare(read_example(name));
        let mut back = bare(again(&read));
        // An item without an id gets one when it is written.
        for (back, first) in back.offers.iter_mut().zip(&read.offers) {
            back.origin.id.clone_from(&first.origin.id);
            back.performers.retain(|p| *p.target() != Target::Elsewhere);
        }
        for (back, first) in back.consents.iter_mut().zip(&read.consents) {
            back.origin.id.clone_from(&first.origin.id);
        }
        let mut read = read;
        read.offers
            .iter_mut()
            .for_each(|o| o.performers.retain(|p| *p.target() != Target::Elsewhere));
        assert_eq!(back, read, "{name}");
    }
}

#[test]
fn an_item_without_an_id_gets_one_from_its_place() {
    let plan = ImportPlan {
        organisations: vec![OrgIn {
            active: true,
            ..OrgIn::default()
        }],
        ..ImportPlan::default()
    };
    assert_eq!(
        again(&plan).organisations[0].origin.id.as_deref(),
        Some("Organization-1")
    );
}

#[test]
fn an_empty_plan_is_an_empty_bundle() {
    let text = export::to_json(&ImportPlan::default());
    assert!(text.contains("collection") && !text.contains("entry"));
}

#[test]
fn every_resource_names_its_uk_core_profile() {
    let bundle = export::bundle(&plan(2));
    for entry in bundle["entry"].as_array().unwrap() {
        let kind = entry["resource"]["resourceType"].as_str().unwrap();
        let profile = format!("https://fhir.hl7.org.uk/StructureDefinition/UKCore-{kind}");
        assert_eq!(entry["resource"]["meta"]["profile"][0], profile.as_str());
    }
}
