//! Files that nobody on this project wrote: each reads, or each fault in it is explained. None panics, and no
//! message repeats a value.

use std::path::{Path, PathBuf};

use crate::common::read_bytes;
use sayso_core::nhs_number::NumberRange;
use sayso_interop::{ImportPlan, Kind, Problem, Target};

fn published() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the published examples are not here (../shared/data from the project's root)");
    None
}

fn json_files(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            json_files(&path, into);
        } else if path.extension().is_some_and(|e| e == "json") {
            into.push(path);
        }
    }
}

fn outcome(path: &Path) -> Result<ImportPlan, Vec<Problem>> {
    let name = path.file_name().unwrap().to_string_lossy();
    read_bytes(&name, &std::fs::read(path).unwrap())
}

fn reads(folder: &Path, name: &str) -> ImportPlan {
    outcome(&folder.join(name)).unwrap_or_else(|p| panic!("{name}: {}", p[0]))
}

#[test]
fn every_published_example_reads_or_says_what_is_wrong_and_what_to_do() {
    let Some(data) = published() else { return };
    let (mut read, mut explained) = (0, 0);
    for part in ["uk-core/examples", "sdoh", "bars"] {
        let mut files = Vec::new();
        json_files(&data.join(part), &mut files);
        assert!(!files.is_empty(), "{part}");
        for file in files {
            match outcome(&file) {
                Ok(_) => read += 1,
                Err(problems) => {
                    explained += 1;
                    assert!(!problems.is_empty());
                    for p in problems {
                        assert!(!p.what.is_empty() && !p.todo.is_empty(), "{p}");
                        assert!(p.line.is_some() || p.what.contains("file"), "{p}");
                    }
                }
            }
        }
    }
    println!("{read} read, {explained} explained");
}

#[test]
fn the_uk_core_patient_gives_what_a_practice_list_needs() {
    let Some(data) = published() else { return };
    let plan = reads(
        &data.join("uk-core/examples"),
        "UKCore-Patient-RichardSmith-Example.json",
    );
    let person = &plan.people[0];
    // The published number lies in the range of test systems, not in the one for invented people.
    assert_eq!(person.nhs_number.unwrap().range(), NumberRange::Test);
    assert_eq!(person.nhs_number_status.as_deref(), Some("01"));
    let details = person.details();
    assert_eq!(details.language.as_deref(), Some("bfi"));
    assert_eq!(
        details.access_needs.as_deref(),
        Some("British Sign Language, Makaton vocabulary; Large print")
    );
    for path in [
        "Patient.contact",
        "Patient.address",
        "Patient.extension(Extension-UKCore-EthnicCategory)",
    ] {
        assert!(plan.not_understood.iter().any(|n| n.path == path), "{path}");
    }
}

#[test]
fn a_published_number_with_a_wrong_check_digit_is_noticed() {
    let Some(data) = published() else { return };
    let file = data.join("uk-core/examples/UKCore-Patient-BabyPatient-Example.json");
    let problems = outcome(&file).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].path.as_deref(), Some("Patient.identifier[0].value"));
}

#[test]
fn a_published_referral_consent_and_task_are_read_and_their_targets_listed() {
    let Some(data) = published() else { return };
    let folder = data.join("uk-core/examples");
    let offer = reads(&folder, "UKCore-ServiceRequest-ColonoscopyRequest-Example.json");
    assert!(offer.offers[0].is_open());
    assert!(
        offer
            .not_understood
            .iter()
            .any(|n| n.path == "ServiceRequest.subject")
    );
    let consent = reads(&folder, "UKCore-Consent-ForInformationAccess-Example.json");
    assert_eq!(consent.consents[0].purposes[0].code.as_deref(), Some("GOV"));
    assert_eq!(
        reads(&folder, "UKCore-Task-Colonoscopy-Example.json").tasks.len(),
        1
    );
    let outside = reads(
        &data.join("sdoh"),
        "Consent-SDOHCC-ConsentInformationDisclosureExample.json",
    );
    assert_eq!(outside.consents[0].recorded.unwrap().to_string(), "2021-05-01");
}

#[test]
fn a_published_booking_message_is_read_with_its_practice() {
    let Some(data) = published() else { return };
    let plan = reads(
        &data.join("bars/specification/examples1.4.0/process_message"),
        "POST-body.json",
    );
    let practice = plan.practice_of(&plan.people[0]).unwrap();
    let Target::Here(Kind::Organization, index) = practice.target() else {
        panic!()
    };
    assert_eq!(plan.organisations[*index].ods(), Some("G82080"));
    assert!(plan.not_understood.iter().any(|n| n.path == "Appointment"));
}
