//! What a provider's lead decides about a referral that was sent to them. Each needs the person's live say-so.

use super::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::EventKind;
use crate::id::MemberId;
use crate::referral::{self, Command, Referral, State};
use crate::sayso::rule::Permit;

fn fits(permit: &Permit, r: &Referral) -> Result<(), NotNow> {
    if permit.person() == r.person && permit.recipient() == r.recipient {
        Ok(())
    } else {
        Err(NotNow::OtherPermit)
    }
}

pub(super) fn moved(
    m: Moment,
    permit: &Permit,
    r: &Referral,
    by: Command,
    kind: EventKind,
) -> Result<Decision, NotNow> {
    fits(permit, r)?;
    let to = referral::next(r.state, by, r.before_pause)?;
    let mut event = m.event(kind, &[r.person]);
    event.purpose = Some(permit.purpose());
    event.said = Some(permit.said());
    event.detail.org = Some(r.recipient);
    let decision = Decision::new(event);
    Ok(if to == r.state {
        decision
    } else {
        decision.change(Change::ReferralMoved {
            id: r.id,
            from: r.state,
            to,
            before_pause: None,
            at: m.at,
        })
    })
}

/// The referral arrived.
///
/// # Errors
/// [`NotNow`] when it is not waiting.
pub fn acknowledge(m: Moment, permit: &Permit, r: &Referral) -> Result<Decision, NotNow> {
    Ok(
        moved(m, permit, r, Command::Acknowledge, EventKind::Acknowledged)?
            .change(Change::ReferralAcknowledged(r.id)),
    )
}

/// The provider will help.
///
/// # Errors
/// [`NotNow`] when it is not waiting.
pub fn accept(m: Moment, permit: &Permit, r: &Referral) -> Result<Decision, NotNow> {
    moved(m, permit, r, Command::Accept, EventKind::Accepted)
}

/// The provider cannot help, and says why.
///
/// # Errors
/// [`NotNow::Empty`] without a reason; [`NotNow`] when it is not waiting.
pub fn decline(m: Moment, permit: &Permit, r: &Referral, reason: &str) -> Result<Decision, NotNow> {
    if reason.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    Ok(
        moved(m, permit, r, Command::Decline, EventKind::Declined)?.change(Change::DeclineReason(
            r.person,
            r.id,
            reason.trim().into(),
        )),
    )
}

/// Can somebody in this state have a coach?
pub(super) const fn has_a_coach(state: State) -> bool {
    matches!(state, State::Accepted | State::Active | State::Paused)
}

/// A coach is chosen, changed or taken away. Access begins and ends with it, in this transaction.
///
/// # Errors
/// [`NotNow`] when the referral is not with the provider.
pub fn assign(
    m: Moment,
    permit: &Permit,
    r: &Referral,
    coach: Option<MemberId>,
    coach_name: &str,
) -> Result<Decision, NotNow> {
    fits(permit, r)?;
    // A coach is for somebody whom the provider has said it will help.
    if !has_a_coach(r.state) {
        return Err(NotNow::Edge(referral::NoSuchEdge {
            from: r.state,
            by: Command::Accept,
        }));
    }
    let mut event = m.event(EventKind::Assigned, &[r.person]);
    event.purpose = Some(permit.purpose());
    event.said = Some(permit.said());
    event.detail.org = Some(r.recipient);
    event.detail.what = Some(coach_name.into());
    Ok(Decision::new(event).change(Change::Assigned(r.id, coach)))
}
