//! Two records of one person become one, and two again. Never moves a row, widens a say-so or tells an organisation:
//! a link is made and taken away, and the person is told each time.

use super::carry::told;
use super::session::{Proof, opened};
use super::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::EventKind;
use crate::id::{MemberId, OrgId, PersonId, SessionId, SourceExt as _};
use crate::pair::{Pair, PairChange, PairWhy};
use crate::seat::Actor;

/// A seat of the practice thinks that two records are one person. Nothing changes yet.
///
/// # Errors
/// [`NotNow::Done`] for a record and itself.
pub fn proposed(
    m: Moment,
    practice: OrgId,
    (kept, other): (PersonId, PersonId),
    why: PairWhy,
    by: MemberId,
    reachable: &[PersonId],
) -> Result<Decision, NotNow> {
    if kept == other {
        return Err(NotNow::Done);
    }
    let pair = Pair {
        id: m.source.id(),
        practice,
        kept,
        other,
        why,
        proposed_by: by,
        proposed_at: m.at,
        listed_at: None,
        joined_at: None,
    };
    let mut event = m.event(EventKind::PairProposed, &pair.people());
    event.detail.what = Some(why.in_words().into());
    let decision = Decision::new(event).change(Change::Pair(PairChange::Proposed(pair)));
    Ok(told(m, decision, reachable))
}

/// A second seat agrees: the practice finds one of them from now on. Nobody is shown anything new.
///
/// # Errors
/// [`NotNow::SecondSeat`] for the seat that proposed it; [`NotNow::Done`] when somebody agreed already.
pub fn listed(m: Moment, pair: &Pair, by: MemberId, reachable: &[PersonId]) -> Result<Decision, NotNow> {
    if pair.proposed_by == by {
        return Err(NotNow::SecondSeat);
    }
    if pair.listed_at.is_some() {
        return Err(NotNow::Done);
    }
    let event = m.event(EventKind::PairListed, &pair.people());
    let change = Change::Pair(PairChange::Listed(pair.id, m.at));
    Ok(told(m, Decision::new(event).change(change), reachable))
}

/// The person has shown in one sitting that both records are theirs: signed in to `from` with its private word, and now
/// with the card, the private word and the code of the other one, which is used up.
///
/// # Errors
/// [`NotNow::Done`] when they had before.
pub fn joined(m: Moment, pair: &Pair, from: PersonId, reachable: &[PersonId]) -> Result<Decision, NotNow> {
    if pair.joined_at.is_some() {
        return Err(NotNow::Done);
    }
    let event = m.event(EventKind::PairJoined, &pair.people());
    let decision = Decision::new(event)
        .change(Change::CodeUsed(pair.across(from)))
        .change(Change::Pair(PairChange::Joined(pair.id, m.at)));
    Ok(told(m, decision, reachable))
}

/// Taken apart again. Each record stands as it was, with what was written under it since. Cannot fail. `says_so`: the
/// person says that it was never right.
#[must_use]
pub fn parted(m: Moment, pair: &Pair, says_so: bool, reachable: &[PersonId]) -> Decision {
    let never_again = says_so && pair.joined_at.is_none();
    let kind = if never_again {
        EventKind::PairNotWanted
    } else {
        EventKind::PairParted
    };
    let change = PairChange::Parted {
        pair: *pair,
        at: m.at,
        never_again,
    };
    let decision = Decision::new(m.event(kind, &pair.people())).change(Change::Pair(change));
    told(m, decision, reachable)
}

/// How somebody came from one of two joined records to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crossing {
    /// From a session on the first, which ends.
    Session(SessionId),
    /// At the door, with the first one's card, private word and code, which is used up.
    Door,
}

/// A session on the record at the other end of the link. Both records tell of it.
#[must_use]
pub fn crossed(m: Moment, pair: &Pair, from: PersonId, by: Crossing, secret: &str, shared: bool) -> Decision {
    let to = Actor::Person(pair.across(from));
    let decision = opened(m, to, secret, &Proof::OtherRecord, shared).told_too(from);
    match by {
        Crossing::Session(session) => decision.change(Change::SessionEnded(session, m.at)),
        Crossing::Door => decision.change(Change::CodeUsed(from)),
    }
}
