//! The fuzzer's seeds for this crate's formats: the good texts of these tests, kept in `fuzz/seeds`. `UPDATE=1` writes them.

use std::path::Path;

use sayso_log::witness::{Answer, State};

use super::leaves::one_of_each;
use super::notes::{proof, town};
use super::receipts::receipt;
use super::witness::{request, witness};

fn all() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let (log, one, _, known) = town();
    let text = |shown: &dyn ToString| shown.to_string().into_bytes();
    let signed = proof(300, 7).checkpoint;
    let first = request(0, 300);
    let Answer::Cosigned { keep, .. } = witness().add_checkpoint(&State::new(), &text(&first), 5) else {
        panic!("the first request is good");
    };
    let head = sayso_log::proof::Head {
        size: 300,
        root: sayso_log::Hash::of(b"a root"),
    };
    let checkpoint = sayso_log::checkpoint::Checkpoint::new(&known.origin, head).unwrap();
    let cosigned = one.sign(checkpoint.sign(&log).text(), 7);
    let mut entries = vec![u8::try_from(one_of_each().len()).unwrap()];
    for leaf in one_of_each() {
        sayso_log::tile::bundle::push(&mut entries, leaf.to_line().as_bytes()).unwrap();
    }
    let mut tile = b"tile/0/x001/x234/067.p/3\n".to_vec();
    let hashes: Vec<sayso_log::Hash> = (0..3_u8).map(|n| sayso_log::Hash::leaf(&[n])).collect();
    tile.extend(3_u64.to_be_bytes());
    tile.extend(super::common::by_definition(&hashes).as_bytes());
    for hash in &hashes {
        tile.extend(hash.as_bytes());
    }
    let mut extra = proof(300, 7);
    extra.extra = Some(b"more".to_vec());
    vec![
        ("note", "checkpoint", text(&signed)),
        ("note", "specification", super::notes::NOTE.into()),
        ("checkpoint", "countersigned", text(&signed)),
        ("key", "log", text(&log.verifier())),
        ("key", "witness", text(&one.verifier())),
        ("cosignature", "line", text(&cosigned)),
        ("cosignature", "conflict", b"300\n".to_vec()),
        ("tile", "three", tile),
        ("entries", "one-of-each", entries),
        ("proof", "plain", text(&proof(300, 7))),
        ("proof", "extra", text(&extra)),
        ("proof", "alone", text(&proof(1, 0))),
        ("receipt", "small", text(&receipt(2, 7))),
        ("receipt", "words", text(&receipt(3, 9))),
        ("request", "first", text(&first)),
        ("request", "later", text(&request(300, 777))),
        ("state", "one-log", text(&keep)),
    ]
}

#[test]
fn the_fuzzer_s_seeds_are_the_good_texts_of_these_tests() {
    let seeds = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds"));
    for (target, name, bytes) in all() {
        let path = seeds.join(target).join(name);
        if std::env::var("UPDATE").is_ok() {
            std::fs::create_dir_all(seeds.join(target)).unwrap();
            std::fs::write(&path, &bytes).unwrap();
        }
        let kept = std::fs::read(&path).unwrap_or_default();
        assert!(kept == bytes, "{target}/{name}: UPDATE=1 writes it");
    }
}
