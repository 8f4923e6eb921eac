//! Days and minutes in each language, as people say them in London.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use sayso_core::reads::Language;

const MONTHS: [&str; 12] = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
];

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "dydd Llun",
        Weekday::Tuesday => "dydd Mawrth",
        Weekday::Wednesday => "dydd Mercher",
        Weekday::Thursday => "dydd Iau",
        Weekday::Friday => "dydd Gwener",
        Weekday::Saturday => "dydd Sadwrn",
        Weekday::Sunday => "dydd Sul",
    }
}

/// `18 May 2026`, `18 Mai 2026`.
#[must_use]
pub fn day(date: Date, language: Language) -> String {
    match language {
        Language::English => date.strftime("%-d %B %Y").to_string(),
        Language::Welsh => {
            let month = usize::try_from(date.month() - 1).unwrap_or(0);
            format!("{} {} {}", date.day(), MONTHS[month], date.year())
        }
    }
}

/// `May 2026`, `Mai 2026`.
#[must_use]
pub fn month(date: Date, language: Language) -> String {
    match language {
        Language::English => date.strftime("%B %Y").to_string(),
        Language::Welsh => {
            let month = usize::try_from(date.month() - 1).unwrap_or(0);
            format!("{} {}", MONTHS[month], date.year())
        }
    }
}

/// `Monday 18 May 2026 at 2:05pm`, `dydd Llun 18 Mai 2026 am 2:05pm`.
#[must_use]
pub fn moment(at: Timestamp, language: Language) -> String {
    let zone = sayso_core::time::london();
    let here = at.to_zoned(zone);
    let time = if here.minute() == 0 { "%-I%P" } else { "%-I:%M%P" };
    let time = here.strftime(time).to_string();
    let date = day(here.date(), language);
    match language {
        Language::English => format!("{} {date} at {time}", here.strftime("%A")),
        Language::Welsh => format!("{} {date} am {time}", weekday(here.weekday())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_said_in_each_language_and_in_london_time() {
        let at = "2026-05-18T13:05:00Z".parse().unwrap();
        assert_eq!(moment(at, Language::English), "Monday 18 May 2026 at 2:05pm");
        assert_eq!(moment(at, Language::Welsh), "dydd Llun 18 Mai 2026 am 2:05pm");
        assert_eq!(
            day(jiff::civil::date(2026, 12, 1), Language::Welsh),
            "1 Rhagfyr 2026"
        );
    }
}
