//! One log after another, seen from outside. Owns: what the log before this one had, read under the checkpoint that this
//! one names, and whether another log says that it goes on where this one ended.

use sayso_log::Hash;
use sayso_log::checkpoint::Checkpoint;
use sayso_log::leaf::Leaf;
use sayso_log::note::Note;
use sayso_log::tile::audit;
use sayso_log::tile::reader::Reader;

use super::lines::{GAP, Lines, Pause};
use super::source::Source;
use super::terms::Past;

/// How many logs that ended are looked through.
const MOST: u64 = 200;

/// The log before this one.
pub(super) enum Before {
    /// There was none.
    Nothing,
    /// What its lines say.
    Read(Box<Lines>),
    /// It cannot be compared: why it ended, and what is missing.
    Unread(String, String),
}

/// Where all logs of a service are, and the number of this one where it ended.
fn place(from: &str) -> (&str, Option<u64>) {
    let from = from.trim_end_matches('/');
    let old = from
        .rsplit_once("/old/")
        .and_then(|(root, nth)| Some((root, nth.parse().ok()?)));
    old.map_or((from, None), |(root, nth)| (root, Some(nth)))
}

fn note(source: &Source) -> Option<Note> {
    Note::parse(&source.file("checkpoint").ok()?).ok()
}

impl Before {
    /// Reads the log before this one, where there was one.
    pub(super) fn read(lines: &Lines, source: &Source, from: &str) -> Self {
        let Some((because, hash)) = &lines.before else {
            return Self::Nothing;
        };
        let unread = |why: &str| Self::Unread(because.clone(), why.to_owned());
        let named = source.file(&format!("document/{}", hash.0.hex()));
        let Some(named) = named.ok().filter(|bytes| Hash::of(bytes) == hash.0) else {
            return unread("its last checkpoint cannot be had");
        };
        let named = Note::parse(&named).ok();
        let Some((named, checkpoint)) = named.and_then(|n| Checkpoint::parse(n.text()).map(|c| (n, c)))
        else {
            return unread("nothing that it signed is left");
        };
        let (root, _) = place(from);
        for nth in 1..=MOST {
            let old = Source::new(&format!("{root}/old/{nth}"));
            let Some(last) = note(&old) else { break };
            if last.text() != named.text() {
                continue;
            }
            let mut seen = Lines::default();
            return match audit::whole(&old, &checkpoint.head(), |index, entry| seen.see(index, entry)) {
                Ok(()) => Self::Read(Box::new(seen)),
                Err(why) => unread(&format!("{why}")),
            };
        }
        unread("it is not served below /old/")
    }

    /// What stood before the first line, for the terms.
    pub(super) fn past(&self) -> Past<'_> {
        match self {
            Self::Nothing => Past::Nothing,
            Self::Read(old) => Past::Terms(&old.terms),
            Self::Unread(..) => Past::Unknown,
        }
    }

    /// The time between its last line and the first one here, where nothing was sealed for too long.
    pub(super) fn pause(&self, lines: &Lines) -> Option<Pause> {
        let Self::Read(old) = self else { return None };
        let (from, until) = (old.last.as_ref()?.seconds(), lines.first.as_ref()?.seconds());
        (until - from > GAP).then_some(Pause { line: 0, from, until })
    }
}

/// Why another log says that it goes on where the one with this checkpoint ended; `None` where none says so.
pub(super) fn goes_on(from: &str, ended: &Note) -> Option<String> {
    let (root, nth) = place(from);
    let places = [format!("{root}/old/{}", nth? + 1), root.to_owned()];
    places.iter().find_map(|at| {
        let source = Source::new(at);
        let head = Checkpoint::parse(note(&source)?.text())?.head();
        let (line, _) = Reader::new(&source, head)?.entry(0).ok()?;
        let Ok(Leaf::PreviousLog { because, hash, .. }) = Leaf::parse(&line) else {
            return None;
        };
        let named = source.file(&format!("document/{}", hash.0.hex())).ok()?;
        let same = Hash::of(&named) == hash.0 && Note::parse(&named).ok()?.text() == ended.text();
        same.then(|| because.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_ended_is_beside_the_one_that_goes_on() {
        for (from, root, nth) in [
            ("https://sayso.example/log", "https://sayso.example/log", None),
            (
                "https://sayso.example/log/old/2",
                "https://sayso.example/log",
                Some(2),
            ),
            ("copy/old/12/", "copy", Some(12)),
            ("copy/old/x", "copy/old/x", None),
        ] {
            assert_eq!(place(from), (root, nth));
        }
    }
}
