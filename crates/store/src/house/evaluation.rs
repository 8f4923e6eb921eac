//! Plans of evaluation, their results, and the phase of a scheme: written, and read back. Owns: these tables. Never decides
//! when a scheme may grow: it keeps what the rules say, and the database says the same once more.

use sayso_core::decision::EvaluationChange;
use sayso_core::evaluation::{Plan, Published};
use sayso_core::id::SchemeId;

use super::Job;
use super::apply::exactly_one;
use crate::engine::Row;
use crate::{StoreError, params};

fn count(n: i64) -> Result<u32, StoreError> {
    u32::try_from(n).map_err(|_| StoreError::corrupt("a number below zero"))
}

fn planned(row: &Row) -> Result<(Plan, Option<Published>), StoreError> {
    let id = row.parsed(0)?;
    let plan = Plan {
        id,
        number: count(row.int(1)?)?,
        scheme: row.parsed(2)?,
        phase: count(row.int(3)?)?,
        title: row.text(4)?,
        text: row.text(5)?,
        in_time: row.flag(6)?,
        filed_by: row.parsed(7)?,
        filed_org: row.parsed(8)?,
        filed_at: row.parsed(9)?,
    };
    let result = match row.parsed_opt(13)? {
        Some(at) => Some(Published {
            plan: id,
            table: row.text(10)?,
            departed: row.text(11)?,
            by: row.parsed(12)?,
            at,
        }),
        None => None,
    };
    Ok((plan, result))
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    pub(super) fn apply_evaluation(&mut self, change: &EvaluationChange) -> Result<(), StoreError> {
        match change {
            EvaluationChange::Filed(p) => {
                let sql = "INSERT INTO evaluation_plan (id, number, scheme_id, phase, title, text, in_time, filed_by, \
                           filed_org, filed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
                let values = params![
                    p.id,
                    i64::from(p.number),
                    p.scheme,
                    i64::from(p.phase),
                    &p.title,
                    &p.text,
                    p.in_time,
                    p.filed_by,
                    p.filed_org,
                    p.filed_at
                ];
                exactly_one(self.tx.execute(sql, values)?)
            }
            EvaluationChange::Published(r) => {
                let sql = "INSERT INTO evaluation_result (plan_id, figures, departed, published_by, published_at) \
                           VALUES ($1, $2, $3, $4, $5)";
                let values = params![r.plan, &r.table, &r.departed, r.by, r.at];
                exactly_one(self.tx.execute(sql, values)?)
            }
            EvaluationChange::Joined(scheme, org, phase, at) => {
                let sql = "INSERT INTO scheme_joined (scheme_id, org_id, phase, at) VALUES ($1, $2, $3, $4)";
                let values = params![*scheme, *org, i64::from(*phase), *at];
                exactly_one(self.tx.execute(sql, values)?)
            }
        }
    }

    /// Every plan, oldest first, each with its result.
    pub fn evaluation_plans(&mut self) -> Result<Vec<(Plan, Option<Published>)>, StoreError> {
        let sql = "SELECT p.id, p.number, p.scheme_id, p.phase, p.title, p.text, p.in_time, p.filed_by, p.filed_org, \
                   p.filed_at, r.figures, r.departed, r.published_by, r.published_at FROM evaluation_plan p \
                   LEFT JOIN evaluation_result r ON r.plan_id = p.id ORDER BY p.number";
        self.tx.all(sql, params![], planned)
    }

    /// The phase that a scheme is in: 1 until practices join.
    pub fn phase_of(&mut self, scheme: SchemeId) -> Result<u32, StoreError> {
        let sql = "SELECT ifnull(max(phase), 1) FROM scheme_joined WHERE scheme_id = $1";
        let phase = self.tx.one(sql, params![scheme], |row| row.int(0))?;
        count(phase.unwrap_or(1))
    }

    /// Has anybody said yes to it, or said so once?
    pub fn has_begun(&mut self, scheme: SchemeId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM said s JOIN terms t ON t.id = s.terms_id WHERE t.scheme_id = $1 LIMIT 1";
        Ok(self.tx.one(sql, params![scheme], |row| row.int(0))?.is_some())
    }
}
