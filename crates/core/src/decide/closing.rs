//! A practice closes, or becomes part of another ([`super::contract`] sets the day): at that minute its seats end, and so
//! does what it could see. Nobody is moved: each person chooses a practice by their own word.

use super::Moment;
use super::awkward::ended_quietly;
use super::carry::to_person;
use super::leave::{Standing, words_back};
use crate::decision::{Change, Decision, MessageKind};
use crate::entry::ProposalState;
use crate::event::EventKind;
use crate::id::ReferralId;
use crate::referral::{Command, State};
use crate::sayso::Ending;

/// The minute has come for one person. What they let the practice know ends; a referral that it still held goes back to
/// them, unsent; words for its record are dropped, but for those that had gone to its own system. Support goes on.
#[must_use]
pub fn over_for(m: Moment, s: &Standing) -> Decision {
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
    let decision = ended_quietly(m, words_apart, Decision::new(event), over, how);
    let for_its_record = s.proposals.iter().filter(|p| p.practice == practice);
    let theirs = Standing {
        proposals: for_its_record.cloned().collect(),
        ..words_apart.clone()
    };
    let back: Vec<ReferralId> = held.iter().map(|r| r.id).collect();
    let words = crate::words::NEW_MESSAGE;
    decision
        .changes_from(words_back(&theirs, ProposalState::Dropped))
        .change(Change::RecalledOf(s.person, back))
        .message(to_person(m, MessageKind::ToPerson, s.person, words))
}
