//! `SQLite` behind [`Tx`]. Owns: binding, the rewriting of placeholders, the words a job may not say.
//! Never opens, begins or commits: that is the writer's.

use std::{
    borrow::Cow,
    sync::atomic::{AtomicU64, Ordering},
};

use rusqlite::{
    CachedStatement, Connection,
    types::{ToSqlOutput, ValueRef},
};

use super::{
    EachRow, Faults, Read, Tx,
    value::{Cells, Row, Value},
};
use crate::error::StoreError;

static NEXT_JOB: AtomicU64 = AtomicU64::new(1);

/// One job's (or one read's) view of a connection.
pub(crate) struct SqliteTx<'c> {
    conn: &'c Connection,
    faults: Option<&'c Faults>,
    job: u64,
    /// The first error a statement gave; the job is lost from then on.
    lost: Option<StoreError>,
}

impl<'c> SqliteTx<'c> {
    pub(crate) fn new(conn: &'c Connection, faults: Option<&'c Faults>) -> Self {
        Self {
            conn,
            faults,
            job: NEXT_JOB.fetch_add(1, Ordering::Relaxed),
            lost: None,
        }
    }

    /// The first error a statement gave.
    pub(crate) fn lost(&self) -> Option<&StoreError> {
        self.lost.as_ref()
    }

    fn guarded<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(error) = &self.lost {
            return Err(error.clone());
        }
        let done = self
            .faults
            .map_or(Ok(()), Faults::strike)
            .and_then(|()| work(self.conn));
        if let Err(error) = &done {
            self.lost = Some(error.clone());
        }
        done
    }
}

impl Read for SqliteTx<'_> {
    fn query(&mut self, sql: &str, params: &[Value<'_>], each: &mut EachRow<'_>) -> Result<(), StoreError> {
        self.guarded(|conn| {
            let mut statement = prepare(conn, sql, params)?;
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next()? {
                each(&Row(row))?;
            }
            Ok(())
        })
    }

    fn job(&self) -> u64 {
        self.job
    }
}

impl Tx for SqliteTx<'_> {
    fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<usize, StoreError> {
        self.guarded(|conn| Ok(prepare(conn, sql, params)?.raw_execute()?))
    }
}

impl Cells for rusqlite::Row<'_> {
    fn cell(&self, at: usize) -> Result<Value<'_>, StoreError> {
        Ok(match self.get_ref(at)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(n) => Value::Int(n),
            ValueRef::Text(text) => Value::Text(Cow::Borrowed(
                std::str::from_utf8(text)
                    .map_err(|_| StoreError::corrupt(format!("column {at} is not UTF-8")))?,
            )),
            ValueRef::Blob(bytes) => Value::Blob(Cow::Borrowed(bytes)),
            ValueRef::Real(_) => return Err(StoreError::corrupt(format!("column {at} is a fraction"))),
        })
    }
}

fn prepare<'c>(
    conn: &'c Connection,
    sql: &str,
    params: &[Value<'_>],
) -> Result<CachedStatement<'c>, StoreError> {
    allowed(sql)?;
    let mut statement = conn.prepare_cached(&numbered(sql))?;
    if statement.parameter_count() != params.len() {
        return Err(rusqlite::Error::InvalidParameterCount(params.len(), statement.parameter_count()).into());
    }
    for (at, value) in params.iter().enumerate() {
        let value = match value {
            Value::Null => ValueRef::Null,
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        };
        statement.raw_bind_parameter(at + 1, ToSqlOutput::Borrowed(value))?;
    }
    Ok(statement)
}

/// A job lives inside the writer's transaction and may not end it, and settings are not its business. The same holds
/// for each statement of a migration.
pub(crate) fn allowed(sql: &str) -> Result<(), StoreError> {
    const NOT_IN_A_JOB: [&str; 10] = [
        "BEGIN",
        "COMMIT",
        "END",
        "ROLLBACK",
        "SAVEPOINT",
        "RELEASE",
        "PRAGMA",
        "ATTACH",
        "DETACH",
        "VACUUM",
    ];
    let word = after_comments(sql)
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or("");
    if NOT_IN_A_JOB.iter().any(|no| no.eq_ignore_ascii_case(word)) {
        return Err(StoreError::corrupt(format!(
            "{} is not for a job or a migration to say",
            word.to_ascii_uppercase()
        )));
    }
    Ok(())
}

fn after_comments(sql: &str) -> &str {
    let mut rest = sql;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
        let end = match rest.get(..2) {
            Some("--") => "\n",
            Some("/*") => "*/",
            _ => return rest,
        };
        rest = rest.split_once(end).map_or("", |(_, after)| after);
    }
}

/// `$1` → `?1` outside quotes. Why: to `SQLite` `$1` is a *name*, numbered by where it first appears.
fn numbered(sql: &str) -> Cow<'_, str> {
    if !sql.contains('$') {
        return Cow::Borrowed(sql);
    }
    let mut quoted = false;
    Cow::Owned(
        sql.chars()
            .map(|c| {
                quoted ^= c == '\'';
                if c == '$' && !quoted { '?' } else { c }
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbers_and_quoted_dollars_are_text() {
        assert_eq!(
            numbered("SELECT $2, '$1 it''s $3', $1"),
            "SELECT ?2, '$1 it''s $3', ?1"
        );
        assert_eq!(numbered("SELECT 1"), "SELECT 1");
    }

    #[test]
    fn a_job_may_not_end_the_transaction_it_lives_in() {
        for word in [
            "commit",
            " ROLLBACK",
            "savepoint x",
            "PRAGMA foreign_keys=OFF",
            "\nEND",
            "-- a\n/* b */ ;Commit",
        ] {
            assert!(allowed(word).is_err(), "{word}");
        }
        assert_eq!(allowed("SELECT ended FROM endings"), Ok(()));
    }
}
