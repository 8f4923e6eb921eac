//! Concerns and public questions, read back.

use jiff::Timestamp;
use sayso_core::guard::{Concern, ConcernKind, Handler, Question};
use sayso_core::id::{ConcernId, PersonId, QuestionId};

use super::{STILL_THERE, Watch, code, owner};
use crate::engine::Row;
use crate::house::Job;
use crate::{Cell, Class, Encrypted, Owner, StoreError, Value, params};

const CONCERN: &str = "SELECT id, person_id, kind, about_org, guardian_involved, handler, raised_at, acknowledge_by, \
                       answer_by, acknowledged_by, acknowledged_at, passed_on_at, answered_at, body, answer";
const QUESTION: &str = "SELECT id, asked_at, answered_at, set_aside_at, body, answer FROM question";

type Locked<T> = (T, Encrypted, Option<Encrypted>);
type Found = (Locked<Concern>, bool);

fn concern(row: &Row) -> Result<Found, StoreError> {
    let at: Option<Timestamp> = row.parsed_opt(10)?;
    let concern = Concern {
        id: row.parsed(0)?,
        person: row.parsed_opt(1)?,
        kind: code(ConcernKind::parse(&row.text(2)?))?,
        about: row.parsed_opt(3)?,
        erased: false,
        guardian_involved: row.flag(4)?,
        handler: code(Handler::parse(&row.text(5)?))?,
        text: String::new(),
        raised_at: row.parsed(6)?,
        acknowledge_by: row.parsed(7)?,
        answer_by: row.parsed(8)?,
        acknowledged: row.parsed_opt(9)?.zip(at),
        passed_on_at: row.parsed_opt(11)?,
        answered: row.parsed_opt(12)?.map(|at| (at, String::new())),
    };
    let there = row.int_opt(15)? == Some(1);
    Ok(((concern, row.encrypted(13)?, row.encrypted_opt(14)?), there))
}

fn question(row: &Row) -> Result<Locked<Question>, StoreError> {
    let question = Question {
        id: row.parsed(0)?,
        text: String::new(),
        asked_at: row.parsed(1)?,
        answered: row.parsed_opt(2)?.map(|at| (at, String::new())),
        set_aside_at: row.parsed_opt(3)?,
    };
    Ok((question, row.encrypted(4)?, row.encrypted_opt(5)?))
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    fn concerns_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Concern>, StoreError> {
        let sql = format!("{CONCERN}, {STILL_THERE} FROM concern {rest}");
        let rows = self.tx.all(&sql, values, concern)?;
        rows.into_iter()
            .map(|((mut c, body, answer), there)| {
                let key = owner(c.person, Class::Complaint);
                c.text = self.unlock(key, &Cell::new("concern", c.id, "body", 1), &body)?;
                if let (Some(said), Some(answer)) = (&mut c.answered, answer) {
                    said.1 = self.unlock(key, &Cell::new("concern", c.id, "answer", 1), &answer)?;
                }
                c.erased = c.person.is_some() && !there;
                c.person = c.person.filter(|_| there);
                Ok(c)
            })
            .collect()
    }

    pub(super) fn concern_person(&mut self, id: ConcernId) -> Result<Option<PersonId>, StoreError> {
        let sql = "SELECT person_id FROM concern WHERE id = $1";
        Ok(self.tx.one(sql, params![id], |row| row.parsed_opt(0))?.flatten())
    }

    /// One concern.
    pub fn concern(&mut self, id: ConcernId) -> Result<Option<Concern>, StoreError> {
        Ok(self.concerns_by("WHERE id = $1", params![id])?.pop())
    }

    /// The concerns that go to the schemes overseen and to this seat, at most `most`: those without an answer first, the
    /// oldest of them before all, so that none that waits is pushed off the list; then the others, newest first.
    pub fn concerns(
        &mut self,
        watch: &Watch,
        handler: Handler,
        most: u32,
    ) -> Result<Vec<Concern>, StoreError> {
        let theirs = watch.concern("concern.id");
        let rest = format!(
            "WHERE {theirs} AND handler = $2 AND NOT (guardian_involved AND handler = 'guardian') \
             ORDER BY answered_at IS NOT NULL, iif(answered_at IS NULL, raised_at, NULL), raised_at DESC, id LIMIT $1"
        );
        self.concerns_by(&rest, params![most, handler.as_str()])
    }

    /// What one person raised, newest first.
    pub fn concerns_of(&mut self, person: PersonId) -> Result<Vec<Concern>, StoreError> {
        self.concerns_by(
            "WHERE person_id = $1 ORDER BY raised_at DESC, id",
            params![person],
        )
    }

    /// What somebody without a name raised, by its three tidied words.
    pub fn concern_by_words(&mut self, words: &str) -> Result<Option<Concern>, StoreError> {
        let words = self.index("concern words", words);
        Ok(self.concerns_by("WHERE words_ix = $1", params![words])?.pop())
    }

    /// Concerns that nobody acknowledged in time and that are still with the guardian.
    pub fn late_concerns(&mut self, now: Timestamp, most: u32) -> Result<Vec<Concern>, StoreError> {
        let rest = "WHERE acknowledged_at IS NULL AND answered_at IS NULL AND acknowledge_by <= $1 \
                    AND handler = 'guardian' ORDER BY acknowledge_by LIMIT $2";
        self.concerns_by(rest, params![now, most])
    }

    /// The answered public questions, newest first.
    pub fn questions_answered(&mut self) -> Result<Vec<Question>, StoreError> {
        let rest = "WHERE answered_at IS NOT NULL ORDER BY asked_at DESC, id LIMIT 500";
        self.questions_by(rest, params![])
    }

    /// The public questions that wait for an answer, oldest first, at most `most`.
    pub fn questions_waiting(&mut self, most: u32) -> Result<Vec<Question>, StoreError> {
        let rest = "WHERE answered_at IS NULL AND set_aside_at IS NULL ORDER BY asked_at, id LIMIT $1";
        self.questions_by(rest, params![most])
    }

    /// How many public questions wait for an answer, and how many were set aside.
    pub fn questions_counted(&mut self) -> Result<(i64, i64), StoreError> {
        let sql = "SELECT count(*) FILTER (WHERE set_aside_at IS NULL), count(set_aside_at) FROM question \
                   WHERE answered_at IS NULL";
        let counts = self
            .tx
            .one(sql, params![], |row| Ok((row.int(0)?, row.int(1)?)))?;
        Ok(counts.unwrap_or_default())
    }

    /// One public question.
    pub fn question(&mut self, id: QuestionId) -> Result<Option<Question>, StoreError> {
        Ok(self.questions_by("WHERE id = $1", params![id])?.pop())
    }

    fn questions_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Question>, StoreError> {
        let key = Owner::shared(Class::System);
        let rows = self.tx.all(&format!("{QUESTION} {rest}"), values, question)?;
        rows.into_iter()
            .map(|(mut q, body, answer)| {
                q.text = self.unlock(key, &Cell::new("question", q.id, "body", 1), &body)?;
                if let (Some(said), Some(answer)) = (&mut q.answered, answer) {
                    said.1 = self.unlock(key, &Cell::new("question", q.id, "answer", 1), &answer)?;
                }
                Ok(q)
            })
            .collect()
    }
}
