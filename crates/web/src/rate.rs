//! How often somebody may try a card or a code. Counted in memory, under keyed marks of one size. Never keeps what was
//! typed, and never more marks than [`KEPT`].

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash, RandomState};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// What three words open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// The question of a card: by the words alone.
    Card,
    /// What became of a concern: by the words alone.
    Concern,
    /// A page of somebody's own: with their word and a code, too. Nobody learns from it whether words are a card.
    SignIn,
}

/// Tries in the last window, by what is counted.
#[derive(Default)]
pub struct Rates {
    keys: RandomState,
    tries: Mutex<Marks>,
    known: Mutex<Marks>,
}

const WINDOW: SignedDuration = SignedDuration::from_mins(10);
/// Marks kept at once; past it those that were not used for longest go.
const KEPT: usize = 20_000;
/// Tries of one browser.
const OF_A_VISITOR: usize = 10;
/// Tries of one card by browsers that have not opened it.
const OF_A_CARD: usize = 30;
/// Tries by everybody together where words alone open something: 24 bits are not guessed so.
const OF_ALL: usize = 600;

/// What is counted, in two halves: when the younger is full, the older goes.
#[derive(Default)]
struct Marks {
    young: HashMap<u64, Vec<Timestamp>>,
    old: HashMap<u64, Vec<Timestamp>>,
}

impl Marks {
    fn has(&self, mark: u64) -> bool {
        self.young.contains_key(&mark) || self.old.contains_key(&mark)
    }

    fn count(&self, mark: u64, now: Timestamp) -> usize {
        let tries = self.young.get(&mark).or_else(|| self.old.get(&mark));
        tries.map_or(0, |t| {
            t.iter().filter(|at| now.duration_since(**at) < WINDOW).count()
        })
    }

    fn of(&mut self, mark: u64) -> &mut Vec<Timestamp> {
        if self.young.len() >= KEPT / 2 && !self.young.contains_key(&mark) {
            self.old = std::mem::take(&mut self.young);
        }
        let before = self.old.remove(&mark);
        self.young
            .entry(mark)
            .or_insert_with(|| before.unwrap_or_default())
    }

    /// Counts one try under each, unless one of them has had as many as it may: then nothing is counted or kept.
    fn may(&mut self, marks: &[(u64, usize)], now: Timestamp) -> bool {
        if marks.iter().any(|&(mark, most)| self.count(mark, now) >= most) {
            return false;
        }
        for &(mark, _) in marks {
            let tries = self.of(mark);
            tries.retain(|at| now.duration_since(*at) < WINDOW);
            tries.push(now);
        }
        true
    }
}

impl Rates {
    fn mark(&self, what: impl Hash) -> u64 {
        self.keys.hash_one(what)
    }

    /// May this visitor try these words? Every try counts until something opens ([`Rates::opened`]), right or wrong, so
    /// that being turned away tells nobody which it was. A browser that has opened this card before is not kept out by
    /// others who try it.
    pub fn may_try(&self, door: Door, visitor: &str, words: &str, now: Timestamp) -> bool {
        let words = sayso_core::spoken::tidy(words);
        let mut marks = vec![(self.mark(("visitor", visitor)), OF_A_VISITOR)];
        if door != Door::SignIn {
            marks.push((self.mark(("all", door)), OF_ALL));
        }
        if !locked(&self.known).has(self.mark((visitor, &words))) {
            marks.push((self.mark(("card", &words)), OF_A_CARD));
        }
        marks.push((self.mark((door, visitor, &words)), usize::MAX));
        locked(&self.tries).may(&marks, now)
    }

    /// They have opened it: these tries of theirs were no guesses.
    pub fn opened(&self, door: Door, visitor: &str, words: &str) {
        let words = sayso_core::spoken::tidy(words);
        let mut all = locked(&self.tries);
        let theirs = std::mem::take(all.of(self.mark((door, visitor, &words))));
        for mark in [
            self.mark(("visitor", visitor)),
            self.mark(("card", &words)),
            self.mark(("all", door)),
        ] {
            let tries = all.of(mark);
            for at in &theirs {
                if let Some(found) = tries.iter().position(|t| t == at) {
                    tries.swap_remove(found);
                }
            }
        }
        locked(&self.known).of(self.mark((visitor, &words)));
    }

    /// Counts one try under `mark`; false when there were `most` in the last ten minutes already.
    pub fn allow(&self, mark: &str, most: usize, now: Timestamp) -> bool {
        locked(&self.tries).may(&[(self.mark(mark), most)], now)
    }
}

fn locked(marks: &Mutex<Marks>) -> std::sync::MutexGuard<'_, Marks> {
    marks.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = "river-lamp-seven";

    fn at(minute: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
    }

    #[test]
    fn words_are_one_card_however_they_are_typed_and_whoever_tries() {
        let rates = Rates::default();
        for n in 0..OF_A_CARD {
            assert!(rates.may_try(Door::SignIn, &format!("browser {n}"), "River lamp SEVEN", at(0)));
        }
        assert!(!rates.may_try(Door::SignIn, "another browser", CARD, at(0)));
        assert!(rates.may_try(Door::SignIn, "another browser", "other-three-words", at(0)));
    }

    #[test]
    fn whoever_has_opened_a_card_is_not_kept_out_by_those_who_know_its_words() {
        let rates = Rates::default();
        assert!(rates.may_try(Door::SignIn, "its owner", CARD, at(0)));
        rates.opened(Door::SignIn, "its owner", CARD);
        for n in 0..OF_A_CARD {
            assert!(rates.may_try(Door::SignIn, &format!("somebody {n}"), CARD, at(1)));
        }
        assert!(!rates.may_try(Door::SignIn, "somebody else", CARD, at(1)));
        assert!(rates.may_try(Door::SignIn, "its owner", CARD, at(1)));
    }

    #[test]
    fn what_opens_something_is_no_guess_however_many_come() {
        let rates = Rates::default();
        for n in 0..OF_ALL * 2 {
            let (visitor, words) = (format!("browser {n}"), format!("card {}", "x".repeat(n)));
            assert!(rates.may_try(Door::Card, &visitor, &words, at(0)), "{n}");
            rates.opened(Door::Card, &visitor, &words);
        }
        for n in 0..OF_ALL {
            let words = format!("wrong {}", "y".repeat(n));
            assert!(rates.may_try(Door::Card, &format!("guesser {n}"), &words, at(0)));
        }
        assert!(!rates.may_try(Door::Card, "anybody", "some-three-words", at(0)));
        assert!(
            rates.may_try(Door::SignIn, "anybody", "some-three-words", at(0)),
            "guessing cards keeps nobody from signing in, or from another door"
        );
        assert!(rates.may_try(Door::Concern, "anybody", "some-three-words", at(0)));
    }

    #[test]
    fn one_who_has_a_card_of_their_own_guesses_no_more_often_for_it() {
        let rates = Rates::default();
        for n in 0..OF_A_VISITOR - 1 {
            assert!(rates.may_try(Door::SignIn, "a", &format!("guess {}", "z".repeat(n + 1)), at(0)));
        }
        assert!(rates.may_try(Door::SignIn, "a", CARD, at(0)));
        rates.opened(Door::SignIn, "a", CARD);
        assert!(rates.may_try(Door::SignIn, "a", "one-more-guess", at(0)));
        assert!(!rates.may_try(Door::SignIn, "a", "and-another-one", at(0)));
    }

    #[test]
    fn however_much_is_typed_only_so_many_marks_are_kept() {
        let rates = Rates::default();
        let kept = |rates: &Rates| {
            let all = locked(&rates.tries);
            all.young.len() + all.old.len()
        };
        for n in 0..KEPT * 2 {
            rates.may_try(Door::SignIn, &format!("browser {n}"), "some-three-words", at(0));
            rates.allow(&format!("mark {n}"), 1, at(0));
        }
        assert!(kept(&rates) <= KEPT, "{}", kept(&rates));
        // What is turned away leaves nothing behind.
        let full = Rates::default();
        assert!((0..OF_ALL).all(|_| full.allow("a", OF_ALL, at(0))));
        let before = kept(&full);
        assert!(!full.allow("a", OF_ALL, at(0)));
        assert_eq!(kept(&full), before);
    }

    #[test]
    fn a_guesser_waits_and_a_window_later_may_try_again() {
        let rates = Rates::default();
        assert!((0..5).all(|_| rates.allow("a", 5, at(0))));
        assert!(!rates.allow("a", 5, at(9)) && rates.allow("b", 5, at(9)));
        assert!(rates.allow("a", 5, at(10)));
    }
}
