//! Unusual access, by rules that can be said aloud. Each finding is a question to ask, never a verdict: a score would
//! hide why. Nothing here knows who was looked at.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::{DateTime, Weekday};
use jiff::{SignedDuration, Timestamp};

use crate::event::EventKind;
use crate::id::{EventId, MemberId};

/// What the rules look at, beside what was not allowed: that one person's name or page was opened.
pub const OPENED_ONE: [EventKind; 4] = [
    EventKind::FileOpened,
    EventKind::ParcelOpened,
    EventKind::ToldOpened,
    EventKind::IdentityOpened,
];
/// The working day, in London: from this hour until before that one, Monday to Friday.
pub const HOURS: (i8, i8) = (7, 20);
/// More different people than this in one hour are many.
pub const MANY: usize = 30;
/// So many things tried in one hour that the rules do not allow are several.
pub const DENIED: usize = 3;

/// One act as the rules need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The event.
    pub event: EventId,
    /// Which seat.
    pub who: MemberId,
    /// When.
    pub at: Timestamp,
    /// When, on a clock in London.
    pub local: DateTime,
    /// It was allowed.
    pub allowed: bool,
    /// A mark of the one person whose page or name was opened; `None` for lists and for what was not allowed.
    pub one_person: Option<Vec<u8>>,
    /// Something tied them to that person at that time.
    pub tie: bool,
}

/// The rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Several things tried in an hour that are not allowed.
    Denied,
    /// Many different people in an hour.
    Many,
    /// Somebody opened without a tie.
    NoTie,
    /// Outside the working day.
    Hours,
}

impl Rule {
    /// Every rule, in the order of the page.
    pub const ALL: &'static [Self] = &[Self::Denied, Self::Many, Self::NoTie, Self::Hours];

    /// The rule, as the page states it.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Denied => {
                format!("One seat tried {DENIED} or more things in an hour that the rules do not allow.")
            }
            Self::Many => format!("One seat opened more than {MANY} different people in an hour."),
            Self::NoTie => {
                "One seat opened somebody’s name or page, and nothing else happened about them within a day."
                    .into()
            }
            Self::Hours => format!(
                "One seat opened somebody’s name or page before {}am, after {}pm or at a weekend.",
                HOURS.0,
                HOURS.1 - 12
            ),
        }
    }
}

/// One finding: a seat, a rule, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// Which seat.
    pub who: MemberId,
    /// How often: acts, or different people for [`Rule::Many`].
    pub times: usize,
    /// The last of them.
    pub last: Timestamp,
}

/// What the rules find in these acts, oldest first.
#[must_use]
pub fn find(acts: &[Seen]) -> Vec<Finding> {
    let mut seats: Vec<MemberId> = acts.iter().map(|a| a.who).collect();
    seats.sort_unstable();
    seats.dedup();
    let mut found = vec![];
    for who in seats {
        let own: Vec<&Seen> = acts.iter().filter(|a| a.who == who).collect();
        for &rule in Rule::ALL {
            let hits = match rule {
                Rule::Denied => most_in_an_hour(&own, |a| (!a.allowed).then_some(a.event), DENIED),
                Rule::Many => most_in_an_hour(&own, |a| a.one_person.as_ref(), MANY + 1),
                Rule::NoTie => all(&own, |a| a.one_person.is_some() && !a.tie),
                Rule::Hours => all(&own, |a| a.one_person.is_some() && is_outside_hours(a.local)),
            };
            if let Some((times, last)) = hits {
                found.push(Finding {
                    rule,
                    who,
                    times,
                    last,
                });
            }
        }
    }
    found.sort_by_key(|f| (f.rule, std::cmp::Reverse(f.last)));
    found
}

fn all(own: &[&Seen], fits: impl Fn(&Seen) -> bool) -> Option<(usize, Timestamp)> {
    let hits: Vec<_> = own.iter().filter(|a| fits(a)).collect();
    hits.last().map(|last| (hits.len(), last.at))
}

/// The most different keys that acts of one seat had within an hour, and when the last of them was; one pass, however
/// often somebody looks.
fn most_in_an_hour<'a, K: Ord>(
    own: &[&'a Seen],
    key: impl Fn(&'a Seen) -> Option<K>,
    least: usize,
) -> Option<(usize, Timestamp)> {
    let hits: Vec<&Seen> = own.iter().copied().filter(|a| key(a).is_some()).collect();
    let mut best: Option<(usize, Timestamp)> = None;
    let mut window: BTreeMap<K, usize> = BTreeMap::new();
    let mut from = 0;
    for to in &hits {
        if let Some(new) = key(to) {
            *window.entry(new).or_default() += 1;
        }
        while to.at.duration_since(hits[from].at) > SignedDuration::from_hours(1) {
            if let Some(old) = key(hits[from])
                && let Entry::Occupied(mut times) = window.entry(old)
            {
                *times.get_mut() -= 1;
                if *times.get() == 0 {
                    times.remove();
                }
            }
            from += 1;
        }
        let n = window.len();
        if n >= least && best.is_none_or(|(most, _)| n >= most) {
            best = Some((n, to.at));
        }
    }
    best
}

fn is_outside_hours(local: DateTime) -> bool {
    matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday)
        || local.hour() < HOURS.0
        || local.hour() >= HOURS.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn seen(n: u8, minute: i8, allowed: bool, tie: bool) -> Seen {
        let local = jiff::civil::date(2026, 11, 23).at(10, minute, 0, 0);
        Seen {
            event: Id::new(Timestamp::UNIX_EPOCH, [n; 10]),
            who: Id::new(Timestamp::UNIX_EPOCH, [1; 10]),
            at: local.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp(),
            local,
            allowed,
            one_person: allowed.then(|| vec![n]),
            tie,
        }
    }

    fn rules(acts: &[Seen]) -> Vec<Rule> {
        find(acts).into_iter().map(|f| f.rule).collect()
    }

    #[test]
    fn an_ordinary_day_finds_nothing() {
        let day: Vec<Seen> = (0..20).map(|n| seen(n, 2, true, true)).collect();
        assert_eq!(find(&day), vec![]);
        assert_eq!(rules(&[seen(1, 1, false, true), seen(2, 2, false, true)]), vec![]);
    }

    #[test]
    fn an_hour_is_an_hour_wherever_it_begins() {
        let at = |n: u8, minutes: i64| {
            let one = seen(n, 0, true, true);
            Seen {
                at: one.at + SignedDuration::from_mins(minutes),
                ..one
            }
        };
        let slowly: Vec<Seen> = (0..62).map(|n| at(n, i64::from(n) * 2)).collect();
        assert_eq!(
            find(&slowly)[0].times,
            31,
            "of two hours, one minute in two: the fullest hour has both its ends"
        );
        let more: Vec<Seen> = (0..60).map(|n| at(n, i64::from(n) * 3)).collect();
        assert_eq!(rules(&more), vec![], "sixty in three hours are twenty-one in one");
    }

    #[test]
    fn each_rule_finds_what_it_says() {
        let denied: Vec<Seen> = (0..3).map(|n| seen(n, 2, false, true)).collect();
        assert_eq!(rules(&denied), [Rule::Denied]);
        let many: Vec<Seen> = (0..31).map(|n| seen(n, 2, true, true)).collect();
        assert_eq!(rules(&many), [Rule::Many]);
        let same: Vec<Seen> = (0..31).map(|_| seen(1, 2, true, true)).collect();
        assert_eq!(rules(&same), vec![], "one person thirty times is one person");
        assert_eq!(rules(&[seen(1, 2, true, false)]), [Rule::NoTie]);
        let mut late = seen(1, 2, true, true);
        late.local = jiff::civil::date(2026, 11, 23).at(20, 0, 0, 0);
        assert_eq!(rules(&[late]), [Rule::Hours]);
        let mut sunday = seen(1, 2, true, true);
        sunday.local = jiff::civil::date(2026, 11, 22).at(12, 0, 0, 0);
        assert_eq!(rules(&[sunday]), [Rule::Hours]);
    }
}
