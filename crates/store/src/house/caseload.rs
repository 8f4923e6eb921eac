//! A coach's people, read for lists. Owns: the order and the stage of a row. Every list is a prefilter: each row is
//! authorised by itself before anything of it is shown.

use jiff::Timestamp;
use jiff::civil::Date;
use sayso_core::coaching::Stage;
use sayso_core::entry::Entry;
use sayso_core::id::{MemberId, OrgId};
use sayso_core::referral::Referral;

use super::Job;
use super::care::{Bookmark, REFERRAL, code, referral};
use super::own::open_to;
use crate::{StoreError, params};

/// One referral with its place in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The referral.
    pub referral: Referral,
    /// How far support is.
    pub stage: Stage,
}

/// How a list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Longest with us first.
    #[default]
    Longest,
    /// The next step or meeting first; without one last.
    Next,
}

/// Dates that one coach may want to look at again. Numbers alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prompts {
    /// People with whom nothing lies ahead.
    pub nothing_ahead: i64,
    /// Steps without a day.
    pub no_day: i64,
    /// Meetings that are over, and nothing was noted.
    pub not_noted: i64,
}

/// A coach's own people and those for whom they stand in or to whom they came, at `$2`.
const OF_COACH: &str = "(coach_id = $1 OR id IN (SELECT referral_id FROM cover WHERE to_id = $1 AND state = 'agreed' \
                        AND starts_at <= $2 AND (ends_at IS NULL OR ends_at > $2))) AND ended_at IS NULL";

/// Is an entry, as `e`, open to the coach `$1`? As [`super::own::open_to`] has it: no order and no stage comes from
/// what is sealed.
const OPEN: &str = "(NOT EXISTS (SELECT 1 FROM sealed s WHERE s.entry_id = e.id) \
    OR EXISTS (SELECT 1 FROM sealed_but_for b WHERE b.entry_id = e.id AND b.member_id = $1))";

fn stage() -> String {
    format!(
        "CASE WHEN state = 'paused' THEN 'resting' WHEN state = 'accepted' THEN 'new' \
    WHEN EXISTS (SELECT 1 FROM job j WHERE j.person_id = referral.person_id AND j.state = 'kept' \
      AND (j.referral_id IS NULL OR j.referral_id = referral.id) \
      AND EXISTS (SELECT 1 FROM said y WHERE y.id = referral.said_id AND y.categories LIKE '%jobs%') AND j.started_on <= $3 AND (j.ended_on IS NULL OR j.ended_on >= $3)) THEN 'in_work' \
    WHEN EXISTS (SELECT 1 FROM entry e WHERE e.person_id = referral.person_id AND e.referral_id = referral.id \
      AND e.kind = 'step' AND e.state = 'kept' AND {OPEN}) THEN 'looking' ELSE 'getting_to_know' END"
    )
}

fn next() -> String {
    format!(
        "(SELECT min(e.at) FROM entry e WHERE e.person_id = referral.person_id \
    AND e.referral_id = referral.id AND e.state = 'kept' AND e.at >= $2 \
    AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.entry_id = e.id) AND {OPEN})"
    )
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    /// The open referrals of one coach, `most` from the `skip`th on, of one stage or of all.
    pub fn caseload(
        &mut self,
        coach: MemberId,
        today: Date,
        stage: Option<Stage>,
        order: Order,
        (skip, most): (u32, u32),
    ) -> Result<Vec<Listed>, StoreError> {
        let of = self::stage();
        let columns = REFERRAL.trim_end_matches(" FROM referral");
        let sql = if stage.is_none() && order == Order::Longest {
            // The usual page: stages are read for its own rows alone, whatever the size of the caseload.
            format!(
                "{columns}, {of} AS stage FROM referral WHERE id IN (SELECT id FROM referral WHERE {OF_COACH} \
                 ORDER BY made_at, id LIMIT $5 OFFSET $6) AND ($4 IS NULL) ORDER BY made_at, id"
            )
        } else {
            let next = match order {
                Order::Longest => "NULL".to_owned(),
                Order::Next => next(),
            };
            format!(
                "SELECT * FROM ({columns}, {of} AS stage, {next} AS next_at FROM referral WHERE {OF_COACH}) \
                 WHERE ($4 IS NULL OR stage = $4) ORDER BY next_at IS NULL, next_at, made_at, id LIMIT $5 OFFSET $6"
            )
        };
        let now = self.source.now();
        let stage = stage.map(Stage::as_str);
        let values = params![coach, now, today.to_string(), stage, most, skip];
        self.tx.all(&sql, values, |row| {
            Ok(Listed {
                referral: referral(row)?,
                stage: code(Stage::parse(&row.text(16)?))?,
            })
        })
    }

    /// How many people a coach has, in one stage or in all.
    pub fn count_of(
        &mut self,
        coach: MemberId,
        today: Date,
        stage: Option<Stage>,
    ) -> Result<u32, StoreError> {
        let now = self.source.now();
        let n = match stage {
            None => {
                let sql = format!("SELECT count(*) FROM referral WHERE {OF_COACH}");
                self.tx.one(&sql, params![coach, now], |row| row.int(0))?
            }
            Some(stage) => {
                let sql = format!(
                    "SELECT count(*) FROM referral WHERE {OF_COACH} AND {} = $4",
                    self::stage()
                );
                let values = params![coach, now, today.to_string(), stage.as_str()];
                self.tx.one(&sql, values, |row| row.int(0))?
            }
        };
        Ok(u32::try_from(n.unwrap_or(0)).unwrap_or(u32::MAX))
    }

    /// The open referrals that are assigned to one coach, oldest first: for the lead. From the one after `after`, where
    /// that is given.
    pub fn referrals_of_coach(
        &mut self,
        coach: MemberId,
        after: Option<Bookmark>,
        most: u32,
    ) -> Result<Vec<Referral>, StoreError> {
        let theirs = "coach_id = $1 AND ended_at IS NULL";
        self.oldest_first(theirs, coach.into(), after, most)
    }

    /// The people of a coach whom they have not met yet, longest waiting first.
    pub fn not_met_by(&mut self, coach: MemberId, most: u32) -> Result<Vec<Referral>, StoreError> {
        let sql = format!("{REFERRAL} WHERE {OF_COACH} AND state = 'accepted' ORDER BY made_at, id LIMIT $3");
        let now = self.source.now();
        self.tx.all(&sql, params![coach, now, most], referral)
    }

    /// The people of a coach who asked for a pause, or who have words to decide about: it is their turn.
    pub fn waiting_for(&mut self, coach: MemberId, most: u32) -> Result<Vec<Referral>, StoreError> {
        let sql = format!(
            "{REFERRAL} WHERE {OF_COACH} AND state = 'active' AND (EXISTS (SELECT 1 FROM proposal p \
             WHERE p.referral_id = referral.id AND p.state = 'drafted') OR EXISTS (SELECT 1 FROM job j \
             WHERE j.referral_id = referral.id AND j.state = 'suggested') OR EXISTS (SELECT 1 FROM cover c \
             WHERE c.referral_id = referral.id AND c.state = 'asked')) ORDER BY made_at, id LIMIT $3"
        );
        let now = self.source.now();
        self.tx.all(&sql, params![coach, now, most], referral)
    }

    /// A coach's people with a meeting or a step between two moments, in that order. A meeting of which something was
    /// noted is done.
    pub fn due_with(
        &mut self,
        coach: MemberId,
        from: Timestamp,
        until: Timestamp,
        most: u32,
    ) -> Result<Vec<(Referral, Entry)>, StoreError> {
        let now = self.source.now();
        let rest = format!(
            "WHERE at >= $3 AND at < $4 AND state = 'kept' AND referral_id IN (SELECT id FROM referral WHERE {OF_COACH}) \
             AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.entry_id = entry.id) AND {} ORDER BY at, id LIMIT $5",
            open_to(1)
        );
        let entries = self.entries_by(&rest, params![coach, now, from, until, most])?;
        let mut due = Vec::with_capacity(entries.len());
        for entry in entries {
            let Some(id) = entry.referral else { continue };
            if let Some(r) = self.referral(id)? {
                due.push((r, entry));
            }
        }
        Ok(due)
    }

    /// How many open referrals are assigned to a coach.
    pub fn coach_load(&mut self, coach: MemberId) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM referral WHERE coach_id = $1 AND ended_at IS NULL";
        Ok(self.tx.one(sql, params![coach], |row| row.int(0))?.unwrap_or(0))
    }

    /// How many open referrals of a provider have nobody yet, and since when the first of them waits.
    pub fn waiting_at(&mut self, provider: OrgId) -> Result<(i64, Option<Timestamp>), StoreError> {
        let sql = "SELECT count(*), min(made_at) FROM referral WHERE recipient_id = $1 AND ended_at IS NULL \
                   AND state IN ('sent', 'accepted') AND coach_id IS NULL";
        let row = |row: &crate::engine::Row| Ok((row.int(0)?, row.parsed_opt(1)?));
        Ok(self.tx.one(sql, params![provider], row)?.unwrap_or((0, None)))
    }

    /// Dates that a coach may want to look at again, in numbers.
    pub fn prompts(&mut self, coach: MemberId) -> Result<Prompts, StoreError> {
        let now = self.source.now();
        let active = "FROM referral WHERE coach_id = $1 AND ended_at IS NULL AND state = 'active'";
        let kept = format!(
            "FROM entry e JOIN referral r ON r.id = e.referral_id WHERE r.coach_id = $1 \
                    AND r.ended_at IS NULL AND r.state = 'active' AND e.state = 'kept' AND {OPEN}"
        );
        let mut count = |sql: &str, now: Option<Timestamp>| -> Result<i64, StoreError> {
            let n = match now {
                Some(now) => self.tx.one(sql, params![coach, now], |row| row.int(0))?,
                None => self.tx.one(sql, params![coach], |row| row.int(0))?,
            };
            Ok(n.unwrap_or(0))
        };
        Ok(Prompts {
            nothing_ahead: count(
                &format!("SELECT count(*) {active} AND {} IS NULL", next()),
                Some(now),
            )?,
            no_day: count(
                &format!("SELECT count(*) {kept} AND e.kind = 'step' AND e.at IS NULL"),
                None,
            )?,
            not_noted: count(
                &format!(
                    "SELECT count(*) {kept} AND e.kind = 'appointment' AND e.at < $2 \
                     AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.entry_id = e.id)"
                ),
                Some(now),
            )?,
        })
    }
}
