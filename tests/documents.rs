//! What the documents say is shown by a test: the test is there. Compiled as a module of the architecture test.

use std::collections::BTreeSet;

use super::source::{files, read};

/// The names of all functions below the tests and the crates.
fn functions() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for file in ["crates", "tests", "xtask", "fuzz"]
        .iter()
        .flat_map(|dir| files(dir, "rs"))
    {
        let text = read(&file);
        for part in text.split("fn ").skip(1) {
            let name: String = part
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            all.insert(name);
        }
    }
    all
}

/// What stands between backticks and can only be the name of a test: a sentence in snake case.
fn named(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let sentence = |n: &&str| {
        n.matches('_').count() >= 4
            && n.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    quoted.filter(sentence).collect()
}

#[test]
fn every_test_that_a_document_names_is_there() {
    let there = functions();
    let mut named_at_all = 0;
    for file in files("docs", "md")
        .into_iter()
        .chain(["ARCHITECTURE.md".to_owned()])
    {
        let text = read(&file);
        for name in named(&text) {
            named_at_all += 1;
            assert!(
                there.contains(name),
                "{file} names a test that is not there: {name}"
            );
        }
    }
    assert!(named_at_all > 200, "the names are found: {named_at_all}");
}

#[test]
fn every_hazard_names_what_shows_its_control_or_says_that_nothing_does() {
    let text = read("docs/hazards.md");
    let rows: Vec<&str> = text.lines().filter(|l| l.starts_with("| H")).collect();
    assert!(rows.len() > 60, "{}", rows.len());
    for row in rows {
        let shown = !named(row).is_empty() || row.contains("theorem") || row.contains("No test");
        assert!(shown, "{row}");
    }
}

#[test]
fn each_of_the_forty_eight_cases_has_a_test_or_a_hazard() {
    let cases = read("docs/hard-cases.md");
    for case in 1..=48 {
        let start = format!("| {case} |");
        let row = cases.lines().find(|l| l.starts_with(&start));
        let row = row.unwrap_or_else(|| panic!("case {case} is not there"));
        let shown = !named(row).is_empty() || row.contains("hazard H");
        assert!(shown, "{row}");
    }
}
