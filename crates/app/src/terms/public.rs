//! What everybody reads: each version of the terms, what it changed in words, who signed it, and from when it counts.
//! About nobody, so it writes nothing. A signature is shown by role and organisation, never by name.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;
use sayso_core::terms::diff::{Sentence, Version, diff};
use sayso_core::terms::draft::{Ended, Side};
use sayso_policy::act;

use crate::guard::DOOR;
use crate::{Desk, Error};

/// One published version, and what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The version.
    pub terms: Terms,
    /// What it changed from the one before; of a first version, nothing.
    pub changes: Vec<Sentence>,
    /// Who signed it, by role and organisation, and when. A first version has no signatures.
    pub signed: Vec<(String, Timestamp)>,
    /// It will count, and does not yet.
    pub coming: bool,
}

/// Every published version, newest first.
///
/// # Errors
/// Only where the store cannot read.
pub fn changes(desk: &mut Desk) -> Result<Vec<Changed>, Error> {
    desk.may::<act::ReadPublic>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let drafts = desk.job.terms_drafts()?;
    let mut all: Vec<Changed> = vec![];
    for scheme in desk.job.schemes()? {
        let before = desk.versions(scheme.id)?;
        for (at, (terms, behind)) in before.versions.iter().enumerate() {
            let last = at.checked_sub(1).and_then(|at| before.versions.get(at));
            let changes = last.map_or_else(Vec::new, |(old, old_behind)| {
                diff(
                    Version {
                        promise: &old.promise,
                        interests: old_behind,
                    },
                    Version {
                        promise: &terms.promise,
                        interests: behind,
                    },
                )
            });
            let draft = drafts
                .iter()
                .find(|d| matches!(&d.ended, Some(Ended::Published(id, _)) if *id == terms.id));
            let mut signed = vec![];
            for side in Side::ALL {
                if let Some(s) = draft.and_then(|d| d.signature(*side)) {
                    signed.push((desk.seat_in_public(s.by)?, s.at));
                }
            }
            all.push(Changed {
                coming: terms.in_effect_at > desk.now.at,
                terms: terms.clone(),
                changes,
                signed,
            });
        }
    }
    all.sort_by_key(|c| std::cmp::Reverse((c.terms.published_at, c.terms.version)));
    Ok(all)
}
