use sayso_log::leaf::{Month, Rounded, Slug};

use super::*;

/// 1 December 2026, in seconds since 1970.
const DAY_ONE: i64 = 1_796_083_200;
const TEN: i64 = 600;

fn stamp(after: i64) -> Stamp {
    let at = jiff::Timestamp::from_second(DAY_ONE + after).expect("a time");
    Stamp::try_from(format!("{at:.3}")).expect("a stamp")
}

fn slug(text: &str) -> Slug {
    Slug::try_from(text).expect("a short word")
}

fn hash(n: u8) -> Document {
    Document(Hash::of(&[n]))
}

fn seal(after: i64) -> Leaf {
    Leaf::PrivateRoot {
        at: stamp(after),
        sealed: hash(1),
    }
}

fn interests(after: i64) -> Leaf {
    Leaf::Interests {
        at: stamp(after),
        org: slug("Y00001"),
        hash: hash(2),
    }
}

fn ends(after: i64) -> Leaf {
    Leaf::NextLog {
        at: stamp(after),
        because: slug("year"),
        hash: hash(3),
    }
}

fn follows(after: i64) -> Leaf {
    Leaf::PreviousLog {
        at: stamp(after),
        because: slug("year"),
        hash: hash(4),
    }
}

fn month(after: i64, name: &str) -> Leaf {
    Leaf::MonthlyCounts {
        at: stamp(after),
        month: Month::try_from(name).expect("a month"),
        counts: [(slug("yes"), Rounded::try_from("*").expect("a count"))].into(),
    }
}

fn year(after: i64, year: u16) -> Leaf {
    Leaf::LegalDemands {
        at: stamp(after),
        year,
        counts: [(slug("police"), 0)].into(),
    }
}

fn plan(after: i64) -> Leaf {
    Leaf::EvaluationProtocol {
        at: stamp(after),
        name: slug("plan-1-phase-1"),
        hash: hash(5),
    }
}

fn table(after: i64) -> Leaf {
    Leaf::PublishedTable {
        at: stamp(after),
        name: slug("table-1-phase-1"),
        hash: hash(6),
    }
}

fn seen(leaves: &[Leaf]) -> Lines {
    let mut lines = Lines::default();
    for (index, leaf) in (0..).zip(leaves) {
        lines.see(index, leaf.to_line().as_bytes());
    }
    lines
}

#[test]
fn each_planted_fault_in_the_lines_has_its_sentence_and_no_other() {
    let sound = [
        interests(0),
        seal(0),
        seal(TEN),
        plan(TEN),
        table(2 * TEN),
        seal(2 * TEN),
        ends(2 * TEN),
    ];
    let lines = seen(&sound);
    assert_eq!((lines.wrong, lines.pauses), (vec![], vec![]));
    let faults: [(&[Leaf], &str); 9] = [
        (&[seal(TEN), seal(0)], "Line 1 is earlier than the one before it."),
        (
            &[seal(0), ends(1), seal(TEN)],
            "Line 2 comes after the line with which the log ended.",
        ),
        (
            &[seal(0), follows(1)],
            "Line 1 speaks of a log before this one. Only the first line may.",
        ),
        (
            &[seal(0), month(0, "2026-09"), month(0, "2026-11")],
            "Line 2 counts the month 2026-11 twice, late, or with a month left out.",
        ),
        (
            &[seal(0), month(0, "2026-12")],
            "Line 1 counts the month 2026-12 before it was over.",
        ),
        (
            &[seal(0), year(0, 2024), year(0, 2024)],
            "Line 2 counts the year 2024 twice, late, or with a year left out.",
        ),
        (
            &[seal(0), year(0, 2026)],
            "Line 1 counts the year 2026 before it was over.",
        ),
        (
            &[seal(0), plan(1), plan(2)],
            "Line 2 files the evaluation plan plan-1-phase-1 a second time. A plan never changes.",
        ),
        (
            &[seal(0), table(1)],
            "Line 1 publishes table-1-phase-1, and no earlier line has its plan.",
        ),
    ];
    for (leaves, told) in faults {
        assert_eq!(seen(leaves).wrong, [told]);
    }
    for bytes in [&b""[..], b"{}", br#"{"kind": "private_root"}"#, b"\xff"] {
        let mut lines = Lines::default();
        lines.see(7, bytes);
        assert_eq!(lines.wrong, ["Line 7 is none that this log may hold."]);
    }
}

#[test]
fn an_interval_that_is_missing_shows_wherever_it_is() {
    let from = |leaves: &[Leaf]| -> Vec<(u64, i64)> {
        let pauses = seen(leaves).pauses;
        pauses.iter().map(|p| (p.line, p.until - p.from)).collect()
    };
    assert_eq!(from(&[seal(0), seal(GAP)]), []);
    assert_eq!(from(&[seal(0), interests(GAP), seal(GAP + 1)]), [(2, GAP + 1)]);
    assert_eq!(
        from(&[interests(0), seal(GAP + 1)]),
        [(1, GAP + 1)],
        "before the first"
    );
    assert_eq!(from(&[seal(0), ends(GAP + 1)]), [(1, GAP + 1)], "before the end");
    assert_eq!(
        from(&[seal(0), seal(1000), seal(1600), seal(9999)]),
        [(1, 1000), (3, 8399)]
    );
    let said = seen(&[seal(0), seal(3600)]).pauses[0].said();
    assert!(
        said.starts_with("No number was sealed between 2026-12-01T00:00:00Z and 2026-12-01T01:00:00Z."),
        "{said}"
    );
}

#[test]
fn a_log_that_stands_still_is_late_unless_it_ended() {
    let missing = |leaves: &[Leaf], after: i64| seen(leaves).missing(DAY_ONE + after, false);
    let sound = [seal(0), seal(TEN)];
    assert_eq!(missing(&sound, TEN + LATE), None);
    let late = missing(&sound, TEN + LATE + 1).expect("late");
    assert!(late.starts_with(
        "The last sealed number is of 2026-12-01T00:10:00Z, and it is 2026-12-01T00:22:01Z now."
    ));
    // Lines of other kinds keep nobody from seeing that no number is sealed any more.
    let month = 30 * 86_400;
    assert!(missing(&[seal(0), seal(TEN), interests(month)], month).is_some());
    assert!(missing(&[interests(0)], month).is_some_and(|m| m.starts_with("No number was ever sealed")));
    assert_eq!(missing(&[], 0), Some("It has no line at all.".into()));
    assert_eq!(missing(&[seal(0), ends(TEN)], month), None);
    assert_eq!(seen(&sound).missing(DAY_ONE + month, true), None);
    // A log ahead of its time would never be late.
    assert_eq!(missing(&[seal(CLOCKS)], 0), None);
    let ahead = missing(&[seal(CLOCKS + 1)], 0).expect("ahead");
    assert!(ahead.contains("One of the two is wrong"), "{ahead}");
}

#[test]
fn only_terms_before_the_first_sealed_number_count_as_entered_at_the_beginning() {
    let terms = |after: i64| Leaf::Terms {
        at: stamp(after),
        number: 1,
        effective: stamp(after),
        hash: hash(7),
    };
    let lines = seen(&[terms(0), seal(0), terms(1)]);
    assert_eq!(
        lines.terms.iter().map(|t| t.early).collect::<Vec<_>>(),
        [true, false]
    );
}
