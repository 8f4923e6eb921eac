//! What somebody with a recorded power sees and does: one question, the details that it needs, one yes to exactly that,
//! undo and stop. Owns: how little that is. Never the person's pages, the plan, the log of who looked, or sending early.

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::power as decide;
use sayso_core::power::ActingAttorney;
use sayso_core::referral::{Referral, State};
use sayso_core::sayso::KeyedBy;
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::agree::{self, Kept, Shown, Yes};
use crate::change_mind::{self, Heard};
use crate::guard::DOOR;
use crate::more_services::Asking;
use crate::{Desk, Error};

/// What was said under the power, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What the service is called.
    pub service: String,
    /// The provider's name.
    pub provider: String,
    /// How far it is.
    pub state: State,
    /// When it leaves, while it is held.
    pub held_until: Timestamp,
}

/// What there is to do.
#[derive(Debug, Clone)]
pub enum Deciding {
    /// Nothing now: no record for a decision counts, or it was made for other words.
    Nothing,
    /// The question, and the details that would be sent.
    Asked(Box<Asking>),
    /// A yes was said.
    Given(Given),
}

const fn me(actor: &Actor) -> Result<ActingAttorney, Error> {
    match actor {
        Actor::Attorney(a) => Ok(*a),
        Actor::Person(_) | Actor::Supporter(_) | Actor::Member(_) | Actor::Visitor | Actor::Sayso => {
            Err(Error::NotFound)
        }
    }
}

/// What the question shows of the person: who they are, how to reach them, how they communicate.
fn shown() -> Categories {
    Categories::of(&[Category::Identity, Category::Contact, Category::AccessNeeds])
}

impl Desk<'_> {
    /// Writes that somebody with a power came and found nothing to decide.
    fn nothing_to_decide(&mut self, a: &ActingAttorney) -> Result<Deciding, Error> {
        let may = self.may::<act::ReadPublic>(&Actor::Attorney(*a), &DOOR, Categories::NONE)?;
        let what = "the page that says that nothing can be decided now";
        let decision = decide::looked(self.now, a, what);
        self.write(&may, &decision)?;
        Ok(Deciding::Nothing)
    }

    /// What was said under this power and the record that counts now; never the person's own, nor what another record
    /// carried.
    fn said_under(&mut self, a: &ActingAttorney) -> Result<Option<Referral>, Error> {
        let (_, record) = self.acting_under(a)?;
        let ledger = self.job.ledger(a.person)?;
        let by_this = |r: &Referral| {
            let said = ledger.given.iter().find(|s| s.id == r.said);
            said.is_some_and(|s| {
                s.how.keyed_by == KeyedBy::Attorney(a.id) && Some(s.recorded_at) == record.used_at
            })
        };
        Ok(self.job.referrals(a.person)?.into_iter().rfind(by_this))
    }
}

/// The page of somebody with a power, after its event.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub fn home(desk: &mut Desk, actor: &Actor) -> Result<Deciding, Error> {
    let a = me(actor)?;
    if !a.decision {
        return desk.nothing_to_decide(&a);
    }
    let about = desk.about(a.person, actor)?;
    let (_, record) = desk.acting_under(&a)?;
    if record.used_at.is_some() {
        let may = desk.may::<act::ReadByPower>(actor, &about, Categories::NONE)?;
        let decision = decide::looked(desk.now, &a, "how far the yes is that they said for you");
        desk.write(&may, &decision)?;
        let r = desk.said_under(&a)?.ok_or(Error::NotFound)?;
        let schemes = desk.job.schemes()?.into_iter();
        let service = schemes.filter(|s| s.id == r.scheme).map(|s| s.name).next();
        return Ok(Deciding::Given(Given {
            service: service.unwrap_or_default(),
            provider: desk.org(r.recipient)?.name,
            state: r.state,
            held_until: r.held_until,
        }));
    }
    let question = desk.question(about.practice, Some(record.scheme))?;
    if question.terms.id != record.terms {
        return desk.nothing_to_decide(&a);
    }
    let may = desk.may::<act::ReadByPower>(actor, &about, shown())?;
    let decision = decide::looked(desk.now, &a, "the question, and the details that would be sent");
    desk.write(&may, &decision)?;
    let details = desk.job.person(a.person)?.ok_or(Error::NotFound)?.person.details;
    Ok(Deciding::Asked(Box::new(Asking { question, details })))
}

/// They say yes, with what stood on the page: those terms, whoever stood behind the service then, this very parcel.
///
/// # Errors
/// [`Error::NotNow`] where the power or the record does not count for it; [`Error::Conflict`] where the page showed
/// something else; [`Error::Denied`] without both; [`Error::NotFound`] for anybody else.
pub fn say_yes(desk: &mut Desk, actor: &Actor, yes: &Yes, shown: Shown) -> Result<Kept, Error> {
    let a = me(actor)?;
    let about = desk.about(a.person, actor)?;
    // Asked first, so that a try without both leaves its event.
    let parcel = agree::preview(&yes.details, yes.lines, &yes.own_words, yes.salt);
    desk.may::<act::KeyAgreement>(actor, &about, parcel.categories())?;
    let (power, record) = desk.acting_under(&a)?;
    desk.may_be_decided_for(a.person)?;
    let now = desk.question(about.practice, Some(yes.scheme))?;
    if record.terms != shown.terms || record.scheme != yes.scheme || now.with(parcel.hash()) != shown {
        return Err(Error::Conflict);
    }
    agree::by_a_power(desk, actor, &about, yes, (power, record))
}

/// They undo it before it is sent. Give it to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// [`Error::NotNow`] when it was sent already; [`Error::Denied`] where power or record count no more.
pub fn undo(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let a = me(actor)?;
    let about = desk.about(a.person, actor)?;
    desk.may::<act::Undo>(actor, &about, Categories::NONE)?;
    let said = desk.said_under(&a)?;
    agree::undo_this(desk, actor, a.person, said)
}

/// They stop it: the service of the decision, and nothing else. The person is told and can undo it in one step. Give it to
/// [`sayso_store::Lane::Stop`].
///
/// # Errors
/// [`Error::Denied`] where power or record count no more; [`Error::NotFound`] where nothing was said under it.
pub fn stop(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let a = me(actor)?;
    let about = desk.about(a.person, actor)?;
    desk.may::<act::Stop>(actor, &about, Categories::NONE)?;
    // Open, it is the only one of its service: what is stopped is that.
    let said = desk.said_under(&a)?.filter(|r| r.state.is_open());
    let said = said.ok_or(Error::NotFound)?;
    change_mind::leave_one(desk, actor, a.person, Some(said.scheme), Heard::ONLINE).map(drop)
}
