//! References that lead nowhere or to the wrong thing, and Bundles that ask for more than an import does.

use crate::broken::one;
use crate::common::read_bytes;

fn bundle(subject: &str) -> String {
    format!(
        "{{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[\n{{\"fullUrl\":\"urn:uuid:o\",\"resource\":{{\"resourceType\":\"Organization\"}}}},\n{{\"resource\":{{\"resourceType\":\"ServiceRequest\",\"status\":\"active\",\"intent\":\"order\",\n\"subject\":{{\"reference\":\"{subject}\"}}}}}}]}}"
    )
}

#[test]
fn a_wrong_reference_in_a_bundle_is_told() {
    for (subject, why) in [
        ("urn:uuid:nobody", "nothing in the files"),
        ("Patient/nobody", "nothing in the files"),
        ("https://elsewhere.example/fhir/Patient/1", "nothing in the files"),
        ("urn:uuid:o", "Organization does not fit"),
        ("Organization/1", "Organization does not fit"),
        ("Group/1", "Group does not fit"),
        ("nobody", "not how FHIR writes"),
        ("Patient/a/b", "not how FHIR writes"),
        ("Patient?name=x", "not how FHIR writes"),
        ("#inside", "nothing contained"),
    ] {
        one(&bundle(subject), 4, "Bundle.entry[1].resource.subject", why);
    }
}

#[test]
fn bundles_of_other_types_and_entries_that_change_things_are_told() {
    for kind in ["document", "history", "batch-response", "nonsense"] {
        one(
            &format!(r#"{{"resourceType":"Bundle","type":"{kind}"}}"#),
            1,
            "Bundle.type",
            "",
        );
    }
    let entry = |e: &str| format!(r#"{{"resourceType":"Bundle","type":"transaction","entry":[{e}]}}"#);
    one(
        &entry(r#"{"request":{"method":"DELETE","url":"Patient/1"}}"#),
        1,
        "Bundle.entry[0]",
        "never deletes",
    );
    one(
        &entry(r#"{"fullUrl":"urn:uuid:1"}"#),
        1,
        "Bundle.entry[0]",
        "no resource",
    );
    one(&entry("7"), 1, "Bundle.entry[0]", "must be an object");
    let twice = r#"{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"}}"#;
    one(
        &entry(&format!("{twice},{twice}")),
        1,
        "Bundle.entry[1].resource",
        "fullUrl",
    );
    let message =
        r#"{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"Patient"}}]}"#;
    one(message, 1, "Bundle.entry[0]", "MessageHeader");
}

#[test]
fn a_reference_to_a_kind_that_is_not_read_is_listed_and_no_fault() {
    for performer in ["HealthcareService/1", "CareTeam/1"] {
        let text = format!(
            r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"resource":{{"resourceType":"ServiceRequest",
            "status":"active","intent":"order","subject":{{"identifier":{{"system":"s","value":"v"}}}},
            "performer":[{{"reference":"{performer}"}}]}}}}]}}"#
        );
        let plan = read_bytes("f.json", text.as_bytes()).unwrap();
        assert_eq!(plan.not_understood[0].path, "ServiceRequest.performer");
    }
}

#[test]
fn an_identifier_beside_a_reference_is_used_when_the_reference_leads_nowhere() {
    let text = br#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"ServiceRequest",
        "status":"active","intent":"order",
        "subject":{"reference":"Patient/gone","identifier":{"system":"s","value":"v"}}}}]}"#;
    let plan = read_bytes("f.json", text).unwrap();
    assert!(matches!(
        plan.offers[0].subject.target(),
        sayso_interop::Target::Known(_)
    ));
}
