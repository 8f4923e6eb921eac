//! Checking a whole log. Owns: which questions are asked, and the sentence for each answer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sayso_log::Hash;
use sayso_log::checkpoint::{Known, Signed};
use sayso_log::leaf::Stamp;
use sayso_log::note::{Note, VerifierKey};
use sayso_log::tile::reader::Reader;
use sayso_log::tile::{TileFault, Unreadable, audit};

use super::lines::{Lines, moment};
use super::turn::{self, Before};
use super::{Log, behind, source::Source, terms, witnesses};
use crate::CliError;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// What holds, and what to know.
    pub(super) said: Vec<String>,
    /// What does not hold.
    pub(super) wrong: Vec<String>,
    /// Where sealed numbers are missing. It does not hold either; but what is there may be remembered, so that the next
    /// look goes on from it.
    pub(super) missing: Vec<String>,
}

/// Asks everything of a log that can be asked from outside, at this moment (seconds since 1970).
pub(super) fn log(args: &Log, now: i64) -> Result<Report, CliError> {
    let source = Source::new(&args.from);
    let read = |path: &str| {
        let bytes = source.file(path);
        bytes.map_err(|why| CliError::input(format!("{}/{path} cannot be read: {why}", args.from)))
    };
    let mut report = Report::default();
    let key = match &args.key {
        Some(key) => key.clone(),
        None => key_of(&read("key")?, &mut report)?,
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
    let seen = args
        .remember
        .as_deref()
        .map(|file| seen(file, &known))
        .transpose()?
        .flatten();
    report.said.push(format!(
        "The checkpoint of {} is signed by its key, at {} lines.",
        known.origin, head.size
    ));
    let mut lines = Lines::default();
    match audit::whole(&source, &head, |index, entry| lines.see(index, entry)) {
        Ok(()) => report
            .said
            .push("Every line and every tile fits under the signature.".into()),
        Err(why) => match not_read(&args.from, &why) {
            Some(nothing) => return Err(nothing),
            None => report.wrong.push(format!("A line or a tile was changed: {why}.")),
        },
    }
    report.wrong.append(&mut lines.wrong);
    report.said.extend(lines.planned.said());
    report.said.extend(lines.moved());
    let last = lines.last.as_ref().map_or(0, Stamp::seconds);
    turned(&lines, &source, &mut report);
    witnesses::count(&args.witness, &source, &known, &signed, last, &mut report);
    let documents = documents(&source, &args.from, &lines.documents, &mut report)?;
    report.wrong.extend(lines.published.wrong(&documents));
    match lines.published.shown(&args.from, &documents) {
        Some(Ok(said)) => report.said.push(said),
        Some(Err(wrong)) => report.wrong.push(wrong),
        None => {}
    }
    let before = Before::read(&lines, &source, &args.from);
    let over = turn::goes_on(&args.from, signed.note());
    if let Some(because) = over.as_deref().filter(|_| lines.ended.is_none()) {
        report.said.push(format!(
            "It has no last line. The log that goes on says that it ended ({because}), and names this checkpoint."
        ));
    }
    // A log that goes on no more is not late, and neither is a copy: it is as old as it is.
    let over = over.is_some() || lines.ended.is_some();
    let until = if over || source.is_copy() { last } else { now };
    held(&lines, &before, &documents, until, source.is_copy(), &mut report);
    if source.is_copy() {
        report
            .said
            .push(format!("It is a copy, and ends at {}.", moment(last)));
    } else {
        report.missing.extend(lines.missing(now, over));
    }
    let upto = continues(&source, &args.from, seen.as_ref(), &signed, &mut report)?;
    for pause in before.pause(&lines).iter().chain(&lines.pauses) {
        if pause.line < upto {
            report
                .said
                .push(format!("{} You were told when you looked.", pause.said()));
        } else {
            report.missing.push(pause.said());
        }
    }
    if let Some(file) = &args.remember
        && report.wrong.is_empty()
    {
        fs::write(file, signed.note().to_string())?;
    }
    Ok(report)
}

/// The key that a log gives of itself.
fn key_of(gave: &[u8], report: &mut Report) -> Result<VerifierKey, CliError> {
    let text = String::from_utf8_lossy(gave).trim().to_owned();
    report.said.push(format!(
        "The key came from the log itself: {text}. Compare it with one that you got by another way."
    ));
    text.parse()
        .map_err(|_| CliError::input("what the log gave as its key is no key"))
}

/// The answer where tiles could not be read at all: nothing is known then, and nothing is said against the log.
fn not_read(from: &str, fault: &TileFault) -> Option<CliError> {
    match fault {
        TileFault::Unreadable { path, why } => broken(from, &path.to_string(), why),
        TileFault::Malformed { .. } | TileFault::Altered { .. } | TileFault::AnotherRoot => None,
    }
}

/// The same for one file. One that is not there is another matter: the log has to have it.
fn broken(from: &str, path: &str, why: &Unreadable) -> Option<CliError> {
    match why {
        Unreadable::Missing => None,
        Unreadable::Broken(why) => Some(CliError::input(format!(
            "{from}/{path} cannot be read: {why}. Nothing is known about this log yet; try again."
        ))),
    }
}

/// What the log says about the one before it and the one after it.
fn turned(lines: &Lines, source: &Source, report: &mut Report) {
    if let Some((because, hash)) = lines.before.as_ref().map(|(b, h)| (b, h.0.hex())) {
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

/// Terms and counts, held against the documents, the log before, and the time until which something was due.
fn held(
    lines: &Lines,
    before: &Before,
    documents: &BTreeMap<String, Vec<u8>>,
    until: i64,
    copy: bool,
    report: &mut Report,
) {
    match before {
        Before::Nothing => {}
        Before::Read(old) => {
            report
                .said
                .push("What it entered again was held against the log before it.".into());
            report.wrong.extend(lines.counted.against(&old.counted));
        }
        Before::Unread(because, why) if because == "loss" || copy => report.said.push(format!(
            "The log before it cannot be compared: {why}. What the first lines say of earlier times is their own word."
        )),
        Before::Unread(_, why) => report.wrong.push(format!(
            "The log before it cannot be compared: {why}. Nobody can see whether the first lines are what stood there."
        )),
    }
    let terms = terms::check(&lines.terms, |hash| documents.get(hash).cloned(), &before.past());
    report.said.extend(terms.said);
    report.wrong.extend(terms.wrong);
    report
        .said
        .extend(behind::said(&lines.terms, &lines.interests, documents));
    if let Some(from) = terms.first_published {
        report.wrong.extend(lines.counted.left_out(from, until));
    }
}

/// Fetches each document; those that are what was signed.
fn documents(
    source: &Source,
    from: &str,
    hashes: &BTreeSet<String>,
    report: &mut Report,
) -> Result<BTreeMap<String, Vec<u8>>, CliError> {
    let mut whole = BTreeMap::new();
    for hash in hashes {
        let path = format!("document/{hash}");
        match source.file(&path) {
            Ok(bytes) if Hash::of(&bytes).hex() == *hash => {
                whole.insert(hash.clone(), bytes);
            }
            Ok(_) => report.wrong.push(format!("The document {hash} was changed.")),
            Err(why) => match broken(from, &path, &why) {
                Some(nothing) => return Err(nothing),
                None => report
                    .wrong
                    .push(format!("The document {hash} cannot be had: {why}.")),
            },
        }
    }
    report.said.push(format!(
        "{} of {} published documents are what was signed.",
        whole.len(),
        hashes.len()
    ));
    Ok(whole)
}

/// What was seen last time, where there was a last time.
fn seen(file: &Path, known: &Known) -> Result<Option<Signed>, CliError> {
    if !file.exists() {
        return Ok(None);
    }
    let before = Note::parse(&fs::read(file)?)
        .ok()
        .and_then(|n| Signed::open(n, known).ok());
    let nothing = || {
        CliError::input(format!(
            "{} holds no checkpoint of this log. Nothing was written over it.",
            file.display()
        ))
    };
    before.ok_or_else(nothing).map(Some)
}

/// Compares with what was seen last time. How many lines were seen then and are still there.
fn continues(
    source: &Source,
    from: &str,
    seen: Option<&Signed>,
    signed: &Signed,
    report: &mut Report,
) -> Result<u64, CliError> {
    let Some(seen) = seen else { return Ok(0) };
    let (old, new) = (seen.head(), signed.head());
    if old.size > new.size {
        report.wrong.push(format!(
            "The log has {} lines now, and had {} when you last looked. It was rolled back.",
            new.size, old.size
        ));
        return Ok(0);
    }
    let gave = Reader::new(source, new).map(|mut tree| tree.consistency(&old));
    if let Some(Err(fault)) = &gave
        && let Some(nothing) = not_read(from, fault)
    {
        return Err(nothing);
    }
    if !matches!(gave, Some(Ok(_))) {
        report.wrong.push(format!(
            "The first {} lines are not those that you saw last time. The log was changed.",
            old.size
        ));
        return Ok(0);
    }
    report.said.push(format!(
        "It continues what you saw last time, at {} lines.",
        old.size
    ));
    Ok(old.size)
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
