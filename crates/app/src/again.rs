//! Saying yes afresh from one's own page, after something has ended: to a service that the person chooses, with lines
//! that they tick. Nothing is carried over, and doing nothing is no.

use sayso_core::id::TermsId;
use sayso_core::parcel::ParcelHash;
use sayso_core::person::Details;
use sayso_core::referral::Referral;
use sayso_core::sayso::How;
use sayso_core::seat::Actor;

use crate::agree::{self, Asks, Kept, Question, Yes};
use crate::desk::Reach;
use crate::{Desk, Error, own};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct Again {
    /// The question as the published terms put it now.
    pub question: Question,
    /// The person's own details, from which they tick.
    pub details: Details,
}

/// Opens the page. `None`: something runs or waits, and a second yes is not asked for.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person, and where no terms are in effect.
pub fn open(desk: &mut Desk, actor: &Actor) -> Result<Option<Again>, Error> {
    let person = own::opened(desk, actor, "the page for saying yes afresh")?;
    let Some(ended) = ended(&desk.job.referrals(person)?) else {
        return Ok(None);
    };
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    Ok(Some(Again {
        question: desk.question(found.person.practice, Some(ended.scheme))?,
        details: found.person.details,
    }))
}

/// The person says yes to what stood on the page: those terms, that provider, this very parcel.
///
/// # Errors
/// [`Error::Conflict`] where the page showed something else; [`Error::NotNow`] where something stands in the way.
pub fn say_yes(
    desk: &mut Desk,
    actor: &Actor,
    yes: &Yes,
    terms: TermsId,
    shown: ParcelHash,
) -> Result<Kept, Error> {
    let Actor::Person(person) = *actor else {
        return Err(Error::NotFound);
    };
    if desk.reach != Reach::Full {
        return Err(Error::PrivateWord);
    }
    let about = desk.about(person, actor)?;
    let now = desk.question(about.practice, Some(yes.scheme))?.terms.id;
    let parcel = agree::preview(&yes.details, yes.lines, &yes.own_words, yes.salt);
    if now != terms || parcel.hash() != shown {
        return Err(Error::Conflict);
    }
    let how = How {
        language: yes.language.clone(),
        format: yes.format,
        ..How::online()
    };
    // What the practice had no hand in the first time, it has no hand in now: it is not told either.
    let ended = ended(&desk.job.referrals(person)?);
    let asks = match ended.filter(|r| r.scheme == yes.scheme) {
        Some(ended) if ended.from_home => Asks::FromHome,
        Some(_) => Asks::AtTheDesk(desk.fresh_card()?),
        None => return Err(Error::Conflict),
    };
    agree::keep(desk, actor, &about, yes, how, asks)
}

/// The newest referral that has ended, to a service with which nothing else runs.
fn ended(all: &[Referral]) -> Option<Referral> {
    let runs = |scheme| all.iter().any(|r| r.scheme == scheme && r.state.is_open());
    let over = all.iter().filter(|r| !runs(r.scheme));
    over.max_by_key(|r| r.id).cloned()
}
