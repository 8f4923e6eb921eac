//! Logs that ended. Owns: their SQL, and the one step from an ended log to the next. Lines and tiles stay where they are.
//! Nothing here is about anybody.

use jiff::Timestamp;

use super::Job;
use super::public_log::{PublicLog, Standing, Tree, int, number};
use crate::{Row, StoreError, params};

/// A log that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedLog {
    /// 1, 2, …
    pub nth: u64,
    /// Its key, which has its name.
    pub key: String,
    /// The row at which its lines begin.
    pub base: u64,
    /// How many lines its last checkpoint covers.
    pub size: u64,
    /// Its last checkpoint, as the note that it is.
    pub checkpoint: Vec<u8>,
    /// Why it ended: a word from a fixed list.
    pub because: String,
    /// When.
    pub at: Timestamp,
}

fn row(row: &Row<'_>) -> Result<EndedLog, StoreError> {
    Ok(EndedLog {
        nth: number(row.int(0)?)?,
        key: row.text(1)?,
        base: number(row.int(2)?)?,
        size: number(row.int(3)?)?,
        checkpoint: row.blob(4)?,
        because: row.text(5)?,
        at: row.parsed(6)?,
    })
}

impl PublicLog<'_> {
    /// All logs that ended, in order.
    ///
    /// # Errors
    /// What the store gave.
    pub fn ended(&mut self) -> Result<Vec<EndedLog>, StoreError> {
        let sql = "SELECT nth, key, base, size, checkpoint, because, at FROM log_old ORDER BY nth";
        let mut all = vec![];
        self.0.query(sql, params![], &mut |r| {
            all.push(row(r)?);
            Ok(())
        })?;
        Ok(all)
    }
}

impl Job<'_> {
    /// Ends the log and begins the next: an empty tree under another key. The number and the base are worked out here.
    ///
    /// # Errors
    /// What the store gave.
    pub fn end_log(&mut self, ended: &EndedLog, next_key: &str) -> Result<(), StoreError> {
        let mut log = self.public_log();
        let (base, entries) = (log.base()?, log.entries()?);
        let nth = log.ended()?.len() + 1;
        let sql = "INSERT INTO log_old (nth, key, base, size, checkpoint, because, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = params![
            int(nth as u64)?,
            &ended.key,
            int(base)?,
            int(ended.size)?,
            &ended.checkpoint,
            &ended.because,
            ended.at
        ];
        self.tx.execute(sql, values)?;
        self.keep_standing(Standing::Base, &(base + entries).to_be_bytes())?;
        self.keep_standing(Standing::Edge(Tree::Public), &0_u64.to_be_bytes())?;
        self.keep_standing(Standing::Key, next_key.as_bytes())?;
        self.keep_standing(Standing::Checkpoint, b"")
    }
}
