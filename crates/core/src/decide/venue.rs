//! Where a meeting is. Owns: that only the person chooses, from what their own provider offers, for a meeting that is
//! ahead; and that no event says which.

use super::{Moment, NotNow};
use crate::decision::{Change, Decision, SecondChange};
use crate::entry::{Entry, EntryKind, EntryState};
use crate::event::EventKind;
use crate::id::{OrgId, SourceExt as _, VenueId};
use crate::referral::Referral;
use crate::venue::{Venue, What};

/// A provider offers a place to meet, or a way. About nobody.
///
/// # Errors
/// [`NotNow::Empty`] without a name.
pub fn offer(m: Moment, org: OrgId, what: &What) -> Result<Decision, NotNow> {
    let text = |t: &str| Some(t.trim().to_owned()).filter(|t| !t.is_empty());
    let what = What {
        meeting: what.meeting,
        name: text(&what.name).ok_or(NotNow::Empty)?,
        owner: what.owner.as_deref().and_then(text),
    };
    let id = m.source.id();
    let kept = SecondChange::VenueKept(Venue { id, org, what });
    Ok(Decision::new(m.event(EventKind::VenuesChanged, &[])).change(Change::Second(kept)))
}

/// It is offered no more. Meetings that are there stay: the person is asked by their own pages, never moved.
#[must_use]
pub fn end(m: Moment, org: OrgId, venue: VenueId) -> Decision {
    let ended = SecondChange::VenueEnded(venue, org);
    Decision::new(m.event(EventKind::VenuesChanged, &[])).change(Change::Second(ended))
}

/// The person chooses where one of their meetings is.
///
/// # Errors
/// [`NotNow::NotYours`] for what is no meeting of theirs ahead, and for a place of another provider.
pub fn choose(m: Moment, meeting: &Entry, r: &Referral, venue: &Venue) -> Result<Decision, NotNow> {
    let theirs = meeting.referral == Some(r.id) && meeting.person == r.person && venue.org == r.recipient;
    let ahead = meeting.at.is_some_and(|at| m.at < at);
    let kind = meeting.kind == EntryKind::Appointment && meeting.state == EntryState::Kept;
    if !theirs || !ahead || !kind || !r.state.is_open() {
        return Err(NotNow::NotYours);
    }
    let chosen = SecondChange::VenueChosen(r.person, meeting.id, venue.id);
    let event = m.event(EventKind::VenueChosen, &[r.person]);
    Ok(Decision::new(event).change(Change::Second(chosen)))
}
