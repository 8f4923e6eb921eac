//! A practice loads its own people: matched by identifier, never by name, and nobody else's.

use sayso_app::{Error, agree};
use sayso_testkit::Town;

use crate::common::{
    HILLTOP, RIVERSIDE, bring, bundle, everything, held, nhs, number, on_list, patient, rows, with_gp,
};

fn two_practices() -> sayso_interop::ImportPlan {
    bundle(&[
        patient("a", "Mr Ade Bello", &nhs("9990000018"), &with_gp(RIVERSIDE)),
        patient("b", "Bea Carr", &nhs("9990000026"), &with_gp(HILLTOP)),
        patient("c", "Cy Dean", &nhs("9990000034"), ""),
        patient(
            "d",
            "Di Eden",
            &nhs("9990000042"),
            &with_gp(&RIVERSIDE.replace("Y00001", "Y09999")),
        ),
    ])
}

#[test]
fn a_practice_loads_its_own_people_and_nobody_elses() {
    let town = Town::new();
    let report = bring(&town.house, town.actor(town.cast.jo), &two_practices()).unwrap();
    assert_eq!((report.people.new, report.skipped.len()), (2, 2));
    assert!(report.skipped.iter().all(|s| s.why == "is with another practice"));
    let all = everything(&town.house, town.around(), "after.db");
    assert_eq!(rows(&all, "person"), 2);
    let report = bring(&town.house, town.actor(town.cast.hart), &two_practices()).unwrap();
    let why: Vec<_> = report.skipped.iter().map(|s| s.path.as_str()).collect();
    assert_eq!(why, ["Bundle.entry[0].resource", "Bundle.entry[3].resource"]);
}

#[test]
fn doing_it_twice_changes_nothing() {
    let town = Town::new();
    let jo = town.actor(town.cast.jo);
    let first = bring(&town.house, jo, &two_practices()).unwrap();
    assert!(!first.changed_nothing());
    let before = everything(&town.house, town.around(), "before.db");
    let second = bring(&town.house, jo, &two_practices()).unwrap();
    assert!(second.changed_nothing());
    assert_eq!(second.people.unchanged, 2);
    assert_eq!(before, everything(&town.house, town.around(), "after.db"));
}

#[test]
fn somebody_without_an_nhs_number_is_found_again_by_the_practices_own_number() {
    let town = Town::new();
    let jo = town.actor(town.cast.jo);
    let own = number("https://gp.example/patients", "A-17");
    let first = bundle(&[patient("a", "Alex Stone", &own, "")]);
    assert_eq!(bring(&town.house, jo, &first).unwrap().people.new, 1);
    let with_phone = r#","telecom":[{"system":"phone","value":"020 7946 0999"}]"#;
    let later = bundle(&[patient("a", "Alex Stone", &own, with_phone)]);
    let report = bring(&town.house, jo, &later).unwrap();
    assert_eq!((report.people.new, report.people.updated), (0, 1));
    // What the file leaves out stays.
    assert!(bring(&town.house, jo, &first).unwrap().changed_nothing());
    assert_eq!(
        rows(&everything(&town.house, town.around(), "after.db"), "person"),
        1
    );
}

#[test]
fn two_people_of_one_name_stay_two_people() {
    let town = Town::new();
    let born = r#","birthDate":"1990-05-18""#;
    let plan = bundle(&[
        patient("a", "Sam Example", &nhs("9990000018"), born),
        patient("b", "Sam Example", &nhs("9990000026"), born),
    ]);
    let report = bring(&town.house, town.actor(town.cast.jo), &plan).unwrap();
    assert_eq!(report.people.new, 2);
}

#[test]
fn somebody_who_could_not_be_found_again_or_has_died_is_left_out() {
    let town = Town::new();
    let died = r#","deceasedBoolean":true"#;
    let plan = bundle(&[
        r#"{"resourceType":"Patient","id":"a","name":[{"text":"No Number"}]}"#.into(),
        patient("b", "Late Person", &nhs("9990000018"), died),
        patient("c", "Old Record", &nhs("9990000026"), r#","active":false"#),
    ]);
    let report = bring(&town.house, town.actor(town.cast.jo), &plan).unwrap();
    assert_eq!((report.people.new, report.skipped.len()), (0, 3));
    assert_eq!(
        rows(&everything(&town.house, town.around(), "after.db"), "person"),
        0
    );
}

#[test]
fn identifiers_of_two_people_are_never_made_one() {
    let town = Town::new();
    let jo = town.actor(town.cast.jo);
    let own = number("https://gp.example/patients", "A-17");
    let two = bundle(&[
        patient("a", "One", &nhs("9990000018"), ""),
        patient("b", "Two", &own, ""),
    ]);
    bring(&town.house, jo, &two).unwrap();
    let before = everything(&town.house, town.around(), "before.db");
    let both = bundle(&[patient(
        "c",
        "One Two",
        &format!("{}, {own}", nhs("9990000018")),
        "",
    )]);
    let report = bring(&town.house, jo, &both).unwrap();
    assert_eq!(
        report.skipped[0].why,
        "the identifiers belong to two people on the list; check them"
    );
    assert_eq!(before, everything(&town.house, town.around(), "after.db"));
}

#[test]
fn one_practices_number_for_somebody_says_nothing_about_another_practices_list() {
    let town = Town::new();
    let same = number("https://shared.example/numbers", "77");
    let plan = bundle(&[patient("a", "Alex Stone", &same, "")]);
    bring(&town.house, town.actor(town.cast.jo), &plan).unwrap();
    let report = bring(&town.house, town.actor(town.cast.hart), &plan).unwrap();
    assert_eq!((report.people.new, report.skipped.len()), (1, 0));
    assert_eq!(
        rows(&everything(&town.house, town.around(), "after.db"), "person"),
        2
    );
}

#[test]
fn what_people_told_us_themselves_is_not_changed_by_a_file() {
    let town = Town::new();
    let jo = town.actor(town.cast.jo);
    let home = r#","telecom":[{"system":"phone","value":"01632 960002"}]"#;
    let file = bundle(&[patient("a", "Alexander Morgan", &nhs("9990000018"), home)]);
    bring(&town.house, jo, &file).unwrap();
    let person = on_list(&town, "9990000018");
    let (patel, mut yes) = (town.actor(town.cast.patel), town.yes());
    yes.details.nhs_number = Some("9990000018".parse().unwrap());
    town.act(move |desk, _| agree::at_the_desk(desk, &patel, Some(person), &yes))
        .unwrap();
    let before = everything(&town.house, town.around(), "before.db");
    assert!(bring(&town.house, jo, &file).unwrap().changed_nothing());
    assert_eq!(before, everything(&town.house, town.around(), "after.db"));
    assert_eq!(
        held(&town.house, person).person.details.phone.as_deref(),
        Some("020 7946 0111")
    );
}

#[test]
fn a_telephone_at_work_and_a_title_are_not_taken_over() {
    let town = Town::new();
    let work = r#","telecom":[{"system":"phone","value":"01632 960099","use":"work"}]"#;
    let name = r#"{"resourceType":"Patient","name":[{"use":"official","prefix":["Mr"],"given":["Ade"],"family":"Bello"}],"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]"#;
    let plan = bundle(&[format!("{name}{work}}}")]);
    bring(&town.house, town.actor(town.cast.jo), &plan).unwrap();
    let person = on_list(&town, "9990000018");
    let kept = held(&town.house, person).person.details;
    assert_eq!((kept.name.as_str(), kept.phone), ("Ade Bello", None));
}

#[test]
fn a_coach_may_not_import_and_the_attempt_is_recorded() {
    let town = Town::new();
    let before = everything(&town.house, town.around(), "before.db");
    let outcome = bring(&town.house, town.actor(town.cast.sam), &two_practices());
    assert_eq!(outcome, Err(Error::Denied));
    let after = everything(&town.house, town.around(), "after.db");
    assert_eq!(rows(&after, "person"), 0);
    assert_eq!(rows(&after, "event"), rows(&before, "event") + 1);
}
