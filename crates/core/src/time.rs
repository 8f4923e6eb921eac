//! Time: the one spelling of a UTC instant in rows and commitments, the zone of every page, and working days.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Greenwich time, and an hour more from the last Sunday of March to that of October (Summer Time Order 2002).
const BRITISH: &str = "GMT0BST,M3.5.0/1,M10.5.0";

/// The zone in which pages tell time and days begin: London's, from the machine's table, or by today's rule where the
/// machine has no table. An hour is never lost in silence.
#[must_use]
pub fn london() -> TimeZone {
    let known = TimeZone::get("Europe/London").or_else(|_| TimeZone::posix(BRITISH));
    known.unwrap_or(TimeZone::UTC)
}

/// This instant as the clocks of London show it.
#[must_use]
pub fn in_london(at: Timestamp) -> Zoned {
    at.to_zoned(london())
}

/// The minute at which a day begins in London; `None` at the end of the calendar.
#[must_use]
pub fn midnight(day: Date) -> Option<Timestamp> {
    day.to_zoned(london()).ok().map(|at| at.timestamp())
}

/// That day and time on the clocks of London; `None` at the end of the calendar.
#[must_use]
pub fn when_in_london(day: Date, time: Time) -> Option<Timestamp> {
    let here = day.to_datetime(time).to_zoned(london());
    here.ok().map(|at| at.timestamp())
}

/// Fixed-width UTC to the millisecond, so that text sorts as time: `2026-11-22T09:05:00.000Z`.
#[must_use]
pub fn stamp(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// Reads [`stamp`] back.
#[must_use]
pub fn unstamp(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// The same time of day, so many working days later: Monday to Friday, without the bank holidays of England and Wales
/// as far as their table goes ([`crate::holidays`]). After it a date may come a day early and never late.
#[must_use]
pub fn working_days_after(at: Timestamp, days: u32) -> Timestamp {
    let mut day = at.to_zoned(jiff::tz::TimeZone::UTC);
    let mut left = days;
    while left > 0 {
        let Ok(next) = day.tomorrow() else {
            return Timestamp::MAX;
        };
        day = next;
        let weekend = matches!(
            day.weekday(),
            jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday
        );
        if !weekend && !crate::holidays::is_bank_holiday(day.date()) {
            left -= 1;
        }
    }
    day.timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_table_of_zones_the_rule_gives_the_same_hour() {
        let rule = TimeZone::posix(BRITISH).unwrap();
        for text in [
            "2026-03-29T00:59:59Z",
            "2026-03-29T01:00:00Z",
            "2026-07-01T12:00:00Z",
            "2026-10-25T00:59:59Z",
            "2026-10-25T01:00:00Z",
            "2027-12-25T12:00:00Z",
        ] {
            let at: Timestamp = text.parse().unwrap();
            assert_eq!(
                at.to_zoned(rule.clone()).datetime(),
                in_london(at).datetime(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_weekend_is_not_two_working_days() {
        let friday: Timestamp = "2026-11-20T15:00:00Z".parse().unwrap();
        assert_eq!(stamp(working_days_after(friday, 2)), "2026-11-24T15:00:00.000Z");
        let saturday: Timestamp = "2026-11-21T15:00:00Z".parse().unwrap();
        assert_eq!(stamp(working_days_after(saturday, 1)), "2026-11-23T15:00:00.000Z");
        assert_eq!(stamp(working_days_after(friday, 20)), "2026-12-18T15:00:00.000Z");
    }

    #[test]
    fn a_bank_holiday_is_no_working_day_and_after_the_table_it_is_one() {
        let before_easter: Timestamp = "2027-03-25T15:00:00Z".parse().unwrap();
        assert_eq!(
            stamp(working_days_after(before_easter, 2)),
            "2027-03-31T15:00:00.000Z"
        );
        let before_christmas: Timestamp = "2026-12-24T15:00:00Z".parse().unwrap();
        assert_eq!(
            stamp(working_days_after(before_christmas, 2)),
            "2026-12-30T15:00:00.000Z"
        );
        let unknown: Timestamp = "2029-12-24T15:00:00Z".parse().unwrap();
        assert_eq!(stamp(working_days_after(unknown, 2)), "2029-12-26T15:00:00.000Z");
    }

    #[test]
    fn a_stamp_is_fixed_width_and_reads_back() {
        for ms in [0, 1, 999, 1_700_000_000_123] {
            let at = Timestamp::from_millisecond(ms).unwrap();
            assert_eq!(stamp(at).len(), 24);
            assert_eq!(unstamp(&stamp(at)), Some(at));
        }
    }
}
