//! What a witness was asked for and did not countersign, as it tells others: the last such request for each log, and how
//! many. Owns: that this is bounded, names nobody and accuses nobody: a request can be an old one that somebody repeats.

use std::collections::BTreeMap;

use sayso_log::checkpoint::Checkpoint;
use sayso_log::witness::{AddCheckpoint, Answer, State};

use super::http::moment;

/// The last request of this kind for one log.
#[derive(Debug, Clone, Copy)]
struct Last {
    times: u64,
    at: u64,
    lines: u64,
    after: u64,
    /// Not fewer lines, but others.
    other: bool,
}

/// For each log that is watched, since this process began. No other log gets so far that it is noted.
#[derive(Debug, Default)]
pub(super) struct Asked(BTreeMap<String, Last>);

impl Asked {
    /// Notes a request whose checkpoint the log’s own key has signed, where it was for an older log or another history.
    /// What to say about it now: the first time, and then each time that the number doubles.
    pub(super) fn note(&mut self, body: &[u8], answer: &Answer, state: &State, at: u64) -> Option<String> {
        let other = match answer {
            Answer::Forked(_) | Answer::NotContinued(_) => true,
            Answer::Conflict { .. } | Answer::Backwards => false,
            _ => return None,
        };
        let request = AddCheckpoint::parse(body).ok()?;
        let claimed = Checkpoint::parse(request.checkpoint.text())?;
        let after = state.latest(claimed.origin())?.head().size;
        let lines = claimed.head().size;
        if !other && lines >= after {
            // It only did not know where this witness stands, and asks again.
            return None;
        }
        let times = self.0.get(claimed.origin()).map_or(0, |last| last.times) + 1;
        let last = Last {
            times,
            at,
            lines,
            after,
            other,
        };
        self.0.insert(claimed.origin().to_owned(), last);
        times.is_power_of_two().then(|| said(claimed.origin(), &last))
    }

    /// What is to be read about this log, if anything.
    pub(super) fn about(&self, origin: &str) -> Option<String> {
        self.0.get(origin).map(|last| said(origin, last))
    }
}

fn said(origin: &str, last: &Last) -> String {
    let why = if last.other {
        "These do not continue those. It was not countersigned, and is kept."
    } else {
        "The log went back, or somebody repeats an old request."
    };
    format!(
        "{origin}: asked at {} to countersign {} lines, after {}. {why} Such requests since this witness started: {}.",
        moment(last.at),
        last.lines,
        last.after,
        last.times
    )
}
