//! Pay as a band against the Real Living Wage. Owns: the table of rates by date and region, and the band. The rate
//! that somebody types is used once and kept nowhere.

use std::sync::OnceLock;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::org::spelled;

/// The published rates, with their source.
pub const TABLE: &str = include_str!("living_wage.txt");

/// Who announces the rates: a name that pages show beside them, with the day. The table says the same (a test).
pub const SOURCE: &str = "Living Wage Foundation";

spelled! {
    /// Where the work is done, for the rate.
    Region {
        /// Inside London.
        London = "london",
        /// Anywhere else in the United Kingdom.
        Uk = "uk",
    }
}

spelled! {
    /// Pay against the Real Living Wage on the day that the job began.
    PayBand {
        /// Below it.
        Below = "below",
        /// At it, or up to a fifth more.
        AtLeast = "at_least",
        /// More than a fifth above it.
        WellAbove = "well_above",
    }
}

impl PayBand {
    /// The words on a page.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Below => "below the Real Living Wage",
            Self::AtLeast => "at the Real Living Wage, or up to a fifth more",
            Self::WellAbove => "more than a fifth above the Real Living Wage",
        }
    }
}

/// One announced rate, in pence an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// From when it counts.
    pub from: Date,
    /// In the United Kingdom outside London.
    pub uk: u32,
    /// In London.
    pub london: u32,
}

fn rates() -> &'static [Rate] {
    static RATES: OnceLock<Vec<Rate>> = OnceLock::new();
    RATES.get_or_init(|| {
        let lines = TABLE
            .lines()
            .filter(|l| !l.starts_with('#') && !l.trim().is_empty());
        lines.filter_map(row).collect()
    })
}

fn row(line: &str) -> Option<Rate> {
    let mut cells = line.split('|').map(str::trim);
    Some(Rate {
        from: cells.next()?.parse().ok()?,
        uk: pence(cells.next()?)?,
        london: pence(cells.next()?)?,
    })
}

/// The newest announcement that this program knows, where that is more than thirteen months before `day`: new rates are
/// announced each October.
#[must_use]
pub fn out_of_date(day: Date) -> Option<Date> {
    let last = rates().last()?.from;
    (last.saturating_add(13.months()) < day).then_some(last)
}

/// The rate that counted on `day`; `None` before the table begins.
#[must_use]
pub fn rate_on(day: Date) -> Option<Rate> {
    rates().iter().rev().find(|r| r.from <= day).copied()
}

/// The band of an hourly rate on a day, in a region; `None` before the table begins.
#[must_use]
pub fn band(pence_an_hour: u32, region: Region, day: Date) -> Option<PayBand> {
    let rate = rate_on(day)?;
    let living = match region {
        Region::London => rate.london,
        Region::Uk => rate.uk,
    };
    Some(if pence_an_hour < living {
        PayBand::Below
    } else if u64::from(pence_an_hour) * 5 <= u64::from(living) * 6 {
        PayBand::AtLeast
    } else {
        PayBand::WellAbove
    })
}

/// `12.60`, `£12.60`, `12`: pence. `None` for what is no amount of pounds, and for more than a thousand.
#[must_use]
pub fn pence(text: &str) -> Option<u32> {
    let text = text.trim().trim_start_matches('£').trim();
    let (pounds, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if pounds.is_empty() || pounds.len() > 3 || rest.len() > 2 || !digits(pounds) || !digits(rest) {
        return None;
    }
    let pence: u32 = format!("{rest:0<2}").parse().ok()?;
    Some(pounds.parse::<u32>().ok()? * 100 + pence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_row_of_the_table_is_read_and_dates_rise() {
        let written = TABLE
            .lines()
            .filter(|l| !l.starts_with('#') && !l.trim().is_empty());
        assert_eq!(written.count(), rates().len());
        assert!(rates().windows(2).all(|w| w[0].from < w[1].from));
        assert!(rates().iter().all(|r| r.uk < r.london));
        assert!(TABLE.contains("Living Wage Foundation"));
    }

    #[test]
    fn the_rate_is_the_one_that_counted_on_that_day() {
        assert_eq!(rate_on(date(2024, 10, 22)), None);
        assert_eq!(rate_on(date(2025, 10, 21)).map(|r| r.uk), Some(1260));
        assert_eq!(rate_on(date(2025, 10, 22)).map(|r| r.london), Some(1480));
    }

    #[test]
    fn a_band_begins_exactly_at_its_border() {
        let day = date(2026, 5, 1);
        for (text, region, expected) in [
            ("13.44", Region::Uk, PayBand::Below),
            ("13.45", Region::Uk, PayBand::AtLeast),
            ("16.14", Region::Uk, PayBand::AtLeast),
            ("16.15", Region::Uk, PayBand::WellAbove),
            ("14.79", Region::London, PayBand::Below),
            ("£14.80", Region::London, PayBand::AtLeast),
        ] {
            let amount = pence(text).expect("an amount");
            assert_eq!(band(amount, region, day), Some(expected), "{text} {region}");
        }
        assert_eq!(band(2000, Region::Uk, date(2020, 1, 1)), None);
    }

    #[test]
    fn the_source_that_pages_name_is_the_tables() {
        assert!(TABLE.contains(&format!("# Source: {SOURCE}.")), "{TABLE}");
    }

    #[test]
    fn an_amount_is_pounds_and_pence_or_nothing() {
        assert_eq!(pence(" £12.6 "), Some(1260));
        assert_eq!(pence("12"), Some(1200));
        for none in ["", "twelve", "12.345", "-3", "1200", "1,2", "12.x"] {
            assert_eq!(pence(none), None, "{none}");
        }
    }
}
