//! Terms that change by the only way there is: proposed by the commissioner, signed by guardian and nominee.

use jiff::{SignedDuration, Timestamp};
use sayso_app::{Desk, Error, Visit, places, session, terms};
use sayso_core::id::MemberId;
use sayso_core::terms::Promise;

use crate::{Cast, Town};

/// A visit of this seat, a moment after it showed who it is.
fn fresh(desk: &mut Desk, seat: MemberId) -> Result<Visit, Error> {
    Ok(Visit {
        actor: session::actor(desk, seat)?,
        checked_at: Some(desk.now()),
        ..Visit::nobody()
    })
}

/// Proposes the newest terms with this change.
fn propose(desk: &mut Desk, cast: &Cast, days: u16, change: impl FnOnce(&mut Promise)) -> Result<(), Error> {
    let published = places::published(desk)?;
    let newest = published
        .terms
        .into_iter()
        .rfind(|t| t.terms.scheme == cast.scheme);
    let mut promise = newest.ok_or(Error::NotFound)?.terms.promise;
    change(&mut promise);
    let priya = session::actor(desk, cast.priya)?;
    terms::propose_promise(desk, &priya, cast.scheme, promise, "It is time.", days)
}

/// Both sign. Gives from when it counts.
fn sign(desk: &mut Desk, cast: &Cast) -> Result<Timestamp, Error> {
    let mut from = None;
    for seat in [cast.grace, cast.nia] {
        let visit = fresh(desk, seat)?;
        let waiting = terms::drafts(desk, &visit.actor)?;
        let draft = waiting
            .iter()
            .find(|s| s.draft.ended.is_none())
            .ok_or(Error::NotFound)?;
        let proof = session::recent(desk, &visit)?;
        from = terms::sign(desk, &visit.actor, &proof, draft.draft.id)?;
    }
    from.ok_or(Error::NotFound)
}

impl Town {
    /// The commissioner proposes a change; nobody has signed.
    ///
    /// # Panics
    /// When it cannot be proposed.
    pub fn propose_terms(&self, days: u16, change: impl FnOnce(&mut Promise) + Send + 'static) {
        let cast = self.cast;
        self.act(move |desk, _| propose(desk, &cast, days, change))
            .expect("proposed");
    }

    /// A change is proposed and signed by both. Gives from when it counts.
    ///
    /// # Panics
    /// When it cannot be proposed or signed.
    pub fn publish_terms(&self, days: u16, change: impl FnOnce(&mut Promise) + Send + 'static) -> Timestamp {
        self.propose_terms(days, change);
        let cast = self.cast;
        self.act(move |desk, _| sign(desk, &cast))
            .expect("signed by both")
    }

    /// The same, and its notice goes by.
    ///
    /// # Panics
    /// When it cannot be proposed or signed.
    pub fn change_terms(&self, change: impl FnOnce(&mut Promise) + Send + 'static) {
        let from = self.publish_terms(14, change);
        let wait = from.duration_since(self.house.source().now()) + SignedDuration::from_mins(1);
        self.source.advance(wait);
    }
}
