//! Undoing, in one step, a leaving that somebody else wrote down. Owns: that only the person can, that it is the same yes
//! again and not a wider one, and that what is over stays in the ledger as it was.

use jiff::{SignedDuration, Timestamp};

use super::{Moment, NotNow, agree};
use crate::decision::{Change, Decision, Message, MessageKind};
use crate::event::EventKind;
use crate::id::SourceExt as _;
use crate::referral::{Referral, State};
use crate::sayso::{Ended, Ending, How, KeyedBy, Purpose, SaySo};
use crate::spoken;
use crate::terms::Terms;

/// How long one step is enough. After that, coming back is an ordinary new yes.
pub const ONE_STEP: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What somebody else's word ended.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct WasEnded<'a> {
    /// The yes that it rested on.
    pub said: &'a SaySo,
    /// How that yes ended.
    pub ended: &'a Ended,
    /// The referral that ended with it.
    pub referral: &'a Referral,
    /// The terms in effect now.
    pub terms: &'a Terms,
    /// It had been sent before.
    pub was_sent: bool,
    /// There is another open referral.
    pub another_is_open: bool,
    /// It was said with a private word that the person then took back: "That was not me".
    pub disowned: bool,
    /// The terms, or who stands behind the recipient, are others than those that the yes was to.
    pub outdated: bool,
}

/// Did another seat than the person's own type it?
pub(super) fn by_another(ended: &Ended) -> bool {
    matches!(
        ended.how.as_ref().map(|how| how.keyed_by),
        Some(KeyedBy::Member(_) | KeyedBy::Supporter(_) | KeyedBy::Attorney(_))
    )
}

/// May it be undone in one step? Only what another seat typed, or somebody else with a word
/// of their own, not long ago, under terms and interests that are still the same.
#[must_use]
pub fn can_come_back(w: &WasEnded, at: Timestamp) -> bool {
    (by_another(w.ended) || w.disowned)
        && w.ended.ending == Ending::Stopped
        && w.ended.said == w.said.id
        && w.referral.said == w.said.id
        && w.referral.state == State::Left
        && w.said.purpose == Purpose::Refer
        && !w.another_is_open
        && !w.outdated
        && at.duration_since(w.ended.recorded_at) <= ONE_STEP
        && w.terms.id == w.said.terms
        && at < agree::over_at(w.terms)
        && at < w.said.until
}

/// The person says that they did not leave: the same yes again, to the same recipient, for the same parcel, and never for
/// longer. What had been sent is sent again at once; what was held is held until the time that it was held before.
/// Optional purposes are not taken up again: each is its own yes.
///
/// # Errors
/// [`NotNow::NotYours`] where one step is not enough.
pub fn come_back(m: Moment, w: &WasEnded, how: &How) -> Result<Decision, NotNow> {
    if !can_come_back(w, m.at) || how.keyed_by != KeyedBy::Person {
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
    let due_at = if w.was_sent {
        m.at
    } else {
        w.referral.held_until.max(m.at)
    };
    let referral = Referral {
        id: m.source.id(),
        said: said.id,
        state: State::Held,
        before_pause: None,
        held_until: due_at,
        acknowledged: false,
        coach: None,
        reference: spoken::reference(m.source),
        made_at: m.at,
        ended_at: None,
        ..w.referral.clone()
    };
    let message = Message {
        id: m.source.id(),
        kind: MessageKind::Referral,
        person: said.person,
        to: Some(referral.recipient),
        said: Some(said.id),
        referral: Some(referral.id),
        proposal: None,
        text: String::new(),
        due_at,
    };
    let mut event = m.event(EventKind::CameBack, &[said.person]);
    event.purpose = Some(Purpose::Refer);
    event.said = Some(said.id);
    event.detail.org = Some(referral.recipient);
    event.detail.categories = said.categories;
    event.detail.when = Some(due_at);
    Ok(Decision::new(event)
        .change(Change::Given(said))
        .change(Change::ReferralMade(referral))
        .message(message))
}
