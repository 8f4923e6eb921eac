//! What outside witnesses countersigned. Owns: its SQL. Knows bytes and numbers; whether a signature fits was checked by
//! the log's own code before anything comes here. Nothing here is about anybody.

use jiff::Timestamp;

use super::Job;
use super::public_log::{PublicLog, int, number};
use crate::{Row, StoreError, params};

/// A checkpoint that a witness countersigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countersigned {
    /// The log's name.
    pub origin: String,
    /// The witness's key, in full.
    pub witness: String,
    /// How many entries the checkpoint covers.
    pub size: u64,
    /// When the witness signed, by its own word.
    pub at: Timestamp,
    /// The checkpoint with the log's signature and the witness's.
    pub note: Vec<u8>,
}

/// How many checkpoints are kept for each witness.
const KEPT: i64 = 50;

const COLUMNS: &str = "SELECT origin, witness, size, at, note FROM log_countersigned";

fn row(row: &Row<'_>) -> Result<Countersigned, StoreError> {
    Ok(Countersigned {
        origin: row.text(0)?,
        witness: row.text(1)?,
        size: number(row.int(2)?)?,
        at: row.parsed(3)?,
        note: row.blob(4)?,
    })
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl PublicLog<'_> {
    /// The largest checkpoint of a log that this witness countersigned.
    pub fn countersigned(
        &mut self,
        origin: &str,
        witness: &str,
    ) -> Result<Option<Countersigned>, StoreError> {
        let sql = format!("{COLUMNS} WHERE origin = $1 AND witness = $2 ORDER BY size DESC LIMIT 1");
        self.0.one(&sql, params![origin, witness], row)
    }

    /// Who countersigned a log at exactly this size.
    pub fn countersigned_at(&mut self, origin: &str, size: u64) -> Result<Vec<Countersigned>, StoreError> {
        let sql = format!("{COLUMNS} WHERE origin = $1 AND size = $2 ORDER BY witness");
        let mut found = vec![];
        self.0.query(&sql, params![origin, int(size)?], &mut |r| {
            found.push(row(r)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Who countersigned the checkpoint of a log that most witnesses have countersigned, of those that cover more than
    /// `over` entries and no more than `upto`; of several, the newest.
    pub fn most_countersigned(
        &mut self,
        origin: &str,
        over: u64,
        upto: u64,
    ) -> Result<Vec<Countersigned>, StoreError> {
        let sql = "SELECT size FROM log_countersigned WHERE origin = $1 AND size > $2 AND size <= $3 \
                   GROUP BY size ORDER BY count(*) DESC, size DESC LIMIT 1";
        let values = params![origin, int(over)?, int(upto)?];
        let size = self.0.one(sql, values, |r| number(r.int(0)?))?;
        size.map_or(Ok(vec![]), |size| self.countersigned_at(origin, size))
    }
}

impl Job<'_> {
    /// Keeps what a witness countersigned, and lets its oldest go.
    ///
    /// # Errors
    /// What the store gave.
    pub fn keep_countersigned(&mut self, new: &Countersigned) -> Result<(), StoreError> {
        let sql = "INSERT INTO log_countersigned (origin, witness, size, at, note) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (origin, witness, size) DO UPDATE SET at = excluded.at, note = excluded.note";
        let values = params![&new.origin, &new.witness, int(new.size)?, new.at, &new.note];
        self.tx.execute(sql, values)?;
        let sql = "DELETE FROM log_countersigned WHERE origin = $1 AND witness = $2 AND size NOT IN \
                   (SELECT size FROM log_countersigned WHERE origin = $1 AND witness = $2 ORDER BY size DESC LIMIT $3)";
        let values = params![&new.origin, &new.witness, KEPT];
        self.tx.execute(sql, values).map(drop)
    }
}
