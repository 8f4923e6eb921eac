//! Free text is looked at for National Insurance numbers before it is kept: masking is offered, and nothing is held
//! up. Owns: the pattern. Never stores or logs what it finds.

/// Where a National Insurance number seems to stand: byte ranges of the text.
///
/// Two letters, six digits, one letter A to D, with any spaces between (HMRC manual NIM39110). Letters that HMRC
/// never issues are not excluded: a mistyped number is still somebody's number.
#[must_use]
pub fn ni_numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let chars: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace() && *c != '-')
        .collect();
    let fits = |w: &[(usize, char)]| {
        w[..2].iter().all(|(_, c)| c.is_ascii_alphabetic())
            && w[2..8].iter().all(|(_, c)| c.is_ascii_digit())
            && matches!(w[8].1.to_ascii_uppercase(), 'A'..='D')
    };
    let starts_word = |i: usize| text[..i].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let ends_word = |i: usize| text[i..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    chars
        .windows(9)
        .filter(|w| fits(w) && starts_word(w[0].0) && ends_word(w[8].0 + 1))
        .map(|w| w[0].0..w[8].0 + 1)
        .collect()
}

/// The text with each such number replaced by `[number removed]`.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for range in ni_numbers(text) {
        kept.push_str(&text[from..range.start]);
        kept.push_str("[number removed]");
        from = range.end;
    }
    kept.push_str(&text[from..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_however_it_is_spaced() {
        for text in ["QQ123456C", "my number is qq 12 34 56 c.", "(QQ-12-34-56-C)"] {
            assert_eq!(ni_numbers(text).len(), 1, "{text}");
        }
        assert_eq!(masked("it is QQ 12 34 56 C ok"), "it is [number removed] ok");
    }

    #[test]
    fn other_words_and_numbers_are_left_alone() {
        for text in [
            "call 020 7946 0000",
            "room 123456",
            "ABQQ123456CD",
            "é123456C",
            "",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
