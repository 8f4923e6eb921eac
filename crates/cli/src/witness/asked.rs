//! What a witness was asked for and did not countersign, as it tells others: the last such request for each log, and how
//! many. Owns: that this is bounded, names nobody and accuses nobody: a request can be an old one that somebody repeats.

use std::collections::BTreeMap;

use sayso_log::checkpoint::Checkpoint;
use sayso_log::witness::{AddCheckpoint, Answer, State};

use super::http::moment;

/// Why one was not countersigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// Fewer lines than were countersigned.
    Fewer,
    /// It came without a proof that it continues what was countersigned. Anybody can send that, with the log's own lines.
    Unproved,
    /// As many lines as were countersigned, and others.
    Others,
}

/// The last request of this kind for one log.
#[derive(Debug, Clone, Copy)]
struct Last {
    times: u64,
    at: u64,
    lines: u64,
    after: u64,
    /// What was wrong with it.
    why: Why,
}

/// For each log that is watched, since this process began. No other log gets so far that it is noted.
#[derive(Debug, Default)]
pub(super) struct Asked(BTreeMap<String, Last>);

impl Asked {
    /// Notes a request whose checkpoint the log’s own key has signed, where it was for an older log or another history.
    /// What to say about it now: the first time, and then each time that the number doubles.
    pub(super) fn note(&mut self, body: &[u8], answer: &Answer, state: &State, at: u64) -> Option<String> {
        let why = match answer {
            Answer::Forked(_) => Why::Others,
            Answer::NotContinued(_) => Why::Unproved,
            Answer::Conflict { .. } | Answer::Backwards => Why::Fewer,
            _ => return None,
        };
        let request = AddCheckpoint::parse(body).ok()?;
        let claimed = Checkpoint::parse(request.checkpoint.text())?;
        let after = state.latest(claimed.origin())?.head().size;
        let lines = claimed.head().size;
        if why == Why::Fewer && lines >= after {
            // It only did not know where this witness stands, and asks again.
            return None;
        }
        let times = self.0.get(claimed.origin()).map_or(0, |last| last.times) + 1;
        let last = Last {
            times,
            at,
            lines,
            after,
            why,
        };
        // What tells of two histories is not pushed out by what anybody can send.
        if let Some(before) = self.0.get_mut(claimed.origin())
            && before.why == Why::Others
            && why != Why::Others
        {
            before.times = times;
            return None;
        }
        self.0.insert(claimed.origin().to_owned(), last);
        times.is_power_of_two().then(|| said(claimed.origin(), &last))
    }

    /// What is to be read about this log, if anything.
    pub(super) fn about(&self, origin: &str) -> Option<String> {
        self.0.get(origin).map(|last| said(origin, last))
    }
}

fn said(origin: &str, last: &Last) -> String {
    let why = match last.why {
        Why::Others => "These are other lines than those. It was not countersigned.",
        Why::Unproved => {
            "It came without a proof that these continue those, which anybody can send. It was not countersigned."
        }
        Why::Fewer => "The log went back, or somebody repeats an old request.",
    };
    format!(
        "{origin}: asked at {} to countersign {} lines, after {}. {why} Such requests since this witness started: {}.",
        moment(last.at),
        last.lines,
        last.after,
        last.times
    )
}
