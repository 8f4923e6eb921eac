//! Supporters: their rows, their cards by keyed hash, what is taken back. Never decides whether one counts: the rules do.

use jiff::Timestamp;
use sayso_core::id::{PersonId, SupporterId};
use sayso_core::supporter::{Supporter, SupporterCard, SupporterChange, SupporterKind};

use super::apply::exactly_one;
use super::care::code;
use super::{Job, service};
use crate::engine::Row;
use crate::{Cell, Encrypted, StoreError, params};

const SUPPORTER: &str = "SELECT id, person_id, kind, scope, from_at, until_at, ended_at, name, word_ix IS NOT NULL FROM supporter";

/// How many wrong words before a card opens nothing until the person makes a new one.
const WORDS_TRIED: i64 = 20;
/// The same for the code, which is shorter.
const CODES_TRIED: i64 = 5;

/// What the row says; the name is still closed.
fn supporter(row: &Row) -> Result<(Supporter, Encrypted), StoreError> {
    let supporter = Supporter {
        id: row.parsed(0)?,
        person: row.parsed(1)?,
        kind: code(SupporterKind::parse(&row.text(2)?))?,
        name: String::new(),
        scope: code(row.text(3)?.parse().ok())?,
        from: row.parsed(4)?,
        until: row.parsed(5)?,
        ended: row.parsed_opt(6)?,
    };
    Ok((supporter, row.encrypted(7)?))
}

impl Job<'_> {
    pub(super) fn apply_supporter(&mut self, change: &SupporterChange) -> Result<(), StoreError> {
        match change {
            SupporterChange::Named(s, card) => {
                let name = self.lock(
                    service(s.person),
                    &Cell::new("supporter", s.id, "name", 1),
                    &s.name,
                )?;
                let sql = "INSERT INTO supporter (id, person_id, kind, name, scope, from_at, until_at) \
                           VALUES ($1, $2, $3, $4, $5, $6, $7)";
                let values = params![
                    s.id,
                    s.person,
                    s.kind.as_str(),
                    name,
                    s.scope.to_string(),
                    s.from,
                    s.until
                ];
                exactly_one(self.tx.execute(sql, values)?)?;
                self.give_card(s.id, card)
            }
            SupporterChange::CardMade(id, card) => {
                self.end_supporters("id = $1", &id.to_string(), self.source.now())?;
                self.give_card(*id, card)
            }
            SupporterChange::WordSet(id, word) => {
                let word = self.supporter_index("supporter word", *id, word);
                let sql = "UPDATE supporter SET word_ix = $2, code_ix = NULL, code_expires_at = NULL \
                           WHERE id = $1 AND ended_at IS NULL AND code_ix IS NOT NULL";
                exactly_one(self.tx.execute(sql, params![*id, word])?)
            }
            SupporterChange::SignedIn(id) => {
                let sql = "UPDATE supporter SET tries = 0 WHERE id = $1 AND ended_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id])?)
            }
            SupporterChange::TakenBack(id, at) => {
                let sql = "SELECT 1 FROM supporter WHERE id = $1 AND ended_at IS NULL";
                if self.tx.one(sql, params![*id], |row| row.int(0))?.is_none() {
                    return Err(StoreError::Conflict("it was taken back already".into()));
                }
                self.end_supporters("id = $1", &id.to_string(), *at)?;
                let sql = "UPDATE supporter SET ended_at = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
        }
    }

    /// Whatever these supporters could open with opens nothing any more: their sessions end, their cards are forgotten.
    fn end_supporters(&mut self, which: &str, value: &str, at: Timestamp) -> Result<(), StoreError> {
        let sql = format!(
            "UPDATE session SET ended_at = $2 WHERE ended_at IS NULL \
             AND supporter_id IN (SELECT id FROM supporter WHERE {which})"
        );
        self.tx.execute(&sql, params![value.to_owned(), at])?;
        let sql = format!(
            "UPDATE supporter SET words_ix = NULL, code_ix = NULL, code_expires_at = NULL, word_ix = NULL, tries = 0 \
             WHERE {which}"
        );
        self.tx.execute(&sql, params![value.to_owned()]).map(drop)
    }

    /// Takes back everybody whom somebody named under a private word that turns out to be another's.
    pub(super) fn end_all_supporters(&mut self, person: PersonId) -> Result<(), StoreError> {
        let now = self.source.now();
        // A power was seen by two seats of the practice; nobody named it under that word.
        let which = "person_id = $1 AND kind <> 'attorney'";
        self.end_supporters(which, &person.to_string(), now)?;
        let sql = "UPDATE supporter SET ended_at = $2 \
                   WHERE person_id = $1 AND ended_at IS NULL AND kind <> 'attorney'";
        self.tx.execute(sql, params![person, now]).map(drop)
    }

    /// The door of one is shut for ever; there may be none yet.
    pub(super) fn close_the_door(&mut self, id: SupporterId, at: Timestamp) -> Result<(), StoreError> {
        self.end_supporters("id = $1", &id.to_string(), at)?;
        let sql = "UPDATE supporter SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
        self.tx.execute(sql, params![id, at]).map(drop)
    }

    fn give_card(&mut self, id: SupporterId, card: &SupporterCard) -> Result<(), StoreError> {
        let words = self.index("supporter card", &card.words);
        let digits = self.supporter_index("supporter code", id, &card.code);
        let sql = "UPDATE supporter SET words_ix = $2, code_ix = $3, code_expires_at = $4 \
                   WHERE id = $1 AND ended_at IS NULL";
        exactly_one(self.tx.execute(sql, params![id, words, digits, card.expires])?)
    }

    pub(super) fn supporter_index(&self, purpose: &'static str, id: SupporterId, secret: &str) -> [u8; 16] {
        self.index(purpose, &format!("{id} {secret}"))
    }

    /// Everybody whom a person named, attorneys and deputies not among them, newest first, with whether they have come and chosen a word.
    ///
    /// # Errors
    /// What the store gave.
    pub fn supporters_of(&mut self, person: PersonId) -> Result<Vec<(Supporter, bool)>, StoreError> {
        let sql =
            format!("{SUPPORTER} WHERE person_id = $1 AND kind <> 'attorney' ORDER BY from_at DESC, id");
        let rows = self
            .tx
            .all(&sql, params![person], |row| Ok((supporter(row)?, row.flag(8)?)))?;
        let mut all = vec![];
        for ((mut s, name), has_come) in rows {
            s.name = self.unlock(service(person), &Cell::new("supporter", s.id, "name", 1), &name)?;
            all.push((s, has_come));
        }
        Ok(all)
    }

    /// One supporter without the name: for a session and for the door, which need not know it.
    ///
    /// # Errors
    /// What the store gave.
    pub fn supporter(&mut self, id: SupporterId) -> Result<Option<Supporter>, StoreError> {
        let sql = format!("{SUPPORTER} WHERE id = $1");
        let found = self.tx.one(&sql, params![id], supporter)?;
        Ok(found.map(|(s, _)| s))
    }

    /// What the person calls a supporter. For the person's own pages alone.
    ///
    /// # Errors
    /// What the store gave.
    pub fn supporter_name(&mut self, id: SupporterId) -> Result<Option<String>, StoreError> {
        let sql = format!("{SUPPORTER} WHERE id = $1");
        let Some((s, name)) = self.tx.one(&sql, params![id], supporter)? else {
            return Ok(None);
        };
        self.unlock(service(s.person), &Cell::new("supporter", id, "name", 1), &name)
            .map(Some)
    }

    /// Whose card these words (tidied) are. Of a card that was taken back nothing is there.
    ///
    /// # Errors
    /// What the store gave.
    pub fn supporter_with_card(&mut self, words: &str) -> Result<Option<SupporterId>, StoreError> {
        let sql = "SELECT id FROM supporter WHERE words_ix = $1 AND ended_at IS NULL";
        let words = self.index("supporter card", words);
        self.tx.one(sql, params![words], |row| row.parsed(0))
    }

    /// Is this the code that came with the card, or the supporter's own word? Counts the try, and does the same work
    /// whether or not there is such a supporter.
    ///
    /// # Errors
    /// What the store gave.
    pub fn try_supporter(&mut self, id: SupporterId, digits: &str, word: &str) -> Result<Tried, StoreError> {
        let sql = "UPDATE supporter SET tries = tries + 1 WHERE id = $1";
        self.tx.execute(sql, params![id])?;
        let code_ix = self.supporter_index("supporter code", id, digits);
        let word_ix = self.supporter_index("supporter word", id, word);
        let sql =
            "SELECT 1 FROM supporter WHERE id = $1 AND code_ix = $2 AND code_expires_at > $3 AND tries <= $4";
        let now = self.source.now();
        let code = self
            .tx
            .one(sql, params![id, code_ix, now, CODES_TRIED], |row| row.int(0))?;
        let sql = "SELECT 1 FROM supporter WHERE id = $1 AND word_ix = $2 AND tries <= $3";
        let own = self
            .tx
            .one(sql, params![id, word_ix, WORDS_TRIED], |row| row.int(0))?;
        Ok(match (code, own) {
            (Some(_), _) => Tried::Code,
            (None, Some(_)) => Tried::Word,
            (None, None) => Tried::Neither,
        })
    }
}

/// What somebody at the door knew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// The code of a first time.
    Code,
    /// The supporter's own word.
    Word,
    /// Nothing that fits.
    Neither,
}
