//! Changing one's mind: pause, stop one thing, leave. Leaving is one command that cannot fail: it takes the facts as
//! they are and returns a decision, never a `Result`. No reason is asked for and no state stands in the way.

use jiff::Timestamp;

use super::carry::{Delivery, to_person};
use super::{Moment, NotNow};
use crate::category::Categories;
use crate::decision::{AwkwardChange, Change, Decision, Message, MessageKind, Notice};
use crate::entry::{Entry, EntryState, Proposal, ProposalState};
use crate::event::EventKind;
use crate::guard::{Danger, Guarding};
use crate::id::{MemberId, OrgId, PersonId, ProposalId, ReferralId, SchemeId, SourceExt as _};
use crate::referral::{self, Command, Referral, State};
use crate::sayso::rule::{self, Ask, Stop};
use crate::sayso::{How, KeyedBy, Ledger, Off, Purpose, SaySo};
use crate::terms::Terms;

/// Everything that leaving touches.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Who.
    pub person: PersonId,
    /// Their practice.
    pub practice: OrgId,
    /// What they have said.
    pub ledger: Ledger,
    /// Their referrals.
    pub referrals: Vec<Referral>,
    /// Notes that are not finished.
    pub drafts: Vec<Entry>,
    /// Words for the record that are not filed.
    pub proposals: Vec<Proposal>,
    /// Those of them that have gone to the practice's own system.
    pub words_gone: Vec<ProposalId>,
    /// This is one service of several: something else of theirs is open, goes on, and is told nothing.
    pub others_go_on: bool,
    /// What the service is called, where this is one of several that the person spoke of by name.
    pub service: Option<String>,
}

impl Standing {
    /// What stands with one service alone: its referrals, what was written within them, and the say-sos of `ledger`,
    /// which are those that were given to that service's terms. Whoever works with it learns of nothing else.
    #[must_use]
    pub fn within(self, ledger: Ledger, scheme: SchemeId, service: String) -> Self {
        let (here, elsewhere): (Vec<Referral>, Vec<Referral>) =
            self.referrals.into_iter().partition(|r| r.scheme == scheme);
        let is_here = |id: ReferralId| here.iter().any(|r| r.id == id);
        let mut drafts = self.drafts;
        drafts.retain(|d| d.referral.is_some_and(is_here));
        let mut proposals = self.proposals;
        proposals.retain(|p| is_here(p.referral));
        Self {
            ledger,
            service: Some(service),
            drafts,
            proposals,
            others_go_on: elsewhere.iter().any(|r| r.state.is_open()),
            referrals: here,
            ..self
        }
    }

    /// What unsent things die with these referrals: theirs, or everything where nothing else goes on.
    fn recalled(&self) -> Change {
        if self.others_go_on {
            Change::RecalledOf(self.person, self.referrals.iter().map(|r| r.id).collect())
        } else {
            Change::Recalled(self.person)
        }
    }
}

/// The person leaves. In one decision: every say-so stops from when the person said it, every access closes, unsent
/// messages die, drafts are held for the person, and each organisation is told "has left" and nothing else.
#[must_use]
pub fn leave(m: Moment, s: &Standing, how: &How, happened_at: Timestamp) -> Decision {
    let said_at = happened_at.min(m.at);
    let mut event = m.event(EventKind::Left, &[s.person]);
    event.happened_at = said_at;
    event.detail.channel = Some(how.channel);
    if s.others_go_on {
        event.detail.what.clone_from(&s.service);
    }
    let ended = rule::stop(&s.ledger, Stop::Everything, said_at, m.at, how, || m.source.id());
    let mut decision = Decision::new(event)
        .changes_from(ended.into_iter().map(Change::Ended))
        .change(s.recalled());
    if !s.others_go_on {
        // Whoever has left gets nothing but what they ask for, and the one message below.
        decision = decision.change(Change::Delivery(Delivery::Hushed(s.person)));
    }

    let mut told: Vec<OrgId> = vec![];
    for r in &s.referrals {
        if let Ok(to) = referral::next(r.state, Command::Leave, None) {
            decision = decision.change(Change::ReferralMoved {
                id: r.id,
                from: r.state,
                to,
                before_pause: None,
                at: m.at,
            });
            // What never left the practice is told to the practice alone; what it had no hand in, it never learns of.
            for org in [
                (!r.from_home).then_some(s.practice),
                r.state.has_left_the_practice().then_some(r.recipient),
            ] {
                let Some(org) = org.filter(|o| !told.contains(o)) else {
                    continue;
                };
                told.push(org);
                let coach = if org == r.recipient { r.coach } else { None };
                decision = decision
                    .change(Change::Noticed(Notice {
                        org,
                        person: s.person,
                        at: m.at,
                        coach,
                    }))
                    .message(to_org(m, s.person, org));
            }
        }
    }
    for draft in s.drafts.iter().filter(|d| d.state == EntryState::Draft) {
        decision = decision.change(Change::EntryMoved(draft.id, EntryState::HeldForPerson));
    }
    decision = decision.changes_from(words_back(s, ProposalState::HeldForPerson));
    told_if_typed(m, decision, s.person, how, MessageKind::LeftForYou)
}

/// Words for the record that are not there yet come back to the person, or are dropped, and what carries them goes
/// nowhere. What has gone to the practice's own system stays: it may be in the record, and is confirmed or not.
pub(super) fn words_back(s: &Standing, to: ProposalState) -> impl Iterator<Item = Change> {
    use ProposalState as P;
    let open = s.proposals.iter();
    let open = open.filter(|p| matches!(p.state, P::Drafted | P::Agreed | P::Accepted));
    let open = open.filter(|p| !s.words_gone.contains(&p.id));
    open.flat_map(move |p| {
        let moved = Change::ProposalMoved {
            id: p.id,
            person: p.person,
            from: p.state,
            to,
            text: None,
        };
        [moved, Change::WordsRecalled(p.id)]
    })
}

/// The decision, and the person told of it by their safe channel where it was not they who typed it.
pub(super) fn told_if_typed(
    m: Moment,
    decision: Decision,
    person: PersonId,
    how: &How,
    kind: MessageKind,
) -> Decision {
    if how.keyed_by == KeyedBy::Person {
        return decision;
    }
    decision.message(to_person(m, kind, person, crate::words::NEW_MESSAGE))
}

pub(super) fn to_org(m: Moment, person: PersonId, org: OrgId) -> Message {
    Message {
        id: m.source.id(),
        kind: MessageKind::HasLeft,
        person,
        to: Some(org),
        said: None,
        referral: None,
        proposal: None,
        text: "has left".into(),
        due_at: m.at,
    }
}

/// The person stops one purpose and keeps the rest. Cannot fail either. Stopping the purpose that support rests on is
/// leaving.
#[must_use]
pub fn stop_one(m: Moment, s: &Standing, purpose: Purpose, how: &How, happened_at: Timestamp) -> Decision {
    if purpose == Purpose::Refer {
        return leave(m, s, how, happened_at);
    }
    let said_at = happened_at.min(m.at);
    let mut event = m.event(EventKind::PurposeStopped, &[s.person]);
    event.happened_at = said_at;
    event.purpose = Some(purpose);
    event.detail.channel = Some(how.channel);
    event.detail.what = Some(purpose.in_words().into());
    let ended = rule::stop(&s.ledger, Stop::Purpose(purpose), said_at, m.at, how, || {
        m.source.id()
    });
    let mut decision = Decision::new(event).changes_from(ended.into_iter().map(Change::Ended));
    if purpose == Purpose::FeedbackToGp {
        decision = decision.changes_from(words_back(s, ProposalState::HeldForPerson));
    }
    told_if_typed(m, decision, s.person, how, MessageKind::ToPerson)
}

/// The person says yes to one optional purpose, each its own yes: to all the lines that the register has for it, or to
/// those that they chose, field by field. What staff type counts only after the time that any typed yes waits, and the
/// person is told by their safe channel.
///
/// # Errors
/// [`NotNow::NoPower`] for an attorney, whose record is about one other decision;
/// [`NotNow::SwitchedOff`] where the guardian has switched it off; [`NotNow::NoFlow`] where the published register has
/// no such flow; [`NotNow::Empty`] when no line is chosen, [`NotNow::TooMuch`] for one that the register does not have;
/// [`NotNow::SchemeOver`].
pub fn give_one(
    m: Moment,
    person: PersonId,
    terms: &Terms,
    (recipient, purpose): (OrgId, Purpose),
    chosen: Option<Categories>,
    (how, said_at): (&How, Timestamp),
    off: &[Off],
) -> Result<Decision, NotNow> {
    let ask = Ask {
        person,
        recipient,
        purpose,
        categories: Categories::NONE,
        parcel: None,
    };
    // A recorded power carries one decision, and it is not this one.
    if matches!(how.keyed_by, KeyedBy::Attorney(_)) {
        return Err(NotNow::NoPower);
    }
    if rule::is_off(off, &ask) {
        return Err(NotNow::SwitchedOff);
    }
    if m.at >= super::agree::over_at(terms) {
        return Err(NotNow::SchemeOver);
    }
    let flow = terms.promise.flow(recipient, purpose).ok_or(NotNow::NoFlow)?;
    let chosen = chosen.unwrap_or(flow.categories);
    if chosen.is_empty() {
        return Err(NotNow::Empty);
    }
    if !flow.categories.has_all(chosen) {
        return Err(NotNow::TooMuch(chosen));
    }
    let typed = how.keyed_by != KeyedBy::Person;
    let hold = if typed {
        i64::from(terms.promise.hold_hours)
    } else {
        0
    };
    let from = m.at + jiff::SignedDuration::from_hours(hold);
    let until = from + jiff::SignedDuration::from_hours(24 * i64::from(terms.promise.say_so_days));
    let said = SaySo {
        id: m.source.id(),
        person,
        terms: terms.id,
        recipient,
        purpose,
        categories: chosen,
        parcel: None,
        from,
        until: until.min(super::agree::over_at(terms)),
        happened_at: said_at.min(m.at),
        recorded_at: m.at,
        how: how.clone(),
    };
    let mut event = m.event(EventKind::PurposeGiven, &[person]);
    event.purpose = Some(purpose);
    event.said = Some(said.id);
    event.detail.org = Some(recipient);
    event.detail.categories = chosen;
    event.detail.channel = Some(how.channel);
    event.happened_at = said.happened_at;
    event.detail.when = typed.then_some(from);
    event.detail.what = Some(purpose.in_words().into());
    let mut message = to_person(m, MessageKind::ToPerson, person, crate::words::NEW_MESSAGE);
    // It counts only once the person was told of this very yes.
    message.said = Some(said.id);
    let decision = Decision::new(event).change(Change::Given(said));
    Ok(if typed {
        decision.message(message)
    } else {
        decision
    })
}

/// A pause: no clock runs, and the provider sees the name and the pause alone.
///
/// # Errors
/// [`NotNow::Edge`] when there is nothing to pause.
pub fn pause(m: Moment, r: &Referral, how: &How, happened_at: Timestamp) -> Result<Decision, NotNow> {
    moved(m, r, Command::Pause, EventKind::Paused, how, happened_at)
}

/// Back to the state before the pause.
///
/// # Errors
/// [`NotNow::Edge`] when it is not paused.
pub fn resume(m: Moment, r: &Referral, how: &How, happened_at: Timestamp) -> Result<Decision, NotNow> {
    moved(m, r, Command::Resume, EventKind::Resumed, how, happened_at)
}

fn moved(
    m: Moment,
    r: &Referral,
    by: Command,
    kind: EventKind,
    how: &How,
    happened_at: Timestamp,
) -> Result<Decision, NotNow> {
    let to = referral::next(r.state, by, r.before_pause)?;
    let mut event = m.event(kind, &[r.person]);
    event.happened_at = happened_at.min(m.at);
    event.said = Some(r.said);
    event.detail.channel = Some(how.channel);
    let before_pause = (to == State::Paused).then_some(r.state);
    let decision = Decision::new(event).change(Change::ReferralMoved {
        id: r.id,
        from: r.state,
        to,
        before_pause,
        at: m.at,
    });
    Ok(told_if_typed(m, decision, r.person, how, MessageKind::ToPerson))
}

/// Somebody at an organisation has seen the notice.
#[must_use]
pub fn notice_seen(m: Moment, person: PersonId, org: OrgId) -> Decision {
    let mut event = m.event(EventKind::LeavingSeen, &[person]);
    event.detail.org = Some(org);
    // Whoever was asked to delete something says with it that they have.
    Decision::new(event)
        .change(Change::NoticeSeen(person, org))
        .change(Change::Awkward(AwkwardChange::RecallSeen(person, org, m.at)))
}

/// The person decides about a note that was not finished when they left: keep it to read, or let it go.
///
/// # Errors
/// [`NotNow::NotYours`] when it does not wait for them.
pub fn decide_draft(m: Moment, draft: &Entry, keep: bool) -> Result<Decision, NotNow> {
    if draft.state != EntryState::HeldForPerson {
        return Err(NotNow::NotYours);
    }
    let (to, what) = if keep {
        (EntryState::Kept, "kept")
    } else {
        (EntryState::Gone, "let go")
    };
    let mut event = m.event(EventKind::DraftDecided, &[draft.person]);
    event.detail.what = Some(what.into());
    Ok(Decision::new(event).change(Change::EntryMoved(draft.id, to)))
}

/// Somebody reports a danger: minimal words, to one place, reviewed afterwards. Works during support and for 30 days
/// after, and never reopens anything.
///
/// # Errors
/// [`NotNow::Empty`] when nothing is said.
pub fn safeguard(
    m: Moment,
    person: PersonId,
    by: MemberId,
    to: OrgId,
    words: &str,
    unsafe_to_tell: bool,
) -> Result<Decision, NotNow> {
    if words.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    // Where telling the person could put somebody at risk, the review tells them later, if it is safe then.
    let people: &[PersonId] = if unsafe_to_tell { &[] } else { &[person] };
    let mut event = m.event(EventKind::Safeguarded, people);
    event.detail.org = Some(to);
    event.detail.categories = Categories::NONE;
    let report = Message {
        kind: MessageKind::Safeguarding,
        text: words.trim().into(),
        ..to_org(m, person, to)
    };
    let danger = Danger {
        id: m.source.id(),
        person: Some(person),
        by,
        to,
        at: m.at,
        message: Some(report.id),
        unsafe_to_tell,
        seen: None,
        reviewed: None,
    };
    let kept = Change::Guarded(Guarding::DangerKept(danger));
    Ok(Decision::new(event).change(kept).message(report))
}
