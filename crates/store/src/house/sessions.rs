//! Sessions and sign-in links, read back.

use jiff::Timestamp;
use sayso_core::id::{MemberId, PersonId, SessionId};

use super::Job;
use crate::{StoreError, params};

/// A session that has not ended. Whether it rested too long is the caller's to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// Its public name.
    pub id: SessionId,
    /// The seat, if it is a member's.
    pub member: Option<MemberId>,
    /// The person, if it is a person's.
    pub person: Option<PersonId>,
    /// From when.
    pub opened_at: Timestamp,
    /// It ends by then.
    pub ends_at: Timestamp,
    /// How many minutes it may rest.
    pub idle_minutes: i64,
    /// When its owner last showed who they are; the opening counts.
    pub checked_at: Timestamp,
    /// It was locked before its time of rest was over.
    pub locked: bool,
    /// It rests on the word of an organisation's sign-in service.
    pub vouched: bool,
}

impl Job<'_> {
    /// The session that a cookie's secret opens, unless it has ended or its time is over.
    ///
    /// # Errors
    /// What the store gave.
    pub fn session(&mut self, secret: &str) -> Result<Option<Open>, StoreError> {
        let sql = "SELECT id, member_id, person_id, opened_at, ends_at, idle_minutes, checked_at, locked_at, subject_ix \
                   FROM session \
                   WHERE secret_ix = $1 AND ended_at IS NULL AND ends_at > $2";
        self.tx.one(
            sql,
            params![self.index("session", secret), self.source.now()],
            |row| {
                Ok(Open {
                    id: row.parsed(0)?,
                    member: row.parsed_opt(1)?,
                    person: row.parsed_opt(2)?,
                    opened_at: row.parsed(3)?,
                    ends_at: row.parsed(4)?,
                    idle_minutes: row.int(5)?,
                    checked_at: match row.parsed_opt(6)? {
                        Some(at) => at,
                        None => row.parsed(3)?,
                    },
                    locked: row.parsed_opt::<Timestamp>(7)?.is_some(),
                    vouched: row.blob_opt(8)?.is_some(),
                })
            },
        )
    }

    /// The member that a sign-in link is for, unless it was used or its time is over.
    ///
    /// # Errors
    /// What the store gave.
    pub fn link(&mut self, secret: &str) -> Result<Option<MemberId>, StoreError> {
        let sql =
            "SELECT member_id FROM sign_in_link WHERE secret_ix = $1 AND used_at IS NULL AND expires_at > $2";
        self.tx.one(
            sql,
            params![self.index("link", secret), self.source.now()],
            |row| row.parsed(0),
        )
    }
}
