//! What is wrong with a file, and what in it was not understood. Owns: the two lists and their wording. Never
//! carries a value out of a file: names, numbers and free text are personal data, paths and line numbers are not.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use crate::path::Path;

/// One fault: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the caller named it.
    pub file: String,
    /// Line in the file, from 1; `None` when the fault is about the whole file.
    pub line: Option<usize>,
    /// Where in the resource, as `FHIRPath` writes it: `Patient.identifier[0].value`.
    pub path: Option<String>,
    /// What is wrong, in plain words.
    pub what: String,
    /// What to do about it.
    pub todo: String,
}

/// `file:line path: what. what to do`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        file_name(&self.file, f)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(path) = &self.path {
            write!(f, " {path}")?;
        }
        write!(f, ": {}. {}", self.what, self.todo)
    }
}

impl std::error::Error for Problem {}

/// A file name may hold characters that steer a terminal.
fn file_name(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    name.chars()
        .try_for_each(|c| f.write_char(if c.is_control() { '?' } else { c }))
}

/// Something that was read over: listed, so that nothing is dropped silently.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The file, as the caller named it.
    pub file: String,
    /// The element without list positions: `Patient.contact`.
    pub path: String,
    /// Why it was not taken.
    pub what: String,
    /// How often it occurs in the file.
    pub count: usize,
}

/// `file path (3 times): what`
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        file_name(&self.file, f)?;
        write!(f, " {}", self.path)?;
        if self.count > 1 {
            write!(f, " ({} times)", self.count)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// How many problems are told one by one. A reader who has a thousand to mend does not need the next thousand yet,
/// and a broken file of 64 MiB could otherwise fill the memory with them.
const TOLD: usize = 1_000;

/// Collects problems and notes while files are read.
#[derive(Default)]
pub(crate) struct Sink {
    problems: RefCell<Vec<Problem>>,
    untold: Cell<usize>,
    notes: RefCell<BTreeMap<(String, String, &'static str), usize>>,
}

impl Sink {
    pub(crate) fn problem(&self, problem: Problem) {
        let mut problems = self.problems.borrow_mut();
        if problems.len() < TOLD {
            problems.push(problem);
        } else {
            self.untold.set(self.untold.get() + 1);
        }
    }

    pub(crate) fn at(
        &self,
        file: &str,
        line: usize,
        path: &Path<'_>,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) {
        self.problem(Problem {
            file: file.to_owned(),
            line: Some(line),
            path: Some(path.to_string()),
            what: what.into(),
            todo: todo.into(),
        });
    }

    pub(crate) fn note(&self, file: &str, path: String, what: &'static str) {
        *self
            .notes
            .borrow_mut()
            .entry((file.to_owned(), path, what))
            .or_default() += 1;
    }

    /// Every problem in the order of the files and lines, or the notes when there is none.
    pub(crate) fn finish(self) -> Result<Vec<Note>, Vec<Problem>> {
        let mut problems = self.problems.into_inner();
        if problems.is_empty() {
            let notes = self.notes.into_inner().into_iter();
            return Ok(notes
                .map(|((file, path, what), count)| Note {
                    file,
                    path,
                    what: what.to_owned(),
                    count,
                })
                .collect());
        }
        let mut order: Vec<String> = Vec::new();
        for p in &problems {
            if order.last() != Some(&p.file) && !order.contains(&p.file) {
                order.push(p.file.clone());
            }
        }
        problems.sort_by_key(|p| (order.iter().position(|f| *f == p.file), p.line));
        if self.untold.get() > 0 {
            problems.push(Problem {
                file: "all files".to_owned(),
                line: None,
                path: None,
                what: format!("{} more problems are not listed", self.untold.get()),
                todo: "Mend these first and try again".to_owned(),
            });
        }
        Err(problems)
    }
}
