//! Referrals and consents in a file: kept as what somebody else recorded, and nothing more.

use sayso_app::import::open_offers;
use sayso_app::practice::offer;
use sayso_app::{Error, agree};
use sayso_core::entry::EntryKind;
use sayso_core::event::EventKind;
use sayso_core::person::{Answer, Remembered};
use sayso_testkit::Town;

use crate::common::{bring, bundle, everything, held, nhs, on_list, patient, rows};

const SUBJECT: &str = r#"{"reference":"Patient/a"}"#;

fn referral(identifier: &str, rest: &str) -> String {
    format!(
        r#"{{"resourceType":"ServiceRequest","id":"r","status":"active","intent":"order","subject":{SUBJECT},
        "category":[{{"coding":[{{"system":"http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes","code":"employment-status"}}]}}],
        "identifier":[{{"system":"https://gp.example/referrals","value":"{identifier}"}}],
        "code":{{"coding":[{{"system":"http://snomed.info/sct","code":"1234567"}}],"text":"Help with QQ 12 34 56 C finding work"}},
        "requester":{{"reference":"Organization/o"}},"authoredOn":"2026-05-04T10:15:00+01:00"{rest}}}"#
    )
}

fn consent() -> String {
    format!(
        r#"{{"resourceType":"Consent","id":"c","status":"active","scope":{{"text":"Referral to employment support"}},
        "category":[{{"text":"information sharing"}}],"patient":{SUBJECT},"dateTime":"2026-05-04",
        "provision":{{"type":"permit"}}}}"#
    )
}

fn sender() -> String {
    r#"{"resourceType":"Organization","id":"o","name":"Example Hospital"}"#.into()
}

fn file(rest: &str) -> sayso_interop::ImportPlan {
    let alex = patient("a", "Alex Stone", &nhs("9990000018"), "");
    bundle(&[alex, sender(), referral("R-1", rest), consent()])
}

#[test]
fn a_referral_without_a_yes_becomes_an_open_offer_and_not_a_referral() {
    let town = Town::new();
    let report = bring(&town.house, town.actor(town.cast.jo), &file("")).unwrap();
    assert_eq!((report.offers.new, report.consents.new), (1, 1));
    let all = everything(&town.house, town.around(), "after.db");
    for table in ["referral", "said", "parcel", "message"] {
        assert_eq!(rows(&all, table), 0, "{table}");
    }
    assert!(!all.iter().any(|row| row.contains("R-1") || row.contains("Stone")));

    let alex = held(&town.house, on_list(&town, "9990000018"));
    assert!(alex.entries.iter().all(|w| w.entry.kind == EntryKind::Outside));
    let text = &alex
        .entries
        .iter()
        .find(|w| w.entry.text.contains("referral came in"))
        .unwrap()
        .entry
        .text;
    assert_eq!(
        text,
        "A referral came in from Example Hospital, dated 4 May 2026. It says: “Help with [number removed] finding \
         work”. It came without your yes to our terms, so it was not sent on. You can answer it, or leave it."
    );
    let told = alex
        .history
        .iter()
        .find(|s| s.kind == EventKind::OfferKept)
        .unwrap();
    assert!(told.text.contains("received a referral without your yes"));
    assert!(told.text.contains("Jo Reyes"));
}

#[test]
fn a_consent_in_a_file_is_never_a_say_so() {
    let town = Town::new();
    bring(&town.house, town.actor(town.cast.jo), &file("")).unwrap();
    let alex = held(&town.house, on_list(&town, "9990000018"));
    assert!(alex.said.is_empty());
    let kept = alex
        .entries
        .iter()
        .find(|w| w.entry.text.contains("consent"))
        .unwrap();
    assert_eq!(
        kept.entry.text,
        "Somebody else recorded your consent to something, dated 4 May 2026. It says: “Referral to employment \
         support”. It is not a yes to our terms. Nothing is shared because of it."
    );
    let told = alex
        .history
        .iter()
        .find(|s| s.kind == EventKind::OutsideConsentKept)
        .unwrap();
    assert!(told.text.contains("It is not a yes to our terms."));
}

#[test]
fn the_same_referral_again_is_the_same_open_offer() {
    let town = Town::new();
    let jo = town.actor(town.cast.jo);
    bring(&town.house, jo, &file("")).unwrap();
    let before = everything(&town.house, town.around(), "before.db");
    let report = bring(&town.house, jo, &file("")).unwrap();
    assert!(report.changed_nothing());
    assert_eq!((report.offers.unchanged, report.consents.unchanged), (1, 1));
    assert_eq!(before, everything(&town.house, town.around(), "after.db"));
}

#[test]
fn the_practice_sees_open_offers_until_the_person_answers_and_the_person_sees_that_it_looked() {
    let town = Town::new();
    let (jo, patel) = (town.actor(town.cast.jo), town.actor(town.cast.patel));
    bring(&town.house, jo, &file("")).unwrap();
    let alex = on_list(&town, "9990000018");
    let open = town.act(move |desk, _| open_offers(desk, &jo)).unwrap();
    assert_eq!(
        (open.len(), open[0].person, open[0].do_not_contact),
        (1, alex, false)
    );
    let looked = held(&town.house, alex).history;
    assert!(looked.iter().any(|s| {
        s.text
            .contains("the practice’s list of open offers. You were on it.")
    }));

    let hart = town.actor(town.cast.hart);
    assert!(
        town.act(move |desk, _| open_offers(desk, &hart))
            .unwrap()
            .is_empty()
    );
    let sam = town.actor(town.cast.sam);
    assert_eq!(
        town.act(move |desk, _| open_offers(desk, &sam)),
        Err(Error::Denied)
    );

    let yes = town.yes();
    town.act(move |desk, _| agree::at_the_desk(desk, &patel, Some(alex), &yes))
        .unwrap();
    assert!(
        town.act(move |desk, _| open_offers(desk, &jo))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn an_offer_that_nobody_answers_is_deleted_after_ninety_days_and_does_not_come_back() {
    let town = Town::new();
    let jo = town.actor(town.cast.jo);
    bring(&town.house, jo, &file("")).unwrap();
    town.later(jiff::SignedDuration::from_hours(24 * 89));
    assert_eq!(town.act(move |desk, _| open_offers(desk, &jo)).unwrap().len(), 1);
    town.later(jiff::SignedDuration::from_hours(24 * 2));
    let alex = held(&town.house, on_list(&town, "9990000018"));
    // The consent is somebody else's record, not an offer: it stays.
    assert_eq!(alex.entries.len(), 1);
    assert!(
        alex.history
            .iter()
            .any(|s| s.text.ends_with("It was deleted after 90 days."))
    );
    assert!(bring(&town.house, jo, &file("")).unwrap().changed_nothing());
}

#[test]
fn an_offer_that_was_answered_with_a_yes_is_not_deleted() {
    let town = Town::new();
    let (jo, patel) = (town.actor(town.cast.jo), town.actor(town.cast.patel));
    bring(&town.house, jo, &file("")).unwrap();
    let (alex, yes) = (on_list(&town, "9990000018"), town.yes());
    town.act(move |desk, _| agree::at_the_desk(desk, &patel, Some(alex), &yes))
        .unwrap();
    town.later(jiff::SignedDuration::from_hours(24 * 91));
    let kept = held(&town.house, alex).entries;
    assert!(kept.iter().any(|w| w.entry.text.contains("referral came in")));
}

#[test]
fn a_warning_against_contact_reaches_whoever_reads_the_offer() {
    let town = Town::new();
    let jo = town.actor(town.cast.jo);
    let warning = r#","orderDetail":[{"coding":[{"system":"http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes","code":"contacting-subject-prohibited"}]}]"#;
    bring(&town.house, jo, &file(warning)).unwrap();
    let open = town.act(move |desk, _| open_offers(desk, &jo)).unwrap();
    assert!(open[0].do_not_contact);
    let alex = held(&town.house, open[0].person);
    assert!(
        alex.entries
            .iter()
            .any(|w| w.entry.text.ends_with("not safe to contact you about this."))
    );
}

#[test]
fn somebody_who_asked_not_to_be_asked_gets_no_offer() {
    let town = Town::new();
    let jo = town.actor(town.cast.jo);
    let alone = bundle(&[patient("a", "Alex Stone", &nhs("9990000018"), "")]);
    bring(&town.house, jo, &alone).unwrap();
    let (alex, riverside) = (on_list(&town, "9990000018"), town.cast.riverside);
    let wish = Some((alex, Remembered::DoNotAsk));
    town.act(move |desk, _| offer::say_no(desk, &jo, riverside, Answer::No, wish))
        .unwrap();
    let report = bring(&town.house, jo, &file("")).unwrap();
    assert_eq!((report.offers.new, report.consents.new), (0, 1));
    // The reason is neutral: whoever holds the machine reads it too.
    assert_eq!(
        report.skipped.last().unwrap().why,
        "no offer can be made here now"
    );
}

#[test]
fn what_is_about_somebody_elses_patient_or_no_longer_asked_for_is_left_out() {
    let town = Town::new();
    let plan = bundle(&[
        r#"{"resourceType":"ServiceRequest","id":"r","status":"active","intent":"order","category":[{"coding":[{"system":"http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes","code":"employment-status"}]}],"subject":{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}}}"#.into(),
        patient("a", "Alex Stone", &nhs("9990000026"), ""),
        r#"{"resourceType":"ServiceRequest","id":"s","status":"revoked","intent":"order","subject":{"reference":"Patient/a"}}"#.into(),
    ]);
    let report = bring(&town.house, town.actor(town.cast.jo), &plan).unwrap();
    assert_eq!((report.offers.new, report.people.new), (0, 1));
    let why: Vec<_> = report.skipped.iter().map(|s| s.why).collect();
    assert_eq!(
        why,
        [
            "is about somebody who is not on this practice’s list",
            "is no longer asked for, says the file"
        ]
    );
}
