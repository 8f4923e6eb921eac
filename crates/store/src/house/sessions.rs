//! Sessions and sign-in links, read back.

use jiff::Timestamp;
use sayso_core::id::{MemberId, PersonId, SessionId, SupporterId};

use super::Job;
use crate::{StoreError, params};

/// A session that has not ended. Whether it rested too long is the caller's to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fact of a session, read from its own column"
)]
pub struct Open {
    /// Its public name.
    pub id: SessionId,
    /// The seat, if it is a member's.
    pub member: Option<MemberId>,
    /// The person, if it is a person's.
    pub person: Option<PersonId>,
    /// The supporter, if it is one's.
    pub supporter: Option<SupporterId>,
    /// From when.
    pub opened_at: Timestamp,
    /// It ends by then.
    pub ends_at: Timestamp,
    /// How many minutes it may rest.
    pub idle_minutes: i64,
    /// Opened before the person had a private word.
    pub limited: bool,
    /// The person's first page is the simple one, and their private word was not given in this session.
    pub simple: bool,
    /// When its owner last showed who they are; the opening counts.
    pub checked_at: Timestamp,
    /// It was locked before its time of rest was over.
    pub locked: bool,
    /// It rests on the word of an organisation's sign-in service.
    pub vouched: bool,
}

const SESSION: &str = "SELECT s.id, s.member_id, s.person_id, s.opened_at, s.ends_at, s.idle_minutes, s.limited, \
                       coalesce(p.simple_home, 0) = 1 AND s.opened_full = 0, s.checked_at, s.locked_at, s.subject_ix, \
                       s.supporter_id \
                       FROM session s LEFT JOIN person p ON p.id = s.person_id";

fn open(row: &crate::engine::Row) -> Result<Open, StoreError> {
    Ok(Open {
        id: row.parsed(0)?,
        member: row.parsed_opt(1)?,
        person: row.parsed_opt(2)?,
        supporter: row.parsed_opt(11)?,
        opened_at: row.parsed(3)?,
        ends_at: row.parsed(4)?,
        idle_minutes: row.int(5)?,
        limited: row.flag(6)?,
        simple: row.flag(7)?,
        checked_at: match row.parsed_opt(8)? {
            Some(at) => at,
            None => row.parsed(3)?,
        },
        locked: row.parsed_opt::<Timestamp>(9)?.is_some(),
        vouched: row.blob_opt(10)?.is_some(),
    })
}

impl Job<'_> {
    /// The session that a cookie's secret opens, unless it has ended or its time is over.
    ///
    /// # Errors
    /// What the store gave.
    pub fn session(&mut self, secret: &str) -> Result<Option<Open>, StoreError> {
        let sql = format!("{SESSION} WHERE s.secret_ix = $1 AND s.ended_at IS NULL AND s.ends_at > $2");
        let secret = self.index("session", secret);
        self.tx.one(&sql, params![secret, self.source.now()], open)
    }

    /// The person's own sessions that have not ended, newest first.
    ///
    /// # Errors
    /// What the store gave.
    pub fn sessions_of(&mut self, person: PersonId) -> Result<Vec<Open>, StoreError> {
        let sql = format!(
            "{SESSION} WHERE s.person_id = $1 AND s.ended_at IS NULL AND s.ends_at > $2 \
             ORDER BY s.opened_at DESC, s.id"
        );
        self.tx.all(&sql, params![person, self.source.now()], open)
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
