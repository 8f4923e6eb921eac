//! Passkeys, locks, drafts and recovery: written as decided, and read back. Whatever names or was typed by somebody is
//! encrypted; a passkey is found by a keyed fingerprint of its credential id.

use jiff::Timestamp;
use sayso_core::decision::{Draft, Passkey, Recovery, SignInChange};
use sayso_core::id::{DraftId, MemberId, PasskeyId, PersonId, RecoveryId};
use serde::{Deserialize, Serialize};

use super::{Job, apply::exactly_one};
use crate::engine::Row;
use crate::{Cell, Class, Encrypted, Owner, StoreError, params};

const STAFF: Owner = Owner::shared(Class::Staff);
const PASSKEY: &str = "SELECT id, member_id, counter, made_at, used_at, body FROM passkey";

/// What of a passkey is under the staff key.
#[derive(Serialize, Deserialize)]
struct Kept {
    credential: Vec<u8>,
    algorithm: i64,
    key: Vec<u8>,
    exponent: Vec<u8>,
    name: String,
}

/// What of a draft is under the staff key.
#[derive(Serialize, Deserialize)]
struct Form {
    path: String,
    fields: Vec<(String, String)>,
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, b| format!("{text}{b:02x}"))
}

impl Job<'_> {
    pub(super) fn apply_sign_in(&mut self, change: &SignInChange) -> Result<(), StoreError> {
        match change {
            SignInChange::PasskeyKept(p) => self.keep_passkey(p),
            SignInChange::PasskeyNamed(p) => {
                let body = self.lock_passkey(p)?;
                let sql = "UPDATE passkey SET body = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![p.id, body])?)
            }
            &SignInChange::PasskeyUsed {
                id,
                before,
                counter,
                at,
            } => {
                let sql = "UPDATE passkey SET counter = $3, used_at = $4 WHERE id = $1 AND counter = $2";
                exactly_one(self.tx.execute(sql, params![id, before, counter, at])?)
            }
            SignInChange::PasskeyRemoved(id) => exactly_one(
                self.tx
                    .execute("DELETE FROM passkey WHERE id = $1", params![*id])?,
            ),
            SignInChange::Locked(id, at) => {
                let sql = "UPDATE session SET locked_at = $2 WHERE id = $1 AND ended_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
            SignInChange::Checked(id, at) => {
                let sql =
                    "UPDATE session SET checked_at = $2, locked_at = NULL WHERE id = $1 AND ended_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
            SignInChange::SessionsEnded(member, at) => {
                let sql = "UPDATE session SET ended_at = $2 WHERE member_id = $1 AND ended_at IS NULL";
                self.tx.execute(sql, params![*member, *at]).map(drop)
            }
            SignInChange::DraftKept(d) => self.keep_draft(d),
            SignInChange::DraftGone(id) => {
                exactly_one(self.tx.execute("DELETE FROM draft WHERE id = $1", params![*id])?)
            }
            SignInChange::DraftsCleared(at) => self
                .tx
                .execute("DELETE FROM draft WHERE expires_at <= $1", params![*at])
                .map(drop),
            SignInChange::RecoveryAsked(r) => {
                let sql = "INSERT INTO recovery (id, member_id, asked_by, asked_at, expires_at) \
                           VALUES ($1, $2, $3, $4, $5)";
                let values = params![r.id, r.member, r.asked_by, r.asked_at, r.expires];
                exactly_one(self.tx.execute(sql, values)?)
            }
            SignInChange::RecoveryAgreed { id, by, at } => {
                let sql = "UPDATE recovery SET agreed_by = $2, ended_at = $3 \
                           WHERE id = $1 AND ended_at IS NULL AND expires_at > $3";
                exactly_one(self.tx.execute(sql, params![*id, *by, *at])?)
            }
            SignInChange::RecoveryEnded(id, at) => {
                let sql = "UPDATE recovery SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
            SignInChange::Vouched {
                session,
                subject,
                sid,
            } => {
                let subject = self.index("subject", subject);
                let sid = sid.as_deref().map(|s| self.index("sid", s).to_vec());
                let sql = "UPDATE session SET subject_ix = $2, sid_ix = $3 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*session, subject, sid])?)
            }
            SignInChange::VouchedEnded { subject, sid, at } => {
                let subject = subject.as_deref().map(|s| self.index("subject", s).to_vec());
                let sid = sid.as_deref().map(|s| self.index("sid", s).to_vec());
                // A name for one session ends that one alone; a person without one ends all of theirs.
                let sql = "UPDATE session SET ended_at = $3 WHERE ended_at IS NULL \
                           AND (($2 IS NOT NULL AND sid_ix = $2) OR ($2 IS NULL AND subject_ix = $1))";
                self.tx.execute(sql, params![subject, sid, *at]).map(drop)
            }
        }
    }

    fn lock_passkey(&mut self, p: &Passkey) -> Result<Encrypted, StoreError> {
        let body = Kept {
            credential: p.credential.clone(),
            algorithm: p.algorithm,
            key: p.key.clone(),
            exponent: p.exponent.clone(),
            name: p.name.clone(),
        };
        self.lock(STAFF, &Cell::new("passkey", p.id, "body", 1), &body)
    }

    fn keep_passkey(&mut self, p: &Passkey) -> Result<(), StoreError> {
        let body = self.lock_passkey(p)?;
        let credential = self.index("passkey", &hex(&p.credential));
        let sql = "INSERT INTO passkey (id, member_id, credential_ix, body, counter, made_at) \
                   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
        let values = params![p.id, p.member, credential, body, p.counter, p.made_at];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn keep_draft(&mut self, d: &Draft) -> Result<(), StoreError> {
        let form = Form {
            path: d.path.clone(),
            fields: d.fields.clone(),
        };
        let body = self.lock(STAFF, &Cell::new("draft", d.id, "body", 1), &form)?;
        let about = d
            .about
            .map(|id| self.index("draft person", &id.to_string()).to_vec());
        let sql = "INSERT INTO draft (id, member_id, about_ix, body, kept_at, expires_at) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let values = params![d.id, d.member, about, body, d.kept_at, d.expires];
        exactly_one(self.tx.execute(sql, values)?)
    }

    /// Nobody goes on writing about somebody who has left.
    pub(super) fn forget_drafts_about(&mut self, person: PersonId) -> Result<(), StoreError> {
        let about = self.index("draft person", &person.to_string());
        self.tx
            .execute("DELETE FROM draft WHERE about_ix = $1", params![about])
            .map(drop)
    }

    /// A member's passkeys, oldest first.
    ///
    /// # Errors
    /// What the store gave.
    pub fn passkeys(&mut self, member: MemberId) -> Result<Vec<Passkey>, StoreError> {
        let sql = format!("{PASSKEY} WHERE member_id = $1 ORDER BY made_at, id");
        let rows = self.tx.all(&sql, params![member], passkey)?;
        rows.into_iter().map(|row| self.with_key(row)).collect()
    }

    /// The passkey that an authenticator calls by this name.
    ///
    /// # Errors
    /// What the store gave.
    pub fn passkey_called(&mut self, credential: &[u8]) -> Result<Option<Passkey>, StoreError> {
        let sql = format!("{PASSKEY} WHERE credential_ix = $1");
        let credential = self.index("passkey", &hex(credential));
        let row = self.tx.one(&sql, params![credential], passkey)?;
        row.map(|row| self.with_key(row)).transpose()
    }

    fn with_key(&mut self, (mut p, body): (Passkey, Encrypted)) -> Result<Passkey, StoreError> {
        let key: Kept = self.unlock(STAFF, &Cell::new("passkey", p.id, "body", 1), &body)?;
        p.credential = key.credential;
        p.algorithm = key.algorithm;
        p.key = key.key;
        p.exponent = key.exponent;
        p.name = key.name;
        Ok(p)
    }

    /// What a member had half written, oldest first, unless its day is over.
    ///
    /// # Errors
    /// What the store gave.
    pub fn drafts(&mut self, member: MemberId) -> Result<Vec<Draft>, StoreError> {
        let sql = "SELECT id, kept_at, expires_at, body FROM draft \
                   WHERE member_id = $1 AND expires_at > $2 ORDER BY kept_at, id";
        let now = self.source.now();
        let rows: Vec<(DraftId, Timestamp, Timestamp, Encrypted)> =
            self.tx.all(sql, params![member, now], |row| {
                Ok((row.parsed(0)?, row.parsed(1)?, row.parsed(2)?, row.encrypted(3)?))
            })?;
        let mut drafts = vec![];
        for (id, kept_at, expires, body) in rows {
            let form: Form = self.unlock(STAFF, &Cell::new("draft", id, "body", 1), &body)?;
            drafts.push(Draft {
                id,
                member,
                path: form.path,
                about: None,
                fields: form.fields,
                kept_at,
                expires,
            });
        }
        Ok(drafts)
    }

    /// Has a member something half written?
    ///
    /// # Errors
    /// What the store gave.
    pub fn has_draft(&mut self, member: MemberId) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM draft WHERE member_id = $1 AND expires_at > $2";
        let now = self.source.now();
        let n = self.tx.one(sql, params![member, now], |row| row.int(0))?;
        Ok(n.unwrap_or(0) > 0)
    }

    /// Is there a draft whose day is over?
    ///
    /// # Errors
    /// What the store gave.
    pub fn drafts_are_over(&mut self, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM draft WHERE expires_at <= $1";
        let n = self.tx.one(sql, params![now], |row| row.int(0))?;
        Ok(n.unwrap_or(0) > 0)
    }

    /// Every recovery that waits for its second.
    ///
    /// # Errors
    /// What the store gave.
    pub fn recoveries(&mut self) -> Result<Vec<Recovery>, StoreError> {
        let sql = "SELECT id, member_id, asked_by, asked_at, expires_at, agreed_by FROM recovery \
                   WHERE ended_at IS NULL AND expires_at > $1 ORDER BY asked_at";
        let now = self.source.now();
        self.tx.all(sql, params![now], recovery)
    }

    /// Every recovery that was asked for since then, newest first, and when it ended if it did.
    ///
    /// # Errors
    /// What the store gave.
    pub fn recoveries_since(
        &mut self,
        since: Timestamp,
    ) -> Result<Vec<(Recovery, Option<Timestamp>)>, StoreError> {
        let sql = "SELECT id, member_id, asked_by, asked_at, expires_at, agreed_by, ended_at FROM recovery \
                   WHERE asked_at >= $1 ORDER BY asked_at DESC";
        self.tx.all(sql, params![since], |row| {
            Ok((recovery(row)?, row.parsed_opt(6)?))
        })
    }

    /// Links that end after `since`, of members who have a passkey: whose, when it ends, and when their first passkey was made.
    ///
    /// # Errors
    /// What the store gave.
    pub fn links_beside_passkeys(
        &mut self,
        since: Timestamp,
    ) -> Result<Vec<(MemberId, Timestamp, Timestamp)>, StoreError> {
        let sql = "SELECT l.member_id, l.expires_at, min(p.made_at) FROM sign_in_link l \
                   JOIN passkey p ON p.member_id = l.member_id WHERE l.expires_at >= $1 \
                   GROUP BY l.secret_ix, l.member_id, l.expires_at ORDER BY l.expires_at";
        self.tx.all(sql, params![since], |row| {
            Ok((row.parsed(0)?, row.parsed(1)?, row.parsed(2)?))
        })
    }

    /// One recovery that waits for its second.
    ///
    /// # Errors
    /// What the store gave.
    pub fn recovery(&mut self, id: RecoveryId) -> Result<Option<Recovery>, StoreError> {
        Ok(self.recoveries()?.into_iter().find(|r| r.id == id))
    }
}

fn passkey(row: &Row) -> Result<(Passkey, Encrypted), StoreError> {
    let id: PasskeyId = row.parsed(0)?;
    let passkey = Passkey {
        id,
        member: row.parsed(1)?,
        credential: vec![],
        algorithm: 0,
        key: vec![],
        exponent: vec![],
        name: String::new(),
        counter: u32::try_from(row.int(2)?).map_err(|_| StoreError::corrupt("a count out of range"))?,
        made_at: row.parsed(3)?,
        used_at: row.parsed_opt(4)?,
    };
    Ok((passkey, row.encrypted(5)?))
}

fn recovery(row: &Row) -> Result<Recovery, StoreError> {
    Ok(Recovery {
        id: row.parsed(0)?,
        member: row.parsed(1)?,
        asked_by: row.parsed(2)?,
        asked_at: row.parsed(3)?,
        expires: row.parsed(4)?,
        agreed_by: row.parsed_opt(5)?,
    })
}
