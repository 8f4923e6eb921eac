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

/// A concern is raised about it, which the other of the two seats handles, and never whoever acted: `acted` is the role of that
/// seat. `text` says which act, and what was answered.
///
/// # Errors
/// [`NotNow::Done`] when it was closed.
pub fn raised(
    m: Moment,
    query: &Query,
    (by, role): (MemberId, Role),
    acted: Role,
    text: String,
    seats: &Seats,
) -> Result<Decision, NotNow> {
    if query.closed.is_some() {
        return Err(NotNow::Done);
    }
    let raised = Raised {
        kind: ConcernKind::Other,
        about: Some(query.org),
        to: match (acted, role) {
            (Role::Deputy, _) => Handler::Guardian,
            (Role::Guardian, _) | (_, Role::Guardian) => Handler::Deputy,
            _ => Handler::Guardian,
        },
        text,
    };
    // The guardian stands back from their own organisation, but not for the benefit of the deputy who acted there.
    let nobody_stands_back = Seats {
        schemes: seats.schemes.clone(),
        ..Seats::default()
    };
    let seats = if acted == Role::Deputy {
        &nobody_stands_back
    } else {
        seats
    };
    let closed = Querying::Closed(query.event, by, m.at, QueryOutcome::Concern);
    Ok(raise(m, None, &raised, None, seats).change(change(closed)))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::id::{Id, Source};

    struct Still;
    impl Source for Still {
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }
        fn fill(&self, buf: &mut [u8]) {
            buf.fill(1);
        }
    }

    #[test]
    fn a_concern_about_an_access_is_never_with_whoever_looked() {
        let m = Moment::now(&Still);
        let org = Id::new(m.at, [3; 10]);
        let seats = Seats {
            guardians: vec!["Grace Adeyemi".into()],
            guardian_orgs: vec![org],
            schemes: vec![],
        };
        let decision = asked(m, Id::new(m.at, [4; 10]), Id::new(m.at, [5; 10]), org);
        let query = decision.changes().iter().find_map(|c| match c {
            Change::Guarded(Guarding::Querying(Querying::Asked(query))) => Some(query.clone()),
            _ => None,
        });
        let query = query.expect("a question");
        for (role, acted, with) in [
            (Role::Guardian, Role::Deputy, Handler::Guardian),
            (Role::Deputy, Role::Guardian, Handler::Deputy),
            (Role::Guardian, Role::Guardian, Handler::Deputy),
            (Role::Guardian, Role::Coach, Handler::Deputy),
        ] {
            let by = (query.asked_by, role);
            let text = "An access by Grace Adeyemi.".to_owned();
            let decision = raised(m, &query, by, acted, text, &seats).expect("raised");
            let handler = decision.changes().iter().find_map(|c| match c {
                Change::Guarded(Guarding::ConcernRaised { concern, .. }) => Some(concern.handler),
                _ => None,
            });
            assert_eq!(handler, Some(with), "{acted} acted, {role} raised it");
        }
    }
}
