//! Jobs, meetings, tries, covers, calendar addresses and places: written and read back.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use sayso_core::category::{Categories, Category};
use sayso_core::coaching::{Cover, CoverState, Outcome};
use sayso_core::decision::CoachingChange;
use sayso_core::entry::Author;
use sayso_core::id::{CoverId, EntryId, JobId, MemberId, PersonId, ReferralId};
use sayso_core::job::{Contract, Job as Work, JobState};
use sayso_core::referral::Referral;

use super::apply::exactly_one;
use super::care::code;
use super::{Job, service};
use crate::engine::Row;
use crate::{Cell, Encrypted, StoreError, Value, params};

const JOB: &str = "SELECT id, person_id, referral_id, state, author_id, body, written_at FROM job";
pub(super) const COVER: &str =
    "SELECT id, referral_id, person_id, from_id, to_id, starts_at, ends_at, state, beside FROM cover";

pub(super) fn cover(row: &Row) -> Result<Cover, StoreError> {
    Ok(Cover {
        id: row.parsed(0)?,
        referral: row.parsed(1)?,
        person: row.parsed(2)?,
        from: row.parsed(3)?,
        to: row.parsed(4)?,
        starts: row.parsed(5)?,
        ends: row.parsed_opt(6)?,
        state: code(CoverState::parse(&row.text(7)?))?,
        beside: row.flag(8)?,
    })
}

fn work(row: &Row) -> Result<(Work, Encrypted), StoreError> {
    let work = Work {
        id: row.parsed(0)?,
        person: row.parsed(1)?,
        referral: row.parsed_opt(2)?,
        state: code(JobState::parse(&row.text(3)?))?,
        author: row.parsed_opt(4)?.map_or(Author::Person, Author::Member),
        told: sayso_core::job::Told::default(),
        written_at: row.parsed(6)?,
    };
    Ok((work, row.encrypted(5)?))
}

impl Job<'_> {
    pub(super) fn coaching(&mut self, change: &CoachingChange) -> Result<(), StoreError> {
        match change {
            CoachingChange::JobKept(job) => self.keep_job(job),
            CoachingChange::JobMoved(id, to) => self.move_job(*id, *to),
            CoachingChange::PayKept(pay) => self.keep_pay(pay),
            CoachingChange::PayGone(job, said) => self.take_pay_out(*job, *said),
            CoachingChange::MeetingNoted {
                entry,
                person,
                outcome,
                at,
            } => {
                let cell = Cell::new("meeting", entry, "outcome", 1);
                let kept = self.lock(service(*person), &cell, outcome)?;
                let sql = "INSERT INTO meeting (entry_id, outcome, off, noted_at) VALUES ($1, $2, $3, $4) \
                           ON CONFLICT (entry_id) DO UPDATE SET outcome = $2, off = $3, noted_at = $4";
                exactly_one(
                    self.tx
                        .execute(sql, params![*entry, kept, outcome.is_off(), *at])?,
                )
            }
            CoachingChange::Tried(referral, at) => {
                let sql = "INSERT INTO tried (referral_id, at) VALUES ($1, $2)";
                exactly_one(self.tx.execute(sql, params![*referral, *at])?)
            }
            CoachingChange::CalendarMade { secret, member } => {
                let sql = "INSERT INTO calendar (member_id, secret_ix) VALUES ($1, $2) \
                           ON CONFLICT (member_id) DO UPDATE SET secret_ix = $2";
                let secret = self.index("calendar", secret);
                exactly_one(self.tx.execute(sql, params![*member, secret])?)
            }
            CoachingChange::CalendarEnded(member) => {
                let sql = "DELETE FROM calendar WHERE member_id = $1";
                self.tx.execute(sql, params![*member]).map(drop)
            }
            CoachingChange::CoverKept(c) => {
                let sql = "INSERT INTO cover (id, referral_id, person_id, from_id, to_id, starts_at, ends_at, state, \
                           beside) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
                let values = params![
                    c.id,
                    c.referral,
                    c.person,
                    c.from,
                    c.to,
                    c.starts,
                    c.ends,
                    c.state.as_str(),
                    c.beside
                ];
                exactly_one(self.tx.execute(sql, values)?)
            }
            CoachingChange::CoverMoved(id, from, to) => {
                let sql = "UPDATE cover SET state = $3 WHERE id = $1 AND state = $2";
                exactly_one(self.tx.execute(sql, params![*id, from.as_str(), to.as_str()])?)
            }
            CoachingChange::Goodbye(person, true) => {
                let sql = "INSERT INTO goodbye (person_id) VALUES ($1) ON CONFLICT DO NOTHING";
                self.tx.execute(sql, params![*person]).map(drop)
            }
            CoachingChange::Goodbye(person, false) => {
                let sql = "DELETE FROM goodbye WHERE person_id = $1";
                self.tx.execute(sql, params![*person]).map(drop)
            }
            CoachingChange::Places(member, n) => {
                let sql = "INSERT INTO places (member_id, n) VALUES ($1, $2) \
                           ON CONFLICT (member_id) DO UPDATE SET n = $2";
                exactly_one(self.tx.execute(sql, params![*member, *n])?)
            }
            CoachingChange::SeatPaused(member, at) => self.pause_seat(*member, *at),
            CoachingChange::SeatResumed(member) => self.resume_seat(*member),
        }
    }

    /// The dates in clear are for a paid job that its person stands by.
    fn dates(job: &Work) -> (Option<String>, Option<String>) {
        let counts = job.state == JobState::Kept && job.told.contract != Some(Contract::Volunteer);
        let text = |day: Option<Date>| day.filter(|_| counts).map(|d| d.to_string());
        (text(job.told.started), text(job.told.ended))
    }

    fn keep_job(&mut self, job: &Work) -> Result<(), StoreError> {
        let body = self.lock(
            service(job.person),
            &Cell::new("job", job.id, "body", 1),
            &job.told,
        )?;
        let author = match job.author {
            Author::Person | Author::Supporter(_) => None,
            Author::Member(id) => Some(id),
        };
        let (started, ended) = Self::dates(job);
        // Only the person tells a job again, and only their own.
        let sql = "INSERT INTO job (id, person_id, referral_id, state, author_id, body, started_on, ended_on, \
                   written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO UPDATE \
                   SET state = $4, author_id = $5, body = $6, started_on = $7, ended_on = $8, written_at = $9 \
                   WHERE job.person_id = $2 AND job.state <> 'gone' AND $5 IS NULL";
        let values = params![
            job.id,
            job.person,
            job.referral,
            job.state.as_str(),
            author,
            body,
            started,
            ended,
            job.written_at
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn move_job(&mut self, id: JobId, to: JobState) -> Result<(), StoreError> {
        let mut job = self
            .job_told(id)?
            .ok_or_else(|| StoreError::Conflict("there is no such job".into()))?;
        job.state = to;
        let (started, ended) = Self::dates(&job);
        let sql =
            "UPDATE job SET state = $2, started_on = $3, ended_on = $4 WHERE id = $1 AND state <> 'gone'";
        exactly_one(self.tx.execute(sql, params![id, to.as_str(), started, ended])?)
    }

    pub(super) fn jobs_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Work>, StoreError> {
        let rows = self.tx.all(&format!("{JOB} {rest}"), values, work)?;
        rows.into_iter()
            .map(|(mut job, body)| {
                let cell = Cell::new("job", job.id, "body", 1);
                job.told = self.unlock(service(job.person), &cell, &body)?;
                Ok(job)
            })
            .collect()
    }

    /// The jobs that a person has, oldest first, without what they took out.
    ///
    /// # Errors
    /// What the store gave.
    pub fn jobs_told(&mut self, person: PersonId) -> Result<Vec<Work>, StoreError> {
        let rest = "WHERE person_id = $1 AND state <> 'gone' ORDER BY written_at, id";
        self.jobs_by(rest, params![person])
    }

    /// One job.
    ///
    /// # Errors
    /// What the store gave.
    pub fn job_told(&mut self, id: JobId) -> Result<Option<Work>, StoreError> {
        Ok(self.jobs_by("WHERE id = $1", params![id])?.pop())
    }

    /// Has a paid job begun by `day`, as the person told it, and not ended before?
    ///
    /// # Errors
    /// What the store gave.
    pub fn in_work(&mut self, person: PersonId, day: Date) -> Result<bool, StoreError> {
        self.works(person, None, day)
    }

    /// The same, as far as whoever helps within this referral may know: what the person told, and what was agreed
    /// with them, where the yes covers jobs. What another service wrote down is not theirs to know.
    ///
    /// # Errors
    /// What the store gave.
    pub fn in_work_within(&mut self, r: &Referral, day: Date) -> Result<bool, StoreError> {
        let covered = "SELECT categories FROM said WHERE id = $1";
        let covered: Option<Categories> = self.tx.one(covered, params![r.said], |row| row.parsed(0))?;
        if !covered.is_some_and(|c| c.has(Category::Jobs)) {
            return Ok(false);
        }
        self.works(r.person, Some(r.id), day)
    }

    fn works(&mut self, person: PersonId, within: Option<ReferralId>, day: Date) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM job WHERE person_id = $1 AND state = 'kept' AND started_on <= $2 \
                   AND (ended_on IS NULL OR ended_on >= $2) \
                   AND ($3 IS NULL OR referral_id IS NULL OR referral_id = $3) LIMIT 1";
        let found = self
            .tx
            .one(sql, params![person, day.to_string(), within], |row| row.int(0))?;
        Ok(found.is_some())
    }

    /// How a person's meetings went, where it was noted.
    ///
    /// # Errors
    /// What the store gave.
    pub fn meetings(&mut self, person: PersonId) -> Result<HashMap<EntryId, Outcome>, StoreError> {
        let sql = "SELECT m.entry_id, m.outcome FROM meeting m JOIN entry e ON e.id = m.entry_id \
                   WHERE e.person_id = $1";
        let rows: Vec<(EntryId, Encrypted)> = self.tx.all(sql, params![person], |row| {
            Ok((row.parsed(0)?, row.encrypted(1)?))
        })?;
        rows.into_iter()
            .map(|(entry, kept)| {
                let cell = Cell::new("meeting", entry, "outcome", 1);
                Ok((entry, self.unlock(service(person), &cell, &kept)?))
            })
            .collect()
    }

    /// Did the person ask for a short goodbye, in case they leave?
    ///
    /// # Errors
    /// What the store gave.
    pub fn wants_goodbye(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM goodbye WHERE person_id = $1";
        Ok(self.tx.one(sql, params![person], |row| row.int(0))?.is_some())
    }

    /// How often somebody was tried within this referral.
    ///
    /// # Errors
    /// What the store gave.
    pub fn tries(&mut self, referral: ReferralId) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM tried WHERE referral_id = $1";
        let n = self.tx.one(sql, params![referral], |row| row.int(0))?;
        Ok(u32::try_from(n.unwrap_or(0)).unwrap_or(u32::MAX))
    }

    /// Changes of coach that were asked about within this referral and are not over, oldest first.
    ///
    /// # Errors
    /// What the store gave.
    pub fn covers(&mut self, referral: ReferralId) -> Result<Vec<Cover>, StoreError> {
        let sql = format!("{COVER} WHERE referral_id = $1 AND state <> 'over' ORDER BY id");
        self.tx.all(&sql, params![referral], cover)
    }

    /// A yes to somebody beside a coach is to that pair: it ends when the coach is another one or nobody, and does not come
    /// back with the first. So it is whoever decided that, and for whatever reason.
    pub(super) fn shares_end(
        &mut self,
        referral: ReferralId,
        coach: Option<MemberId>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE cover SET state = 'over' WHERE referral_id = $1 AND beside = 1 AND state <> 'over' \
                   AND from_id IS NOT $2";
        self.tx.execute(sql, params![referral, coach]).map(drop)
    }

    /// One change of coach.
    ///
    /// # Errors
    /// What the store gave.
    pub fn cover(&mut self, id: CoverId) -> Result<Option<Cover>, StoreError> {
        self.tx.one(&format!("{COVER} WHERE id = $1"), params![id], cover)
    }

    /// Changes for good whose minute has come, at most `most`.
    ///
    /// # Errors
    /// What the store gave.
    pub fn covers_due(&mut self, now: Timestamp, most: u32) -> Result<Vec<Cover>, StoreError> {
        let sql = format!(
            "{COVER} WHERE ends_at IS NULL AND beside = 0 AND state <> 'over' AND starts_at <= $1 ORDER BY starts_at LIMIT $2"
        );
        self.tx.all(&sql, params![now, most], cover)
    }

    /// Whose calendar this secret opens.
    ///
    /// # Errors
    /// What the store gave.
    pub fn calendar(&mut self, secret: &str) -> Result<Option<MemberId>, StoreError> {
        let sql = "SELECT member_id FROM calendar WHERE secret_ix = $1";
        self.tx
            .one(sql, params![self.index("calendar", secret)], |row| row.parsed(0))
    }

    /// Has this seat a calendar address?
    ///
    /// # Errors
    /// What the store gave.
    pub fn has_calendar(&mut self, member: MemberId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM calendar WHERE member_id = $1";
        Ok(self.tx.one(sql, params![member], |row| row.int(0))?.is_some())
    }

    /// What a meeting is called in a calendar: a keyed fingerprint, so that it leads to nothing here.
    #[must_use]
    pub fn calendar_mark(&self, entry: EntryId) -> String {
        let bytes = self.index("calendar entry", &entry.to_string());
        bytes
            .iter()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }

    /// How many people a coach has time for, where the lead has said.
    ///
    /// # Errors
    /// What the store gave.
    pub fn places(&mut self, member: MemberId) -> Result<Option<u32>, StoreError> {
        let sql = "SELECT n FROM places WHERE member_id = $1";
        let n = self.tx.one(sql, params![member], |row| row.int(0))?;
        Ok(n.and_then(|n| u32::try_from(n).ok()))
    }
}
