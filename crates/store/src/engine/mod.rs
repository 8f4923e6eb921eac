//! The engine: one writer that commits in groups, readers for what is about nobody, two small traits between.
//! Owns: transactions, the queue and its lanes. Never knows a table of the domain.

mod copier;
mod db;
mod fault;
mod group;
mod looking;
mod open;
mod queue;
mod reader;
mod sqlite;
mod value;

pub use db::{Db, Options, Pulse};
pub use fault::Faults;
pub use looking::look;
pub use queue::Lane;
pub use reader::Reader;
pub use value::{Cells, Row, Value, instant};

pub(crate) use open::{private_dir, private_file, sync_dir};
pub(crate) use sqlite::allowed;

use crate::error::StoreError;

/// Takes the rows of an answer one by one.
pub type EachRow<'f> = dyn FnMut(&Row<'_>) -> Result<(), StoreError> + 'f;

/// Asking. SQL has `$1` placeholders, the same text for every engine.
pub trait Read {
    /// Runs one statement that answers with rows (a `SELECT`, or with [`Tx`] a `… RETURNING`).
    ///
    /// # Errors
    /// What the engine said; or what `each` said, which ends the query.
    fn query(&mut self, sql: &str, params: &[Value<'_>], each: &mut EachRow<'_>) -> Result<(), StoreError>;

    /// Which job or read this is: a number no other one in this process has. What was read under it cannot have
    /// been changed by anybody else meanwhile.
    fn job(&self) -> u64;
}

/// Asking and changing, inside one job of the writer: all of the job is kept, or none of it.
///
/// After one statement has given an error, the job is lost: every later statement gives the same error, and an
/// `Ok` from the job becomes that error (`PostgreSQL` works so, and two engines must agree). Where a clash is
/// expected, say `ON CONFLICT` in the SQL.
pub trait Tx: Read {
    /// Runs one statement that answers with no rows, and says how many rows it changed.
    ///
    /// # Errors
    /// What the engine said.
    fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<usize, StoreError>;
}

impl dyn Read + '_ {
    /// Every row, mapped.
    ///
    /// # Errors
    /// As [`Read::query`].
    pub fn all<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.query(sql, params, &mut |row| {
            found.push(map(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The only row, mapped; nothing when there is none.
    ///
    /// # Errors
    /// As [`Read::query`]; [`StoreError::Corrupt`] when there are two or more.
    pub fn one<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = self.all(sql, params, map)?;
        let row = found.pop();
        if found.is_empty() {
            Ok(row)
        } else {
            Err(StoreError::corrupt("more than one row where one was expected"))
        }
    }
}

impl dyn Tx + '_ {
    /// Every row, mapped.
    ///
    /// # Errors
    /// As [`Read::query`].
    pub fn all<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let read: &mut dyn Read = self;
        read.all(sql, params, map)
    }

    /// The only row, mapped; nothing when there is none.
    ///
    /// # Errors
    /// As [`Read::query`]; [`StoreError::Corrupt`] when there are two or more.
    pub fn one<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let read: &mut dyn Read = self;
        read.one(sql, params, map)
    }
}
