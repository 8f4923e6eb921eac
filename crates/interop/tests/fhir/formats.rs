//! Each recognised format, with files of our own writing.

use crate::common::{example, read_bytes, read_example};
use sayso_core::org::OrgKind;
use sayso_core::seat::Role;
use sayso_interop::{ContactKind, FileIn, Kind, Note, Provision, RequestStatus, Target, read, systems};

fn note<'p>(notes: &'p [Note], path: &str) -> &'p Note {
    notes
        .iter()
        .find(|n| n.path == path)
        .unwrap_or_else(|| panic!("{path} is not listed: {notes:#?}"))
}

#[test]
fn a_collection_gives_people_organisations_offers_and_what_others_recorded() {
    let plan = read_example("collection.json");
    let alex = &plan.people[0];
    let details = alex.details();
    assert_eq!(details.name, "Alex Example");
    assert_eq!(details.nhs_number.unwrap().digits(), "9990000018");
    assert_eq!(alex.nhs_number_status.as_deref(), Some("01"));
    assert_eq!(details.birth_date.unwrap().to_string(), "1980-05-17");
    assert_eq!(
        details.phone.as_deref(),
        Some("07700 900001"),
        "a mobile comes before other telephones"
    );
    assert_eq!(details.email.as_deref(), Some("alex@example.org"));
    assert_eq!(details.language.as_deref(), Some("bfi"));
    assert!(details.interpreter);
    assert_eq!(
        details.access_needs.as_deref(),
        Some("British Sign Language; Large print")
    );
    assert_eq!(alex.contact(ContactKind::Sms), None);
    assert_eq!(alex.identifiers[0].value, "A-17");

    assert_eq!(plan.organisations[0].kind, Some(OrgKind::Practice));
    assert_eq!(plan.organisations[0].ods(), Some("Z99901"));
    let interests = plan.organisations[1].interests.as_ref().unwrap();
    assert_eq!(interests.benefits_contracts, ["Assessments, North"]);
    assert_eq!(plan.roles[0].role, Some(Role::Clinician));

    assert_eq!(
        plan.practice_of(alex).unwrap().target(),
        &Target::Here(Kind::Organization, 0)
    );
    assert_eq!(
        plan.recipient_of(0).unwrap().target(),
        &Target::Here(Kind::Organization, 1),
        "the task's owner"
    );
    assert_eq!(
        plan.sender_of(0).unwrap().target(),
        &Target::Here(Kind::Organization, 0)
    );
    let offer = &plan.offers[0];
    assert!(offer.is_open() && offer.contact_prohibited);
    assert_eq!(offer.authored_on.unwrap().to_string(), "2026-05-04T09:15:00Z");
    assert_eq!(offer.subject.target(), &Target::Here(Kind::Patient, 0));
    assert_eq!(plan.consents[0].provision, Some(Provision::Permit));
    assert_eq!(plan.consents[0].policies, ["https://gp.example/consent/1"]);
    assert_eq!(
        plan.tasks[0].focus.as_ref().unwrap().target(),
        &Target::Here(Kind::ServiceRequest, 0)
    );
}

#[test]
fn what_is_not_taken_over_is_listed_by_path() {
    let notes = read_example("collection.json").not_understood;
    for path in [
        "Patient.gender",
        "Patient.name",
        "Patient.telecom",
        "ServiceRequest.reasonCode",
    ] {
        note(&notes, path);
    }
    let shown = notes.iter().map(ToString::to_string).collect::<String>();
    assert!(
        !shown.contains("Formername") && !shown.contains("960003"),
        "no value is repeated: {shown}"
    );
}

#[test]
fn a_former_name_is_never_taken_over() {
    let plan = read_example("collection.json");
    let name = plan.people[0].name.as_ref().unwrap();
    assert_eq!(name.family.as_deref(), Some("Example"));
}

#[test]
fn a_transaction_is_read_and_a_search_by_identifier_is_a_reference() {
    let plan = read_example("transaction.json");
    let Target::Known(practice) = plan.practice_of(&plan.people[0]).unwrap().target().clone() else {
        panic!()
    };
    assert_eq!(
        (practice.system.as_str(), practice.value.as_str()),
        (systems::ODS, "Z99901")
    );
    assert_eq!(
        plan.people[0].details().birth_date,
        None,
        "a year is no birth date to sign in with"
    );
    let Target::Known(recipient) = plan.recipient_of(0).unwrap().target().clone() else {
        panic!()
    };
    assert_eq!(
        recipient.system,
        systems::ODS,
        "the address is the same in any capitals"
    );
    note(&plan.not_understood, "Bundle.entry.request.ifNoneExist");
}

#[test]
fn a_message_is_read_and_an_implied_consent_stays_what_somebody_recorded() {
    let plan = read_example("message.json");
    assert_eq!(plan.offers.len(), 1);
    assert_eq!(
        plan.people[0].origin.id.as_deref(),
        Some("0190f3c2-0000-7000-8000-000000000032")
    );
    assert!(
        plan.consents[0]
            .policy_rule
            .as_ref()
            .unwrap()
            .in_words()
            .unwrap()
            .contains("IMPLIED")
    );
    assert_eq!(note(&plan.not_understood, "MessageHeader").count, 1);
    note(&plan.not_understood, "ServiceRequest.performer");
    assert_eq!(plan.recipient_of(0), None);
}

#[test]
fn ndjson_is_read_line_by_line_and_knows_its_lines() {
    let plan = read_example("export.ndjson");
    assert_eq!((plan.people.len(), plan.organisations.len()), (1, 1));
    assert_eq!(plan.offers[0].origin.line, 3);
    assert_eq!(plan.offers[0].status, RequestStatus::Revoked);
    assert!(!plan.offers[0].is_open());
    assert_eq!(
        plan.practice_of(&plan.people[0]).unwrap().target(),
        &Target::Here(Kind::Organization, 0)
    );
}

#[test]
fn a_single_resource_is_read_though_what_it_names_is_elsewhere() {
    let plan = read_example("single.json");
    assert_eq!(plan.offers[0].subject.target(), &Target::Elsewhere);
    assert!(matches!(plan.sender_of(0).unwrap().target(), Target::Known(_)));
    note(&plan.not_understood, "ServiceRequest.subject");
    let misspelt = note(&plan.not_understood, "ServiceRequest.Priority");
    assert!(misspelt.what.contains("misspelt"));
}

#[test]
fn references_cross_from_file_to_file_of_one_import() {
    let (mut person, mut request) = (
        br#"{"resourceType":"Patient","id":"p9","name":[{"text":"A"}]}"#.as_slice(),
        &*example("single.json"),
    );
    let plan = read([
        FileIn {
            name: "request.json",
            reader: &mut request,
        },
        FileIn {
            name: "person.json",
            reader: &mut person,
        },
    ])
    .unwrap();
    assert_eq!(plan.offers[0].subject.target(), &Target::Here(Kind::Patient, 0));
}

#[test]
fn relative_references_follow_the_place_of_their_entry() {
    let text = br#"{"resourceType":"Bundle","type":"searchset","entry":[
        {"fullUrl":"https://a.example/fhir/Patient/1","resource":{"resourceType":"Patient","name":[{"text":"A"}]}},
        {"fullUrl":"https://b.example/fhir/Patient/1","resource":{"resourceType":"Patient","name":[{"text":"B"}]}},
        {"fullUrl":"https://b.example/fhir/ServiceRequest/1","resource":{"resourceType":"ServiceRequest",
         "status":"active","intent":"order","subject":{"reference":"Patient/1"}}}]}"#;
    let plan = read_bytes("a", text).unwrap();
    assert_eq!(plan.offers[0].subject.target(), &Target::Here(Kind::Patient, 1));
}

#[test]
fn a_byte_order_mark_blank_lines_and_windows_line_ends_are_forgiven() {
    let mut bytes = b"\xEF\xBB\xBF\r\n\r\n".to_vec();
    bytes.extend(
        String::from_utf8(example("collection.json"))
            .unwrap()
            .replace('\n', "\r\n")
            .into_bytes(),
    );
    let plan = read_bytes("dos.json", &bytes).unwrap();
    assert_eq!(plan.people.len(), 1);
    assert_eq!(
        read_bytes("mark.json", b"\xEF\xBB\xBF{\"resourceType\":\"Patient\"}")
            .unwrap()
            .people
            .len(),
        1
    );
}

#[test]
fn a_plan_printed_by_mistake_shows_no_name_number_or_telephone() {
    let shown = format!("{:?}", read_example("collection.json").people);
    for secret in ["Alex", "9990000018", "900001", "alex@example.org", "1980"] {
        assert!(!shown.contains(secret), "{secret}");
    }
}
