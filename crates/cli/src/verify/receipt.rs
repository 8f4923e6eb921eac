//! Checking one receipt: offline with the published key; against the live log where that is asked for. Owns: the sentences
//! and how it ends. Offline it opens no connection at all.

use std::fs::File;
use std::io::Read as _;

use sayso_log::Hash;
use sayso_log::checkpoint::{Known, Signed};
use sayso_log::note::{Note, VerifierKey};
use sayso_log::receipt::{Genuine, Outcome, Receipt as Read, Trust, verify_receipt};
use sayso_log::tile::reader::Reader;

use super::Receipt;
use super::source::Source;
use crate::CliError;

/// Longer than any receipt: whatever is longer is none.
const MOST: u64 = 1_000_000;

/// Checks, says what was found, and ends with it.
pub(super) fn run(args: &Receipt) -> Result<(), CliError> {
    let mut bytes = vec![];
    File::open(&args.file)
        .and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes))
        .map_err(|why| CliError::input(format!("{} cannot be read: {why}", args.file.display())))?;
    let source = args.against.as_deref().map(Source::new);
    let trust = trust(args, source.as_ref())?;
    let outcome = verify_receipt(&bytes, &trust);
    let genuine = match &outcome {
        Outcome::Genuine(genuine) => genuine,
        // Neither true nor false: it cannot be checked yet.
        Outcome::NotYetStamped(_) => return Err(CliError::input(outcome.to_string())),
        Outcome::Altered(_) | Outcome::NotOurs => return Err(CliError::failed(outcome.to_string())),
    };
    println!("{outcome}");
    println!("It was in the log by {}.", genuine.by);
    for witness in &genuine.witnesses {
        println!("Countersigned by {}.", witness.name);
    }
    println!("Short code: {}", genuine.recorded.code());
    println!("What was recorded:");
    for (name, value) in genuine.recorded.fields().filter(|(_, v)| !v.is_empty()) {
        // No character of a receipt may do anything to a terminal.
        let shown: String = value.chars().filter(|c| !c.is_control()).collect();
        println!("  {name}: {shown}");
    }
    match &source {
        None => Ok(()),
        Some(source) => against(source, &bytes, genuine, &trust.known),
    }
}

fn trust(args: &Receipt, source: Option<&Source>) -> Result<Trust, CliError> {
    let mut keys = args.keys.clone();
    if keys.is_empty() {
        let Some(source) = source else {
            return Err(CliError::input(
                "name the log’s key: --key KEY. It stands at …/log/key, and better on paper.",
            ));
        };
        let read = source
            .file("key")
            .map_err(|why| CliError::input(format!("the log’s key cannot be had: {why}")))?;
        let text = String::from_utf8_lossy(&read).trim().to_owned();
        println!(
            "The key came from the log itself: {text}. Compare it with one that you got by another way."
        );
        keys.push(
            text.parse::<VerifierKey>()
                .map_err(|_| CliError::input("what the log gave as its key is no key"))?,
        );
    }
    Ok(Trust {
        known: Known {
            origin: keys[0].name().to_owned(),
            keys,
            witnesses: args.witnesses.clone(),
        },
        witnesses_asked_for: args.enough.unwrap_or(args.witnesses.len()),
    })
}

/// Does the live log still have the line, and does the service still say the same?
fn against(source: &Source, bytes: &[u8], genuine: &Genuine, known: &Known) -> Result<(), CliError> {
    let unread = |why| CliError::input(format!("the live log cannot be read: {why}"));
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let text = format!("{}\n", text.trim_matches('\n'));
    let Some(stamped) = Read::parse(&text).ok().and_then(|r| r.stamped) else {
        return Err(CliError::input("the receipt cannot be read again"));
    };
    let old = Signed::open(stamped.public.checkpoint.clone(), known)
        .map_err(|why| CliError::failed(why.to_string()))?
        .head();
    let note = source.file("checkpoint").map_err(unread)?;
    let live = Note::parse(&note)
        .map_err(Into::into)
        .and_then(|note| Signed::open(note, known))
        .map_err(|why| CliError::failed(format!("the live log’s checkpoint is not believed: {why}.")))?
        .head();
    if live.size < old.size {
        return Err(CliError::failed(format!(
            "this log has {} lines now, and had {} when the receipt was made. It was rolled back.",
            live.size, old.size
        )));
    }
    let tree = || Reader::new(source, live).ok_or_else(|| CliError::failed("no log can be so large"));
    if tree()?.consistency(&old).is_err() {
        return Err(CliError::failed(
            "this log no longer continues the one that the receipt is from. Its past was changed.",
        ));
    }
    let leaf = Hash::leaf(stamped.line.as_bytes());
    if tree()?.inclusion(&leaf, stamped.public.index).is_err() {
        return Err(CliError::failed(
            "this log no longer has the line of the receipt.",
        ));
    }
    println!("This log still has its line, at {} lines.", live.size);
    if source.is_copy() {
        println!("A copy cannot be asked whether the service still says the same.");
        return Ok(());
    }
    let commitment = Hash::new(genuine.recorded.commitment()).hex();
    let answer = source
        .file(&format!("record/{}/{commitment}", stamped.index))
        .map_err(|why| CliError::input(format!("the service does not say what it holds: {why}")))?;
    if answer == b"yes\n" {
        println!("The service still says what this receipt says.");
        Ok(())
    } else {
        Err(CliError::failed(
            "the service no longer says what this receipt says. The receipt is genuine: the service’s own record \
             was changed.",
        ))
    }
}
