//! Files in: telling a Bundle, a single resource and NDJSON apart by what they hold, and checking the text before
//! anything reads it. Owns: sizes, encodings, lines. Never opens a file: readers are handed in.

use std::io::{BufRead, ErrorKind, Read};

use crate::import::Import;
use crate::json::{self, Fault, FaultKind};
use crate::plan::ImportPlan;
use crate::problem::{Problem, Sink};
use crate::refs::Form;

/// How much is read at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file that is one JSON document.
    pub bundle_bytes: u64,
    /// Bytes of one line of NDJSON.
    pub line_bytes: usize,
    /// How deep objects and lists may stand in each other; more than 100 counts as 100.
    pub depth: usize,
    /// Values in one JSON document: bounds the memory that a hostile file of allowed size can take.
    pub values: usize,
}

impl Default for Limits {
    /// 64 MiB, 4 MiB, 64 levels, 8 million values.
    fn default() -> Self {
        Self {
            bundle_bytes: 64 << 20,
            line_bytes: 4 << 20,
            depth: 64,
            values: 8_000_000,
        }
    }
}

/// One file to read.
pub struct FileIn<'a> {
    /// How to name it in messages.
    pub name: &'a str,
    /// Its bytes.
    pub reader: &'a mut dyn BufRead,
}

/// Reads files with the default [`Limits`].
///
/// # Errors
/// Every fault that was found, in the order of files and lines. Then nothing of any file may be used.
pub fn read<'a>(files: impl IntoIterator<Item = FileIn<'a>>) -> Result<ImportPlan, Vec<Problem>> {
    read_within(files, &Limits::default())
}

/// Reads files. References may cross from one file to another, as they do in a bulk export.
///
/// # Errors
/// As [`read`].
pub fn read_within<'a>(
    files: impl IntoIterator<Item = FileIn<'a>>,
    limits: &Limits,
) -> Result<ImportPlan, Vec<Problem>> {
    let mut import = Import::new(limits);
    for file in files {
        let mut lines = Lines {
            reader: file.reader,
            file: file.name,
            next: 1,
        };
        if let Err(Stop) = read_file(&mut lines, &mut import) {
            // The fault has been told; other files may have more.
        }
    }
    import.finish()
}

/// The rest of this file cannot be read; the reason has been told.
struct Stop;

/// The bytes of a file, line by line.
struct Lines<'a> {
    reader: &'a mut dyn BufRead,
    file: &'a str,
    /// Number of the line that comes next.
    next: usize,
}

impl Lines<'_> {
    fn tell(&self, sink: &Sink, line: Option<usize>, what: impl Into<String>, todo: impl Into<String>) {
        let (file, what, todo) = (self.file.to_owned(), what.into(), todo.into());
        sink.problem(Problem {
            file,
            line,
            path: None,
            what,
            todo,
        });
    }

    fn cannot_read(&self, sink: &Sink, error: &std::io::Error) -> Stop {
        let (what, todo) = match error.kind() {
            ErrorKind::PermissionDenied => ("you may not read this file", "Ask for leave to read it"),
            ErrorKind::IsADirectory => ("this is a directory", "Name the files in it"),
            _ => (
                "the file cannot be read to its end",
                "Check the disk or the share, and try again",
            ),
        };
        self.tell(sink, None, what, todo);
        Stop
    }

    /// The next line that is not blank, with its number; `None` at the end. At most `most` bytes and one more.
    fn line(&mut self, sink: &Sink, most: u64) -> Result<Option<(usize, Vec<u8>)>, Stop> {
        loop {
            let mut line = Vec::new();
            let mut limited = (&mut *self.reader).take(most.saturating_add(1));
            let got = limited
                .read_until(b'\n', &mut line)
                .map_err(|e| self.cannot_read(sink, &e))?;
            if got == 0 {
                return Ok(None);
            }
            let number = self.next;
            self.next += usize::from(line.ends_with(b"\n"));
            if number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
                line.drain(..3);
            }
            let blank = line.trim_ascii().is_empty();
            if !blank || !line.ends_with(b"\n") {
                return Ok((!blank).then_some((number, line)));
            }
        }
    }

    /// Passes over the rest of a line that was too long.
    fn skip_line(&mut self, sink: &Sink) -> Result<(), Stop> {
        loop {
            let seen = self.reader.fill_buf().map_err(|_| ());
            let Ok(seen) = seen else {
                self.tell(
                    sink,
                    None,
                    "the file cannot be read to its end",
                    "Check the disk, and try again",
                );
                return Err(Stop);
            };
            if seen.is_empty() {
                return Ok(());
            }
            let end = seen.iter().position(|b| *b == b'\n');
            let used = end.map_or(seen.len(), |at| at + 1);
            self.reader.consume(used);
            if end.is_some() {
                self.next += 1;
                return Ok(());
            }
        }
    }

    /// What is wrong with the text itself, whatever it says.
    fn is_text(&self, sink: &Sink, bytes: &[u8], first: usize) -> bool {
        let line_of = |at: usize| first + bytes[..at].split(|b| *b == b'\n').count() - 1;
        let start = bytes.trim_ascii_start();
        if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
            self.tell(sink, Some(first), "the text is UTF-16", "Save the file as UTF-8");
        } else if start.starts_with(b"<") {
            self.tell(
                sink,
                Some(first),
                "this looks like XML",
                "Export the file as FHIR JSON",
            );
        } else if let Some(at) = bytes.iter().position(|b| *b == 0) {
            let todo = "Export the file again; it may have been cut off or is not text";
            self.tell(sink, Some(line_of(at)), "the file holds a NUL byte", todo);
        } else if let Err(e) = std::str::from_utf8(bytes) {
            self.tell(
                sink,
                Some(line_of(e.valid_up_to())),
                "the text is not UTF-8",
                "Save the file as UTF-8",
            );
        } else {
            return true;
        }
        false
    }

    fn not_json(&self, sink: &Sink, fault: &Fault) {
        let place = fault
            .column
            .map(|c| format!(" at column {c}"))
            .unwrap_or_default();
        let (what, todo) = match &fault.kind {
            FaultKind::Unfinished => (
                format!("bad JSON: the text ends too early{place}"),
                "Export the file again; it was cut off",
            ),
            FaultKind::Trailing => (
                format!("bad JSON: something stands behind the end{place}"),
                "Put several resources into a Bundle, or each on a line of its own",
            ),
            FaultKind::Syntax(words) => (format!("bad JSON{place}: {words}"), "Correct the text here"),
            FaultKind::TooDeep => (
                "bad JSON: the elements are nested too deeply".to_owned(),
                "No FHIR resource needs that; export it again",
            ),
            FaultKind::TooMany => (
                "the file is too large: it holds too many values".to_owned(),
                "Split it into several files",
            ),
        };
        self.tell(sink, Some(fault.line), what, todo);
    }

    fn too_large(&self, sink: &Sink, limit: u64) -> Stop {
        let what = format!("the file is too large: one document may have {}", in_bytes(limit));
        self.tell(
            sink,
            None,
            what,
            "Split it into several files, or send it as NDJSON",
        );
        Stop
    }
}

fn in_bytes(count: u64) -> String {
    if count >= 1 << 20 {
        format!("{} MiB", count >> 20)
    } else {
        format!("{count} bytes")
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn read_file(lines: &mut Lines<'_>, import: &mut Import<'_>) -> Result<(), Stop> {
    let limits = import.limits;
    let Some((number, mut text)) = lines.line(&import.sink, limits.bundle_bytes)? else {
        lines.tell(
            &import.sink,
            None,
            "the file is empty",
            "Check that the export has finished",
        );
        return Err(Stop);
    };
    if length(&text) > limits.bundle_bytes {
        return Err(lines.too_large(&import.sink, limits.bundle_bytes));
    }
    if !lines.is_text(&import.sink, &text, number) {
        return Err(Stop);
    }
    match json::parse(&text, number, limits) {
        Err(fault) if fault.kind == FaultKind::Unfinished => {
            let room = limits.bundle_bytes - length(&text);
            let mut rest = (&mut *lines.reader).take(room.saturating_add(1));
            rest.read_to_end(&mut text)
                .map_err(|e| lines.cannot_read(&import.sink, &e))?;
            whole(lines, import, &text, number)
        }
        first => {
            let next = lines.line(&import.sink, line_limit(import))?;
            let one_per_line = next
                .as_ref()
                .is_some_and(|(_, n)| n.trim_ascii_start().starts_with(b"{"));
            if one_per_line && text.trim_ascii_end().ends_with(b"}") {
                return each_line(lines, import, (number, text), next);
            }
            match (first, next) {
                (Ok(node), None) => {
                    let doc = import.next_doc();
                    import.document(lines.file, Form::Single, doc, &node);
                }
                (Ok(_), Some((number, _))) => {
                    let fault = Fault {
                        line: number,
                        column: Some(1),
                        kind: FaultKind::Trailing,
                    };
                    lines.not_json(&import.sink, &fault);
                }
                (Err(fault), _) => lines.not_json(&import.sink, &fault),
            }
            Ok(())
        }
    }
}

fn line_limit(import: &Import<'_>) -> u64 {
    u64::try_from(import.limits.line_bytes).unwrap_or(u64::MAX)
}

fn whole(lines: &Lines<'_>, import: &mut Import<'_>, text: &[u8], first: usize) -> Result<(), Stop> {
    if length(text) > import.limits.bundle_bytes {
        return Err(lines.too_large(&import.sink, import.limits.bundle_bytes));
    }
    if !lines.is_text(&import.sink, text, first) {
        return Err(Stop);
    }
    match json::parse(text, first, import.limits) {
        Ok(node) => {
            let doc = import.next_doc();
            import.document(lines.file, Form::Single, doc, &node);
        }
        Err(fault) => lines.not_json(&import.sink, &fault),
    }
    Ok(())
}

/// NDJSON. A broken line does not stop the others from being checked.
fn each_line(
    lines: &mut Lines<'_>,
    import: &mut Import<'_>,
    first: (usize, Vec<u8>),
    mut next: Option<(usize, Vec<u8>)>,
) -> Result<(), Stop> {
    let doc = import.next_doc();
    let most = line_limit(import);
    let mut line = first;
    loop {
        let (number, text) = line;
        if length(&text) > most {
            let what = format!("the line is too long: it may have {}", in_bytes(most));
            lines.tell(
                &import.sink,
                Some(number),
                what,
                "Leave out attachments, or send the resource in a Bundle",
            );
            if !text.ends_with(b"\n") {
                lines.skip_line(&import.sink)?;
            }
        } else if lines.is_text(&import.sink, &text, number) {
            // Without its end of line, a line that breaks off is told at its own number.
            match json::parse(text.trim_ascii_end(), number, import.limits) {
                Ok(node) => import.document(lines.file, Form::Lines, doc, &node),
                Err(fault) => lines.not_json(&import.sink, &fault),
            }
        }
        line = match next.take() {
            Some(next) => next,
            None => match lines.line(&import.sink, most)? {
                Some(next) => next,
                None => return Ok(()),
            },
        };
    }
}
