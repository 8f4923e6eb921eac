//! A witness: what it countersigns, what it never does, and that its memory cannot quietly be lost.

use sayso_log::checkpoint::{Checkpoint, Known, Signed};
use sayso_log::note::{Note, Scheme};
use sayso_log::proof::Head;
use sayso_log::tile::reader::Reader;
use sayso_log::witness::{AddCheckpoint, Answer, State, Watched, Witness, accept, conflict_size};
use sayso_log::{Edge, Hash};

use super::common::Dice;
use super::notes::{key, town};
use super::tiles;

pub(crate) fn witness() -> Witness {
    let (_, one, _, known) = town();
    Witness {
        key: one,
        logs: vec![Watched {
            origin: known.origin,
            keys: known.keys,
        }],
    }
}

fn signed(head: Head) -> Note {
    let (log, .., known) = town();
    Checkpoint::new(&known.origin, head).unwrap().sign(&log)
}

/// What an honest log sends.
pub(crate) fn request(old: u64, new: u64) -> AddCheckpoint {
    let (shelf, head) = tiles::log(new);
    let old_head = tiles::log(old).1;
    let proof = Reader::new(&shelf, head).unwrap().consistency(&old_head).unwrap();
    AddCheckpoint {
        old,
        proof,
        checkpoint: signed(head),
    }
}

fn ask(state: &State, request: &AddCheckpoint, time: u64) -> Answer {
    witness().add_checkpoint(state, request.to_string().as_bytes(), time)
}

/// The state after countersigning, and the answer's body.
fn kept(answer: Answer) -> (State, String) {
    let body = answer.body();
    match answer {
        Answer::Cosigned { keep, .. } => (keep, body),
        other => panic!("{other}"),
    }
}

#[test]
fn a_log_that_only_grows_is_countersigned_each_time() {
    let mut state = State::new();
    let mut old = 0;
    let known = Known {
        witnesses: vec![witness().key.verifier()],
        ..town().3
    };
    for (n, new) in [0, 1, 1, 5, 300, 300, 777].into_iter().enumerate() {
        let time = 1_795_000_000 + n as u64;
        let sent = request(old, new);
        let answer = ask(&state, &sent, time);
        assert_eq!(
            (answer.status(), answer.content_type()),
            (200, "text/plain; charset=utf-8")
        );
        let (next, body) = kept(answer);
        let mut checkpoint = sent.checkpoint.clone();
        assert_eq!(accept(&mut checkpoint, &body, &known.witnesses), 1);
        let opened = Signed::open(checkpoint, &known).unwrap();
        assert_eq!(opened.witnesses()[0].time, Some(time));
        let latest = next.latest(&known.origin).unwrap();
        assert_eq!((latest.head().size, latest.time()), (new, time));
        (state, old) = (next, new);
    }
}

#[test]
fn a_log_that_goes_back_is_told_what_was_countersigned() {
    let (state, _) = kept(ask(&State::new(), &request(0, 300), 10));
    for old in [0, 5, 299] {
        let answer = ask(&state, &request(old, 299), 11);
        assert_eq!(
            (answer.status(), answer.content_type()),
            (409, "text/x.tlog.size")
        );
        assert_eq!(
            (answer.body().as_str(), conflict_size(&answer.body())),
            ("300\n", Some(300))
        );
    }
    let back = AddCheckpoint {
        old: 300,
        proof: vec![],
        ..request(0, 299)
    };
    assert_eq!(ask(&state, &back, 11).status(), 400);
}

#[test]
fn a_fork_is_not_countersigned_and_the_evidence_is_kept() {
    let (state, _) = kept(ask(&State::new(), &request(0, 300), 10));
    let mut other = Edge::new();
    (0..300).for_each(|n: u32| other.append(Hash::leaf(&n.to_be_bytes())));
    let forked = signed(Head {
        size: 300,
        root: other.root(),
    });
    let answer = ask(
        &state,
        &AddCheckpoint {
            old: 300,
            proof: vec![],
            checkpoint: forked.clone(),
        },
        11,
    );
    assert_eq!(
        (answer.status(), &answer),
        (409, &Answer::Forked(Box::new(forked)))
    );
    assert_eq!(conflict_size(&answer.body()), Some(300));
    (300..400).for_each(|n: u32| other.append(Hash::leaf(&n.to_be_bytes())));
    let forked = signed(Head {
        size: 400,
        root: other.root(),
    });
    let proof = request(300, 400).proof;
    let answer = ask(
        &state,
        &AddCheckpoint {
            old: 300,
            proof,
            checkpoint: forked.clone(),
        },
        11,
    );
    assert_eq!(
        (answer.status(), &answer),
        (422, &Answer::NotContinued(Box::new(forked)))
    );
    assert!(answer.to_string().contains("changed or removed"));
}

#[test]
fn a_proof_that_does_not_fit_is_not_enough() {
    let (state, _) = kept(ask(&State::new(), &request(0, 300), 10));
    let good = request(300, 777);
    let mut wrong = good.clone();
    wrong.proof.pop();
    assert_eq!(ask(&state, &wrong, 11).status(), 422);
    wrong = good.clone();
    wrong.proof.push(Hash::of(b"more"));
    assert_eq!(ask(&state, &wrong, 11).status(), 422);
    wrong = request(0, 5);
    wrong.proof.push(Hash::of(b"more"));
    assert_eq!(ask(&State::new(), &wrong, 11).status(), 422);
    let empty = Head {
        size: 0,
        root: Hash::of(b"not the empty tree"),
    };
    let odd = AddCheckpoint {
        old: 0,
        proof: vec![],
        checkpoint: signed(empty),
    };
    assert_eq!(
        ask(&State::new(), &odd, 11).status(),
        409,
        "the same size, another root"
    );
    assert_eq!(ask(&state, &good, 11).status(), 200);
}

#[test]
fn strangers_are_not_countersigned() {
    let state = State::new();
    let good = request(0, 5);
    let mut unsigned = Note::new(good.checkpoint.text()).unwrap();
    unsigned.add(key("log.example/2026", Scheme::Plain, 66).sign(unsigned.text(), 0));
    let stranger = AddCheckpoint {
        checkpoint: unsigned,
        ..good.clone()
    };
    assert_eq!(ask(&state, &stranger, 1), Answer::NotSigned);
    let (log, ..) = town();
    let mut spoiled = Note::new(good.checkpoint.text()).unwrap();
    spoiled.add(log.sign("another text\n", 0));
    assert_eq!(
        ask(
            &state,
            &AddCheckpoint {
                checkpoint: spoiled,
                ..good.clone()
            },
            1
        )
        .status(),
        403
    );
    let head = tiles::log(5).1;
    let other = Checkpoint::new("another.example/log", head).unwrap().sign(&log);
    assert_eq!(
        ask(
            &state,
            &AddCheckpoint {
                checkpoint: other,
                ..good
            },
            1
        )
        .status(),
        404
    );
    for nothing in [&b""[..], b"old 0\n", b"old 00\n\n", b"\xff"] {
        assert_eq!(witness().add_checkpoint(&state, nothing, 1).status(), 400);
    }
}

#[test]
fn a_witness_whose_clock_went_back_waits() {
    let (state, _) = kept(ask(&State::new(), &request(0, 5), 1000));
    assert_eq!(ask(&state, &request(5, 6), 999), Answer::ClockBehind);
    assert_eq!(ask(&state, &request(5, 6), 0), Answer::ClockBehind);
    assert_eq!(ask(&state, &request(5, 6), 1000).status(), 200);
}

#[test]
fn the_state_file_reads_back_and_a_damaged_one_never_does() {
    let own = [witness().key.verifier()];
    assert_eq!(State::parse(&State::new().to_string(), &own), Ok(State::new()));
    let (state, _) = kept(ask(&State::new(), &request(0, 300), 10));
    let text = state.to_string();
    assert_eq!(State::parse(&text, &own), Ok(state.clone()));
    let mut dice = Dice(13);
    for at in 0..text.len() {
        if text.is_char_boundary(at) {
            assert!(State::parse(&text[..at], &own).is_err());
        }
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1 << dice.below(7);
        let changed = String::from_utf8_lossy(&bytes);
        assert!(State::parse(&changed, &own).is_err(), "{at}");
    }
    // Its sum alone does not make a file: the witness's own signature must stand under each checkpoint.
    let stranger = [key("patients.example/witness", Scheme::Timed, 99).verifier()];
    assert!(State::parse(&text, &stranger).is_err());
}

#[test]
fn the_latest_view_is_served_with_both_signatures_and_no_others() {
    let (_, one, two, known) = town();
    let mut sent = request(0, 300);
    let line = two.sign(sent.checkpoint.text(), 5);
    sent.checkpoint.add(line);
    let (state, _) = kept(ask(&State::new(), &sent, 10));
    let note = state.served(&Hash::of(known.origin.as_bytes()).hex()).unwrap();
    let names: Vec<&str> = note
        .signatures()
        .iter()
        .map(sayso_log::note::Signature::name)
        .collect();
    assert_eq!(names, [known.keys[0].name(), one.verifier().name()]);
    assert_eq!(state.served(&Hash::of(b"another").hex()), None);
    assert_eq!(state.logs().count(), 1);
}

#[test]
fn a_second_line_of_the_same_key_is_not_kept() {
    let (log, .., known) = town();
    let sent = request(0, 300);
    let bad = log.sign("another text\n", 0);
    let twice = format!("{sent}{bad}");
    let answer = witness().add_checkpoint(&State::new(), twice.as_bytes(), 10);
    let (state, _) = kept(answer);
    let note = state.latest(&known.origin).unwrap().note().clone();
    assert!(Signed::open(note, &known).is_ok());
}

#[test]
fn a_log_takes_only_countersignatures_that_fit() {
    let (log, one, two, known) = town();
    let text = request(0, 5).checkpoint;
    let mut note = text.clone();
    let lines = format!(
        "{}{}{}nonsense\n",
        one.sign(text.text(), 7),
        two.sign("another\n", 7),
        log.sign(text.text(), 0)
    );
    assert_eq!(accept(&mut note, &lines, &known.witnesses), 1);
    assert_eq!(note.signatures().len(), text.signatures().len() + 1);
    assert_eq!(conflict_size("300"), None);
    assert_eq!(conflict_size("300\n\n"), None);
}

#[test]
fn a_request_has_the_specified_shape() {
    let sent = request(3, 5);
    let text = sent.to_string();
    assert_eq!(AddCheckpoint::parse(text.as_bytes()), Ok(sent.clone()));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines[0], lines[1 + sent.proof.len()]), ("old 3", ""));
    let long = AddCheckpoint {
        proof: vec![Hash::of(b"x"); 64],
        ..sent.clone()
    };
    assert!(AddCheckpoint::parse(long.to_string().as_bytes()).is_err());
    let most = AddCheckpoint {
        proof: vec![Hash::of(b"x"); 63],
        ..sent
    };
    assert!(AddCheckpoint::parse(most.to_string().as_bytes()).is_ok());
}

#[test]
fn every_answer_is_a_plain_sentence() {
    let note = || Box::new(request(0, 1).checkpoint);
    for answer in [
        Answer::Unreadable,
        Answer::Backwards,
        Answer::UnknownLog,
        Answer::NotSigned,
        Answer::Conflict { size: 3 },
        Answer::Forked(note()),
        Answer::NotContinued(note()),
        Answer::ClockBehind,
    ] {
        let said = answer.to_string();
        assert!(
            said.ends_with('.') && said.split('.').all(|s| s.split_whitespace().count() <= 20),
            "{said}"
        );
    }
}
