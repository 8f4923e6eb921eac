//! The values that an entry is made of, each with one spelling and no room for free text.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Hash;
use crate::lines::decimal;

/// A text that is not such a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a value that the log has room for")]
pub struct NoPart;

/// Makes a type of text that is checked when it is made and when it is read.
macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $check:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NoPart;

            fn try_from(text: String) -> Result<Self, NoPart> {
                $check(&text).then_some(Self(text)).ok_or(NoPart)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = NoPart;

            fn try_from(text: &str) -> Result<Self, NoPart> {
                text.to_owned().try_into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

checked_text! {
    /// An instant in UTC to the millisecond, always as wide, so that text sorts as time: `2026-11-22T09:05:00.000Z`.
    Stamp, is_stamp
}

checked_text! {
    /// A short name from a fixed list: at most 64 of `a`–`z`, `A`–`Z`, `0`–`9`, `-`, `_` and `.`. No sentence fits.
    Slug, is_slug
}

checked_text! {
    /// A month: `2026-11`.
    Month, is_month
}

checked_text! {
    /// A quarter of a year: `2026-Q4`.
    Quarter, is_quarter
}

checked_text! {
    /// A count that points at nobody: `*` for any number under 10, otherwise a multiple of 5.
    Rounded, is_rounded
}

/// The SHA-256 of a document, in hexadecimal, as `sha256sum` prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Document(pub Hash);

impl TryFrom<String> for Document {
    type Error = NoPart;

    fn try_from(text: String) -> Result<Self, NoPart> {
        Hash::from_hex(&text).map(Self).ok_or(NoPart)
    }
}

impl From<Document> for String {
    fn from(document: Document) -> String {
        document.0.hex()
    }
}

impl Stamp {
    /// Seconds since 1970, for comparing intervals.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        let part = |from: usize, upto: usize| number(&self.0, from, upto).map_or(0, i64::from);
        let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
        // Days from the civil date, with the year beginning in March, so that the leap day is its last.
        let (y, m) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let days =
            365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (153 * m + 2) / 5 + day
                - 719_469;
        days * 86_400 + part(11, 13) * 3600 + part(14, 16) * 60 + part(17, 19)
    }
}

/// The number that these characters are, if all are digits.
fn number(text: &str, from: usize, upto: usize) -> Option<u32> {
    let digits = text.get(from..upto)?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

fn is_stamp(text: &str) -> bool {
    let shape = b"0000-00-00T00:00:00.000Z";
    let shaped = text.len() == shape.len()
        && text.bytes().zip(shape).all(|(b, s)| match s {
            b'0' => b.is_ascii_digit(),
            _ => b == *s,
        });
    let within = |from, upto, low, high| number(text, from, upto).is_some_and(|n| (low..=high).contains(&n));
    let (year, month) = (number(text, 0, 4).unwrap_or(0), number(text, 5, 7).unwrap_or(0));
    shaped
        && within(5, 7, 1, 12)
        && within(8, 10, 1, days_of(year, month))
        && within(11, 13, 0, 23)
        && within(14, 16, 0, 59)
        && within(17, 19, 0, 59)
}

fn days_of(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 31,
    }
}

fn is_slug(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    (1..=64).contains(&text.len()) && text.bytes().all(plain)
}

fn is_month(text: &str) -> bool {
    let month = number(text, 5, 7).is_some_and(|m| (1..=12).contains(&m));
    text.len() == 7 && text.as_bytes()[4] == b'-' && number(text, 0, 4).is_some() && month
}

fn is_quarter(text: &str) -> bool {
    let quarter = number(text, 6, 7).is_some_and(|q| (1..=4).contains(&q));
    text.len() == 7 && text.get(4..6) == Some("-Q") && number(text, 0, 4).is_some() && quarter
}

fn is_rounded(text: &str) -> bool {
    text == "*" || decimal(text).is_some_and(|n| n >= 10 && n.is_multiple_of(5))
}
