//! The second worker: messages to people, where this deployment can send texts or email. Each is claimed in one
//! transaction, in which the safe way is asked for again; handed over outside of any; and its outcome kept in another.
//! A crash in between hands it over again under the same mark: at least once. Never decides what a message says.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sayso_core::category::Categories;
use sayso_core::decide::carry::{self as decide, Trouble};
use sayso_core::id::MessageId;
use sayso_core::person::Way;
use sayso_core::reach::{self, Outgoing, Plan, Ways};
use sayso_core::seat::Actor;
use sayso_policy::act;
use sayso_store::Lane;

use crate::{Desk, Error, House};

/// One message on its way out of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The same at every try, so that the other end can tell a second copy.
    pub id: MessageId,
    /// When it was claimed.
    pub at: Timestamp,
    /// Where to and what it says.
    pub out: Outgoing,
}

/// Hands messages over to the outside. Comes in through the front door; nothing below it knows a network.
pub trait Carrier: Send + Sync {
    /// What it can send.
    fn ways(&self) -> Ways;
    /// Hands one over and waits, for less than [`decide::CLAIM`].
    ///
    /// # Errors
    /// Why it was not taken.
    fn carry(&self, envelope: &Envelope) -> Result<(), Trouble>;
}

/// What one round did. Counts of messages, about nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// Taken at the other end.
    pub taken: usize,
    /// Not taken.
    pub not_taken: usize,
    /// Left for a practice to read out, or for an hour at which the person may be reached.
    pub kept: usize,
}

/// How long a way rests after nobody answered there: one time-out a minute, not one a message.
const REST: SignedDuration = SignedDuration::from_mins(1);
/// How many messages one round looks at.
const MOST: u32 = 50;

/// What the rounds remember of each other: which way rests, and until when.
#[derive(Debug, Default)]
pub struct Rounds {
    resting: HashMap<Way, Timestamp>,
}

/// Messages to people whose time has come and that nobody hands over, oldest first.
///
/// # Errors
/// What the store gave.
pub fn due(desk: &mut Desk) -> Result<Vec<MessageId>, Error> {
    Ok(desk.job.due_to_people(desk.now.at, MOST)?)
}

/// Claims one message: `None` when it is not to be handed over now, or by nobody.
///
/// # Errors
/// Only where the store cannot write.
pub fn claim(desk: &mut Desk, id: MessageId, ways: Ways, resting: &[Way]) -> Result<Claim, Error> {
    let Some(waiting) = desk.job.message(id)? else {
        return Ok(Claim::Nothing);
    };
    let message = waiting.message;
    let is_due = waiting.sent_at.is_none() && message.to.is_none() && message.due_at <= desk.now.at;
    if !is_due || !desk.job.is_free(id, desk.now.at)? {
        return Ok(Claim::Nothing);
    }
    let about = desk.about(message.person, &Actor::Sayso)?;
    let found = desk.job.person(message.person)?.ok_or(Error::NotFound)?;
    let (details, contact) = (&found.person.details, found.contact.as_ref());
    let plan = reach::plan(message.kind, &message.text, details, contact, ways, desk.now.at);
    let plan = match (plan, details.reading) {
        (Plan::Now(out), Some(need)) => Plan::Now(Outgoing {
            body: sayso_words::outgoing(&out.body, need.reads.language),
            ..out
        }),
        (plan, _) => plan,
    };
    if matches!(&plan, Plan::Now(out) if resting.contains(&out.way)) {
        return Ok(Claim::Nothing);
    }
    let may = desk.may::<act::Deliver>(&Actor::Sayso, &about, Categories::NONE)?;
    let (decision, claim) = match plan {
        Plan::ByHand => {
            let way = contact.map(|c| c.way);
            (decide::to_the_practice(desk.now, &message, way), Claim::Kept)
        }
        Plan::Later(at) => (decide::waits(desk.now, &message, at), Claim::Kept),
        Plan::Now(out) => {
            let decision = decide::claimed(desk.now, &message, out.way, &out.address);
            let at = desk.now.at;
            (decision, Claim::Carry(Box::new(Envelope { id, at, out })))
        }
    };
    desk.write(&may, &decision)?;
    Ok(claim)
}

/// What [`claim`] came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// There is nothing to do now.
    Nothing,
    /// It waits, or the practice has it.
    Kept,
    /// It is claimed: hand it over.
    Carry(Box<Envelope>),
}

/// Keeps what came of handing it over. A message that the person stopped meanwhile is gone, and so is its outcome.
///
/// # Errors
/// Only where the store cannot write; then it is handed over again after the claim has run out.
pub fn outcome(desk: &mut Desk, id: MessageId, way: Way, came: Result<(), Trouble>) -> Result<(), Error> {
    let (Some(waiting), Some(tries)) = (desk.job.message(id)?, desk.job.claimed(id)?) else {
        return Ok(());
    };
    if waiting.sent_at.is_some() {
        return Ok(());
    }
    let message = waiting.message;
    let about = desk.about(message.person, &Actor::Sayso)?;
    let may = desk.may::<act::Deliver>(&Actor::Sayso, &about, Categories::NONE)?;
    let decision = match came {
        Ok(()) => decide::taken(desk.now, &message, way),
        Err(trouble) => decide::not_taken(desk.now, &message, tries, trouble),
    };
    desk.write(&may, &decision)?;
    Ok(())
}

impl Rounds {
    /// One round: whatever is due and may go is handed over, one at a time.
    ///
    /// # Errors
    /// Only where the store cannot write.
    pub fn round(&mut self, house: &Arc<House>, carrier: &dyn Carrier) -> Result<Round, Error> {
        let now = house.source().now();
        self.resting.retain(|_, until| *until > now);
        let ways = carrier.ways();
        let due = house.act(Lane::Normal, None, |desk, _| due(desk))?;
        let mut round = Round::default();
        for id in due {
            let resting: Vec<Way> = self.resting.keys().copied().collect();
            let claimed = house.act(Lane::Normal, None, move |desk, _| claim(desk, id, ways, &resting));
            let envelope = match claimed {
                Ok(Claim::Carry(envelope)) => envelope,
                Ok(Claim::Kept) => {
                    round.kept += 1;
                    continue;
                }
                Ok(Claim::Nothing) => continue,
                // One message that cannot leave now must not keep the others waiting.
                Err(Error::Conflict | Error::NotNow(_) | Error::NotFound) => {
                    tracing::warn!(message = %id, "a message to a person could not leave and waits on");
                    continue;
                }
                Err(error) => return Err(error),
            };
            let way = envelope.out.way;
            let came = carrier.carry(&envelope);
            match came {
                Ok(()) => round.taken += 1,
                Err(trouble) => {
                    round.not_taken += 1;
                    tracing::warn!(message = %id, way = %way, trouble = %trouble, "a message to a person was not taken");
                    if !trouble.lasts() && trouble != Trouble::ComeAgain {
                        self.resting.insert(way, house.source().now() + REST);
                    }
                }
            }
            house.act(Lane::Normal, None, move |desk, _| outcome(desk, id, way, came))?;
        }
        Ok(round)
    }
}
