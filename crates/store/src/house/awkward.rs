//! What nobody plans for: written, and read back. Owns: these tables. Never decides who is told.

use jiff::Timestamp;
use sayso_core::decision::{AwkwardChange, Recall, RecallWhy};
use sayso_core::id::{MemberId, OrgId, PersonId, ReferralId, SaidId};

use super::Job;
use super::apply::exactly_one;
use super::guard::Watch;
use super::terms::OLD_TERMS;
use crate::engine::Row;
use crate::{StoreError, params};

const RECALL: &str = "SELECT person_id, org_id, left_at, asked_at, why, seen_at FROM recall";

/// Does a say-so, as `s`, rest on interests behind its recipient that have changed since?
pub(super) const OLD_INTERESTS: &str =
    "s.recipient_id IN (SELECT o.id FROM organisation o WHERE o.interests_since > s.recorded_at)";

fn recall(row: &Row) -> Result<Recall, StoreError> {
    let why = RecallWhy::parse(&row.text(4)?);
    Ok(Recall {
        person: row.parsed(0)?,
        org: row.parsed(1)?,
        left_at: row.parsed(2)?,
        asked_at: row.parsed(3)?,
        why: why.ok_or_else(|| StoreError::corrupt("a code that the model does not have"))?,
        seen_at: row.parsed_opt(5)?,
    })
}

impl Job<'_> {
    pub(super) fn apply_awkward(&mut self, change: &AwkwardChange) -> Result<(), StoreError> {
        match change {
            AwkwardChange::InterestsChanged(org, at) => {
                let sql = "UPDATE organisation SET interests_since = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*org, *at])?)
            }
            AwkwardChange::ContactOver(person, at) => {
                let sql = "INSERT INTO contact_over (person_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
                self.tx.execute(sql, params![*person, *at])?;
                let sql = "UPDATE session SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL";
                self.tx.execute(sql, params![*person, *at])?;
                for sql in [
                    "DELETE FROM code WHERE person_id = $1",
                    "DELETE FROM message WHERE person_id = $1 AND sent_at IS NULL AND to_org IS NULL",
                ] {
                    self.tx.execute(sql, params![*person])?;
                }
                Ok(())
            }
            AwkwardChange::ContactNotOver(person) => {
                let sql = "DELETE FROM contact_over WHERE person_id = $1";
                exactly_one(self.tx.execute(sql, params![*person])?)
            }
            AwkwardChange::Recalled(r) => {
                let sql = "INSERT INTO recall (person_id, org_id, left_at, asked_at, why) \
                           VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
                let values = params![r.person, r.org, r.left_at, r.asked_at, r.why.as_str()];
                self.tx.execute(sql, values).map(drop)
            }
            AwkwardChange::RecallSeen(person, org, at) => {
                let sql =
                    "UPDATE recall SET seen_at = $3 WHERE person_id = $1 AND org_id = $2 AND seen_at IS NULL";
                self.tx.execute(sql, params![*person, *org, *at]).map(drop)
            }
            AwkwardChange::KeptAway(person, member) => {
                let sql =
                    "INSERT INTO kept_away (person_id, member_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
                self.tx.execute(sql, params![*person, *member]).map(drop)
            }
            AwkwardChange::LetBack(person, member) => {
                let sql = "DELETE FROM kept_away WHERE person_id = $1 AND member_id = $2";
                self.tx.execute(sql, params![*person, *member]).map(drop)
            }
            AwkwardChange::Reminded(referral, at) => {
                let sql = "INSERT INTO nudged (referral_id, at) VALUES ($1, $2)";
                exactly_one(self.tx.execute(sql, params![*referral, *at])?)
            }
            AwkwardChange::PracticeMoved(person, to) => {
                let sql = "UPDATE person SET practice_id = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*person, *to])?)
            }
        }
    }

    /// Since when the interests behind an organisation are what they are; `None`: since it was registered.
    ///
    /// # Errors
    /// What the store gave.
    pub fn interests_since(&mut self, org: OrgId) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT interests_since FROM organisation WHERE id = $1";
        Ok(self.tx.one(sql, params![org], |row| row.parsed_opt(0))?.flatten())
    }

    /// Say-sos that rest on terms or interests which are others now, at most `most`, those of one person together;
    /// with each, whether it was the terms that changed.
    ///
    /// # Errors
    /// What the store gave.
    pub fn not_carried_over(
        &mut self,
        now: Timestamp,
        most: u32,
    ) -> Result<Vec<(PersonId, SaidId, bool)>, StoreError> {
        let sql = format!(
            "SELECT s.person_id, s.id, {OLD_TERMS} AS terms FROM said s WHERE ({OLD_TERMS} OR {OLD_INTERESTS}) \
             AND NOT EXISTS (SELECT 1 FROM said_end e WHERE e.said_id = s.id) AND s.until_at > $1 \
             AND s.person_id IN (SELECT id FROM person WHERE erased_at IS NULL) \
             ORDER BY s.person_id, s.id LIMIT $2"
        );
        self.tx.all(&sql, params![now, most], |row| {
            Ok((row.parsed(0)?, row.parsed(1)?, row.flag(2)?))
        })
    }

    /// Referrals that left before then and that nobody has answered: not reminded yet, or (`all`) whether or not.
    ///
    /// # Errors
    /// What the store gave.
    pub fn unanswered(
        &mut self,
        left_before: Timestamp,
        all: bool,
        most: u32,
    ) -> Result<Vec<ReferralId>, StoreError> {
        let sql = "SELECT id FROM referral WHERE state = 'sent' AND held_until <= $1 \
                   AND ($2 OR NOT EXISTS (SELECT 1 FROM nudged n WHERE n.referral_id = referral.id)) \
                   ORDER BY held_until, id LIMIT $3";
        self.tx
            .all(sql, params![left_before, all, most], |row| row.parsed(0))
    }

    /// When the provider was asked once more about this referral.
    ///
    /// # Errors
    /// What the store gave.
    pub fn reminded(&mut self, referral: ReferralId) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT at FROM nudged WHERE referral_id = $1";
        self.tx.one(sql, params![referral], |row| row.parsed(0))
    }

    /// Has contact with this person stopped for good?
    ///
    /// # Errors
    /// What the store gave.
    pub fn is_contact_over(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM contact_over WHERE person_id = $1";
        Ok(self.tx.one(sql, params![person], |row| row.int(0))?.is_some())
    }

    /// What was asked back about one person, oldest first.
    ///
    /// # Errors
    /// What the store gave.
    pub fn recalls_of(&mut self, person: PersonId) -> Result<Vec<Recall>, StoreError> {
        let sql = format!("{RECALL} WHERE person_id = $1 ORDER BY asked_at, left_at");
        self.tx.all(&sql, params![person], recall)
    }

    /// What was asked back about anybody of the schemes that are overseen, newest first. For whoever may know that it happened, not about whom.
    ///
    /// # Errors
    /// What the store gave.
    pub fn recalls(&mut self, watch: &Watch, most: u32) -> Result<Vec<Recall>, StoreError> {
        let (org, person) = (watch.org("org_id"), watch.person("recall.person_id"));
        let sql = format!("{RECALL} WHERE {org} AND {person} ORDER BY asked_at DESC, left_at LIMIT $1");
        self.tx.all(&sql, params![most], recall)
    }

    /// What one organisation was asked to delete and has not said that it has seen, oldest first.
    ///
    /// # Errors
    /// What the store gave.
    pub fn recalls_unseen_at(&mut self, org: OrgId) -> Result<Vec<Recall>, StoreError> {
        let sql = format!("{RECALL} WHERE org_id = $1 AND seen_at IS NULL ORDER BY asked_at, left_at");
        self.tx.all(&sql, params![org], recall)
    }

    /// The seats that a person keeps away from their record.
    ///
    /// # Errors
    /// What the store gave.
    pub fn kept_away(&mut self, person: PersonId) -> Result<Vec<MemberId>, StoreError> {
        let sql = "SELECT member_id FROM kept_away WHERE person_id = $1 ORDER BY member_id";
        self.tx.all(sql, params![person], |row| row.parsed(0))
    }

    pub(super) fn is_kept_away(&mut self, person: PersonId, seat: MemberId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM kept_away WHERE person_id = $1 AND member_id = $2";
        let found = self.tx.one(sql, params![person, seat], |row| row.int(0))?;
        Ok(found.is_some())
    }
}
