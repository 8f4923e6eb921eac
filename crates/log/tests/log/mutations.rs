//! Bytes that somebody has changed, for every parser: none panics, and what is read is written back as it came.
//! Seeded, so that a failure can be replayed; a fuzzer may go further, but this runs each time.

use sayso_log::checkpoint::{Checkpoint, Signed};
use sayso_log::leaf::Leaf;
use sayso_log::note::{Note, SigningKey, VerifierKey};
use sayso_log::receipt::{Receipt, verify_receipt};
use sayso_log::tile::{Kind, TilePath, bundle};
use sayso_log::tlog_proof::TlogProof;
use sayso_log::witness::{AddCheckpoint, Answer, State, accept, conflict_size};
use sayso_log::{Edge, Hash};

use super::common::Dice;
use super::leaves::one_of_each;
use super::notes::{proof, town};
use super::receipts::{receipt, trust};
use super::witness::{request, witness};

/// One to four random edits: bits, bytes, runs taken out, doubled or moved, and values that parsers trip over.
fn mutated(dice: &mut Dice, from: &[u8]) -> Vec<u8> {
    let mut bytes = from.to_vec();
    for _ in 0..=dice.pick(4) {
        if bytes.is_empty() {
            break;
        }
        let at = dice.pick(bytes.len());
        let upto = at + dice.pick((bytes.len() - at).min(80) + 1);
        match dice.below(7) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            2 => drop(bytes.drain(at..upto)),
            3 => {
                let run = bytes[at..upto].to_vec();
                bytes.splice(at..at, run);
            }
            4 => {
                let odd: [&[u8]; 9] = [
                    b"\n",
                    b"\n\n",
                    b" ",
                    b"0",
                    b"99999999999999999999",
                    b"\\",
                    b"\\{d800}",
                    b"=",
                    b"\xe2",
                ];
                bytes.splice(at..at, odd[dice.pick(odd.len())].iter().copied());
            }
            5 => bytes.truncate(at),
            _ => {
                let run: Vec<u8> = bytes.drain(at..upto).collect();
                let to = dice.pick(bytes.len() + 1);
                bytes.splice(to..to, run);
            }
        }
    }
    bytes
}

/// How many times more changes than in an ordinary run: `cargo xtask trials` sets it.
fn times() -> usize {
    std::env::var("MUTATIONS").map_or(1, |n| n.parse().expect("MUTATIONS is a number"))
}

/// Tries a parser on changed samples. `back` gives what was read as bytes again, or nothing if it was not read.
fn tries(seed: u64, samples: &[Vec<u8>], rounds: usize, mut back: impl FnMut(&[u8]) -> Option<Vec<u8>>) {
    let mut dice = Dice(seed);
    for sample in samples {
        assert_eq!(back(sample).as_ref(), Some(sample), "the sample itself is read");
    }
    let mut unread = 0;
    let rounds = rounds * times();
    for _ in 0..rounds {
        let sample = &samples[dice.pick(samples.len())];
        let bytes = mutated(&mut dice, sample);
        match back(&bytes) {
            Some(written) => assert_eq!(written, bytes, "{}", String::from_utf8_lossy(&bytes)),
            None => unread += 1,
        }
    }
    assert!(unread > rounds / 4, "the changes do change something");
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "handed to `map` by name, where a value comes"
)]
fn written(shown: impl ToString) -> Vec<u8> {
    shown.to_string().into_bytes()
}

#[test]
fn notes_and_checkpoints_survive_changed_bytes() {
    let note = proof(300, 7).checkpoint;
    tries(1, &[written(&note)], 20_000, |b| Note::parse(b).ok().map(written));
    tries(2, &[note.text().into()], 20_000, |b| {
        Checkpoint::parse(text(b)?).map(written)
    });
}

#[test]
fn keys_survive_changed_bytes() {
    let (log, one, ..) = town();
    let public = [written(log.verifier()), written(one.verifier())];
    tries(3, &public, 20_000, |b| {
        text(b)?.parse::<VerifierKey>().ok().map(written)
    });
    let secret = [log.to_secret_text().into_bytes()];
    tries(4, &secret, 5_000, |b| {
        let read = SigningKey::parse(text(b)?).ok()?.to_secret_text().into_bytes();
        // A key file may end with a newline.
        Some(if b.trim_ascii_end() == read {
            b.to_vec()
        } else {
            read
        })
    });
}

#[test]
fn tiles_survive_changed_bytes() {
    let paths = [
        (Kind::Hashes(0), 1_234_067, 256),
        (Kind::Hashes(2), 5, 17),
        (Kind::Entries, 70_000, 1),
    ];
    let paths = paths.map(|(k, n, w)| written(TilePath::new(k, n, w).unwrap()));
    tries(5, &paths, 20_000, |b| {
        text(b)?.parse::<TilePath>().ok().map(written)
    });
    let mut entries = Vec::new();
    for leaf in one_of_each() {
        bundle::push(&mut entries, leaf.to_line().as_bytes()).unwrap();
    }
    tries(6, &[entries], 20_000, |b| {
        let mut again = Vec::new();
        for entry in bundle::parse(b, 10)? {
            bundle::push(&mut again, entry).unwrap();
        }
        Some(again)
    });
    let mut edge = Edge::new();
    (0..300_u32).for_each(|n| edge.append(Hash::leaf(&n.to_be_bytes())));
    tries(7, &[edge.to_bytes()], 5_000, |b| {
        Edge::from_bytes(b).map(|e| e.to_bytes())
    });
}

#[test]
fn entries_survive_changed_bytes() {
    let lines: Vec<Vec<u8>> = one_of_each().iter().map(|l| l.to_line().into_bytes()).collect();
    tries(8, &lines, 30_000, |b| {
        Leaf::parse(b).ok().map(|l| l.to_line().into_bytes())
    });
}

#[test]
fn proofs_and_receipts_survive_changed_bytes() {
    let mut with_extra = proof(300, 7);
    with_extra.extra = Some(b"more".to_vec());
    let proofs = [written(with_extra), written(proof(1, 0))];
    tries(9, &proofs, 20_000, |b| {
        TlogProof::parse(text(b)?).ok().map(written)
    });
    let receipts = [written(receipt(2, 7)), written(receipt(3, 9))];
    let trust = trust(1);
    tries(10, &receipts, 20_000, |b| {
        // The verdict must not panic either, and has its sentences whatever it is.
        assert!(!verify_receipt(b, &trust).to_string().is_empty());
        Receipt::parse(text(b)?).ok().map(written)
    });
}

#[test]
fn a_witness_survives_changed_requests_and_answers() {
    let witness = witness();
    let own = [witness.key.verifier()];
    let first = written(request(0, 300));
    let Answer::Cosigned { keep, signature } = witness.add_checkpoint(&State::new(), &first, 5) else {
        panic!("the first request is good");
    };
    let later = request(300, 777);
    tries(11, &[written(&later), first], 5_000, |b| {
        // Whatever is countersigned continues the last one; the state never goes back.
        if let Answer::Cosigned { keep: next, .. } = witness.add_checkpoint(&keep, b, 6) {
            assert!([300, 777].contains(&next.latest("log.example/2026").unwrap().head().size));
        }
        AddCheckpoint::parse(b).ok().map(written)
    });
    tries(12, &[written(&keep)], 20_000, |b| {
        State::parse(text(b)?, &own).ok().map(written)
    });
    let mut dice = Dice(14);
    for _ in 0..5_000 * times() {
        let bytes = mutated(&mut dice, signature.to_string().as_bytes());
        let answer = String::from_utf8_lossy(&bytes);
        let mut note = later.checkpoint.clone();
        accept(&mut note, &answer, &own);
        assert_eq!(note.text(), later.checkpoint.text());
        assert!(conflict_size(&answer).is_none());
    }
}

#[test]
fn a_changed_signed_thing_is_never_believed() {
    let (_, one, _, known) = town();
    let signed = request(0, 300).checkpoint;
    let sample = written(&signed);
    let mut dice = Dice(15);
    let mut other = 0;
    for _ in 0..20_000 * times() {
        let bytes = mutated(&mut dice, &sample);
        let Ok(note) = Note::parse(&bytes) else {
            continue;
        };
        // Lines of strangers may come and go. The text is the log's, to the last bit, or it is not believed.
        if let Ok(opened) = Signed::open(note, &known) {
            assert_eq!(opened.note().text(), signed.text());
        } else {
            other += 1;
        }
    }
    assert!(other > 0, "some notes were read and not believed");
    let line = one.sign(signed.text(), 7);
    for _ in 0..20_000 * times() {
        let bytes = mutated(&mut dice, line.to_string().as_bytes());
        let changed = String::from_utf8_lossy(&bytes).into_owned();
        let mut note = signed.clone();
        let whole = changed.lines().any(|l| line.to_string().trim_end() == l);
        let taken = accept(&mut note, &changed, &[one.verifier()]);
        assert!(taken == 0 || whole, "{changed}");
    }
}
