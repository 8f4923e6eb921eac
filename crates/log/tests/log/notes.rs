//! Signed notes, keys, checkpoints, countersignatures and proofs: the specifications' own examples, and equal to
//! `signed_note` and `tlog_tiles`.

use sayso_log::Hash;
use sayso_log::checkpoint::{Checkpoint, CheckpointFault, Known, Signed};
use sayso_log::note::{Note, NoteFault, Scheme, SigningKey, VerifierKey};
use sayso_log::proof::Head;
use sayso_log::tile::reader::Reader;
use sayso_log::tlog_proof::{ProofFault, TlogProof};
use signed_note::{StandardSigner, StandardVerifier, VerifierList};

use super::common::{Dice, entry};
use super::tiles;

pub(crate) fn key(name: &str, scheme: Scheme, seed: u8) -> SigningKey {
    SigningKey::from_seed(name, scheme, &[seed; 32]).unwrap()
}

/// A log's key, two witnesses' keys, and what an outsider knows of them.
pub(crate) fn town() -> (SigningKey, SigningKey, SigningKey, Known) {
    let log = key("log.example/2026", Scheme::Plain, 1);
    let one = key("patients.example/witness", Scheme::Timed, 2);
    let two = key("union.example/witness", Scheme::Timed, 3);
    let known = Known {
        origin: "log.example/2026".into(),
        keys: vec![log.verifier()],
        witnesses: vec![one.verifier(), two.verifier()],
    };
    (log, one, two, known)
}

/// The specification's own vector, from its page.
const VKEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
pub(crate) const NOTE: &str = "This is an example message.\n\n\
    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

#[test]
fn the_specification_s_example_is_read_checked_and_written_back() {
    let key: VerifierKey = VKEY.parse().unwrap();
    let note = Note::parse(NOTE.as_bytes()).unwrap();
    assert_eq!(note.text(), "This is an example message.\n");
    let verified = note.verify(std::slice::from_ref(&key)).unwrap();
    assert_eq!(
        (verified.len(), verified[0].name.as_str()),
        (1, "example.com/foo")
    );
    assert_eq!(note.to_string(), NOTE);
    assert_eq!(key.to_string(), VKEY);
    let changed = NOTE.replace("example message", "Example message");
    let changed = Note::parse(changed.as_bytes()).unwrap();
    assert_eq!(
        changed.verify(&[key]),
        Err(NoteFault::BadSignature("example.com/foo".into()))
    );
}

#[test]
fn our_notes_and_keys_are_those_of_another_implementation_both_ways() {
    for seed in 1..30 {
        let ours = key("log.example/2026", Scheme::Plain, seed);
        let theirs = StandardSigner::new(&ours.to_secret_text()).unwrap();
        let verifier = StandardVerifier::new(&ours.verifier().to_string()).unwrap();
        assert_eq!(signed_note::Verifier::key_id(&verifier), ours.verifier().id());
        let text = format!("a text\n\nwith a gap, number {seed}\n");
        let mut a = Note::new(&text).unwrap();
        a.add(ours.sign(&text, 0));
        let mut b = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        b.add_sigs(&[&theirs]).unwrap();
        assert_eq!(a.to_string().as_bytes(), b.to_bytes());
        b.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
        assert!(a.verify(&[ours.verifier()]).is_ok());
        let again = SigningKey::parse(&ours.to_secret_text()).unwrap();
        assert_eq!(again.verifier(), ours.verifier());
    }
}

#[test]
fn we_read_exactly_the_notes_that_another_implementation_reads() {
    let mut dice = Dice(21);
    let (log, one, two, _) = town();
    let text = "log.example/2026\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    let mut note = Note::new(text).unwrap();
    for signature in [log.sign(text, 0), one.sign(text, 5), two.sign(text, 6)] {
        note.add(signature);
    }
    let whole = note.to_string().into_bytes();
    let (mut read, mut not) = (0, 0);
    for _ in 0..20_000 {
        let mut bytes = whole.clone();
        for _ in 0..=dice.pick(3) {
            let at = dice.pick(bytes.len());
            match dice.below(4) {
                0 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, *b"\n =+A\t"[dice.pick(6)..].first().unwrap()),
                _ => bytes.truncate(at),
            }
            if bytes.is_empty() {
                break;
            }
        }
        let theirs = signed_note::Note::from_bytes(&bytes);
        let ours = Note::parse(&bytes);
        assert_eq!(
            ours.is_ok(),
            theirs.is_ok(),
            "{}",
            String::from_utf8_lossy(&bytes)
        );
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => {
                assert_eq!(ours.to_string().into_bytes(), bytes);
                assert_eq!(ours.text().as_bytes(), theirs.text());
                read += 1;
            }
            _ => not += 1,
        }
    }
    assert!(read > 1000 && not > 1000, "{read} {not}");
}

#[test]
fn a_key_whose_id_or_spelling_does_not_fit_is_no_key() {
    for wrong in [
        VKEY.replace("530d903a", "530d903b"),
        VKEY.replace("530d903a", "530D903A"),
        VKEY.replace("AekyeRrm", "AukyeRrm"),
        VKEY.replace("example.com/foo", "example.com/fo o"),
        VKEY.replace("example.com/foo", ""),
        format!("{VKEY}="),
        format!("{VKEY}\n"),
        String::new(),
    ] {
        assert!(wrong.parse::<VerifierKey>().is_err(), "{wrong}");
    }
    assert!(VerifierKey::new("weak.example", Scheme::Plain, &[0; 32]).is_err());
}

#[test]
fn a_signing_key_shows_nothing_of_itself() {
    let key = key("log.example/2026", Scheme::Plain, 9);
    assert_eq!(format!("{key:?}"), "SigningKey(log.example/2026)");
}

#[test]
fn unknown_signatures_are_left_aside_and_a_bad_known_one_spoils_the_note() {
    let (log, one, two, known) = town();
    let text = "anything\n";
    let mut note = Note::new(text).unwrap();
    note.add(one.sign(text, 5));
    assert_eq!(note.verify(&known.keys), Err(NoteFault::NobodyKnown));
    note.add(log.sign(text, 0));
    assert_eq!(note.verify(&known.keys).unwrap().len(), 1);
    note.add(two.sign("another text\n", 5));
    assert_eq!(note.verify(&known.keys).unwrap().len(), 1);
    assert!(matches!(
        note.verify(&known.witnesses),
        Err(NoteFault::BadSignature(_))
    ));
}

#[test]
fn a_countersignature_carries_its_time_and_has_the_specified_bytes() {
    let (_, one, _, known) = town();
    let text = "log.example/2026\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    let signature = one.sign(text, 1_679_315_147);
    assert_eq!(signature.bytes()[..8], 1_679_315_147_u64.to_be_bytes());
    // The message by hand, checked by the older generation of the signature crate, through `signed_note`.
    let plain = key("patients.example/witness", Scheme::Plain, 2);
    let message = format!("cosignature/v1\ntime 1679315147\n{text}");
    assert_eq!(plain.sign(&message, 0).bytes(), &signature.bytes()[8..]);
    let verifier = StandardVerifier::new(&plain.verifier().to_string()).unwrap();
    assert!(signed_note::Verifier::verify(
        &verifier,
        message.as_bytes(),
        &signature.bytes()[8..]
    ));
    assert_eq!(
        known.witnesses[0].check(text, signature.bytes()),
        Some(Some(1_679_315_147))
    );
    let mut later = signature.bytes().to_vec();
    later[7] += 1;
    assert_eq!(known.witnesses[0].check(text, &later), None);
    assert_ne!(plain.verifier().id(), one.verifier().id());
}

#[test]
fn a_checkpoint_is_that_of_another_implementation() {
    let mut dice = Dice(4);
    let (log, .., known) = town();
    for _ in 0..200 {
        let size = dice.roll() >> (1 + dice.below(63));
        let head = Head {
            size,
            root: Hash::of(&size.to_be_bytes()),
        };
        let ours = Checkpoint::new(&known.origin, head).unwrap();
        let theirs = tlog_tiles::tlog::Hash(*head.root.as_bytes());
        let theirs = tlog_tiles::checkpoint::Checkpoint::new(&known.origin, size, theirs, "").unwrap();
        assert_eq!(ours.to_string().into_bytes(), theirs.to_bytes());
        assert_eq!(Checkpoint::parse(&ours.to_string()), Some(ours.clone()));
        let signed = Signed::open(ours.sign(&log), &known).unwrap();
        assert_eq!(signed.head(), head);
    }
    for wrong in [
        "",
        "o\n",
        "o\n1\n",
        "o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    ] {
        assert_eq!(Checkpoint::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn keys_count_only_in_their_own_role() {
    let (log, one, two, mut known) = town();
    let head = Head {
        size: 3,
        root: Hash::of(b"three"),
    };
    let checkpoint = Checkpoint::new(&known.origin, head).unwrap();
    let mut note = checkpoint.sign(&log);
    note.add(one.sign(note.text(), 50));
    let signed = Signed::open(note.clone(), &known).unwrap();
    assert_eq!(signed.witnesses().len(), 1);
    assert_eq!(
        (signed.witnesses()[0].time, signed.witnesses()[0].scheme),
        (Some(50), Scheme::Timed)
    );
    // Only a witness has signed: the log has not.
    let mut alone = Note::new(note.text()).unwrap();
    alone.add(two.sign(note.text(), 50));
    assert_eq!(
        Signed::open(alone, &known),
        Err(CheckpointFault::Note(NoteFault::NobodyKnown))
    );
    let mut mixed = known.clone();
    mixed.keys = vec![two.verifier()];
    let mut witnessed = Note::new(note.text()).unwrap();
    witnessed.add(two.sign(note.text(), 50));
    assert!(Signed::open(witnessed, &mixed).is_err());
    known.witnesses.push(log.verifier());
    assert_eq!(Signed::open(note.clone(), &known).unwrap().witnesses().len(), 1);
    known.origin = "another.example/log".into();
    assert!(matches!(
        Signed::open(note, &known),
        Err(CheckpointFault::AnotherLog(_))
    ));
}

/// The proof of one entry of a test log, signed and countersigned.
pub(crate) fn proof(size: u64, index: u64) -> TlogProof {
    let (log, one, two, known) = town();
    let (shelf, head) = tiles::log(size);
    let (_, path) = Reader::new(&shelf, head).unwrap().entry(index).unwrap();
    let mut checkpoint = Checkpoint::new(&known.origin, head).unwrap().sign(&log);
    for (witness, time) in [(one, 1_770_000_000), (two, 1_770_000_001)] {
        checkpoint.add(witness.sign(checkpoint.text(), time));
    }
    TlogProof {
        extra: None,
        index,
        path,
        checkpoint,
    }
}

#[test]
fn a_proof_reads_back_and_holds_for_its_entry_alone() {
    let (.., known) = town();
    for (size, index) in [(1, 0), (2, 1), (300, 7), (300, 299)] {
        let mut ours = proof(size, index);
        for extra in [None, Some(vec![]), Some(b"more".to_vec())] {
            ours.extra = extra;
            assert_eq!(TlogProof::parse(&ours.to_string()), Ok(ours.clone()));
        }
        let signed = ours.verify(&Hash::leaf(&entry(index)), &known).unwrap();
        assert_eq!(signed.witnesses().len(), 2);
        let other = ours.verify(&Hash::leaf(b"never logged"), &known);
        assert!(matches!(other, Err(ProofFault::NotProved(_))));
        ours.index += 1;
        assert!(ours.verify(&Hash::leaf(&entry(index)), &known).is_err());
    }
}

#[test]
fn the_shape_of_a_proof_is_the_specified_one() {
    let text = proof(3, 2).to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], ["c2sp.org/tlog-proof@v1", "index 2"]);
    assert_eq!((lines[3], lines[4], lines[5]), ("", "log.example/2026", "3"));
    for wrong in [
        text.replace("index 2", "index 02"),
        text.replace("@v1", "@v2"),
        text.replace("index 2\n", "index 2\n\n"),
        text.replace("index 2", "extra !\nindex 2"),
        text.trim_end().to_owned(),
    ] {
        assert_eq!(TlogProof::parse(&wrong), Err(ProofFault::Malformed), "{wrong}");
    }
}
