//! Reading our own source: which files there are, and what in them is code, text or comment. A small lexer, enough
//! for Rust as we write it; it never runs what it reads.

use std::fs;
use std::path::{Path, PathBuf};

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the repository is there")
}

/// A file below the root, as text.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every file below `dir` that ends in `.ext`, relative to the root, sorted. A directory that is not there is empty.
pub(crate) fn files(dir: &str, ext: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(&root().join(dir), ext, &mut found);
    let root = root();
    let mut names: Vec<String> = found
        .iter()
        .filter_map(|f| f.strip_prefix(&root).ok())
        .map(|f| f.to_string_lossy().replace('\\', "/"))
        .collect();
    names.sort();
    names
}

fn walk(dir: &Path, ext: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && name != "target" && name != "node_modules" {
            walk(&path, ext, found);
        } else if path.extension().is_some_and(|e| e == ext) {
            found.push(path);
        }
    }
}

/// Source of the crate `name` (its folder), without its tests.
pub(crate) fn product_source(name: &str) -> Vec<String> {
    files(&format!("crates/{name}/src"), "rs")
        .into_iter()
        .filter(|f| !is_test(f))
        .collect()
}

/// A file that only tests read.
pub(crate) fn is_test(file: &str) -> bool {
    file.contains("/tests/")
        || file.ends_with("/tests.rs")
        || file.starts_with("tests/")
        || file.contains("/benches/")
}

/// One piece of a Rust file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Outside comments and literals.
    Code(String),
    /// The inside of a string literal, escapes as written.
    Text(String),
}

/// The pieces of a Rust file with their first line numbers. Comments are gone; so is everything after
/// `#[cfg(test)]` that belongs to a module in the same file, because we write those at the end.
pub(crate) fn pieces(source: &str) -> Vec<(usize, Piece)> {
    let source = source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let chars: Vec<char> = source.chars().collect();
    let mut out = Vec::new();
    let (mut at, mut line) = (0, 1);
    let mut code = String::new();
    let mut code_line = 1;
    while at < chars.len() {
        let rest = &chars[at..];
        if rest.starts_with(&['/', '/']) {
            at += rest.iter().position(|&c| c == '\n').unwrap_or(rest.len());
        } else if rest.starts_with(&['/', '*']) {
            let end = rest
                .windows(2)
                .position(|w| w == ['*', '/'])
                .map_or(rest.len(), |e| e + 2);
            line += lines(&rest[..end]);
            at += end;
        } else if let Some((open, hashes)) = string_start(&chars, at) {
            out.push((code_line, Piece::Code(std::mem::take(&mut code))));
            let (text, used) = string_body(&chars[at + open..], hashes);
            let began = line;
            line += lines(&chars[at..at + open + used]);
            out.push((began, Piece::Text(text)));
            at += open + used;
            code_line = line;
        } else if let Some(used) = char_literal(rest) {
            at += used;
        } else {
            line += usize::from(rest[0] == '\n');
            code.push(rest[0]);
            at += 1;
        }
    }
    out.push((code_line, Piece::Code(code)));
    out
}

/// How many characters open a string here, and the number of `#` of a raw one.
fn string_start(chars: &[char], at: usize) -> Option<(usize, Option<usize>)> {
    if chars[at] == '"' {
        return Some((1, None));
    }
    let inside_a_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    if inside_a_word {
        return None;
    }
    let prefix = chars[at..]
        .iter()
        .take_while(|c| matches!(c, 'b' | 'c' | 'r'))
        .count();
    let raw = prefix > 0 && chars[at + prefix - 1] == 'r';
    let hashes = if raw {
        chars[at + prefix..].iter().take_while(|&&c| c == '#').count()
    } else {
        0
    };
    let opens = (1..=2).contains(&prefix) && chars.get(at + prefix + hashes) == Some(&'"');
    opens.then_some((prefix + hashes + 1, raw.then_some(hashes)))
}

/// The text up to the closing quote, and how many characters that took with it.
fn string_body(rest: &[char], hashes: Option<usize>) -> (String, usize) {
    let mut text = String::new();
    let mut at = 0;
    while at < rest.len() {
        match (rest[at], hashes) {
            ('\\', None) => {
                text.extend(rest[at..].iter().take(2));
                at += 2;
                continue;
            }
            ('"', None) => return (text, at + 1),
            ('"', Some(n)) if rest[at + 1..].iter().take(n).filter(|&&c| c == '#').count() == n => {
                return (text, at + 1 + n);
            }
            _ => text.push(rest[at]),
        }
        at += 1;
    }
    (text, rest.len())
}

/// The length of a character literal, so that `'"'` opens no string. A lifetime is none.
fn char_literal(rest: &[char]) -> Option<usize> {
    match rest {
        ['\'', '\\', ..] => rest.iter().skip(3).position(|&c| c == '\'').map(|p| p + 4),
        ['\'', _, '\'', ..] => Some(3),
        _ => None,
    }
}

fn lines(chars: &[char]) -> usize {
    chars.iter().filter(|&&c| c == '\n').count()
}

/// Names in a stretch of code or text: runs of letters, digits and `_`, not starting with a digit.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|n| n.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// The parts of a name, lower case: `skipConsent`, `SKIP_CONSENT` and `skip_consent` all give `skip`, `consent`.
pub(crate) fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut before_lower = false;
    for c in name.chars() {
        let starts = c == '_' || (c.is_uppercase() && before_lower);
        if starts && parts.last().is_some_and(|p| !p.is_empty()) {
            parts.push(String::new());
        }
        before_lower = c.is_lowercase() || c.is_numeric();
        if c != '_' {
            parts
                .last_mut()
                .expect("there is always one")
                .extend(c.to_lowercase());
        }
    }
    parts.retain(|p| !p.is_empty());
    parts
}

/// Does `name` hold these parts, one after the other?
pub(crate) fn holds(name: &str, wanted: &[&str]) -> bool {
    parts(name)
        .windows(wanted.len())
        .any(|w| w.iter().zip(wanted).all(|(a, b)| a == b))
}

#[test]
fn a_comment_and_a_quote_character_are_no_text() {
    let found =
        pieces("a(\"one\"); // \"two\"\nlet q = '\"'; b(r#\"th\"ree\"#); /* \"four\" */ c::<'x>(b\"five\")");
    let text: Vec<_> = found
        .into_iter()
        .filter_map(|(line, p)| match p {
            Piece::Text(t) => Some((line, t)),
            Piece::Code(_) => None,
        })
        .collect();
    assert_eq!(
        text,
        [
            (1, "one".to_owned()),
            (2, "th\"ree".to_owned()),
            (2, "five".to_owned())
        ]
    );
}

#[test]
fn a_name_is_known_however_it_is_written() {
    for name in ["skip_consent", "SKIP_CONSENT", "skipConsent", "SkipConsentNow"] {
        assert!(holds(name, &["skip", "consent"]), "{name}");
    }
    assert!(!holds("enforce_share", &["force", "share"]));
}
