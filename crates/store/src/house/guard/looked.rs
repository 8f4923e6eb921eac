//! Who looked, for the guardian: acts without content, the month's draws, what was checked.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sayso_core::event::EventKind;
use sayso_core::guard::unusual::OPENED_ONE;
use sayso_core::guard::{Called, Checked};
use sayso_core::id::{EventId, MemberId, OrgId, PersonId, SaidId};
use sayso_core::sayso::{How, Interpreter};

use super::{Watch, code};
use crate::engine::Row;
use crate::house::{Job, service};
use crate::{Cell, Encrypted, StoreError, Value, params};

/// One act of a seat, without what it showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The event.
    pub event: EventId,
    /// What kind of act.
    pub kind: EventKind,
    /// Which seat.
    pub member: MemberId,
    /// Where.
    pub org: OrgId,
    /// It was allowed.
    pub allowed: bool,
    /// When it was recorded.
    pub at: Timestamp,
    /// A mark of the one person it concerned: says nothing about who they are, and is the same for the same person.
    pub mark: Option<Vec<u8>>,
}

/// A yes that staff typed: the event, whose, who typed it, and when.
pub type TypedYes = (EventId, PersonId, MemberId, Timestamp);

/// What is read of an act: a row for each person whom it told of.
const ACT: &str = "SELECT e.id, e.kind, e.member_id, e.org_id, e.outcome, e.recorded_at, t.person_ix";
/// The rows of what an act told.
const ITS_TOLD: &str = "JOIN event_told t ON t.seq = e.seq";
/// What others type for people and the guardian counts by the year: in these words the index of them is found.
pub(in crate::house) const STOPS: &str =
    "e.kind IN ('left', 'purpose_stopped', 'word_forgotten', 'word_ends')";
/// It concerned somebody.
const TOLD: &str = "EXISTS (SELECT 1 FROM event_told t WHERE t.seq = e.seq)";

fn act(row: &Row) -> Result<Act, StoreError> {
    Ok(Act {
        event: row.parsed(0)?,
        kind: code(EventKind::parse(&row.text(1)?))?,
        member: row.parsed(2)?,
        org: row.parsed(3)?,
        allowed: row.text(4)? == "allowed",
        at: row.parsed(5)?,
        mark: row.blob_opt(6)?,
    })
}

/// One for each act of these rows, in their order. Who told of several has no mark: it was not one person.
fn each(rows: &[Act]) -> impl DoubleEndedIterator<Item = Act> {
    rows.chunk_by(|a, b| a.event == b.event).map(|told| {
        let mut marks = told.iter().filter_map(|row| row.mark.clone());
        let mark = marks.next().filter(|_| marks.next().is_none());
        Act {
            mark,
            ..told[0].clone()
        }
    })
}

fn listed(kinds: &[EventKind]) -> String {
    let kinds: Vec<String> = kinds.iter().map(|k| format!("'{k}'")).collect();
    kinds.join(", ")
}

/// Acts of seats of these kinds, from `$1` until before `$2`, that belong to what is overseen.
fn in_time(watch: &Watch, kinds: &[EventKind]) -> String {
    format!(
        "e.actor = 'member' AND e.recorded_at >= $1 AND e.recorded_at < $2 AND e.kind IN ({}) AND {}",
        listed(kinds),
        watch.event()
    )
}

/// Those that the rules of unusual access look at, newest first. The kinds stand in the order of the index, or it would not
/// be found.
fn unusual_in_time(watch: &Watch) -> String {
    let mut kinds = OPENED_ONE.to_vec();
    kinds.push(EventKind::NotAllowed);
    format!(
        "{ACT} FROM event e INDEXED BY event_one_opened {ITS_TOLD} WHERE {} ORDER BY e.seq DESC LIMIT 50000",
        in_time(watch, &kinds)
    )
}

fn called(row: &Row) -> Result<(Called, Option<Timestamp>, Option<Encrypted>), StoreError> {
    let called = Called {
        event: row.parsed(0)?,
        person: row.parsed(1)?,
        asked_at: row.parsed(2)?,
        answer: None,
    };
    Ok((called, row.parsed_opt(3)?, row.encrypted_opt(4)?))
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    /// What the rules of unusual access look at, in a time and of the schemes overseen, oldest first; of very many the
    /// newest.
    pub fn acts(&mut self, watch: &Watch, from: Timestamp, to: Timestamp) -> Result<Vec<Act>, StoreError> {
        let rows = self.tx.all(&unusual_in_time(watch), params![from, to], act)?;
        Ok(each(&rows).rev().collect())
    }

    /// Acts of these kinds in a time that belong to the schemes overseen, all of them, and no more of each than which it
    /// was: to draw from.
    pub fn acts_to_draw(
        &mut self,
        watch: &Watch,
        kinds: &[EventKind],
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<EventId>, StoreError> {
        let sql = format!(
            "SELECT e.id FROM event e WHERE {} AND {TOLD}",
            in_time(watch, kinds)
        );
        self.tx.all(&sql, params![from, to], |row| row.parsed(0))
    }

    /// One act of a seat.
    pub fn act(&mut self, event: EventId) -> Result<Option<Act>, StoreError> {
        let sql = format!("{ACT} FROM event e {ITS_TOLD} WHERE e.id = $1 AND e.actor = 'member'");
        let rows = self.tx.all(&sql, params![event], act)?;
        Ok(each(&rows).next())
    }

    /// Whom a mark stands for. The mark is one way: everybody is tried about whom an event with the same mark rests on a
    /// say-so, then whom this organisation knows.
    pub fn person_of(&mut self, mark: &[u8], org: OrgId) -> Result<Option<PersonId>, StoreError> {
        let by_said = "SELECT DISTINCT s.person_id FROM event_told t JOIN event e ON e.seq = t.seq \
                       JOIN said s ON s.id = e.said_id WHERE t.person_ix = $1";
        let by_org = "SELECT id FROM person WHERE practice_id = $1 UNION \
                      SELECT person_id FROM referral WHERE recipient_id = $1 OR practice_id = $1 UNION \
                      SELECT person_id FROM said WHERE recipient_id = $1";
        for (sql, by) in [(by_said, Value::from(mark.to_vec())), (by_org, Value::from(org))] {
            let tried: Vec<PersonId> = self.tx.all(sql, &[by], |row| row.parsed(0))?;
            let found = tried
                .into_iter()
                .find(|p| self.index("event person", &p.to_string()) == mark);
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// When anything of other kinds than these happened about the person of `mark` in this time, of what is overseen.
    pub fn when_something_else(
        &mut self,
        watch: &Watch,
        mark: &[u8],
        than: &[EventKind],
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Timestamp>, StoreError> {
        let sql = format!(
            "SELECT e.recorded_at FROM event_told t JOIN event e ON e.seq = t.seq WHERE t.person_ix = $1 \
             AND e.recorded_at >= $2 AND e.recorded_at <= $3 AND e.kind NOT IN ({}) AND {}",
            listed(than),
            watch.event()
        );
        let mark = Value::from(mark.to_vec());
        self.tx
            .all(&sql, &[mark, Value::from(from), Value::from(to)], |row| {
                row.parsed(0)
            })
    }

    /// The place of each in a draw that nobody can foresee and everybody here can repeat: by a keyed hash of the
    /// month and the event.
    #[must_use]
    pub fn lot(&self, what: &str, month: &str, event: EventId) -> [u8; 16] {
        self.index("monthly draw", &format!("{what} {month} {event}"))
    }

    /// Yeses to the terms of schemes overseen that staff typed in a time, oldest first.
    pub fn typed_yeses(
        &mut self,
        watch: &Watch,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<TypedYes>, StoreError> {
        self.typed_yeses_in(watch, from, to, "1")
    }

    /// Those of them about which somebody was asked since that time began.
    pub fn typed_yeses_asked(
        &mut self,
        watch: &Watch,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<TypedYes>, StoreError> {
        let asked = "e.id IN (SELECT event_id FROM yes_check WHERE asked_at >= $1)";
        self.typed_yeses_in(watch, from, to, asked)
    }

    fn typed_yeses_in(
        &mut self,
        watch: &Watch,
        from: Timestamp,
        to: Timestamp,
        fits: &str,
    ) -> Result<Vec<TypedYes>, StoreError> {
        let theirs = watch.said("s.terms_id");
        let sql = format!(
            "SELECT e.id, s.person_id, e.member_id, e.recorded_at FROM event e JOIN said s ON s.id = e.said_id \
             WHERE e.kind = 'agreed' AND e.actor = 'member' AND e.recorded_at >= $1 AND e.recorded_at < $2 \
             AND {theirs} AND {fits} ORDER BY e.seq LIMIT 20000"
        );
        self.tx.all(&sql, params![from, to], |row| {
            Ok((row.parsed(0)?, row.parsed(1)?, row.parsed(2)?, row.parsed(3)?))
        })
    }

    /// The say-so that an event gave.
    pub fn said_of(&mut self, event: EventId) -> Result<Option<SaidId>, StoreError> {
        let sql = "SELECT said_id FROM event WHERE id = $1";
        let found = self.tx.one(sql, params![event], |row| row.parsed_opt(0))?;
        Ok(found.flatten())
    }

    /// Did somebody whom the person brought interpret the yes of this event? It stands under the person's key alone, so
    /// after an erasure nobody knows.
    pub fn brought_interpreted(&mut self, event: EventId) -> Result<bool, StoreError> {
        let sql = "SELECT s.id, s.person_id, s.how FROM event e JOIN said s ON s.id = e.said_id \
                   JOIN person p ON p.id = s.person_id WHERE e.id = $1 AND p.erased_at IS NULL";
        let row = self.tx.one(sql, params![event], |row| {
            Ok((
                row.parsed::<SaidId>(0)?,
                row.parsed::<PersonId>(1)?,
                row.encrypted(2)?,
            ))
        })?;
        let Some((said, person, how)) = row else {
            return Ok(false);
        };
        let how: How = self.unlock(service(person), &Cell::new("said", said, "how", 1), &how)?;
        Ok(how.interpreted.is_some_and(|i| i.by == Interpreter::Brought))
    }

    /// How many of these (leavings, stops of one thing) each seat has typed since then, most first, of what is overseen.
    pub fn stops_typed(
        &mut self,
        watch: &Watch,
        kind: EventKind,
        since: Timestamp,
    ) -> Result<Vec<(MemberId, OrgId, i64)>, StoreError> {
        let belongs = watch.event();
        let sql = format!(
            "SELECT e.member_id, e.org_id, count(*) FROM event e WHERE {STOPS} AND e.kind = $2 AND e.actor = 'member' \
             AND e.recorded_at >= $1 AND {belongs} GROUP BY e.member_id, e.org_id ORDER BY 3 DESC, 1 LIMIT 200"
        );
        self.tx.all(&sql, params![since, kind.as_str()], |row| {
            Ok((row.parsed(0)?, row.parsed(1)?, row.int(2)?))
        })
    }

    /// How many of these supporters keyed since then, and how many somebody with a recorded power, of what is overseen. By
    /// nobody's name.
    pub fn stops_keyed_outside(
        &mut self,
        watch: &Watch,
        kind: EventKind,
        since: Timestamp,
    ) -> Result<(i64, i64), StoreError> {
        let belongs = watch.event();
        let sql = format!(
            "SELECT coalesce(sum(e.actor LIKE 'supporter %'), 0), coalesce(sum(e.actor LIKE 'attorney %'), 0) \
             FROM event e WHERE {STOPS} AND e.kind = $2 AND e.recorded_at >= $1 AND {belongs}"
        );
        let found = self.tx.one(&sql, params![since, kind.as_str()], |row| {
            Ok((row.int(0)?, row.int(1)?))
        })?;
        Ok(found.unwrap_or_default())
    }

    /// What was checked since then, by event.
    pub fn checks(&mut self, since: Timestamp) -> Result<BTreeMap<EventId, Checked>, StoreError> {
        let sql = "SELECT event_id, member_id, at, fine FROM access_check WHERE at >= $1";
        let all = self.tx.all(sql, params![since], |row| {
            Ok(Checked {
                event: row.parsed(0)?,
                by: row.parsed(1)?,
                at: row.parsed(2)?,
                fine: row.flag(3)?,
            })
        })?;
        Ok(all.into_iter().map(|c| (c.event, c)).collect())
    }

    fn called_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Called>, StoreError> {
        let sql = format!("SELECT event_id, person_id, asked_at, answered_at, answer FROM yes_check {rest}");
        let rows = self.tx.all(&sql, values, called)?;
        rows.into_iter()
            .map(|(mut c, at, answer)| {
                if let Some((at, answer)) = at.zip(answer) {
                    let cell = Cell::new("yes_check", c.event, "answer", 1);
                    c.answer = Some((self.unlock(service(c.person), &cell, &answer)?, at));
                }
                Ok(c)
            })
            .collect()
    }

    /// One yes that was asked about.
    pub fn called(&mut self, event: EventId) -> Result<Option<Called>, StoreError> {
        Ok(self.called_by("WHERE event_id = $1", params![event])?.pop())
    }

    /// What a person is asked about and has not answered.
    pub fn called_of(&mut self, person: PersonId) -> Result<Vec<Called>, StoreError> {
        self.called_by(
            "WHERE person_id = $1 AND answered_at IS NULL ORDER BY asked_at",
            params![person],
        )
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::id::Id;

    use super::*;

    #[test]
    fn an_act_is_about_one_person_or_about_nobody_in_particular() {
        let row = |event: u8, mark: Option<u8>| Act {
            event: Id::new(Timestamp::UNIX_EPOCH, [event; 10]),
            kind: EventKind::FileOpened,
            member: Id::new(Timestamp::UNIX_EPOCH, [1; 10]),
            org: Id::new(Timestamp::UNIX_EPOCH, [2; 10]),
            allowed: true,
            at: Timestamp::UNIX_EPOCH,
            mark: mark.map(|m| vec![m]),
        };
        let three_of_one = [row(3, Some(1)), row(3, Some(2)), row(3, Some(4))];
        let rows = [
            &[row(1, Some(7)), row(2, None), row(2, Some(8))][..],
            &three_of_one,
            &[row(4, None)],
        ]
        .concat();
        let marks: Vec<_> = each(&rows).map(|act| act.mark).collect();
        assert_eq!(marks, [Some(vec![7]), Some(vec![8]), None, None]);
    }

    #[test]
    fn who_looked_is_found_without_passing_every_list_and_every_import() {
        let one = Id::new(Timestamp::UNIX_EPOCH, [1; 10]);
        for watch in [Watch::of(vec![], true), Watch::of(vec![one], false)] {
            let found = crate::house::plan::finds_by(&unusual_in_time(&watch));
            assert!(found.contains(&"event_one_opened".to_owned()), "{found:?}");
            assert!(found.contains(&"event_told_seq".to_owned()), "{found:?}");
        }
    }
}
