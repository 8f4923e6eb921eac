//! Terms in a log. Owns: that each version stands once, after the one before it, as the document says it, and that a
//! change had its notice. The line names no scheme; the document does, and its hash stands in the line.

use std::collections::{BTreeMap, BTreeSet};

use sayso_log::leaf::{Document, Stamp};
use serde::Deserialize;

use super::lines::moment;

/// The shortest notice for changed terms, in seconds: 14 days.
const NOTICE: i64 = 14 * 86_400;

/// The line of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the log.
    pub(super) index: u64,
    /// When it was entered, in seconds since 1970.
    pub(super) at: i64,
    /// The version.
    pub(super) number: u32,
    /// From when it counts.
    pub(super) effective: Stamp,
    /// The document.
    pub(super) hash: Document,
    /// It stands before the first sealed number, where a log enters what was published before it began.
    pub(super) early: bool,
}

/// The part of the document that is compared.
#[derive(Debug, Deserialize)]
struct Text {
    version: u32,
    published: jiff::Timestamp,
    in_effect: String,
    promise: Promise,
}

#[derive(Debug, Deserialize)]
struct Promise {
    scheme_name: String,
}

/// What stood before the first line of the log.
pub(super) enum Past<'a> {
    /// No log went before.
    Nothing,
    /// A log with these versions went before.
    Terms(&'a [Line]),
    /// A log went before, and its lines cannot be had.
    Unknown,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) said: Vec<String>,
    pub(super) wrong: Vec<String>,
    /// When the first version of all was published, by its own word.
    pub(super) first_published: Option<i64>,
}

/// Holds each line against its document, against the lines before it, and against what went before the log.
pub(super) fn check(lines: &[Line], document: impl Fn(&str) -> Option<Vec<u8>>, past: &Past) -> Found {
    let mut found = Found::default();
    let mut versions: BTreeMap<String, u32> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for line in lines {
        let index = line.index;
        let text = document(&line.hash.0.hex()).and_then(|bytes| serde_json::from_slice::<Text>(&bytes).ok());
        let Some(text) = text else {
            found.wrong.push(format!(
                "Line {index} stands for terms, and its document does not read as such."
            ));
            continue;
        };
        if text.version != line.number || text.in_effect != line.effective.as_str() {
            found.wrong.push(format!(
                "Line {index} gives another number, or another day, than the terms that it stands for."
            ));
        }
        let published = text.published.as_second();
        found.first_published = Some(
            found
                .first_published
                .map_or(published, |first| first.min(published)),
        );
        let scheme = text.promise.scheme_name;
        let folded = scheme
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        let (number, before) = (line.number, versions.get(&folded).copied().unwrap_or(0));
        if !seen.insert((folded.clone(), number)) {
            found.wrong.push(format!(
                "Line {index} publishes version {number} of the terms of {scheme} a second time. A version never changes."
            ));
        } else if number != before + 1 {
            found.wrong.push(format!(
                "Line {index} is version {number} of the terms of {scheme}. The version before it does not stand above it."
            ));
        }
        versions.insert(folded, number.max(before));
        let same =
            |old: &&Line| (old.number, &old.effective, old.hash) == (number, &line.effective, line.hash);
        let carried = matches!(past, Past::Terms(old) if old.iter().any(|o| same(&o)));
        if carried {
            continue;
        }
        let notice = line.effective.seconds() - line.at;
        let claimed = line.effective.seconds() - published;
        match (number, line.early, past) {
            // The first version of a service takes effect when it is published.
            (1, true, Past::Nothing | Past::Unknown) => {}
            (1, ..) => found.said.push(format!(
                "Line {index} begins the terms of {scheme}, at {}. A first version needs no notice: see that it is no \
                 older service under a new name.",
                moment(line.at)
            )),
            _ if notice >= NOTICE => {}
            (_, true, Past::Nothing | Past::Unknown) if claimed >= NOTICE => found.said.push(format!(
                "Version {number} of the terms of {scheme} was published before this log can show it. That it had its \
                 notice is its own word."
            )),
            _ => found
                .wrong
                .push(format!("Line {index} changes terms with less than 14 days of notice.")),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use sayso_log::Hash;
    use serde_json::json;

    use super::*;

    const DAY: i64 = 86_400;

    /// A library of documents, and lines that stand for them.
    #[derive(Default)]
    struct Shelf(BTreeMap<String, Vec<u8>>);

    fn stamp(seconds: i64) -> Stamp {
        let at = jiff::Timestamp::from_second(seconds).unwrap();
        Stamp::try_from(format!("{at:.3}")).unwrap()
    }

    impl Shelf {
        fn line(&mut self, scheme: &str, number: u32, (at, effective): (i64, i64), early: bool) -> Line {
            self.says(scheme, number, (at, at, effective), early)
        }

        fn says(&mut self, scheme: &str, number: u32, times: (i64, i64, i64), early: bool) -> Line {
            let (published, at, effective) = times;
            let text = json!({
                "version": number,
                "published": stamp(published).as_str(),
                "in_effect": stamp(effective).as_str(),
                "promise": { "scheme_name": scheme, "what": "help" },
            });
            let bytes = text.to_string().into_bytes();
            let hash = Hash::of(&bytes);
            self.0.insert(hash.hex(), bytes);
            Line {
                index: 9,
                at,
                number,
                effective: stamp(effective),
                hash: Document(hash),
                early,
            }
        }

        fn check(&self, lines: &[Line], past: &Past) -> Found {
            check(lines, |hash| self.0.get(hash).cloned(), past)
        }
    }

    #[test]
    fn a_change_has_its_notice_wherever_in_the_log_it_stands() {
        let mut shelf = Shelf::default();
        let first = shelf.line("Work", 1, (0, 0), true);
        let kept = shelf.line("Work", 2, (DAY, 15 * DAY), false);
        let found = shelf.check(&[first.clone(), kept], &Past::Nothing);
        assert_eq!(
            (found.wrong, found.said, found.first_published),
            (vec![], vec![], Some(0))
        );
        for early in [true, false] {
            let short = shelf.line("Work", 2, (DAY, 15 * DAY - 1), early);
            let found = shelf.check(&[first.clone(), short], &Past::Nothing);
            assert!(
                found.wrong.join(" ").contains("less than 14 days of notice"),
                "{found:?}"
            );
        }
        // Published well before the log began: its own word, and said to be that.
        let old = shelf.says("Work", 2, (0, 40 * DAY, 20 * DAY), true);
        let found = shelf.check(&[first.clone(), old.clone()], &Past::Nothing);
        assert!(
            found.wrong.is_empty() && found.said[0].contains("its own word"),
            "{found:?}"
        );
        // The same once the log runs is a change without notice, whatever the document says.
        let later = Line { early: false, ..old };
        assert!(!shelf.check(&[first, later], &Past::Nothing).wrong.is_empty());
    }

    #[test]
    fn a_second_first_version_is_no_way_round_the_notice() {
        let mut shelf = Shelf::default();
        let first = shelf.line("Working Better", 1, (0, 0), true);
        let again = shelf.line("working  better", 1, (DAY, DAY), false);
        let found = shelf.check(&[first.clone(), again], &Past::Nothing);
        assert!(found.wrong.join(" ").contains("a second time"), "{found:?}");
        let skipped = shelf.line("Working Better", 3, (DAY, 30 * DAY), false);
        let found = shelf.check(&[first.clone(), skipped], &Past::Nothing);
        assert!(
            found.wrong.join(" ").contains("does not stand above it"),
            "{found:?}"
        );
        // Another service is allowed, and told to whoever checks.
        let other = shelf.line("Talking", 1, (DAY, DAY), false);
        let found = shelf.check(&[first, other], &Past::Nothing);
        assert!(
            found.wrong.is_empty() && found.said[0].contains("begins the terms of Talking"),
            "{found:?}"
        );
    }

    #[test]
    fn what_a_new_log_enters_again_is_what_the_old_one_had() {
        let mut shelf = Shelf::default();
        let old = [
            shelf.line("Work", 1, (0, 0), true),
            shelf.line("Work", 2, (DAY, 20 * DAY), false),
        ];
        let again: Vec<Line> = old
            .iter()
            .map(|l| Line {
                at: 90 * DAY,
                early: true,
                ..l.clone()
            })
            .collect();
        let found = shelf.check(&again, &Past::Terms(&old));
        assert_eq!((found.wrong, found.said), (vec![], vec![]));
        // One that was slipped in at the turn, with a document that says what it likes.
        let slipped = shelf.says("Work", 3, (0, 90 * DAY, 30 * DAY), true);
        let with: Vec<Line> = again.iter().cloned().chain([slipped]).collect();
        let found = shelf.check(&with, &Past::Terms(&old));
        assert!(
            found.wrong.join(" ").contains("less than 14 days of notice"),
            "{found:?}"
        );
        // After a loss nobody can compare: it is said.
        let found = shelf.check(&with, &Past::Unknown);
        assert!(found.wrong.is_empty() && found.said.len() == 2, "{found:?}");
    }

    #[test]
    fn a_line_says_what_its_document_says() {
        let mut shelf = Shelf::default();
        let honest = shelf.line("Work", 1, (0, 0), true);
        let lies = [
            Line {
                number: 2,
                ..honest.clone()
            },
            Line {
                effective: stamp(DAY),
                ..honest.clone()
            },
        ];
        for line in lies {
            let found = shelf.check(&[line], &Past::Nothing);
            assert!(
                found.wrong.join(" ").contains("another number, or another day"),
                "{found:?}"
            );
        }
        let found = check(&[honest], |_| Some(b"hello".to_vec()), &Past::Nothing);
        assert!(
            found.wrong.join(" ").contains("does not read as such"),
            "{found:?}"
        );
    }
}
