//! What the guardian asked organisations about: written and read back.

use jiff::Timestamp;
use sayso_core::guard::query::Querying;
use sayso_core::guard::{Query, QueryOutcome};
use sayso_core::id::{EventId, MemberId, OrgId};
use sayso_core::org::OrgKind;

use super::{Watch, code};
use crate::engine::Row;
use crate::house::Job;
use crate::house::apply::exactly_one;
use crate::house::closing::CLOSED;
use crate::house::seat_pause::PAUSED;
use crate::{Cell, Class, Encrypted, Owner, StoreError, Value, params};

const QUERY: &str = "SELECT event_id, org_id, asked_by, asked_at, due_at, answered_by, answered_at, answer, closed_by, \
                     closed_at, outcome FROM access_query";

type Found = (Query, Option<(MemberId, Timestamp, Encrypted)>);

fn query(row: &Row) -> Result<Found, StoreError> {
    let closed = match (row.parsed_opt(8)?, row.parsed_opt(9)?, row.text_opt(10)?) {
        (Some(by), Some(at), Some(outcome)) => Some((by, at, code(QueryOutcome::parse(&outcome))?)),
        _ => None,
    };
    let query = Query {
        event: row.parsed(0)?,
        org: row.parsed(1)?,
        asked_by: row.parsed(2)?,
        asked_at: row.parsed(3)?,
        due_at: row.parsed(4)?,
        answered: None,
        closed,
    };
    let answered = match (row.parsed_opt(5)?, row.parsed_opt(6)?, row.encrypted_opt(7)?) {
        (Some(by), Some(at), Some(words)) => Some((by, at, words)),
        _ => None,
    };
    Ok((query, answered))
}

/// The cell of one answer.
fn answer(event: EventId) -> Cell {
    Cell::new("access_query", event, "answer", 1)
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    pub(super) fn querying(&mut self, change: &Querying) -> Result<(), StoreError> {
        let (sql, values): (&str, Vec<Value<'_>>) = match change {
            Querying::Asked(q) => (
                "INSERT INTO access_query (event_id, org_id, asked_by, asked_at, due_at) VALUES ($1, $2, $3, $4, $5)",
                params![q.event, q.org, q.asked_by, q.asked_at, q.due_at].to_vec(),
            ),
            Querying::Answered(event, by, at, words) => {
                let words = self.lock(Owner::shared(Class::System), &answer(*event), words)?;
                let sql = "UPDATE access_query SET answered_by = $2, answered_at = $3, answer = $4 \
                           WHERE event_id = $1 AND answered_at IS NULL AND closed_at IS NULL";
                return exactly_one(self.tx.execute(sql, params![*event, *by, *at, words])?);
            }
            Querying::Closed(event, by, at, outcome) => (
                "UPDATE access_query SET closed_by = $2, closed_at = $3, outcome = $4 \
                 WHERE event_id = $1 AND closed_at IS NULL",
                params![*event, *by, *at, outcome.as_str()].to_vec(),
            ),
        };
        exactly_one(self.tx.execute(sql, &values)?)
    }

    fn queries_where(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Query>, StoreError> {
        let rows = self.tx.all(&format!("{QUERY} WHERE {rest}"), values, query)?;
        rows.into_iter()
            .map(|(mut q, answered)| {
                if let Some((by, at, words)) = answered {
                    let words = self.unlock(Owner::shared(Class::System), &answer(q.event), &words)?;
                    q.answered = Some((by, at, words));
                }
                Ok(q)
            })
            .collect()
    }

    /// What one organisation has not answered, the oldest first.
    pub fn queries_to(&mut self, org: OrgId) -> Result<Vec<Query>, StoreError> {
        self.queries_where(
            "org_id = $1 AND answered_at IS NULL AND closed_at IS NULL ORDER BY asked_at, event_id",
            params![org],
        )
    }

    /// What was asked about acts that are overseen: all that is not closed, the oldest first, then what was closed since
    /// `since`.
    pub fn queries_watched(&mut self, watch: &Watch, since: Timestamp) -> Result<Vec<Query>, StoreError> {
        let rest = format!(
            "EXISTS (SELECT 1 FROM event e WHERE e.id = access_query.event_id AND {}) \
             AND (closed_at IS NULL OR closed_at >= $1) ORDER BY closed_at IS NOT NULL, asked_at, event_id",
            watch.event()
        );
        self.queries_where(&rest, params![since])
    }

    /// Was something asked about this act?
    pub fn query_about(&mut self, event: EventId) -> Result<Option<Query>, StoreError> {
        Ok(self.queries_where("event_id = $1", params![event])?.pop())
    }

    /// The seats that answer for an act at this organisation and sit now: a provider's leads, a practice's own seats; for
    /// an act of the guardian's own side, whoever oversees that organisation.
    pub fn who_answers_at(&mut self, org: OrgId, kind: OrgKind) -> Result<Vec<MemberId>, StoreError> {
        let (at, roles) = match kind {
            OrgKind::Provider => (Some(org), "'provider_lead'"),
            OrgKind::Practice => (Some(org), "'clinician', 'practice_admin'"),
            _ => (None, "'guardian', 'deputy'"),
        };
        let sql = format!(
            "SELECT m.id FROM member m JOIN organisation o ON o.id = m.org_id WHERE ($1 IS NULL OR m.org_id = $1) AND m.role IN ({roles}) AND m.from_at <= $2 \
             AND (m.until_at IS NULL OR m.until_at > $2) AND NOT {PAUSED} AND NOT {CLOSED} ORDER BY m.id"
        );
        let now = self.source.now();
        let mut sitting: Vec<MemberId> = self.tx.all(&sql, params![at, now], |row| row.parsed(0))?;
        if at.is_none() {
            let all = std::mem::take(&mut sitting);
            for id in all {
                let Some(member) = self.member(id)? else { continue };
                let watch = self.watch(&member)?;
                if self.watches_org(&watch, org)? {
                    sitting.push(id);
                }
            }
        }
        Ok(sitting)
    }
}
