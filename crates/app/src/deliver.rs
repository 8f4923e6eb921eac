//! The worker: sends what is due to organisations (and, where nothing else sends it, to people) and ends what has run
//! out. For each message the rule is asked again, in the transaction that marks it sent.

use std::sync::Arc;

use sayso_core::category::Categories;
use sayso_core::decide::{agree, carry, proposal};
use sayso_core::decision::{Message, MessageKind};
use sayso_core::entry::ProposalState;
use sayso_core::id::{MessageId, ProposalId};
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_policy::act;
use sayso_store::Lane;

use crate::{Desk, Error, House, awkward, closing, contract, counted, cover, draft, guard, import, power};

/// What left, for an adapter outside to carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The message.
    pub message: Message,
    /// The NHS number that the practice's own system files it under, for [`MessageKind::File`] alone.
    pub file_under: Option<String>,
}

/// Sends one message, or leaves it: `None` when it waits on, or died because the person no longer says yes.
///
/// # Errors
/// Only where the store cannot write.
pub fn one(desk: &mut Desk, id: MessageId) -> Result<Option<Gone>, Error> {
    let Some(waiting) = desk.job.message(id)? else {
        return Ok(None);
    };
    let message = waiting.message;
    if waiting.sent_at.is_some() || message.due_at > desk.now.at {
        return Ok(None);
    }
    let about = desk.about(message.person, &Actor::Sayso)?;
    let may = desk.may::<act::Deliver>(&Actor::Sayso, &about, Categories::NONE)?;
    let decision = if message.kind == MessageKind::Referral {
        // A yes that staff typed is told to the person before anything leaves.
        if !desk.job.is_told(message.person)? {
            return Ok(None);
        }
        let referral = desk.referral(message.referral.ok_or(Error::NotFound)?)?;
        // What was said under a power is asked again too: does the record that carried it still stand?
        if desk.is_taken_back(&referral)? {
            return Ok(None);
        }
        let parcel = desk
            .job
            .parcel(message.person, referral.parcel)?
            .ok_or(Error::NotFound)?;
        let (recipient, hash) = (referral.recipient, Some(parcel.hash()));
        match desk.ask(
            message.person,
            recipient,
            Purpose::Refer,
            parcel.categories(),
            hash,
        ) {
            Ok(permit) => agree::send(desk.now, &permit, &referral, message.id)?,
            // Stopping deletes unsent rows in its own transaction; what is left here ran out by time.
            Err(Error::WhyNot(_)) => return Ok(None),
            Err(error) => return Err(error),
        }
    } else {
        // Words go to a record only while both still agree to them: taken back, they wait for nobody.
        if let (MessageKind::File, Some(words)) = (message.kind, message.proposal)
            && desk.job.proposal(words)?.map(|p| p.state) != Some(ProposalState::Accepted)
        {
            return Ok(None);
        }
        // That a danger was reported reaches the person only once it is safe: until then this names nobody.
        let may_know = match message.kind {
            MessageKind::Safeguarding => desk.report_may_be_told(id)?,
            _ => true,
        };
        let left = agree::message_sent(desk.now, &message, in_words(message.kind), may_know);
        // Nothing here sends messages to people: theirs lie at the practice from now on.
        let found = desk.job.person(message.person)?;
        let way = found.and_then(|f| f.contact).map(|c| c.way);
        carry::to_hand(left, &message, way)
    };
    desk.write(&may, &decision)?;
    let file_under = match message.kind {
        MessageKind::File => desk
            .job
            .person(message.person)?
            .and_then(|f| f.person.details.nhs_number)
            .map(|n| n.digits()),
        _ => None,
    };
    Ok(Some(Gone { message, file_under }))
}

const fn in_words(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Referral => "your referral",
        MessageKind::HasLeft => "the two words “has left”, and nothing else",
        MessageKind::File => "the words you agreed to your practice’s own system",
        MessageKind::ToPerson | MessageKind::LeftForYou | MessageKind::WordForgotten => "you a message",
        MessageKind::Code => "you a sign-in code",
        MessageKind::Reminder => "that somebody waits for an answer, and no name",
        MessageKind::Safeguarding => "the report of a danger",
    }
}

/// The practice's own system has confirmed that the words are in the record.
///
/// # Errors
/// [`Error::NotNow`] when they were not accepted.
pub fn filed(desk: &mut Desk, id: ProposalId) -> Result<(), Error> {
    let p = desk.job.proposal(id)?.ok_or(Error::NotFound)?;
    let about = desk.about(p.person, &Actor::Sayso)?;
    let may = desk.may::<act::Deliver>(&Actor::Sayso, &about, Categories::NONE)?;
    let decision = proposal::confirmed(desk.now, &p)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// At most so many of a kind in one transaction.
const AT_ONCE: u32 = 50;

/// One kind of what the clock does by itself. Gives how many it did, at most `most`.
type ByTheClock = fn(&mut Desk, most: u32) -> Result<usize, Error>;

/// What has run out, in this order. Each is apart from the others, so that one that cannot be done holds none of them up.
const RUNS_OUT: [ByTheClock; 14] = [
    end_what_ran_out,
    power::take_back,
    awkward::carry_nobody_over,
    contract::carry_out,
    closing::carry_out,
    awkward::ask_the_silent,
    guard::concern::pass_on,
    guard::demand::tell,
    import::let_lapse,
    crate::own::ahead,
    crate::own::due,
    crate::forgotten::due,
    cover::carry_out,
    counted::quarter,
];

/// Ends the say-sos whose time has run out.
fn end_what_ran_out(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let over = desk.job.ran_out(desk.now.at, most)?;
    for (person, said) in &over {
        let about = desk.about(*person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        let ledger = desk.job.ledger(*person)?;
        let Some(said) = ledger.given.iter().find(|s| s.id == *said) else {
            continue;
        };
        let terms = desk.job.terms(said.terms)?.ok_or(Error::NotFound)?;
        let standing = desk.standing_with(*person, about.practice, Some(terms.scheme))?;
        let decision = agree::ran_out(desk.now, said, &standing);
        desk.write(&may, &decision)?;
    }
    Ok(over.len())
}

/// One round inside one transaction, for a history that is made up as a whole: everything that has run out, then
/// everything that is due.
///
/// # Errors
/// What the store gave, or a message that cannot leave; then nothing of the transaction may be kept.
pub fn within(desk: &mut Desk) -> Result<Vec<Gone>, Error> {
    for job in RUNS_OUT {
        while job(desk, AT_ONCE)? == AT_ONCE as usize {}
    }
    let mut gone = vec![];
    for id in desk.job.due(desk.now.at, 500)? {
        gone.extend(one(desk, id)?);
    }
    Ok(gone)
}

/// One round: everything that has run out, then everything that is due, each in a transaction of its own. Gives what
/// left. Messages to people lie at their practice from then on, to be read out.
///
/// # Errors
/// Only where the store cannot write; what was sent before stays sent.
pub fn round(house: &Arc<House>) -> Result<Vec<Gone>, Error> {
    some_round(house, |desk| Ok(desk.job.due(desk.now.at, 500)?))
}

/// The same, where [`crate::carry`] sends texts and email: messages to people are left to it.
///
/// # Errors
/// As [`round`].
pub fn round_to_organisations(house: &Arc<House>) -> Result<Vec<Gone>, Error> {
    some_round(house, |desk| {
        Ok(desk.job.due_to_organisations(desk.now.at, 500)?)
    })
}

/// The store takes nothing now: the only reason to leave off a round. Whatever else goes wrong concerns one thing alone.
const fn takes_nothing(error: &Error) -> bool {
    matches!(error, Error::Unavailable | Error::Busy)
}

/// One of them, in a transaction of its own. What it cannot do now is undone, said to the operator without content, and
/// tried again in the next round.
fn by_itself(house: &Arc<House>, job: ByTheClock) -> Result<usize, Error> {
    match house.act(Lane::Normal, None, move |desk, _| job(desk, AT_ONCE)) {
        Err(error) if !takes_nothing(&error) => {
            tracing::error!(%error, "something that had run out could not be ended; it is tried again");
            Ok(0)
        }
        ended => ended,
    }
}

fn some_round(
    house: &Arc<House>,
    due: fn(&mut Desk) -> Result<Vec<MessageId>, Error>,
) -> Result<Vec<Gone>, Error> {
    draft::clear(house)?;
    for job in RUNS_OUT {
        while by_itself(house, job)? == AT_ONCE as usize {}
    }
    let mut gone = vec![];
    let due = house.act(Lane::Normal, None, move |desk, _| due(desk))?;
    for id in due {
        match house.act(Lane::Normal, None, move |desk, _| one(desk, id)) {
            Ok(Some(message)) => gone.push(message),
            Ok(None) => {}
            // One message that cannot leave now must not keep the others waiting.
            Err(error) if !takes_nothing(&error) => {
                tracing::warn!(message = %id, %error, "a message could not leave and waits on");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(gone)
}
