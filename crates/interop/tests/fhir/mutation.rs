//! Thousands of broken files from a seed: none panics, each is read or explained.

use crate::common::{example, read_bytes};

/// `SplitMix64`: enough for picking places, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap() % end.max(1)
    }
}

fn mutate(dice: &mut Dice, bytes: &mut Vec<u8>) {
    const BITS: [&[u8]; 12] = [
        b"{",
        b"}",
        b"[",
        b"]",
        b"\"",
        b",",
        b"null",
        b"{}",
        b"\0",
        b"\xFF",
        b"\n",
        b"\"resourceType\":\"Patient\",",
    ];
    let at = dice.below(bytes.len());
    match dice.below(7) {
        0 => bytes.truncate(at),
        1 => bytes[at] ^= 1 << dice.below(8),
        2 => {
            let end = (at + dice.below(200)).min(bytes.len());
            bytes.drain(at..end);
        }
        3 => {
            let end = (at + dice.below(400)).min(bytes.len());
            let copy = bytes[at..end].to_vec();
            let to = dice.below(bytes.len());
            bytes.splice(to..to, copy);
        }
        4 => {
            bytes.splice(at..at, BITS[dice.below(BITS.len())].iter().copied());
        }
        5 => {
            let depth = dice.below(300);
            bytes.splice(at..at, b"[".repeat(depth));
        }
        _ => {
            // Swaps two texts, so that JSON stays sound and FHIR does not.
            let text = String::from_utf8_lossy(bytes).into_owned();
            let quotes: Vec<usize> = text.match_indices('"').map(|(i, _)| i).collect();
            let a = quotes.get(dice.below(quotes.len())).copied().unwrap_or(0);
            let b = quotes.get(dice.below(quotes.len())).copied().unwrap_or(0);
            let part = |from: usize| text[from..].split_inclusive('"').take(2).collect::<String>();
            *bytes = text.replacen(&part(a), &part(b), 1 + dice.below(3)).into_bytes();
        }
    }
    if bytes.is_empty() {
        bytes.push(b'{');
    }
}

/// How many times more changes than in an ordinary run: `cargo xtask trials` sets it.
fn times() -> usize {
    std::env::var("MUTATIONS").map_or(1, |n| n.parse().unwrap())
}

#[test]
fn no_broken_file_makes_it_panic_and_each_is_read_or_explained() {
    let files = [
        "collection.json",
        "transaction.json",
        "message.json",
        "export.ndjson",
        "single.json",
    ];
    let (mut read, mut explained) = (0, 0);
    for (seed, name) in (0_u64..).zip(files) {
        let sound = example(name);
        let mut dice = Dice(20_261_122 + seed);
        for _ in 0..800 * times() {
            let mut bytes = sound.clone();
            for _ in 0..=dice.below(3) {
                mutate(&mut dice, &mut bytes);
            }
            match read_bytes(name, &bytes) {
                Ok(_) => read += 1,
                Err(problems) => {
                    explained += 1;
                    assert!(problems.iter().all(|p| !p.what.is_empty() && !p.todo.is_empty()));
                    assert!(!problems.is_empty());
                }
            }
        }
    }
    println!("{read} read, {explained} explained");
    assert!(
        read > 100 && explained > 2_000,
        "the mutations are too mild or too wild: {read}, {explained}"
    );
}
