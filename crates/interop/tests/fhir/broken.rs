//! One test a fault: where it is told, what is said, and that no value of the file is said with it.

use sayso_interop::{FileIn, Problem, read};

use crate::common::{example, read_bytes};

fn faults(text: &str) -> Vec<Problem> {
    read_bytes("f.json", text.as_bytes()).expect_err("this must not be read")
}

/// Exactly one fault, at this line and path, whose words hold these.
pub(crate) fn one(text: &str, line: usize, path: &str, what: &str) -> Problem {
    let found = faults(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    let fault = found.into_iter().next().unwrap();
    assert_eq!(fault.line, Some(line), "{fault}");
    assert_eq!(fault.path.as_deref().unwrap_or_default(), path, "{fault}");
    assert!(fault.what.contains(what), "{fault}");
    assert!(!fault.todo.is_empty());
    fault
}

const REQUEST: &str = r#"{"resourceType":"ServiceRequest","status":"active","intent":"order",
"subject":{"identifier":{"system":"s","value":"v"}}}"#;

/// The sound request with one text replaced.
fn request(from: &str, to: &str) -> String {
    let broken = REQUEST.replace(from, to);
    assert_ne!(broken, REQUEST);
    broken
}

#[test]
fn the_sound_request_is_read() {
    assert!(read_bytes("f.json", REQUEST.as_bytes()).is_ok());
}

#[test]
fn bad_json_is_told_with_line_and_column() {
    let fault = one(
        "{\n  \"resourceType\": \"Patient\",\n  \"active\": yes\n}",
        3,
        "",
        "bad JSON at column 1",
    );
    assert!(fault.to_string().starts_with("f.json:3: bad JSON"), "{fault}");
    one("{\n  \"resourceType\": \"Patient\"", 2, "", "ends too early");
    one("[1,2", 1, "", "ends too early");
    one("{\"resourceType\":\"Patient\"} x", 1, "", "stands behind");
    one("{\"resourceType\":\"Patient\"}\nx", 2, "", "stands behind");
    one(
        "{\"resourceType\":\"Patient\",\"id\":\"\\ud800\"}",
        1,
        "",
        "bad JSON",
    );
    one("not json", 1, "", "bad JSON");
}

#[test]
fn an_empty_file_is_told() {
    for text in ["", "\n\n", "  ", "\u{feff}"] {
        let found = faults(text);
        assert!(found[0].what.contains("empty"), "{text:?}: {}", found[0]);
    }
}

#[test]
fn nul_bytes_other_encodings_and_xml_are_told_for_what_they_are() {
    one("{\n\"resourceType\":\"Patient\",\"id\":\"a\0\"}", 2, "", "NUL");
    one("<Patient xmlns=\"http://hl7.org/fhir\"/>", 1, "", "XML");
    for (bytes, what) in [
        (
            b"{\n\"resourceType\":\"Patient\",\"id\":\"\xE9\"}".as_slice(),
            "not UTF-8",
        ),
        (b"\xFF\xFE{\0}\0", "UTF-16"),
    ] {
        let found = read_bytes("f.json", bytes).unwrap_err();
        assert!(found[0].what.contains(what), "{}", found[0]);
    }
}

#[test]
fn a_name_that_occurs_twice_is_told_at_its_second_place() {
    one(
        "{\"resourceType\":\"Patient\",\n\"active\":true,\n\"active\":false}",
        3,
        "Patient.active",
        "twice",
    );
}

#[test]
fn empty_things_and_nulls_are_told() {
    one(
        r#"{"resourceType":"Patient","meta":{}}"#,
        1,
        "Patient.meta",
        "empty",
    );
    one(
        r#"{"resourceType":"Patient","name":[]}"#,
        1,
        "Patient.name",
        "empty",
    );
    one(
        r#"{"resourceType":"Patient","name":[{"family":" "}]}"#,
        1,
        "Patient.name[0].family",
        "empty",
    );
    one(
        r#"{"resourceType":"Patient","name":null}"#,
        1,
        "Patient.name",
        "null",
    );
    one(
        r#"{"resourceType":"Patient","name":[{"family":"a\u0000b"}]}"#,
        1,
        "Patient.name[0].family",
        "control",
    );
}

#[test]
fn a_wrong_resource_is_told() {
    one(
        r#"{"resourceType":"Observation"}"#,
        1,
        "Observation",
        "wrong resource",
    );
    one(
        r#"{"resourceType":"patient"}"#,
        1,
        "(the resource)",
        "wrong resource",
    );
    one(r#"{"a":1}"#, 1, "(the resource)", "no resourceType");
    one("[1]", 1, "(the resource)", "wrong resource");
    one(
        r#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Bundle"}}]}"#,
        1,
        "Bundle.entry[0].resource",
        "wrong resource",
    );
}

#[test]
fn a_bad_nhs_number_is_told_without_the_number() {
    for (number, why) in [
        ("9990000019", "check digit"),
        ("0000000000", "repeated"),
        ("999000001", "ten digits"),
        ("5000000013", "range"),
    ] {
        let text = format!(
            "{{\"resourceType\":\"Patient\",\"identifier\":[\n{{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"{number}\"}}]}}"
        );
        let fault = one(&text, 2, "Patient.identifier[0].value", why);
        assert!(!fault.to_string().contains(number), "{fault}");
    }
}

#[test]
fn one_person_with_two_numbers_and_two_people_with_one_are_told() {
    let number = |n: &str| format!(r#"{{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{n}"}}"#);
    let (a, b) = (number("9990000018"), number("9990000026"));
    one(
        &format!(r#"{{"resourceType":"Patient","identifier":[{a},{b}]}}"#),
        1,
        "Patient.identifier[1].value",
        "two",
    );
    let both = format!(
        "{{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[\n{{\"resource\":{{\"resourceType\":\"Patient\",\"identifier\":[{a}]}}}},\n{{\"resource\":{{\"resourceType\":\"Patient\",\"identifier\":[{a}]}}}}]}}"
    );
    one(&both, 3, "Bundle.entry[1].resource", "same NHS number");
}

#[test]
fn bad_dates_and_codes_are_told() {
    one(
        r#"{"resourceType":"Patient","birthDate":"17/05/1980"}"#,
        1,
        "Patient.birthDate",
        "not a date",
    );
    one(
        r#"{"resourceType":"Patient","birthDate":"1980-02-30"}"#,
        1,
        "Patient.birthDate",
        "not a date",
    );
    one(
        r#"{"resourceType":"Patient","gender":"m"}"#,
        1,
        "Patient.gender",
        "code",
    );
    one(&request("active", "open"), 1, "ServiceRequest.status", "code");
    one(&request("order", "wish"), 1, "ServiceRequest.intent", "code");
    one(&request("order", "unknown"), 1, "ServiceRequest.intent", "code");
    one(
        &request("\n", "\"authoredOn\":\"2026-05-04T10:15\",\n"),
        1,
        "ServiceRequest.authoredOn",
        "date or a time",
    );
    one(
        r#"{"resourceType":"Patient","telecom":[{"system":"mobile"}]}"#,
        1,
        "Patient.telecom[0].system",
        "code",
    );
}

#[test]
fn missing_elements_are_told() {
    one(
        r#"{"resourceType":"ServiceRequest","status":"active","intent":"order"}"#,
        1,
        "ServiceRequest.subject",
        "missing",
    );
    one(
        &request("\"status\":\"active\",", ""),
        1,
        "ServiceRequest.status",
        "missing",
    );
    one(
        &request("\"intent\":\"order\",", ""),
        1,
        "ServiceRequest.intent",
        "missing",
    );
    let task = faults(r#"{"resourceType":"Task"}"#);
    assert_eq!(
        task.iter().filter_map(|f| f.path.as_deref()).collect::<Vec<_>>(),
        ["Task.status", "Task.intent"]
    );
    let consent = faults(r#"{"resourceType":"Consent"}"#);
    let paths: Vec<_> = consent.iter().filter_map(|f| f.path.as_deref()).collect();
    assert_eq!(paths, ["Consent.status", "Consent.scope", "Consent.category"]);
    one(
        r#"{"resourceType":"Organization","identifier":[{"system":"s"}]}"#,
        1,
        "Organization.identifier[0].value",
        "missing",
    );
}

#[test]
fn a_number_that_was_traced_and_not_found_is_no_fault() {
    let text = r#"{"resourceType":"Patient","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","extension":[{
        "url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
        "valueCodeableConcept":{"coding":[{"code":"04"}]}}]}]}"#;
    let plan = read_bytes("f.json", text.as_bytes()).unwrap();
    assert!(plan.people[0].nhs_number.is_none() && plan.not_understood.len() == 1);
}

#[test]
fn an_id_that_fhir_does_not_allow_is_told() {
    for id in [
        "\"a b\"",
        "\"\u{e9}\"",
        "[\"a\"]",
        "7",
        &format!("\"{}\"", "a".repeat(65)),
    ] {
        let found = faults(&format!(r#"{{"resourceType":"Patient","id":{id}}}"#));
        assert!(
            found[0].path.as_deref() == Some("Patient.id") && found[0].what.contains("not an id"),
            "{id}"
        );
    }
}

#[test]
fn the_same_id_twice_is_told_in_one_file_and_across_files() {
    let line = r#"{"resourceType":"Patient","id":"p1"}"#;
    one(
        &format!("{line}\n{line}\n"),
        2,
        "Patient.id",
        "same id as the one at f.json:1",
    );
    let (mut a, mut b) = (line.as_bytes(), line.as_bytes());
    let found = read([
        FileIn {
            name: "a",
            reader: &mut a,
        },
        FileIn {
            name: "b",
            reader: &mut b,
        },
    ])
    .unwrap_err();
    assert_eq!((found[0].file.as_str(), found.len()), ("b", 1));
}

#[test]
fn what_changes_the_meaning_of_everything_else_is_never_read_over() {
    one(
        &request("\n", "\"modifierExtension\":[{\"url\":\"x\"}],\n"),
        1,
        "ServiceRequest.modifierExtension",
        "meaning",
    );
    one(
        &request("\n", "\"implicitRules\":\"x\",\n"),
        1,
        "ServiceRequest.implicitRules",
        "meaning",
    );
    one(
        &request("\n", "\"doNotPerform\":true,\n"),
        1,
        "ServiceRequest.doNotPerform",
        "not done",
    );
}

#[test]
fn wrong_shapes_are_told() {
    one(
        r#"{"resourceType":"Patient","name":{"family":"x"}}"#,
        1,
        "Patient.name",
        "list",
    );
    one(
        r#"{"resourceType":"Patient","name":["x"]}"#,
        1,
        "Patient.name[0]",
        "object",
    );
    one(
        r#"{"resourceType":"Patient","active":"yes"}"#,
        1,
        "Patient.active",
        "true or false",
    );
    one(
        r#"{"resourceType":"Organization","name":7}"#,
        1,
        "Organization.name",
        "text",
    );
    one(
        r#"{"resourceType":"Patient","telecom":[{"rank":0}]}"#,
        1,
        "Patient.telecom[0].rank",
        "above zero",
    );
}

#[test]
fn each_broken_line_of_ndjson_is_told_and_the_others_are_still_checked() {
    let text = "{\"resourceType\":\"Patient\"}\n{\"resourceType\":\n{\"resourceType\":\"Patient\",\"birthDate\":\"x\"}\n\n7\n";
    let lines: Vec<_> = faults(text).iter().map(|f| f.line).collect();
    assert_eq!(lines, [Some(2), Some(3), Some(5)]);
}

#[test]
fn no_value_of_a_broken_file_is_repeated() {
    let sound = String::from_utf8(example("collection.json")).unwrap();
    let names = [
        "Alex",
        "Example",
        "Formername",
        "9990000018",
        "Patel",
        "960002",
        "1980-05-17",
    ];
    // Breaks every text value in turn by putting it where another kind of value belongs.
    for from in [
        "\"birthDate\": \"",
        "\"value\": \"",
        "\"family\": \"",
        "\"system\": \"",
        "\"reference\": \"",
    ] {
        for to in [
            from.replace(": \"", ": [\""),
            from.replace(": \"", ": {\""),
            from.replace(": \"", ": \"Alex Example 9990000018 "),
        ] {
            if let Err(found) = read_bytes("f.json", sound.replace(from, &to).as_bytes()) {
                let shown = found.iter().map(ToString::to_string).collect::<String>();
                assert!(!names.iter().any(|n| shown.contains(n)), "{shown}");
            }
        }
    }
    let key = r#"{"resourceType":"Patient","Alex Example 9990000018":{}}"#;
    assert!(!faults(key)[0].to_string().contains("Alex"));
}
