//! What a coach and a person write together. The person reads all of it, as written.

use jiff::Timestamp;

use super::{Moment, NotNow, provider};
use crate::decision::{Change, Decision, OwnChange};
use crate::entry::{Author, Entry, EntryKind, EntryState};
use crate::event::EventKind;
use crate::id::{EntryId, MemberId, PersonId, SourceExt as _};
use crate::referral::{Command, Referral};
use crate::sayso::How;
use crate::sayso::rule::Permit;

/// First meeting; the terms are explained again, and that is recorded.
///
/// # Errors
/// [`NotNow`] when it is not an accepted referral.
pub fn meet(m: Moment, permit: &Permit, r: &Referral, how: &How) -> Result<Decision, NotNow> {
    let decision = provider::moved(m, permit, r, Command::Meet, EventKind::Met)?.told_how(how.channel);
    Ok(if how.language == "en" {
        decision
    } else {
        decision.told_with("with an interpreter")
    })
}

/// Finished together.
///
/// # Errors
/// [`NotNow`] when it is not open.
pub fn finish(m: Moment, permit: &Permit, r: &Referral) -> Result<Decision, NotNow> {
    provider::moved(m, permit, r, Command::Finish, EventKind::Finished)
}

/// What a coach writes.
#[derive(Debug, Clone)]
pub struct Writing {
    /// A note, a step, a meeting or a need at work.
    pub kind: EntryKind,
    /// What it says, as the person will read it.
    pub text: String,
    /// When the meeting is, or by when the step.
    pub at: Option<Timestamp>,
    /// Not finished yet: the person sees only that somebody is writing.
    pub draft: bool,
    /// The draft that this finishes.
    pub finishes: Option<EntryId>,
}

/// A coach writes a note, a step or a meeting; or a need at work, which is sealed from its first moment.
///
/// # Errors
/// [`NotNow::Empty`] when there is nothing in it; [`NotNow::OtherPermit`] when the yes does not cover this kind.
pub fn write(
    m: Moment,
    permit: &Permit,
    r: &Referral,
    coach: MemberId,
    w: &Writing,
) -> Result<Decision, NotNow> {
    let covers = permit.purpose() == w.kind.purpose() && permit.categories().has(w.kind.category());
    if permit.person() != r.person || !covers {
        return Err(NotNow::OtherPermit);
    }
    if w.text.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    let kind = match (w.kind, w.draft) {
        (EntryKind::Appointment, _) => EventKind::Booked,
        (EntryKind::Step | EntryKind::Hope, _) => EventKind::StepAgreed,
        (EntryKind::Need, _) => EventKind::NeedWritten,
        (_, true) => EventKind::NoteBegun,
        (_, false) => EventKind::NoteWritten,
    };
    let mut event = m.event(kind, &[r.person]);
    event.purpose = Some(permit.purpose());
    event.said = Some(permit.said());
    event.detail.when = w.at;
    let entry = Entry {
        id: w.finishes.unwrap_or_else(|| m.source.id()),
        person: r.person,
        referral: Some(r.id),
        kind: w.kind,
        state: if w.draft {
            EntryState::Draft
        } else {
            EntryState::Kept
        },
        author: Author::Member(coach),
        text: w.text.trim().into(),
        at: w.at,
        written_at: m.at,
    };
    // Health detail is the coach's and the person's alone until the person names somebody else.
    let seal = (w.kind == EntryKind::Need).then(|| {
        Change::Own(OwnChange::Sealed {
            person: r.person,
            entry: entry.id,
            named: vec![coach],
        })
    });
    let decision = Decision::new(event).change(Change::EntryKept(entry));
    Ok(match seal {
        Some(seal) => decision.change(seal),
        None => decision,
    })
}

/// The person writes a hope or anything else, in their own words.
///
/// # Errors
/// [`NotNow::Empty`] when there is nothing in it.
pub fn own_words(m: Moment, person: PersonId, kind: EntryKind, text: &str) -> Result<Decision, NotNow> {
    if text.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    let mut event = m.event(EventKind::OwnWordsWritten, &[person]);
    event.detail.what = Some(
        match kind {
            EntryKind::Hope => "a hope",
            EntryKind::Need => "what you need at work",
            _ => "something of your own",
        }
        .into(),
    );
    Ok(Decision::new(event).change(Change::EntryKept(Entry {
        id: m.source.id(),
        person,
        referral: None,
        kind,
        state: EntryState::Kept,
        author: Author::Person,
        text: text.trim().into(),
        at: None,
        written_at: m.at,
    })))
}
