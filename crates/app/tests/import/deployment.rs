//! An operator or the console brings organisations and seats into a deployment, and sees nothing about people.

use std::sync::Arc;

use sayso_app::import::{Who, who};
use sayso_app::{House, Lane, Options, places};
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_interop::{FileIn, ImportPlan, export, read};
use sayso_testkit::{Seeded, Town};

use crate::common::{bring, bundle, everything, nhs, patient, rows, with_gp};

const OWNER: &str = r#""extension":[{"url":"https://sayso.example/fhir/StructureDefinition/interests","extension":[{"url":"owner","valueString":"The partners"},{"url":"benefitsContract","valueString":"Assessments, North"}]}],"#;

fn org(id: &str, kind: &str, identifier: &str, extension: &str) -> String {
    format!(
        r#"{{"resourceType":"Organization","id":"{id}",{extension}"name":"{id} Example","identifier":[{identifier}],
        "type":[{{"coding":[{{"system":"https://sayso.example/fhir/CodeSystem/organisation-kind","code":"{kind}"}}]}}]}}"#
    )
}

fn ods(code: &str) -> String {
    format!(r#"{{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"{code}"}}"#)
}

fn role(id: &str, place: &str, code: &str) -> String {
    format!(
        r#"{{"resourceType":"PractitionerRole","id":"{id}","practitioner":{{"reference":"Practitioner/p"}},
        "organization":{{"reference":"Organization/{place}"}},
        "code":[{{"coding":[{{"system":"https://sayso.example/fhir/CodeSystem/role","code":"{code}"}}]}}]}}"#
    )
}

/// A small deployment as a file: what a demonstration's export is like.
fn deployment() -> ImportPlan {
    let own = r#"{"system":"https://registry.example/organisations","value":"brightwork"}"#;
    let dwp = r#"{"system":"https://registry.example/organisations","value":"dwp"}"#;
    bundle(&[
        org("willow", "practice", &ods("Z99901"), OWNER),
        org("brightwork", "provider", own, OWNER),
        org("dwp", "benefits", dwp, OWNER),
        org("unowned", "practice", &ods("Z99903"), ""),
        r#"{"resourceType":"Practitioner","id":"p","name":[{"text":"Asha Patel"}],
            "identifier":[{"system":"https://fhir.nhs.uk/Id/sds-user-id","value":"990000000001"}]}"#
            .into(),
        role("r1", "willow", "practice_admin"),
        role("r2", "brightwork", "coach"),
        role("r3", "dwp", "coach"),
        patient(
            "a",
            "Alex Stone",
            &nhs("9990000018"),
            &with_gp(r#"{"reference":"Organization/willow"}"#),
        ),
        r#"{"resourceType":"ServiceRequest","id":"s","status":"active","intent":"order","category":[{"coding":[{"system":"http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes","code":"employment-status"}]}],"subject":{"reference":"Patient/a"}}"#
            .into(),
    ])
}

#[test]
fn a_whole_deployment_comes_in_as_the_console_and_then_as_each_practice() {
    let dir = tempfile::tempdir().unwrap();
    let house = House::open(
        &dir.path().join("data"),
        Arc::new(Seeded::new(1)),
        &Options::default(),
    );
    let house = Arc::new(house.unwrap());
    // The way through our own export changes nothing about what is understood.
    let text = export::to_json(&deployment());
    let mut bytes = text.as_bytes();
    let plan = read([FileIn {
        name: "export.json",
        reader: &mut bytes,
    }])
    .unwrap();

    let first = bring(&house, Actor::Sayso, &plan).unwrap();
    assert_eq!((first.organisations.new, first.seats.new), (3, 2));
    assert_eq!((first.people.new, first.offers.new), (0, 0));
    let left: Vec<_> = first
        .left
        .iter()
        .map(|l| (l.kind.as_str(), l.count, l.why))
        .collect();
    let practice = "for a member of the person’s own practice to bring in";
    assert_eq!(left, [("Patient", 1, practice), ("ServiceRequest", 1, practice)]);
    let all = everything(&house, dir.path(), "first.db");
    assert_eq!((rows(&all, "person"), rows(&all, "member")), (0, 2));

    let desk = house.act(Lane::Normal, None, |desk, _| who(desk, "practice_admin@Z99901"));
    let Who::Seat(actor) = desk.unwrap() else {
        panic!("the seat is there")
    };
    let second = bring(&house, actor, &plan).unwrap();
    assert_eq!((second.people.new, second.offers.new), (1, 1));

    let before = everything(&house, dir.path(), "before.db");
    assert!(bring(&house, Actor::Sayso, &plan).unwrap().changed_nothing());
    assert!(bring(&house, actor, &plan).unwrap().changed_nothing());
    assert_eq!(before, everything(&house, dir.path(), "after.db"));
}

#[test]
fn a_benefits_organisation_comes_in_as_a_name_and_never_with_a_seat() {
    let town = Town::new();
    let report = bring(&town.house, town.actor(town.cast.kit), &deployment()).unwrap();
    let why: Vec<_> = report.skipped.iter().map(|s| s.why).collect();
    assert_eq!(
        why,
        [
            "does not say who owns it, which people are shown before a yes; register it by hand",
            "is at an organisation of the benefits system, which has no seats"
        ]
    );
    let published = town.act(|desk, _| places::published(desk)).unwrap();
    let dwp = published
        .orgs
        .iter()
        .find(|(o, _)| o.name == "dwp Example")
        .unwrap();
    assert_eq!(dwp.0.kind, OrgKind::Benefits);
    let (_, said) = published
        .orgs
        .iter()
        .find(|(o, _)| o.name == "brightwork Example")
        .unwrap();
    assert!(
        said.iter()
            .any(|s| s == "brightwork Example also works for the benefits system: Assessments, North.")
    );
}

#[test]
fn a_practice_registers_nothing_and_gives_no_seat() {
    let town = Town::new();
    let before = everything(&town.house, town.around(), "before.db");
    let report = bring(&town.house, town.actor(town.cast.jo), &deployment()).unwrap();
    // Alex is at a practice that is not registered here, so is not Riverside's.
    assert!(report.changed_nothing());
    assert_eq!(before, everything(&town.house, town.around(), "after.db"));
    assert_eq!(report.left[0].why, "for an operator to bring in");
}

#[test]
fn a_seat_is_named_by_id_name_or_role_and_place_and_never_guessed() {
    let town = Town::new();
    let ask = |words: &str| {
        let words = words.to_owned();
        town.act(move |desk, _| who(desk, &words)).unwrap()
    };
    let jo = Who::Seat(town.actor(town.cast.jo));
    for words in [
        "practice_admin@y00001",
        "practice-admin@Riverside Surgery",
        "jo reyes",
        &town.cast.jo.to_string(),
    ] {
        assert_eq!(ask(words), jo, "{words}");
    }
    assert!(matches!(ask("coach@Northway Work"), Who::Several(two) if two.len() == 2));
    for words in [
        "",
        "@",
        "coach@Riverside Surgery",
        "king@Riverside Surgery",
        "nobody",
    ] {
        assert_eq!(ask(words), Who::Nobody, "{words}");
    }
    assert_eq!(ask("console"), Who::Seat(Actor::Sayso));
}
