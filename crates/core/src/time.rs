//! Instants as text. Owns: the one spelling of a UTC instant in rows and commitments.

use jiff::Timestamp;

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
