//! Legal demands, withholdings and reports of danger, read back.

use jiff::Timestamp;
use sayso_core::guard::{Danger, Demand, DemandAnswer, Demander, Ground, Outcome, Reviewed, Withholding};
use sayso_core::id::{DangerId, DemandId, MemberId, PersonId, WithholdingId};

use super::{STILL_THERE, Watch, code, owner};
use crate::engine::Row;
use crate::house::Job;
use crate::{Cell, Class, Encrypted, Owner, StoreError, Value, params};

const DEMAND: &str = "SELECT id, person_id, demander, scope, recorded_at, recorded_by, bar_until, told_at, first_by, \
                      first_at, first_answer, decided_by, decided_at, decided_answer, notice, advice, outside";
const WITHHOLDING: &str = "SELECT id, person_id, entry_id, ground, proposed_by, proposed_at, agreed_by, agreed_at, \
                           until_at, ended_at, body FROM withholding";
pub(super) const DANGER: &str = "SELECT id, person_id, member_id, to_org, at, unsafe_to_tell, reviewed_by, reviewed_at, \
                                 outcome, told, message_id, seen_by, seen_at";

/// How many demands one year had: the year, who demanded, what was decided, how many.
pub type YearCount = (String, String, Option<String>, i64);

type Answered = (MemberId, Timestamp, DemandAnswer);

fn answered(row: &Row, at: usize) -> Result<Option<Answered>, StoreError> {
    let (by, when) = (row.parsed_opt(at)?, row.parsed_opt(at + 1)?);
    let what = row.text_opt(at + 2)?.map(|a| code(DemandAnswer::parse(&a)));
    Ok(match (by, when, what.transpose()?) {
        (Some(by), Some(when), Some(what)) => Some((by, when, what)),
        _ => None,
    })
}

fn demand(row: &Row) -> Result<(Demand, [Encrypted; 3], bool), StoreError> {
    let demand = Demand {
        id: row.parsed(0)?,
        person: row.parsed_opt(1)?,
        demander: code(Demander::parse(&row.text(2)?))?,
        notice: String::new(),
        advice: String::new(),
        outside: String::new(),
        scope: row.parsed(3)?,
        recorded_at: row.parsed(4)?,
        recorded_by: row.parsed(5)?,
        bar_until: row.parsed_opt(6)?,
        told_at: row.parsed_opt(7)?,
        first: answered(row, 8)?,
        decided: answered(row, 11)?,
    };
    Ok((
        demand,
        [row.encrypted(14)?, row.encrypted(15)?, row.encrypted(16)?],
        row.int_opt(17)? == Some(1),
    ))
}

fn withholding(row: &Row) -> Result<(Withholding, Encrypted), StoreError> {
    let agreed_at: Option<Timestamp> = row.parsed_opt(7)?;
    let withholding = Withholding {
        id: row.parsed(0)?,
        person: row.parsed(1)?,
        entry: row.parsed(2)?,
        ground: code(Ground::parse(&row.text(3)?))?,
        words: String::new(),
        proposed: (row.parsed(4)?, row.parsed(5)?),
        agreed: row.parsed_opt(6)?.zip(agreed_at),
        until: row.parsed(8)?,
        ended_at: row.parsed_opt(9)?,
    };
    Ok((withholding, row.encrypted(10)?))
}

pub(super) fn danger(row: &Row) -> Result<Danger, StoreError> {
    let reviewed = match row.parsed_opt(6)? {
        Some(by) => Some(Reviewed {
            by,
            at: row.parsed(7)?,
            outcome: code(Outcome::parse(&row.text(8)?))?,
            told: row.flag(9)?,
        }),
        None => None,
    };
    let seen_at: Option<Timestamp> = row.parsed_opt(12)?;
    let there = row.int_opt(13)? == Some(1);
    Ok(Danger {
        id: row.parsed(0)?,
        person: row.parsed_opt(1)?.filter(|_| there),
        by: row.parsed(2)?,
        to: row.parsed(3)?,
        at: row.parsed(4)?,
        message: row.parsed_opt(10)?,
        unsafe_to_tell: row.flag(5)?,
        seen: row.parsed_opt(11)?.zip(seen_at),
        reviewed,
    })
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    fn demands_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Demand>, StoreError> {
        let sql = format!("{DEMAND}, {STILL_THERE} FROM legal_demand {rest}");
        let rows = self.tx.all(&sql, values, demand)?;
        rows.into_iter()
            .map(|(mut d, [notice, advice, outside], there)| {
                let key = owner(d.person, Class::Legal);
                let mut read = |part: &'static str, kept: &Encrypted| {
                    match self.unlock(key, &Cell::new("legal_demand", d.id, part, 1), kept) {
                        // The time of keeping is over. That there was a demand is still counted.
                        Err(StoreError::Erased) => Ok("Erased: its time of keeping is over.".to_owned()),
                        other => other,
                    }
                };
                (d.notice, d.advice, d.outside) = (
                    read("notice", &notice)?,
                    read("advice", &advice)?,
                    read("outside", &outside)?,
                );
                d.person = d.person.filter(|_| there);
                Ok(d)
            })
            .collect()
    }

    /// About nobody in particular: recorded by a seat of one of the schemes overseen. About a person: theirs.
    fn demand_is_theirs(watch: &Watch) -> String {
        let (seat, act) = (
            watch.seat("recorded_by"),
            watch.act("legal_demand.person_id", "recorded_by"),
        );
        format!("((person_id IS NULL AND {seat}) OR (person_id IS NOT NULL AND {act}))")
    }

    /// Every legal demand of the schemes overseen: those that wait for their answer first, then newest first.
    pub fn demands(&mut self, watch: &Watch) -> Result<Vec<Demand>, StoreError> {
        let theirs = Self::demand_is_theirs(watch);
        self.demands_by(
            &format!("WHERE {theirs} ORDER BY decided_at IS NOT NULL, recorded_at DESC, id LIMIT 500"),
            params![],
        )
    }

    /// One of them.
    pub fn demand(&mut self, watch: &Watch, id: DemandId) -> Result<Option<Demand>, StoreError> {
        let rest = format!("WHERE id = $1 AND {}", Self::demand_is_theirs(watch));
        Ok(self.demands_by(&rest, params![id])?.pop())
    }

    /// Whose referral bears this reference, at any practice: who may say it is the policy's. None where two people's do.
    pub fn person_by_reference(&mut self, reference: &str) -> Result<Option<PersonId>, StoreError> {
        let sql = "SELECT DISTINCT r.person_id FROM referral r JOIN person p ON p.id = r.person_id \
                   WHERE r.reference = $1 AND p.erased_at IS NULL LIMIT 2";
        let found: Vec<PersonId> = self.tx.all(sql, params![reference], |row| row.parsed(0))?;
        Ok(match found[..] {
            [one] => Some(one),
            _ => None,
        })
    }

    /// Those about a person that the person was told of, newest first.
    pub fn demands_told(&mut self, person: PersonId) -> Result<Vec<Demand>, StoreError> {
        let rest = "WHERE person_id = $1 AND told_at IS NOT NULL ORDER BY recorded_at DESC, id";
        self.demands_by(rest, params![person])
    }

    /// Those whose bar on telling has ended and of which the person was not told.
    pub fn demands_to_tell(&mut self, now: Timestamp, most: u32) -> Result<Vec<Demand>, StoreError> {
        let rest =
            &format!("WHERE {STILL_THERE} AND told_at IS NULL AND ifnull(bar_until, '') <= $1 LIMIT $2");
        self.demands_by(rest, params![now, most])
    }

    /// How many legal demands each year had, by who demanded and what was decided: (year, who, answer, how many).
    pub fn demands_by_year(&mut self) -> Result<Vec<YearCount>, StoreError> {
        let sql = "SELECT substr(recorded_at, 1, 4), demander, decided_answer, count(*) FROM legal_demand \
                   GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3";
        self.tx.all(sql, params![], |row| {
            Ok((row.text(0)?, row.text(1)?, row.text_opt(2)?, row.int(3)?))
        })
    }

    fn withholdings_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Withholding>, StoreError> {
        let rows = self
            .tx
            .all(&format!("{WITHHOLDING} {rest}"), values, withholding)?;
        rows.into_iter()
            .map(|(mut w, body)| {
                let key = Owner::person(w.person, Class::Legal);
                w.words = self.unlock(key, &Cell::new("withholding", w.id, "body", 1), &body)?;
                Ok(w)
            })
            .collect()
    }

    /// Of an entry that belongs to a referral, the referral's; of another, whose seat proposed it, within the person's.
    fn withholding_is_theirs(watch: &Watch) -> String {
        let act = watch.act("withholding.person_id", "proposed_by");
        let scheme = watch.scheme("wr.scheme_id");
        format!(
            "EXISTS (SELECT 1 FROM entry we LEFT JOIN referral wr ON wr.id = we.referral_id \
             WHERE we.id = entry_id AND (wr.id IS NULL AND {act} OR {scheme}))"
        )
    }

    /// Every withholding of the schemes overseen that is not over, newest first.
    pub fn withholdings(&mut self, watch: &Watch, now: Timestamp) -> Result<Vec<Withholding>, StoreError> {
        let theirs = Self::withholding_is_theirs(watch);
        let rest =
            format!("WHERE ended_at IS NULL AND until_at > $1 AND {theirs} ORDER BY proposed_at DESC, id");
        self.withholdings_by(&rest, params![now])
    }

    /// Those of one person, over or not.
    pub fn withholdings_of(&mut self, person: PersonId) -> Result<Vec<Withholding>, StoreError> {
        self.withholdings_by("WHERE person_id = $1 ORDER BY proposed_at, id", params![person])
    }

    /// One of the schemes overseen.
    pub fn withholding(
        &mut self,
        watch: &Watch,
        id: WithholdingId,
    ) -> Result<Option<Withholding>, StoreError> {
        let rest = format!("WHERE id = $1 AND {}", Self::withholding_is_theirs(watch));
        Ok(self.withholdings_by(&rest, params![id])?.pop())
    }

    fn danger_is_theirs(watch: &Watch) -> String {
        watch.act("danger.person_id", "danger.member_id")
    }

    /// Every report of a danger of the schemes overseen, those that wait for their review first, then newest first.
    pub fn dangers(&mut self, watch: &Watch) -> Result<Vec<Danger>, StoreError> {
        let theirs = Self::danger_is_theirs(watch);
        let sql = format!(
            "{DANGER}, {STILL_THERE} FROM danger WHERE {theirs} ORDER BY reviewed_at IS NOT NULL, at DESC, id LIMIT 500"
        );
        self.tx.all(&sql, params![], danger)
    }

    /// One of them.
    pub fn danger(&mut self, watch: &Watch, id: DangerId) -> Result<Option<Danger>, StoreError> {
        let theirs = Self::danger_is_theirs(watch);
        let sql = format!("{DANGER}, {STILL_THERE} FROM danger WHERE id = $1 AND {theirs}");
        self.tx.one(&sql, params![id], danger)
    }
}
