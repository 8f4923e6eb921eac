//! Legal powers and the records about one decision: their rows. Never decides whether one counts: the rules do.

use jiff::Timestamp;
use sayso_core::id::{CannotDecideId, PersonId, ReferralId, SupporterId};
use sayso_core::power::{CannotDecide, Power, PowerChange, PowerKind};
use sayso_core::supporter::{Scope, SupporterKind};

use super::apply::exactly_one;
use super::care::code;
use super::{Job, service};
use crate::engine::Row;
use crate::{Cell, Encrypted, StoreError, params};

const POWER: &str = "SELECT id, person_id, practice_id, kind, name, number, seen_by, seen_at, confirmed_by, confirmed_at, \
                     until_at, objected_at, ended_at FROM power";
const RECORD: &str = "SELECT id, person_id, power_id, scheme_id, terms_id, found_by, help, at, until_at, used_at, ended_at \
                      FROM cannot_decide";

/// What the row says; name and number are still closed.
fn power(row: &Row) -> Result<(Power, Encrypted, Encrypted), StoreError> {
    let confirmed = match (row.parsed_opt(8)?, row.parsed_opt(9)?) {
        (Some(by), Some(at)) => Some((by, at)),
        _ => None,
    };
    let power = Power {
        id: row.parsed(0)?,
        person: row.parsed(1)?,
        practice: row.parsed(2)?,
        kind: code(PowerKind::parse(&row.text(3)?))?,
        name: String::new(),
        number: String::new(),
        seen_by: row.parsed(6)?,
        seen_at: row.parsed(7)?,
        confirmed,
        until: row.parsed(10)?,
        objected_at: row.parsed_opt(11)?,
        ended_at: row.parsed_opt(12)?,
    };
    Ok((power, row.encrypted(4)?, row.encrypted(5)?))
}

/// What the row says; the help that was given is still closed.
fn record(row: &Row) -> Result<(CannotDecide, Encrypted), StoreError> {
    let record = CannotDecide {
        id: row.parsed(0)?,
        person: row.parsed(1)?,
        power: row.parsed(2)?,
        scheme: row.parsed(3)?,
        terms: row.parsed(4)?,
        by: row.parsed(5)?,
        help: String::new(),
        at: row.parsed(7)?,
        until: row.parsed(8)?,
        used_at: row.parsed_opt(9)?,
        ended_at: row.parsed_opt(10)?,
    };
    Ok((record, row.encrypted(6)?))
}

fn cell(id: SupporterId, column: &'static str) -> Cell {
    Cell::new("power", id, column, 1)
}
fn help_of(id: CannotDecideId) -> Cell {
    Cell::new("cannot_decide", id, "help", 1)
}

impl Job<'_> {
    pub(super) fn apply_power(&mut self, change: &PowerChange) -> Result<(), StoreError> {
        match change {
            PowerChange::Seen(p, digits, expires) => self.keep_power(p, digits, *expires),
            PowerChange::Confirmed { power, by, at, words } => {
                let sql = "UPDATE power SET confirmed_by = $2, confirmed_at = $3 \
                           WHERE id = $1 AND confirmed_by IS NULL AND ended_at IS NULL AND objected_at IS NULL";
                exactly_one(self.tx.execute(sql, params![power.id, *by, *at])?)?;
                self.open_the_door(power, *at, words)
            }
            PowerChange::Objected(id, at) => {
                let sql = "UPDATE power SET objected_at = $2 WHERE id = $1 AND ended_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
            PowerChange::LookedAgain(id, person, found) => {
                let found = self.lock(service(*person), &cell(*id, "looked"), found)?;
                let sql = "UPDATE power SET objected_at = NULL, looked = $2 WHERE id = $1 AND objected_at IS NOT NULL";
                exactly_one(self.tx.execute(sql, params![*id, found])?)
            }
            PowerChange::Ended(id, at) => {
                let sql = "UPDATE power SET ended_at = $2, code_ix = NULL, code_expires_at = NULL \
                           WHERE id = $1 AND ended_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)?;
                self.close_the_door(*id, *at)
            }
            PowerChange::CannotDecide(r) => {
                let help = self.lock(service(r.person), &help_of(r.id), &r.help)?;
                let sql = "INSERT INTO cannot_decide (id, person_id, power_id, scheme_id, terms_id, found_by, help, at, \
                           until_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
                let values = params![
                    r.id, r.person, r.power, r.scheme, r.terms, r.by, help, r.at, r.until
                ];
                exactly_one(self.tx.execute(sql, values)?)
            }
            PowerChange::Used(id, at) => {
                let sql = "UPDATE cannot_decide SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND ended_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
            PowerChange::RecordsEnded(person, at) => self.end_records(*person, *at),
        }
    }

    /// Whatever says that this person cannot decide is over. There may be nothing to end.
    pub(super) fn end_records(&mut self, person: PersonId, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE cannot_decide SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL";
        self.tx.execute(sql, params![person, at]).map(drop)
    }

    fn keep_power(&mut self, p: &Power, digits: &str, expires: Timestamp) -> Result<(), StoreError> {
        let name = self.lock(service(p.person), &cell(p.id, "name"), &p.name)?;
        let number = self.lock(service(p.person), &cell(p.id, "number"), &p.number)?;
        let digits = self.supporter_index("supporter code", p.id, digits);
        let sql = "INSERT INTO power (id, person_id, practice_id, kind, name, number, seen_by, seen_at, until_at, code_ix, \
                   code_expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let values = params![
            p.id,
            p.person,
            p.practice,
            p.kind.as_str(),
            name,
            number,
            p.seen_by,
            p.seen_at,
            p.until,
            digits,
            expires
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    /// A row at the supporters' door, with the code that the first seat handed over and the words of the second.
    fn open_the_door(&mut self, p: &Power, at: Timestamp, words: &str) -> Result<(), StoreError> {
        let name = Cell::new("supporter", p.id, "name", 1);
        let name = self.lock(service(p.person), &name, &p.name)?;
        let words = self.index("supporter card", words);
        let sql = "INSERT INTO supporter (id, person_id, kind, name, scope, from_at, until_at, words_ix, code_ix, \
                   code_expires_at) SELECT $1, $2, $3, $4, $5, $6, $7, $8, code_ix, code_expires_at FROM power WHERE id = $1";
        let values = params![
            p.id,
            p.person,
            SupporterKind::Attorney.as_str(),
            name,
            Scope::NONE.to_string(),
            at,
            p.until,
            words
        ];
        exactly_one(self.tx.execute(sql, values)?)?;
        let sql = "UPDATE power SET code_ix = NULL, code_expires_at = NULL WHERE id = $1";
        exactly_one(self.tx.execute(sql, params![p.id])?)
    }

    /// Every power recorded for a person, newest first, with name and number.
    ///
    /// # Errors
    /// What the store gave.
    pub fn powers_of(&mut self, person: PersonId) -> Result<Vec<Power>, StoreError> {
        let sql = format!("{POWER} WHERE person_id = $1 ORDER BY seen_at DESC, id");
        let rows = self.tx.all(&sql, params![person], power)?;
        let mut all = vec![];
        for (mut p, name, number) in rows {
            p.name = self.unlock(service(person), &cell(p.id, "name"), &name)?;
            p.number = self.unlock(service(person), &cell(p.id, "number"), &number)?;
            all.push(p);
        }
        Ok(all)
    }

    /// One power without name and number: for a session and for the rules, which need not know them.
    ///
    /// # Errors
    /// What the store gave.
    pub fn power(&mut self, id: SupporterId) -> Result<Option<Power>, StoreError> {
        let sql = format!("{POWER} WHERE id = $1");
        let found = self.tx.one(&sql, params![id], power)?;
        Ok(found.map(|(p, ..)| p))
    }

    /// The one record about a person that nobody has ended, without the help that was given; whether its day has come is
    /// the rules' to know.
    ///
    /// # Errors
    /// What the store gave.
    pub fn cannot_decide(&mut self, person: PersonId) -> Result<Option<CannotDecide>, StoreError> {
        let sql = format!("{RECORD} WHERE person_id = $1 AND ended_at IS NULL");
        let found = self.tx.one(&sql, params![person], record)?;
        Ok(found.map(|(r, _)| r))
    }

    /// Held referrals on a yes by a power whose record ended before its time, and not because another decision was
    /// recorded: what the person or a clinician took back. `only`: is this one of them?
    ///
    /// # Errors
    /// What the store gave.
    pub fn taken_back(&mut self, only: Option<ReferralId>, most: u32) -> Result<Vec<ReferralId>, StoreError> {
        // A yes is under the record that it used up, in that very moment.
        let sql = "SELECT r.id FROM referral r JOIN said s ON s.id = r.said_id \
                   JOIN cannot_decide c ON c.person_id = r.person_id AND c.terms_id = s.terms_id AND c.used_at = s.recorded_at \
                   WHERE r.state = 'held' AND c.ended_at < r.held_until AND ($1 IS NULL OR r.id = $1) \
                   AND NOT EXISTS (SELECT 1 FROM cannot_decide n WHERE n.person_id = c.person_id AND n.at = c.ended_at) \
                   ORDER BY r.id LIMIT $2";
        self.tx.all(sql, params![only, most], |row| row.parsed(0))
    }

    /// What was done so that the person could decide themself. For the person and a clinician of their practice.
    ///
    /// # Errors
    /// What the store gave.
    pub fn help_given(&mut self, person: PersonId) -> Result<Option<String>, StoreError> {
        let sql = format!("{RECORD} WHERE person_id = $1 AND ended_at IS NULL");
        let Some((r, help)) = self.tx.one(&sql, params![person], record)? else {
            return Ok(None);
        };
        self.unlock(service(person), &help_of(r.id), &help).map(Some)
    }
}
