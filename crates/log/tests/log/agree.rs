//! The page that checks receipts has a verifier of its own, in another language (`assets/receipt.js`). Owns: the list of
//! cases that both must answer with the same words (`tests/browser/receipts.json`). Here the list is held to our verifier;
//! `node tests/browser/receipts.mjs` holds the page's to the list.

use std::fmt::Write as _;
use std::path::Path;

use sayso_log::checkpoint::Known;
use sayso_log::receipt::{Receipt, Trust, verify_receipt};

use super::notes::{key, town};
use super::receipts::receipt;

/// What is done to a receipt before it is checked. `receipts.mjs` does the same.
const LINES: &[&str] = &["flip", "drop", "twice", "swap", "space", "tab"];
const WHOLE: &[&str] = &[
    "as it is",
    "another system’s line ends",
    "empty lines around",
    "a mark before",
    "nothing",
];

fn lines_of(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}

fn changed(text: &str, how: &str, at: usize) -> String {
    let mut lines = lines_of(text);
    match how {
        "flip" => {
            let line = &mut lines[at];
            let last = line.pop();
            line.push(if last == Some('x') { 'y' } else { 'x' });
        }
        "drop" => drop(lines.remove(at)),
        "twice" => lines.insert(at, lines[at].clone()),
        "swap" => lines.swap(at, at + 1),
        "space" => lines[at].push(' '),
        "tab" => lines[at].insert(0, '\t'),
        "another system’s line ends" => return text.replace('\n', "\r\n"),
        "empty lines around" => return format!("\n\n{text}\n\n"),
        "a mark before" => return format!("\u{feff}{text}"),
        "nothing" => return String::new(),
        _ => {}
    }
    lines.join("\n")
}

/// Whom the checker trusts, by the names that the list uses.
fn trusts() -> Vec<(&'static str, Trust)> {
    let known = town().3;
    let other = key("log.example/2026", sayso_log::note::Scheme::Plain, 77).verifier();
    let trust = |known: Known, witnesses_asked_for| Trust {
        known,
        witnesses_asked_for,
    };
    vec![
        ("two witnesses", trust(known.clone(), 2)),
        ("three witnesses", trust(known.clone(), 3)),
        (
            "no witness",
            trust(
                Known {
                    witnesses: vec![],
                    ..known.clone()
                },
                0,
            ),
        ),
        (
            "another key",
            trust(
                Known {
                    keys: vec![other],
                    ..known
                },
                0,
            ),
        ),
    ]
}

fn list() -> String {
    let unstamped = Receipt {
        stamped: None,
        ..receipt(4, 7)
    };
    let receipts: Vec<String> = [receipt(4, 7), receipt(2, 33), receipt(3, 33), unstamped]
        .iter()
        .map(ToString::to_string)
        .collect();
    let trusts = trusts();
    let mut sayings: Vec<String> = vec![];
    let mut cases = vec![];
    for (number, text) in receipts.iter().enumerate() {
        let mut ask = |how: &str, at: usize, trust: usize| {
            let bytes = changed(text, how, at).into_bytes();
            let said = verify_receipt(&bytes, &trusts[trust].1).to_string();
            let place = sayings.iter().position(|s| *s == said).unwrap_or_else(|| {
                sayings.push(said);
                sayings.len() - 1
            });
            cases.push(format!("[{number},{how:?},{at},{trust},{place}]"));
        };
        for how in WHOLE {
            for trust in 0..trusts.len() {
                ask(how, 0, trust);
            }
        }
        // The last piece is what comes after the last newline: nothing.
        for at in 0..lines_of(text).len() - 1 {
            for how in LINES {
                ask(how, at, 0);
            }
        }
    }
    let trusts: Vec<_> = trusts
        .iter()
        .map(|(name, t)| {
            let texts = |keys: &[sayso_log::note::VerifierKey]| {
                keys.iter().map(ToString::to_string).collect::<Vec<_>>()
            };
            serde_json::json!({
                "name": name,
                "keys": texts(&t.known.keys),
                "witnesses": texts(&t.known.witnesses),
                "askedFor": t.witnesses_asked_for,
            })
        })
        .collect();
    let mut text = String::from("{\n");
    for (name, value) in [
        ("receipts", serde_json::json!(receipts)),
        ("trusts", serde_json::json!(trusts)),
        ("sayings", serde_json::json!(sayings)),
    ] {
        writeln!(text, "\"{name}\": {value},").unwrap();
    }
    writeln!(text, "\"cases\": [\n{}\n]\n}}", cases.join(",\n")).unwrap();
    text
}

#[test]
fn the_list_that_the_pages_verifier_is_held_to_is_what_ours_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/browser/receipts.json");
    let list = list();
    for outcome in [
        "genuine",
        "has been changed",
        "not a receipt from this log",
        "not yet stamped",
    ] {
        assert!(list.contains(outcome), "{outcome} is among the cases");
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &list).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == list,
        "run it once with UPDATE=1, then: node tests/browser/receipts.mjs"
    );
}
