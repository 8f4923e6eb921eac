//! People, cards and codes, read back. A card or a code is found by a keyed fingerprint; neither is kept in clear.

use jiff::Timestamp;
use sayso_core::id::{OrgId, PersonId};
use sayso_core::nhs_number::NhsNumber;
use sayso_core::person::{Details, Person, Remembered, SafeContact};

use super::{Job, service};
use crate::{Cell, StoreError, params};

/// What finding somebody by name and birth date compares: both, tidied.
pub(super) fn name_key(details: &Details) -> Option<String> {
    let birth = details.birth_date?;
    let name: Vec<String> = details.name.split_whitespace().map(str::to_lowercase).collect();
    Some(format!("{} {birth}", name.join(" ")))
}

/// A card as found by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// The practice that made it.
    pub practice: OrgId,
    /// When it stops working.
    pub expires: Timestamp,
    /// Whose it is; `None` before the first yes.
    pub person: Option<PersonId>,
}

/// A person's row with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Who.
    pub person: Person,
    /// How to reach them safely, once they said.
    pub contact: Option<SafeContact>,
    /// What they asked the practice to remember.
    pub remembered: Option<Remembered>,
    /// They have set a private word.
    pub enrolled: bool,
    /// Their first page shows the next meeting alone.
    pub simple_home: bool,
    /// They want no button that leaves their pages quickly.
    pub exit_off: bool,
}

impl Job<'_> {
    /// A person's practice; `None` when there is no such person.
    ///
    /// # Errors
    /// What the store gave.
    pub fn practice_of(&mut self, person: PersonId) -> Result<Option<OrgId>, StoreError> {
        self.tx.one(
            "SELECT practice_id FROM person WHERE id = $1 AND erased_at IS NULL",
            params![person],
            |row| row.parsed(0),
        )
    }

    /// A person's row.
    ///
    /// # Errors
    /// What the store gave.
    pub fn person(&mut self, person: PersonId) -> Result<Option<Found>, StoreError> {
        let sql = "SELECT practice_id, details, contact, word_ix IS NOT NULL, remembered, remembered_until, \
                   simple_home, exit_off \
                   FROM person WHERE id = $1 AND erased_at IS NULL";
        let row = self.tx.one(sql, params![person], |row| {
            let remembered = match row.text_opt(4)?.as_deref() {
                None => None,
                Some("do_not_ask") => Some(Remembered::DoNotAsk),
                Some("not_yet") => Some(Remembered::NotYet(row.parsed(5)?)),
                Some(_) => return Err(StoreError::corrupt("a code that the model does not have")),
            };
            Ok((
                row.parsed(0)?,
                row.encrypted(1)?,
                row.encrypted_opt(2)?,
                row.flag(3)?,
                remembered,
                row.flag(6)?,
                row.flag(7)?,
            ))
        })?;
        let Some((practice, details, contact, enrolled, remembered, simple_home, exit_off)) = row else {
            return Ok(None);
        };
        let details = self.unlock(
            service(person),
            &Cell::new("person", person, "details", 1),
            &details,
        )?;
        let contact = match contact {
            Some(kept) => {
                Some(self.unlock(service(person), &Cell::new("person", person, "contact", 1), &kept)?)
            }
            None => None,
        };
        Ok(Some(Found {
            person: Person {
                id: person,
                practice,
                details,
            },
            contact,
            remembered,
            enrolled,
            simple_home,
            exit_off,
        }))
    }

    /// The practice's own patient with this number.
    ///
    /// # Errors
    /// What the store gave.
    pub fn by_nhs_number(
        &mut self,
        practice: OrgId,
        number: NhsNumber,
    ) -> Result<Option<PersonId>, StoreError> {
        let sql = "SELECT id FROM person WHERE practice_id = $1 AND nhs_ix = $2";
        let index = self.index("nhs number", &number.digits());
        self.tx.one(sql, params![practice, index], |row| row.parsed(0))
    }

    /// The practice's own patients with this name and birth date. Not an identity: to choose from, by a person.
    ///
    /// # Errors
    /// What the store gave.
    pub fn by_name(&mut self, practice: OrgId, details: &Details) -> Result<Vec<PersonId>, StoreError> {
        let Some(key) = name_key(details) else {
            return Ok(vec![]);
        };
        let sql = "SELECT id FROM person WHERE practice_id = $1 AND name_ix = $2 ORDER BY id LIMIT 20";
        let index = self.index("name and birth date", &key);
        self.tx.all(sql, params![practice, index], |row| row.parsed(0))
    }

    /// Whose referral from this practice has this reference.
    ///
    /// # Errors
    /// What the store gave.
    pub fn by_reference(&mut self, practice: OrgId, reference: &str) -> Result<Option<PersonId>, StoreError> {
        let sql = "SELECT person_id FROM referral WHERE practice_id = $1 AND reference = $2";
        self.tx
            .one(sql, params![practice, reference], |row| row.parsed(0))
    }

    /// Everybody on a practice's list, for its own seats: ids in a stable order.
    ///
    /// # Errors
    /// What the store gave.
    pub fn people_of(&mut self, practice: OrgId) -> Result<Vec<PersonId>, StoreError> {
        self.tx.all(
            "SELECT id FROM person WHERE practice_id = $1 AND erased_at IS NULL ORDER BY id",
            params![practice],
            |row| row.parsed(0),
        )
    }

    /// Has this person a card of their own, lost or not?
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn has_card(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM card WHERE person_id = $1 LIMIT 1";
        Ok(self.tx.one(sql, params![person], |_| Ok(()))?.is_some())
    }

    /// A card, by its tidied words.
    ///
    /// # Errors
    /// What the store gave.
    pub fn card(&mut self, words: &str) -> Result<Option<Card>, StoreError> {
        let sql = "SELECT practice_id, expires_at, person_id FROM card WHERE words_ix = $1";
        self.tx.one(sql, params![self.index("card", words)], |row| {
            Ok(Card {
                practice: row.parsed(0)?,
                expires: row.parsed(1)?,
                person: row.parsed_opt(2)?,
            })
        })
    }

    /// Is this the person's private word (tidied)?
    ///
    /// # Errors
    /// What the store gave.
    pub fn is_private_word(&mut self, person: PersonId, word: &str) -> Result<bool, StoreError> {
        let index = self.index("private word", &format!("{person} {word}"));
        let sql = "SELECT 1 FROM person WHERE id = $1 AND word_ix = $2";
        Ok(self
            .tx
            .one(sql, params![person, index], |row| row.int(0))?
            .is_some())
    }

    /// Is this the code that was sent? Counts the try: after five, or after its time, no code is right.
    ///
    /// # Errors
    /// What the store gave.
    pub fn try_code(&mut self, person: PersonId, code: &str) -> Result<bool, StoreError> {
        let sql = "UPDATE code SET tries = tries + 1 WHERE person_id = $1";
        self.tx.execute(sql, params![person])?;
        let index = self.index("code", &format!("{person} {code}"));
        let sql =
            "SELECT 1 FROM code WHERE person_id = $1 AND code_ix = $2 AND expires_at > $3 AND tries <= 5";
        Ok(self
            .tx
            .one(sql, params![person, index, self.source.now()], |row| row.int(0))?
            .is_some())
    }

    /// What an outside identifier names here (`kind`: organisation, member or person).
    ///
    /// # Errors
    /// What the store gave.
    pub fn named(&mut self, kind: &str, system: &str, value: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT id FROM named WHERE kind = $1 AND system = $2 AND value_ix = $3";
        let value = self.index("named", &format!("{system} {value}"));
        self.tx.one(sql, params![kind, system, value], |row| row.text(0))
    }
}
