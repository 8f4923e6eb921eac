//! A forgotten private word. Owns: that it takes two seats, how long the second may take, and the week in which the
//! person can keep their word. Never makes a word, and changes nothing of how a person is reached.

use jiff::SignedDuration;

use super::carry::to_person;
use super::{Moment, NotNow};
use crate::decision::{Change, Decision, Message, MessageKind, OwnChange};
use crate::event::EventKind;
use crate::forgotten::{Forgotten, ForgottenChange};
use crate::id::{MemberId, PersonId};

/// How long a second seat can say the same.
pub const SECOND: SignedDuration = SignedDuration::from_hours(24);
/// How long the word still counts after the person was told of the second seat: as long as a letter takes, with days to
/// answer it (ADR 0035).
pub const DELAY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Why a word stays after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The person used it.
    Used,
    /// The person says that it was not they who asked.
    NotMe,
    /// They told their practice so.
    Told,
    /// They have another practice now, which heard nothing.
    Moved,
    /// A seat that said so is kept away from the record.
    KeptAway,
    /// Contact with them is over.
    Over,
}

impl Why {
    /// The words that complete the sentence.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Used => "it was used",
            Self::NotMe => "you say that it was not you",
            Self::Told => "you told them that it was not you",
            Self::Moved => "you have another practice now",
            Self::KeptAway => "somebody who recorded it is kept away from your record",
            Self::Over => "contact is over",
        }
    }
}

fn message(m: Moment, kind: MessageKind, person: PersonId) -> Message {
    to_person(m, kind, person, crate::words::NEW_MESSAGE)
}

/// A seat heard from the person, there at the desk, that they forgot their word. Nothing changes before a second seat
/// says the same. `before` counts only where what it says still stands.
///
/// # Errors
/// [`NotNow::SecondSeat`] for the same seat again; [`NotNow::Done`] where the word ends already.
pub fn heard(
    m: Moment,
    person: PersonId,
    by: MemberId,
    before: Option<&Forgotten>,
) -> Result<Decision, NotNow> {
    let told = message(m, MessageKind::WordForgotten, person);
    let (event, change) = match before.filter(|f| f.is_open(m.at)) {
        None => (
            m.event(EventKind::WordForgotten, &[person]),
            ForgottenChange::Asked(person, by, m.at, m.at + SECOND),
        ),
        Some(open) if open.agreed.is_some() => return Err(NotNow::Done),
        Some(open) if open.asked_by == by => return Err(NotNow::SecondSeat),
        Some(_) => {
            let ends = m.at + DELAY;
            let mut event = m.event(EventKind::WordEnds, &[person]);
            event.detail.when = Some(ends);
            (event, ForgottenChange::Agreed(person, by, ends, told.id))
        }
    };
    Ok(Decision::new(event)
        .change(Change::Forgotten(change))
        .message(told))
}

/// The word stays. Whoever said so may not be the person, who may not be able to sign in: they are told by their safe channel.
#[must_use]
pub fn kept(m: Moment, person: PersonId, why: Why) -> Decision {
    let mut event = m.event(EventKind::WordKept, &[person]);
    event.detail.what = Some(why.in_words().into());
    let change = ForgottenChange::Kept(person, m.at);
    let decision = Decision::new(event).change(Change::Forgotten(change));
    if why == Why::Over {
        decision
    } else {
        decision.message(message(m, MessageKind::ToPerson, person))
    }
}

/// The week is over.
#[must_use]
pub fn gone(m: Moment, person: PersonId) -> Decision {
    let change = ForgottenChange::Gone(person, m.at);
    Decision::new(m.event(EventKind::WordGone, &[person]))
        .change(Change::Forgotten(change))
        .message(message(m, MessageKind::ToPerson, person))
}

/// “That was not me”, of a word that was set in place of a forgotten one: everybody is signed out, and how to reach the
/// person stays as they themselves said it.
#[must_use]
pub fn taken_away(m: Moment, person: PersonId) -> Decision {
    Decision::new(m.event(EventKind::EnrolmentUndone, &[person]))
        .change(Change::Forgotten(ForgottenChange::TakenAway(person)))
        .change(Change::Own(OwnChange::SignedOutEverywhere(person, m.at)))
}
