//! What nobody plans for: changed terms or interests, a provider that never answers, a death, the wrong person, a stop
//! that is learnt late, another practice, staff who know the person. Each ends what it must in one decision. Never says
//! that anybody dropped out: what ends without a person's word ends as [`State::Closed`], in neutral words.

use jiff::{SignedDuration, Timestamp};

use super::carry::to_person;
use super::leave::{Standing, to_org, words_back};
use super::{Moment, NotNow};
use crate::decision::{
    AwkwardChange, Change, Decision, Message, MessageKind, Notice, OwnChange, Recall, RecallWhy,
};
use crate::entry::{EntryState, ProposalState};
use crate::event::EventKind;
use crate::id::{MemberId, OrgId, PersonId, ReferralId, SaidId, SourceExt as _};
use crate::person::{Details, Person};
use crate::referral::{self, Command, Referral, State};
use crate::sayso::{Ended, Ending, SaySo};

/// How long a provider has before it is asked once more.
pub const REMIND_AFTER: SignedDuration = SignedDuration::from_hours(5 * 24);
/// How long before it ends without an answer.
pub const SILENT_AFTER: SignedDuration = SignedDuration::from_hours(28 * 24);

/// Ends these say-sos without anybody's word, and what rests on them. Organisations learn that it has ended.
fn ended<'a>(
    m: Moment,
    s: &Standing,
    decision: Decision,
    over: impl Iterator<Item = &'a SaySo>,
    how: (Ending, Command),
) -> Decision {
    ended_telling(m, s, decision, over, how, true)
}

/// The same where the organisation knows why and is shown no name. What waits to leave for others is left alone.
pub(super) fn ended_quietly<'a>(
    m: Moment,
    s: &Standing,
    decision: Decision,
    over: impl Iterator<Item = &'a SaySo>,
    how: (Ending, Command),
) -> Decision {
    ended_telling(m, s, decision, over, how, false)
}

fn ended_telling<'a>(
    m: Moment,
    s: &Standing,
    mut decision: Decision,
    over: impl Iterator<Item = &'a SaySo>,
    (ending, by): (Ending, Command),
    tell: bool,
) -> Decision {
    let over: Vec<SaidId> = over
        .map(|said| said.id)
        .filter(|id| !s.ledger.ended.iter().any(|e| e.said == *id))
        .collect();
    for said in &over {
        decision = decision.change(Change::Ended(Ended {
            id: m.source.id(),
            said: *said,
            ending,
            happened_at: m.at,
            recorded_at: m.at,
            how: None,
        }));
    }
    let mut touched = vec![];
    for r in s.referrals.iter().filter(|r| over.contains(&r.said)) {
        let Ok(to) = referral::next(r.state, by, None) else {
            continue;
        };
        touched.push(r.id);
        decision = decision.change(Change::ReferralMoved {
            id: r.id,
            from: r.state,
            to,
            before_pause: None,
            at: m.at,
        });
        if tell && r.state.has_left_the_practice() {
            decision = decision
                .change(Change::Noticed(Notice {
                    org: r.recipient,
                    person: s.person,
                    at: m.at,
                    coach: r.coach,
                }))
                .message(to_org(m, s.person, r.recipient));
        }
    }
    if touched.is_empty() {
        return decision;
    }
    // What was begun with another service goes on there.
    let rests_on = |id: ReferralId| touched.contains(&id);
    let drafts = s.drafts.iter().filter(|d| d.referral.is_some_and(rests_on));
    let proposals = s.proposals.iter().filter(|p| rests_on(p.referral));
    let theirs = Standing {
        drafts: drafts.cloned().collect(),
        proposals: proposals.cloned().collect(),
        ..s.clone()
    };
    let held = hold_what_is_unfinished(&theirs, decision);
    if tell {
        held.change(Change::RecalledOf(s.person, touched))
    } else {
        held
    }
}

/// What is not finished is the person's from now on.
pub(super) fn hold_what_is_unfinished(s: &Standing, decision: Decision) -> Decision {
    let drafts = s.drafts.iter().filter(|d| d.state == EntryState::Draft);
    let drafts = drafts.map(|d| Change::EntryMoved(d.id, EntryState::HeldForPerson));
    decision.changes_from(drafts.chain(words_back(s, ProposalState::HeldForPerson)))
}

/// The terms, or the interests behind an organisation, are others now: these say-sos end, and the person is told.
#[must_use]
pub fn not_carried_over(m: Moment, s: &Standing, over: &[SaidId], what: &str) -> Decision {
    let mut event = m.event(EventKind::NotCarriedOver, &[s.person]);
    event.detail.what = Some(what.into());
    let these = s.ledger.given.iter().filter(|said| over.contains(&said.id));
    let decision = ended(
        m,
        s,
        Decision::new(event),
        these,
        (Ending::Superseded, Command::Close),
    );
    decision.message(to_person(
        m,
        MessageKind::ToPerson,
        s.person,
        crate::words::NEW_MESSAGE,
    ))
}

/// The interests behind an organisation change with this decision, which registers it anew.
#[must_use]
pub fn with_other_interests(m: Moment, registered: Decision, org: OrgId) -> Decision {
    registered.change(Change::Awkward(AwkwardChange::InterestsChanged(org, m.at)))
}

/// A provider has not answered: it is asked once more, without a name.
#[must_use]
pub fn remind(m: Moment, r: &Referral) -> Decision {
    let mut event = m.event(EventKind::Reminded, &[r.person]);
    event.detail.org = Some(r.recipient);
    Decision::new(event)
        .change(Change::Awkward(AwkwardChange::Reminded(r.id, m.at)))
        .message(Message {
            kind: MessageKind::Reminder,
            text: "Somebody waits for your answer in Sayso.".into(),
            ..to_org(m, r.person, r.recipient)
        })
}

/// It never answered: what the person said about it ends in neutral words, and they are told. `s` is what stands with
/// that service: another one of theirs at the same organisation goes on.
///
/// # Errors
/// [`NotNow::Edge`] when it has answered.
pub fn not_answered(m: Moment, s: &Standing, r: &Referral) -> Result<Decision, NotNow> {
    if r.state != State::Sent {
        return Err(NotNow::Done);
    }
    let mut event = m.event(EventKind::NotAnswered, &[r.person]);
    event.detail.org = Some(r.recipient);
    let to_them = s.ledger.given.iter().filter(|said| said.recipient == r.recipient);
    let how = (Ending::Expired, Command::Close);
    let decision = ended(m, s, Decision::new(event), to_them, how);
    let words = crate::words::NEW_MESSAGE;
    Ok(decision.message(to_person(m, MessageKind::ToPerson, r.person, words)))
}

/// Somebody has died: sharing, contact and every session stop in this decision. Nothing counts it as leaving, and no
/// word about it goes out: organisations learn that it has ended.
#[must_use]
pub fn contact_over(m: Moment, s: &Standing) -> Decision {
    let event = m.event(EventKind::ContactOver, &[s.person]);
    let all = s.ledger.given.iter();
    let how = (Ending::Expired, Command::Close);
    ended(m, s, Decision::new(event), all, how)
        .change(Change::Awkward(AwkwardChange::ContactOver(s.person, m.at)))
}

/// That was a mistake. Nothing that ended comes back by itself: it takes a new yes.
#[must_use]
pub fn contact_not_over(m: Moment, person: PersonId) -> Decision {
    let event = m.event(EventKind::ContactNotOver, &[person]);
    Decision::new(event)
        .change(Change::Awkward(AwkwardChange::ContactNotOver(person)))
        .message(to_person(
            m,
            MessageKind::ToPerson,
            person,
            crate::words::NEW_MESSAGE,
        ))
}

/// The practice puts a birth date or an NHS number right, from a paper that it has seen; the person is told. `before` is
/// what was held.
///
/// # Errors
/// [`NotNow::Done`] where both are so already.
pub fn identity_corrected(m: Moment, before: &Details, now: Person) -> Result<Decision, NotNow> {
    let born = before.birth_date != now.details.birth_date;
    let number = before.nhs_number != now.details.nhs_number;
    let what = match (born, number) {
        (true, true) => "your birth date and your NHS number",
        (true, false) => "your birth date",
        (false, true) => "your NHS number",
        (false, false) => return Err(NotNow::Done),
    };
    let mut event = m.event(EventKind::IdentityCorrected, &[now.id]);
    event.detail.what = Some(what.into());
    let told = to_person(m, MessageKind::ToPerson, now.id, crate::words::NEW_MESSAGE);
    Ok(Decision::new(event).change(Change::PersonKept(now)).message(told))
}

/// The referral was for somebody else: it is void, whoever has it is asked to delete it, and the person is told.
///
/// # Errors
/// [`NotNow::Edge`] when it is void already.
pub fn entered_in_error(
    m: Moment,
    s: &Standing,
    r: &Referral,
    sent: &[(OrgId, Timestamp)],
) -> Result<Decision, NotNow> {
    if r.state == State::Void {
        return Err(NotNow::Done);
    }
    let mut event = m.event(EventKind::EnteredInError, &[r.person]);
    event.said = Some(r.said);
    // Another referral to the same organisation may be right: what was said for that one stays.
    let another = s
        .referrals
        .iter()
        .any(|o| o.id != r.id && o.recipient == r.recipient && o.state.is_open());
    let to_them = s.ledger.given.iter();
    let to_them = to_them.filter(|said| said.id == r.said || !another && said.recipient == r.recipient);
    let how = (Ending::Expired, Command::Void);
    let mut decision = ended(m, s, Decision::new(event), to_them, how);
    let moved = |c: &Change| matches!(c, Change::ReferralMoved { id, .. } if *id == r.id);
    if !decision.changes().iter().any(moved) {
        // Its say-so had ended before: the row is void all the same.
        let to = referral::next(r.state, Command::Void, None)?;
        decision = decision.change(Change::ReferralMoved {
            id: r.id,
            from: r.state,
            to,
            before_pause: None,
            at: m.at,
        });
    }
    let words = crate::words::NEW_MESSAGE;
    let decision = with_recalls(m, decision, s.person, sent, RecallWhy::Mistake);
    Ok(decision.message(to_person(m, MessageKind::ToPerson, r.person, words)))
}

/// A decision, and who is asked to delete what had left: each with a notice that waits until they have seen it.
#[must_use]
pub fn with_recalls(
    m: Moment,
    mut decision: Decision,
    person: PersonId,
    sent: &[(OrgId, Timestamp)],
    why: RecallWhy,
) -> Decision {
    for &(org, left_at) in sent {
        let recall = Recall {
            person,
            org,
            left_at,
            asked_at: m.at,
            why,
            seen_at: None,
        };
        decision = decision
            .change(Change::Awkward(AwkwardChange::Recalled(recall)))
            .change(Change::Noticed(Notice {
                org,
                person,
                at: m.at,
                coach: None,
            }));
    }
    decision
}

/// The same where the person stopped one thing and has not left: asked back, and nobody is told that they left.
#[must_use]
pub fn with_recalls_alone(
    m: Moment,
    decision: Decision,
    person: PersonId,
    sent: &[(OrgId, Timestamp)],
) -> Decision {
    let recalls = sent.iter().map(|&(org, left_at)| {
        Change::Awkward(AwkwardChange::Recalled(Recall {
            person,
            org,
            left_at,
            asked_at: m.at,
            why: RecallWhy::LateStop,
            seen_at: None,
        }))
    });
    decision.changes_from(recalls)
}

/// The person chooses which seats are kept away from their record: themself at work, a relative, a neighbour. No reason
/// is asked. A coach among them helps no more. `let_back`: whom they saw kept away, and keep away no longer. Nobody else is
/// let back: not a seat that kept itself away meanwhile, nor one that was on no list.
#[must_use]
pub fn seats_kept_away(
    m: Moment,
    person: PersonId,
    seats: &[MemberId],
    let_back: &[MemberId],
    referrals: &[Referral],
) -> Decision {
    let event = m.event(EventKind::SeatsKeptAway, &[person]);
    let away = seats
        .iter()
        .map(|seat| Change::Awkward(AwkwardChange::KeptAway(person, *seat)));
    let helped = referrals
        .iter()
        .filter(|r| r.state.is_open() && r.coach.is_some_and(|c| seats.contains(&c)))
        .map(|r| Change::Assigned(r.id, None));
    let back = let_back
        .iter()
        .map(|seat| Change::Awkward(AwkwardChange::LetBack(person, *seat)));
    Decision::new(event)
        .changes_from(back)
        .changes_from(away)
        .changes_from(helped)
}

/// A seat says of somebody that it is themself, or somebody they know, and is kept away from that record from now on. A
/// coach helps them no more: the team's lead finds somebody else. Only the person lets the seat back.
#[must_use]
pub fn kept_themselves_away(m: Moment, person: PersonId, seat: MemberId, referrals: &[Referral]) -> Decision {
    let helped = referrals
        .iter()
        .filter(|r| r.state.is_open() && r.coach == Some(seat))
        .map(|r| Change::Assigned(r.id, None));
    Decision::new(m.event(EventKind::KeptThemselvesAway, &[person]))
        .change(Change::Awkward(AwkwardChange::KeptAway(person, seat)))
        .changes_from(helped)
}

/// What the new practice's own list has under the number of somebody who moves there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// Nothing.
    Not,
    /// A line of its list and nothing else, with the same birth date: the record that comes takes its place.
    Bare(PersonId),
    /// More than that, or another birth date. That row stays as it is; the record that comes (here, as it was) comes
    /// without its number, and the practice and the person join the two with a word on each.
    Another(Box<Person>),
}

/// The person has another practice now. What they said the old one may be told ends; words that wait for it are the
/// person's; support goes on. Nothing is handed on, and `listed` says what becomes of the row that the new one has already.
#[must_use]
pub fn practice_moved(m: Moment, s: &Standing, to: OrgId, listed: Listed) -> Decision {
    let mut event = m.event(EventKind::PracticeMoved, &[s.person]);
    event.detail.org = Some(to);
    let old = s.ledger.given.iter().filter(|said| said.recipient == s.practice);
    let how = (Ending::Superseded, Command::Close);
    let decision = ended(m, s, Decision::new(event), old, how);
    let words_alone = Standing {
        drafts: vec![],
        ..s.clone()
    };
    let first = match listed {
        Listed::Not => None,
        Listed::Bare(row) => Some(Change::Own(OwnChange::Erased {
            person: row,
            kept: vec![],
        })),
        Listed::Another(mut person) => {
            person.details.nhs_number = None;
            Some(Change::PersonKept(*person))
        }
    };
    hold_what_is_unfinished(&words_alone, decision)
        .changes_from(first)
        .change(Change::Awkward(AwkwardChange::PracticeMoved(s.person, to)))
}
