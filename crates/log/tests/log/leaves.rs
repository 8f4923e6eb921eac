//! Entries of the public log: one spelling each, no room for free text or small numbers, and a seal that hides
//! whether anything happened.

use std::collections::{BTreeMap, BTreeSet};

use sayso_log::leaf::{Document, Leaf, Month, Quarter, Rounded, Slug, Stamp, seal};
use sayso_log::proof::Head;
use sayso_log::{Edge, Hash};

pub(crate) fn stamp(text: &str) -> Stamp {
    text.try_into().unwrap()
}

/// One entry of each kind.
pub(crate) fn one_of_each() -> Vec<Leaf> {
    let at = || stamp("2026-11-22T09:05:00.000Z");
    let slug = |text: &str| Slug::try_from(text).unwrap();
    let hash = Document(Hash::of(b"a document"));
    vec![
        Leaf::Terms {
            at: at(),
            number: 3,
            effective: stamp("2026-12-20T00:00:00.000Z"),
            hash,
        },
        Leaf::FlowRegister {
            at: at(),
            terms: 3,
            hash,
        },
        Leaf::Interests {
            at: at(),
            org: slug("RX1.42"),
            hash,
        },
        Leaf::PolicySet {
            at: at(),
            version: slug("0.1.0"),
            hash,
            certificate: Document(Hash::of(b"c")),
        },
        Leaf::EvaluationProtocol {
            at: at(),
            name: slug("step-wedge"),
            hash,
        },
        Leaf::PublishedTable {
            at: at(),
            name: slug("quarter-3"),
            hash,
        },
        Leaf::MonthlyCounts {
            at: at(),
            month: Month::try_from("2026-10").unwrap(),
            counts: BTreeMap::from([
                (slug("said_yes"), Rounded::try_from("45").unwrap()),
                (slug("left"), Rounded::try_from("*").unwrap()),
            ]),
        },
        Leaf::LegalDemands {
            at: at(),
            year: 2026,
            counts: BTreeMap::from([(slug("court_order"), 0)]),
        },
        Leaf::SwitchOff {
            at: at(),
            what: slug("message_back"),
            hash,
        },
        Leaf::PrivateRoot {
            at: at(),
            sealed: hash,
        },
    ]
}

#[test]
fn every_kind_reads_back_from_its_one_line() {
    let leaves = one_of_each();
    let kinds: BTreeSet<String> = leaves
        .iter()
        .map(|leaf| {
            let line = leaf.to_line();
            assert_eq!(Leaf::parse(line.as_bytes()).as_ref(), Ok(leaf));
            assert!(!line.contains(['\n', ' ']));
            line.split('"').nth(3).unwrap().to_owned()
        })
        .collect();
    assert_eq!(kinds.len(), 10);
}

#[test]
fn an_entry_is_written_like_this() {
    let lines: Vec<String> = one_of_each().iter().map(Leaf::to_line).collect();
    assert_eq!(
        lines[6],
        r#"{"kind":"monthly_counts","at":"2026-11-22T09:05:00.000Z","month":"2026-10","counts":{"left":"*","said_yes":"45"}}"#
    );
    assert_eq!(
        lines[9],
        r#"{"kind":"private_root","at":"2026-11-22T09:05:00.000Z","sealed":"60dd91dc6d78e33ca63db2a2e25d1b4ae35a48bd91c85dd97fa6a4bd0c0d3b7c"}"#
            .replace("60dd91dc6d78e33ca63db2a2e25d1b4ae35a48bd91c85dd97fa6a4bd0c0d3b7c", &Hash::of(b"a document").hex())
    );
}

#[test]
fn a_quarter_of_jobs_is_written_like_this() {
    let leaf = Leaf::QuarterlyCounts {
        at: stamp("2026-11-22T09:05:00.000Z"),
        quarter: Quarter::try_from("2026-Q2").unwrap(),
        counts: BTreeMap::from([(
            Slug::try_from("started").unwrap(),
            Rounded::try_from("15").unwrap(),
        )]),
    };
    let line = r#"{"kind":"quarterly_counts","at":"2026-11-22T09:05:00.000Z","quarter":"2026-Q2","counts":{"started":"15"}}"#;
    assert_eq!(leaf.to_line(), line);
    assert_eq!(Leaf::parse(line.as_bytes()), Ok(leaf));
    for wrong in ["2026-Q0", "2026-Q5", "2026-q2", "2026Q2", "2026-Q22", "x026-Q2"] {
        assert!(Quarter::try_from(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn another_spelling_of_the_same_content_is_no_entry() {
    let line = one_of_each()[1].to_line();
    for wrong in [
        line.replace(',', ", "),
        format!("{line}\n"),
        line.replace("\"terms\":3", "\"terms\":3,\"terms\":3"),
        line.replace("\"terms\":3", "\"terms\":3,\"note\":\"for Alex\""),
        line.replace("\"terms\":3", "\"terms\":3.0"),
        line.replace("flow_register", "flow\\u005fregister"),
        line.replace("flow_register", "something_else"),
        line.to_uppercase(),
        String::new(),
    ] {
        assert!(Leaf::parse(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn no_small_number_and_no_sentence_has_room() {
    for wrong in ["0", "1", "9", "5", "11", "12", "014", "-5", "", "**", "ten"] {
        assert!(Rounded::try_from(wrong).is_err(), "{wrong}");
    }
    for right in ["*", "10", "15", "12345"] {
        assert!(Rounded::try_from(right).is_ok(), "{right}");
    }
    for wrong in ["", "two words", "é", "a/b", &"x".repeat(65)] {
        assert!(Slug::try_from(wrong).is_err(), "{wrong}");
    }
    for wrong in [
        "2026-11-22",
        "2026-11-31T00:00:00.000Z",
        "2025-02-29T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-11-22T24:00:00.000Z",
        "2026-11-22 09:05:00.000Z",
        "2026-11-22T09:05:00.000+",
    ] {
        assert!(Stamp::try_from(wrong).is_err(), "{wrong}");
    }
    assert!(Month::try_from("2026-00").is_err() && Month::try_from("2026-1").is_err());
}

#[test]
fn a_stamp_counts_its_seconds() {
    for (text, seconds) in [
        ("1970-01-01T00:00:00.000Z", 0),
        ("2000-02-29T12:00:00.999Z", 951_825_600),
        ("2026-11-22T09:05:00.000Z", 1_795_338_300),
        ("1969-12-31T23:59:59.000Z", -1),
    ] {
        assert_eq!(stamp(text).seconds(), seconds, "{text}");
    }
}

#[test]
fn a_quiet_interval_looks_like_a_busy_one() {
    // The same private tree twice, and one that grew: three seals that have nothing in common but their length.
    let mut private = Edge::new();
    private.append(Hash::leaf(b"a commitment"));
    let quiet = Head {
        size: private.size(),
        root: private.root(),
    };
    private.append(Hash::leaf(b"another"));
    let busy = Head {
        size: private.size(),
        root: private.root(),
    };
    let seals = [
        seal(&[1; 32], &quiet),
        seal(&[2; 32], &quiet),
        seal(&[3; 32], &busy),
    ];
    assert!(seals[0] != seals[1] && seals[1] != seals[2] && seals[0] != seals[2]);
    let lengths = seals.map(|s| {
        let at = stamp("2026-11-22T09:10:00.000Z");
        Leaf::PrivateRoot {
            at,
            sealed: Document(s),
        }
        .to_line()
        .len()
    });
    assert!(lengths.iter().all(|l| *l == lengths[0]));
    // And a seal binds what it hides.
    assert_ne!(seal(&[1; 32], &quiet), seal(&[1; 32], &busy));
    let longer = Head {
        size: quiet.size + 1,
        ..quiet
    };
    assert_ne!(seal(&[1; 32], &quiet), seal(&[1; 32], &longer));
}

#[test]
fn a_log_that_ends_and_one_that_goes_on_each_have_their_line() {
    let at = stamp("2027-01-02T09:05:00.000Z");
    let because = Slug::try_from("year").unwrap();
    let hash = Document(Hash::of(b"a document"));
    let ends = Leaf::NextLog {
        at: at.clone(),
        because: because.clone(),
        hash,
    };
    let begins = Leaf::PreviousLog {
        at: at.clone(),
        because,
        hash,
    };
    for (leaf, kind) in [(ends, "next_log"), (begins, "previous_log")] {
        let line = leaf.to_line();
        assert!(line.starts_with(&format!(
            r#"{{"kind":"{kind}","at":"{at}","because":"year","hash":""#
        )));
        assert_eq!(Leaf::parse(line.as_bytes()), Ok(leaf.clone()));
        assert_eq!((leaf.at(), leaf.documents()), (&at, vec![hash.0]));
    }
}

#[test]
fn a_key_in_another_place_is_one_line_without_a_document() {
    let at = stamp("2027-01-02T09:05:00.000Z");
    let leaf = Leaf::KeyHere { at };
    let line = r#"{"kind":"key_here","at":"2027-01-02T09:05:00.000Z"}"#;
    assert_eq!(leaf.to_line(), line);
    assert_eq!(Leaf::parse(line.as_bytes()), Ok(leaf.clone()));
    assert!(leaf.documents().is_empty());
}
