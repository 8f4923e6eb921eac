//! What is kept in English and told in every language: which page somebody opened, what they tried, what a rule calls
//! something. Owns: finding the text again by its English words. What no text says stays as it is, marked as English.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso_core::reads::Language;

use crate::sayings::{self, Named};
use crate::{Arg, Say};

/// Is this text one of these? The kinds of information and the purposes of a yes are named in the offer.
fn names_something(area: &str, id: &str) -> bool {
    area == "phrase" || area == "offer" && (id.starts_with("category_") || id.starts_with("purpose_"))
}

/// Stands for what is filled in, while the words around it are looked for. No text has it.
const PLACE: char = '\u{e002}';

static WHOLE: LazyLock<HashMap<String, Named>> = LazyLock::new(|| {
    let all = sayings::all().into_iter();
    let whole = all.filter(|(area, id, places)| names_something(area, id) && places.is_empty());
    whole
        .map(|named| (said(named, vec![]).words(Language::English), named))
        .collect()
});

/// The texts with something in them, each as the words around its places; the longest first, so that the most exact fits.
static AROUND: LazyLock<Vec<(Named, Vec<String>)>> = LazyLock::new(|| {
    let all = sayings::all().into_iter();
    let with_places = all.filter(|(area, id, places)| names_something(area, id) && !places.is_empty());
    let mut around: Vec<(Named, Vec<String>)> = with_places
        .map(|named| {
            let places = named.2.iter().map(|_| PLACE.to_string().into()).collect();
            let words = said(named, places).words(Language::English);
            (named, words.split(PLACE).map(str::to_owned).collect())
        })
        .collect();
    around.sort_by_key(|(_, parts)| std::cmp::Reverse(parts.iter().map(String::len).sum::<usize>()));
    around
});

fn said((area, id, places): Named, filled: Vec<Arg>) -> Say {
    Say {
        area,
        id,
        args: places.iter().copied().zip(filled).collect(),
    }
}

/// What stands in each place, if these are the words around them.
fn between<'a>(text: &'a str, parts: &[String]) -> Option<Vec<&'a str>> {
    let (first, rest) = parts.split_first()?;
    let mut left = text.strip_prefix(first.as_str())?;
    let mut found = vec![];
    for (at, part) in rest.iter().enumerate() {
        let last = at + 1 == rest.len();
        let (inside, after) = if last {
            (left.strip_suffix(part.as_str())?, "")
        } else {
            left.split_once(part.as_str())?
        };
        found.push(inside);
        left = after;
    }
    found.iter().all(|inside| !inside.is_empty()).then_some(found)
}

fn text_of(words: &str) -> Option<Say> {
    if let Some(named) = WHOLE.get(words) {
        return Some(said(*named, vec![]));
    }
    AROUND.iter().find_map(|(named, parts)| {
        let inside = between(words, parts)?;
        Some(said(*named, inside.into_iter().map(known_or_name).collect()))
    })
}

/// The text with these English words. What no text says is told as it is, and marked as English.
#[must_use]
pub fn known(words: &str) -> Arg {
    text_of(words).map_or_else(|| Arg::published(words), Arg::from)
}

/// The same where a name may stand: a name is the same in every language.
#[must_use]
pub fn known_or_name(words: &str) -> Arg {
    text_of(words).map_or_else(|| Arg::from(words), Arg::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn welsh(words: &str) -> String {
        sayings::common::same(known(words)).words(Language::Welsh)
    }

    #[test]
    fn what_was_kept_in_english_is_told_in_welsh_with_the_names_in_it() {
        assert_eq!(welsh("your notes and plan"), "eich nodiadau a’ch cynllun");
        assert_eq!(welsh("replaced a hope"), "disodli gobaith");
        assert_eq!(
            welsh("Lee Brown may stand in for your coach"),
            "Lee Brown yn cymryd lle eich hyfforddwr am gyfnod"
        );
        assert_eq!(
            welsh("your name and how you read"),
            "eich enw a sut rydych yn darllen"
        );
    }

    #[test]
    fn what_no_text_says_is_marked_as_english() {
        assert_eq!(known("what nobody wrote"), Arg::published("what nobody wrote"));
        assert_eq!(known_or_name("Lee"), Arg::from("Lee"));
    }

    #[test]
    fn every_word_that_is_found_says_the_same_in_english() {
        for words in WHOLE.keys() {
            let again = sayings::common::same(known(words)).words(Language::English);
            assert_eq!(&again, words);
        }
    }
}
