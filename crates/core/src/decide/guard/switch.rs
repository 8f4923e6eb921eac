//! Switching off, alone and at once; switching on again, by two.

use super::something_to_read;
use crate::decide::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::EventKind;
use crate::guard::{Guarding, Reason, Switch, Target};
use crate::id::{MemberId, PersonId, SourceExt as _};

/// Whom a switch concerns.
#[derive(Debug, Clone, Default)]
pub struct Affected {
    /// What it is called: `Northway Work`, or `Northway Work, to tell your GP how it went`.
    pub name: String,
    /// Everybody with an open referral there.
    pub people: Vec<PersonId>,
    /// Those among them whose referral has not been sent, and now stays.
    pub held: Vec<PersonId>,
}

/// Off, at once. Nobody loses what they have: support that runs keeps its meetings, and every way out works.
///
/// # Errors
/// [`NotNow::Done`] when the same thing is off already.
pub fn off(
    m: Moment,
    target: Target,
    by: MemberId,
    why: (Reason, &str),
    now_off: &[Switch],
    affected: &Affected,
) -> Result<Decision, NotNow> {
    if now_off.iter().any(|s| s.on.is_none() && s.target == target) {
        return Err(NotNow::Done);
    }
    let switch = Switch {
        id: m.source.id(),
        target,
        off_at: m.at,
        off_by: by,
        reason: why.0,
        words: why.1.trim().into(),
        on_asked: None,
        on: None,
    };
    let mut event = m.event(EventKind::SwitchedOff, &affected.people);
    event.detail.what = Some(affected.name.clone());
    event.detail.org = Some(target.org);
    let mut decision = Decision::new(event).change(Change::Guarded(Guarding::SwitchedOff(switch)));
    for person in &affected.held {
        decision = decision.message(something_to_read(m, *person));
    }
    Ok(decision)
}

/// The first of two seats that switch it on again.
///
/// # Errors
/// [`NotNow::Done`] when it is on, or somebody has asked.
pub fn ask_on(m: Moment, s: &Switch, by: MemberId, name: &str) -> Result<Decision, NotNow> {
    if s.on.is_some() || s.on_asked.is_some() {
        return Err(NotNow::Done);
    }
    let mut event = m.event(EventKind::SwitchOnAsked, &[]);
    event.detail.what = Some(name.into());
    event.detail.org = Some(s.target.org);
    Ok(Decision::new(event).change(Change::Guarded(Guarding::SwitchOnAsked(s.id, by, m.at))))
}

/// The second.
///
/// # Errors
/// [`NotNow::SecondSeat`] for the one who asked; [`NotNow::Done`] when nobody asked or it is on.
pub fn on(m: Moment, s: &Switch, by: MemberId, affected: &Affected) -> Result<Decision, NotNow> {
    let (Some((first, _)), None) = (s.on_asked, s.on) else {
        return Err(NotNow::Done);
    };
    if first == by {
        return Err(NotNow::SecondSeat);
    }
    let mut event = m.event(EventKind::SwitchedOn, &affected.people);
    event.detail.what = Some(affected.name.clone());
    event.detail.org = Some(s.target.org);
    Ok(Decision::new(event).change(Change::Guarded(Guarding::SwitchedOn(s.id, by, m.at))))
}
