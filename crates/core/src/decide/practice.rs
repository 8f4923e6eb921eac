//! What a practice does before anybody has said yes. Almost all of it is about nobody.

use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::Moment;
use super::carry::to_person;
use crate::decision::{Change, Counter, Decision, Message, MessageKind};
use crate::entry::{Author, Entry, EntryKind, EntryState};
use crate::event::{Detail, EventKind};
use crate::id::{EntryId, MemberId, OrgId, PersonId, SourceExt as _};
use crate::person::{Answer, Person, Remembered};

/// A no or a not yet: one counter, and nothing about the person. (`Yes` is counted by the agreement itself.)
#[must_use]
pub fn answered(m: Moment, practice: OrgId, answer: Answer) -> Decision {
    let counter = match answer {
        Answer::Yes => Counter::Yes,
        Answer::NotYet => Counter::NotYet,
        Answer::No => Counter::No,
    };
    Decision::new(m.event(EventKind::AnswerCounted, &[])).change(Change::Counted(practice, counter))
}

/// The person asked to be remembered (or forgotten again, with `None`).
#[must_use]
pub fn remembered(m: Moment, person: PersonId, what: Option<Remembered>) -> Decision {
    let mut event = m.event(EventKind::AnswerRemembered, &[person]);
    event.detail.what = Some(
        match what {
            Some(Remembered::DoNotAsk) => "please do not ask me",
            Some(Remembered::NotYet(_)) => "not yet",
            None => "nothing any more",
        }
        .into(),
    );
    if let Some(Remembered::NotYet(until)) = what {
        event.detail.when = Some(until);
    }
    Decision::new(event).change(Change::Remembered(person, what))
}

/// Cards: three words each, no names. Works for 28 days.
#[must_use]
pub fn cards_made(m: Moment, practice: OrgId, words: &[String]) -> Decision {
    let expires = m.at + (28 * 24).hours();
    let made = words.iter().map(|w| Change::CardMade {
        words: w.clone(),
        practice,
        expires,
    });
    let counted = words.iter().map(|_| Change::Counted(practice, Counter::Cards));
    Decision::new(m.event(EventKind::CardMade, &[]))
        .changes_from(made)
        .changes_from(counted)
}

/// "I don't take part", or the whole practice does not. No reason is asked.
#[must_use]
pub fn takes_part(m: Moment, org: OrgId, member: Option<MemberId>, takes_part: bool) -> Decision {
    let mut event = m.event(EventKind::TakingPart, &[]);
    let whose = if member.is_some() {
        "their own seat"
    } else {
        "the practice"
    };
    event.detail.what = Some(format!("{whose}, {}", if takes_part { "yes" } else { "no" }));
    event.detail.org = Some(org);
    Decision::new(event).change(Change::TakesPart {
        org,
        member,
        takes_part,
    })
}

/// The practice loads or corrects a row of its own list.
#[must_use]
pub fn identity_loaded(m: Moment, person: Person) -> Decision {
    let event = m.event(EventKind::IdentityLoaded, &[person.id]);
    Decision::new(event).change(Change::PersonKept(person))
}

/// Something arrived from elsewhere without the person's agreement to our terms: kept as what somebody else wrote.
/// A referral becomes an open offer that the person may answer; a consent stays somebody else's record.
#[must_use]
pub fn outside_kept(
    m: Moment,
    person: PersonId,
    keeper: MemberId,
    is_referral: bool,
    text: String,
    written_at: Timestamp,
) -> Decision {
    let kind = if is_referral {
        EventKind::OfferKept
    } else {
        EventKind::OutsideConsentKept
    };
    Decision::new(m.event(kind, &[person])).change(Change::EntryKept(Entry {
        id: m.source.id(),
        person,
        referral: None,
        kind: EntryKind::Outside,
        state: EntryState::Kept,
        author: Author::Member(keeper),
        text,
        at: None,
        written_at,
    }))
}

/// How long an imported offer that nobody answers is kept (model, "Person").
pub const OFFER_OPEN: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Nobody answered an imported offer in its time: it goes, and the person is told that it was there.
#[must_use]
pub fn offer_lapsed(m: Moment, person: PersonId, offer: EntryId) -> Decision {
    Decision::new(m.event(EventKind::OfferLapsed, &[person])).change(Change::OutsideErased(offer))
}

/// The person said no, or not yet, to an imported offer: it goes, and only they read that they answered it.
#[must_use]
pub fn offer_answered(m: Moment, person: PersonId, offer: EntryId) -> Decision {
    Decision::new(m.event(EventKind::OfferAnswered, &[person])).change(Change::OutsideErased(offer))
}

/// The same by somebody at the practice: the person, whose old card opens nothing now, is told by their safe channel.
#[must_use]
pub fn card_replaced_for(m: Moment, person: PersonId, practice: OrgId, words: String) -> Decision {
    card_replaced(m, person, practice, words).message(to_person(
        m,
        MessageKind::ToPerson,
        person,
        crate::words::NEW_MESSAGE,
    ))
}

/// A lost card: every card of this person is burned, and these words take their place.
#[must_use]
pub fn card_replaced(m: Moment, person: PersonId, practice: OrgId, words: String) -> Decision {
    // As long as a card that is made at a desk.
    let expires = m.at + (24 * 365).hours();
    Decision::new(m.event(EventKind::CardReplaced, &[person]))
        .change(Change::CardsBurned(person))
        .change(Change::CardMade {
            words: words.clone(),
            practice,
            expires,
        })
        .change(Change::CardTied { words, person })
}

/// A one-time code for a person who proved their card and private word: it goes to their safe channel alone.
#[must_use]
pub fn code_made(m: Moment, person: PersonId, code: &str) -> Decision {
    let text = format!("Your code is {code}. It works for 10 minutes.");
    Decision::new(m.event(EventKind::CodeMade, &[person]))
        .change(Change::CodeMade {
            person,
            code: code.into(),
            expires: m.at + 10.minutes(),
        })
        .message(Message {
            id: m.source.id(),
            kind: MessageKind::Code,
            person,
            to: None,
            said: None,
            referral: None,
            proposal: None,
            text,
            due_at: m.at,
        })
}

/// An act about nobody that changes no state of a person: a registration, a page about a place, a sign-in.
#[must_use]
pub fn about_nobody(m: Moment, kind: EventKind, what: &str) -> Decision {
    let mut event = m.event(kind, &[]);
    event.detail = Detail {
        what: (!what.is_empty()).then(|| what.into()),
        ..Detail::default()
    };
    Decision::new(event)
}

/// A membership ends at this minute.
#[must_use]
pub fn member_left(m: Moment, member: MemberId, role: &str) -> Decision {
    let mut event = m.event(EventKind::MemberLeft, &[]);
    event.detail.what = Some(role.into());
    Decision::new(event).change(Change::MemberLeft(member, m.at))
}
