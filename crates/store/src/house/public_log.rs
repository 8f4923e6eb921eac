//! The rows of the public log and of the private tree: entries, tiles, documents, where they stand. Owns: their SQL.
//! Knows bytes and numbers; what they mean is the log's own business. Nothing here is about anybody.

use std::fmt;

use super::Job;
use crate::engine::{Read, Row};
use crate::{StoreError, params};

/// Which tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tree {
    /// The one that everybody reads.
    Public,
    /// One that ended, by the row at which its lines begin.
    Ended(u64),
    /// Commitments about people; only its sealed root is published.
    Private,
}

impl Tree {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Public | Self::Ended(_) => "public",
            Self::Private => "private",
        }
    }

    /// Under which name its tiles are kept, while the public log begins at `base`.
    fn shelf(self, base: u64) -> String {
        match self {
            Self::Private => "private".into(),
            Self::Public if base > 0 => format!("public {base}"),
            Self::Ended(base) if base > 0 => format!("public {base}"),
            Self::Public | Self::Ended(_) => "public".into(),
        }
    }
}

/// What is remembered under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The right edge of a tree.
    Edge(Tree),
    /// Up to which event the private tree has grown.
    Seq,
    /// The public key.
    Key,
    /// The last published checkpoint.
    Checkpoint,
    /// Why nothing is signed, in words; empty when all is well.
    Refusal,
    /// The row at which the lines of this log begin: zero, unless another log went before.
    Base,
    /// When the operator said that the signing key is where it is now; empty when nobody had to.
    Here,
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edge(tree) => write!(f, "edge {}", tree.as_str()),
            Self::Seq => f.write_str("seq"),
            Self::Key => f.write_str("key"),
            Self::Checkpoint => f.write_str("checkpoint"),
            Self::Refusal => f.write_str("refusal"),
            Self::Base => f.write_str("base"),
            Self::Here => f.write_str("here"),
        }
    }
}

/// What opens the seal of one published private root.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedRoot {
    /// The row of its entry: its number in its log, and the row at which that log begins ([`PublicLog::base`]).
    pub number: u64,
    /// When.
    pub at: jiff::Timestamp,
    /// The random bytes.
    pub nonce: [u8; 32],
    /// How many leaves the private tree had.
    pub size: u64,
    /// Its root.
    pub root: [u8; 32],
}

impl SealedRoot {
    /// The same, by its number in the log that begins at the row `base`.
    const fn within(mut self, base: u64) -> Self {
        self.number = self.number.saturating_sub(base);
        self
    }
}

/// A new entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Its bytes.
    pub line: Vec<u8>,
    /// Which published thing it stands for.
    pub about: String,
    /// In which form.
    pub fingerprint: String,
}

pub(super) fn number(n: i64) -> Result<u64, StoreError> {
    u64::try_from(n).map_err(|_| StoreError::corrupt("a number of the log below zero"))
}

pub(super) fn int(n: u64) -> Result<i64, StoreError> {
    i64::try_from(n).map_err(|_| StoreError::corrupt("a number that no log can reach"))
}

fn hash(bytes: Vec<u8>) -> Result<[u8; 32], StoreError> {
    bytes
        .try_into()
        .map_err(|_| StoreError::corrupt("not 32 bytes where the log has a hash"))
}

fn sealed_root(row: &Row) -> Result<SealedRoot, StoreError> {
    Ok(SealedRoot {
        number: number(row.int(0)?)?,
        at: row.parsed(1)?,
        nonce: hash(row.blob(2)?)?,
        size: number(row.int(3)?)?,
        root: hash(row.blob(4)?)?,
    })
}

/// The log's rows, to read: from the writer or from a reader.
pub struct PublicLog<'a>(pub(super) &'a mut dyn Read);

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl<'a> PublicLog<'a> {
    /// Reads where `read` reads.
    pub fn new(read: &'a mut dyn Read) -> Self {
        Self(read)
    }

    /// What is remembered under a name.
    pub fn standing(&mut self, what: Standing) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT value FROM log_state WHERE name = $1";
        self.0.one(sql, params![what.to_string()], |row| row.blob(0))
    }

    /// A tile, by the address of its full form: how far it has grown, and its bytes.
    pub fn tile(&mut self, tree: Tree, path: &str) -> Result<Option<(u16, Vec<u8>)>, StoreError> {
        let sql = "SELECT width, bytes FROM log_tile WHERE tree = $1 AND path = $2";
        let below = tree.shelf(self.base()?);
        self.0.one(sql, params![&below, path], |row| {
            let width =
                u16::try_from(row.int(0)?).map_err(|_| StoreError::corrupt("a tile of another width"))?;
            Ok((width, row.blob(1)?))
        })
    }

    /// A published document, by its SHA-256 in hexadecimal.
    pub fn document(&mut self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT bytes FROM log_document WHERE hash = $1";
        self.0.one(sql, params![hash], |row| row.blob(0))
    }

    /// The row at which the lines of the public log begin.
    pub fn base(&mut self) -> Result<u64, StoreError> {
        let Some(bytes) = self.standing(Standing::Base)? else {
            return Ok(0);
        };
        let bytes = bytes.try_into();
        bytes
            .map(u64::from_be_bytes)
            .map_err(|_| StoreError::corrupt("not eight bytes where the log has a number"))
    }

    /// How many entries the public log has: rows have no gaps.
    pub fn entries(&mut self) -> Result<u64, StoreError> {
        let base = self.base()?;
        let sql = "SELECT coalesce(max(number) + 1, 0) FROM log_entry";
        let upto = self.0.one(sql, params![], |row| row.int(0))?;
        Ok(number(upto.unwrap_or(0))?.saturating_sub(base))
    }

    /// Every entry from this number on, in order.
    pub fn each_entry(&mut self, from: u64, mut each: impl FnMut(&[u8])) -> Result<(), StoreError> {
        let sql = "SELECT line FROM log_entry WHERE number >= $1 ORDER BY number";
        let from = int(self.base()? + from)?;
        self.0.query(sql, params![from], &mut |row| {
            each(&row.blob(0)?);
            Ok(())
        })
    }

    /// The commitments of all events after `after` and up to `upto`, in the order of the private tree.
    pub fn each_commitment(
        &mut self,
        after: i64,
        upto: i64,
        mut each: impl FnMut(i64, &[u8; 32]),
    ) -> Result<(), StoreError> {
        // The salt makes every commitment unlike every other: the order has no ties.
        let sql =
            "SELECT seq, commitment FROM event_told WHERE seq > $1 AND seq <= $2 ORDER BY seq, commitment";
        self.0.query(sql, params![after, upto], &mut |row| {
            each(row.int(0)?, &hash(row.blob(1)?)?);
            Ok(())
        })
    }

    /// Up to which event the private tree has grown.
    pub fn seq(&mut self) -> Result<i64, StoreError> {
        let Some(bytes) = self.standing(Standing::Seq)? else {
            return Ok(0);
        };
        let bytes: [u8; 8] = bytes
            .try_into()
            .map_err(|_| StoreError::corrupt("not eight bytes where the log has a number"))?;
        Ok(i64::from_be_bytes(bytes))
    }

    /// In which form a published thing was entered last.
    pub fn fingerprint(&mut self, about: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT fingerprint FROM log_entry WHERE about = $1 AND number >= $2 ORDER BY number DESC LIMIT 1";
        let base = int(self.base()?)?;
        self.0.one(sql, params![about, base], |row| row.text(0))
    }

    /// The private root that was sealed last.
    pub fn last_root(&mut self) -> Result<Option<SealedRoot>, StoreError> {
        let sql = "SELECT number, at, nonce, size, root FROM log_root ORDER BY number DESC LIMIT 1";
        self.0.one(sql, params![], sealed_root)
    }

    /// Every private root that was sealed in this log, in order, by its number in this log.
    pub fn roots(&mut self) -> Result<Vec<SealedRoot>, StoreError> {
        let base = self.base()?;
        let sql = "SELECT number, at, nonce, size, root FROM log_root WHERE number >= $1 ORDER BY number";
        let roots = self.0.all(sql, params![int(base)?], sealed_root)?;
        Ok(roots.into_iter().map(|root| root.within(base)).collect())
    }

    /// The private root that was sealed last among the first `covered` entries of this log, by its number in this log.
    pub fn last_root_within(&mut self, covered: u64) -> Result<Option<SealedRoot>, StoreError> {
        let base = self.base()?;
        let sql = "SELECT number, at, nonce, size, root FROM log_root WHERE number >= $1 AND number < $2 \
                   ORDER BY number DESC LIMIT 1";
        let found = self
            .0
            .one(sql, params![int(base)?, int(base + covered)?], sealed_root)?;
        Ok(found.map(|root| root.within(base)))
    }

    /// The first sealed private root among the first `covered` entries of this log that has the leaf `leaf`, by its
    /// number in this log.
    pub fn first_root_with(&mut self, leaf: u64, covered: u64) -> Result<Option<SealedRoot>, StoreError> {
        let base = self.base()?;
        let sql = "SELECT number, at, nonce, size, root FROM log_root WHERE size > $1 AND number >= $2 AND number < $3 \
                   ORDER BY number LIMIT 1";
        let values = params![int(leaf)?, int(base)?, int(base + covered)?];
        let found = self.0.one(sql, values, sealed_root)?;
        Ok(found.map(|root| root.within(base)))
    }

    /// The number in the private tree of the row of event `seq` with this commitment; `None` before the tree has it.
    pub fn number_of(&mut self, seq: i64, commitment: &[u8; 32]) -> Result<Option<u64>, StoreError> {
        if seq > self.seq()? {
            return Ok(None);
        }
        let sql = "SELECT number, seq FROM log_mark WHERE seq < $1 ORDER BY seq DESC LIMIT 1";
        let mark = self
            .0
            .one(sql, params![seq], |row| Ok((row.int(0)?, row.int(1)?)))?;
        let (first, after) = mark.unwrap_or((0, 0));
        let sql = "SELECT (SELECT count(*) FROM event_told WHERE seq > $1 AND seq < $2) + \
                   (SELECT count(*) FROM event_told WHERE seq = $2 AND commitment < $3)";
        let before = self
            .0
            .one(sql, params![after, seq, commitment], |row| row.int(0))?;
        number(first + before.unwrap_or(0)).map(Some)
    }

    /// Is there an event that the private tree has not taken in?
    pub fn has_more(&mut self) -> Result<bool, StoreError> {
        let taken = self.seq()?;
        let sql = "SELECT 1 FROM event_told WHERE seq > $1 LIMIT 1";
        Ok(self.0.one(sql, params![taken], |row| row.int(0))?.is_some())
    }

    /// How many rows there are of the events that the private tree has taken in: as many as it has leaves, or rows
    /// were taken out or added.
    pub fn rows_taken_in(&mut self) -> Result<u64, StoreError> {
        let upto = self.seq()?;
        let sql = "SELECT count(*) FROM event_told WHERE seq <= $1";
        number(self.0.one(sql, params![upto], |row| row.int(0))?.unwrap_or(0))
    }
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    /// The log's rows, read in this transaction.
    pub fn public_log(&mut self) -> PublicLog<'_> {
        PublicLog(self.tx)
    }

    /// Remembers something under a name.
    pub fn keep_standing(&mut self, what: Standing, value: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO log_state (name, value) VALUES ($1, $2) \
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.tx.execute(sql, params![what.to_string(), value]).map(drop)
    }

    /// Keeps a tile as far as it has grown.
    pub fn keep_tile(&mut self, tree: Tree, path: &str, width: u16, bytes: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO log_tile (tree, path, width, bytes) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (tree, path) DO UPDATE SET width = excluded.width, bytes = excluded.bytes";
        let below = tree.shelf(self.public_log().base()?);
        self.tx
            .execute(sql, params![&below, path, width, bytes])
            .map(drop)
    }

    /// Keeps a document under its hash. The same once more changes nothing.
    pub fn keep_document(&mut self, hash: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO log_document (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING";
        self.tx.execute(sql, params![hash, bytes]).map(drop)
    }

    /// Keeps an entry of the public log under its number.
    pub fn keep_log_entry(&mut self, at: u64, entry: &NewEntry) -> Result<(), StoreError> {
        let sql = "INSERT INTO log_entry (number, line, about, fingerprint) VALUES ($1, $2, $3, $4)";
        let row = int(self.public_log().base()? + at)?;
        let values = params![row, &entry.line, &entry.about, &entry.fingerprint];
        self.tx.execute(sql, values).map(drop)
    }

    /// Keeps where the private tree stood before it grew: its leaf `at` is the first of an event after `seq`.
    pub fn keep_mark(&mut self, at: u64, seq: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO log_mark (number, seq) VALUES ($1, $2) ON CONFLICT (number) DO NOTHING";
        self.tx.execute(sql, params![int(at)?, seq]).map(drop)
    }

    /// Keeps what opens the seal of a private root. Its number is that of its entry in this log.
    pub fn keep_root(&mut self, root: &SealedRoot) -> Result<(), StoreError> {
        let row = int(self.public_log().base()? + root.number)?;
        let sql = "INSERT INTO log_root (number, at, nonce, size, root) VALUES ($1, $2, $3, $4, $5)";
        let values = params![row, root.at, &root.nonce, int(root.size)?, &root.root];
        self.tx.execute(sql, values).map(drop)
    }
}
