//! Messages that wait and messages that left, read back.

use jiff::Timestamp;
use sayso_core::decision::{Message, MessageKind};
use sayso_core::id::{MessageId, OrgId, PersonId};

use super::{Job, message_owner};
use crate::engine::Row;
use crate::{Cell, Encrypted, StoreError, Value, params};

/// A message and when it left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The message.
    pub message: Message,
    /// When it left; `None` while it waits.
    pub sent_at: Option<Timestamp>,
    /// It lies at the person's practice, and nobody there has said yet how it reached them.
    pub to_hand: bool,
}

const MESSAGE: &str = "SELECT id, kind, person_id, to_org, said_id, referral_id, proposal_id, body, due_at, sent_at, by_hand \
                       FROM message";

/// It goes to an organisation, or to somebody whom contact has not stopped for: nothing reaches the home of the dead,
/// whichever rule wrote it.
const MAY_BE_TOLD: &str = "(to_org IS NOT NULL OR person_id NOT IN (SELECT person_id FROM contact_over))";

/// To one of the practice's own people, for whom contact is not over.
const OF_THE_PRACTICE: &str = "EXISTS (SELECT 1 FROM person p WHERE p.id = message.person_id AND p.practice_id = $1) \
                               AND person_id NOT IN (SELECT person_id FROM contact_over)";

fn message(row: &Row) -> Result<(Waiting, Encrypted), StoreError> {
    let kind = MessageKind::parse(&row.text(1)?)
        .ok_or_else(|| StoreError::corrupt("a code that the model does not have"))?;
    let message = Message {
        id: row.parsed(0)?,
        kind,
        person: row.parsed(2)?,
        to: row.parsed_opt(3)?,
        said: row.parsed_opt(4)?,
        referral: row.parsed_opt(5)?,
        proposal: row.parsed_opt(6)?,
        text: String::new(),
        due_at: row.parsed(8)?,
    };
    Ok((
        Waiting {
            message,
            sent_at: row.parsed_opt(9)?,
            to_hand: matches!(row.text_opt(10)?.as_deref(), Some("tray" | "letter")),
        },
        row.encrypted(7)?,
    ))
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    fn messages_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Waiting>, StoreError> {
        let rows = self.tx.all(&format!("{MESSAGE} {rest}"), values, message)?;
        rows.into_iter()
            .map(|(mut w, body)| {
                let cell = Cell::new("message", w.message.id, "body", 1);
                w.message.text =
                    self.unlock(message_owner(w.message.kind, w.message.person), &cell, &body)?;
                Ok(w)
            })
            .collect()
    }

    /// Ids of messages whose time has come, oldest first. Each is then sent in a job of its own.
    pub fn due(&mut self, now: Timestamp, most: u32) -> Result<Vec<MessageId>, StoreError> {
        let sql = format!(
            "SELECT id FROM message WHERE sent_at IS NULL AND due_at <= $1 AND {MAY_BE_TOLD} ORDER BY due_at, id LIMIT $2"
        );
        self.tx.all(&sql, params![now, most], |row| row.parsed(0))
    }

    /// The same, of messages to organisations alone.
    pub fn due_to_organisations(&mut self, now: Timestamp, most: u32) -> Result<Vec<MessageId>, StoreError> {
        let sql = "SELECT id FROM message WHERE sent_at IS NULL AND due_at <= $1 AND to_org IS NOT NULL \
                   ORDER BY due_at, id LIMIT $2";
        self.tx.all(sql, params![now, most], |row| row.parsed(0))
    }

    /// One message.
    pub fn message(&mut self, id: MessageId) -> Result<Option<Waiting>, StoreError> {
        Ok(self.messages_by("WHERE id = $1", params![id])?.pop())
    }

    /// What was or will be sent about a person, oldest first.
    pub fn messages(&mut self, person: PersonId) -> Result<Vec<Waiting>, StoreError> {
        self.messages_by("WHERE person_id = $1 ORDER BY due_at, id", params![person])
    }

    /// Messages to people of a practice that reception can read out: whatever nobody has said yet that it reached them,
    /// however old, and codes since `since`. The oldest first, so that none that waits falls off.
    pub fn for_people_of(
        &mut self,
        practice: OrgId,
        since: Timestamp,
        most: u32,
    ) -> Result<Vec<Waiting>, StoreError> {
        let rest = format!(
            "WHERE to_org IS NULL AND sent_at IS NOT NULL AND (by_hand IN ('tray', 'letter') \
             OR by_hand IS NULL AND sent_at >= $2) AND {OF_THE_PRACTICE} ORDER BY kind <> 'code', sent_at, id LIMIT $3"
        );
        self.messages_by(&rest, params![practice, since, most])
    }

    /// Those of them that nobody has said yet that they reached the person.
    pub fn to_hand_at(&mut self, practice: OrgId) -> Result<Vec<Waiting>, StoreError> {
        let rest = format!(
            "WHERE by_hand IN ('tray', 'letter') AND {OF_THE_PRACTICE} ORDER BY sent_at, id LIMIT 200"
        );
        self.messages_by(&rest, params![practice])
    }

    /// Has everything reached the person that they must be told before something about them leaves? A letter has once
    /// somebody has said that it was posted, given or read out.
    pub fn is_told(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM message WHERE person_id = $1 AND kind = 'to_person' \
                   AND (sent_at IS NULL OR by_hand = 'letter')";
        Ok(self.tx.one(sql, params![person], |row| row.int(0))? == Some(0))
    }
}
