//! A private word that its person forgot: one row for each person, and its end. Never reads or writes a word; it only
//! takes one away.

use jiff::Timestamp;
use sayso_core::decide::forgotten::DELAY;
use sayso_core::forgotten::{Agreed, Forgotten, ForgottenChange};
use sayso_core::id::{MemberId, MessageId, OrgId, PersonId};

use super::apply::exactly_one;
use super::guard::STOPS;
use super::{Job, Watch};
use crate::{StoreError, params};

/// When the message `m` reached the person: what lies at the practice has not. What one of the two seats `f` says that
/// they handed over tells nobody anything.
const TOLD: &str = "CASE WHEN m.by_hand IS NULL THEN m.sent_at \
                    WHEN m.by_hand IN ('tray', 'letter') OR m.hand_by IN (f.asked_by, f.agreed_by) THEN NULL \
                    ELSE m.hand_at END";

impl Job<'_> {
    pub(super) fn apply_forgotten(&mut self, change: &ForgottenChange) -> Result<(), StoreError> {
        match *change {
            ForgottenChange::Asked(person, by, at, expires) => {
                let sql = "INSERT INTO forgotten (person_id, step, asked_by, asked_at, expires_at) \
                           VALUES ($1, 1, $2, $3, $4) \
                           ON CONFLICT (person_id) DO UPDATE SET step = step + 1, asked_by = $2, asked_at = $3, \
                           expires_at = $4, agreed_by = NULL, ends_at = NULL, told_id = NULL, kept_at = NULL, \
                           gone_at = NULL";
                exactly_one(self.tx.execute(sql, params![person, by, at, expires])?)
            }
            ForgottenChange::Agreed(person, by, ends, told) => {
                let sql = "UPDATE forgotten SET step = step + 1, agreed_by = $2, ends_at = $3, told_id = $4 \
                           WHERE person_id = $1 AND agreed_by IS NULL AND gone_at IS NULL AND kept_at IS NULL";
                exactly_one(self.tx.execute(sql, params![person, by, ends, told])?)
            }
            ForgottenChange::Kept(person, at) => exactly_one(self.keep_word(person, at)?),
            ForgottenChange::Gone(person, at) => {
                let sql = "UPDATE forgotten SET step = step + 1, gone_at = $2 \
                           WHERE person_id = $1 AND ends_at <= $2 AND gone_at IS NULL AND kept_at IS NULL";
                exactly_one(self.tx.execute(sql, params![person, at])?)?;
                // The way to be reached stays: whoever took a word away shall not choose where the code goes. So does
                // the simple first page.
                let sql = "UPDATE person SET word_ix = NULL WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![person])?)?;
                let sql = "UPDATE session SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL";
                self.tx.execute(sql, params![person, at]).map(drop)
            }
            ForgottenChange::TakenAway(person) => {
                self.end_all_supporters(person)?;
                let sql = "UPDATE person SET word_ix = NULL, simple_home = 0, exit_off = 0 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![person])?)
            }
        }
    }

    fn keep_word(&mut self, person: PersonId, at: Timestamp) -> Result<usize, StoreError> {
        let sql = "UPDATE forgotten SET step = step + 1, kept_at = $2 \
                   WHERE person_id = $1 AND gone_at IS NULL AND kept_at IS NULL";
        self.tx.execute(sql, params![person, at])
    }

    /// A word that was set or taken away by its person: what seats began about an earlier one is over.
    pub(super) fn forgotten_no_more(&mut self, person: PersonId) -> Result<(), StoreError> {
        let now = self.source.now();
        self.keep_word(person, now).map(drop)
    }

    /// Where it stands with a person's forgotten word, if anybody ever said so.
    ///
    /// # Errors
    /// What the store gave.
    pub fn forgotten(&mut self, person: PersonId) -> Result<Option<Forgotten>, StoreError> {
        let sql = format!(
            "SELECT f.step, f.asked_by, f.asked_at, f.expires_at, f.agreed_by, f.ends_at, {TOLD}, f.kept_at, f.gone_at, f.told_id \
             FROM forgotten f LEFT JOIN message m ON m.id = f.told_id WHERE f.person_id = $1"
        );
        self.tx.one(&sql, params![person], |row| {
            let by: Option<MemberId> = row.parsed_opt(4)?;
            let ends: Option<Timestamp> = row.parsed_opt(5)?;
            let told_at = row.parsed_opt(6)?;
            let told_by: Option<MessageId> = row.parsed_opt(9)?;
            Ok(Forgotten {
                person,
                step: row.int(0)?,
                asked_by: row.parsed(1)?,
                asked_at: row.parsed(2)?,
                expires: row.parsed(3)?,
                agreed: by.zip(ends).zip(told_by).map(|((by, ends), told_by)| Agreed {
                    by,
                    ends,
                    told_by,
                    told_at,
                }),
                kept_at: row.parsed_opt(7)?,
                gone_at: row.parsed_opt(8)?,
            })
        })
    }

    /// Whose word ends by now, at most `most`: a week after the person was told, and never without.
    ///
    /// # Errors
    /// What the store gave.
    pub fn words_that_end(&mut self, now: Timestamp, most: u32) -> Result<Vec<PersonId>, StoreError> {
        let sql = format!(
            "SELECT f.person_id FROM forgotten f JOIN message m ON m.id = f.told_id \
             WHERE f.ends_at <= $1 AND f.gone_at IS NULL AND f.kept_at IS NULL AND ({TOLD}) <= $2 \
             ORDER BY f.ends_at LIMIT $3"
        );
        let told_by = now - DELAY;
        self.tx
            .all(&sql, params![now, told_by, most], |row| row.parsed(0))
    }

    /// How often each seat has said since then that somebody forgot their word, most first, of what is overseen.
    ///
    /// # Errors
    /// What the store gave.
    pub fn words_said_forgotten(
        &mut self,
        watch: &Watch,
        since: Timestamp,
    ) -> Result<Vec<(MemberId, OrgId, i64)>, StoreError> {
        let sql = format!(
            "SELECT e.member_id, e.org_id, count(*) FROM event e WHERE {STOPS} AND e.kind IN ('word_forgotten', 'word_ends') \
             AND e.actor = 'member' AND e.recorded_at >= $1 AND {} GROUP BY e.member_id, e.org_id \
             ORDER BY 3 DESC, 1 LIMIT 200",
            watch.event()
        );
        self.tx.all(&sql, params![since], |row| {
            Ok((row.parsed(0)?, row.parsed(1)?, row.int(2)?))
        })
    }
}
