//! Taking up again, in one step, one thing that somebody else's word stopped. Owns: that only the person can, that it is
//! the same yes and not a wider or a longer one, and that nothing is taken up by itself. Never a way back to support:
//! that is [`super::come_back`].

use jiff::Timestamp;

use super::come_back::{ONE_STEP, by_another};
use super::{Moment, NotNow, agree};
use crate::decision::{Change, Decision};
use crate::event::EventKind;
use crate::id::SourceExt as _;
use crate::sayso::rule::{self, Ask};
use crate::sayso::{Ended, Ending, How, KeyedBy, Off, Purpose, SaySo};
use crate::terms::Terms;

/// One thing that somebody else's word stopped.
#[derive(Debug, Clone, Copy)]
pub struct WasStopped<'a> {
    /// The yes.
    pub said: &'a SaySo,
    /// How it ended.
    pub ended: &'a Ended,
    /// The terms in effect now.
    pub terms: &'a Terms,
    /// Support that it goes with is still open.
    pub support_is_open: bool,
    /// The person has said yes to the same again.
    pub said_again: bool,
    /// The terms, who stands behind the recipient, or its contract are others than when the yes was said.
    pub outdated: bool,
}

/// Is it the person's to take up, in one step or by being asked afresh? What another seat stopped, not long ago, while
/// support goes on.
#[must_use]
pub fn is_offered(w: &WasStopped, at: Timestamp) -> bool {
    by_another(w.ended)
        && w.ended.ending == Ending::Stopped
        && w.ended.said == w.said.id
        && w.said.purpose != Purpose::Refer
        && w.support_is_open
        && !w.said_again
        && at.duration_since(w.ended.recorded_at) <= ONE_STEP
}

/// Is one step enough? Only where the terms and the interests are still the same, and the time has not run out.
#[must_use]
pub fn can_take_up(w: &WasStopped, off: &[Off], at: Timestamp) -> bool {
    let ask = Ask {
        person: w.said.person,
        recipient: w.said.recipient,
        purpose: w.said.purpose,
        categories: w.said.categories,
        parcel: w.said.parcel,
    };
    is_offered(w, at)
        && !w.outdated
        && w.terms.id == w.said.terms
        && at < agree::over_at(w.terms)
        && at < w.said.until
        && !rule::is_off(off, &ask)
}

/// The person says that they did not stop it: the same yes again, for the same lines, and never for longer.
///
/// # Errors
/// [`NotNow::NotYours`] where one step is not enough, and for anybody but the person.
pub fn take_up(m: Moment, w: &WasStopped, how: &How, off: &[Off]) -> Result<Decision, NotNow> {
    if !can_take_up(w, off, m.at) || how.keyed_by != KeyedBy::Person {
        return Err(NotNow::NotYours);
    }
    let said = SaySo {
        id: m.source.id(),
        from: m.at,
        happened_at: m.at,
        recorded_at: m.at,
        how: how.clone(),
        ..w.said.clone()
    };
    let mut event = m.event(EventKind::PurposeGiven, &[said.person]);
    event.purpose = Some(said.purpose);
    event.said = Some(said.id);
    event.detail.org = Some(said.recipient);
    event.detail.categories = said.categories;
    event.detail.channel = Some(how.channel);
    event.detail.what = Some(said.purpose.in_words().into());
    Ok(Decision::new(event).change(Change::Given(said)))
}
