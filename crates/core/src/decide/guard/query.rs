//! An organisation is asked about one act of a seat there, answers, and the guardian's side closes it. Every event names
//! nobody.

use super::concern::{Raised, raise};
use crate::decide::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::EventKind;
use crate::guard::query::{ANSWERED_IN, Querying};
use crate::guard::{Checked, ConcernKind, Guarding, Handler, Query, QueryOutcome, Seats};
use crate::id::{EventId, MemberId, OrgId};
use crate::seat::Role;
use crate::time::working_days_after;

fn change(q: Querying) -> Change {
    Change::Guarded(Guarding::Querying(q))
}

/// One of the month's five is asked about: the check, and the question to the organisation.
#[must_use]
pub fn asked(m: Moment, event: EventId, by: MemberId, of: OrgId) -> Decision {
    let checked = Checked {
        event,
        by,
        at: m.at,
        fine: false,
    };
    let query = Query {
        event,
        org: of,
        asked_by: by,
        asked_at: m.at,
        due_at: working_days_after(m.at, ANSWERED_IN),
        answered: None,
        closed: None,
    };
    let mut told = m.event(EventKind::AccessChecked, &[]);
    told.detail.what = Some("the organisation is asked about it".into());
    Decision::new(told)
        .change(Change::Guarded(Guarding::AccessChecked(checked)))
        .change(change(Querying::Asked(query)))
}

/// The answer, in a sentence that only the guardian's side reads.
///
/// # Errors
/// [`NotNow::Empty`] without words; [`NotNow::Done`] when it was answered or closed.
pub fn answered(m: Moment, query: &Query, by: MemberId, words: &str) -> Result<Decision, NotNow> {
    if words.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    if query.answered.is_some() || query.closed.is_some() {
        return Err(NotNow::Done);
    }
    let answer = Querying::Answered(query.event, by, m.at, words.trim().into());
    Ok(Decision::new(m.event(EventKind::QueryAnswered, &[])).change(change(answer)))
}

/// There was a reason.
///
/// # Errors
/// [`NotNow::Done`] when it was closed; [`NotNow::Empty`] without an answer.
pub fn had_a_reason(m: Moment, query: &Query, by: MemberId) -> Result<Decision, NotNow> {
    if query.closed.is_some() {
        return Err(NotNow::Done);
    }
    if query.answered.is_none() {
        return Err(NotNow::Empty);
    }
    let mut told = m.event(EventKind::AccessChecked, &[]);
    told.detail.what = Some("there was a reason for it".into());
    let closed = Querying::Closed(query.event, by, m.at, QueryOutcome::Reason);
    Ok(Decision::new(told).change(change(closed)))
}

/// A concern is raised about it, which the other of the two seats handles. `text` says which act, and what was answered.
///
/// # Errors
/// [`NotNow::Done`] when it was closed.
pub fn raised(
    m: Moment,
    query: &Query,
    (by, role): (MemberId, Role),
    text: String,
    seats: &Seats,
) -> Result<Decision, NotNow> {
    if query.closed.is_some() {
        return Err(NotNow::Done);
    }
    let raised = Raised {
        kind: ConcernKind::Other,
        about: Some(query.org),
        to: match role {
            Role::Guardian => Handler::Deputy,
            _ => Handler::Guardian,
        },
        text,
    };
    let closed = Querying::Closed(query.event, by, m.at, QueryOutcome::Concern);
    Ok(raise(m, None, &raised, None, seats).change(change(closed)))
}
