//! What the person did about what is held: words beside it, seals, corrections. Owns: their statements, and the one
//! condition that a sealed entry must meet to be read.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sayso_core::decision::OwnChange;
use sayso_core::entry::{Beside, Subject};
use sayso_core::id::{EntryId, MemberId, PersonId};
use sayso_core::seat::Actor;

use super::apply::exactly_one;
use super::{Job, service};
use crate::{Cell, Encrypted, StoreError, params};

/// Is the entry of this row open to the reader, whose mark is parameter `at`? A sealed entry is there for its person
/// and for the seats that they named. For everybody else it is as if it had never been written.
pub(super) fn open_to(at: usize) -> String {
    format!(
        "(NOT EXISTS (SELECT 1 FROM sealed s WHERE s.entry_id = entry.id) OR entry.person_id = ${at} \
         OR EXISTS (SELECT 1 FROM sealed_but_for b WHERE b.entry_id = entry.id AND b.member_id = ${at}))"
    )
}

/// The mark of a reader, as [`open_to`] compares it. Nobody's is empty: no row has it.
pub(super) fn mark(reader: &Actor) -> String {
    match reader {
        Actor::Person(person) => person.to_string(),
        Actor::Member(member) => member.id.to_string(),
        Actor::Supporter(_) | Actor::Attorney(_) | Actor::Visitor | Actor::Sayso => String::new(),
    }
}

fn subject_of(beside: &Beside) -> (&'static str, String) {
    match beside.subject {
        Subject::Entry(id) => ("entry", id.to_string()),
        Subject::SaySo(id) => ("say_so", id.to_string()),
    }
}

impl Job<'_> {
    pub(super) fn apply_own(&mut self, change: &OwnChange) -> Result<(), StoreError> {
        match change {
            OwnChange::Beside(beside) => self.keep_beside(beside),
            OwnChange::Sealed { person, entry, named } => self.seal(*person, *entry, named),
            OwnChange::Unsealed(entry) => {
                let sql = "DELETE FROM sealed_but_for WHERE entry_id = $1";
                self.tx.execute(sql, params![*entry])?;
                let sql = "DELETE FROM sealed WHERE entry_id = $1";
                self.tx.execute(sql, params![*entry]).map(drop)
            }
            OwnChange::Corrected { person, lines } => {
                let cell = Cell::new("person", person, "corrected", 1);
                let lines = self.lock(service(*person), &cell, lines)?;
                let sql = "UPDATE person SET corrected = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*person, lines])?)
            }
            OwnChange::ExitOff(person, off) => {
                let sql = "UPDATE person SET exit_off = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*person, *off])?)
            }
            OwnChange::SimpleHome(person, simple) => {
                let sql = "UPDATE person SET simple_home = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*person, *simple])?)
            }
            OwnChange::OpenedFull(session) => {
                let sql = "UPDATE session SET opened_full = 1 WHERE id = $1 AND ended_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*session])?)
            }
            OwnChange::SignedOutEverywhere(person, at) => {
                let sql = "UPDATE session SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL";
                self.tx.execute(sql, params![*person, *at]).map(drop)
            }
            OwnChange::EnrolmentUndone(person) => {
                self.end_all_supporters(*person)?;
                self.forgotten_no_more(*person)?;
                let sql = "UPDATE person SET word_ix = NULL, contact = NULL, simple_home = 0, exit_off = 0 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*person])?)
            }
            OwnChange::ErasureAsked {
                person,
                code,
                expires,
            } => self.begin_erasure(*person, code, *expires),
            OwnChange::ErasureConfirmed(person, due) => {
                let sql = "UPDATE erasure SET due_at = $2 WHERE person_id = $1 AND due_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*person, *due])?)
            }
            OwnChange::ErasureAhead(person, due) => self.announce_erasure(*person, *due),
            OwnChange::ErasureUndone(person, until) => {
                let sql = "DELETE FROM erasure WHERE person_id = $1";
                exactly_one(self.tx.execute(sql, params![*person])?)?;
                let sql = "UPDATE person SET keep_until = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*person, *until])?)
            }
            OwnChange::Erased { person, kept } => self.erase(*person, kept),
            OwnChange::KeptNoLonger(person, what) => self.kept_no_longer(*person, *what),
        }
    }

    fn begin_erasure(&mut self, person: PersonId, code: &str, expires: Timestamp) -> Result<(), StoreError> {
        let code = self.index("erasure code", &format!("{person} {code}"));
        let sql = "INSERT INTO erasure (person_id, code_ix, expires_at) VALUES ($1, $2, $3) \
                   ON CONFLICT (person_id) DO UPDATE SET code_ix = $2, expires_at = $3, tries = 0, due_at = NULL, by_terms = 0";
        exactly_one(self.tx.execute(sql, params![person, code, expires])?)
    }

    fn keep_beside(&mut self, b: &Beside) -> Result<(), StoreError> {
        let (subject, id) = subject_of(b);
        if b.text.is_empty() {
            let sql = "DELETE FROM beside WHERE subject_id = $1 AND person_id = $2";
            return self.tx.execute(sql, params![id, b.person]).map(drop);
        }
        let body = self.lock(service(b.person), &Cell::new("beside", &id, "body", 1), &b.text)?;
        let sql = "INSERT INTO beside (subject_id, subject, person_id, body, written_at) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (subject_id) DO UPDATE SET body = $4, written_at = $5 WHERE person_id = $3";
        exactly_one(
            self.tx
                .execute(sql, params![id, subject, b.person, body, b.written_at])?,
        )
    }

    fn seal(&mut self, person: PersonId, entry: EntryId, named: &[MemberId]) -> Result<(), StoreError> {
        let sql = "INSERT INTO sealed (entry_id, sealed_at) SELECT id, $3 FROM entry WHERE id = $1 AND person_id = $2 \
                   ON CONFLICT (entry_id) DO UPDATE SET sealed_at = $3";
        exactly_one(self.tx.execute(sql, params![entry, person, self.source.now()])?)?;
        let sql = "DELETE FROM sealed_but_for WHERE entry_id = $1";
        self.tx.execute(sql, params![entry])?;
        for member in named {
            let sql =
                "INSERT INTO sealed_but_for (entry_id, member_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            self.tx.execute(sql, params![entry, *member])?;
        }
        Ok(())
    }

    /// The person's own words beside what others wrote.
    ///
    /// # Errors
    /// What the store gave.
    pub fn besides(&mut self, person: PersonId) -> Result<BTreeMap<Subject, Beside>, StoreError> {
        let sql = "SELECT subject, subject_id, body, written_at FROM beside WHERE person_id = $1";
        let rows: Vec<(Beside, Encrypted)> = self.tx.all(sql, params![person], |row| {
            let subject = match row.text(0)?.as_str() {
                "entry" => Subject::Entry(row.parsed(1)?),
                _ => Subject::SaySo(row.parsed(1)?),
            };
            let beside = Beside {
                person,
                subject,
                text: String::new(),
                written_at: row.parsed(3)?,
            };
            Ok((beside, row.encrypted(2)?))
        })?;
        let mut all = BTreeMap::new();
        for (mut beside, body) in rows {
            let (_, id) = subject_of(&beside);
            beside.text = self.unlock(service(person), &Cell::new("beside", id, "body", 1), &body)?;
            all.insert(beside.subject, beside);
        }
        Ok(all)
    }

    /// Which of a person's entries are sealed, and for whom they are open. For the person alone.
    ///
    /// # Errors
    /// What the store gave.
    pub fn seals(&mut self, person: PersonId) -> Result<BTreeMap<EntryId, Vec<MemberId>>, StoreError> {
        let sql = "SELECT s.entry_id, b.member_id FROM sealed s JOIN entry e ON e.id = s.entry_id \
                   LEFT JOIN sealed_but_for b ON b.entry_id = s.entry_id WHERE e.person_id = $1";
        let rows: Vec<(EntryId, Option<MemberId>)> = self.tx.all(sql, params![person], |row| {
            Ok((row.parsed(0)?, row.parsed_opt(1)?))
        })?;
        let mut all: BTreeMap<EntryId, Vec<MemberId>> = BTreeMap::new();
        for (entry, member) in rows {
            all.entry(entry).or_default().extend(member);
        }
        Ok(all)
    }

    /// The lines of what was sent that the person has corrected since, by label; an empty value takes the line out.
    ///
    /// # Errors
    /// What the store gave.
    pub fn corrected(&mut self, person: PersonId) -> Result<BTreeMap<String, String>, StoreError> {
        let sql = "SELECT corrected FROM person WHERE id = $1";
        let kept = self.tx.one(sql, params![person], |row| row.encrypted_opt(0))?;
        match kept.flatten() {
            Some(kept) => self.unlock(
                service(person),
                &Cell::new("person", person, "corrected", 1),
                &kept,
            ),
            None => Ok(BTreeMap::new()),
        }
    }
}
