//! One saying: which text, with what in it. Owns: the tree that is the same in every language, and turning it into
//! words. A saying is made by a function of [`crate::sayings`] alone, so a text that does not exist cannot be asked for.

use fluent_bundle::{FluentArgs, FluentValue};
use jiff::{Timestamp, civil::Date};
use sayso_core::reads::Language;

use crate::{catalogue, dates};

/// A text and what stands in it, before any language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say {
    pub(crate) area: &'static str,
    pub(crate) id: &'static str,
    pub(crate) args: Vec<(&'static str, Arg)>,
}

/// What can stand in a saying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A name, a number to phone, a word that somebody typed: the same in every language.
    Text(String),
    /// What a deployment published in English, in its own words: marked as English wherever the rest is not.
    Published(String),
    /// A count.
    Number(u32),
    /// Another saying.
    Say(Box<Say>),
    /// Several, joined as the language joins them.
    List(Vec<Arg>),
    /// A day: `18 May 2026`.
    Day(Date),
    /// A minute in London: `Monday 18 May 2026 at 2pm`.
    Moment(Timestamp),
}

impl Arg {
    /// Words that a deployment wrote in English.
    #[must_use]
    pub fn published(text: &str) -> Self {
        Self::Published(text.to_owned())
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<Say> for Arg {
    fn from(say: Say) -> Self {
        Self::Say(Box::new(say))
    }
}
impl From<Vec<Say>> for Arg {
    fn from(all: Vec<Say>) -> Self {
        Self::List(all.into_iter().map(Self::from).collect())
    }
}
impl From<Date> for Arg {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}
impl From<Timestamp> for Arg {
    fn from(at: Timestamp) -> Self {
        Self::Moment(at)
    }
}
impl From<u16> for Arg {
    fn from(n: u16) -> Self {
        Self::Number(n.into())
    }
}
impl From<u32> for Arg {
    fn from(n: u32) -> Self {
        Self::Number(n)
    }
}

/// Which words of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those of the page and the letter.
    Standard,
    /// Those of Easy Read: one idea a line.
    Easy,
    /// Those read aloud.
    Aloud,
}

impl Part {
    pub(crate) const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Standard => None,
            Self::Easy => Some("easy"),
            Self::Aloud => Some("aloud"),
        }
    }
}

/// A run of words in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub words: String,
    /// They are English in the midst of another language.
    pub english: bool,
}

/// Around English words inside a text of another language, while it is put together. Private characters: no text has them.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

impl Arg {
    fn in_words(&self, language: Language) -> String {
        match self {
            Self::Text(text) => clean(text),
            Self::Published(text) if language == Language::English => clean(text),
            Self::Published(text) => format!("{OPEN}{}{CLOSE}", clean(text)),
            Self::Number(n) => n.to_string(),
            Self::Say(say) => say.marked(language, Part::Standard),
            Self::List(all) => {
                let all: Vec<String> = all.iter().map(|a| a.in_words(language)).collect();
                joined(&all, language)
            }
            Self::Day(day) => dates::day(*day, language),
            Self::Moment(at) => dates::moment(*at, language),
        }
    }
}

fn clean(text: &str) -> String {
    text.chars().filter(|c| *c != OPEN && *c != CLOSE).collect()
}

/// `a, b and c`; in Welsh *ac* before a vowel, and *a’ch* in place of *ac eich*.
fn joined(all: &[String], language: Language) -> String {
    let [most @ .., last] = all else {
        return String::new();
    };
    if most.is_empty() {
        return last.clone();
    }
    let most = most.join(", ");
    match language {
        Language::English => format!("{most} and {last}"),
        Language::Welsh => {
            if let Some(rest) = last.strip_prefix("eich ") {
                return format!("{most} a’ch {rest}");
            }
            let vowel = last.chars().find(|c| c.is_alphabetic());
            let vowel = vowel.is_some_and(|c| "aeiouwyâêîôûŵŷ".contains(c.to_ascii_lowercase()));
            format!("{most} {} {last}", if vowel { "ac" } else { "a" })
        }
    }
}

impl Say {
    /// The area and the name of the text, as translators know it: `offer.title`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}.{}", self.area, self.id)
    }

    /// The words of a page or letter.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        plain(&self.pieces(language, Part::Standard))
    }

    /// The words, with those that are English in the midst of another language apart.
    #[must_use]
    pub fn pieces(&self, language: Language, part: Part) -> Vec<Piece> {
        split(&self.marked(language, part))
    }

    /// The words of Easy Read, one idea each.
    #[must_use]
    pub fn easy(&self, language: Language) -> Vec<Vec<Piece>> {
        let text = self.marked(language, Part::Easy);
        let lines = text.lines().filter(|l| !l.trim().is_empty());
        lines.map(split).collect()
    }

    pub(crate) fn marked(&self, language: Language, part: Part) -> String {
        let mut args = FluentArgs::new();
        for (name, arg) in &self.args {
            match arg {
                Arg::Number(n) => args.set(*name, FluentValue::from(*n)),
                other => args.set(*name, FluentValue::from(other.in_words(language))),
            }
        }
        catalogue::text(self.area, self.id, language, part, &args)
    }
}

fn split(marked: &str) -> Vec<Piece> {
    let mut pieces = vec![];
    let mut push = |words: &str, english| {
        if !words.is_empty() {
            pieces.push(Piece {
                words: words.to_owned(),
                english,
            });
        }
    };
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once(OPEN) {
        push(before, false);
        let (inside, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        push(inside, true);
        rest = after;
    }
    push(rest, false);
    pieces
}

/// The words alone.
#[must_use]
pub fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|p| p.words.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str], language: Language) -> String {
        let all: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        joined(&all, language)
    }

    #[test]
    fn each_language_joins_a_list_in_its_own_way() {
        assert_eq!(list(&["a", "b", "c"], Language::English), "a, b and c");
        assert_eq!(list(&["bara", "eich enw"], Language::Welsh), "bara a’ch enw");
        assert_eq!(list(&["bara", "afal"], Language::Welsh), "bara ac afal");
        assert_eq!(list(&["afal", "bara"], Language::Welsh), "afal a bara");
        assert_eq!(list(&[], Language::Welsh), "");
    }

    #[test]
    fn english_words_inside_a_welsh_text_are_told_apart_and_nobody_can_forge_the_marks() {
        let marked = Arg::published("two\u{e001} years").in_words(Language::Welsh);
        let pieces = split(&format!("am {marked}."));
        let told: Vec<(&str, bool)> = pieces.iter().map(|p| (p.words.as_str(), p.english)).collect();
        assert_eq!(told, [("am ", false), ("two years", true), (".", false)]);
        assert_eq!(
            Arg::published("two years").in_words(Language::English),
            "two years"
        );
    }
}
