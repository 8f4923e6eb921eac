//! The words we use, and the facts we do not keep. Reads docs/glossary.md, so that the page and the test are one list.

use std::collections::BTreeSet;

use super::none;
use super::source::{Piece, files, holds, is_test, names, pieces, product_source, read};

/// A sentence in docs/words-allowed.txt: `word | file | reason`.
struct Allowed {
    word: String,
    file: String,
}

fn allowed() -> Vec<Allowed> {
    let lines = read("docs/words-allowed.txt");
    let lines = lines
        .lines()
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
    lines
        .map(|l| {
            let cells: Vec<&str> = l.split('|').map(str::trim).collect();
            assert!(
                cells.len() == 3 && cells.iter().all(|c| !c.is_empty()),
                "not `word | file | reason`: {l}"
            );
            Allowed {
                word: cells[0].to_lowercase(),
                file: cells[1].to_owned(),
            }
        })
        .collect()
}

/// The last column of the naming table, and the list under "Words never used".
fn never_said() -> BTreeSet<String> {
    let page = read("docs/glossary.md");
    let column = page
        .lines()
        .skip_while(|l| !l.starts_with("| We say |"))
        .skip(2)
        .take_while(|l| l.starts_with('|'))
        .filter_map(|l| l.trim_matches('|').rsplit('|').next());
    let list = page
        .lines()
        .skip_while(|l| *l != "## Words never used")
        .skip(1)
        .take_while(|l| !l.starts_with('#'))
        .filter_map(|l| l.strip_prefix("> "));
    let words: BTreeSet<String> = column
        .chain(list)
        .flat_map(|cell| cell.split(','))
        .map(|word| word.trim().to_lowercase())
        .filter(|word| !word.is_empty() && word != "–")
        .collect();
    assert!(
        words.contains("claimant") && words.contains("work-ready"),
        "the glossary has lost its lists"
    );
    words
}

/// Class names, addresses and keys are for machines; everything with a space, or one plain word, may be read aloud.
fn is_prose(text: &str) -> bool {
    text.contains(' ') || !text.contains(['_', '/', '-', '.', '#', ':'])
}

/// Whole words: not inside a longer word, hyphens and underscores included.
fn says(text: &str, word: &str) -> bool {
    let text = text.to_lowercase();
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
    text.match_indices(word).any(|(at, _)| {
        !joins(text[..at].chars().next_back()) && !joins(text[at + word.len()..].chars().next())
    })
}

/// Where words for people are written. The store and the exchange formats speak to machines, the command line to operators.
fn spoken_files() -> Vec<String> {
    let crates = ["core", "policy", "log", "words", "paper", "app", "web"];
    crates.into_iter().flat_map(product_source).collect()
}

#[test]
fn nobody_is_spoken_of_in_words_the_glossary_forbids() {
    let never = never_said();
    let allowed = allowed();
    let mut found = Vec::new();
    for file in spoken_files() {
        for (line, piece) in pieces(&read(&file)) {
            let Piece::Text(text) = piece else { continue };
            let said = never.iter().filter(|w| is_prose(&text) && says(&text, w));
            let wrong = said.filter(|w| !allowed.iter().any(|a| a.word == **w && a.file == file));
            found.extend(wrong.map(|w| {
                format!(
                    "{file}:{line}: “{w}” in “{}”",
                    text.chars().take(60).collect::<String>()
                )
            }));
        }
    }
    none(
        "words from docs/glossary.md (a reviewed exception goes into docs/words-allowed.txt)",
        &found,
    );
}

#[test]
fn the_texts_of_every_language_and_shape_say_no_word_that_the_glossary_forbids() {
    let (never, allowed) = (never_said(), allowed());
    let mut found = Vec::new();
    let all = files("assets", "ftl");
    assert!(all.len() >= 10, "the texts are there");
    for file in all {
        for (line, text) in read(&file).lines().enumerate() {
            let said = never.iter().filter(|w| !text.starts_with('#') && says(text, w));
            let wrong = said.filter(|w| !allowed.iter().any(|a| a.word == **w && a.file == file));
            found.extend(wrong.map(|w| format!("{file}:{}: “{w}” in “{text}”", line + 1)));
        }
    }
    none("words from docs/glossary.md in a text", &found);
}

/// The pages about the policies themselves: what is called proved there is the policy set.
const OF_THE_POLICIES: [&str; 5] = [
    "assets/words/en/proof.ftl",
    "assets/words/en/attempt.ftl",
    "assets/words/en/rules.ftl",
    "crates/web/src/pages/door/public/policy.rs",
    "crates/web/src/pages/door/public/shown_by.rs",
];

#[test]
fn no_page_calls_anything_proved_but_the_policies() {
    let texts = files("assets/words/en", "ftl").into_iter().flat_map(|file| {
        let lines: Vec<String> = read(&file).lines().map(str::to_owned).collect();
        lines.into_iter().map(move |line| (file.clone(), line))
    });
    let pages = product_source("web").into_iter().flat_map(|file| {
        let found = pieces(&read(&file))
            .into_iter()
            .filter_map(|(_, piece)| match piece {
                Piece::Text(text) => Some(text),
                Piece::Code(_) => None,
            });
        let found: Vec<String> = found.collect();
        found.into_iter().map(move |text| (file.clone(), text))
    });
    let mut claims = 0;
    let mut wrong = vec![];
    for (file, text) in texts
        .chain(pages)
        .filter(|(_, text)| says(&text.to_lowercase(), "proved"))
    {
        claims += 1;
        let of_them = ["policies", "rules", "theorem"].iter().any(|w| text.contains(w));
        if !of_them && !OF_THE_POLICIES.contains(&file.as_str()) {
            wrong.push(format!("{file}: {text}"));
        }
    }
    assert!(claims > 5, "the pages have lost their claims");
    none("called proved, and not of the policies", &wrong);
}

#[test]
fn every_allowed_word_is_still_needed() {
    let in_texts = |a: &Allowed| a.file.starts_with("assets/words/") && says(&read(&a.file), &a.word);
    let stale = allowed().into_iter().filter(|a| !in_texts(a)).filter(|a| {
        !spoken_files().contains(&a.file)
            || !pieces(&read(&a.file))
                .iter()
                .any(|(_, p)| matches!(p, Piece::Text(t) if says(t, &a.word)))
    });
    none(
        "docs/words-allowed.txt",
        &stale
            .map(|a| format!("{} in {}", a.word, a.file))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn a_word_counts_only_when_it_stands_alone() {
    assert!(says("A case, closed.", "case") && says("CASE", "case"));
    assert!(!says("In lower-case showcases", "case"));
    assert!(is_prose("Failed") && !is_prose("task_failed") && !is_prose("nhsuk-tag"));
}

/// What the model does not hold, by rule. Each is a run of parts of a name: `ni_no` is not found in `ni_note`.
const FORBIDDEN: &[&[&str]] = &[
    &["nino"],
    &["national", "insurance"],
    &["ni", "no"],
    &["benefit", "type"],
    &["benefit", "status"],
    &["benefits", "type"],
    &["benefits", "status"],
    &["benefit", "amount"],
    &["universal", "credit"],
    &["sanction"],
    &["sanctions"],
    &["sanctioned"],
    &["conditionality"],
    &["mandatory"],
    &["mandated"],
    &["compliance"],
    &["compliant"],
    &["fail", "to", "attend"],
    &["failed", "to", "attend"],
    &["fta"],
    &["dna", "reason"],
    &["missed", "reason"],
    &["absence", "reason"],
    &["work", "capability"],
    &["wca"],
    &["fit", "for", "work"],
    &["motivation"],
    &["attitude"],
    &["readiness", "score"],
    &["work", "readiness"],
    &["engagement", "score"],
    &["leave", "reason"],
    &["no", "reason", "given"],
];

/// A name that may hold such a part, and why. Reviewed: each is a check against the thing itself.
const NAMED_TO_REFUSE_IT: &[(&str, &str)] = &[];

#[test]
fn the_schema_and_the_code_have_no_place_for_what_the_model_forbids() {
    let mut found = Vec::new();
    let mut look = |file: &str, text: &str| {
        let bad = names(text).filter(|n| FORBIDDEN.iter().any(|f| holds(n, f)));
        let bad = bad.filter(|n| !NAMED_TO_REFUSE_IT.iter().any(|(name, _)| name == n));
        found.extend(bad.map(|n| format!("{file}: {n}")));
    };
    for file in files("migrations", "sql") {
        for line in read(&file).lines() {
            look(&file, line.split("--").next().unwrap_or_default());
        }
    }
    for file in files("crates", "rs")
        .into_iter()
        .filter(|f| f.contains("/src/") && !is_test(f))
    {
        let sql_inside = file.starts_with("crates/store/");
        for (_, piece) in pieces(&read(&file)) {
            match piece {
                Piece::Code(code) => look(&file, &code),
                // A key or a column in quotes is a field too; a sentence is not, but SQL is.
                Piece::Text(text) if sql_inside || !text.contains(' ') => look(&file, &text),
                Piece::Text(_) => {}
            }
        }
    }
    for file in files("crates", "cedarschema")
        .into_iter()
        .chain(files("crates", "cedar"))
    {
        for line in read(&file).lines() {
            look(&file, line.split("//").next().unwrap_or_default());
        }
    }
    none(
        "fields that the model forbids (model: “Not in the model, by rule”)",
        &found,
    );
}

#[test]
fn every_word_under_words_never_used_is_underlined_for_whoever_writes_it() {
    let page = read("docs/glossary.md");
    let list = page.lines().skip_while(|l| *l != "## Words never used");
    let list = list.filter_map(|l| l.strip_prefix("> "));
    let words: Vec<&str> = list.flat_map(|l| l.split(',')).map(str::trim).collect();
    assert!(words.len() > 10, "the glossary has lost its list");
    for word in words {
        let pieces = sayso_core::tone::pieces(word);
        assert!(
            pieces.len() == 1 && pieces[0].instead.is_some(),
            "{word} is not in crates/core/src/tone.txt"
        );
    }
}
