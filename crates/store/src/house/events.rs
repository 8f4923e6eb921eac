//! The audit log, read back: the person's log is the audit log, filtered.

use jiff::Timestamp;
use sayso_core::event::{Detail, EventKind};
use sayso_core::id::{EventId, MemberId, OrgId, PersonId, SaidId, SupporterId};
use sayso_core::sayso::Purpose;
use sayso_core::seat::Role;
use sayso_core::time::stamp;

use super::Job;
use super::guard::Watch;
use super::holding::{Kept, told_or_not};
use crate::engine::Row;
use crate::{StoreError, params};

/// One event as told to one person, or about nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its place in the log.
    pub seq: i64,
    /// Its id.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// `person`, `member`, `visitor`, `sayso`, or `supporter` or `attorney` and which.
    pub actor: String,
    /// Which seat acted.
    pub member: Option<MemberId>,
    /// In which role.
    pub role: Option<Role>,
    /// At which organisation.
    pub org: Option<OrgId>,
    /// It was allowed.
    pub allowed: bool,
    /// What for.
    pub purpose: Option<Purpose>,
    /// The say-so that it rests on.
    pub said: Option<SaidId>,
    /// When it happened.
    pub happened_at: Timestamp,
    /// When we learnt it.
    pub recorded_at: Timestamp,
    /// The rest of the sentence.
    pub detail: Detail,
    /// It says what its commitment stands for. Where that was not asked, as without its content: yes.
    pub fits: bool,
    /// The commitment beside it, where its content was read.
    pub commitment: Option<[u8; 32]>,
}

/// Who acted, for a part of what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The person.
    Person,
    /// The server by itself.
    Sayso,
    /// Somebody at an organisation.
    Org(OrgId),
}

/// Which part of what happened. By default everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// These kinds of event; empty for all.
    pub kinds: Vec<EventKind>,
    /// Written down at this minute or later.
    pub from: Option<Timestamp>,
    /// Written down before this minute.
    pub until: Option<Timestamp>,
    /// Who acted.
    pub by: Option<By>,
}

/// What a filter of what happened can offer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    /// When the first and the last of it was written down.
    pub ends: Option<(Timestamp, Timestamp)>,
    /// The organisations that acted.
    pub orgs: Vec<OrgId>,
}

pub(super) const EVENT: &str = "SELECT e.seq, e.id, e.kind, e.actor, e.member_id, e.role, e.org_id, e.outcome, e.purpose, \
                     e.said_id, e.happened_at, e.recorded_at";

pub(super) fn told(row: &Row) -> Result<Told, StoreError> {
    let code = || StoreError::corrupt("a code that the model does not have");
    Ok(Told {
        seq: row.int(0)?,
        id: row.parsed(1)?,
        kind: EventKind::parse(&row.text(2)?).ok_or_else(code)?,
        actor: row.text(3)?,
        member: row.parsed_opt(4)?,
        role: row
            .text_opt(5)?
            .map(|r| Role::parse(&r).ok_or_else(code))
            .transpose()?,
        org: row.parsed_opt(6)?,
        allowed: row.text(7)? == "allowed",
        purpose: row
            .text_opt(8)?
            .map(|p| Purpose::parse(&p).ok_or_else(code))
            .transpose()?,
        said: row.parsed_opt(9)?,
        happened_at: row.parsed(10)?,
        recorded_at: row.parsed(11)?,
        detail: Detail::default(),
        fits: true,
        commitment: None,
    })
}

impl Told {
    /// Which supporter acted, if one did.
    #[must_use]
    pub fn supporter(&self) -> Option<SupporterId> {
        self.actor.strip_prefix("supporter ")?.parse().ok()
    }
    /// Which attorney or deputy acted, if one did.
    #[must_use]
    pub fn attorney(&self) -> Option<SupporterId> {
        self.actor.strip_prefix("attorney ")?.parse().ok()
    }
}

impl Job<'_> {
    /// What happened about a person, newest first: `most` before `before` (a `seq`; `None` from the newest).
    ///
    /// # Errors
    /// What the store gave.
    pub fn history(
        &mut self,
        person: PersonId,
        before: Option<i64>,
        most: u32,
    ) -> Result<Vec<Told>, StoreError> {
        let sql = format!(
            "{EVENT}, t.body, t.commitment FROM event_told t JOIN event e ON e.seq = t.seq \
             WHERE t.person_ix = $1 AND t.seq < $2 ORDER BY t.seq DESC LIMIT $3"
        );
        let ix = self.index("event person", &person.to_string());
        let before = before.unwrap_or(i64::MAX);
        let rows = self.tx.all(&sql, params![ix, before, most], told_or_not)?;
        rows.into_iter()
            .map(|row| self.with_detail(row, Some(person)))
            .collect()
    }

    /// The same for some kinds of event alone: who looked, what was tried and not allowed.
    ///
    /// # Errors
    /// What the store gave.
    pub fn history_of(
        &mut self,
        person: PersonId,
        kinds: &[EventKind],
        before: Option<i64>,
        most: u32,
    ) -> Result<Vec<Told>, StoreError> {
        let wanted = Wanted {
            kinds: kinds.to_vec(),
            ..Wanted::default()
        };
        self.history_where(person, &wanted, before, most)
    }

    /// The same of what belongs to the schemes that somebody oversees.
    ///
    /// # Errors
    /// What the store gave.
    pub fn history_watched(
        &mut self,
        watch: &Watch,
        person: PersonId,
        kinds: &[EventKind],
        most: u32,
    ) -> Result<Vec<Told>, StoreError> {
        // The spellings are ours, and have no quote in them.
        let kinds: Vec<String> = kinds.iter().map(|k| format!("'{k}'")).collect();
        let (only, belongs) = (kinds.join(", "), watch.event());
        let sql = format!(
            "{EVENT}, t.body, t.commitment FROM event_told t JOIN event e ON e.seq = t.seq \
             WHERE t.person_ix = $1 AND e.kind IN ({only}) AND {belongs} ORDER BY t.seq DESC LIMIT $2"
        );
        let ix = self.index("event person", &person.to_string());
        let rows = self.tx.all(&sql, params![ix, most], told_or_not)?;
        rows.into_iter()
            .map(|row| self.with_detail(row, Some(person)))
            .collect()
    }

    /// The same for what is wanted alone.
    ///
    /// # Errors
    /// What the store gave.
    pub fn history_where(
        &mut self,
        person: PersonId,
        wanted: &Wanted,
        before: Option<i64>,
        most: u32,
    ) -> Result<Vec<Told>, StoreError> {
        let mut only = String::new();
        if !wanted.kinds.is_empty() {
            let kinds: Vec<String> = wanted.kinds.iter().map(|k| format!("'{k}'")).collect();
            only = format!(" AND e.kind IN ({})", kinds.join(", "));
        }
        // Every condition is always there, so that there is one statement for each set of kinds.
        let sql = format!(
            "{EVENT}, t.body, t.commitment FROM event_told t JOIN event e ON e.seq = t.seq \
             WHERE t.person_ix = $1 AND t.seq < $2 AND e.recorded_at >= $4 AND e.recorded_at < $5 \
             AND ($6 = '' OR e.actor = $6) AND ($7 = '' OR e.org_id = $7){only} \
             ORDER BY t.seq DESC LIMIT $3"
        );
        let ix = self.index("event person", &person.to_string());
        let before = before.unwrap_or(i64::MAX);
        let from = wanted.from.map_or_else(String::new, stamp);
        let until = wanted.until.map_or_else(|| "9".to_owned(), stamp);
        let (actor, org) = match wanted.by {
            None => ("", String::new()),
            Some(By::Person) => ("person", String::new()),
            Some(By::Sayso) => ("sayso", String::new()),
            Some(By::Org(org)) => ("", org.to_string()),
        };
        let rows = self.tx.all(
            &sql,
            params![ix, before, most, from, until, actor, org],
            told_or_not,
        )?;
        rows.into_iter()
            .map(|row| self.with_detail(row, Some(person)))
            .collect()
    }

    /// When the first and the last of it was written down, and which organisations acted: what a filter can offer.
    ///
    /// # Errors
    /// What the store gave.
    pub fn history_span(&mut self, person: PersonId) -> Result<Span, StoreError> {
        let ix = self.index("event person", &person.to_string());
        let mut ends = self.tx.all(
            "SELECT min(e.recorded_at), max(e.recorded_at) FROM event_told t JOIN event e ON e.seq = t.seq \
             WHERE t.person_ix = $1",
            params![ix],
            |row| Ok(row.parsed_opt(0)?.zip(row.parsed_opt(1)?)),
        )?;
        let orgs = self.tx.all(
            "SELECT DISTINCT e.org_id FROM event_told t JOIN event e ON e.seq = t.seq \
             WHERE t.person_ix = $1 AND e.org_id IS NOT NULL ORDER BY e.org_id",
            params![ix],
            |row| row.parsed(0),
        )?;
        Ok(Span {
            ends: ends.pop().flatten(),
            orgs,
        })
    }

    fn without_content(
        &mut self,
        watch: &Watch,
        which: &str,
        most: u32,
    ) -> Result<Vec<(Told, i64)>, StoreError> {
        let belongs = watch.event();
        let sql = format!(
            "{EVENT}, (SELECT count(t.person_ix) FROM event_told t WHERE t.seq = e.seq) FROM event e WHERE {which} \
             AND {belongs} AND EXISTS (SELECT 1 FROM event_told t WHERE t.seq = e.seq AND t.person_ix IS NOT NULL) \
             ORDER BY e.seq DESC LIMIT $1"
        );
        self.tx
            .all(&sql, params![most], |row| Ok((told(row)?, row.int(12)?)))
    }

    /// What members did of these kinds about somebody, newest first, without what was seen: for the guardian of what it
    /// belongs to. One row for each act, with how many people it was about.
    ///
    /// # Errors
    /// What the store gave.
    pub fn looks_without_content(
        &mut self,
        watch: &Watch,
        kinds: &[EventKind],
        most: u32,
    ) -> Result<Vec<(Told, i64)>, StoreError> {
        // The spellings are ours, and have no quote in them.
        let kinds: Vec<String> = kinds.iter().map(|k| format!("'{k}'")).collect();
        let which = format!("e.actor = 'member' AND e.kind IN ({})", kinds.join(", "));
        self.without_content(watch, &which, most)
    }

    /// The same of what was tried about somebody and not allowed.
    ///
    /// # Errors
    /// What the store gave.
    pub fn denied_without_content(
        &mut self,
        watch: &Watch,
        most: u32,
    ) -> Result<Vec<(Told, i64)>, StoreError> {
        self.without_content(watch, "e.kind = 'not_allowed'", most)
    }

    /// One event as told to this person, and the question that the rules answered then.
    ///
    /// # Errors
    /// What the store gave.
    pub fn why(
        &mut self,
        person: PersonId,
        event: EventId,
    ) -> Result<Option<(Told, Option<String>)>, StoreError> {
        let sql = format!(
            "{EVENT}, t.body, t.commitment FROM event_told t JOIN event e ON e.seq = t.seq \
             WHERE t.person_ix = $1 AND e.id = $2"
        );
        let ix = self.index("event person", &person.to_string());
        let row = self.tx.one(&sql, params![ix, event], told_or_not)?;
        row.map(|row| self.told_why(row, person)).transpose()
    }

    /// What was tried about nobody and not allowed, newest first, with what it was.
    ///
    /// # Errors
    /// What the store gave.
    pub fn denied_about_nobody(&mut self, watch: &Watch, most: u32) -> Result<Vec<Told>, StoreError> {
        let belongs = watch.event();
        let sql = format!(
            "{EVENT}, t.body, t.commitment FROM event e JOIN event_told t ON t.seq = e.seq \
             WHERE e.kind = 'not_allowed' AND t.person_ix IS NULL AND {belongs} ORDER BY e.seq DESC LIMIT $1"
        );
        let rows = self.tx.all(&sql, params![most], told_or_not)?;
        rows.into_iter().map(|row| self.with_detail(row, None)).collect()
    }

    /// When the first event was recorded: how old the data directory is.
    ///
    /// # Errors
    /// What the store gave.
    pub fn first_event(&mut self) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT recorded_at FROM event ORDER BY seq LIMIT 1";
        self.tx.one(sql, params![], |row| row.parsed(0))
    }

    fn with_detail(&mut self, kept: Kept, person: Option<PersonId>) -> Result<Told, StoreError> {
        Ok(self.opened(kept, person)?.0)
    }

    fn told_why(&mut self, kept: Kept, person: PersonId) -> Result<(Told, Option<String>), StoreError> {
        let (told, body) = self.opened(kept, Some(person))?;
        Ok((told, body.and_then(|b| b.why)))
    }
}
