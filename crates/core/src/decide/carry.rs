//! Carrying messages to people: claimed, handed over, and what came of it. The network is slow, so a message is claimed
//! in one transaction, handed over outside of any, and its outcome kept in another. Whatever falls between the two is
//! handed over again: at least once, never silently not.

use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::Moment;
use crate::decision::{Change, Decision, Message, MessageKind};
use crate::event::EventKind;
use crate::id::{MemberId, MessageId, OrgId, PersonId, SourceExt as _};
use crate::org::spelled;
use crate::person::{SafeContact, Way};

spelled! {
    /// Why a message was not taken. Says nothing about the person.
    Trouble {
        /// Nobody answered at the other end.
        Unreachable = "unreachable",
        /// The other end took too long.
        TimedOut = "timed_out",
        /// The other end asked to come again later.
        ComeAgain = "come_again",
        /// The connection was not private.
        NotPrivate = "not_private",
        /// The other end does not take it.
        TurnedAway = "turned_away",
        /// The other end knows no such address.
        NoSuchAddress = "no_such_address",
        /// The other end does not know this server's name or password.
        NotKnownThere = "not_known_there",
    }
}

impl Trouble {
    /// Trying again by itself changes nothing.
    #[must_use]
    pub const fn lasts(self) -> bool {
        matches!(self, Self::TurnedAway | Self::NoSuchAddress)
    }
    /// What the operator reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Unreachable => "nobody answered",
            Self::TimedOut => "no answer in time",
            Self::ComeAgain => "asked to come again later",
            Self::NotPrivate => "the connection was not private",
            Self::TurnedAway => "not taken",
            Self::NoSuchAddress => "no such address",
            Self::NotKnownThere => "this server’s own name or password is wrong there",
        }
    }
}

spelled! {
    /// How a message that nothing could send reached the person.
    Handed {
        /// Printed and posted.
        Posted = "posted",
        /// Given to them in the practice.
        Given = "given",
        /// Read out to them.
        ReadOut = "read_out",
    }
}

impl Handed {
    /// What the person reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Posted => "printed and posted",
            Self::Given => "given to you by hand",
            Self::ReadOut => "read out to you",
        }
    }
}

/// How far a message has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Not before then.
    Waits(MessageId, Timestamp),
    /// Somebody hands it over now, and is thought to have stopped after `until`.
    Claimed {
        /// Which.
        id: MessageId,
        /// How.
        way: Way,
        /// Where to; the store keeps a keyed fingerprint.
        address: String,
        /// Until then nobody else hands it over.
        until: Timestamp,
    },
    /// It lies at the practice until somebody says how it reached the person. `true`: they chose letters, and are not
    /// told before.
    ToHand(MessageId, bool),
    /// It reached the person in this way, as this seat says.
    Handed(MessageId, Handed, MemberId, Timestamp),
    /// It was not taken; the next try.
    Late(MessageId, Trouble, Timestamp),
    /// It was not taken, and waits for the operator.
    Stuck(MessageId, Trouble),
    /// The operator wants it tried again.
    Again(MessageId, Timestamp),
    /// Unsent messages to this person are not wanted any more.
    Hushed(PersonId),
    /// The person wants no more texts.
    TextsStopped(PersonId, SafeContact),
}

/// How long handing over may take before somebody else may try. Longer than every time-out of an adapter together.
pub const CLAIM: SignedDuration = SignedDuration::from_mins(3);
/// After so many tries nobody tries again by themselves: the last is more than four hours after the first.
pub const TRIES: u32 = 9;
/// A sign-in code is of no use after this.
const CODE_WORKS: SignedDuration = SignedDuration::from_mins(10);

const fn way_in_words(way: Way) -> &'static str {
    match way {
        Way::Text => "a text",
        Way::Email => "an email",
        Way::Phone | Way::Post | Way::AskAtPractice => "a message",
    }
}

/// It is not a time at which the person may be reached.
#[must_use]
pub fn waits(m: Moment, message: &Message, until: Timestamp) -> Decision {
    let mut event = m.event(EventKind::MessageWaits, &[message.person]);
    event.detail.when = Some(until);
    Decision::new(event).change(Change::Delivery(Delivery::Waits(message.id, until)))
}

/// Somebody is about to hand it over. Kept before anything leaves.
#[must_use]
pub fn claimed(m: Moment, message: &Message, way: Way, address: &str) -> Decision {
    let mut event = m.event(EventKind::MessageTried, &[message.person]);
    event.detail.what = Some(way_in_words(way).into());
    Decision::new(event).change(Change::Delivery(Delivery::Claimed {
        id: message.id,
        way,
        address: address.into(),
        until: m.at + CLAIM,
    }))
}

/// The other end took it.
#[must_use]
pub fn taken(m: Moment, message: &Message, way: Way) -> Decision {
    super::agree::message_sent(m, message, &format!("you {}", way_in_words(way)), true)
}

/// The other end did not take it. A later try, with a wait that doubles and that chance shortens by up to half, so that
/// many messages do not all come back at one moment; or none.
#[must_use]
pub fn not_taken(m: Moment, message: &Message, tries: u32, trouble: Trouble) -> Decision {
    let again = next_try(m, message, tries).filter(|_| !trouble.lasts());
    if let Some(at) = again {
        let mut event = m.event(EventKind::MessageLate, &[message.person]);
        event.detail.when = Some(at);
        return Decision::new(event).change(Change::Delivery(Delivery::Late(message.id, trouble, at)));
    }
    if message.kind == MessageKind::Code {
        // Whoever asked for it is waiting: the practice can read it out, or make another.
        return to_the_practice(m, message, None);
    }
    let mut event = m.event(EventKind::MessageStuck, &[message.person]);
    event.detail.what = Some("the person who runs this server is told that one waits".into());
    Decision::new(event).change(Change::Delivery(Delivery::Stuck(message.id, trouble)))
}

fn next_try(m: Moment, message: &Message, tries: u32) -> Option<Timestamp> {
    if tries >= TRIES {
        return None;
    }
    let wait = 60 * (1_i64 << tries.saturating_sub(1).min(8));
    let half = u32::try_from(wait / 2).unwrap_or(u32::MAX);
    let chance = u32::from_be_bytes(m.source.bytes()) % half.max(1);
    let at = m.at + (wait - i64::from(chance)).seconds();
    let useful = message.kind != MessageKind::Code || at < message.due_at + CODE_WORKS;
    useful.then_some(at)
}

/// Nothing is sent: the practice reads it out or prints it.
#[must_use]
pub fn to_the_practice(m: Moment, message: &Message, way: Option<Way>) -> Decision {
    let what = "a message to your practice, which can read it out or print it for you";
    to_hand(super::agree::message_sent(m, message, what, true), message, way)
}

/// With this decision a message to a person comes to lie at their practice. A code has its own short time there;
/// anything else stays until somebody says how it reached them.
#[must_use]
pub fn to_hand(decision: Decision, message: &Message, way: Option<Way>) -> Decision {
    if message.to.is_some() || message.kind == MessageKind::Code {
        return decision;
    }
    let letter = way == Some(Way::Post);
    decision.change(Change::Delivery(Delivery::ToHand(message.id, letter)))
}

/// Somebody at the practice says how it reached the person, who reads that they said so.
#[must_use]
pub fn handed(m: Moment, message: &Message, by: MemberId, how: Handed) -> Decision {
    let mut event = m.event(EventKind::MessageHanded, &[message.person]);
    event.detail.what = Some(how.in_words().into());
    Decision::new(event).change(Change::Delivery(Delivery::Handed(message.id, how, by, m.at)))
}

/// What the operator wants of messages that were not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tend {
    /// Try again.
    Again,
    /// The practices read them out or print them.
    ByHand,
}

/// The operator decides about messages that were not taken, and learns nothing of whose they are. The people are told.
#[must_use]
pub fn tended(m: Moment, messages: &[(MessageId, PersonId)], what: Tend) -> Decision {
    let mut people: Vec<PersonId> = vec![];
    for (_, person) in messages {
        if !people.contains(person) {
            people.push(*person);
        }
    }
    let mut event = m.event(EventKind::MessagesTended, &people);
    event.detail.what = Some(
        match what {
            Tend::Again => "they are tried again",
            Tend::ByHand => "your practice can read them out or print them",
        }
        .into(),
    );
    let changes = messages.iter().flat_map(|(id, _)| match what {
        Tend::Again => vec![Change::Delivery(Delivery::Again(*id, m.at))],
        Tend::ByHand => vec![
            Change::MessageSent(*id, m.at),
            Change::Delivery(Delivery::ToHand(*id, false)),
        ],
    });
    Decision::new(event).changes_from(changes)
}

/// The person answered a text with STOP. That stops texts, and nothing else: it is not leaving.
#[must_use]
pub fn texts_stopped(m: Moment, person: PersonId, contact: &SafeContact) -> Decision {
    let mut contact = contact.clone();
    contact.limits.no_texts = true;
    Decision::new(m.event(EventKind::TextsStopped, &[person]))
        .change(Change::Delivery(Delivery::TextsStopped(person, contact)))
}

/// A message to a person, due now, resting on nothing but that it is theirs.
/// The decision, and each of these people told by their safe channel that there is something to read.
pub(super) fn told(m: Moment, mut decision: Decision, people: &[PersonId]) -> Decision {
    for person in people {
        let words = crate::words::NEW_MESSAGE;
        decision = decision.message(to_person(m, MessageKind::ToPerson, *person, words));
    }
    decision
}

pub(super) fn to_person(m: Moment, kind: MessageKind, person: PersonId, text: &str) -> Message {
    let nobody: Option<OrgId> = None;
    Message {
        id: m.source.id(),
        kind,
        person,
        to: nobody,
        said: None,
        referral: None,
        proposal: None,
        text: text.into(),
        due_at: m.at,
    }
}
