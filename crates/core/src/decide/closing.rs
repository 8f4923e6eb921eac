//! A practice closes, or becomes part of another: its day is set and everybody whom Sayso knows there is told; at that
//! minute its seats end, and so does what it could see. Nobody is moved: each person chooses a practice by their own word.

use jiff::Timestamp;

use super::awkward::ended_quietly;
use super::carry::to_person;
use super::contract::{set_end_as, take_back_as};
use super::leave::Standing;
use super::{Moment, NotNow};
use crate::contract::ContractEnd;
use crate::decision::{Change, Decision, MessageKind};
use crate::entry::ProposalState as P;
use crate::event::EventKind;
use crate::id::{MemberId, OrgId, PersonId, ProposalId, ReferralId};
use crate::referral::{Command, State};
use crate::sayso::Ending;

/// The day is set, or set anew. Everybody concerned is told, and loses nothing yet.
///
/// # Errors
/// [`NotNow::PracticeOver`] when it has closed; [`NotNow::InThePast`] for a day that has gone.
pub fn set_end(
    m: Moment,
    practice: OrgId,
    by: MemberId,
    ends_at: Timestamp,
    before: Option<&ContractEnd>,
    people: &[PersonId],
) -> Result<Decision, NotNow> {
    let whose = (practice, Some(by));
    set_end_as(m, EventKind::PracticeEndSet, whose, ends_at, before, people).map_err(of_a_practice)
}

/// It stays after all.
///
/// # Errors
/// [`NotNow::PracticeOver`] when it has closed.
pub fn take_back(m: Moment, end: &ContractEnd, people: &[PersonId]) -> Result<Decision, NotNow> {
    take_back_as(m, EventKind::PracticeGoesOn, end, people).map_err(of_a_practice)
}

fn of_a_practice(why: NotNow) -> NotNow {
    if why == NotNow::ContractOver {
        NotNow::PracticeOver
    } else {
        why
    }
}

/// The minute has come for one person. What they let the practice know ends; a referral that it still held goes back to
/// them, unsent; words for its record are dropped, but for those that had gone to its own system (`gone`). Support goes on.
#[must_use]
pub fn over_for(m: Moment, s: &Standing, gone: &[ProposalId]) -> Decision {
    let practice = s.practice;
    let mut event = m.event(EventKind::PracticeEnded, &[s.person]);
    event.detail.org = Some(practice);
    let held = s.referrals.iter();
    let held = held.filter(|r| r.state == State::Held && r.practice == practice && !r.from_home);
    let held: Vec<_> = held.collect();
    let ends =
        |said: &&crate::sayso::SaySo| said.recipient == practice || held.iter().any(|r| r.said == said.id);
    let words_apart = &Standing {
        proposals: vec![],
        ..s.clone()
    };
    let how = (Ending::Superseded, Command::Close);
    let over = s.ledger.given.iter().filter(ends);
    let mut decision = ended_quietly(m, words_apart, Decision::new(event), over, how);
    let waiting = s
        .proposals
        .iter()
        .filter(|p| p.practice == practice && !gone.contains(&p.id));
    for p in waiting.filter(|p| matches!(p.state, P::Drafted | P::Agreed | P::Accepted)) {
        decision = decision
            .change(Change::ProposalMoved {
                id: p.id,
                person: s.person,
                from: p.state,
                to: P::Dropped,
                text: None,
            })
            .change(Change::WordsRecalled(p.id));
    }
    let back: Vec<ReferralId> = held.iter().map(|r| r.id).collect();
    let words = crate::words::NEW_MESSAGE;
    decision
        .change(Change::RecalledOf(s.person, back))
        .message(to_person(m, MessageKind::ToPerson, s.person, words))
}
