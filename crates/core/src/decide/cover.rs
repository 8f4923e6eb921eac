//! A colleague who stands in for a coach, or takes over. The person is asked before anything happens; silence is no.

use jiff::Timestamp;

use super::{Moment, NotNow, provider};
use crate::coaching::{Cover, CoverState};
use crate::decision::{Change, CoachingChange, Decision};
use crate::event::EventKind;
use crate::id::{CoverId, MemberId, PersonId, SourceExt as _};
use crate::referral::Referral;
use crate::sayso::How;
use crate::sayso::rule::Permit;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Who would stand in.
    pub colleague: MemberId,
    /// What they are called.
    pub name: &'a str,
    /// From when.
    pub starts: Timestamp,
    /// Until when; `None`: for good, or beside the coach.
    pub ends: Option<Timestamp>,
    /// Beside the coach, with no last day.
    pub beside: bool,
}

impl Asked<'_> {
    fn in_words(&self) -> String {
        in_words(self.name, self.ends.is_some(), self.beside)
    }
}

fn in_words(name: &str, for_a_time: bool, beside: bool) -> String {
    if beside {
        format!("{name} may help you beside your coach")
    } else if for_a_time {
        format!("{name} may stand in for your coach")
    } else {
        format!("{name} may become your coach")
    }
}

/// The person is asked. Whatever was asked before is overtaken. Beside the coach, only what still waits for an answer is, and
/// what was said of that very colleague: who helps with a yes goes on, and a no about somebody else stands.
///
/// # Errors
/// [`NotNow::NoSuchCover`] for the coach themself, and for a time that is over before it begins.
pub fn ask(
    m: Moment,
    permit: &Permit,
    r: &Referral,
    coach: MemberId,
    asked: &Asked,
    older: &[Cover],
) -> Result<Decision, NotNow> {
    if permit.person() != r.person || permit.recipient() != r.recipient {
        return Err(NotNow::OtherPermit);
    }
    let ends_late = asked.ends.is_none_or(|end| end > asked.starts && end > m.at);
    let one_way = asked.ends.is_none() || !asked.beside;
    let possible = one_way && asked.colleague != coach && asked.starts >= m.at && ends_late;
    if !possible || !provider::has_a_coach(r.state) {
        return Err(NotNow::NoSuchCover);
    }
    let mut event = m.event(EventKind::CoverAsked, &[r.person]);
    event.purpose = Some(permit.purpose());
    event.said = Some(permit.said());
    event.detail.org = Some(r.recipient);
    event.detail.when = Some(asked.starts);
    event.detail.what = Some(asked.in_words());
    let overtaken = older
        .iter()
        .filter(|c| c.beside == asked.beside && c.state != CoverState::Over)
        .filter(|c| !c.beside || c.state == CoverState::Asked || c.to == asked.colleague)
        .filter(|c| c.ends.is_none_or(|end| m.at < end))
        .map(|c| Change::Coaching(CoachingChange::CoverMoved(c.id, c.state, CoverState::Over)));
    let cover = Cover {
        id: m.source.id::<crate::id::CoverKind>(),
        referral: r.id,
        person: r.person,
        from: coach,
        to: asked.colleague,
        starts: asked.starts,
        ends: asked.ends,
        beside: asked.beside,
        state: CoverState::Asked,
    };
    Ok(Decision::new(event)
        .changes_from(overtaken)
        .change(Change::Coaching(CoachingChange::CoverKept(cover))))
}

/// The person says yes or no, then or later: a yes can be taken back at any time.
///
/// # Errors
/// [`NotNow::NotYours`] for somebody else's, or one that is over.
pub fn answer(
    m: Moment,
    person: PersonId,
    cover: &Cover,
    colleague: &str,
    yes: bool,
    how: &How,
) -> Result<Decision, NotNow> {
    let over = cover.state == CoverState::Over || cover.ends.is_some_and(|end| end <= m.at);
    if cover.person != person || over {
        return Err(NotNow::NotYours);
    }
    let (kind, to) = if yes {
        (EventKind::CoverAgreed, CoverState::Agreed)
    } else {
        (EventKind::CoverNotWanted, CoverState::NotWanted)
    };
    let mut event = m.event(kind, &[person]);
    event.detail.when = Some(cover.starts);
    event.detail.what = Some(in_words(colleague, cover.ends.is_some(), cover.beside));
    Ok(moved(Decision::new(event), cover.id, cover.state, to).told_how(how.channel))
}

fn moved(decision: Decision, id: CoverId, from: CoverState, to: CoverState) -> Decision {
    decision.change(Change::Coaching(CoachingChange::CoverMoved(id, from, to)))
}
