//! Languages that people choose from a list: kept as codes, read as words. Owns: the list. A code that is not on it
//! (from an imported file) is shown as it came.

/// Code (BCP 47) and name, in the order of the list: British Sign Language first, then by name. A short list on
/// purpose; whoever misses a language writes it as an access need.
pub const LANGUAGES: [(&str, &str); 26] = [
    ("bfi", "British Sign Language"),
    ("sq", "Albanian"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("bg", "Bulgarian"),
    ("zh", "Chinese"),
    ("prs", "Dari"),
    ("fr", "French"),
    ("gu", "Gujarati"),
    ("hu", "Hungarian"),
    ("it", "Italian"),
    ("ku", "Kurdish"),
    ("lt", "Lithuanian"),
    ("ps", "Pashto"),
    ("fa", "Persian (Farsi)"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("pa", "Punjabi"),
    ("ro", "Romanian"),
    ("so", "Somali"),
    ("es", "Spanish"),
    ("ti", "Tigrinya"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
];

/// The name of a language, or the code itself where we do not know it.
#[must_use]
pub fn in_words(code: &str) -> &str {
    LANGUAGES
        .iter()
        .find(|(known, _)| *known == code)
        .map_or(code, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_code_is_read_as_words_and_another_as_it_came() {
        assert_eq!((in_words("pl"), in_words("tlh")), ("Polish", "tlh"));
    }

    #[test]
    fn names_are_in_order_so_that_people_find_theirs() {
        let names: Vec<_> = LANGUAGES.iter().skip(1).map(|(_, name)| name).collect();
        assert!(names.is_sorted());
    }
}
