//! The desk at which one use case does its work, inside one transaction. Owns: the steps that every use case takes in
//! the same way — facts, authority, the person's say-so, writing. Never skips one.

use sayso_core::category::Categories;
use sayso_core::decide::Moment;
use sayso_core::decision::{Decision, Org};
use sayso_core::facts::{About, Place};
use sayso_core::id::{OrgId, PersonId, ReferralId};
use sayso_core::parcel::ParcelHash;
use sayso_core::referral::Referral;
use sayso_core::sayso::Purpose;
use sayso_core::sayso::rule::{self, Ask, Permit};
use sayso_core::seat::{Actor, Member};
use sayso_policy::{Act, Action, Authorised, On, Policy, act};
use sayso_store::{Job, Receipt};

use crate::Error;

/// One transaction at work.
pub struct Desk<'a> {
    pub(crate) job: Job<'a>,
    pub(crate) policy: &'a Policy,
    pub(crate) now: Moment<'a>,
    /// About whom something was denied in this job, for [`crate::file::or_has_left`].
    pub(crate) denied_about: Option<PersonId>,
    /// How far the visitor's session opens the person's own pages.
    pub(crate) reach: Reach,
    /// The person whose session this is.
    pub(crate) visitor: Option<PersonId>,
}

/// How far a session opens the person's own pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All of them.
    Full,
    /// The next meeting and the way out; the rest opens with the private word.
    Simple,
    /// What is held and the way out: the person has no private word yet, or did not give it.
    Limited,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(job: Job<'a>, policy: &'a Policy) -> Self {
        let now = Moment::now(job.source());
        Self {
            job,
            policy,
            now,
            denied_about: None,
            reach: Reach::Full,
            visitor: None,
        }
    }

    /// The moment of this piece of work: one reading of the clock.
    #[must_use]
    pub const fn now(&self) -> jiff::Timestamp {
        self.now.at
    }

    /// Reads the clock again, for the next of several pieces of work in one transaction.
    pub fn next_piece(&mut self) {
        self.now = Moment::now(self.job.source());
    }

    /// Is this more than a session does that began with what staff may know too, or that shows the simple page? Such a
    /// one reads its short pages, sets a first word, undoes, pauses, stops, takes records apart, objects to a power and speaks up (ADR 0007).
    fn is_too_much(&self, action: Action, actor: &Actor) -> bool {
        use Action as A;
        let short =
            matches!(actor, Actor::Person(p) if self.visitor == Some(*p)) && self.reach != Reach::Full;
        short
            && !matches!(
                action,
                A::OpenOwn
                    | A::PartPair
                    | A::Enrol
                    | A::Undo
                    | A::Pause
                    | A::Stop
                    | A::RaiseConcern
                    | A::ObjectToPower
                    | A::SignOut
            )
    }

    /// Step two of the line: may `actor` do `A` here? A no is written down, and then looks like "not found".
    ///
    /// # Errors
    /// [`Error::PrivateWord`] where the person's session does not reach so far; [`Error::Denied`].
    pub(crate) fn may<'o, A: Act>(
        &mut self,
        actor: &Actor,
        on: impl Into<On<'o>>,
        categories: Categories,
    ) -> Result<Authorised<A>, Error> {
        if self.is_too_much(A::ACTION, actor) {
            return Err(Error::PrivateWord);
        }
        match self.policy.authorise::<A>(actor, on, categories) {
            Ok(may) => Ok(may),
            Err(denied) => {
                self.job.record_denied(&denied)?;
                self.denied_about = denied.person();
                Err(Error::Denied)
            }
        }
    }

    /// Would it be allowed? For the rows of a list and the buttons of a page.
    pub(crate) fn would<'o>(
        &self,
        action: Action,
        actor: &Actor,
        on: impl Into<On<'o>>,
        categories: Categories,
    ) -> bool {
        self.policy.would_allow(action, actor, on, categories)
    }

    /// The facts about a person for an act by `actor`. About somebody who does not exist a seat has the facts of a stranger,
    /// so that what follows is the same.
    pub(crate) fn about(&mut self, person: PersonId, actor: &Actor) -> Result<About, Error> {
        match (self.job.about(person, actor)?, actor) {
            (Some(about), _) => Ok(about),
            (None, Actor::Member(_)) => Ok(About::of_nobody_known(PersonId::NIL)),
            (None, _) => Err(Error::NotFound),
        }
    }

    /// What `actor` named by its id. Where there is none, a seat is asked and denied as about somebody who is nothing to it:
    /// the same work and the same rows, and so the same time.
    pub(crate) fn there<T>(&mut self, actor: &Actor, found: Option<T>) -> Result<T, Error> {
        if found.is_none() && matches!(actor, Actor::Member(_)) {
            let nobody = About::of_nobody_known(PersonId::NIL);
            self.may::<act::ReadShared>(actor, &nobody, Categories::NONE)?;
        }
        found.ok_or(Error::NotFound)
    }

    /// The same as far as the service of one referral goes.
    pub(crate) fn about_in(&mut self, r: &Referral, actor: &Actor) -> Result<About, Error> {
        self.job
            .about_in(r.person, r.scheme, actor)?
            .ok_or(Error::NotFound)
    }

    /// An organisation as the place of an act.
    pub(crate) fn place(&mut self, org: OrgId) -> Result<Place, Error> {
        let org = self.org(org)?;
        Ok(Place::of(org.id, org.kind))
    }

    /// An organisation.
    pub(crate) fn org(&mut self, org: OrgId) -> Result<Org, Error> {
        self.job.org(org)?.ok_or(Error::NotFound)
    }

    /// The member's own organisation as the place of an act. A person or a visitor has none: "not found".
    pub(crate) fn own_place(actor: &Actor) -> Result<(Member, Place), Error> {
        match actor {
            Actor::Member(m) => Ok((*m, Place::of(m.org, m.kind))),
            Actor::Person(_) | Actor::Supporter(_) | Actor::Attorney(_) | Actor::Visitor | Actor::Sayso => {
                Err(Error::NotFound)
            }
        }
    }

    /// A referral, or "not found".
    pub(crate) fn referral(&mut self, id: ReferralId) -> Result<Referral, Error> {
        self.job.referral(id)?.ok_or(Error::NotFound)
    }

    /// Step three of the line: does the person allow this recipient these categories now, and this very parcel if
    /// something is sent?
    pub(crate) fn ask(
        &mut self,
        person: PersonId,
        recipient: OrgId,
        purpose: Purpose,
        categories: Categories,
        parcel: Option<ParcelHash>,
    ) -> Result<Permit, Error> {
        let ledger = self.job.ledger(person)?;
        let ask = Ask {
            person,
            recipient,
            purpose,
            categories,
            parcel,
        };
        Ok(rule::permit(&ledger, &ask, self.now.at)?)
    }

    /// The same within the service of one referral, for whoever it went to: what was said to the terms of another one is
    /// no yes here.
    pub(crate) fn ask_in(
        &mut self,
        r: &Referral,
        purpose: Purpose,
        categories: Categories,
    ) -> Result<Permit, Error> {
        let ledger = self.job.ledger_in(r.person, r.scheme)?;
        let ask = Ask {
            person: r.person,
            recipient: r.recipient,
            purpose,
            categories,
            parcel: None,
        };
        Ok(rule::permit(&ledger, &ask, self.now.at)?)
    }

    /// Step five: state, event and messages together.
    pub(crate) fn write<A: Act>(
        &mut self,
        may: &Authorised<A>,
        decision: &Decision,
    ) -> Result<Receipt, Error> {
        Ok(self.job.record(may, decision)?)
    }

    /// Three words that no card has yet. With some thousands of cards about, two in a row would meet sooner or later.
    pub(crate) fn fresh_card(&mut self) -> Result<String, Error> {
        loop {
            let words = sayso_core::spoken::card(self.now.source);
            if self.job.card(&words)?.is_none() {
                return Ok(words);
            }
        }
    }

    /// What was sent, with the lines that the person has corrected since: what everybody but the person reads.
    pub(crate) fn sent_now(
        &mut self,
        person: PersonId,
        hash: ParcelHash,
    ) -> Result<Option<sayso_core::parcel::Parcel>, Error> {
        let Some(mut parcel) = self.job.parcel(person, hash)? else {
            return Ok(None);
        };
        let corrected = self.job.corrected(person)?;
        for line in &mut parcel.lines {
            if let Some(value) = corrected.get(&line.label) {
                line.value.clone_from(value);
            }
        }
        parcel.lines.retain(|l| !l.value.is_empty());
        Ok(Some(parcel))
    }

    /// What somebody is called on a page or in a sentence.
    pub(crate) fn seat_name(&mut self, id: sayso_core::id::MemberId) -> Result<String, Error> {
        Ok(self
            .job
            .seat(id)?
            .map_or_else(|| "somebody who has left".into(), |s| s.name))
    }
}
