//! What is said aloud: three-word cards and short references. Owns: the word list's use and the check character.
//! Secrets are kept only as keyed hashes, by the store.

use crate::id::{Source, SourceExt as _};

/// 256 short, calm words that sound different over the phone: three of them are 24 bits, guarded by expiry and a
/// rate limit; they open only a question page, never anything about a person.
pub const WORDS: &str = include_str!("words.txt");

/// Three fresh words: `river-lamp-seven`.
#[must_use]
pub fn card(source: &dyn Source) -> String {
    let words: Vec<&str> = WORDS.lines().collect();
    let pick = source.bytes::<3>().map(|b| words[usize::from(b)]);
    pick.join("-")
}

/// Six fresh digits, to be typed once from a message or from paper.
#[must_use]
pub fn code(source: &dyn Source) -> String {
    format!("{:06}", u32::from_be_bytes(source.bytes()) % 1_000_000)
}

/// What somebody typed, as a card is kept: lower case, one dash between words. Case, spaces and other marks do not
/// matter.
#[must_use]
pub fn tidy(typed: &str) -> String {
    let words: Vec<String> = typed
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A reference to say aloud: `K7M-4QX`. Five random characters and a check; never sequential. Each half has a digit,
/// so that no reference spells a word or an abbreviation (`DWP-…` on a card would undo a good talk).
#[must_use]
pub fn reference(source: &dyn Source) -> String {
    loop {
        let mut digits = [0_u8; 6];
        for (digit, byte) in digits.iter_mut().zip(source.bytes::<5>()) {
            *digit = byte % 32;
        }
        digits[5] = check(&digits[..5]);
        // Values below ten are digits. One half without one happens in half of all draws: two tries on average.
        if digits.chunks(3).all(|half| half.iter().any(|d| *d < 10)) {
            let text: String = digits
                .iter()
                .map(|d| char::from(CROCKFORD[usize::from(*d)]))
                .collect();
            return format!("{}-{}", &text[..3], &text[3..]);
        }
    }
}

/// Is this a reference as [`reference`] makes them? Any one wrong character is noticed.
#[must_use]
pub fn is_reference(typed: &str) -> bool {
    let digits: Option<Vec<u8>> = typed
        .bytes()
        .filter(|b| *b != b'-' && *b != b' ')
        .map(|b| {
            CROCKFORD
                .iter()
                .position(|c| *c == b.to_ascii_uppercase())
                .and_then(|p| u8::try_from(p).ok())
        })
        .collect();
    digits.is_some_and(|d| d.len() == 6 && check(&d[..5]) == d[5])
}

/// What somebody typed, as a reference is kept: `K7M-4QX`. `None` where a character is wrong.
#[must_use]
pub fn tidy_reference(typed: &str) -> Option<String> {
    let kept = |c: &char| *c != '-' && !c.is_whitespace();
    let plain: String = typed
        .chars()
        .filter(kept)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    is_reference(&plain).then(|| format!("{}-{}", &plain[..3], &plain[3..]))
}

/// Odd weights have an inverse modulo 32, so any one wrong character changes the sum.
fn check(digits: &[u8]) -> u8 {
    let sum: u32 = digits
        .iter()
        .zip([1_u32, 3, 5, 9, 11])
        .map(|(d, w)| u32::from(*d) * w)
        .sum();
    u8::try_from(sum % 32).expect("a remainder of 32 fits")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Other bytes at each call, the same from the same start.
    struct Fixed(std::sync::atomic::AtomicU8);
    impl Source for Fixed {
        fn now(&self) -> jiff::Timestamp {
            jiff::Timestamp::UNIX_EPOCH
        }
        fn fill(&self, buf: &mut [u8]) {
            for b in buf {
                *b = self
                    .0
                    .fetch_add(77, std::sync::atomic::Ordering::Relaxed)
                    .wrapping_mul(31)
                    ^ 0x5a;
            }
        }
    }
    fn fixed(start: u8) -> Fixed {
        Fixed(start.into())
    }

    #[test]
    fn there_are_256_different_words() {
        let words: std::collections::BTreeSet<&str> = WORDS.lines().collect();
        assert_eq!(words.len(), 256);
        assert!(
            words
                .iter()
                .all(|w| w.bytes().all(|b| b.is_ascii_lowercase()) && (3..=8).contains(&w.len()))
        );
    }

    #[test]
    fn a_card_is_the_same_however_it_is_typed() {
        let card = card(&fixed(3));
        assert_eq!(
            tidy(&format!("  {} ", card.replace('-', " ").to_uppercase())),
            card
        );
    }

    #[test]
    fn one_wrong_character_in_a_reference_is_noticed() {
        for seed in 0..50 {
            let good = reference(&fixed(seed));
            assert!(is_reference(&good) && is_reference(&good.to_lowercase()));
            assert_eq!(
                tidy_reference(&format!(" {} ", good.to_lowercase())),
                Some(good.clone())
            );
            assert!(
                good.split('-')
                    .all(|half| half.bytes().any(|b| b.is_ascii_digit())),
                "{good} spells something"
            );
            for i in [0, 1, 2, 4, 5, 6] {
                let mut bad = good.clone().into_bytes();
                bad[i] = if bad[i] == b'0' { b'1' } else { b'0' };
                assert!(!is_reference(std::str::from_utf8(&bad).unwrap()), "{good}");
            }
        }
    }
}
