//! Counts about nobody for everybody: counted once for a period that is over, kept, and read back as they were kept.
//! Never counted again: the table takes no second row for a period, and changes none.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use sayso_core::counts::rounded;
use sayso_core::decision::Counter;
use sayso_core::guard::Demander;
use sayso_core::id::{OrgId, PersonId};
use sayso_core::job::Job as Work;
use sayso_core::sayso::Purpose;

use super::Job;
use super::places::json as read_json;
use crate::{StoreError, params};

/// What a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A month: `2026-11`.
    Month,
    /// A quarter: `2026-Q2`.
    Quarter,
    /// A year: `2026`.
    Year,
}

impl Period {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// How many said that they stop, in a month.
const STOPPED: &str = "stopped";

/// What was counted, and how many, as it is shown: `*`, or a number.
pub type Counts = BTreeMap<String, String>;

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    /// The counts of a period as they were published; `None`: not yet.
    pub fn published_counts(&mut self, period: Period, name: &str) -> Result<Option<Counts>, StoreError> {
        let sql = "SELECT counts FROM published_counts WHERE kind = $1 AND period = $2";
        let found = self
            .tx
            .one(sql, params![period.as_str(), name], |row| row.text(0))?;
        found.map(|text| read_json(&text)).transpose()
    }

    /// All of them, newest first.
    pub fn all_published_counts(&mut self, period: Period) -> Result<Vec<(String, Counts)>, StoreError> {
        let sql = "SELECT period, counts FROM published_counts WHERE kind = $1 ORDER BY period DESC";
        let rows: Vec<(String, String)> = self.tx.all(sql, params![period.as_str()], |row| {
            Ok((row.text(0)?, row.text(1)?))
        })?;
        rows.into_iter()
            .map(|(name, text)| Ok((name, read_json(&text)?)))
            .collect()
    }

    /// Keeps the counts of a period. Once.
    pub fn keep_counts(
        &mut self,
        period: Period,
        name: &str,
        counts: &Counts,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let text =
            serde_json::to_string(counts).map_err(|_| StoreError::corrupt("a value that is not JSON"))?;
        let sql = "INSERT INTO published_counts (kind, period, counts, at) VALUES ($1, $2, $3, $4)";
        self.tx
            .execute(sql, params![period.as_str(), name, text, at])
            .map(drop)
    }

    /// One month of all services of this server together, each number rounded by itself. By when it was recorded, so that nothing comes late.
    pub fn count_month(&mut self, month: &str) -> Result<Counts, StoreError> {
        let mut counts = Counts::new();
        for what in Counter::ALL {
            let sql = "SELECT ifnull(sum(n), 0) FROM counter WHERE month = $1 AND what = $2";
            let n = self
                .tx
                .one(sql, params![month, what.as_str()], |row| row.int(0))?;
            counts.insert(what.as_str().into(), shown(n)?);
        }
        let sql = "SELECT count(DISTINCT s.person_id) FROM said_end e JOIN said s ON s.id = e.said_id \
                   WHERE e.ending = 'stopped' AND substr(e.recorded_at, 1, 7) = $1";
        let n = self.tx.one(sql, params![month], |row| row.int(0))?;
        counts.insert(STOPPED.into(), shown(n)?);
        Ok(counts)
    }

    /// Who said yes to this purpose and may still be there, and to whom: to ask the rule about each.
    pub fn said_yes_to(&mut self, purpose: Purpose) -> Result<Vec<(PersonId, OrgId)>, StoreError> {
        let sql = "SELECT DISTINCT s.person_id, s.recipient_id FROM said s JOIN person p ON p.id = s.person_id \
                   WHERE s.purpose = $1 AND p.erased_at IS NULL \
                   AND NOT EXISTS (SELECT 1 FROM said_end e WHERE e.said_id = s.id) ORDER BY 1, 2";
        self.tx.all(sql, params![purpose.as_str()], |row| {
            Ok((row.parsed(0)?, row.parsed(1)?))
        })
    }

    /// The jobs of one person that began from `first` up to the day before `after`. Only these are opened.
    pub fn jobs_begun(
        &mut self,
        person: PersonId,
        first: Date,
        after: Date,
    ) -> Result<Vec<Work>, StoreError> {
        let rest =
            "WHERE person_id = $1 AND state = 'kept' AND started_on >= $2 AND started_on < $3 ORDER BY id";
        self.jobs_by(rest, params![person, first.to_string(), after.to_string()])
    }

    /// How many legal demands were recorded in a year, by who demanded, zero included. About those who demand.
    pub fn count_year(&mut self, year: i16) -> Result<Counts, StoreError> {
        let mut counts = Counts::new();
        for who in Demander::ALL {
            let sql =
                "SELECT count(*) FROM legal_demand WHERE substr(recorded_at, 1, 4) = $1 AND demander = $2";
            let year = format!("{year:04}");
            let n = self.tx.one(sql, params![year, who.as_str()], |row| row.int(0))?;
            counts.insert(who.as_str().into(), n.unwrap_or(0).to_string());
        }
        Ok(counts)
    }
}

/// A count as it is published.
fn shown(n: Option<i64>) -> Result<String, StoreError> {
    let n = u64::try_from(n.unwrap_or(0)).map_err(|_| StoreError::corrupt("a count below zero"))?;
    Ok(rounded(n))
}
