//! The witness without a server, for cron: it reads the log by itself, whole, countersigns, and hands that over. Owns:
//! that what is countersigned was read from its files, line by line, and continues what was countersigned before.

use std::sync::PoisonError;
use std::time::Duration;

use sayso_log::Hash;
use sayso_log::checkpoint::{Checkpoint, CheckpointFault, Known, Signed};
use sayso_log::note::{Note, NoteFault};
use sayso_log::proof::Head;
use sayso_log::tile::reader::Reader;
use sayso_log::tile::{TileFault, audit};
use sayso_log::witness::{AddCheckpoint, Answer};

use super::http::moment;
use super::{Desk, Refused};
use crate::CliError;
use crate::verify::Source;

impl Desk {
    /// Reads the log below `url`, which ends in `/log` as a rule, countersigns it and hands that over.
    ///
    /// # Errors
    /// In words: the log cannot be read, is not one that is watched, was rolled back or changed; or what was
    /// countersigned could not be handed over.
    pub fn once(&self, url: &str) -> Result<String, CliError> {
        let source = Source::new(url);
        let file = source.file("checkpoint");
        let note = file.map_err(|why| CliError::input(format!("{url}/checkpoint cannot be read: {why}")))?;
        let note = Note::parse(&note).map_err(|why| CliError::failed(format!("{url}/checkpoint: {why}")))?;
        let claimed = Checkpoint::parse(note.text());
        let claimed =
            claimed.ok_or_else(|| CliError::failed(format!("{url}/checkpoint is no checkpoint")))?;
        let logs = &self.witness.logs;
        let log = logs.iter().find(|l| l.origin == claimed.origin()).ok_or_else(|| {
            CliError::input(format!(
                "this witness does not watch {}. If that is a new log, get its key by another way, and add --log KEY",
                claimed.origin()
            ))
        })?;
        let known = Known {
            origin: log.origin.clone(),
            keys: log.keys.clone(),
            witnesses: vec![],
        };
        let signed = Signed::open(note.clone(), &known).map_err(|why| {
            CliError::failed(match why {
                CheckpointFault::Note(NoteFault::NobodyKnown) => Answer::NotSigned.to_string(),
                why => format!("The checkpoint is not believed: {why}."),
            })
        })?;
        let mut keep = self.keep.lock().unwrap_or_else(PoisonError::into_inner);
        let old = keep.state().latest(&log.origin).map_or(
            Head {
                size: 0,
                root: Hash::of_empty_tree(),
            },
            sayso_log::witness::state::Latest::head,
        );
        let new = signed.head();
        if old.size > new.size {
            return Err(CliError::failed(format!(
                "nothing was countersigned. The log shows {} lines, and had {} when this witness last countersigned. \
                 It was rolled back, or somebody on the way gives an old copy.",
                new.size, old.size
            )));
        }
        // Every line and tile first: only then is it certain that what does not continue was signed so.
        audit::whole(&source, &new, |_, _| {}).map_err(|why| CliError::failed(changed(&why)))?;
        let continues = Reader::new(&source, new)
            .ok_or(TileFault::AnotherRoot)
            .and_then(|mut tree| tree.consistency(&old));
        let proof = match continues {
            Ok(proof) => proof,
            Err(TileFault::AnotherRoot) => {
                keep.refuse(&note, Refused::Fork)?;
                return Err(CliError::failed(format!(
                    "nothing was countersigned. The first {} lines are not those that this witness countersigned. The \
                     log was changed, and its own key has signed that. The checkpoint is kept as evidence.",
                    old.size
                )));
            }
            Err(why) => return Err(CliError::failed(changed(&why))),
        };
        let body = AddCheckpoint {
            old: old.size,
            proof,
            checkpoint: note.clone(),
        };
        let time = self.now();
        let answer = keep.decide(&self.witness, body.to_string().as_bytes(), time)?;
        let Answer::Cosigned { signature, .. } = answer else {
            return Err(CliError::failed(format!("nothing was countersigned. {answer}")));
        };
        let mut with = note;
        with.add(signature);
        hand_over(url, &with.to_string())?;
        Ok(format!(
            "{}: {} lines, every one read. It continues the {} that were countersigned before. Countersigned at {}, and \
             handed over.",
            log.origin,
            new.size,
            old.size,
            moment(time)
        ))
    }
}

fn changed(why: &TileFault) -> String {
    match why {
        TileFault::Unreadable { .. } => format!("nothing was countersigned. The log cannot be read: {why}."),
        _ => format!("nothing was countersigned. A line or a tile was changed: {why}."),
    }
}

/// Hands a countersigned checkpoint to the log: `POST …/add-cosignature`, the note with both signatures as the body.
fn hand_over(url: &str, note: &str) -> Result<(), CliError> {
    let kept = "Countersigned and kept here, but not handed over";
    if !(url.starts_with("http://") || url.starts_with("https://")) {
        return Ok(());
    }
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(30)))
        .http_status_as_error(false)
        .max_redirects(0)
        .build()
        .into();
    let answer = agent
        .post(format!("{}/add-cosignature", url.trim_end_matches('/')))
        .header("content-type", "text/plain; charset=utf-8")
        .send(note);
    match answer {
        Ok(answer) if answer.status().is_success() => Ok(()),
        Ok(mut answer) => {
            let said = answer
                .body_mut()
                .with_config()
                .limit(2000)
                .read_to_string()
                .unwrap_or_default();
            Err(CliError::failed(format!(
                "{kept}: the log answered {}. {}",
                answer.status().as_u16(),
                said.trim()
            )))
        }
        Err(why) => Err(CliError::failed(format!("{kept}: {why}."))),
    }
}
