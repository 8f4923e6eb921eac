//! Two shapes that are text and nothing else: plain text for email and Braille, and a script to be read aloud.

use sayso_core::reads::{Language, Reads};
use sayso_core::sayso::Format;

use crate::document::{Document, Kind, Line};
use crate::sayings::common;
use crate::{not_checked, plain};

/// Plain text: no markup, no characters for decoration, one blank line between parts.
#[must_use]
pub fn plain_text(document: &Document, language: Language) -> String {
    let reads = Reads {
        language,
        format: Format::PlainText,
    };
    let mut parts: Vec<String> = not_checked(reads).iter().map(|s| s.words(language)).collect();
    for line in document.lines(reads) {
        let words = plain(&line.words);
        parts.push(match &line.kind {
            Kind::Fact(label) | Kind::Code(label) => format!("{}: {words}", plain(label)),
            Kind::Title
            | Kind::Heading
            | Kind::Para
            | Kind::Item
            | Kind::Own
            | Kind::Square(_)
            | Kind::File(_) => words,
        });
    }
    parts.join("\n\n") + "\n"
}

/// A script for whoever reads it aloud: where to pause, codes letter by letter.
#[must_use]
pub fn aloud(document: &Document, language: Language) -> String {
    let reads = Reads {
        language,
        format: Format::Audio,
    };
    let mut parts = vec![common::to_read_aloud().words(language)];
    parts.extend(not_checked(reads).iter().map(|s| s.words(language)));
    parts.extend(document.lines(reads).iter().map(|line| spoken(line, language)));
    parts.join("\n\n") + "\n"
}

fn spoken(line: &Line, language: Language) -> String {
    let words = plain(&line.words);
    let pause = common::pause().words(language);
    match &line.kind {
        Kind::Title | Kind::Heading => format!("{pause} {words}. {pause}").replace("?.", "?"),
        Kind::Fact(label) => format!("{}: {words}.", plain(label)),
        Kind::Code(label) => format!("{}: {}. {pause}", plain(label), spelt(&words)),
        Kind::Para | Kind::Item | Kind::Own | Kind::Square(_) | Kind::File(_) => words,
    }
}

/// A card's words one by one; a reference letter by letter.
fn spelt(code: &str) -> String {
    let is_words = code.chars().any(char::is_lowercase);
    if is_words {
        return code.replace('-', ", ");
    }
    let letters: Vec<String> = code.chars().filter(|c| *c != '-').map(String::from).collect();
    letters.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_read_word_by_word_and_a_reference_letter_by_letter() {
        assert_eq!(spelt("river-lamp-seven"), "river, lamp, seven");
        assert_eq!(spelt("K7M-4QX"), "K, 7, M, 4, Q, X");
    }
}
