//! The question before a yes, about nobody: what a practice takes part in, and what the published terms put to whoever
//! is asked. A no leaves one count behind, and nothing about the person.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::agree;
use sayso_core::decide::practice;
use sayso_core::event::EventKind;
use sayso_core::id::{OrgId, SchemeId, TermsId};
use sayso_core::parcel::ParcelHash;
use sayso_core::person::Answer;
use sayso_core::sayso::{Off, Purpose};
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;
use sayso_core::{spoken, words};
use sayso_policy::{Authorised, act};

use crate::{Desk, Error};

/// One service that a practice takes part in: about nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its scheme.
    pub scheme: SchemeId,
    /// What it is called.
    pub name: String,
    /// What it offers, from its terms.
    pub what: String,
}

/// What a person reads before saying yes, all of it generated from the published terms.
#[derive(Debug, Clone)]
pub struct Question {
    /// Every service that the practice takes part in, this one among them, by name.
    pub services: Vec<Service>,
    /// The scheme.
    pub scheme: SchemeId,
    /// The terms that a yes would be to.
    pub terms: Terms,
    /// Each provider that a referral could go to, with its interests in sentences.
    pub providers: Vec<(OrgId, String, Vec<String>)>,
    /// How long the wait for each of them is, in one sentence each, with the day on which it was said.
    pub waits: Vec<String>,
    /// The same providers, with who stands behind each.
    pub interests: Vec<(String, sayso_core::org::Interests)>,
    /// About the benefits system.
    pub about_benefits: Vec<String>,
    /// Who gets what.
    pub flows: Vec<String>,
    /// What is never sent.
    pub never_sent: Vec<&'static str>,
    /// What support writes down, and the person reads.
    pub written: Vec<&'static str>,
    /// When who stands behind one of the providers last changed, if it ever did.
    pub interests_since: Option<Timestamp>,
}

/// What stood on the page on which the person confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The terms.
    pub terms: TermsId,
    /// Since when who stands behind the providers is what it is.
    pub interests_since: Option<Timestamp>,
    /// The parcel, salt included.
    pub parcel: ParcelHash,
}

impl Question {
    /// What a page with this question and this parcel shows.
    #[must_use]
    pub const fn with(&self, parcel: ParcelHash) -> Shown {
        Shown {
            terms: self.terms.id,
            interests_since: self.interests_since,
            parcel,
        }
    }
}

impl Desk<'_> {
    /// The practice of a card that nobody has used and that has not run out, and that it may be used.
    ///
    /// # Errors
    /// [`Error::NotFound`] for words that open nothing, and for a card that is somebody's already.
    pub(super) fn unused_card(&mut self, words: &str) -> Result<(OrgId, Authorised<act::UseCard>), Error> {
        let card = self.job.card(&spoken::tidy(words))?;
        let card = card.filter(|c| c.expires > self.now.at && c.person.is_none());
        let place = self.place(card.ok_or(Error::NotFound)?.practice)?;
        let may = self.may::<act::UseCard>(&Actor::Visitor, &place, Categories::NONE)?;
        Ok((place.org, may))
    }

    /// The services that a practice takes part in, with terms in effect, in the order in which they were set up.
    pub(crate) fn services(&mut self, practice: OrgId) -> Result<Vec<Service>, Error> {
        let mut services = vec![];
        for scheme in self.job.schemes()? {
            if !scheme.orgs.contains(&practice) {
                continue;
            }
            if let Some(terms) = self.job.terms_in_effect(scheme.id, self.now.at)? {
                services.push(Service {
                    scheme: scheme.id,
                    name: scheme.name,
                    what: terms.promise.what,
                });
            }
        }
        Ok(services)
    }

    /// The question as the published terms of one service put it now; of the first where none was chosen.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the scheme has no terms in effect.
    pub(crate) fn question(&mut self, practice: OrgId, which: Option<SchemeId>) -> Result<Question, Error> {
        if self.contract_is_over(practice)? {
            return Err(sayso_core::decide::NotNow::PracticeOver.into());
        }
        let services = self.services(practice)?;
        let scheme = match which {
            None => services.first().map(|s| s.scheme),
            Some(chosen) => services.iter().find(|s| s.scheme == chosen).map(|s| s.scheme),
        };
        let scheme = scheme.ok_or(Error::NotFound)?;
        let terms = self
            .job
            .terms_in_effect(scheme, self.now.at)?
            .ok_or(Error::NotFound)?;
        // A register with a benefits recipient cannot be published; one that got in some other way is not served.
        terms
            .promise
            .check(terms.published_at.to_zoned(jiff::tz::TimeZone::UTC).date())
            .map_err(|_| Error::NotFound)?;
        let off = self.job.off_for(practice)?;
        if off.iter().any(|o| matches!(o, Off::Sending { .. })) {
            return Err(sayso_core::decide::NotNow::SwitchedOff.into());
        }
        let (mut providers, mut waits, mut interests) = (vec![], vec![], vec![]);
        let mut interests_since = None;
        for flow in terms.promise.flows.iter().filter(|f| f.purpose == Purpose::Refer) {
            let org = self.org(flow.recipient)?;
            if is_off(&off, flow.recipient) || self.contract_is_over(flow.recipient)? {
                continue;
            }
            let wait = self.wait_in_words(org.id, &org.name)?;
            interests_since = interests_since.max(self.job.interests_since(org.id)?);
            interests.push((org.name.clone(), org.interests.clone()));
            providers.push((
                org.id,
                org.name.clone(),
                words::interests(&org.name, &org.interests),
            ));
            waits.push(wait);
        }
        Ok(Question {
            services,
            scheme,
            about_benefits: words::about_benefits(&terms.promise),
            flows: words::flows(&terms.promise),
            never_sent: words::never_sent(&terms.promise),
            written: agree::WRITTEN_IN_SUPPORT.iter().map(|c| c.in_words()).collect(),
            terms,
            providers,
            waits,
            interests,
            interests_since,
        })
    }
}

/// Is this provider switched off for referrals? It is then not offered.
fn is_off(off: &[Off], provider: OrgId) -> bool {
    off.iter().any(|o| {
        matches!(o, Off::Recipient { org, purpose }
            if *org == provider && purpose.is_none_or(|p| p == Purpose::Refer))
    })
}

/// The offer page: about nobody. Its event names the seat alone.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats; [`Error::NotFound`] without terms in effect.
pub fn open_offer(desk: &mut Desk, actor: &Actor, which: Option<SchemeId>) -> Result<Question, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::Offer>(actor, &place, Categories::NONE)?;
    let question = desk.question(place.org, which)?;
    let decision = practice::about_nobody(desk.now, EventKind::OfferOpened, "");
    desk.write(&may, &decision)?;
    Ok(question)
}

/// The question as a visitor with a card reads it. Writes nothing.
///
/// # Errors
/// [`Error::NotFound`] for words that open nothing, and for a card that is somebody's already.
pub fn open_card(desk: &mut Desk, words: &str, which: Option<SchemeId>) -> Result<Question, Error> {
    let (practice, _) = desk.unused_card(words)?;
    desk.question(practice, which)
}

/// A no or a not yet, at the desk (`practice` of the actor) or with a card: one counter, and nothing about the person.
///
/// # Errors
/// [`Error::NotFound`] for words that open nothing.
pub fn answer_no(desk: &mut Desk, actor: &Actor, card: Option<&str>, answer: Answer) -> Result<(), Error> {
    if let Some(words) = card {
        let (practice, may) = desk.unused_card(words)?;
        let decision = practice::answered(desk.now, practice, answer);
        desk.write(&may, &decision)?;
    } else {
        let (_, place) = Desk::own_place(actor)?;
        let may = desk.may::<act::RecordAnswer>(actor, &place, Categories::NONE)?;
        let decision = practice::answered(desk.now, place.org, answer);
        desk.write(&may, &decision)?;
    }
    Ok(())
}
