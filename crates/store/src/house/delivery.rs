//! Messages to people on their way out: who hands them over, how often it was tried, what is stuck.

use jiff::Timestamp;
use sayso_core::decide::carry::{Delivery, Trouble};
use sayso_core::decision::MessageKind;
use sayso_core::id::{MessageId, PersonId};
use sayso_core::person::Way;

use super::apply::exactly_one;
use super::{Job, service};
use crate::{Cell, StoreError, params};

/// Messages of one kind, for one reason, that were not taken. Nothing in it is about anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stuck {
    /// What they are.
    pub kind: MessageKind,
    /// How they should have gone.
    pub way: Way,
    /// Why they did not.
    pub trouble: Trouble,
    /// How many.
    pub count: i64,
    /// When the oldest should have left.
    pub since: Timestamp,
}

fn unknown() -> StoreError {
    StoreError::corrupt("a code that the model does not have")
}

impl Job<'_> {
    pub(super) fn apply_delivery(&mut self, change: &Delivery) -> Result<(), StoreError> {
        match change {
            Delivery::Waits(id, until) => {
                let sql = "UPDATE message SET due_at = $2 WHERE id = $1 AND sent_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *until])?)
            }
            Delivery::Claimed {
                id,
                way,
                address,
                until,
            } => {
                let address = self.index("address", address);
                let sql = "INSERT INTO delivery (message_id, state, way, tries, next_at, address_ix) \
                           VALUES ($1, 'claimed', $2, 1, $3, $4) \
                           ON CONFLICT (message_id) DO UPDATE SET state = 'claimed', way = $2, tries = tries + 1, \
                           next_at = $3, address_ix = $4";
                exactly_one(
                    self.tx
                        .execute(sql, params![*id, way.as_str(), *until, address])?,
                )
            }
            Delivery::ToHand(id, letter) => {
                let sql = "UPDATE message SET by_hand = $2 WHERE id = $1 AND by_hand IS NULL";
                let where_to = if *letter { "letter" } else { "tray" };
                exactly_one(self.tx.execute(sql, params![*id, where_to])?)
            }
            Delivery::Handed(id, how, by, at) => {
                let sql = "UPDATE message SET by_hand = $2, hand_by = $3, hand_at = $4 \
                           WHERE id = $1 AND by_hand IN ('tray', 'letter')";
                exactly_one(self.tx.execute(sql, params![*id, how.as_str(), *by, *at])?)
            }
            Delivery::Late(id, trouble, at) => self.outcome(*id, "late", *trouble, *at),
            Delivery::Stuck(id, trouble) => {
                let now = self.source.now();
                self.outcome(*id, "stuck", *trouble, now)
            }
            Delivery::Again(id, at) => {
                let sql = "UPDATE delivery SET state = 'late', tries = 0, next_at = $2 \
                           WHERE message_id = $1 AND state = 'stuck'";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
            Delivery::Hushed(person) => {
                // What lies at the practice to be handed over goes to nobody either.
                let sql = "DELETE FROM message WHERE person_id = $1 AND kind = 'to_person' \
                           AND (sent_at IS NULL OR by_hand IN ('tray', 'letter'))";
                self.tx.execute(sql, params![*person]).map(drop)
            }
            Delivery::TextsStopped(person, contact) => {
                let cell = Cell::new("person", person, "contact", 1);
                let contact = self.lock(service(*person), &cell, contact)?;
                let sql = "UPDATE person SET contact = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*person, contact])?)
            }
        }
    }

    fn outcome(
        &mut self,
        id: MessageId,
        state: &str,
        trouble: Trouble,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE delivery SET state = $2, trouble = $3, next_at = $4 WHERE message_id = $1 AND state = 'claimed'";
        exactly_one(self.tx.execute(sql, params![id, state, trouble.as_str(), at])?)
    }

    /// Ids of messages to people whose time has come and that nobody is handing over, oldest first.
    ///
    /// # Errors
    /// What the store gave.
    pub fn due_to_people(&mut self, now: Timestamp, most: u32) -> Result<Vec<MessageId>, StoreError> {
        let sql = "SELECT m.id FROM message m LEFT JOIN delivery d ON d.message_id = m.id \
                   WHERE m.sent_at IS NULL AND m.due_at <= $1 AND m.to_org IS NULL \
                   AND m.person_id NOT IN (SELECT person_id FROM contact_over) \
                   AND (d.message_id IS NULL OR (d.state != 'stuck' AND d.next_at <= $1)) \
                   ORDER BY m.due_at, m.id LIMIT $2";
        self.tx.all(sql, params![now, most], |row| row.parsed(0))
    }

    /// How often it was tried to hand a message over, if somebody is doing it now.
    ///
    /// # Errors
    /// What the store gave.
    pub fn claimed(&mut self, id: MessageId) -> Result<Option<u32>, StoreError> {
        let sql = "SELECT tries FROM delivery WHERE message_id = $1 AND state = 'claimed'";
        let tries = self.tx.one(sql, params![id], |row| row.int(0))?;
        Ok(tries.map(|n| u32::try_from(n).unwrap_or(u32::MAX)))
    }

    /// May a message be claimed: nobody hands it over, and it is neither stuck nor waiting for its next try.
    ///
    /// # Errors
    /// What the store gave.
    pub fn is_free(&mut self, id: MessageId, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM delivery WHERE message_id = $1 AND (state = 'stuck' OR next_at > $2)";
        Ok(self.tx.one(sql, params![id, now], |row| row.int(0))?.is_none())
    }

    /// What is stuck, by kind, way and reason.
    ///
    /// # Errors
    /// What the store gave.
    pub fn stuck(&mut self) -> Result<Vec<Stuck>, StoreError> {
        let sql = "SELECT m.kind, d.way, d.trouble, count(*), min(m.due_at) FROM delivery d \
                   JOIN message m ON m.id = d.message_id WHERE d.state = 'stuck' AND m.sent_at IS NULL \
                   GROUP BY m.kind, d.way, d.trouble ORDER BY m.kind, d.way, d.trouble";
        self.tx.all(sql, params![], |row| {
            Ok(Stuck {
                kind: MessageKind::parse(&row.text(0)?).ok_or_else(unknown)?,
                way: Way::parse(&row.text(1)?).ok_or_else(unknown)?,
                trouble: Trouble::parse(&row.text(2)?).ok_or_else(unknown)?,
                count: row.int(3)?,
                since: row.parsed(4)?,
            })
        })
    }

    /// Which messages those are, and to whom: for the decision about them, never for a page.
    ///
    /// # Errors
    /// What the store gave.
    pub fn stuck_like(
        &mut self,
        kind: MessageKind,
        way: Way,
        trouble: Trouble,
    ) -> Result<Vec<(MessageId, PersonId)>, StoreError> {
        let sql = "SELECT m.id, m.person_id FROM delivery d JOIN message m ON m.id = d.message_id \
                   WHERE d.state = 'stuck' AND m.sent_at IS NULL AND m.kind = $1 AND d.way = $2 AND d.trouble = $3 \
                   ORDER BY m.id LIMIT 500";
        let values = params![kind.as_str(), way.as_str(), trouble.as_str()];
        self.tx
            .all(sql, values, |row| Ok((row.parsed(0)?, row.parsed(1)?)))
    }

    /// Everybody to whom something went at this address. More than one where a phone is shared.
    ///
    /// # Errors
    /// What the store gave.
    pub fn reached_at(&mut self, address: &str) -> Result<Vec<PersonId>, StoreError> {
        let sql = "SELECT DISTINCT m.person_id FROM delivery d JOIN message m ON m.id = d.message_id \
                   WHERE d.address_ix = $1 ORDER BY m.person_id LIMIT 20";
        let address = self.index("address", address);
        self.tx.all(sql, params![address], |row| row.parsed(0))
    }
}
