//! The files of texts against each other, and against the functions that name them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use sayso_core::reads::Language;
use sayso_words::{LONGEST, Picture, sayings, sentences};

/// One text as it stands in a file.
#[derive(Default, Debug, PartialEq, Eq)]
struct Text {
    parts: BTreeSet<String>,
    places: BTreeSet<String>,
    picture: Option<String>,
    easy: Option<String>,
    words: String,
}

/// As long as what usually stands in a place.
const STANDS_THERE: &str = "Northway Work";

fn places(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) -> String {
    let mut words = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => words.push_str(value),
            PatternElement::Placeable { expression } => {
                let Expression::Inline(InlineExpression::VariableReference { id }) = expression else {
                    panic!("only places to fill stand in a text: {expression:?}");
                };
                found.insert(id.name.to_owned());
                words.push_str(STANDS_THERE);
            }
        }
    }
    words
}

fn read(content: &str) -> BTreeMap<String, Text> {
    let resource = fluent_syntax::parser::parse(content).expect("every file of texts can be read");
    let mut all = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut text = Text::default();
        if let Some(value) = &message.value {
            text.parts.insert("value".into());
            text.words = places(value, &mut text.places);
        }
        for attribute in &message.attributes {
            text.parts.insert(attribute.id.name.to_owned());
            let words = places(&attribute.value, &mut text.places);
            match attribute.id.name {
                "picture" => text.picture = Some(words),
                "easy" => text.easy = Some(words),
                _ => {}
            }
        }
        let earlier = all.insert(message.id.name.to_owned(), text);
        assert!(earlier.is_none(), "{} stands twice", message.id.name);
    }
    all
}

fn all_texts() -> BTreeMap<(&'static str, Language), BTreeMap<String, Text>> {
    let files = sayso_words::files().iter();
    files
        .map(|(area, language, content)| ((*area, *language), read(content)))
        .collect()
}

#[test]
fn every_text_exists_in_every_language_with_the_same_parts_and_places() {
    let files = all_texts();
    for ((area, _), english) in files.iter().filter(|((_, l), _)| *l == Language::English) {
        let welsh = &files[&(*area, Language::Welsh)];
        let names = |of: &BTreeMap<String, Text>| of.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(english), names(welsh), "{area}");
        for (name, text) in english {
            let other = &welsh[name];
            assert_eq!(text.parts, other.parts, "{area}.{name}");
            assert_eq!(text.places, other.places, "{area}.{name}");
            assert_eq!(text.picture, other.picture, "{area}.{name}");
        }
    }
}

#[test]
fn the_functions_and_the_files_name_the_same_texts_with_the_same_places() {
    let files = all_texts();
    let mut named = BTreeSet::new();
    for (area, name, wanted) in sayings::all() {
        let text = files[&(area, Language::English)].get(name);
        let text = text.unwrap_or_else(|| panic!("{area}.{name} is in no file"));
        let wanted: BTreeSet<String> = wanted.iter().map(|p| (*p).to_owned()).collect();
        assert_eq!(text.places, wanted, "{area}.{name}");
        named.insert((area.to_owned(), name.to_owned()));
    }
    for ((area, _), texts) in &files {
        for name in texts.keys() {
            assert!(
                named.contains(&((*area).to_owned(), name.clone())),
                "{area}.{name} has no function"
            );
        }
    }
}

/// Every line of our own source but the lists of texts.
fn source() -> String {
    let mut source = String::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = vec![crates];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)
            .expect("our own source can be read")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("sayings.rs") {
                source.push_str(&std::fs::read_to_string(path).expect("our own source can be read"));
            }
        }
    }
    source
}

#[test]
fn every_text_is_used() {
    // Every `area::name` of the source, found in one walk.
    let mut said = BTreeSet::new();
    let source = source();
    for (at, _) in source.match_indices("::") {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let before = source[..at].rsplit(|c| !is_name(c)).next().unwrap_or_default();
        let after = source[at + 2..].split(|c| !is_name(c)).next().unwrap_or_default();
        said.insert((before, after));
    }
    let unused = sayings::all().into_iter().filter(|(area, name, _)| {
        // Found again by what they say: the test below holds these.
        if *area == "phrase" {
            return false;
        }
        let names = [(*area).to_owned(), "say".to_owned(), format!("say_{area}")];
        !names.iter().any(|from| said.contains(&(from.as_str(), *name)))
    });
    let unused: Vec<String> = unused.map(|(area, name, _)| format!("{area}.{name}")).collect();
    assert!(unused.is_empty(), "nobody says these: {}", unused.join(", "));
}

#[test]
fn what_is_found_by_its_english_words_is_what_something_writes() {
    // The outcome of a review is kept in small letters.
    let source = source().to_lowercase();
    // A long text goes on in the next line.
    let source: String = source.split("\\\n").map(str::trim_start).collect();
    let english = &all_texts()[&("phrase", Language::English)];
    for (name, text) in english {
        for part in text
            .words
            .split(STANDS_THERE)
            .map(str::trim)
            .filter(|p| !p.is_empty())
        {
            let part = part.to_lowercase();
            assert!(source.contains(&part), "nobody writes phrase.{name}: {part}");
        }
    }
}

#[test]
fn easy_read_keeps_each_sentence_short_in_every_language_and_names_pictures_that_exist() {
    for ((area, language), texts) in all_texts() {
        for (name, text) in texts {
            if let Some(picture) = &text.picture {
                assert!(Picture::parse(picture).is_some(), "{area}.{name}: {picture}");
            }
            for (sentence, words) in sentences(text.easy.as_deref().unwrap_or_default()) {
                assert!(
                    words <= LONGEST,
                    "{area}.{name} in {language}, {words} words: {sentence}"
                );
            }
            assert!(
                text.easy.is_none() || text.picture.is_some(),
                "{area}.{name} has no picture"
            );
        }
    }
}
