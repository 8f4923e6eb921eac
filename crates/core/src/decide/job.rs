//! Jobs: told by the person, or written down by a coach and then agreed by the person. Nothing that a coach writes
//! counts before that. Never asks for a field.

use super::{Moment, NotNow};
use crate::category::Category;
use crate::decision::{Change, CoachingChange, Decision};
use crate::entry::Author;
use crate::event::EventKind;
use crate::id::{MemberId, PersonId, SourceExt as _};
use crate::job::pay::{Exact, Pay};
use crate::job::{Job, JobState, Told};
use crate::referral::Referral;
use crate::sayso::Purpose;
use crate::sayso::rule::Permit;

fn kept(job: Job) -> Change {
    Change::Coaching(CoachingChange::JobKept(job))
}

fn tidy(mut told: Told) -> Told {
    for text in [&mut told.work, &mut told.asked_for] {
        *text = text.take().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    }
    told
}

/// The person tells of a job, or tells again what has changed.
///
/// # Errors
/// [`NotNow::Empty`] when nothing is told; [`NotNow::NotYours`] for somebody else's, or one that was taken out.
pub fn tell(m: Moment, person: PersonId, before: Option<&Job>, told: Told) -> Result<Decision, NotNow> {
    let told = tidy(told);
    if told.is_empty() {
        return Err(NotNow::Empty);
    }
    if before.is_some_and(|b| b.person != person || b.state == JobState::Gone) {
        return Err(NotNow::NotYours);
    }
    Ok(
        Decision::new(m.event(EventKind::JobWritten, &[person])).change(kept(Job {
            id: before.map_or_else(|| m.source.id(), |b| b.id),
            person,
            referral: before.and_then(|b| b.referral),
            state: JobState::Kept,
            author: Author::Person,
            told,
            written_at: m.at,
        })),
    )
}

/// A coach writes a job down as they heard it. It waits for the person.
///
/// # Errors
/// [`NotNow::Empty`] when nothing is told; [`NotNow::OtherPermit`] when the yes does not cover jobs.
pub fn suggest(
    m: Moment,
    permit: &Permit,
    r: &Referral,
    coach: MemberId,
    told: Told,
) -> Result<Decision, NotNow> {
    if permit.person() != r.person || !permit.categories().has(Category::Jobs) {
        return Err(NotNow::OtherPermit);
    }
    let told = tidy(told);
    if told.is_empty() {
        return Err(NotNow::Empty);
    }
    let mut event = m.event(EventKind::JobWritten, &[r.person]);
    event.purpose = Some(permit.purpose());
    event.said = Some(permit.said());
    Ok(Decision::new(event).change(kept(Job {
        id: m.source.id(),
        person: r.person,
        referral: Some(r.id),
        state: JobState::Suggested,
        author: Author::Member(coach),
        told,
        written_at: m.at,
    })))
}

/// The person says that it is right, or takes it out.
///
/// # Errors
/// [`NotNow::NotYours`] for somebody else's, or one that was taken out.
pub fn answer(m: Moment, person: PersonId, job: &Job, right: bool) -> Result<Decision, NotNow> {
    if job.person != person || job.state == JobState::Gone {
        return Err(NotNow::NotYours);
    }
    let (kind, to) = if right {
        (EventKind::JobAgreed, JobState::Kept)
    } else {
        (EventKind::JobTakenOut, JobState::Gone)
    };
    let change = Change::Coaching(CoachingChange::JobMoved(job.id, to));
    Ok(Decision::new(m.event(kind, &[person])).change(change))
}

/// The person writes down who employs them and exactly what they earn, for the organisation that their yes names.
///
/// # Errors
/// [`NotNow::OtherPermit`] without a yes to evidence of pay; [`NotNow::NotYours`] for a job that is not theirs to tell,
/// or that they have not said is right; [`NotNow::Empty`] when something is left out.
pub fn write_pay(m: Moment, permit: &Permit, job: &Job, exact: &Exact) -> Result<Decision, NotNow> {
    let covers = permit.purpose() == Purpose::PayEvidence && permit.categories().has(Category::Jobs);
    if permit.person() != job.person || !covers {
        return Err(NotNow::OtherPermit);
    }
    if job.state != JobState::Kept {
        return Err(NotNow::NotYours);
    }
    let exact = Exact {
        employer: exact.employer.trim().into(),
        amount: exact.amount.trim().into(),
    };
    if exact.employer.is_empty() || exact.amount.is_empty() {
        return Err(NotNow::Empty);
    }
    let mut event = m.event(EventKind::PayWritten, &[job.person]);
    event.purpose = Some(permit.purpose());
    event.said = Some(permit.said());
    Ok(
        Decision::new(event).change(Change::Coaching(CoachingChange::PayKept(Pay {
            job: job.id,
            said: permit.said(),
            person: job.person,
            exact,
            written_at: m.at,
        }))),
    )
}

/// The person takes it out again. Nothing needs to allow that.
#[must_use]
pub fn take_pay_out(m: Moment, pay: &Pay) -> Decision {
    let change = Change::Coaching(CoachingChange::PayGone(pay.job, pay.said));
    Decision::new(m.event(EventKind::PayTakenOut, &[pay.person])).change(change)
}
