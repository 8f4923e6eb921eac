//! What the lines of a log say, seen one by one. Owns: what can be judged from the lines alone and the time: their
//! order, their kinds, the sealed numbers at their intervals, what is counted. Never reads a file.

use std::collections::BTreeSet;

use sayso_log::Hash;
use sayso_log::leaf::{Document, Leaf, Stamp};

use super::{counted::Counted, planned::Planned, published::Published, terms};

/// The longest time between two sealed numbers, in seconds. One is due each ten minutes; the server looks once a second
/// and reads everything before it signs, which takes seconds in a large house.
pub(super) const GAP: i64 = 11 * 60;
/// The longest time from the last sealed number to the look, in seconds: a minute more than [`GAP`], because two
/// machines have two clocks.
pub(super) const LATE: i64 = GAP + CLOCKS;
/// How far two clocks may differ, in seconds.
const CLOCKS: i64 = 60;

/// A time in which no number was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pause {
    /// The line that ended it.
    pub(super) line: u64,
    /// From when, in seconds since 1970.
    pub(super) from: i64,
    /// Until when.
    pub(super) until: i64,
}

impl Pause {
    /// The sentence about it.
    pub(super) fn said(&self) -> String {
        format!(
            "No number was sealed between {} and {}. A server that stood still looks like this, and so do lines that \
             were left out.",
            moment(self.from),
            moment(self.until)
        )
    }
}

/// What the lines say, seen one by one.
#[derive(Default)]
pub(super) struct Lines {
    /// What does not hold.
    pub(super) wrong: Vec<String>,
    /// The documents that the lines stand for.
    pub(super) documents: BTreeSet<String>,
    /// The times of the first and the last line.
    pub(super) first: Option<Stamp>,
    pub(super) last: Option<Stamp>,
    /// Where no number was sealed for longer than [`GAP`].
    pub(super) pauses: Vec<Pause>,
    /// The line with which it ended: its number, why, and the document with the next log's key.
    pub(super) ended: Option<(u64, String, String)>,
    /// Why the log before it ended, and the document with that log's last checkpoint.
    pub(super) before: Option<(String, Document)>,
    /// Versions of terms.
    pub(super) terms: Vec<terms::Line>,
    /// Months and years that were counted.
    pub(super) counted: Counted,
    /// Where it says that its key was put in another place: the line, and when.
    moved: Vec<(u64, i64)>,
    /// Plans of evaluation, and results.
    pub(super) planned: Planned,
    /// Who stands behind organisations.
    pub(super) interests: Vec<(u64, Document)>,
    /// Policies and flows.
    pub(super) published: Published,
    /// When a number was sealed last; before the first one, when the log began.
    quiet_since: Option<i64>,
    sealed: bool,
}

impl Lines {
    /// The next line.
    pub(super) fn see(&mut self, index: u64, entry: &[u8]) {
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
        let at = leaf.at().seconds();
        self.first.get_or_insert_with(|| leaf.at().clone());
        self.last = Some(leaf.at().clone());
        self.documents.extend(leaf.documents().iter().map(Hash::hex));
        self.quiet_since.get_or_insert(at);
        match leaf {
            Leaf::PrivateRoot { .. } => {
                self.seals(index, at);
                self.sealed = true;
                self.quiet_since = Some(at);
            }
            Leaf::NextLog { because, hash, .. } => {
                self.seals(index, at);
                self.ended = Some((index, because.to_string(), hash.0.hex()));
            }
            Leaf::PreviousLog { because, hash, .. } if index == 0 => {
                self.before = Some((because.to_string(), hash));
            }
            Leaf::PreviousLog { .. } => self.wrong.push(format!(
                "Line {index} speaks of a log before this one. Only the first line may."
            )),
            Leaf::KeyHere { .. } => self.moved.push((index, at)),
            Leaf::MonthlyCounts { month, counts, .. } => {
                let wrong = self.counted.month(index, at, month.as_str(), &counts);
                self.wrong.extend(wrong);
            }
            Leaf::QuarterlyCounts { quarter, counts, .. } => {
                let wrong = self.counted.quarter(index, at, quarter.as_str(), &counts);
                self.wrong.extend(wrong);
            }
            Leaf::LegalDemands { year, counts, .. } => {
                let wrong = self.counted.year(index, at, year, &counts);
                self.wrong.extend(wrong);
            }
            Leaf::EvaluationProtocol { name, .. } => {
                self.wrong.extend(self.planned.plan(index, name.as_str()));
            }
            Leaf::PublishedTable { name, .. } => self.wrong.extend(self.planned.table(index, name.as_str())),
            Leaf::Terms {
                number,
                effective,
                hash,
                ..
            } => self.terms.push(terms::Line {
                index,
                at,
                number,
                effective,
                hash,
                early: !self.sealed,
            }),
            Leaf::FlowRegister { hash, .. } => self.published.flows(index, &hash),
            Leaf::PolicySet {
                hash, certificate, ..
            } => self.published.policies(index, &hash, &certificate),
            Leaf::Interests { hash, .. } => self.interests.push((index, hash)),
            Leaf::SwitchOff { .. } => {}
        }
    }

    /// What it says of its key’s place.
    pub(super) fn moved(&self) -> impl Iterator<Item = String> {
        self.moved.iter().map(|(line, at)| {
            format!(
                "Line {line}, at {}: the log’s key was put in another place, and whoever runs the log says that no other \
                 server signs with it. Ask why.",
                moment(*at)
            )
        })
    }

    /// Is this the moment after too long a time without a sealed number?
    fn seals(&mut self, line: u64, until: i64) {
        if let Some(from) = self.quiet_since.filter(|from| until - from > GAP) {
            self.pauses.push(Pause { line, from, until });
        }
    }

    /// What is missing at the time of the look: a log that goes on has sealed a number not long ago. `over`: somebody
    /// else says that it goes on no more.
    pub(super) fn missing(&self, now: i64, over: bool) -> Option<String> {
        let (Some(last), Some(since)) = (&self.last, self.quiet_since) else {
            return Some("It has no line at all.".into());
        };
        if last.seconds() > now + CLOCKS {
            return Some(format!(
                "Its last line is of {last}, and this machine’s clock says {}. One of the two is wrong.",
                moment(now)
            ));
        }
        (!over && self.ended.is_none() && now - since > LATE).then(|| {
            let since = if self.sealed { "The last sealed number is of" } else { "No number was ever sealed since" };
            format!(
                "{since} {}, and it is {} now. One is due each ten minutes: the log stands still, or newer lines are \
                 held back from you.",
                moment(self.quiet_since.unwrap_or_default()),
                moment(now)
            )
        })
    }
}

/// A moment as it stands in the log, without its milliseconds.
pub(super) fn moment(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| "an unknown time".into(), |t| t.to_string())
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
