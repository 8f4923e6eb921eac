//! Two records of one person: the link, written and read back. Owns: this table. Never touches what either record holds.

use sayso_core::id::{OrgId, PersonId};
use sayso_core::pair::{Pair, PairChange, PairWhy};

use super::Job;
use super::apply::exactly_one;
use super::care::code;
use crate::engine::Row;
use crate::{StoreError, params};

const PAIR: &str = "SELECT id, practice_id, kept_id, other_id, why, proposed_by, proposed_at, listed_at, joined_at \
                    FROM pair WHERE ended_at IS NULL";

fn pair(row: &Row) -> Result<Pair, StoreError> {
    Ok(Pair {
        id: row.parsed(0)?,
        practice: row.parsed(1)?,
        kept: row.parsed(2)?,
        other: row.parsed(3)?,
        why: code(PairWhy::parse(&row.text(4)?))?,
        proposed_by: row.parsed(5)?,
        proposed_at: row.parsed(6)?,
        listed_at: row.parsed_opt(7)?,
        joined_at: row.parsed_opt(8)?,
    })
}

impl Job<'_> {
    pub(super) fn apply_pair(&mut self, change: &PairChange) -> Result<(), StoreError> {
        match change {
            PairChange::Proposed(p) => {
                let sql = "INSERT INTO pair (id, practice_id, kept_id, other_id, why, proposed_by, proposed_at) \
                           VALUES ($1, $2, $3, $4, $5, $6, $7)";
                let why = p.why.as_str();
                let values = params![
                    p.id,
                    p.practice,
                    p.kept,
                    p.other,
                    why,
                    p.proposed_by,
                    p.proposed_at
                ];
                exactly_one(self.tx.execute(sql, values)?)
            }
            PairChange::Listed(id, at) => {
                let sql =
                    "UPDATE pair SET listed_at = $2 WHERE id = $1 AND ended_at IS NULL AND listed_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
            PairChange::Joined(id, at) => {
                let sql = "UPDATE pair SET joined_at = $2, listed_at = coalesce(listed_at, $2) \
                           WHERE id = $1 AND ended_at IS NULL AND joined_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
            PairChange::Parted {
                pair,
                at,
                never_again,
            } => {
                let sql =
                    "UPDATE pair SET ended_at = $2, never_again = $3 WHERE id = $1 AND ended_at IS NULL";
                exactly_one(self.tx.execute(sql, params![pair.id, *at, *never_again])?)?;
                if pair.joined_at.is_none() {
                    return Ok(());
                }
                // Nobody stays on one record who came in by the other.
                let sql = "UPDATE session SET ended_at = $3 WHERE person_id IN ($1, $2) AND ended_at IS NULL";
                self.tx
                    .execute(sql, params![pair.kept, pair.other, *at])
                    .map(drop)
            }
        }
    }

    /// The link that a record has now, at either end.
    ///
    /// # Errors
    /// What the store gave.
    pub fn pair_of(&mut self, person: PersonId) -> Result<Option<Pair>, StoreError> {
        let sql = format!("{PAIR} AND (kept_id = $1 OR other_id = $1)");
        self.tx.one(&sql, params![person], pair)
    }

    /// Links that somebody at this practice proposed and nobody has agreed to, oldest first.
    ///
    /// # Errors
    /// What the store gave.
    pub fn pairs_waiting(&mut self, practice: OrgId) -> Result<Vec<Pair>, StoreError> {
        let sql = format!("{PAIR} AND listed_at IS NULL AND practice_id = $1 ORDER BY proposed_at, id");
        self.tx.all(&sql, params![practice], pair)
    }

    /// Has the person said that these two were never one?
    ///
    /// # Errors
    /// What the store gave.
    pub fn is_never_a_pair(&mut self, a: PersonId, b: PersonId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM pair WHERE never_again = 1 AND \
                   (kept_id = $1 AND other_id = $2 OR kept_id = $2 AND other_id = $1)";
        let found = self.tx.one(sql, params![a, b], |row| row.int(0))?;
        Ok(found.is_some())
    }
}
