//! How somebody reads: in which language and in which shape words are put before them, and when they were last asked.
//! Owns: the two choices and their spelling. Never says what a person can or cannot do.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::org::spelled;
use crate::sayso::Format;

spelled! {
    /// A language in which every word for people exists.
    Language {
        /// English.
        English = "en",
        /// Welsh.
        Welsh = "cy",
    }
}

impl Language {
    /// What its own speakers call it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Welsh => "Cymraeg",
        }
    }
    /// What staff call it.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Welsh => "Welsh",
        }
    }
}

impl Format {
    /// What staff call it.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Standard => "standard print",
            Self::LargePrint => "large print",
            Self::EasyRead => "Easy Read",
            Self::PlainText => "plain text, for email or Braille",
            Self::Audio => "read aloud",
        }
    }
}

impl Format {
    /// The shape that somebody's own words about what helps them ask for; `None` where they ask for none, or it is not
    /// clear. A guess that the person can change, so it errs on the side of none.
    #[must_use]
    pub fn asked_for_in(needs: &str) -> Option<Self> {
        let words = needs.to_lowercase();
        let says = |any: &[&str]| any.iter().any(|w| words.contains(w));
        if words
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| ["no", "not", "without", "don", "never"].contains(&w))
        {
            return None;
        }
        let asked = [
            (
                Self::LargePrint,
                says(&["large print", "large-print", "big print", "large text"]),
            ),
            (Self::EasyRead, says(&["easy read", "easy-read", "easyread"])),
            (Self::PlainText, says(&["braille", "plain text", "screen reader"])),
            (
                Self::Audio,
                says(&["audio", "read aloud", "read letters out", "read it out"]),
            ),
        ];
        let mut found = asked.iter().filter(|(_, is)| *is).map(|(format, _)| *format);
        match (found.next(), found.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }
}

/// One language and one shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reads {
    /// The language of the words.
    pub language: Language,
    /// Their shape.
    pub format: Format,
}

impl Default for Reads {
    fn default() -> Self {
        Self {
            language: Language::English,
            format: Format::Standard,
        }
    }
}

impl Reads {
    /// Every pair there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let pair = |language| Format::ALL.iter().map(move |&format| Self { language, format });
        Language::ALL.iter().copied().flat_map(pair)
    }

    /// Reads what [`std::fmt::Display`] wrote: `cy.easy_read`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (language, format) = text.split_once('.')?;
        Some(Self {
            language: Language::parse(language)?,
            format: Format::parse(format)?,
        })
    }

    /// What staff call it: `Welsh, Easy Read`.
    #[must_use]
    pub fn in_words(self) -> String {
        format!("{}, {}", self.language.in_words(), self.format.in_words())
    }
}

impl std::fmt::Display for Reads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.language, self.format)
    }
}

/// What somebody said about how they read, and when they said it (Accessible Information Standard: identify, record,
/// flag, share, meet, review).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingNeed {
    /// In which language and shape.
    pub reads: Reads,
    /// When they said so, or last said that it is still right.
    pub asked_at: Timestamp,
}

/// How long an answer stands before the person is asked whether it is still right.
const ASK_AGAIN: SignedDuration = SignedDuration::from_hours(365 * 24);

impl ReadingNeed {
    /// When the person is asked whether it is still right. Until they answer, it goes on.
    #[must_use]
    pub fn review_at(&self) -> Timestamp {
        self.asked_at + ASK_AGAIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_read_as_it_is_written_and_nothing_else_is() {
        for reads in Reads::all() {
            assert_eq!(Reads::parse(&reads.to_string()), Some(reads));
        }
        assert_eq!(Reads::all().count(), 10);
        for wrong in ["", "cy", "fr.standard", "cy.standard.", "en.EASY_READ"] {
            assert_eq!(Reads::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_somebody_writes_about_what_helps_picks_a_shape_only_where_it_is_clear() {
        for (needs, shape) in [
            ("Large print, please", Some(Format::LargePrint)),
            ("EASY READ helps me", Some(Format::EasyRead)),
            ("I read Braille.", Some(Format::PlainText)),
            ("Please read letters out to me.", Some(Format::Audio)),
            ("I lip-read. Please face me when you talk.", None),
            ("I do not need large print", None),
            ("Large print, or Easy Read", None),
            ("", None),
        ] {
            assert_eq!(Format::asked_for_in(needs), shape, "{needs}");
        }
    }

    #[test]
    fn a_need_is_asked_about_again_after_a_year_and_not_before() {
        let need = ReadingNeed {
            reads: Reads::default(),
            asked_at: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(need.review_at().to_string(), "1971-01-01T00:00:00Z");
    }
}
