//! Which of the witnesses that you named have countersigned. Owns: that a countersignature counts only for what the log
//! still shows, and that a missing one is said by name.

use sayso_log::checkpoint::{Known, Signed};
use sayso_log::note::{Note, Scheme, Verified, VerifierKey};
use sayso_log::tile::TileFault;
use sayso_log::tile::reader::Reader;

use super::audit::Report;
use super::source::Source;

/// How long a witness may be behind the log's last line before it is said to be missing, in seconds.
const LATE: i64 = 86_400;

/// Asks for each witness. `now` is the time of the log's last line.
pub(super) fn count(
    asked: &[VerifierKey],
    source: &Source,
    known: &Known,
    signed: &Signed,
    now: i64,
    report: &mut Report,
) {
    let others = signed.note().signatures().iter().filter(|s| {
        let named = |k: &VerifierKey| k.name() == s.name() && k.id() == s.id();
        !known.keys.iter().any(named) && !asked.iter().any(named)
    });
    let others: Vec<&str> = others.map(sayso_log::note::Signature::name).collect();
    if !others.is_empty() {
        report.said.push(format!(
            "There are lines of witnesses that you did not name, and that were not checked: {}.",
            others.join(", ")
        ));
    }
    if asked.is_empty() {
        report
            .said
            .push("You named no outside witness, so none was asked for. Name one with --witness KEY.".into());
        return;
    }
    let mut good = 0;
    for witness in asked {
        match one(witness, source, known, signed, now) {
            Ok(said) => {
                good += 1;
                report.said.push(said);
            }
            Err(wrong) => report.wrong.push(wrong),
        }
    }
    report.said.push(format!(
        "{good} of the {} witnesses that you named have countersigned what the log shows.",
        asked.len()
    ));
}

fn one(
    witness: &VerifierKey,
    source: &Source,
    known: &Known,
    signed: &Signed,
    now: i64,
) -> Result<String, String> {
    let name = witness.name();
    if witness.scheme() != Scheme::Timed {
        return Err(format!("{name} is not the key of a witness."));
    }
    let own = |v: &&Verified| v.name == name && v.id == witness.id();
    let (size, time) = if let Some(found) = signed.witnesses().iter().find(own) {
        (signed.head().size, found.time)
    } else {
        let missing = || format!("{name} has not countersigned this log.");
        let file = source.file(&format!("witness/{:08x}", witness.id()));
        let note = Note::parse(&file.map_err(|_| missing())?).map_err(|_| missing())?;
        let earlier = Signed::open(note, known).map_err(|_| missing())?;
        let found = earlier.witnesses().iter().find(own).ok_or_else(missing)?;
        let continues = Reader::new(source, signed.head())
            .ok_or(TileFault::AnotherRoot)
            .and_then(|mut tree| tree.consistency(&earlier.head()));
        if continues.is_err() {
            return Err(format!(
                "{name} has countersigned {} lines that this log does not continue. It was rolled back or changed.",
                earlier.head().size
            ));
        }
        (earlier.head().size, found.time)
    };
    let at = time.and_then(|t| i64::try_from(t).ok()).unwrap_or(0);
    let words = jiff::Timestamp::from_second(at).map_or_else(|_| "an unknown time".into(), |t| t.to_string());
    if now - at > LATE {
        return Err(format!(
            "{name} has countersigned nothing since {words}, at {size} lines. The log has gone on for more than a day."
        ));
    }
    Ok(format!("{name} countersigned {size} lines at {words}."))
}
