//! The end of a provider's contract, and how long the wait is: written, and read back. Owns: these tables.

use jiff::Timestamp;
use sayso_core::capacity::{Capacity, Wait};
use sayso_core::contract::{Certified, ContractChange, ContractEnd};
use sayso_core::id::{EventId, MemberId, OrgId, PersonId};
use sayso_core::referral::Referral;

use super::Job;
use super::apply::exactly_one;
use super::care::{REFERRAL, code, referral};
use crate::engine::Row;
use crate::{Cell, Class, Encrypted, Owner, StoreError, Value, params};

/// Was a say-so, as `s`, given to a provider whose contract is over at `$1`?
pub(super) const OVER: &str = "s.recipient_id IN (SELECT c.org_id FROM contract_end c WHERE c.ends_at <= $1)";

const END: &str = "SELECT org_id, ends_at, set_at, set_by, certified_event, certified_by, certified_at, kept_outside \
                   FROM contract_end";

fn cell(org: OrgId) -> Cell {
    Cell::new("contract_end", org, "kept_outside", 1)
}

fn end(row: &Row) -> Result<(ContractEnd, Option<Encrypted>), StoreError> {
    let event: Option<EventId> = row.parsed_opt(4)?;
    let by: Option<MemberId> = row.parsed_opt(5)?;
    let at: Option<Timestamp> = row.parsed_opt(6)?;
    let certified = match (event, by, at) {
        (Some(event), Some(by), Some(at)) => Some(Certified {
            event,
            by,
            at,
            kept_outside: String::new(),
        }),
        _ => None,
    };
    let end = ContractEnd {
        org: row.parsed(0)?,
        ends_at: row.parsed(1)?,
        set_at: row.parsed(2)?,
        set_by: row.parsed_opt(3)?,
        certified,
    };
    Ok((end, row.encrypted_opt(7)?))
}

impl Job<'_> {
    pub(super) fn apply_contract(&mut self, change: &ContractChange) -> Result<(), StoreError> {
        match change {
            ContractChange::EndSet(e) => {
                let sql = "INSERT INTO contract_end (org_id, ends_at, set_at, set_by) VALUES ($1, $2, $3, $4) \
                           ON CONFLICT (org_id) DO UPDATE SET ends_at = $2, set_at = $3, set_by = $4 \
                           WHERE closed_at IS NULL";
                exactly_one(
                    self.tx
                        .execute(sql, params![e.org, e.ends_at, e.set_at, e.set_by])?,
                )
            }
            ContractChange::EndTakenBack(org) => {
                let sql = "DELETE FROM contract_end WHERE org_id = $1 AND closed_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*org])?)
            }
            ContractChange::Closed(org, at) => {
                let sql = "UPDATE contract_end SET closed_at = $2 WHERE org_id = $1 AND closed_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*org, *at])?)?;
                for table in ["calendar", "draft"] {
                    let sql = format!(
                        "DELETE FROM {table} WHERE member_id IN (SELECT id FROM member WHERE org_id = $1)"
                    );
                    self.tx.execute(&sql, params![*org])?;
                }
                Ok(())
            }
            ContractChange::Certified(org, c) => {
                let words = self.lock(Owner::shared(Class::System), &cell(*org), &c.kept_outside)?;
                let sql = "UPDATE contract_end SET certified_event = $2, certified_by = $3, certified_at = $4, \
                           kept_outside = $5 WHERE org_id = $1 AND certified_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*org, c.event, c.by, c.at, words])?)
            }
        }
    }

    pub(super) fn apply_capacity(&mut self, c: &Capacity) -> Result<(), StoreError> {
        let sql = "INSERT INTO capacity (org_id, wait, said_at) VALUES ($1, $2, $3) \
                   ON CONFLICT (org_id) DO UPDATE SET wait = $2, said_at = $3";
        exactly_one(self.tx.execute(sql, params![c.org, c.wait.as_str(), c.said_at])?)
    }

    /// What a provider last said about the wait.
    ///
    /// # Errors
    /// What the store gave.
    pub fn capacity(&mut self, org: OrgId) -> Result<Option<Capacity>, StoreError> {
        let sql = "SELECT wait, said_at FROM capacity WHERE org_id = $1";
        self.tx.one(sql, params![org], |row| {
            Ok(Capacity {
                org,
                wait: code(Wait::parse(&row.text(0)?))?,
                said_at: row.parsed(1)?,
            })
        })
    }

    fn contract_ends_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<ContractEnd>, StoreError> {
        let rows = self.tx.all(&format!("{END} {rest}"), values, end)?;
        rows.into_iter()
            .map(|(mut e, words)| {
                if let (Some(c), Some(words)) = (&mut e.certified, words) {
                    c.kept_outside = self.unlock(Owner::shared(Class::System), &cell(e.org), &words)?;
                }
                Ok(e)
            })
            .collect()
    }

    /// When this organisation's contract ends, where a day was set.
    ///
    /// # Errors
    /// What the store gave.
    pub fn contract_end(&mut self, org: OrgId) -> Result<Option<ContractEnd>, StoreError> {
        Ok(self.contract_ends_by("WHERE org_id = $1", params![org])?.pop())
    }

    /// Every contract that ends or has ended, the next first.
    ///
    /// # Errors
    /// What the store gave.
    pub fn contract_ends(&mut self) -> Result<Vec<ContractEnd>, StoreError> {
        self.contract_ends_by("ORDER BY ends_at, org_id", params![])
    }

    /// Whose minute has come and what they had said has not ended yet, at most `most`.
    ///
    /// # Errors
    /// What the store gave.
    pub fn contract_over_for(
        &mut self,
        now: Timestamp,
        most: u32,
    ) -> Result<Vec<(PersonId, OrgId)>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT s.person_id, s.recipient_id FROM said s WHERE {OVER} AND s.until_at > $1 \
             AND NOT EXISTS (SELECT 1 FROM said_end e WHERE e.said_id = s.id) \
             AND s.person_id IN (SELECT id FROM person WHERE erased_at IS NULL) \
             AND s.recipient_id NOT IN (SELECT id FROM organisation WHERE kind = 'practice') \
             ORDER BY s.person_id, s.recipient_id LIMIT $2"
        );
        self.tx.all(&sql, params![now, most], |row| {
            Ok((row.parsed(0)?, row.parsed(1)?))
        })
    }

    /// Providers whose minute has come and that are not closed yet.
    ///
    /// # Errors
    /// What the store gave.
    pub fn contracts_to_close(&mut self, now: Timestamp) -> Result<Vec<OrgId>, StoreError> {
        let sql = "SELECT org_id FROM contract_end WHERE ends_at <= $1 AND closed_at IS NULL ORDER BY org_id";
        self.tx.all(sql, params![now], |row| row.parsed(0))
    }

    /// What one practice ever sent to one provider, oldest first. A prefilter: each row is authorised by itself.
    ///
    /// # Errors
    /// What the store gave.
    pub fn sent_between(&mut self, practice: OrgId, provider: OrgId) -> Result<Vec<Referral>, StoreError> {
        let sql = format!(
            "{REFERRAL} WHERE practice_id = $1 AND recipient_id = $2 AND state NOT IN ('held', 'void') \
             ORDER BY made_at, id"
        );
        self.tx.all(&sql, params![practice, provider], referral)
    }
}
