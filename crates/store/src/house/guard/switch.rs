//! What is switched off, and whom that concerns, read back.

use jiff::Timestamp;
use sayso_core::guard::{Reason, Switch, Target};
use sayso_core::id::{MemberId, OrgId, PersonId, SwitchId};
use sayso_core::sayso::{Off, Purpose};

use super::{Watch, code};
use crate::engine::Row;
use crate::house::Job;
use crate::{Cell, Class, Encrypted, Owner, StoreError, Value, params};

const SWITCH: &str = "SELECT id, org_id, purpose, off_at, off_by, reason, on_asked_by, on_asked_at, on_by, on_at, body \
                      FROM switch_off";

fn pair(row: &Row, who: usize) -> Result<Option<(MemberId, Timestamp)>, StoreError> {
    let at: Option<Timestamp> = row.parsed_opt(who + 1)?;
    Ok(row.parsed_opt(who)?.zip(at))
}

fn purpose(row: &Row, at: usize) -> Result<Option<Purpose>, StoreError> {
    row.text_opt(at)?.map(|p| code(Purpose::parse(&p))).transpose()
}

fn switch(row: &Row) -> Result<(Switch, Encrypted), StoreError> {
    let switch = Switch {
        id: row.parsed(0)?,
        target: Target {
            org: row.parsed(1)?,
            purpose: purpose(row, 2)?,
        },
        off_at: row.parsed(3)?,
        off_by: row.parsed(4)?,
        reason: code(Reason::parse(&row.text(5)?))?,
        words: String::new(),
        on_asked: pair(row, 6)?,
        on: pair(row, 8)?,
    };
    Ok((switch, row.encrypted(10)?))
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    fn switches_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Switch>, StoreError> {
        let rows = self.tx.all(&format!("{SWITCH} {rest}"), values, switch)?;
        rows.into_iter()
            .map(|(mut s, body)| {
                let cell = Cell::new("switch_off", s.id, "body", 1);
                s.words = self.unlock(Owner::shared(Class::System), &cell, &body)?;
                Ok(s)
            })
            .collect()
    }

    /// Everything that is or was switched off, newest first.
    pub fn switches(&mut self) -> Result<Vec<Switch>, StoreError> {
        self.switches_by("ORDER BY off_at DESC, id LIMIT 500", params![])
    }

    /// The same of organisations that have a part in the schemes overseen.
    pub fn switches_watched(&mut self, watch: &Watch) -> Result<Vec<Switch>, StoreError> {
        let theirs = watch.org("org_id");
        let rest = format!("WHERE {theirs} ORDER BY off_at DESC, id LIMIT 500");
        self.switches_by(&rest, params![])
    }

    /// One of them.
    pub fn switch(&mut self, id: SwitchId) -> Result<Option<Switch>, StoreError> {
        Ok(self.switches_by("WHERE id = $1", params![id])?.pop())
    }

    /// What is off now, as it concerns somebody of this practice.
    pub fn off_for(&mut self, practice: OrgId) -> Result<Vec<Off>, StoreError> {
        let sql = "SELECT org_id, purpose FROM switch_off WHERE on_at IS NULL";
        let rows: Vec<(OrgId, Option<Purpose>)> = self
            .tx
            .all(sql, params![], |row| Ok((row.parsed(0)?, purpose(row, 1)?)))?;
        let mut off = vec![];
        for (org, purpose) in rows {
            off.push(Off::Recipient { org, purpose });
            // A flow to the practice says nothing about what the practice sends.
            if org == practice && purpose.is_none() {
                off.push(Off::Sending { purpose: None });
            }
        }
        Ok(off)
    }

    /// The same for one person.
    pub(in crate::house) fn off_of(&mut self, person: PersonId) -> Result<Vec<Off>, StoreError> {
        let there = self.tx.one(
            "SELECT 1 FROM switch_off WHERE on_at IS NULL LIMIT 1",
            params![],
            |row| row.int(0),
        )?;
        if there.is_none() {
            return Ok(vec![]);
        }
        match self.practice_of(person)? {
            Some(practice) => self.off_for(practice),
            None => Ok(vec![]),
        }
    }

    /// Everybody with an open referral to or from an organisation; and whether it is still held.
    pub fn open_with(&mut self, org: OrgId) -> Result<Vec<(PersonId, bool)>, StoreError> {
        let sql = "SELECT DISTINCT person_id, state = 'held' FROM referral \
                   WHERE ended_at IS NULL AND (recipient_id = $1 OR practice_id = $1) ORDER BY person_id";
        self.tx
            .all(sql, params![org], |row| Ok((row.parsed(0)?, row.flag(1)?)))
    }

    /// How many people that is, of the schemes overseen.
    pub fn how_many_open_with(&mut self, watch: &Watch, org: OrgId) -> Result<usize, StoreError> {
        let theirs = watch.scheme("scheme_id");
        let sql = format!(
            "SELECT count(DISTINCT person_id) FROM referral \
             WHERE ended_at IS NULL AND (recipient_id = $1 OR practice_id = $1) AND {theirs}"
        );
        let n = self.tx.one(&sql, params![org], |row| row.int(0))?;
        Ok(usize::try_from(n.unwrap_or(0)).unwrap_or(0))
    }
}
