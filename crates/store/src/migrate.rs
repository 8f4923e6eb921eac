//! The schema over time. Owns: the order of migrations, the backup before them, saying no to what it does not know.
//! Never runs half of what is needed: all that are pending, or none.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{
    Batch, Connection, OptionalExtension, Transaction, TransactionBehavior,
    fallible_iterator::FallibleIterator,
};
use sha2::{Digest, Sha256};

use crate::{
    backup,
    engine::{allowed, instant, private_dir},
    error::{OpenError, StoreError},
};

/// Number, name and SQL of one step of the schema. Numbers run from 1 without gaps; the file is `NNNN_name.sql`.
pub type Migration = (u32, &'static str, &'static str);

/// The engine's own tables. Every list of migrations starts with it.
pub const KEYS: Migration = (
    1,
    "keys",
    include_str!("../../../migrations/sqlite/0001_keys.sql"),
);

const VERSIONS: &str = "CREATE TABLE IF NOT EXISTS schema_version (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    applied_at TEXT NOT NULL
) STRICT";

/// Brings the database up to the last of `migrations`, after a checked backup when it holds anything.
pub(crate) fn run(
    conn: &mut Connection,
    dir: &Path,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<(), OpenError> {
    for (at, (number, name, _)) in migrations.iter().enumerate() {
        if usize::try_from(*number) != Ok(at + 1) {
            let why = format!("it stands at place {}", at + 1);
            return Err(OpenError::Migration {
                number: *number,
                name,
                why,
            });
        }
    }
    let applied = applied(conn)?;
    let known = migrations.last().map_or(0, |last| last.0);
    if let Some((found, _)) = applied.last().filter(|last| last.0 > known) {
        return Err(OpenError::Newer { found: *found, known });
    }
    for ((number, name, sql), (_, hash)) in migrations.iter().zip(&applied) {
        if hash != &fingerprint(sql) {
            return Err(OpenError::Changed {
                number: *number,
                name,
            });
        }
    }
    let pending = &migrations[applied.len()..];
    let Some((first, ..)) = pending.first() else {
        return Ok(());
    };
    if !applied.is_empty() {
        let backups = dir.join("backups");
        private_dir(&backups)?;
        let time = now.strftime("%Y%m%dT%H%M%S%3fZ");
        backup::copy_of(conn, &backups.join(format!("before-{first:04}-{time}.db")))?;
    }
    // Off for the whole transaction, so that a step may rebuild a table; every reference is checked at its end.
    conn.pragma_update(None, "foreign_keys", "OFF")?;
    let done = apply(conn, pending, now);
    conn.pragma_update(None, "foreign_keys", "ON")?;
    done
}

/// The highest migration number in a database file, 0 when it has none.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub fn version(conn: &Connection) -> Result<u32, StoreError> {
    Ok(applied(conn)?.last().map_or(0, |last| last.0))
}

fn applied(conn: &Connection) -> Result<Vec<(u32, Vec<u8>)>, StoreError> {
    let there = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'";
    if conn.query_row(there, (), |_| Ok(())).optional()?.is_none() {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare("SELECT number, sha256 FROM schema_version ORDER BY number")?;
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn apply(conn: &mut Connection, pending: &[Migration], now: Timestamp) -> Result<(), OpenError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(VERSIONS)?;
    for (number, name, sql) in pending {
        one(&tx, *number, name, sql, now).map_err(|error| OpenError::Migration {
            number: *number,
            name,
            why: error.to_string(),
        })?;
    }
    tx.commit()?;
    Ok(())
}

fn one(tx: &Transaction<'_>, number: u32, name: &str, sql: &str, now: Timestamp) -> Result<(), StoreError> {
    let mut steps = Batch::new(tx, sql);
    while let Some(mut step) = steps.next()? {
        allowed(step.expanded_sql().as_deref().unwrap_or_default())?;
        // A step may answer with rows; nobody wants them.
        let mut rows = step.raw_query();
        while rows.next()?.is_some() {}
    }
    let dangling: i64 = tx.query_row("SELECT count(*) FROM pragma_foreign_key_check", (), |row| {
        row.get(0)
    })?;
    if dangling > 0 {
        return Err(StoreError::corrupt(format!(
            "it leaves {dangling} references to nothing"
        )));
    }
    // A deferred check would fail at COMMIT and take the jobs beside it along.
    let late = "SELECT count(*) FROM sqlite_schema WHERE upper(sql) LIKE '%INITIALLY DEFERRED%'";
    if tx.query_row(late, (), |row| row.get::<_, i64>(0))? > 0 {
        return Err(StoreError::corrupt(
            "it has a deferred constraint, which group commit cannot keep to one job",
        ));
    }
    tx.execute(
        "INSERT INTO schema_version (number, name, sha256, applied_at) VALUES (?1, ?2, ?3, ?4)",
        (number, name, fingerprint(sql), instant(now)),
    )?;
    Ok(())
}

fn fingerprint(sql: &str) -> Vec<u8> {
    Sha256::digest(sql.as_bytes()).to_vec()
}
