//! Pages about places: what anybody may read without signing in, and what a member reads about their own place.

use sayso_core::category::Categories;
use sayso_core::decision::Org;
use sayso_core::facts::Place;
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;
use sayso_core::words;
use sayso_policy::act;
use sayso_store::Counts;

use crate::{Desk, Error};

/// Everything that the public pages show: organisations with their interests, schemes, terms past and present.
#[derive(Debug, Clone)]
pub struct Published {
    /// Every organisation, with its interests in sentences.
    pub orgs: Vec<(Org, Vec<String>)>,
    /// Every published version, oldest first, with the flow sentences and the promise about benefits.
    pub terms: Vec<PublishedTerms>,
}

/// One published version in words.
#[derive(Debug, Clone)]
pub struct PublishedTerms {
    /// The terms.
    pub terms: Terms,
    /// It counts now.
    pub in_effect: bool,
    /// About the benefits system.
    pub about_benefits: Vec<String>,
    /// Who gets what.
    pub flows: Vec<String>,
    /// What is never sent.
    pub never_sent: Vec<&'static str>,
    /// Hash of the words.
    pub hash: String,
}

/// A period, and its counts as they were published.
pub type Period = (String, Counts);

/// All periods of one kind, newest first.
pub type Periods = Vec<Period>;

/// The numbers about nobody, as they were published, never computed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// Each month that is over: what people answered.
    pub months: Periods,
    /// Each quarter in which jobs began, and that was counted.
    pub quarters: Periods,
}

/// The numbers, for everybody.
///
/// # Errors
/// Only where the store cannot read.
pub fn numbers(desk: &mut Desk) -> Result<Numbers, Error> {
    let door = Place::of(sayso_core::id::OrgId::NIL, OrgKind::Council);
    desk.may::<act::ReadPublic>(&Actor::Visitor, &door, Categories::NONE)?;
    published_numbers(desk)
}

/// The same, once it is known who reads them.
pub(crate) fn published_numbers(desk: &mut Desk) -> Result<Numbers, Error> {
    Ok(Numbers {
        months: desk.job.all_published_counts(sayso_store::Period::Month)?,
        quarters: desk.job.all_published_counts(sayso_store::Period::Quarter)?,
    })
}

/// What is published. About nobody, so it writes nothing.
///
/// # Errors
/// Only where the store cannot read.
pub fn published(desk: &mut Desk) -> Result<Published, Error> {
    let door = Place::of(sayso_core::id::OrgId::NIL, OrgKind::Council);
    desk.may::<act::ReadPublic>(&Actor::Visitor, &door, Categories::NONE)?;
    let orgs = desk.job.orgs()?.into_iter().map(|o| {
        let said = words::interests(&o.name, &o.interests);
        (o, said)
    });
    let orgs = orgs.collect();
    let mut terms = vec![];
    let all = desk.job.all_terms()?;
    for t in &all {
        let newer = all
            .iter()
            .any(|o| o.scheme == t.scheme && o.version > t.version && o.in_effect_at <= desk.now.at);
        terms.push(PublishedTerms {
            in_effect: t.in_effect_at <= desk.now.at && !newer,
            about_benefits: words::about_benefits(&t.promise),
            flows: words::flows(&t.promise),
            never_sent: words::never_sent(&t.promise),
            hash: t
                .promise
                .hash()
                .iter()
                .fold(String::new(), |text, byte| format!("{text}{byte:02x}")),
            terms: t.clone(),
        });
    }
    Ok(Published { orgs, terms })
}
