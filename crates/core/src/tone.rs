//! Words that blame, command or sell, found in what staff are about to write. Owns: which they are and what could stand
//! instead. It changes nothing and stops nothing: whoever writes decides.

/// The list under “Words never used” of `docs/glossary.md`, each with words that could stand there instead.
const LIST: &str = include_str!("tone.txt");

/// What may follow a word of the list and leave it the same word: `barriers`, `sanctioned`, `prescribed`.
const ENDINGS: [&str; 4] = ["", "s", "d", "ed"];

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// As it was typed.
    pub text: &'a str,
    /// What could stand here instead, where this is a word of the list.
    pub instead: Option<&'static str>,
}

/// A text in parts, of which each is a word of the list or has none: together they are the text, byte for byte.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    // ASCII letters keep their places, and the list has no others.
    let low = text.to_ascii_lowercase();
    let mut pieces = vec![];
    let mut plain_from = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if at >= plain_from
            && !joins(before)
            && let Some((length, instead)) = word_at(&low[at..])
        {
            if plain_from < at {
                pieces.push(Piece {
                    text: &text[plain_from..at],
                    instead: None,
                });
            }
            plain_from = at + length;
            pieces.push(Piece {
                text: &text[at..plain_from],
                instead: Some(instead),
            });
        }
        before = Some(c);
    }
    if plain_from < text.len() {
        pieces.push(Piece {
            text: &text[plain_from..],
            instead: None,
        });
    }
    pieces
}

/// Inside a longer word, hyphens included.
fn joins(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

/// How long the word of the list is with which this begins, in bytes, and what could stand instead.
fn word_at(low: &str) -> Option<(usize, &'static str)> {
    LIST.lines()
        .filter_map(|line| line.split_once('|'))
        .find_map(|(word, instead)| {
            let rest = low.strip_prefix(word)?;
            let ends = |ending: &&&str| {
                rest.strip_prefix(**ending)
                    .is_some_and(|after| !joins(after.chars().next()))
            };
            let ending = ENDINGS.iter().find(ends)?;
            Some((word.len() + ending.len(), instead))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<&str> {
        let all = pieces(text);
        let whole: String = all.iter().map(|p| p.text).collect();
        assert_eq!(whole, text, "nothing is lost or added");
        all.iter()
            .filter(|p| p.instead.is_some())
            .map(|p| p.text)
            .collect()
    }

    #[test]
    fn words_of_the_list_are_found_whole_and_in_any_case() {
        assert_eq!(marked("Alex Refused, twice. A DNA."), ["Refused", "DNA"]);
        assert_eq!(
            marked("Barriers, sanctioned, prescribed."),
            ["Barriers", "sanctioned", "prescribed"]
        );
        assert_eq!(
            marked("non-attendance; work-ready"),
            ["non-attendance", "work-ready"]
        );
        assert_eq!(marked("é journey’s end. İ failed"), ["journey", "failed"]);
    }

    #[test]
    fn longer_words_and_other_texts_are_left_alone() {
        for text in [
            "",
            "a journeyman",
            "pre-engagement",
            "journey-time",
            "unsanctioned",
            "Alex said no.",
            "🙂",
        ] {
            assert_eq!(marked(text), Vec::<&str>::new(), "{text}");
        }
        assert_eq!(pieces("Alex said no.").len(), 1);
        assert_eq!(pieces(""), []);
    }
}
