//! How often somebody may try a card or a code. Counted in memory, under the visitor's mark and for the whole site.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Tries in the last window, by what is counted.
#[derive(Default)]
pub struct Rates(Mutex<HashMap<String, Vec<Timestamp>>>);

const WINDOW: SignedDuration = SignedDuration::from_mins(10);
/// Marks kept at once; past it the oldest windows are dropped.
const KEPT: usize = 10_000;

impl Rates {
    /// May this visitor try these words, to answer or to sign in? Counted by browser, by card, and for everybody
    /// together: 24 bits are not guessed at 600 tries in ten minutes.
    pub fn may_try_card(&self, visitor: &str, words: &str, now: Timestamp) -> bool {
        let words = sayso_core::spoken::tidy(words);
        self.allow(&format!("visitor {visitor}"), 10, now)
            && self.allow(&format!("card {words}"), 10, now)
            && self.allow("all cards", 600, now)
    }

    /// Counts one try under `mark`; false when there were `most` in the last ten minutes already.
    pub fn allow(&self, mark: &str, most: usize, now: Timestamp) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() > KEPT {
            all.retain(|_, tries| tries.iter().any(|t| now.duration_since(*t) < WINDOW));
        }
        let tries = all.entry(mark.to_owned()).or_default();
        tries.retain(|t| now.duration_since(*t) < WINDOW);
        if tries.len() >= most {
            return false;
        }
        tries.push(now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_card_however_they_are_typed_and_whoever_tries() {
        let rates = Rates::default();
        let now = Timestamp::UNIX_EPOCH;
        for n in 0..10 {
            assert!(rates.may_try_card(&format!("browser {n}"), "River lamp SEVEN", now));
        }
        assert!(!rates.may_try_card("another browser", "river-lamp-seven", now));
        assert!(rates.may_try_card("another browser", "other-three-words", now));
    }

    #[test]
    fn a_guesser_waits_and_a_window_later_may_try_again() {
        let rates = Rates::default();
        let at = |m| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(m);
        assert!((0..5).all(|_| rates.allow("a", 5, at(0))));
        assert!(!rates.allow("a", 5, at(9)) && rates.allow("b", 5, at(9)));
        assert!(rates.allow("a", 5, at(10)));
    }
}
