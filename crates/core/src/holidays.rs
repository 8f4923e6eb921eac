//! Bank holidays of England and Wales. Owns: the table and its last day. Never guesses: after that day no day is known to
//! be one, so that a time limit may come a day early and never late.
//!
//! Source: the Banking and Financial Dealings Act 1971, section 1 and Schedule 1, with Good Friday and Christmas Day by
//! common law and the days in lieu by proclamation, as the list on GOV.UK ("UK bank holidays", England and Wales) has
//! them. A holiday that is proclaimed for one year alone has to be added here.

use jiff::civil::{Date, date};

/// The days on which nobody is expected to work, and which are no weekend.
const DAYS: &[Date] = &[
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
    date(2026, 12, 25),
    date(2026, 12, 28),
    date(2027, 1, 1),
    date(2027, 3, 26),
    date(2027, 3, 29),
    date(2027, 5, 3),
    date(2027, 5, 31),
    date(2027, 8, 30),
    date(2027, 12, 27),
    date(2027, 12, 28),
    date(2028, 1, 3),
    date(2028, 4, 14),
    date(2028, 4, 17),
    date(2028, 5, 1),
    date(2028, 5, 29),
    date(2028, 8, 28),
    date(2028, 12, 25),
    date(2028, 12, 26),
];

/// The last day that the table knows about.
pub const KNOWN_UNTIL: Date = date(2028, 12, 31);

/// Is this day in the table?
#[must_use]
pub fn is_bank_holiday(day: Date) -> bool {
    DAYS.contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;
    use jiff::civil::Weekday;

    /// Easter Sunday by the rule of the Gregorian calendar (the anonymous algorithm).
    fn easter(year: i16) -> Date {
        let whole = i32::from(year);
        let (golden, century, rest) = (whole % 19, whole / 100, whole % 100);
        let moon = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
        let epact = (19 * golden + moon + 15) % 30;
        let week = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
        let late = (golden + 11 * epact + 22 * week) / 451;
        let days = epact + week - 7 * late + 114;
        let part = |n: i32| i8::try_from(n).expect("a month or a day");
        date(year, part(days / 31), part(days % 31 + 1))
    }

    fn first_monday(year: i16, month: i8) -> Date {
        let first = date(year, month, 1);
        let days = (8 - first.weekday().to_monday_one_offset()) % 7;
        first + i64::from(days).days()
    }

    /// A day, or the next one that is free of weekends and of the days before it.
    fn in_lieu(mut day: Date, taken: &[Date]) -> Date {
        while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || taken.contains(&day) {
            day = day.tomorrow().expect("a day");
        }
        day
    }

    #[test]
    fn the_table_is_what_the_rules_of_the_act_give() {
        for year in 2026..=KNOWN_UNTIL.year() {
            let last_monday = |month| {
                let first = first_monday(year, month);
                let fifth = first + 28.days();
                if fifth.month() == month {
                    fifth
                } else {
                    first + 21.days()
                }
            };
            let christmas = in_lieu(date(year, 12, 25), &[]);
            let expected = [
                in_lieu(date(year, 1, 1), &[]),
                easter(year) - 2.days(),
                easter(year) + 1.days(),
                first_monday(year, 5),
                last_monday(5),
                last_monday(8),
                christmas,
                in_lieu(date(year, 12, 26), &[christmas]),
            ];
            let kept: Vec<Date> = DAYS.iter().copied().filter(|d| d.year() == year).collect();
            assert_eq!(kept, expected, "{year}");
        }
    }

    #[test]
    fn after_its_last_day_no_day_is_known() {
        assert!(!is_bank_holiday(date(2029, 1, 1)) && !is_bank_holiday(date(2025, 12, 25)));
        assert!(DAYS.iter().all(|d| *d <= KNOWN_UNTIL));
    }
}
