//! Counts that everybody may read. Owns: how a number is shown so that it points at nobody, and which months, quarters and
//! years are over. Never counts: the store does, and each number is computed once.
//!
//! What keeps numbers from being set against each other: each stands alone, rounded by itself; no total, no split by
//! practice and no running sum is published; a month is never computed again. A count under 10, zero included, is `*`.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// Under this, a count is not shown.
pub const SHOWN_FROM: u64 = 10;
/// To which step a shown count is rounded.
pub const STEP: u64 = 5;

/// A count as everybody reads it: `*` under 10, otherwise the nearest multiple of 5.
#[must_use]
pub fn rounded(n: u64) -> String {
    if n < SHOWN_FROM {
        return "*".into();
    }
    ((n + STEP / 2) / STEP * STEP).to_string()
}

/// Every whole month from the one that `from` is in, up to the last that is over at `now`: `2026-11`.
#[must_use]
pub fn months_over(from: Timestamp, now: Timestamp) -> Vec<String> {
    let first = |at: Timestamp| at.to_zoned(TimeZone::UTC).date().first_of_month();
    let (mut month, this) = (first(from), first(now));
    let mut all = vec![];
    while month < this {
        all.push(month.strftime("%Y-%m").to_string());
        let Ok(next) = month.last_of_month().tomorrow() else {
            break;
        };
        month = next;
    }
    all
}

/// A quarter of a year, in which jobs began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarter {
    /// `2026-Q2`.
    pub name: String,
    /// Its first day.
    pub first: Date,
    /// The first day after it.
    pub after: Date,
}

impl Quarter {
    /// The quarter that a day is in.
    fn of(day: Date) -> Option<Self> {
        let number = (day.month() - 1) / 3;
        let first = Date::new(day.year(), number * 3 + 1, 1).ok()?;
        Some(Self {
            name: format!("{:04}-Q{}", day.year(), number + 1),
            first,
            after: first.checked_add(3.months()).ok()?,
        })
    }
}

/// Every quarter, from the one that `from` is in, of which the *next* one is over at `now` too: whoever began a job in it had
/// three months to say how it is.
#[must_use]
pub fn quarters_over(from: Timestamp, now: Timestamp) -> Vec<Quarter> {
    let day = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
    let today = day(now);
    let mut all = vec![];
    let mut next = Quarter::of(day(from));
    while let Some(quarter) = next {
        next = Quarter::of(quarter.after);
        if next.as_ref().is_none_or(|next| next.after > today) {
            break;
        }
        all.push(quarter);
    }
    all
}

/// Every year from the one that `from` is in, up to the last that is over at `now`.
#[must_use]
pub fn years_over(from: Timestamp, now: Timestamp) -> Vec<i16> {
    let year = |at: Timestamp| Date::year(at.to_zoned(TimeZone::UTC).date());
    (year(from)..year(now)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_number_is_not_shown_and_a_larger_one_stands_for_five() {
        for n in 0..10 {
            assert_eq!(rounded(n), "*", "{n}");
        }
        for (n, shown) in [
            (10, "10"),
            (12, "10"),
            (13, "15"),
            (17, "15"),
            (18, "20"),
            (1002, "1000"),
        ] {
            assert_eq!(rounded(n), shown);
        }
    }

    #[test]
    fn whatever_is_shown_could_be_several_numbers() {
        let mut by_shown = std::collections::BTreeMap::<String, usize>::new();
        for n in 0..998 {
            *by_shown.entry(rounded(n)).or_default() += 1;
        }
        // Ten alone stands for three numbers: 10, 11 and 12. All others for five, and the star for ten.
        for (shown, numbers) in &by_shown {
            let least = if shown == "10" { 3 } else { 5 };
            assert!(*numbers >= least, "{shown} gives {numbers}");
        }
    }

    #[test]
    fn one_person_more_moves_one_count_by_one_step_or_not_at_all() {
        for n in 10..1000 {
            let (a, b): (u64, u64) = (rounded(n).parse().unwrap(), rounded(n + 1).parse().unwrap());
            assert!(b - a == 0 || b - a == STEP, "{n}");
        }
    }

    #[test]
    fn a_quarter_waits_for_the_one_after_it() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        let over = |now: &str| -> Vec<String> {
            let all = quarters_over(at("2026-05-18T10:00:00Z"), at(now));
            all.into_iter().map(|q| q.name).collect()
        };
        assert!(over("2026-09-30T23:59:59Z").is_empty());
        assert_eq!(over("2026-10-01T00:00:00Z"), ["2026-Q2"]);
        assert_eq!(over("2027-04-01T00:00:00Z"), ["2026-Q2", "2026-Q3", "2026-Q4"]);
        let q4 = Quarter::of("2026-12-31".parse().unwrap()).unwrap();
        assert_eq!(
            (q4.first.to_string(), q4.after.to_string()),
            ("2026-10-01".into(), "2027-01-01".into())
        );
    }

    #[test]
    fn only_what_is_over_is_counted_and_no_month_is_left_out() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        assert_eq!(
            months_over(at("2026-10-31T23:59:59Z"), at("2027-01-01T00:00:00Z")),
            ["2026-10", "2026-11", "2026-12"]
        );
        assert!(months_over(at("2026-10-01T00:00:00Z"), at("2026-10-31T23:59:59Z")).is_empty());
        assert_eq!(
            years_over(at("2025-12-31T00:00:00Z"), at("2027-01-01T00:00:00Z")),
            [2025, 2026]
        );
        assert!(years_over(at("2026-01-01T00:00:00Z"), at("2026-12-31T23:00:00Z")).is_empty());
    }
}
