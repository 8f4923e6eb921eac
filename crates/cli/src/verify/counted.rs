//! Months, quarters and years that a log counts. Owns: that none is left out, counted twice, counted before it is over, or counted
//! without what was counted before; and that counting which just stops shows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use sayso_log::leaf::{Rounded, Slug};

/// How long after a month or year is over its line may come, in seconds: an hour.
const SLACK: i64 = 3600;

/// One kind of period: each with its cells as they were published.
type Periods = BTreeMap<String, BTreeMap<String, String>>;

/// What was seen so far.
#[derive(Debug, Default)]
pub(super) struct Counted {
    months: Periods,
    quarters: Periods,
    years: Periods,
}

/// The month after this one: `2026-12` gives `2027-01`.
fn month_after(month: &str) -> Option<String> {
    let (year, month) = month.split_once('-')?;
    let (year, month): (u16, u8) = (year.parse().ok()?, month.parse().ok()?);
    Some(if month < 12 {
        format!("{year:04}-{:02}", month + 1)
    } else {
        format!("{:04}-01", year + 1)
    })
}

/// The quarter after this one: `2026-Q4` gives `2027-Q1`.
fn quarter_after(quarter: &str) -> Option<String> {
    let (year, number) = quarter.split_once("-Q")?;
    let (year, number): (u16, u8) = (year.parse().ok()?, number.parse().ok()?);
    Some(if number < 4 {
        format!("{year:04}-Q{}", number + 1)
    } else {
        format!("{:04}-Q1", year + 1)
    })
}

fn year_after(year: &str) -> Option<String> {
    Some(format!("{:04}", year.parse::<u16>().ok()? + 1))
}

fn month(seconds: i64) -> String {
    let text = super::lines::moment(seconds);
    text.get(.."2026-11".len()).unwrap_or_default().to_owned()
}

fn quarter(seconds: i64) -> String {
    let month = month(seconds);
    let (year, number) = month.split_once('-').unwrap_or_default();
    let number: u8 = number.parse().unwrap_or(1);
    format!("{year}-Q{}", (number.max(1) - 1) / 3 + 1)
}

fn year_of(seconds: i64) -> String {
    let mut text = month(seconds);
    text.truncate("2026".len());
    text
}

/// The quarter before the one that a moment is in. Its jobs are not counted yet: people still say how a job is.
fn quarter_before(seconds: i64) -> String {
    let this = quarter(seconds);
    let (year, number) = this.split_once("-Q").unwrap_or_default();
    match (year.parse::<u16>(), number) {
        (Ok(year), "1") => format!("{:04}-Q4", year.saturating_sub(1)),
        (Ok(year), "2") => format!("{year:04}-Q1"),
        (Ok(year), "3") => format!("{year:04}-Q2"),
        (Ok(year), _) => format!("{year:04}-Q3"),
        (Err(_), _) => this,
    }
}

fn cells<T: Display>(counts: &BTreeMap<Slug, T>) -> BTreeMap<String, String> {
    let cell = |(what, n): (&Slug, &T)| (what.to_string(), n.to_string());
    counts.iter().map(cell).collect()
}

/// A period's line, held against those before it.
fn next(
    all: &mut Periods,
    what: &str,
    index: u64,
    name: &str,
    counts: BTreeMap<String, String>,
    after: fn(&str) -> Option<String>,
) -> Vec<String> {
    let mut wrong = vec![];
    if let Some((last, before)) = all.last_key_value() {
        if after(last).is_some_and(|next| next != name) {
            wrong.push(format!(
                "Line {index} counts the {what} {name} twice, late, or with a {what} left out."
            ));
        }
        let gone: Vec<&str> = before
            .keys()
            .filter(|c| !counts.contains_key(*c))
            .map(String::as_str)
            .collect();
        if !gone.is_empty() {
            wrong.push(format!(
                "Line {index} counts the {what} {name} without {}, which {last} had.",
                gone.join(", ")
            ));
        }
    }
    if counts.is_empty() {
        wrong.push(format!("Line {index} counts nothing in the {what} {name}."));
    }
    all.entry(name.to_owned()).or_insert(counts);
    wrong
}

impl Counted {
    /// A month's line: what is wrong with it.
    pub(super) fn month(
        &mut self,
        index: u64,
        at: i64,
        name: &str,
        counts: &BTreeMap<Slug, Rounded>,
    ) -> Vec<String> {
        let mut wrong = next(&mut self.months, "month", index, name, cells(counts), month_after);
        if name >= month(at).as_str() {
            wrong.push(format!(
                "Line {index} counts the month {name} before it was over."
            ));
        }
        wrong
    }

    /// A quarter's line: what is wrong with it.
    pub(super) fn quarter(
        &mut self,
        index: u64,
        at: i64,
        name: &str,
        counts: &BTreeMap<Slug, Rounded>,
    ) -> Vec<String> {
        let mut wrong = next(
            &mut self.quarters,
            "quarter",
            index,
            name,
            cells(counts),
            quarter_after,
        );
        if name >= quarter_before(at).as_str() {
            wrong.push(format!(
                "Line {index} counts the quarter {name} before the one after it was over."
            ));
        }
        wrong
    }

    /// A year's line: what is wrong with it.
    pub(super) fn year(
        &mut self,
        index: u64,
        at: i64,
        year: u16,
        counts: &BTreeMap<Slug, u32>,
    ) -> Vec<String> {
        let name = format!("{year:04}");
        let mut wrong = next(&mut self.years, "year", index, &name, cells(counts), year_after);
        if name >= year_of(at) {
            wrong.push(format!("Line {index} counts the year {name} before it was over."));
        }
        wrong
    }

    /// Whether everything is counted that was over at `now`: from the period that `from` is in, when the first terms
    /// were published.
    pub(super) fn left_out(&self, from: i64, now: i64) -> Vec<String> {
        let mut wrong = vec![];
        let due = now - SLACK;
        for (what, all, mut name, this, after) in [
            (
                "month",
                &self.months,
                month(from),
                month(due),
                month_after as fn(&str) -> Option<String>,
            ),
            (
                "quarter",
                &self.quarters,
                quarter(from),
                quarter_before(due),
                quarter_after,
            ),
            ("year", &self.years, year_of(from), year_of(due), year_after),
        ] {
            let mut missing = vec![];
            // As text, months, quarters and years are in their order. A log does not live for ten thousand months.
            while name < this && missing.len() < 10_000 {
                let Some(next) = after(&name) else { break };
                if !all.contains_key(&name) {
                    missing.push(name);
                }
                name = next;
            }
            if let (Some(first), Some(last)) = (missing.first(), missing.last()) {
                wrong.push(if first == last {
                    format!("The {what} {first} is over, and no line counts it.")
                } else {
                    format!(
                        "From {first} to {last}, {} {what}s are over that no line counts.",
                        missing.len()
                    )
                });
            }
        }
        wrong
    }

    /// Where this log counts otherwise than the one before it did.
    pub(super) fn against(&self, before: &Self) -> Vec<String> {
        let pairs = [
            (&self.months, &before.months),
            (&self.quarters, &before.quarters),
            (&self.years, &before.years),
        ];
        let mut names = BTreeSet::new();
        for (here, there) in pairs {
            names.extend(
                there
                    .iter()
                    .filter(|(name, cells)| here.get(*name) != Some(cells))
                    .map(|(name, _)| name),
            );
        }
        let sentence =
            |name: &String| format!("It counts {name} otherwise than the log before it, or not at all.");
        names.into_iter().map(sentence).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<jiff::Timestamp>().expect("a time").as_second()
    }

    fn rounded(cells: &[(&str, &str)]) -> BTreeMap<Slug, Rounded> {
        let cell =
            |(what, n): &(&str, &str)| (Slug::try_from(*what).unwrap(), Rounded::try_from(*n).unwrap());
        cells.iter().map(cell).collect()
    }

    fn demands(cells: &[(&str, u32)]) -> BTreeMap<Slug, u32> {
        cells
            .iter()
            .map(|(who, n)| (Slug::try_from(*who).unwrap(), *n))
            .collect()
    }

    #[test]
    fn every_month_and_year_stands_once_in_its_order_and_with_all_its_cells() {
        let late = at("2028-06-01T00:00:00Z");
        let (two, one) = ([("yes", "10"), ("no", "*")], [("yes", "15")]);
        for (month, cells, told) in [
            (
                "2027-03",
                &two[..],
                "counts the month 2027-03 twice, late, or with a month left out",
            ),
            ("2027-01", &two[..], "counts the month 2027-01 twice"),
            ("2026-11", &two[..], "counts the month 2026-11 twice, late"),
            (
                "2027-02",
                &one[..],
                "counts the month 2027-02 without no, which 2027-01 had",
            ),
            ("2027-02", &[][..], "counts nothing in the month"),
        ] {
            let mut seen = Counted::default();
            assert_eq!(
                seen.month(1, late, "2026-12", &rounded(&two)),
                Vec::<String>::new()
            );
            assert_eq!(
                seen.month(2, late, "2027-01", &rounded(&two)),
                Vec::<String>::new()
            );
            let wrong = seen.month(3, late, month, &rounded(cells)).join(" ");
            assert!(wrong.contains(told), "{wrong}");
        }
        for (year, cells, told) in [
            (
                2028,
                &[("police", 0)][..],
                "the year 2028 twice, late, or with a year left out",
            ),
            (2026, &[("police", 1)][..], "the year 2026 twice"),
            (
                2027,
                &[("court", 1)][..],
                "the year 2027 without police, which 2026 had",
            ),
        ] {
            let mut seen = Counted::default();
            assert_eq!(
                seen.year(1, late, 2026, &demands(&[("police", 0)])),
                Vec::<String>::new()
            );
            let wrong = seen.year(2, late, year, &demands(cells)).join(" ");
            assert!(wrong.contains(told), "{wrong}");
        }
    }

    #[test]
    fn every_quarter_stands_once_after_the_one_that_follows_it() {
        let cells = rounded(&[("started", "*")]);
        let mut seen = Counted::default();
        let sound = [
            ("2027-Q1", "2027-07-01T00:00:05Z"),
            ("2027-Q2", "2027-10-01T00:00:05Z"),
        ];
        let (from, now) = (at("2026-11-30T00:00:00Z"), at("2027-12-31T22:00:00Z"));
        assert_eq!(
            seen.quarter(0, at("2027-04-01T00:00:05Z"), "2026-Q4", &cells),
            Vec::<String>::new()
        );
        for (index, (name, when)) in (1..).zip(sound) {
            assert_eq!(seen.quarter(index, at(when), name, &cells), Vec::<String>::new());
        }
        let left = seen.left_out(from, now).join(" ");
        assert!(!left.contains("quarter"), "{left}");
        let left = seen.left_out(from, at("2028-01-01T02:00:00Z")).join(" ");
        assert!(left.contains("The quarter 2027-Q3 is over"), "{left}");
        let early = seen
            .quarter(4, at("2027-12-31T23:59:59Z"), "2027-Q3", &cells)
            .join(" ");
        assert!(early.contains("before the one after it was over"), "{early}");
        let twice = seen
            .quarter(5, at("2028-06-01T00:00:00Z"), "2027-Q2", &cells)
            .join(" ");
        assert!(twice.contains("counts the quarter 2027-Q2 twice"), "{twice}");
    }

    #[test]
    fn nothing_is_counted_before_it_is_over() {
        let mut seen = Counted::default();
        let wrong = seen.month(
            0,
            at("2026-11-30T23:59:59Z"),
            "2026-11",
            &rounded(&[("yes", "*")]),
        );
        assert!(wrong.join(" ").contains("before it was over"), "{wrong:?}");
        let wrong = seen.year(1, at("2026-12-31T23:59:59Z"), 2026, &demands(&[("police", 0)]));
        assert!(wrong.join(" ").contains("before it was over"), "{wrong:?}");
    }

    #[test]
    fn counting_that_just_stops_shows_and_so_does_counting_that_begins_late() {
        let (began, late) = (at("2026-10-31T00:00:00Z"), at("2028-06-01T00:00:00Z"));
        let mut seen = Counted::default();
        for month in ["2026-10", "2026-11", "2026-12"] {
            assert_eq!(
                seen.month(1, late, month, &rounded(&[("yes", "*")])),
                Vec::<String>::new()
            );
        }
        assert_eq!(
            seen.year(1, late, 2026, &demands(&[("police", 0)])),
            Vec::<String>::new()
        );
        let none = Vec::<String>::new();
        assert_eq!(seen.left_out(began, at("2027-01-31T23:00:00Z")), none);
        assert_eq!(
            seen.left_out(began, at("2027-02-01T00:30:00Z")),
            none,
            "a moment to count it in"
        );
        assert_eq!(
            seen.left_out(began, at("2027-02-01T01:00:00Z")),
            ["The month 2027-01 is over, and no line counts it."]
        );
        assert_eq!(
            seen.left_out(began, at("2028-02-01T01:00:00Z")),
            [
                "From 2027-01 to 2028-01, 13 months are over that no line counts.",
                "From 2026-Q4 to 2027-Q3, 4 quarters are over that no line counts.",
                "The year 2027 is over, and no line counts it."
            ]
        );
        let earlier = at("2026-09-01T00:00:00Z");
        assert_eq!(
            seen.left_out(earlier, at("2027-01-02T00:00:00Z")),
            [
                "The month 2026-09 is over, and no line counts it.",
                "The quarter 2026-Q3 is over, and no line counts it."
            ]
        );
    }

    #[test]
    fn a_new_log_cannot_count_the_past_otherwise() {
        let late = at("2028-06-01T00:00:00Z");
        let counted = |n: &str, demanded: u32| {
            let mut seen = Counted::default();
            seen.month(1, late, "2027-01", &rounded(&[("yes", n)]));
            seen.year(2, late, 2026, &demands(&[("police", demanded)]));
            seen
        };
        let before = counted("15", 2);
        assert_eq!(counted("15", 2).against(&before), Vec::<String>::new());
        assert!(counted("20", 2).against(&before)[0].contains("counts 2027-01 otherwise"));
        assert!(counted("15", 1).against(&before)[0].contains("counts 2026 otherwise"));
        assert_eq!(Counted::default().against(&before).len(), 2);
    }
}
