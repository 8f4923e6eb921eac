//! The small pieces that resources are made of. Owns: their shape and how dates are spelled. Never an opinion about
//! a person.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::codes::{ContactKind, ContactUse};

/// A business identifier: who says so, and what they say.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identifier {
    /// The address of whoever hands the identifiers out.
    pub system: String,
    /// The identifier.
    pub value: String,
}

/// Shows the system only: whose identifier it is may be a person's secret.
impl fmt::Debug for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identifier({}, …)", self.system)
    }
}

/// One code of one code system.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coding {
    /// The address of the code system.
    pub system: Option<String>,
    /// The code.
    pub code: Option<String>,
    /// The words that the file gives for it.
    pub display: Option<String>,
}

/// A notion: codes that mean the same, words, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Concept {
    /// The codes.
    pub codings: Vec<Coding>,
    /// The words.
    pub text: Option<String>,
}

impl Concept {
    /// A notion with one code.
    #[must_use]
    pub fn of(system: &str, code: &str) -> Self {
        let coding = Coding {
            system: Some(system.to_owned()),
            code: Some(code.to_owned()),
            display: None,
        };
        Self {
            codings: vec![coding],
            text: None,
        }
    }
    /// Is this code of this system among the codes?
    #[must_use]
    pub fn has(&self, system: &str, code: &str) -> bool {
        self.code_in(system) == Some(code)
    }
    /// The first code of this system.
    #[must_use]
    pub fn code_in(&self, system: &str) -> Option<&str> {
        self.codings
            .iter()
            .find(|c| c.system.as_deref() == Some(system))
            .and_then(|c| c.code.as_deref())
    }
    /// The words to show: the text, else every code's words, else the codes.
    #[must_use]
    pub fn in_words(&self) -> Option<String> {
        let of = |pick: fn(&Coding) -> Option<&str>| {
            let words: Vec<_> = self.codings.iter().filter_map(pick).collect();
            (!words.is_empty()).then(|| words.join(", "))
        };
        self.text
            .clone()
            .or_else(|| of(|c| c.display.as_deref()))
            .or_else(|| of(|c| c.code.as_deref()))
    }
}

/// A name of somebody.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// The whole name as it is to be shown.
    pub text: Option<String>,
    /// Family name.
    pub family: Option<String>,
    /// Given names in order.
    pub given: Vec<String>,
    /// Before the name (Dr, Ms).
    pub prefix: Vec<String>,
    /// After the name.
    pub suffix: Vec<String>,
}

impl Name {
    /// The whole name in one line: the text if there is one, else the parts.
    #[must_use]
    pub fn in_full(&self) -> String {
        self.text.clone().unwrap_or_else(|| {
            let parts = self
                .prefix
                .iter()
                .chain(&self.given)
                .chain(&self.family)
                .chain(&self.suffix);
            parts.map(String::as_str).collect::<Vec<_>>().join(" ")
        })
    }
}

/// Shows nothing of the name: a plan printed by mistake must not tell who is in it.
impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(…)")
    }
}

/// A way to reach somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// Telephone, text message or e-mail.
    pub kind: ContactKind,
    /// The number or address as the file gives it.
    pub value: String,
    /// Home, work, mobile.
    pub place: Option<ContactUse>,
    /// The sender's order of preference; 1 is first.
    pub rank: Option<u32>,
}

/// Shows the kind only.
impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contact({}, …)", self.kind.as_str())
    }
}

/// A date that may lack its day, or its day and month, as FHIR allows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartialDate {
    /// `1980`
    Year(i16),
    /// `1980-05`
    Month(i16, i8),
    /// `1980-05-17`
    Day(Date),
}

impl PartialDate {
    /// The whole date, if it is one.
    #[must_use]
    pub const fn whole(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            _ => None,
        }
    }

    /// Reads the three spellings and no other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !fits(text, "0000-00-00") && !fits(text, "0000-00") && !fits(text, "0000") {
            return None;
        }
        let year: i16 = text[..4].parse().ok().filter(|y| *y > 0)?;
        let month: Option<i8> = text.get(5..7).map(str::parse).transpose().ok()?;
        let day: Option<i8> = text.get(8..10).map(str::parse).transpose().ok()?;
        match (month, day) {
            (None, _) => Some(Self::Year(year)),
            (Some(month), None) => (1..=12).contains(&month).then_some(Self::Month(year, month)),
            (Some(month), Some(day)) => Date::new(year, month, day).ok().map(Self::Day),
        }
    }
}

/// Same length, digits where the pattern has `0`, else the same character.
fn fits(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text
            .bytes()
            .zip(pattern.bytes())
            .all(|(t, p)| if p == b'0' { t.is_ascii_digit() } else { t == p })
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(date) => date.fmt(f),
        }
    }
}

/// Shows no digit: a birth date is personal data.
impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PartialDate(…)")
    }
}

/// A FHIR `dateTime`: a date, or a moment with its offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The file gives a date only.
    On(PartialDate),
    /// The file gives a moment; kept in UTC.
    At(Timestamp),
}

impl When {
    /// Reads a FHIR `dateTime`. A time of day without seconds or without an offset is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((date, time)) = text.split_once('T') else {
            return PartialDate::parse(text).map(Self::On);
        };
        PartialDate::parse(date)?.whole()?;
        let offset = time.find(['Z', '+', '-'])?;
        let (clock, zone) = time.split_at(offset);
        let (seconds, fraction) = clock.split_once('.').map_or((clock, None), |(s, f)| (s, Some(f)));
        let fraction_fits =
            fraction.is_none_or(|f| (1..=9).contains(&f.len()) && f.bytes().all(|b| b.is_ascii_digit()));
        let zone_fits = zone == "Z" || fits(zone, "+00:00") || fits(zone, "-00:00");
        if !fits(seconds, "00:00:00") || !fraction_fits || !zone_fits {
            return None;
        }
        text.parse().ok().map(Self::At)
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(f),
            Self::At(moment) => moment.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_taken_in_three_spellings_and_no_other() {
        for good in ["1980", "1980-05", "1980-05-17", "2024-02-29"] {
            assert_eq!(PartialDate::parse(good).unwrap().to_string(), good);
        }
        for bad in [
            "",
            "80",
            "0000",
            "1980-13",
            "1980-5",
            "1980-02-30",
            "2023-02-29",
            "17/05/1980",
            "1980-05-17Z",
            "é980",
        ] {
            assert_eq!(PartialDate::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_moment_needs_seconds_and_an_offset_and_is_kept_in_utc() {
        let at = When::parse("2021-10-13T16:20:27+07:00").unwrap();
        assert_eq!(at.to_string(), "2021-10-13T09:20:27Z");
        assert_eq!(When::parse(&at.to_string()), Some(at));
        assert_eq!(
            When::parse("2019-09-12T21:56:54.671Z").unwrap().to_string(),
            "2019-09-12T21:56:54.671Z"
        );
        for bad in [
            "2021-10-13T16:20+07:00",
            "2021-10-13T16:20:27",
            "2021-10T10:00:00Z",
            "2021-10-13T25:00:00Z",
        ] {
            assert_eq!(When::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_name_is_its_text_or_its_parts_and_debug_shows_neither() {
        let name = Name {
            family: Some("Example".into()),
            given: vec!["Alex".into()],
            ..Name::default()
        };
        assert_eq!(name.in_full(), "Alex Example");
        assert_eq!(format!("{name:?}"), "Name(…)");
    }
}
