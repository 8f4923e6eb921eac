//! Does a row of the log still say what was recorded? Owns: recomputing commitments from what is stored, and where a row
//! stands in the private tree. Never mends anything: a row that does not fit is told as it is, and said not to fit.

use std::collections::HashMap;

use jiff::Timestamp;
use sayso_core::event::{Canonical, Detail, EventKind, NewEvent};
use sayso_core::id::{EventId, PersonId, SaidId};

use super::events::{EVENT, Told, told};
use super::record::Body;
use super::{Job, service};
use crate::engine::Row;
use crate::{Cell, Class, Encrypted, Owner, StoreError, params};

/// A row as it stands, its content still closed.
pub(super) struct Kept {
    told: Told,
    body: Encrypted,
    commitment: Vec<u8>,
}

/// What a receipt of one row is made of.
#[derive(Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The row.
    pub told: Told,
    /// What the commitment is made of, in its order.
    pub values: Vec<String>,
    /// The salt.
    pub salt: [u8; 32],
}

/// What an examination of all rows found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examined {
    /// Rows that say what their commitment stands for.
    pub fit: u64,
    /// Rows whose words were erased with the person: only their commitment is left to check.
    pub erased: u64,
    /// Numbers (`seq`) of rows that do not fit.
    pub changed: Vec<i64>,
}

/// A row of the log, its codes read where they can be read. Columns as [`EVENT`] has them, then body and commitment.
pub(super) fn told_or_not(row: &Row) -> Result<Kept, StoreError> {
    let told = match told(row) {
        Ok(told) => told,
        // Changed to something that the model does not have: nothing is hidden, and nothing made up.
        Err(StoreError::Corrupt(_)) => unreadable(row)?,
        Err(other) => return Err(other),
    };
    Ok(Kept {
        told,
        body: row.encrypted(12)?,
        commitment: row.blob(13)?,
    })
}

fn unreadable(row: &Row) -> Result<Told, StoreError> {
    let recorded_at = row.parsed(11).unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(Told {
        seq: row.int(0)?,
        id: row.parsed(1).unwrap_or(EventId::NIL),
        kind: EventKind::Unreadable,
        actor: String::new(),
        member: None,
        role: None,
        org: None,
        allowed: true,
        purpose: None,
        said: None,
        happened_at: row.parsed(10).unwrap_or(recorded_at),
        recorded_at,
        detail: Detail::default(),
        fits: false,
        commitment: None,
    })
}

fn owner(person: Option<PersonId>) -> Owner {
    person.map_or(Owner::shared(Class::System), service)
}

/// What the commitment of this row is made of, and the commitment under this salt.
fn made_of(told: &Told, person: Option<PersonId>, salt: &[u8; 32]) -> (Vec<String>, [u8; 32]) {
    let event = NewEvent {
        id: told.id,
        kind: told.kind,
        people: vec![],
        happened_at: told.happened_at,
        recorded_at: told.recorded_at,
        purpose: told.purpose,
        said: told.said,
        detail: told.detail.clone(),
    };
    let actor = told.member.map_or_else(|| told.actor.clone(), |m| m.to_string());
    let canonical = Canonical {
        event: &event,
        person,
        actor: &actor,
        outcome: if told.allowed { "allowed" } else { "not_allowed" },
    };
    (canonical.values(), canonical.commitment(salt))
}

impl Job<'_> {
    /// The row with its content, and whether it says what its commitment stands for. Content that cannot be opened as
    /// it was written does not fit.
    pub(super) fn opened(
        &mut self,
        kept: Kept,
        person: Option<PersonId>,
    ) -> Result<(Told, Option<Body>), StoreError> {
        let Kept {
            mut told,
            body,
            commitment,
        } = kept;
        told.commitment = commitment.as_slice().try_into().ok();
        let cell = Cell::new("event_told", told.id, "body", 1);
        let body: Body = match self.unlock(owner(person), &cell, &body) {
            Ok(body) => body,
            Err(StoreError::Corrupt(_)) => {
                told.fits = false;
                return Ok((told, None));
            }
            Err(other) => return Err(other),
        };
        told.detail = body.detail.clone();
        let (_, commitment) = made_of(&told, person, &body.salt);
        told.fits = told.fits && told.commitment == Some(commitment);
        Ok((told, Some(body)))
    }

    /// What a receipt of one row is made of; `None` where there is no such row about this person.
    ///
    /// # Errors
    /// What the store gave.
    pub fn recorded(&mut self, person: PersonId, event: EventId) -> Result<Option<Recorded>, StoreError> {
        let sql = format!(
            "{EVENT}, t.body, t.commitment FROM event_told t JOIN event e ON e.seq = t.seq \
             WHERE t.person_ix = $1 AND e.id = $2"
        );
        let ix = self.index("event person", &person.to_string());
        let Some(kept) = self.tx.one(&sql, params![ix, event], told_or_not)? else {
            return Ok(None);
        };
        let (told, body) = self.opened(kept, Some(person))?;
        let salt = body.map_or([0; 32], |b| b.salt);
        let (values, _) = made_of(&told, Some(person), &salt);
        Ok(Some(Recorded { told, values, salt }))
    }

    /// The event with which the person gave this say-so.
    ///
    /// # Errors
    /// What the store gave.
    pub fn given_with(&mut self, person: PersonId, said: SaidId) -> Result<Option<EventId>, StoreError> {
        let sql = "SELECT e.id FROM event_told t JOIN event e ON e.seq = t.seq WHERE t.person_ix = $1 \
                   AND e.said_id = $2 AND e.kind IN ('agreed', 'purpose_given', 'came_back') ORDER BY e.seq LIMIT 1";
        let ix = self.index("event person", &person.to_string());
        self.tx.one(sql, params![ix, said], |row| row.parsed(0))
    }

    /// Does the row at this place in the tree still say what this commitment stands for? About whom it is, is found
    /// here and told to nobody.
    ///
    /// # Errors
    /// What the store gave.
    pub fn still_says(&mut self, commitment: &[u8; 32]) -> Result<bool, StoreError> {
        let sql = format!(
            "{EVENT}, t.body, t.commitment, t.person_ix FROM event_told t JOIN event e ON e.seq = t.seq \
             WHERE t.commitment = $1"
        );
        let rows = self.tx.all(&sql, params![commitment], |row| {
            Ok((told_or_not(row)?, row.blob_opt(14)?))
        })?;
        let everybody = if rows.iter().any(|(_, ix)| ix.is_some()) {
            self.everybody()?
        } else {
            HashMap::new()
        };
        for (kept, ix) in rows {
            match self.examined(kept, ix, &everybody)? {
                Some(false) => {}
                // Erased words leave the commitment alone, and it is there.
                Some(true) | None => return Ok(true),
            }
        }
        Ok(false)
    }

    /// Every person by the fingerprint under which their rows stand.
    fn everybody(&mut self) -> Result<HashMap<Vec<u8>, PersonId>, StoreError> {
        let all: Vec<PersonId> = self
            .tx
            .all("SELECT id FROM person", params![], |row| row.parsed(0))?;
        let indexed = all
            .into_iter()
            .map(|id| (self.index("event person", &id.to_string()).to_vec(), id));
        Ok(indexed.collect())
    }

    /// Does it fit? `None` where its words were erased, so that nobody can say.
    fn examined(
        &mut self,
        kept: Kept,
        ix: Option<Vec<u8>>,
        everybody: &HashMap<Vec<u8>, PersonId>,
    ) -> Result<Option<bool>, StoreError> {
        let person = match ix {
            None => None,
            Some(ix) => match everybody.get(&ix) {
                Some(person) => Some(*person),
                // It was moved to somebody who is not there.
                None => return Ok(Some(false)),
            },
        };
        match self.opened(kept, person) {
            Ok((told, _)) => Ok(Some(told.fits)),
            Err(StoreError::Erased) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Checks every row of the log against its commitment, a part at a time.
    ///
    /// # Errors
    /// What the store gave. A row that does not fit is no error: it is counted.
    pub fn examine(&mut self) -> Result<Examined, StoreError> {
        const PART: i64 = 5000;
        let mut found = Examined::default();
        let everybody = self.everybody()?;
        // A row without its event, or an event without a row: one of the two was taken out.
        let sql = "SELECT t.seq FROM event_told t LEFT JOIN event e ON e.seq = t.seq WHERE e.seq IS NULL \
                   UNION SELECT e.seq FROM event e LEFT JOIN event_told t ON t.seq = e.seq WHERE t.seq IS NULL";
        found.changed = self.tx.all(sql, params![], |row| row.int(0))?;
        let sql = format!(
            "{EVENT}, t.body, t.commitment, t.person_ix FROM event_told t JOIN event e ON e.seq = t.seq \
             WHERE t.seq > $1 AND t.seq <= $2 ORDER BY t.seq"
        );
        let last = self
            .tx
            .one("SELECT coalesce(max(seq), 0) FROM event_told", params![], |row| {
                row.int(0)
            })?
            .unwrap_or(0);
        let mut from = 0;
        while from < last {
            let rows = self.tx.all(&sql, params![from, from + PART], |row| {
                Ok((told_or_not(row)?, row.blob_opt(14)?))
            })?;
            for (kept, ix) in rows {
                let seq = kept.told.seq;
                match self.examined(kept, ix, &everybody)? {
                    Some(true) => found.fit += 1,
                    Some(false) => found.changed.push(seq),
                    None => found.erased += 1,
                }
            }
            from += PART;
        }
        Ok(found)
    }

    /// Checks every commitment about a person against its plaintext; gives how many there are.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when one does not fit.
    pub fn check_commitments(&mut self, person: PersonId) -> Result<usize, StoreError> {
        let told = self.history(person, None, u32::MAX)?;
        if told.iter().all(|t| t.fits) {
            Ok(told.len())
        } else {
            Err(StoreError::corrupt("an event that does not fit its commitment"))
        }
    }
}
