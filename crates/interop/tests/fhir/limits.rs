//! Sizes: what is too large, too deep or too many is told, and costs no more memory than the limit.

use std::io::{BufReader, Read};

use sayso_interop::{FileIn, ImportPlan, Limits, Problem, read_within};

use crate::common::read_bytes;

fn within(limits: &Limits, bytes: &[u8]) -> Result<ImportPlan, Vec<Problem>> {
    let mut reader = bytes;
    read_within(
        [FileIn {
            name: "f",
            reader: &mut reader,
        }],
        limits,
    )
}

#[test]
fn the_limits_are_those_that_were_promised() {
    let limits = Limits::default();
    assert_eq!(
        (limits.bundle_bytes, limits.line_bytes),
        (64 * 1024 * 1024, 4 * 1024 * 1024)
    );
}

#[test]
fn a_document_over_the_limit_is_told_in_one_line_or_in_many() {
    let limits = Limits {
        bundle_bytes: 60,
        ..Limits::default()
    };
    let one_line = r#"{"resourceType":"Patient","name":[{"text":"a long name of somebody"}]}"#;
    for text in [one_line.to_owned(), one_line.replace(',', ",\n")] {
        let found = within(&limits, text.as_bytes()).unwrap_err();
        assert!(
            found.len() == 1 && found[0].what.contains("too large"),
            "{}",
            found[0]
        );
    }
    assert!(within(&limits, br#"{"resourceType":"Patient"}"#).is_ok());
}

#[test]
fn an_endless_file_is_given_up_at_the_limit() {
    let limits = Limits {
        bundle_bytes: 10_000,
        ..Limits::default()
    };
    for start in ["{\"a\":\"", "{\n"] {
        let mut endless = BufReader::new(start.as_bytes().chain(std::io::repeat(b' ')));
        let found = read_within(
            [FileIn {
                name: "f",
                reader: &mut endless,
            }],
            &limits,
        )
        .unwrap_err();
        assert!(found[0].what.contains("too large"), "{}", found[0]);
    }
}

#[test]
fn a_line_over_the_limit_is_told_and_the_next_line_is_still_checked() {
    let limits = Limits {
        line_bytes: 60,
        ..Limits::default()
    };
    let long = format!(r#"{{"resourceType":"Patient","id":"{}"}}"#, "a".repeat(60));
    let short = r#"{"resourceType":"Patient"}"#;
    let bad = r#"{"resourceType":"patient"}"#;
    for (text, lines) in [
        (format!("{short}\n{long}\n{bad}\n"), vec![Some(2), Some(3)]),
        (format!("{long}\n{short}\n{bad}\n"), vec![Some(1), Some(3)]),
        (format!("{short}\n{short}\n{long}"), vec![Some(3)]),
    ] {
        let found = within(&limits, text.as_bytes()).unwrap_err();
        assert_eq!(
            found.iter().map(|f| f.line).collect::<Vec<_>>(),
            lines,
            "{found:#?}"
        );
    }
    // A Bundle may be longer than a line of NDJSON, even when it stands on one line.
    assert!(
        within(
            &limits,
            br#"{"resourceType":"Bundle","type":"collection","timestamp":"2026-05-04T10:00:00Z"}"#
        )
        .is_ok()
    );
}

#[test]
fn deep_nesting_is_told_before_it_can_hurt() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [65, 1_000, 200_000] {
            let text = format!(
                "{{\"resourceType\":\"Patient\",\"x\":{}1{}}}",
                open.repeat(depth),
                close.repeat(depth)
            );
            let found = read_bytes("f", text.as_bytes()).unwrap_err();
            assert!(
                found.len() == 1 && found[0].what.contains("nested too deeply"),
                "{}",
                found[0]
            );
        }
    }
}

#[test]
fn too_many_values_are_told() {
    let limits = Limits {
        values: 100,
        ..Limits::default()
    };
    let text = format!("{{\"resourceType\":\"Patient\",\"x\":[{}1]}}", "1,".repeat(100));
    let found = within(&limits, text.as_bytes()).unwrap_err();
    assert!(found[0].what.contains("too many values"), "{}", found[0]);
}

#[test]
fn thousands_of_faults_are_counted_and_not_all_told() {
    let text = "{\"resourceType\":\"Patient\",\"birthDate\":\"x\"}\n".repeat(3_000);
    let found = read_bytes("f", text.as_bytes()).unwrap_err();
    assert_eq!(found.len(), 1_001);
    assert!(found[1_000].what.contains("2000 more"), "{}", found[1_000]);
}

#[test]
fn a_reader_that_breaks_off_is_told() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("private words"))
        }
    }
    let mut reader = BufReader::new(b"{\n".chain(Broken));
    let found = read_within(
        [FileIn {
            name: "f",
            reader: &mut reader,
        }],
        &Limits::default(),
    )
    .unwrap_err();
    assert!(found[0].what.contains("cannot be read") && !found[0].to_string().contains("private"));
}
