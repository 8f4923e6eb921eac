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
    fn a_guesser_waits_and_a_window_later_may_try_again() {
        let rates = Rates::default();
        let at = |m| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(m);
        assert!((0..5).all(|_| rates.allow("a", 5, at(0))));
        assert!(!rates.allow("a", 5, at(9)) && rates.allow("b", 5, at(9)));
        assert!(rates.allow("a", 5, at(10)));
    }
}
