//! Words for the GP record, by two keys: the person agrees to the words, then a clinician accepts them. A coach can
//! suggest; nobody at a provider can file. By default nothing is written back.

use super::carry::to_person;
use super::{Moment, NotNow};
use crate::code::RecordCode;
use crate::decision::{Change, Decision, Message, MessageKind};
use crate::entry::{NotPut, Proposal, ProposalState as P};
use crate::event::EventKind;
use crate::id::{MemberId, SourceExt as _};
use crate::referral::Referral;
use crate::sayso::Channel;
use crate::sayso::rule::Permit;

/// A coach suggests words.
///
/// # Errors
/// [`NotNow::Empty`] without words; [`NotNow::OtherPermit`] when the permit is about somebody else.
pub fn draft(
    m: Moment,
    permit: &Permit,
    r: &Referral,
    coach: MemberId,
    text: &str,
) -> Result<Decision, NotNow> {
    if permit.person() != r.person {
        return Err(NotNow::OtherPermit);
    }
    if text.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    let mut event = m.event(EventKind::ProposalDrafted, &[r.person]);
    event.purpose = Some(permit.purpose());
    event.said = Some(permit.said());
    Ok(Decision::new(event).change(Change::ProposalKept(Proposal {
        id: m.source.id(),
        person: r.person,
        practice: r.practice,
        referral: r.id,
        author: coach,
        state: P::Drafted,
        text: text.trim().into(),
        code: None,
        drafted_at: m.at,
    })))
}

fn moved(m: Moment, p: &Proposal, allowed: &[P], to: P, kind: EventKind) -> Result<Decision, NotNow> {
    if !allowed.contains(&p.state) {
        return Err(NotNow::ProposalMoved);
    }
    Ok(
        Decision::new(m.event(kind, &[p.person])).change(Change::ProposalMoved {
            id: p.id,
            person: p.person,
            from: p.state,
            to,
            text: None,
        }),
    )
}

/// The person agrees to the words, having read where words in a GP record can travel, and to a code beside them or none.
///
/// # Errors
/// [`NotNow::ProposalMoved`] when they do not wait for the person.
pub fn person_agrees(
    m: Moment,
    p: &Proposal,
    channel: Channel,
    code: Option<RecordCode>,
) -> Result<Decision, NotNow> {
    let agreed = moved(m, p, &[P::Drafted], P::Agreed, EventKind::ProposalAgreed)?.told_how(channel);
    // An earlier answer about other words is no answer about these.
    Ok(agreed.change(Change::ProposalCoded(p.id, p.person, code)))
}

/// The person does not want them there. Always possible until they are handed to the practice's own system: `gone`
/// says that they were. To say "dropped" of words that are on their way into a record would be a lie.
///
/// # Errors
/// [`NotNow::WordsGone`] then; [`NotNow::ProposalMoved`] when they are filed or dropped already.
pub fn person_drops(m: Moment, p: &Proposal, gone: bool) -> Result<Decision, NotNow> {
    if gone && p.state == P::Accepted {
        return Err(NotNow::WordsGone);
    }
    let open = [P::Drafted, P::Agreed, P::Accepted, P::HeldForPerson];
    let dropped = moved(m, p, &open, P::Dropped, EventKind::ProposalDropped)?;
    Ok(dropped.change(Change::WordsRecalled(p.id)))
}

/// A clinician accepts the words exactly as the person agreed to them: they go to the practice's own system.
///
/// # Errors
/// [`NotNow::ProposalMoved`] when the person has not agreed to them.
pub fn accept(m: Moment, p: &Proposal) -> Result<Decision, NotNow> {
    Ok(
        moved(m, p, &[P::Agreed], P::Accepted, EventKind::ProposalAccepted)?.message(Message {
            id: m.source.id(),
            kind: MessageKind::File,
            person: p.person,
            to: Some(p.practice),
            said: None,
            referral: None,
            proposal: Some(p.id),
            text: p.as_filed(),
            due_at: m.at,
        }),
    )
}

/// A clinician changes the words: they go back to the person, who decides again.
///
/// # Errors
/// [`NotNow::Empty`] without words; [`NotNow::ProposalMoved`] when the person has not agreed to them.
pub fn amend(m: Moment, p: &Proposal, text: &str) -> Result<Decision, NotNow> {
    if text.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    if p.state != P::Agreed {
        return Err(NotNow::ProposalMoved);
    }
    Ok(
        Decision::new(m.event(EventKind::ProposalAmended, &[p.person])).change(Change::ProposalMoved {
            id: p.id,
            person: p.person,
            from: p.state,
            to: P::Drafted,
            text: Some(text.trim().into()),
        }),
    )
}

/// A clinician will not put them in the record.
///
/// # Errors
/// [`NotNow::ProposalMoved`] when they do not wait for a clinician.
pub fn not_take(m: Moment, p: &Proposal) -> Result<Decision, NotNow> {
    moved(m, p, &[P::Agreed], P::NotTaken, EventKind::ProposalNotTaken)
}

/// The practice's system confirmed that they are in the record.
///
/// # Errors
/// [`NotNow::ProposalMoved`] when they were not accepted.
pub fn filed(m: Moment, p: &Proposal) -> Result<Decision, NotNow> {
    moved(m, p, &[P::Accepted], P::Filed, EventKind::Filed)
}

/// The same, said by the system itself: that is how it is, also where somebody has said before that they did not put them
/// there. The person, who was told so, is told again.
///
/// # Errors
/// [`NotNow::ProposalMoved`] when they were never accepted.
pub fn confirmed(m: Moment, p: &Proposal) -> Result<Decision, NotNow> {
    if p.state != P::NotTaken {
        return filed(m, p);
    }
    let decision = moved(m, p, &[P::NotTaken], P::Filed, EventKind::Filed)?;
    Ok(told(m, decision, p))
}

/// The practice did not put accepted words in the record. What still waits to go to its own system goes nowhere.
///
/// # Errors
/// [`NotNow::ProposalMoved`] when they were not accepted.
pub fn not_filed(m: Moment, p: &Proposal, why: NotPut) -> Result<Decision, NotNow> {
    if p.state != P::Accepted {
        return Err(NotNow::ProposalMoved);
    }
    let mut event = m.event(EventKind::NotFiled, &[p.person]);
    event.detail.what = Some(why.in_words().into());
    Ok(Decision::new(event)
        .change(Change::ProposalMoved {
            id: p.id,
            person: p.person,
            from: p.state,
            to: P::NotTaken,
            text: None,
        })
        .change(Change::WordsRecalled(p.id)))
}

/// The same decision, and the person gets a message that there is something new on their page.
#[must_use]
pub fn told(m: Moment, decision: Decision, p: &Proposal) -> Decision {
    let message = to_person(m, MessageKind::ToPerson, p.person, crate::words::NEW_MESSAGE);
    decision.message(message)
}
