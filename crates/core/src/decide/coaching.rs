//! A coach's day: how a meeting went, tries to reach somebody, a calendar address, places in the team, a seat that
//! ends. Never keeps a reason, never counts a person's meetings.

use super::{Moment, NotNow, provider};
use crate::category::Category;
use crate::coaching::{MOST_TRIES, Outcome};
use crate::decision::{Change, CoachingChange, Decision, Message, MessageKind, Notice};
use crate::entry::{Entry, EntryKind, EntryState};
use crate::event::EventKind;
use crate::id::{MemberId, PersonId, SourceExt as _};
use crate::referral::{self, Command, NoSuchEdge, Referral, State};
use crate::sayso::rule::{self, Permit};
use crate::sayso::{Ended, Ending, Ledger};

/// How a meeting went. The words are the same for everybody.
///
/// # Errors
/// [`NotNow::OtherPermit`] when the yes does not cover meetings; [`NotNow::NotYours`] for what is no meeting of this
/// referral; [`NotNow::InTheFuture`] for one that was held before its time.
pub fn note_meeting(
    m: Moment,
    permit: &Permit,
    r: &Referral,
    meeting: &Entry,
    outcome: Outcome,
) -> Result<Decision, NotNow> {
    if permit.person() != r.person || !permit.categories().has(Category::Appointments) {
        return Err(NotNow::OtherPermit);
    }
    let here = meeting.referral == Some(r.id) && meeting.person == r.person;
    if !here || meeting.kind != EntryKind::Appointment || meeting.state != EntryState::Kept {
        return Err(NotNow::NotYours);
    }
    if !outcome.is_off() && meeting.at.is_some_and(|at| m.at < at) {
        return Err(NotNow::InTheFuture);
    }
    let mut event = m.event(EventKind::MeetingNoted, &[r.person]);
    event.purpose = Some(permit.purpose());
    event.said = Some(permit.said());
    event.detail.what = Some(outcome.in_words().into());
    Ok(
        Decision::new(event).change(Change::Coaching(CoachingChange::MeetingNoted {
            entry: meeting.id,
            person: r.person,
            outcome,
            at: m.at,
        })),
    )
}

/// A coach tried to reach somebody for a first meeting. The last try that may be made ends it, in neutral words: the
/// say-so ends, nothing waits any more, and the team's lead gets one notice.
///
/// # Errors
/// [`NotNow::Edge`] when they have met, or it is not open.
pub fn tried(
    m: Moment,
    permit: &Permit,
    r: &Referral,
    ledger: &Ledger,
    before: u32,
) -> Result<Decision, NotNow> {
    if permit.person() != r.person || permit.recipient() != r.recipient {
        return Err(NotNow::OtherPermit);
    }
    if r.state != State::Accepted {
        return Err(NoSuchEdge {
            from: r.state,
            by: Command::Meet,
        }
        .into());
    }
    let last = before + 1 >= MOST_TRIES;
    let mut event = m.event(
        if last {
            EventKind::NotReached
        } else {
            EventKind::Tried
        },
        &[r.person],
    );
    event.purpose = Some(permit.purpose());
    event.said = Some(permit.said());
    event.detail.org = Some(r.recipient);
    let decision = Decision::new(event).change(Change::Coaching(CoachingChange::Tried(r.id, m.at)));
    if !last {
        return Ok(decision);
    }
    let ended = rule::live_ones(ledger, m.at)
        .filter(|s| s.recipient == r.recipient)
        .map(|s| {
            Change::Ended(Ended {
                id: m.source.id(),
                said: s.id,
                ending: Ending::Expired,
                happened_at: m.at,
                recorded_at: m.at,
                how: None,
            })
        });
    let to = referral::next(r.state, Command::Close, None)?;
    Ok(decision
        .changes_from(ended)
        .change(Change::ReferralMoved {
            id: r.id,
            from: r.state,
            to,
            before_pause: None,
            at: m.at,
        })
        .change(Change::Assigned(r.id, None))
        .change(Change::RecalledOf(r.person, vec![r.id]))
        .change(Change::Noticed(Notice {
            org: r.recipient,
            person: r.person,
            at: m.at,
            coach: None,
        })))
}

/// A coach makes a calendar address; an older one of the same seat stops working.
#[must_use]
pub fn calendar_made(m: Moment, member: MemberId, secret: &str) -> Decision {
    let change = CoachingChange::CalendarMade {
        secret: secret.into(),
        member,
    };
    Decision::new(m.event(EventKind::CalendarMade, &[])).change(Change::Coaching(change))
}

/// A coach takes their calendar address back.
#[must_use]
pub fn calendar_ended(m: Moment, member: MemberId) -> Decision {
    Decision::new(m.event(EventKind::CalendarEnded, &[]))
        .change(Change::Coaching(CoachingChange::CalendarEnded(member)))
}

/// The person chooses, beforehand, whether one short goodbye comes if they ever leave. None comes unless they do.
#[must_use]
pub fn goodbye_chosen(m: Moment, person: PersonId, wanted: bool) -> Decision {
    let mut event = m.event(EventKind::GoodbyeChosen, &[person]);
    event.detail.what = Some(if wanted { "a short goodbye" } else { "no goodbye" }.into());
    Decision::new(event).change(Change::Coaching(CoachingChange::Goodbye(person, wanted)))
}

/// The words of the goodbye: the same for everybody, written by nobody who helped them, and naming no service.
pub const GOODBYE: &str =
    "Thank you, and goodbye. You can come back whenever you like. There is no need to answer.";

/// A leaving, with the goodbye that the person asked for beforehand.
#[must_use]
pub fn with_goodbye(m: Moment, leaving: Decision, person: PersonId) -> Decision {
    leaving.message(Message {
        id: m.source.id(),
        kind: MessageKind::ToPerson,
        person,
        to: None,
        said: None,
        referral: None,
        proposal: None,
        text: GOODBYE.into(),
        due_at: m.at,
    })
}

/// How many people a coach has time for.
#[must_use]
pub fn places(m: Moment, coach: MemberId, places: u32) -> Decision {
    Decision::new(m.event(EventKind::PlacesSet, &[]))
        .change(Change::Coaching(CoachingChange::Places(coach, places)))
}

/// A seat ends at this minute. Everybody whom it helped is told, and is with the team's lead from now on.
#[must_use]
pub fn seat_ended(m: Moment, member: MemberId, what: &str, people: &[PersonId]) -> Decision {
    let kind = if people.is_empty() {
        EventKind::MemberLeft
    } else {
        EventKind::CoachLeft
    };
    let mut event = m.event(kind, people);
    event.detail.what = Some(what.into());
    Decision::new(event).change(Change::MemberLeft(member, m.at))
}

/// The day of a change for good has come: the colleague, where the person said yes; else nobody, and the lead looks
/// after it.
///
/// # Errors
/// [`NotNow::NoSuchCover`] before its time, and for another referral's.
pub fn changed_coach(
    m: Moment,
    r: &Referral,
    cover: &crate::coaching::Cover,
    colleague: &str,
) -> Result<Decision, NotNow> {
    use crate::coaching::CoverState as S;
    if !cover.is_for_good() || m.at < cover.starts || cover.referral != r.id {
        return Err(NotNow::NoSuchCover);
    }
    let over = Change::Coaching(CoachingChange::CoverMoved(cover.id, cover.state, S::Over));
    let to = (cover.state == S::Agreed).then_some(cover.to);
    let mut event = m.event(EventKind::CoachChanged, &[r.person]);
    event.detail.org = Some(r.recipient);
    event.detail.what = Some(if to.is_some() {
        colleague.to_owned()
    } else {
        "nobody for now, the team’s lead looks after it".into()
    });
    let decision = Decision::new(event).change(over);
    // Somebody else was assigned meanwhile, or it has ended: only the plan is over.
    Ok(if r.coach == Some(cover.from) && provider::has_a_coach(r.state) {
        decision.change(Change::Assigned(r.id, to))
    } else {
        decision
    })
}
