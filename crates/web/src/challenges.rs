//! What authenticators are asked to sign: 32 random bytes each, for one browser, one use and five minutes. In memory
//! alone: after a restart the page is opened again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// All that have been made and not used.
#[derive(Default)]
pub struct Challenges(Mutex<HashMap<String, (String, Timestamp)>>);

const LIFE: SignedDuration = SignedDuration::from_mins(5);
/// Kept at once; past it the oldest give way, so that somebody who only opens pages fills no memory.
const MOST: usize = 10_000;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bytes as browsers read them: base64url without padding (RFC 4648 §5).
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let word = part
            .iter()
            .enumerate()
            .fold(0_u32, |word, (i, b)| word | u32::from(*b) << (16 - 8 * i));
        for place in 0..=part.len() {
            let six = word >> (18 - 6 * place) & 0x3f;
            text.push(char::from(ALPHABET[six as usize]));
        }
    }
    text
}

impl Challenges {
    /// A new one for whoever holds this browser's mark.
    pub fn make(&self, mark: &str, random: [u8; 32], now: Timestamp) -> String {
        let text = base64url(&random);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, (_, at)| now.duration_since(*at) < LIFE);
        }
        if all.len() >= MOST
            && let Some(oldest) = all.iter().min_by_key(|(_, (_, at))| *at).map(|(c, _)| c.clone())
        {
            all.remove(&oldest);
        }
        all.insert(text.clone(), (mark.to_owned(), now));
        text
    }

    /// Uses it up: was it made for this browser, a moment ago, and not used yet?
    pub fn take(&self, challenge: &str, mark: &str, now: Timestamp) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(challenge)
            .is_some_and(|(whose, at)| whose == mark && now.duration_since(at) < LIFE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_for_one_browser_one_use_and_five_minutes() {
        let all = Challenges::default();
        let at = |s| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(s);
        let one = all.make("a", [1; 32], at(0));
        assert!(all.take(&one, "a", at(299)) && !all.take(&one, "a", at(299)));
        let two = all.make("a", [2; 32], at(0));
        assert!(!all.take(&two, "b", at(1)), "another browser");
        let three = all.make("a", [3; 32], at(0));
        assert!(!all.take(&three, "a", at(300)), "too late");
        assert!(!all.take("never made", "a", at(0)));
    }

    #[test]
    fn bytes_are_written_as_the_standard_has_them() {
        // RFC 4648, section 10, and the two letters that differ.
        for (bytes, text) in [
            (&b"f"[..], "Zg"),
            (b"fo", "Zm8"),
            (b"foob", "Zm9vYg"),
            (b"foobar", "Zm9vYmFy"),
            (&[0xfb, 0xff], "-_8"),
        ] {
            assert_eq!(base64url(bytes), text);
        }
    }
}
