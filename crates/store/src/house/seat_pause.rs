//! Seats that rest. Owns: that table. A seat that rests acts on nothing; who is asked for it meanwhile is not known here.

use jiff::Timestamp;
use sayso_core::coaching::Cover;
use sayso_core::id::{MemberId, OrgId};

use super::Job;
use super::apply::exactly_one;
use super::coaching::{COVER, cover};
use crate::{StoreError, params};

/// Does the seat `m` rest?
pub(super) const PAUSED: &str = "EXISTS (SELECT 1 FROM seat_paused z WHERE z.member_id = m.id)";

impl Job<'_> {
    pub(super) fn pause_seat(&mut self, member: MemberId, at: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO seat_paused (member_id, since) VALUES ($1, $2)";
        exactly_one(self.tx.execute(sql, params![member, at])?)?;
        let sql = "UPDATE session SET ended_at = $2 WHERE member_id = $1 AND ended_at IS NULL";
        self.tx.execute(sql, params![member, at]).map(drop)
    }

    pub(super) fn resume_seat(&mut self, member: MemberId) -> Result<(), StoreError> {
        let sql = "DELETE FROM seat_paused WHERE member_id = $1";
        exactly_one(self.tx.execute(sql, params![member])?)
    }

    /// Since when a seat rests; `None` where it does not.
    ///
    /// # Errors
    /// What the store gave.
    pub fn paused_since(&mut self, member: MemberId) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT since FROM seat_paused WHERE member_id = $1";
        self.tx.one(sql, params![member], |row| row.parsed(0))
    }

    /// The seats that rest, or those of one organisation.
    ///
    /// # Errors
    /// What the store gave.
    pub fn paused_seats(&mut self, org: Option<OrgId>) -> Result<Vec<MemberId>, StoreError> {
        let sql = "SELECT m.id FROM member m JOIN seat_paused z ON z.member_id = m.id \
                   WHERE $1 IS NULL OR m.org_id = $1 ORDER BY m.id";
        self.tx.all(sql, params![org], |row| row.parsed(0))
    }

    /// Who was asked to help beside this coach since then, and it is not over.
    ///
    /// # Errors
    /// What the store gave.
    pub fn beside_since(&mut self, coach: MemberId, since: Timestamp) -> Result<Vec<Cover>, StoreError> {
        let sql = format!(
            "{COVER} WHERE from_id = $1 AND beside = 1 AND state <> 'over' AND starts_at >= $2 ORDER BY id"
        );
        self.tx.all(&sql, params![coach, since], cover)
    }
}
