//! Erasing a person: their rows go, their key is destroyed, and what stays cannot be read by anybody. Owns: the list of
//! what goes and of what stays. Events and say-sos stay, because they are append-only; their words are under the key.

use jiff::Timestamp;
use sayso_core::decision::Kept;
use sayso_core::id::{PersonId, TermsId};

use super::Job;
use super::apply::exactly_one;
use crate::{Class, StoreError, Value, params};

/// What goes, in the order that references allow. Every table with a person in it is here or in [`STAYS`]: a test of
/// this file compares both with the schema.
const GOES: &[(&str, &str)] = &[
    (
        "sealed_but_for",
        "entry_id IN (SELECT id FROM entry WHERE person_id = $1)",
    ),
    (
        "sealed",
        "entry_id IN (SELECT id FROM entry WHERE person_id = $1)",
    ),
    ("beside", "person_id = $1"),
    (
        "meeting",
        "entry_id IN (SELECT id FROM entry WHERE person_id = $1)",
    ),
    ("venue_chosen", "person_id = $1"),
    ("withholding", "person_id = $1"),
    ("yes_check", "person_id = $1"),
    ("job_pay", "person_id = $1"),
    ("job", "person_id = $1"),
    ("goodbye", "person_id = $1"),
    ("contact_over", "person_id = $1"),
    ("recall", "person_id = $1"),
    ("kept_away", "person_id = $1"),
    ("pair", "kept_id = $1 OR other_id = $1"),
    (
        "nudged",
        "referral_id IN (SELECT id FROM referral WHERE person_id = $1)",
    ),
    ("cover", "person_id = $1"),
    (
        "tried",
        "referral_id IN (SELECT id FROM referral WHERE person_id = $1)",
    ),
    // A report of a danger is under a key of its own, and stays as long as its rule says.
    ("message", "person_id = $1 AND kind <> 'safeguarding'"),
    ("proposal", "person_id = $1"),
    (
        "named",
        "id = $1 OR id IN (SELECT id FROM entry WHERE person_id = $1)",
    ),
    ("entry", "person_id = $1"),
    ("notice", "person_id = $1"),
    ("referral", "person_id = $1"),
    ("parcel", "person_id = $1"),
    ("code", "person_id = $1"),
    ("card", "person_id = $1"),
    (
        "session",
        "person_id = $1 OR supporter_id IN (SELECT id FROM supporter WHERE person_id = $1)",
    ),
    ("cannot_decide", "person_id = $1"),
    ("power", "person_id = $1"),
    ("supporter", "person_id = $1"),
    ("erasure", "person_id = $1"),
    ("forgotten", "person_id = $1"),
];

/// What stays: say-sos are append-only facts without words, `kept` is the record of the rules themselves. A concern, a
/// legal demand and a report of a danger are each under a key of their own, for as long as a rule keeps it.
const STAYS: &[&str] = &["said", "kept", "concern", "legal_demand", "danger"];

/// An erasure on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// When it happens; `None`: it waits for the person's code.
    pub due: Option<Timestamp>,
    /// The terms bring it, and not the person.
    pub by_terms: bool,
}

/// The retention class whose key this is.
const fn class(kept: Kept) -> Class {
    match kept {
        Kept::Safeguarding => Class::Safeguarding,
        Kept::Complaint => Class::Complaint,
        Kept::Legal => Class::Legal,
    }
}

/// Whose everything goes by itself soon: `$1` the latest of the `versions` times, `$2` now, `$3` then, `$4` how many at most,
/// and from there each version of terms with its time.
fn erased_soon(versions: usize) -> String {
    let rows: Vec<String> = (0..versions)
        .map(|n| format!("(${}, ${})", 5 + 2 * n, 6 + 2 * n))
        .collect();
    format!(
        "WITH over (terms_id, before) AS (VALUES {}) \
             SELECT p.id FROM person p WHERE p.id IN (SELECT person_id FROM referral WHERE ended_at <= $1) \
             AND p.erased_at IS NULL AND (p.keep_until IS NULL OR p.keep_until <= $3) \
             AND NOT EXISTS (SELECT 1 FROM referral q JOIN said s ON s.id = q.said_id \
               LEFT JOIN over o ON o.terms_id = s.terms_id WHERE q.person_id = p.id \
               AND (q.ended_at IS NULL OR o.before IS NULL OR q.ended_at > o.before)) \
             AND NOT EXISTS (SELECT 1 FROM said s WHERE s.person_id = p.id AND s.until_at > $2 \
               AND NOT EXISTS (SELECT 1 FROM said_end e WHERE e.said_id = s.id)) \
             AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.person_id = p.id \
               AND (e.due_at IS NOT NULL OR e.expires_at > $2)) \
             ORDER BY p.id LIMIT $4",
        rows.join(", ")
    )
}

impl Job<'_> {
    pub(super) fn erase(&mut self, person: PersonId, kept: &[(Kept, Timestamp)]) -> Result<(), StoreError> {
        for (what, until) in kept {
            let sql = "INSERT INTO kept (person_id, class, until_at) VALUES ($1, $2, $3)";
            exactly_one(self.tx.execute(sql, params![person, what.as_str(), *until])?)?;
        }
        for (table, which) in GOES {
            let sql = format!("DELETE FROM {table} WHERE {which}");
            self.tx.execute(&sql, params![person.to_string()])?;
        }
        let sql = "UPDATE person SET details = x'', contact = NULL, word_ix = NULL, nhs_ix = NULL, name_ix = NULL, \
                   remembered = NULL, remembered_until = NULL, corrected = NULL, keep_until = NULL, erased_at = $2 WHERE id = $1";
        exactly_one(self.tx.execute(sql, params![person, self.source.now()])?)?;
        self.keys.destroy(self.tx, person, &[Class::Service]).map(drop)
    }

    /// Is this row a line of a practice's list and nothing else: no answer, no say-so, no word, nothing in any table with a
    /// person in it? An outside number alone (`named`) is part of the line.
    ///
    /// # Errors
    /// What the store gave.
    pub fn is_bare(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM person WHERE id = $1 AND erased_at IS NULL AND contact IS NULL AND word_ix IS NULL \
                   AND remembered IS NULL AND corrected IS NULL";
        if self.tx.one(sql, params![person], |row| row.int(0))?.is_none() {
            return Ok(false);
        }
        let stays = STAYS.iter().map(|table| (*table, "person_id = $1"));
        for (table, which) in GOES.iter().copied().chain(stays) {
            if table == "named" {
                continue;
            }
            let sql = format!("SELECT 1 FROM {table} WHERE {which} LIMIT 1");
            let id = person.to_string();
            if self.tx.one(&sql, params![id], |row| row.int(0))?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) fn kept_no_longer(&mut self, person: PersonId, what: Kept) -> Result<(), StoreError> {
        let sql = "DELETE FROM kept WHERE person_id = $1 AND class = $2";
        exactly_one(self.tx.execute(sql, params![person, what.as_str()])?)?;
        let gone: &[&str] = match what {
            Kept::Safeguarding => &[
                "DELETE FROM message WHERE person_id = $1 AND kind = 'safeguarding'",
                "DELETE FROM danger WHERE person_id = $1",
            ],
            Kept::Complaint => &["DELETE FROM concern WHERE person_id = $1"],
            // A demand is counted in public for ever; its words go with the key.
            Kept::Legal => &[],
        };
        for sql in gone {
            self.tx.execute(sql, params![person])?;
        }
        self.keys.destroy(self.tx, person, &[class(what)]).map(drop)
    }

    /// Is this the code that confirms an erasure? Counts the try: after five, or after its time, no code is right.
    ///
    /// # Errors
    /// What the store gave.
    pub fn try_erasure_code(&mut self, person: PersonId, code: &str) -> Result<bool, StoreError> {
        let sql = "UPDATE erasure SET tries = tries + 1 WHERE person_id = $1";
        self.tx.execute(sql, params![person])?;
        let index = self.index("erasure code", &format!("{person} {code}"));
        let sql = "SELECT 1 FROM erasure WHERE person_id = $1 AND code_ix = $2 AND expires_at > $3 AND tries <= 5 \
                   AND due_at IS NULL";
        let right = self
            .tx
            .one(sql, params![person, index, self.source.now()], |row| row.int(0))?;
        Ok(right.is_some())
    }

    /// An erasure that was asked for, or that the terms bring.
    ///
    /// # Errors
    /// What the store gave.
    pub fn erasure(&mut self, person: PersonId) -> Result<Option<Erasure>, StoreError> {
        let sql = "SELECT due_at, by_terms FROM erasure WHERE person_id = $1";
        self.tx.one(sql, params![person], |row| {
            Ok(Erasure {
                due: row.parsed_opt(0)?,
                by_terms: row.flag(1)?,
            })
        })
    }

    /// It happens then, by itself. A code of the person's own that ran out unused gives way.
    pub(super) fn announce_erasure(&mut self, person: PersonId, due: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO erasure (person_id, code_ix, expires_at, due_at, by_terms) VALUES ($1, x'', $2, $2, 1) \
                   ON CONFLICT (person_id) DO UPDATE SET code_ix = x'', expires_at = $2, tries = 0, due_at = $2, by_terms = 1";
        exactly_one(self.tx.execute(sql, params![person, due])?)
    }

    /// Whose everything goes by itself soon, at most `most`. `over` says, for each version of terms that erases by itself,
    /// before when support must have ended; `soon` is when it would go. Every referral of theirs has ended so long ago, under
    /// such terms; no yes of theirs holds; nothing is on its way to being erased; and they have not said that they keep it.
    ///
    /// # Errors
    /// What the store gave.
    pub fn erased_soon(
        &mut self,
        over: &[(TermsId, Timestamp)],
        now: Timestamp,
        soon: Timestamp,
        most: u32,
    ) -> Result<Vec<PersonId>, StoreError> {
        let Some(last) = over.iter().map(|(_, before)| *before).max() else {
            return Ok(vec![]);
        };
        let sql = erased_soon(over.len());
        let mut values: Vec<Value<'_>> = params![last, now, soon, most].to_vec();
        for (terms, before) in over {
            values.extend([Value::from(*terms), Value::from(*before)]);
        }
        self.tx.all(&sql, &values, |row| row.parsed(0))
    }

    /// Who is helped again though the terms of an earlier yes would erase them soon, at most `most`.
    ///
    /// # Errors
    /// What the store gave.
    pub fn helped_again(&mut self, most: u32) -> Result<Vec<PersonId>, StoreError> {
        let sql = "SELECT person_id FROM erasure e WHERE by_terms = 1 AND EXISTS (SELECT 1 FROM referral r \
                   WHERE r.person_id = e.person_id AND r.ended_at IS NULL) ORDER BY person_id LIMIT $1";
        self.tx.all(sql, params![most], |row| row.parsed(0))
    }

    /// Whose time has come, at most `most`.
    ///
    /// # Errors
    /// What the store gave.
    pub fn erasures_due(&mut self, now: Timestamp, most: u32) -> Result<Vec<PersonId>, StoreError> {
        let sql = "SELECT person_id FROM erasure WHERE due_at <= $1 ORDER BY due_at LIMIT $2";
        self.tx.all(sql, params![now, most], |row| row.parsed(0))
    }

    /// What a rule keeps of this person when the rest goes: the classes of which something is held now.
    ///
    /// # Errors
    /// What the store gave.
    pub fn kept_by_rule(&mut self, person: PersonId) -> Result<Vec<Kept>, StoreError> {
        let mut found = vec![];
        for kept in Kept::ALL {
            let sql = "SELECT 1 FROM data_key WHERE owner = $1 AND class = $2 AND wrapped IS NOT NULL";
            let code = class(*kept).code();
            let there = self
                .tx
                .one(sql, params![person.to_string(), code], |row| row.int(0))?;
            if there.is_some() {
                found.push(*kept);
            }
        }
        Ok(found)
    }

    /// What a rule kept and need not any more, at most `most`.
    ///
    /// # Errors
    /// What the store gave.
    pub fn kept_too_long(&mut self, now: Timestamp, most: u32) -> Result<Vec<(PersonId, Kept)>, StoreError> {
        let sql = "SELECT person_id, class FROM kept WHERE until_at <= $1 ORDER BY until_at LIMIT $2";
        self.tx.all(sql, params![now, most], |row| {
            let what = Kept::parse(&row.text(1)?);
            let what = what.ok_or_else(|| StoreError::corrupt("a code that the model does not have"))?;
            Ok((row.parsed(0)?, what))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_is_read_to_find_who_is_erased_soon() {
        // The row or the rows that stand in the question itself, and what they are called.
        let small = ["CONSTANT", "40", "o"];
        for sql in [erased_soon(1), erased_soon(40)] {
            let whole = super::super::plan::reads_whole(&sql);
            assert!(whole.iter().all(|t| small.contains(&t.as_str())), "{whole:?}");
        }
    }

    /// A row that refers to one that goes would stop the erasing: such a table is on a list as well.
    #[test]
    fn every_table_that_refers_to_what_goes_is_on_one_of_the_two_lists() {
        let db = rusqlite::Connection::open_in_memory().expect("a database");
        for (_, _, sql) in crate::MIGRATIONS {
            db.execute_batch(sql).expect("the schema");
        }
        let sql = "SELECT m.name, f.\"table\", f.on_delete FROM sqlite_schema m \
                   JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";
        let mut all = db.prepare(sql).expect("SQL");
        let rows = all
            .query_map((), |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                ))
            })
            .expect("rows");
        let place = |table: &str| GOES.iter().position(|(t, _)| *t == table);
        for row in rows {
            let (table, to, on_delete) = row.expect("a row");
            let Some(goes) = place(&to) else { continue };
            let first = place(&table).is_some_and(|at| at < goes) || table == to;
            assert!(
                first || on_delete == "CASCADE",
                "{table} refers to {to}, which goes when a person is erased: it goes first"
            );
        }
    }

    #[test]
    fn every_table_with_a_person_in_it_is_on_one_of_the_two_lists() {
        let db = rusqlite::Connection::open_in_memory().expect("a database");
        for (_, _, sql) in crate::MIGRATIONS {
            db.execute_batch(sql).expect("the schema");
        }
        let sql = "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c \
                   WHERE m.type = 'table' AND c.name = 'person_id'";
        let mut all = db.prepare(sql).expect("SQL");
        let all = all.query_map((), |row| row.get::<_, String>(0)).expect("rows");
        for table in all.map(|t| t.expect("a name")) {
            let known = GOES.iter().any(|(t, _)| *t == table) || STAYS.contains(&table.as_str());
            assert!(
                known,
                "{table}: does it go when a person is erased, or does it stay, and why?"
            );
        }
    }
}
