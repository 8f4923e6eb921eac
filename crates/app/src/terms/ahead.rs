//! What a published change will end for one person, before it does: read on their own page, so that nobody is surprised.

use jiff::Timestamp;
use sayso_core::id::{OrgId, TermsId};
use sayso_core::sayso::{Purpose, rule};
use sayso_core::seat::Actor;
use sayso_core::terms::diff::ends;

use crate::own::me;
use crate::{Desk, Error};

/// One yes of theirs that ends on a day to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// Who gets something by it now.
    pub recipient: String,
    /// What for.
    pub purpose: Purpose,
    /// From when it does not hold any more.
    pub from: Timestamp,
    /// The version that changes it.
    pub terms: TermsId,
}

/// Which of the person's yeses a published version will end. For a page that has written its own event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn ahead(desk: &mut Desk, actor: &Actor) -> Result<Vec<Ahead>, Error> {
    let person = me(actor)?;
    let now = desk.now.at;
    let all = desk.job.all_terms()?;
    if all.iter().all(|t| t.in_effect_at <= now) {
        return Ok(vec![]);
    }
    let ledger = desk.job.ledger(person)?;
    let mut found: Vec<(OrgId, Purpose, Timestamp, TermsId)> = vec![];
    for said in rule::live_ones(&ledger, now) {
        let Some(old) = all.iter().find(|t| t.id == said.terms) else {
            continue;
        };
        let coming = all
            .iter()
            .filter(|t| t.scheme == old.scheme && t.version > old.version && t.in_effect_at > now);
        let ending = coming.filter(|new| {
            ends(&old.promise, &new.promise).iter().any(|e| e.ends(said)) && new.in_effect_at < said.until
        });
        if let Some(new) = ending.min_by_key(|t| t.in_effect_at) {
            found.push((said.recipient, said.purpose, new.in_effect_at, new.id));
        }
    }
    found
        .into_iter()
        .map(|(org, purpose, from, terms)| {
            Ok(Ahead {
                recipient: desk.org(org)?.name,
                purpose,
                from,
                terms,
            })
        })
        .collect()
}
