//! Files from elsewhere, at the command line: a broken one writes nothing, the demonstration's own comes in whole, and
//! a second time changes nothing.

use std::path::Path;
use std::process::{Command, Output};

use super::data_directory::Snapshot;

fn sayso(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(args)
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn path(dir: &Path, name: &str) -> String {
    dir.join(name).display().to_string()
}

/// The demonstration's export, and a deployment with its organisations and seats.
fn set_up(dir: &Path) -> (String, String) {
    let (data, export) = (path(dir, "data"), path(dir, "export"));
    assert!(sayso(&["demo", "--export", &export]).status.success());
    let file = path(Path::new(&export), "sayso-demo.json");
    let done = sayso(&["import", "--data", &data, "--as", "console", &file]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(text(&done.stdout).contains("organisations: 17 new"));
    (data, file)
}

#[test]
fn the_demonstrations_export_comes_in_seat_by_seat_and_a_second_time_changes_nothing() {
    let dir = tempfile::tempdir().expect("a directory");
    let (data, file) = set_up(dir.path());
    let again = [
        "import",
        "--data",
        &data,
        "--as",
        "console",
        "--as",
        "Jo Reyes",
        "--as",
        "Rosie Tran",
        &file,
    ];
    let first = sayso(&again);
    assert!(first.status.success(), "{}", text(&first.stderr));
    assert!(text(&first.stdout).contains("Patient: is with another practice"));

    let before = Snapshot::of(Path::new(&data));
    let second = sayso(&again);
    assert!(second.status.success());
    assert_eq!(text(&second.stdout).matches("nothing was changed").count(), 3);
    assert!(before == Snapshot::of(Path::new(&data)), "not one row");
}

#[test]
fn a_broken_file_tells_every_problem_without_a_value_and_writes_nothing() {
    let dir = tempfile::tempdir().expect("a directory");
    let (data, file) = set_up(dir.path());
    let before = Snapshot::of(Path::new(&data));
    let broken = path(dir.path(), "broken.json");
    let patient = r#"{"resourceType":"Patient","name":[{"text":"Secret Name"}],"gender":"x",
        "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000017"}]}"#;
    std::fs::write(&broken, patient).expect("written");
    let outcome = sayso(&[
        "import",
        "--data",
        &data,
        "--as",
        "Jo Reyes",
        &file,
        &broken,
        "none.json",
    ]);
    assert_eq!(outcome.status.code(), Some(2));
    let told = text(&outcome.stderr);
    assert!(told.contains("broken.json:2 Patient.identifier[0].value: bad NHS number"));
    assert!(told.contains("broken.json:1 Patient.gender"));
    assert!(told.contains("none.json"));
    assert!(!told.contains("Secret") && !told.contains("9990000017"), "{told}");
    assert!(before == Snapshot::of(Path::new(&data)), "not one row");
}

#[test]
fn a_seat_that_may_not_is_told_so_and_a_seat_that_is_not_there_is_no_guess() {
    let dir = tempfile::tempdir().expect("a directory");
    let (data, file) = set_up(dir.path());
    for (who, code, words) in [
        ("Sam Okoro", 1, "may not import"),
        ("coach@Northway Work", 2, "Choose one by its id"),
        ("Nobody Here", 2, "is no seat that is open now"),
    ] {
        let outcome = sayso(&["import", "--data", &data, "--as", who, &file]);
        assert_eq!(outcome.status.code(), Some(code), "{who}");
        assert!(text(&outcome.stderr).contains(words), "{who}");
    }
    let missing = sayso(&[
        "import",
        "--data",
        &path(dir.path(), "none"),
        "--as",
        "Jo Reyes",
        &file,
    ]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(
        !dir.path().join("none").exists(),
        "a wrong path makes no deployment"
    );
}
