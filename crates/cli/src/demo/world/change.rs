//! How the invented scheme's terms changed: one version that was published with its notice months ago and counts now,
//! and one draft that waits for the nominee. Owns: what they say. Goes the way that everybody goes: proposed, signed.

use sayso_app::{Desk, Error, Visit, places, session, terms};
use sayso_core::category::{Categories, Category};
use sayso_core::sayso::Purpose;
use sayso_core::terms::{Flow, Promise};

use super::places::{Borough, EASTGATE, GRACE, NIA, NORTHWAY, PRIYA};

/// Version 2: a purpose that needs its own yes, and another place for advice. It ends nothing.
pub(super) fn published(desk: &mut Desk, borough: &Borough) -> Result<(), Error> {
    let northway = borough.orgs[NORTHWAY];
    propose(
        desk,
        borough,
        "Some people asked us to keep evidence of their pay, so that they can check it.",
        |promise| {
            let like = promise.flows.iter().find(|f| f.recipient == northway).cloned();
            promise.flows.extend(like.map(|like| Flow {
                purpose: Purpose::PayEvidence,
                categories: Categories::of(&[Category::Jobs]),
                ..like
            }));
            promise.advice = "Harrowmere Advice, 020 7946 0333".into();
        },
    )?;
    sign(desk, borough, GRACE)?;
    sign(desk, borough, NIA)
}

/// A draft that the guardian has signed and the nominee has not.
pub(super) fn waiting(desk: &mut Desk, borough: &Borough) -> Result<(), Error> {
    let eastgate = borough.orgs[EASTGATE];
    propose(
        desk,
        borough,
        "Eastgate Futures asks to keep what it has for longer, because its auditors want to see it.",
        |promise| {
            for flow in promise.flows.iter_mut().filter(|f| f.recipient == eastgate) {
                flow.kept = "for six years after support ends".into();
            }
        },
    )?;
    sign(desk, borough, GRACE)
}

fn propose(
    desk: &mut Desk,
    borough: &Borough,
    why: &str,
    change: impl FnOnce(&mut Promise),
) -> Result<(), Error> {
    // Of this service: the other one has terms of its own.
    let all = places::published(desk)?.terms.into_iter().map(|t| t.terms);
    let ours = all.filter(|t| t.scheme == borough.scheme);
    let newest = ours.max_by_key(|t| t.version).ok_or(Error::NotFound)?;
    let mut promise = newest.promise;
    change(&mut promise);
    terms::propose_promise(desk, &borough.actor(PRIYA), borough.scheme, promise, why, 28)
}

fn sign(desk: &mut Desk, borough: &Borough, seat: usize) -> Result<(), Error> {
    let visit = Visit {
        actor: borough.actor(seat),
        checked_at: Some(desk.now()),
        ..Visit::nobody()
    };
    let drafts = terms::drafts(desk, &visit.actor)?;
    let open = drafts.into_iter().find(|s| s.draft.ended.is_none());
    let fresh = session::recent(desk, &visit)?;
    terms::sign(desk, &visit.actor, &fresh, open.ok_or(Error::NotFound)?.draft.id).map(drop)
}
