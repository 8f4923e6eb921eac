//! Drafts of terms, what stands beside a published version, and published counts: written, and read back. Owns: these
//! tables. Never decides who may sign, nor what a version ends: it keeps what the rules say.

use jiff::Timestamp;
use sayso_core::decision::TermsChange;
use sayso_core::id::{OrgId, SchemeId, TermsDraftId, TermsId};
use sayso_core::org::Interests;
use sayso_core::terms::draft::{Draft, Ended, Side, Signature};

use super::Job;
use super::apply::exactly_one;
use super::places::json as read_json;
use crate::engine::Row;
use crate::{Cell, Class, Encrypted, Owner, StoreError, params};

const DRAFT: &str = "SELECT id, scheme_id, promise, interests, why, notice_days, proposed_by, proposed_org, proposed_at, \
    stood_back_at, guardian_by, guardian_org, guardian_at, nominee_by, nominee_org, nominee_at, \
    withdrawn_at, refused_by, refused_at, reason, terms_id, ended_at FROM terms_draft";

/// Does a say-so, as `s`, rest on terms that a newer version, in effect at `$1`, has ended for it?
pub(super) const OLD_TERMS: &str = "EXISTS (SELECT 1 FROM terms_ends x JOIN terms new ON new.id = x.new_id \
    WHERE x.old_id = s.terms_id AND x.recipient_id = s.recipient_id AND x.purpose = s.purpose \
    AND (x.category = '' OR instr(' ' || s.categories || ' ', ' ' || x.category || ' ') > 0) \
    AND new.in_effect_at <= $1)";

fn write_json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::corrupt("a value that is not JSON"))
}

fn shared() -> Owner {
    Owner::shared(Class::System)
}

fn signature(row: &Row, at: usize) -> Result<Option<Signature>, StoreError> {
    let (by, org, when) = (
        row.parsed_opt(at)?,
        row.parsed_opt(at + 1)?,
        row.parsed_opt(at + 2)?,
    );
    Ok(match (by, org, when) {
        (Some(by), Some(org), Some(at)) => Some(Signature { by, org, at }),
        _ => None,
    })
}

/// The draft without its words, which are encrypted.
fn draft(row: &Row) -> Result<(Draft, Encrypted, Option<Encrypted>), StoreError> {
    let withdrawn: Option<Timestamp> = row.parsed_opt(16)?;
    let refused: Option<Timestamp> = row.parsed_opt(18)?;
    let published: Option<TermsId> = row.parsed_opt(20)?;
    let ended = match (withdrawn, refused, published) {
        (Some(at), ..) => Some(Ended::Withdrawn(at)),
        (_, Some(at), _) => Some(Ended::Refused {
            by: row.parsed(17)?,
            at,
            reason: String::new(),
        }),
        (.., Some(terms)) => Some(Ended::Published(terms, row.parsed(21)?)),
        _ => None,
    };
    let notice = u16::try_from(row.int(5)?);
    let draft = Draft {
        id: row.parsed(0)?,
        scheme: row.parsed(1)?,
        promise: read_json(&row.text(2)?)?,
        interests: read_json(&row.text(3)?)?,
        why: String::new(),
        notice_days: notice.map_err(|_| StoreError::corrupt("a notice below zero"))?,
        proposed_by: row.parsed(6)?,
        proposed_at_org: row.parsed(7)?,
        proposed_at: row.parsed(8)?,
        stood_back_at: row.parsed_opt(9)?,
        guardian: signature(row, 10)?,
        nominee: signature(row, 13)?,
        ended,
    };
    Ok((draft, row.encrypted(4)?, row.encrypted_opt(19)?))
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    pub(super) fn apply_terms(&mut self, change: &TermsChange) -> Result<(), StoreError> {
        const WAITS: &str = "withdrawn_at IS NULL AND refused_at IS NULL AND terms_id IS NULL";
        match change {
            TermsChange::Proposed(draft) => self.keep_terms_draft(draft),
            TermsChange::StoodBack(id, at) => {
                let sql = format!(
                    "UPDATE terms_draft SET stood_back_at = $2 WHERE id = $1 AND guardian_by IS NULL AND {WAITS}"
                );
                exactly_one(self.tx.execute(&sql, params![*id, *at])?)
            }
            TermsChange::Signed(id, side, s) => {
                let side = match side {
                    Side::Guardian => "guardian",
                    Side::Nominee => "nominee",
                };
                let sql = format!(
                    "UPDATE terms_draft SET {side}_by = $2, {side}_org = $3, {side}_at = $4 \
                     WHERE id = $1 AND {side}_by IS NULL AND {WAITS}"
                );
                exactly_one(self.tx.execute(&sql, params![*id, s.by, s.org, s.at])?)
            }
            TermsChange::Refused(id, by, at, reason) => {
                let cell = Cell::new("terms_draft", id, "reason", 1);
                let reason = self.lock(shared(), &cell, reason)?;
                let sql = format!(
                    "UPDATE terms_draft SET refused_by = $2, refused_at = $3, reason = $4 WHERE id = $1 AND {WAITS}"
                );
                exactly_one(self.tx.execute(&sql, params![*id, *by, *at, reason])?)
            }
            TermsChange::Withdrawn(id, at) => {
                let sql = format!("UPDATE terms_draft SET withdrawn_at = $2 WHERE id = $1 AND {WAITS}");
                exactly_one(self.tx.execute(&sql, params![*id, *at])?)
            }
            TermsChange::Published(id, terms, at) => {
                let sql =
                    format!("UPDATE terms_draft SET terms_id = $2, ended_at = $3 WHERE id = $1 AND {WAITS}");
                exactly_one(self.tx.execute(&sql, params![*id, *terms, *at])?)
            }
            TermsChange::Behind(terms, all) => {
                for (org, interests) in all {
                    let sql = "INSERT INTO terms_interests (terms_id, org_id, interests) VALUES ($1, $2, $3)";
                    exactly_one(
                        self.tx
                            .execute(sql, params![*terms, *org, write_json(interests)?])?,
                    )?;
                }
                Ok(())
            }
            TermsChange::Ends { old, new, ends } => {
                let sql = "INSERT INTO terms_ends (old_id, recipient_id, purpose, category, new_id) \
                           VALUES ($1, $2, $3, $4, $5)";
                let category = ends.category.map_or("", sayso_core::category::Category::as_str);
                let values = params![*old, ends.recipient, ends.purpose.as_str(), category, *new];
                exactly_one(self.tx.execute(sql, values)?)
            }
        }
    }

    fn keep_terms_draft(&mut self, d: &Draft) -> Result<(), StoreError> {
        let why = self.lock(shared(), &Cell::new("terms_draft", d.id, "why", 1), &d.why)?;
        let sql = "INSERT INTO terms_draft (id, scheme_id, promise, interests, why, notice_days, proposed_by, \
                   proposed_org, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let values = params![
            d.id,
            d.scheme,
            write_json(&d.promise)?,
            write_json(&d.interests)?,
            why,
            i64::from(d.notice_days),
            d.proposed_by,
            d.proposed_at_org,
            d.proposed_at
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn with_words(
        &mut self,
        (mut d, why, reason): (Draft, Encrypted, Option<Encrypted>),
    ) -> Result<Draft, StoreError> {
        d.why = self.unlock(shared(), &Cell::new("terms_draft", d.id, "why", 1), &why)?;
        if let (Some(Ended::Refused { reason: words, .. }), Some(kept)) = (&mut d.ended, reason) {
            *words = self.unlock(shared(), &Cell::new("terms_draft", d.id, "reason", 1), &kept)?;
        }
        Ok(d)
    }

    /// One draft.
    pub fn terms_draft(&mut self, id: TermsDraftId) -> Result<Option<Draft>, StoreError> {
        let row = self
            .tx
            .one(&format!("{DRAFT} WHERE id = $1"), params![id], draft)?;
        row.map(|row| self.with_words(row)).transpose()
    }

    /// Every draft, newest first: those that were taken back or refused stay listed.
    pub fn terms_drafts(&mut self) -> Result<Vec<Draft>, StoreError> {
        let sql = format!("{DRAFT} ORDER BY proposed_at DESC, id LIMIT 500");
        let rows = self.tx.all(&sql, params![], draft)?;
        rows.into_iter().map(|row| self.with_words(row)).collect()
    }

    /// The draft of a scheme that waits for signatures.
    pub fn open_draft(&mut self, scheme: SchemeId) -> Result<Option<TermsDraftId>, StoreError> {
        let sql = "SELECT id FROM terms_draft WHERE scheme_id = $1 AND withdrawn_at IS NULL \
                   AND refused_at IS NULL AND terms_id IS NULL";
        self.tx.one(sql, params![scheme], |row| row.parsed(0))
    }

    /// Who stood behind each recipient when this version was published.
    pub fn behind_terms(&mut self, terms: TermsId) -> Result<Vec<(OrgId, Interests)>, StoreError> {
        let sql = "SELECT org_id, interests FROM terms_interests WHERE terms_id = $1 ORDER BY org_id";
        let rows: Vec<(OrgId, String)> = self
            .tx
            .all(sql, params![terms], |row| Ok((row.parsed(0)?, row.text(1)?)))?;
        rows.into_iter()
            .map(|(org, text)| Ok((org, read_json(&text)?)))
            .collect()
    }
}
