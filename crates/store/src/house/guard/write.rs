//! What the guardian's side changes, one statement or a few for each change.

use sayso_core::guard::{Concern, Demand, Guarding, Switch, Withholding};

use super::owner;
use crate::house::apply::exactly_one;
use crate::house::{Job, service};
use crate::{Cell, Class, Owner, StoreError, params};

impl Job<'_> {
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of change: a table")]
    pub(in crate::house) fn guard(&mut self, change: &Guarding) -> Result<(), StoreError> {
        let (sql, values): (&str, Vec<crate::Value<'_>>) = match change {
            Guarding::ConcernRaised {
                concern,
                words,
                goes_to,
            } => {
                self.keep_concern(concern, words.as_deref())?;
                for scheme in goes_to {
                    let sql = "INSERT INTO concern_scheme (concern_id, scheme_id) VALUES ($1, $2)";
                    exactly_one(self.tx.execute(sql, params![concern.id, *scheme])?)?;
                }
                return Ok(());
            }
            Guarding::ConcernAcknowledged(id, by, at) => (
                "UPDATE concern SET acknowledged_by = $2, acknowledged_at = $3 WHERE id = $1 AND acknowledged_at IS NULL",
                params![*id, *by, *at].to_vec(),
            ),
            Guarding::ConcernPassedOn {
                id,
                to,
                at,
                involved,
                acknowledge_by,
            } => (
                "UPDATE concern SET handler = $2, passed_on_at = $3, guardian_involved = max(guardian_involved, $4), \
                 acknowledge_by = $5 WHERE id = $1 AND answered_at IS NULL",
                params![*id, to.as_str(), *at, *involved, *acknowledge_by].to_vec(),
            ),
            Guarding::ConcernAnswered(id, by, at, text) => {
                let person = self.concern_person(*id)?;
                let answer = self.lock(
                    owner(person, Class::Complaint),
                    &Cell::new("concern", id, "answer", 1),
                    text,
                )?;
                let sql = "UPDATE concern SET answered_by = $2, answered_at = $3, answer = $4, \
                           acknowledged_by = ifnull(acknowledged_by, $2), acknowledged_at = ifnull(acknowledged_at, $3) \
                           WHERE id = $1 AND answered_at IS NULL";
                return exactly_one(self.tx.execute(sql, params![*id, *by, *at, answer])?);
            }
            Guarding::QuestionAsked(q) => {
                let body = self.lock(
                    Owner::shared(Class::System),
                    &Cell::new("question", q.id, "body", 1),
                    &q.text,
                )?;
                let sql = "INSERT INTO question (id, body, asked_at) VALUES ($1, $2, $3)";
                return exactly_one(self.tx.execute(sql, params![q.id, body, q.asked_at])?);
            }
            Guarding::QuestionAnswered(id, at, text) => {
                let answer = self.lock(
                    Owner::shared(Class::System),
                    &Cell::new("question", id, "answer", 1),
                    text,
                )?;
                let sql =
                    "UPDATE question SET answered_at = $2, answer = $3 WHERE id = $1 AND answered_at IS NULL";
                return exactly_one(self.tx.execute(sql, params![*id, *at, answer])?);
            }
            Guarding::QuestionSetAside(id, at) => (
                "UPDATE question SET set_aside_at = $2 WHERE id = $1 AND answered_at IS NULL",
                params![*id, *at].to_vec(),
            ),
            Guarding::AccessChecked(c) => (
                "INSERT INTO access_check (event_id, member_id, at, fine) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (event_id) DO UPDATE SET member_id = $2, at = $3, fine = $4",
                params![c.event, c.by, c.at, c.fine].to_vec(),
            ),
            Guarding::Querying(q) => return self.querying(q),
            Guarding::YesAsked(c) => (
                "INSERT INTO yes_check (event_id, person_id, asked_at) VALUES ($1, $2, $3)",
                params![c.event, c.person, c.asked_at].to_vec(),
            ),
            Guarding::YesAnswered(event, person, answer, at) => {
                let answer = self.lock(
                    service(*person),
                    &Cell::new("yes_check", event, "answer", 1),
                    answer,
                )?;
                let sql = "UPDATE yes_check SET answered_at = $2, answer = $3 WHERE event_id = $1 AND answered_at IS NULL";
                return exactly_one(self.tx.execute(sql, params![*event, *at, answer])?);
            }
            Guarding::SwitchedOff(s) => return self.keep_switch(s),
            Guarding::SwitchOnAsked(id, by, at) => (
                "UPDATE switch_off SET on_asked_by = $2, on_asked_at = $3 WHERE id = $1 AND on_asked_by IS NULL",
                params![*id, *by, *at].to_vec(),
            ),
            Guarding::SwitchedOn(id, by, at) => (
                "UPDATE switch_off SET on_by = $2, on_at = $3 WHERE id = $1 AND on_at IS NULL",
                params![*id, *by, *at].to_vec(),
            ),
            Guarding::DemandKept(d) => return self.keep_demand(d),
            Guarding::DemandAnswered(id, step) => {
                let sql = if step.closes {
                    "UPDATE legal_demand SET decided_by = $2, decided_at = $3, decided_answer = $4 \
                     WHERE id = $1 AND decided_at IS NULL"
                } else {
                    "UPDATE legal_demand SET first_by = $2, first_at = $3, first_answer = $4 \
                     WHERE id = $1 AND first_by IS NULL"
                };
                (sql, params![*id, step.by, step.at, step.answer.as_str()].to_vec())
            }
            Guarding::DemandTold(id, at) => (
                "UPDATE legal_demand SET told_at = $2 WHERE id = $1 AND told_at IS NULL",
                params![*id, *at].to_vec(),
            ),
            Guarding::WithholdingProposed(w) => return self.keep_withholding(w),
            Guarding::WithholdingAgreed(id, by, at) => (
                "UPDATE withholding SET agreed_by = $2, agreed_at = $3 WHERE id = $1 AND agreed_by IS NULL",
                params![*id, *by, *at].to_vec(),
            ),
            Guarding::WithholdingEnded(id, at) => (
                "UPDATE withholding SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL",
                params![*id, *at].to_vec(),
            ),
            Guarding::DangerKept(d) => (
                "INSERT INTO danger (id, person_id, member_id, to_org, at, unsafe_to_tell, message_id) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                params![d.id, d.person, d.by, d.to, d.at, d.unsafe_to_tell, d.message].to_vec(),
            ),
            Guarding::DangerSeen(id, by, at) => (
                "UPDATE danger SET seen_by = $2, seen_at = $3 WHERE id = $1 AND seen_at IS NULL",
                params![*id, *by, *at].to_vec(),
            ),
            Guarding::DangerReviewed(id, r) => (
                "UPDATE danger SET reviewed_by = $2, reviewed_at = $3, outcome = $4, told = $5 \
                 WHERE id = $1 AND reviewed_at IS NULL",
                params![*id, r.by, r.at, r.outcome.as_str(), r.told].to_vec(),
            ),
        };
        exactly_one(self.tx.execute(sql, &values)?)
    }

    fn keep_concern(&mut self, c: &Concern, words: Option<&str>) -> Result<(), StoreError> {
        let body = self.lock(
            owner(c.person, Class::Complaint),
            &Cell::new("concern", c.id, "body", 1),
            &c.text,
        )?;
        let words = words.map(|w| self.index("concern words", w).to_vec());
        let sql = "INSERT INTO concern (id, person_id, words_ix, kind, about_org, guardian_involved, handler, body, \
                   raised_at, acknowledge_by, answer_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let values = params![
            c.id,
            c.person,
            words,
            c.kind.as_str(),
            c.about,
            c.guardian_involved,
            c.handler.as_str(),
            body,
            c.raised_at,
            c.acknowledge_by,
            c.answer_by
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn keep_switch(&mut self, s: &Switch) -> Result<(), StoreError> {
        let body = self.lock(
            Owner::shared(Class::System),
            &Cell::new("switch_off", s.id, "body", 1),
            &s.words,
        )?;
        let purpose = s.target.purpose.map(sayso_core::sayso::Purpose::as_str);
        let sql = "INSERT INTO switch_off (id, org_id, purpose, off_at, off_by, reason, body) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = params![
            s.id,
            s.target.org,
            purpose,
            s.off_at,
            s.off_by,
            s.reason.as_str(),
            body
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn keep_demand(&mut self, d: &Demand) -> Result<(), StoreError> {
        let key = owner(d.person, Class::Legal);
        let mut lock = |part: &'static str, text: &String| {
            self.lock(key, &Cell::new("legal_demand", d.id, part, 1), text)
        };
        let (notice, advice, outside) = (
            lock("notice", &d.notice)?,
            lock("advice", &d.advice)?,
            lock("outside", &d.outside)?,
        );
        let sql = "INSERT INTO legal_demand (id, person_id, demander, notice, advice, outside, scope, recorded_at, \
                   recorded_by, bar_until, told_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let values = params![
            d.id,
            d.person,
            d.demander.as_str(),
            notice,
            advice,
            outside,
            d.scope.to_string(),
            d.recorded_at,
            d.recorded_by,
            d.bar_until,
            d.told_at
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn keep_withholding(&mut self, w: &Withholding) -> Result<(), StoreError> {
        let body = self.lock(
            Owner::person(w.person, Class::Legal),
            &Cell::new("withholding", w.id, "body", 1),
            &w.words,
        )?;
        let sql = "INSERT INTO withholding (id, person_id, entry_id, ground, body, proposed_by, proposed_at, until_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = params![
            w.id,
            w.person,
            w.entry,
            w.ground.as_str(),
            body,
            w.proposed.0,
            w.proposed.1,
            w.until
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }
}
