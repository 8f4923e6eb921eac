//! Checking a whole log. Owns: which questions are asked, and the sentence for each answer.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sayso_log::Hash;
use sayso_log::checkpoint::{Known, Signed};
use sayso_log::leaf::{Leaf, Stamp};
use sayso_log::note::{Note, VerifierKey};
use sayso_log::tile::audit;
use sayso_log::tile::reader::Reader;

use super::{Log, planned, source::Source, witnesses};
use crate::CliError;

/// The shortest notice for changed terms, in seconds: 14 days.
const NOTICE: i64 = 14 * 86_400;
/// The longest time between two sealed roots before it is pointed out, in seconds: one may be late by a moment.
const GAP: i64 = 11 * 60;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// What holds, and what to know.
    pub(super) said: Vec<String>,
    /// What does not hold.
    pub(super) wrong: Vec<String>,
}

/// Asks everything of a log that can be asked from outside.
pub(super) fn log(args: &Log) -> Result<Report, CliError> {
    let source = Source::new(&args.from);
    let read = |path: &str| {
        let bytes = source.file(path);
        bytes.map_err(|why| CliError::input(format!("{}/{path} cannot be read: {why}", args.from)))
    };
    let mut report = Report::default();
    let key = if let Some(key) = &args.key {
        key.clone()
    } else {
        let text = String::from_utf8_lossy(&read("key")?).trim().to_owned();
        report.said.push(format!(
            "The key came from the log itself: {text}. Compare it with one that you got by another way."
        ));
        text.parse::<VerifierKey>()
            .map_err(|_| CliError::input("what the log gave as its key is no key"))?
    };
    let known = Known {
        origin: key.name().to_owned(),
        keys: vec![key],
        witnesses: args.witness.clone(),
    };
    let note = read("checkpoint")?;
    let signed = match Note::parse(&note)
        .map_err(Into::into)
        .and_then(|n| Signed::open(n, &known))
    {
        Ok(signed) => signed,
        Err(why) => {
            report
                .wrong
                .push(format!("The checkpoint is not believed: {why}."));
            return Ok(report);
        }
    };
    let head = signed.head();
    report.said.push(format!(
        "The checkpoint of {} is signed by its key, at {} lines.",
        known.origin, head.size
    ));
    let mut lines = Lines::default();
    match audit::whole(&source, &head, |index, entry| lines.see(index, entry)) {
        Ok(()) => report
            .said
            .push("Every line and every tile fits under the signature.".into()),
        Err(why) => report.wrong.push(format!("A line or a tile was changed: {why}.")),
    }
    report.wrong.append(&mut lines.wrong);
    report.said.extend(lines.planned.said());
    let last = lines.last.as_ref().map_or(0, Stamp::seconds);
    turned(&lines, &source, &mut report);
    witnesses::count(&args.witness, &source, &known, &signed, last, &mut report);
    documents(&source, &lines.documents, &mut report);
    if lines.gaps > 0 {
        report.said.push(format!(
            "Between sealed numbers, {} times more than 11 minutes went by. The service may have stood still then.",
            lines.gaps
        ));
    }
    if let Some(file) = &args.remember {
        remembered(file, &source, &known, &signed, &mut report)?;
    }
    Ok(report)
}

/// What the lines say, seen one by one.
#[derive(Default)]
struct Lines {
    wrong: Vec<String>,
    documents: BTreeSet<String>,
    last: Option<Stamp>,
    sealed: Option<i64>,
    gaps: usize,
    /// The line with which it ended: its number, why, and the document with the next log's key.
    ended: Option<(u64, String, String)>,
    /// Why the log before it ended, and the document with that log's last checkpoint.
    before: Option<(String, String)>,
    /// Months and years that were counted, in the order of their lines.
    counted: BTreeSet<String>,
    /// Plans of evaluation, and results.
    planned: planned::Planned,
}

/// The month after this one: `2026-12` gives `2027-01`.
fn month_after(month: &str) -> Option<String> {
    let (year, month) = month.split_once('-')?;
    let (year, month): (u16, u8) = (year.parse().ok()?, month.parse().ok()?);
    Some(if month < 12 {
        format!("{year:04}-{:02}", month + 1)
    } else {
        format!("{:04}-01", year + 1)
    })
}

impl Lines {
    fn see(&mut self, index: u64, entry: &[u8]) {
        let Ok(leaf) = Leaf::parse(entry) else {
            self.wrong
                .push(format!("Line {index} is none that this log may hold."));
            return;
        };
        if self.last.as_ref().is_some_and(|last| last > leaf.at()) {
            self.wrong
                .push(format!("Line {index} is earlier than the one before it."));
        }
        if self.ended.is_some() {
            self.wrong.push(format!(
                "Line {index} comes after the line with which the log ended."
            ));
        }
        self.last = Some(leaf.at().clone());
        self.documents.extend(leaf.documents().iter().map(Hash::hex));
        let at = leaf.at().seconds();
        match &leaf {
            Leaf::PrivateRoot { .. } => {
                self.gaps += usize::from(self.sealed.is_some_and(|before| at - before > GAP));
                self.sealed = Some(at);
            }
            Leaf::NextLog { because, hash, .. } => {
                self.ended = Some((index, because.to_string(), hash.0.hex()));
            }
            Leaf::PreviousLog { because, hash, .. } if index == 0 => {
                self.before = Some((because.to_string(), hash.0.hex()));
            }
            Leaf::PreviousLog { .. } => self.wrong.push(format!(
                "Line {index} speaks of a log before this one. Only the first line may."
            )),
            Leaf::MonthlyCounts { month, .. } => {
                let month = month.as_str();
                let last = self.counted.iter().rfind(|c| c.len() == month.len());
                let next = last.and_then(|l| month_after(l));
                if next.is_some_and(|next| next != month) {
                    self.wrong.push(format!(
                        "Line {index} counts the month {month} twice, late, or with a month left out."
                    ));
                }
                self.counted.insert(month.to_owned());
            }
            Leaf::LegalDemands { year, .. } if !self.counted.insert(format!("{year:04}")) => {
                self.wrong
                    .push(format!("Line {index} counts the demands of {year} twice."));
            }
            Leaf::EvaluationProtocol { name, .. } => {
                self.wrong.extend(self.planned.plan(index, name.as_str()));
            }
            Leaf::PublishedTable { name, .. } => self.wrong.extend(self.planned.table(index, name.as_str())),
            // What was in effect before the log began had its notice before.
            Leaf::Terms {
                number, effective, ..
            } if *number > 1 && self.sealed.is_some() && effective.seconds() - at < NOTICE => {
                self.wrong.push(format!(
                    "Line {index} changes terms with less than 14 days of notice."
                ));
            }
            _ => {}
        }
    }
}

/// What the log says about the one before it and the one after it.
fn turned(lines: &Lines, source: &Source, report: &mut Report) {
    if let Some((because, hash)) = &lines.before {
        report.said.push(match because.as_str() {
            "loss" => format!(
                "It was begun after a loss. What the log before it last signed is the document {hash}, if anything. \
                 Compare it with what you or a witness kept."
            ),
            why => format!(
                "It goes on where another log ended ({why}). That log’s last checkpoint is the document {hash}."
            ),
        });
    }
    if let Some((_, because, hash)) = &lines.ended {
        let key = source.file(&format!("document/{hash}")).unwrap_or_default();
        report.said.push(format!(
            "It has ended ({because}). By its own signature, the key of the log that goes on is {}",
            String::from_utf8_lossy(&key).trim()
        ));
    }
}

fn documents(source: &Source, hashes: &BTreeSet<String>, report: &mut Report) {
    let mut whole = 0;
    for hash in hashes {
        match source.file(&format!("document/{hash}")) {
            Ok(bytes) if Hash::of(&bytes).hex() == *hash => whole += 1,
            Ok(_) => report.wrong.push(format!("The document {hash} was changed.")),
            Err(why) => report
                .wrong
                .push(format!("The document {hash} cannot be had: {why}.")),
        }
    }
    report.said.push(format!(
        "{whole} of {} published documents are what was signed.",
        hashes.len()
    ));
}

/// Compares with what was seen last time, and remembers what is seen now where it continues that.
fn remembered(
    file: &Path,
    source: &Source,
    known: &Known,
    signed: &Signed,
    report: &mut Report,
) -> Result<(), CliError> {
    if file.exists() {
        let before = Note::parse(&fs::read(file)?)
            .ok()
            .and_then(|n| Signed::open(n, known).ok())
            .ok_or_else(|| {
                CliError::input(format!(
                    "{} holds no checkpoint of this log. Nothing was written over it.",
                    file.display()
                ))
            })?;
        let (old, new) = (before.head(), signed.head());
        if old.size > new.size {
            report.wrong.push(format!(
                "The log has {} lines now, and had {} when you last looked. It was rolled back.",
                new.size, old.size
            ));
        } else if Reader::new(source, new).is_none_or(|mut tree| tree.consistency(&old).is_err()) {
            report.wrong.push(format!(
                "The first {} lines are not those that you saw last time. The log was changed.",
                old.size
            ));
        } else {
            report.said.push(format!(
                "It continues what you saw last time, at {} lines.",
                old.size
            ));
        }
    }
    if report.wrong.is_empty() {
        fs::write(file, signed.note().to_string())?;
    }
    Ok(())
}
