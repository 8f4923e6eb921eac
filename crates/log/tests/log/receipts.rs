//! Receipts: genuine ones hold, and there is no way to change one that goes unseen.

use sayso_log::checkpoint::{Checkpoint, Known};
use sayso_log::leaf::{Document, Leaf, seal};
use sayso_log::note::{Scheme, VerifierKey};
use sayso_log::proof::{Head, make};
use sayso_log::receipt::{Altered, Outcome, Receipt, Recorded, Stamped, Trust, Waiting, verify_receipt};
use sayso_log::tile::Appender;
use sayso_log::tile::reader::Reader;
use sayso_log::tlog_proof::TlogProof;
use sayso_log::{Edge, Hash};

use super::common::{Dice, InMemory};
use super::leaves::{one_of_each, stamp};
use super::notes::{key, town};
use super::tiles::Shelf;

pub(crate) fn recorded(n: u8) -> Recorded {
    let mut values: Vec<String> = [
        "00000000-0000-0000-0000-000000000000",
        "left",
        "00000000-0000-0000-0000-000000000001",
        "person",
        "allowed",
        "2026-11-22T09:01:00.000Z",
        "2026-11-22T09:02:00.000Z",
        "referral",
        "",
        "",
        "identity,contact",
        "",
        "online",
        "",
    ]
    .map(str::to_owned)
    .to_vec();
    let what = ["", "what was tried", " a space \\ and\na line ", "Łódź – ok"][usize::from(n % 4)];
    what.clone_into(&mut values[13]);
    Recorded::event(values, [n; 32]).unwrap()
}

/// Receipt number `n` of a private tree of `size`, in a public log with other entries round it.
pub(crate) fn receipt(n: u8, size: u8) -> Receipt {
    let commitments: Vec<Hash> = (0..size).map(|i| Hash::leaf(&recorded(i).commitment())).collect();
    let mut edge = Edge::new();
    for commitment in &commitments {
        edge.append(*commitment);
    }
    let private = Head {
        size: u64::from(size),
        root: edge.root(),
    };
    let Ok(path) = make::inclusion(&mut InMemory(commitments), u64::from(n), u64::from(size));
    let nonce = [200; 32];
    let line = Leaf::PrivateRoot {
        at: stamp("2026-11-22T09:10:00.000Z"),
        sealed: Document(seal(&nonce, &private)),
    }
    .to_line();
    let mut log = Appender::new();
    for other in one_of_each() {
        log.append(other.to_line().as_bytes()).unwrap();
    }
    let at = log.append(line.as_bytes()).unwrap();
    for other in one_of_each() {
        log.append(other.to_line().as_bytes()).unwrap();
    }
    let shelf = Shelf(log.partials().into_iter().collect());
    let public = Reader::new(&shelf, log.head())
        .unwrap()
        .inclusion(&Hash::leaf(line.as_bytes()), at)
        .unwrap();
    let (log_key, one, two, known) = town();
    let mut checkpoint = Checkpoint::new(&known.origin, log.head()).unwrap().sign(&log_key);
    checkpoint.add(one.sign(checkpoint.text(), 1_795_338_700));
    checkpoint.add(two.sign(checkpoint.text(), 1_795_338_800));
    let public = TlogProof {
        extra: None,
        index: at,
        path: public,
        checkpoint,
    };
    let stamped = Stamped {
        index: u64::from(n),
        size: u64::from(size),
        nonce,
        path,
        line,
        public,
    };
    Receipt {
        recorded: recorded(n),
        stamped: Some(stamped),
    }
}

pub(crate) fn trust(witnesses_asked_for: usize) -> Trust {
    Trust {
        known: town().3,
        witnesses_asked_for,
    }
}

#[test]
fn a_genuine_receipt_holds_and_says_who_countersigned() {
    for size in [1, 2, 7, 33] {
        for n in 0..size.min(8) {
            let text = receipt(n, size).to_string();
            assert_eq!(Receipt::parse(&text), Ok(receipt(n, size)));
            let Outcome::Genuine(found) = verify_receipt(text.as_bytes(), &trust(2)) else {
                panic!("{}", verify_receipt(text.as_bytes(), &trust(2)));
            };
            assert_eq!(found.recorded, recorded(n));
            assert_eq!(found.recorded.field("kind"), Some("left"));
            assert_eq!(found.by, stamp("2026-11-22T09:10:00.000Z"));
            assert_eq!(found.witnesses.len(), 2);
        }
    }
}

#[test]
fn a_receipt_says_first_that_nobody_may_ask_for_it() {
    let text = receipt(0, 3).to_string();
    assert_eq!(
        text.lines().nth(1).unwrap(),
        "Nobody may require you to show this. If somebody asks you for it, you can report that."
    );
    let unstamped = Receipt {
        stamped: None,
        ..receipt(0, 3)
    }
    .to_string();
    assert!(unstamped.contains("Nobody may require you to show this."));
}

#[test]
fn no_single_change_to_a_receipt_leaves_it_genuine() {
    let mut dice = Dice(31);
    let text = receipt(2, 7).to_string();
    let mut kinds = [0; 4];
    for _ in 0..4000 {
        let mut bytes = text.clone().into_bytes();
        let at = dice.pick(bytes.len());
        match dice.below(3) {
            0 => bytes[at] ^= 1 << dice.below(7),
            1 => drop(bytes.remove(at)),
            _ => bytes.insert(at, b"A0 \n+"[dice.pick(5)]),
        }
        let same = String::from_utf8_lossy(&bytes).trim_matches('\n') == text.trim_matches('\n');
        match verify_receipt(&bytes, &trust(2)) {
            Outcome::Genuine(_) => assert!(same, "{}", String::from_utf8_lossy(&bytes)),
            Outcome::Altered(_) => kinds[1] += 1,
            Outcome::NotOurs => kinds[2] += 1,
            // A changed name or key id of a witness makes it an unknown one.
            Outcome::NotYetStamped(_) => kinds[3] += 1,
        }
    }
    assert!(kinds[1] > 2000 && kinds[2] > 10 && kinds[3] > 10, "{kinds:?}");
}

#[test]
fn each_part_that_was_changed_is_named() {
    let good = receipt(2, 7);
    let verdict = |receipt: &Receipt| verify_receipt(receipt.to_string().as_bytes(), &trust(2));
    let mut changed = good.clone();
    changed.recorded = recorded(3);
    assert_eq!(verdict(&changed), Outcome::Altered(Altered::Recorded));
    let stamped = |change: &dyn Fn(&mut Stamped)| {
        let mut changed = good.clone();
        change(changed.stamped.as_mut().unwrap());
        verdict(&changed)
    };
    assert_eq!(stamped(&|s| s.index = 3), Outcome::Altered(Altered::Recorded));
    assert_eq!(stamped(&|s| s.size = 8), Outcome::Altered(Altered::Recorded));
    assert_eq!(
        stamped(&|s| s.nonce = [0; 32]),
        Outcome::Altered(Altered::Recorded)
    );
    assert_eq!(
        stamped(&|s| s.path.truncate(1)),
        Outcome::Altered(Altered::Recorded)
    );
    assert_eq!(
        stamped(&|s| s.line = one_of_each()[9].to_line()),
        Outcome::Altered(Altered::Line)
    );
    assert_eq!(stamped(&|s| s.public.index = 0), Outcome::Altered(Altered::Line));
    // A line that is in the log, but is not a private root.
    let text = good.to_string().replace("left", "sent");
    assert_eq!(
        verify_receipt(text.as_bytes(), &trust(2)),
        Outcome::Altered(Altered::Recorded)
    );
    let text = good.to_string().replacen("salt: ", "salt:  ", 1);
    assert_eq!(
        verify_receipt(text.as_bytes(), &trust(2)),
        Outcome::Altered(Altered::Shape)
    );
    let head = good.stamped.as_ref().unwrap().public.checkpoint.text().to_owned();
    let text = good.to_string().replace(&head, &head.replace("\n21\n", "\n22\n"));
    assert_ne!(text, good.to_string());
    assert_eq!(
        verify_receipt(text.as_bytes(), &trust(2)),
        Outcome::Altered(Altered::Checkpoint)
    );
}

#[test]
fn another_log_s_receipt_is_not_ours() {
    let text = receipt(2, 7).to_string();
    let mut stranger = trust(0);
    stranger.known.keys = vec![key("log.example/2026", Scheme::Plain, 77).verifier()];
    assert_eq!(verify_receipt(text.as_bytes(), &stranger), Outcome::NotOurs);
    stranger.known.origin = "another.example/log".into();
    assert_eq!(verify_receipt(text.as_bytes(), &stranger), Outcome::NotOurs);
    for nothing in [&b""[..], b"hello", &[0xff, 0xfe], b"Sayso receipt 2\n"] {
        assert_eq!(verify_receipt(nothing, &trust(0)), Outcome::NotOurs);
    }
}

#[test]
fn a_receipt_waits_for_its_checkpoint_and_its_witnesses() {
    let mut waiting = receipt(2, 7);
    let have = |asked_for| Outcome::NotYetStamped(Waiting::Witnesses { have: 2, asked_for });
    assert_eq!(verify_receipt(waiting.to_string().as_bytes(), &trust(3)), have(3));
    waiting.stamped = None;
    let text = waiting.to_string();
    assert_eq!(Receipt::parse(&text), Ok(waiting));
    assert_eq!(
        verify_receipt(text.as_bytes(), &trust(0)),
        Outcome::NotYetStamped(Waiting::Checkpoint)
    );
}

#[test]
fn a_letter_or_a_mail_does_not_spoil_a_receipt() {
    let text = receipt(2, 7).to_string();
    for posted in [
        text.replace('\n', "\r\n"),
        text.trim_end().to_owned(),
        format!("\n\n{text}\n\n"),
    ] {
        assert!(matches!(
            verify_receipt(posted.as_bytes(), &trust(2)),
            Outcome::Genuine(_)
        ));
    }
}

#[test]
fn the_proof_in_a_receipt_is_one_that_other_tools_read() {
    let text = receipt(2, 7).to_string();
    let at = text.find("c2sp.org/tlog-proof@v1\n").unwrap();
    let proof = TlogProof::parse(&text[at..]).unwrap();
    let line = text.lines().find(|l| l.starts_with("{\"kind\"")).unwrap();
    let signed = proof
        .verify(&Hash::leaf(line.as_bytes()), &trust(2).known)
        .unwrap();
    assert_eq!(signed.head().size, 21);
    // Its path and root, by a tree that is not ours.
    let theirs = |hash: &Hash| tlog_tiles::tlog::Hash(*hash.as_bytes());
    let path: Vec<_> = proof.path.iter().map(theirs).collect();
    let leaf = tlog_tiles::tlog::record_hash(line.as_bytes());
    let head = signed.head();
    let checked = |index| tlog_tiles::tlog::check_record(&path, head.size, theirs(&head.root), index, leaf);
    checked(proof.index).unwrap();
    assert!(checked(proof.index + 1).is_err(), "and not of another line");
}

#[test]
fn every_outcome_has_plain_sentences_that_tell_nothing_that_was_recorded() {
    let text = receipt(1, 7).to_string();
    let mut seen = vec![verify_receipt(text.as_bytes(), &trust(2)), Outcome::NotOurs];
    seen.extend(
        [
            Altered::Shape,
            Altered::Recorded,
            Altered::Line,
            Altered::Checkpoint,
        ]
        .map(Outcome::Altered),
    );
    seen.push(Outcome::NotYetStamped(Waiting::Checkpoint));
    seen.push(Outcome::NotYetStamped(Waiting::Witnesses {
        have: 0,
        asked_for: 1,
    }));
    for outcome in seen {
        let said = outcome.to_string();
        assert!(
            said.split_inclusive(['.', '!'])
                .all(|s| s.split_whitespace().count() <= 20),
            "{said}"
        );
        assert!(!said.contains("left") && !said.contains("tried"), "{said}");
    }
    assert!(!format!("{:?}", receipt(1, 7)).contains("tried"));
}

#[test]
fn the_commitment_is_the_one_that_the_server_keeps() {
    // The same fields and salt as `the_commitment_has_the_bytes_that_receipts_carry` in `sayso-core`.
    let values = [
        "00000000-0000-0000-0000-000000000000",
        "sent",
        "",
        "sayso",
        "allowed",
        "1970-01-01T00:00:00.000Z",
        "1970-01-01T00:00:00.000Z",
        "",
        "",
        "",
        "",
        "",
        "",
        "what",
    ]
    .map(str::to_owned)
    .to_vec();
    let hash = Hash::new(Recorded::event(values, [7; 32]).unwrap().commitment());
    assert_eq!(
        hash.hex(),
        "40c71f4ce71e3d17d2831a2a943ddaa3cbc3d27ea8e628098407b6a63a60a86c"
    );
    assert!(Recorded::event(vec![String::new(); 13], [0; 32]).is_none());
}

#[test]
fn the_example_in_the_documentation_is_genuine() {
    let page = include_str!("../../../../docs/receipts.md");
    let blocks: Vec<&str> = page.split("```").skip(1).step_by(2).collect();
    let [example, keys] = blocks[..].try_into().unwrap();
    let keys: Vec<VerifierKey> = keys.lines().filter_map(|l| l.parse().ok()).collect();
    let known = Known {
        origin: "log.example/2026".into(),
        keys: keys[..1].to_vec(),
        witnesses: keys[1..].to_vec(),
    };
    let trust = Trust {
        known,
        witnesses_asked_for: 2,
    };
    let text = example.strip_prefix("text\n").unwrap();
    let outcome = verify_receipt(text.as_bytes(), &trust);
    assert!(matches!(&outcome, Outcome::Genuine(_)), "{outcome}");
    assert_eq!(receipt(4, 7).to_string(), text);
}
