//! Naming a supporter, taking it back, and what a supporter does. Owns: for how long one can be named, and that taking
//! back tells nobody. A supporter never says yes: no function here makes a say-so.

use jiff::Timestamp;

use super::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::entry::{Author, Entry, EntryKind, EntryState};
use crate::event::EventKind;
use crate::id::{PersonId, SourceExt as _, SupporterId};
use crate::supporter::{
    ActingSupporter, CODE_WORKS, LONGEST, Scope, Supporter, SupporterCard, SupporterChange, SupporterKind,
};

/// What the person says when they name somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// What they call them.
    pub name: String,
    /// What they are to them.
    pub kind: SupporterKind,
    /// What they may do.
    pub scope: Scope,
    /// Until when at the latest.
    pub until: Timestamp,
}

fn decided(m: Moment, kind: EventKind, person: PersonId, change: SupporterChange) -> Decision {
    Decision::new(m.event(kind, &[person])).change(Change::Supporter(change))
}

/// When a code that is made now stops working.
#[must_use]
pub(super) fn code_ends(m: Moment) -> Timestamp {
    m.at + CODE_WORKS
}

/// A card from these words and digits, whose code works from now.
#[must_use]
pub fn card(m: Moment, words: String, code: String) -> SupporterCard {
    SupporterCard {
        words,
        code,
        expires: code_ends(m),
    }
}

/// The person names a supporter.
///
/// # Errors
/// [`NotNow::Empty`] without a name or without a choice; [`NotNow::InThePast`]; [`NotNow::TooLong`];
/// [`NotNow::NoPower`] for an attorney, whom nobody names here.
pub fn name(m: Moment, person: PersonId, n: &Naming, card: SupporterCard) -> Result<Decision, NotNow> {
    if n.name.trim().is_empty() || n.scope.is_empty() {
        return Err(NotNow::Empty);
    }
    if n.kind == SupporterKind::Attorney {
        return Err(NotNow::NoPower);
    }
    if n.until <= m.at {
        return Err(NotNow::InThePast);
    }
    if n.until > m.at + LONGEST {
        return Err(NotNow::TooLong);
    }
    let supporter = Supporter {
        id: m.source.id(),
        person,
        kind: n.kind,
        name: n.name.trim().into(),
        scope: n.scope,
        from: m.at,
        until: n.until,
        ended: None,
    };
    let mut event = m.event(EventKind::SupporterNamed, &[person]);
    event.detail.when = Some(n.until);
    event.detail.what = Some(n.kind.in_words().into());
    let named = SupporterChange::Named(supporter, card);
    Ok(Decision::new(event).change(Change::Supporter(named)))
}

/// The person makes a new card for a supporter. What opened before opens nothing any more.
#[must_use]
pub fn new_card(m: Moment, s: &Supporter, card: SupporterCard) -> Decision {
    let change = SupporterChange::CardMade(s.id, card);
    decided(m, EventKind::SupporterCardMade, s.person, change)
}

/// The person takes it back. Nobody else is told: the decision has one event, for the person, and no message.
#[must_use]
pub fn take_back(m: Moment, s: &Supporter) -> Decision {
    let change = SupporterChange::TakenBack(s.id, m.at);
    decided(m, EventKind::SupporterTakenBack, s.person, change)
}

/// A supporter comes for the first time and chooses a word of their own.
#[must_use]
pub fn first_word(m: Moment, (id, person): (SupporterId, PersonId), word: String) -> Decision {
    let change = SupporterChange::WordSet(id, word);
    decided(m, EventKind::SupporterWordSet, person, change)
}

/// Somebody tried a supporter's card, and something did not fit.
#[must_use]
pub fn tried(m: Moment, person: PersonId) -> Decision {
    Decision::new(m.event(EventKind::SupporterTried, &[person]))
}

/// A supporter reads something (`what` in words: "your next meetings").
#[must_use]
pub fn looked(m: Moment, s: &ActingSupporter, what: &str) -> Decision {
    let mut event = m.event(EventKind::SupporterLooked, &[s.person]);
    event.detail.what = Some(what.into());
    Decision::new(event)
}

/// A supporter writes in the person's plan or own words. It is marked as theirs, and is the person's to close, contest
/// and seal.
///
/// # Errors
/// [`NotNow::Empty`] when there is nothing in it; [`NotNow::NotYours`] for what is not the person's own to write.
pub fn write(m: Moment, s: &ActingSupporter, kind: EntryKind, text: &str) -> Result<Decision, NotNow> {
    if text.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    let what = match kind {
        EntryKind::Hope => "a hope",
        EntryKind::OwnStep => "a step of your own",
        EntryKind::OwnWords => "words of your own",
        EntryKind::Note | EntryKind::Need | EntryKind::Step | EntryKind::Appointment | EntryKind::Outside => {
            return Err(NotNow::NotYours);
        }
    };
    let mut event = m.event(EventKind::SupporterWrote, &[s.person]);
    event.detail.what = Some(what.into());
    Ok(Decision::new(event).change(Change::EntryKept(Entry {
        id: m.source.id(),
        person: s.person,
        referral: None,
        kind,
        state: EntryState::Kept,
        author: Author::Supporter(s.id),
        text: text.trim().into(),
        at: None,
        written_at: m.at,
    })))
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::id::Still;
    use crate::supporter::{Choice, USUAL};

    fn naming() -> Naming {
        Naming {
            name: " Kim ".into(),
            kind: SupporterKind::Advocate,
            scope: Scope::of(&[Choice::Meetings]),
            until: Timestamp::UNIX_EPOCH + USUAL,
        }
    }
    fn named(n: &Naming) -> Result<Decision, NotNow> {
        let m = Moment::now(&Still(Timestamp::UNIX_EPOCH));
        let card = card(m, "river-lamp-seven".into(), "123456".into());
        name(m, PersonId::NIL, n, card)
    }

    #[test]
    fn a_supporter_needs_a_name_a_choice_and_an_end_within_a_year() {
        let ok = named(&naming()).expect("named");
        assert!(ok.messages().is_empty(), "nobody is told");
        let event = format!("{:?}", ok.event());
        assert!(!event.contains("Kim"), "no name in the event: {event}");
        let with = |change: fn(&mut Naming)| {
            let mut n = naming();
            change(&mut n);
            named(&n).expect_err("not like this")
        };
        assert_eq!(with(|n| n.name = "  ".into()), NotNow::Empty);
        assert_eq!(with(|n| n.scope = Scope::NONE), NotNow::Empty);
        assert_eq!(with(|n| n.until = Timestamp::UNIX_EPOCH), NotNow::InThePast);
        let late = |n: &mut Naming| n.until = Timestamp::UNIX_EPOCH + LONGEST + SignedDuration::from_secs(1);
        assert_eq!(with(late), NotNow::TooLong);
    }

    #[test]
    fn taking_back_tells_nobody_but_the_person() {
        let m = Moment::now(&Still(Timestamp::UNIX_EPOCH));
        let kim = Supporter {
            id: SupporterId::NIL,
            person: PersonId::NIL,
            kind: SupporterKind::Carer,
            name: "Kim".into(),
            scope: Scope::NONE,
            from: m.at,
            until: m.at + USUAL,
            ended: None,
        };
        let back = take_back(m, &kim);
        assert!(back.messages().is_empty());
        assert_eq!(back.event().people, [PersonId::NIL]);
        assert_eq!(back.changes().len(), 1);
    }

    #[test]
    fn a_supporter_writes_no_note_and_no_meeting() {
        let m = Moment::now(&Still(Timestamp::UNIX_EPOCH));
        let kim = ActingSupporter {
            id: SupporterId::NIL,
            person: PersonId::NIL,
            scope: Scope::of(&[Choice::Write]),
            live: true,
        };
        for kind in EntryKind::ALL {
            let own = matches!(kind, EntryKind::Hope | EntryKind::OwnStep | EntryKind::OwnWords);
            assert_eq!(write(m, &kim, *kind, "a garden").is_ok(), own, "{kind}");
        }
    }
}
