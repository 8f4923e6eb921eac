//! When a tree is signed: never one that does not continue the last, whatever happened to disk, clock or backup.

use sayso_log::checkpoint::{Checkpoint, Signed};
use sayso_log::integrate::{Last, Reading, SignOrRefuse, Why, grown, next};
use sayso_log::leaf::{Document, Leaf, Stamp};
use sayso_log::note::Note;
use sayso_log::proof::Head;
use sayso_log::{Edge, Hash};

use super::leaves::stamp;
use super::notes::town;

fn minute(n: u64) -> Stamp {
    stamp(&format!("2026-11-22T{:02}:{:02}:00.000Z", n / 60, n % 60))
}

fn line(n: u64) -> Vec<u8> {
    let sealed = Document(Hash::of(&n.to_be_bytes()));
    Leaf::PrivateRoot {
        at: minute(n),
        sealed,
    }
    .to_line()
    .into_bytes()
}

fn edge(upto: u64) -> Edge {
    let mut edge = Edge::new();
    (0..upto).for_each(|n| edge.append(Hash::leaf(&line(n))));
    edge
}

/// What storage gives when it has `stored` at the last signing and entries up to `upto`.
fn reading(stored: u64, upto: u64) -> Reading {
    let mut reading = Reading::new(edge(stored));
    (stored..upto).for_each(|n| reading.add_entry(&line(n)));
    reading
}

fn opened(head: Head) -> Signed {
    let (log, .., known) = town();
    Signed::open(Checkpoint::new(&known.origin, head).unwrap().sign(&log), &known).unwrap()
}

fn last(size: u64) -> Last {
    let head = Head {
        size,
        root: edge(size).root(),
    };
    Last {
        signed: opened(head),
        at: minute(size),
    }
}

fn decide(
    last: Option<&Last>,
    elsewhere: &[Signed],
    first: &Reading,
    second: &Reading,
    now: u64,
) -> SignOrRefuse {
    next("log.example/2026", last, elsewhere, first, second, &minute(now))
}

fn why(decision: SignOrRefuse) -> Why {
    match decision {
        SignOrRefuse::Refuse(why) => why,
        other => panic!("{other}"),
    }
}

#[test]
fn a_log_that_continues_is_signed() {
    let (log, .., known) = town();
    for (from, upto) in [(0, 1), (1, 2), (7, 100), (256, 300)] {
        let last = (from > 0).then(|| last(from));
        let both = [reading(from, upto), reading(from, upto)];
        let SignOrRefuse::Sign(ready) = decide(last.as_ref(), &[], &both[0], &both[1], upto) else {
            panic!("{from} to {upto}");
        };
        assert_eq!(ready.at(), &minute(upto));
        let note: Note = ready.sign(&log);
        let signed = Signed::open(note, &known).unwrap();
        assert_eq!(
            signed.head(),
            Head {
                size: upto,
                root: edge(upto).root()
            }
        );
    }
    let same = decide(Some(&last(9)), &[], &reading(9, 9), &reading(9, 9), 9);
    assert_eq!(same, SignOrRefuse::NothingNew);
}

#[test]
fn a_backup_behind_what_was_signed_is_not_signed_and_says_so() {
    let decision = decide(Some(&last(120)), &[], &reading(90, 95), &reading(90, 95), 130);
    assert_eq!(
        decision.to_string(),
        "Nothing is signed. This copy of the log has 95 entries, but 120 were already signed. It may be an old backup."
    );
    // The whole directory was rolled back: only the copy elsewhere knows.
    let elsewhere = [last(120).signed];
    let rolled = why(decide(
        Some(&last(90)),
        &elsewhere,
        &reading(90, 95),
        &reading(90, 95),
        130,
    ));
    assert_eq!(
        rolled,
        Why::Behind {
            have: 95,
            signed: 120
        }
    );
    // Even when it has grown past that again, with other entries or the same.
    let regrown = why(decide(
        Some(&last(90)),
        &elsewhere,
        &reading(90, 125),
        &reading(90, 125),
        130,
    ));
    assert_eq!(regrown, Why::TwoSigners { size: 120 });
}

#[test]
fn another_past_is_never_signed() {
    let mut other = Edge::new();
    (0..50).for_each(|n| other.append(Hash::leaf(&line(n + 1))));
    let forged = Reading::new(other.clone());
    assert_eq!(
        why(decide(Some(&last(50)), &[], &forged, &forged, 60)),
        Why::AnotherPast { size: 50 }
    );
    let head = Head {
        size: 50,
        root: other.root(),
    };
    let twice = why(decide(
        Some(&last(50)),
        &[opened(head)],
        &reading(50, 51),
        &reading(50, 51),
        60,
    ));
    assert_eq!(twice, Why::TwoSigners { size: 50 });
    assert_eq!(
        why(decide(None, &[], &reading(5, 6), &reading(5, 6), 60)),
        Why::PastUnknown
    );
    let ahead = why(decide(
        Some(&last(50)),
        &[],
        &reading(51, 52),
        &reading(51, 52),
        60,
    ));
    assert_eq!(
        ahead,
        Why::OutOfStep {
            stored: 51,
            signed: 50
        }
    );
}

#[test]
fn two_readings_that_differ_are_not_signed() {
    let good = reading(50, 60);
    let mut flipped = reading(50, 59);
    flipped.add_entry(&line(0));
    assert_eq!(
        why(decide(Some(&last(50)), &[], &good, &flipped, 60)),
        Why::ReadingsDiffer
    );
    assert_eq!(
        why(decide(Some(&last(50)), &[], &good, &reading(50, 59), 60)),
        Why::ReadingsDiffer
    );
    let bad = Reading::new(edge(49));
    assert_eq!(
        why(decide(Some(&last(50)), &[], &good, &bad, 60)),
        Why::Behind { have: 49, signed: 50 }
    );
}

#[test]
fn time_never_runs_back() {
    let both = reading(50, 60);
    assert_eq!(
        why(decide(Some(&last(50)), &[], &both, &both, 49)),
        Why::TimeRanBack
    );
    assert_eq!(
        why(decide(Some(&last(50)), &[], &both, &both, 58)),
        Why::TimeRanBack
    );
    let none = reading(50, 50);
    assert_eq!(
        why(decide(Some(&last(50)), &[], &none, &none, 49)),
        Why::TimeRanBack
    );
    let mut disorder = reading(50, 60);
    disorder.add_entry(&line(55));
    assert_eq!(
        why(decide(Some(&last(50)), &[], &disorder, &disorder, 70)),
        Why::TimeRanBack
    );
    let mut early = Reading::new(edge(50));
    early.add_entry(&line(49));
    assert_eq!(
        why(decide(Some(&last(50)), &[], &early, &early, 70)),
        Why::TimeRanBack
    );
}

#[test]
fn an_entry_that_the_log_may_not_hold_is_not_signed() {
    let mut odd = reading(50, 51);
    odd.add_entry(b"Alex left on Tuesday");
    assert_eq!(
        why(decide(Some(&last(50)), &[], &odd, &odd, 60)),
        Why::UnknownEntry
    );
    let other = next(
        "another.example/log",
        Some(&last(50)),
        &[],
        &reading(50, 51),
        &reading(50, 51),
        &minute(60),
    );
    assert_eq!(why(other), Why::AnotherLog);
}

#[test]
fn the_private_tree_is_held_to_the_same_past() {
    let mut first = Reading::new(Edge::new());
    first.add_commitment(&[1; 32]);
    let head = grown(None, &first, &first.clone()).unwrap();
    let mut second = Reading::new(first.edge().clone());
    second.add_commitment(&[2; 32]);
    assert_eq!(
        grown(Some(&head), &second, &second.clone()).map(|h| h.size),
        Ok(2)
    );
    assert_eq!(
        grown(Some(&second.head()), &first, &first),
        Err(Why::Behind { have: 1, signed: 2 })
    );
    let mut other = second.clone();
    other.add_commitment(&[3; 32]);
    assert_eq!(grown(Some(&head), &second, &other), Err(Why::ReadingsDiffer));
}

#[test]
fn every_reason_is_a_plain_sentence() {
    for why in [
        Why::Behind { have: 1, signed: 2 },
        Why::PastUnknown,
        Why::OutOfStep { stored: 1, signed: 2 },
        Why::AnotherPast { size: 3 },
        Why::TwoSigners { size: 3 },
        Why::AnotherLog,
        Why::ReadingsDiffer,
        Why::UnknownEntry,
        Why::TimeRanBack,
    ] {
        let said = SignOrRefuse::Refuse(why).to_string();
        assert!(
            said.ends_with('.') && said.split('.').all(|s| s.split_whitespace().count() <= 20),
            "{said}"
        );
    }
}
