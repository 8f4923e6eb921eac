//! What makes a sentence easy enough: counted, so that a test can say so.

/// The most words in one sentence of Easy Read.
pub const LONGEST: usize = 15;

/// The sentences of a text, each with how many words it has. A full stop inside a number or a name ends nothing.
#[must_use]
pub fn sentences(text: &str) -> Vec<(String, usize)> {
    let mut all = vec![];
    let mut open = String::new();
    for word in text.split_whitespace() {
        if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(word);
        if word.ends_with(['.', '?', '!', ':']) {
            all.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        all.push(open);
    }
    let counted = all.into_iter().map(|s| {
        let words = s
            .split_whitespace()
            .filter(|w| w.chars().any(char::is_alphanumeric))
            .count();
        (s, words)
    });
    counted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_sentence_by_sentence() {
        let found = sentences("You can stop. Phone 0.5 times – or not?\nYes");
        let counts: Vec<usize> = found.iter().map(|(_, n)| *n).collect();
        assert_eq!(counts, [3, 5, 1]);
    }
}
