//! Supporters: an advocate, a carer or an interpreter whom the person named, for themself alone, within what they chose
//! and until a day. Owns: the choices and what *live* means. A supporter never says yes, and nobody but the person names
//! one.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::category::{Categories, Category};
use crate::id::{PersonId, SupporterId};
use crate::org::spelled;

/// The longest time for which somebody can be named; then the person names them again, or does nothing.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);
/// The usual time, where the person does not choose another.
pub const USUAL: SignedDuration = SignedDuration::from_hours(91 * 24);
/// How long the code works that the person hands over with the three words.
pub const CODE_WORKS: SignedDuration = SignedDuration::from_hours(14 * 24);

spelled! {
    /// What a supporter is to the person.
    SupporterKind {
        /// Speaks up for them.
        Advocate = "advocate",
        /// Looks after them: a relative or a friend, say.
        Carer = "carer",
        /// Says in one language what was said in another, or in signs.
        Interpreter = "interpreter",
        /// Holds a legal power that two seats of the practice saw. Nobody names one: see [`crate::power`].
        Attorney = "attorney",
    }
}

impl SupporterKind {
    /// Those whom a person can name.
    pub const NAMED: [Self; 3] = [Self::Advocate, Self::Carer, Self::Interpreter];

    /// The words a person reads, after "your".
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Attorney => "attorney or deputy",
            Self::Advocate => "advocate",
            Self::Carer => "carer, relative or friend",
            Self::Interpreter => "interpreter",
        }
    }
}

spelled! {
    /// What a supporter may do, each chosen by the person. None is there by default.
    Choice {
        /// See where things are, and when the next meetings are.
        Meetings = "meetings",
        /// Read the plan, the person's own words and the notes.
        Plan = "plan",
        /// Write hopes, steps and own words for the person.
        Write = "write",
        /// Stop everything for the person, who can undo it.
        Stop = "stop",
    }
}

impl Choice {
    /// The words a person reads: "Kim may …".
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Meetings => "see where things are, and my next meetings",
            Self::Plan => "read my plan, my own words and the notes",
            Self::Write => "write for me in my plan and own words",
            Self::Stop => "stop everything for me, so that I have left",
        }
    }
    /// The kinds of information that it opens to read.
    #[must_use]
    pub fn reads(self) -> Categories {
        match self {
            Self::Meetings => Categories::of(&[Category::Appointments]),
            Self::Plan => Categories::of(&[Category::Plan, Category::OwnWords, Category::CoachNotes]),
            Self::Write | Self::Stop => Categories::NONE,
        }
    }
}

/// A set of choices, kept as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Scope(u8);

impl Scope {
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// The set of these.
    #[must_use]
    pub fn of(list: &[Choice]) -> Self {
        list.iter().copied().collect()
    }
    /// Is it chosen?
    #[must_use]
    pub const fn has(self, choice: Choice) -> bool {
        self.0 & (1 << choice as u8) != 0
    }
    /// Nothing chosen?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
    /// Each choice, in the order of the page.
    pub fn iter(self) -> impl Iterator<Item = Choice> {
        Choice::ALL.iter().copied().filter(move |c| self.has(*c))
    }
}

impl FromIterator<Choice> for Scope {
    fn from_iter<I: IntoIterator<Item = Choice>>(iter: I) -> Self {
        iter.into_iter()
            .fold(Self::NONE, |set, c| Self(set.0 | 1 << c as u8))
    }
}

/// Names separated by one space: `meetings stop`.
impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.iter().map(Choice::as_str).collect();
        f.write_str(&names.join(" "))
    }
}

/// The text names a choice that there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown choice for a supporter")]
pub struct UnknownChoice;

impl std::str::FromStr for Scope {
    type Err = UnknownChoice;
    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        let each = text.split_ascii_whitespace();
        each.map(|word| Choice::parse(word).ok_or(UnknownChoice))
            .collect()
    }
}

impl Serialize for Scope {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.iter())
    }
}
impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Vec::<Choice>::deserialize(d)?.into_iter().collect())
    }
}

/// Somebody whom the person named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supporter {
    /// Which.
    pub id: SupporterId,
    /// Whom they support.
    pub person: PersonId,
    /// What they are to them.
    pub kind: SupporterKind,
    /// What the person calls them. Encrypted; shown on the person's own pages alone.
    pub name: String,
    /// What they may do.
    pub scope: Scope,
    /// From when.
    pub from: Timestamp,
    /// Until when at the latest.
    pub until: Timestamp,
    /// When the person took it back.
    pub ended: Option<Timestamp>,
}

impl Supporter {
    /// Does it count at this moment?
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until && self.ended.is_none_or(|at| now < at)
    }

    /// The actor that they make at this moment.
    #[must_use]
    pub fn acting(&self, now: Timestamp) -> ActingSupporter {
        ActingSupporter {
            id: self.id,
            person: self.person,
            scope: self.scope,
            live: self.is_live(now),
        }
    }
}

/// A supporter while they act, as the transaction found them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ActingSupporter {
    /// Which.
    pub id: SupporterId,
    /// Whom they support.
    pub person: PersonId,
    /// What they may do.
    pub scope: Scope,
    /// They were named, the day has not come, and it was not taken back. Computed here, never by a policy.
    pub live: bool,
}

/// The card of a supporter: three words and a code, to hand over. The store keeps keyed hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupporterCard {
    /// Three words, tidied.
    pub words: String,
    /// Six digits, for the first time alone.
    pub code: String,
    /// When the code stops working.
    pub expires: Timestamp,
}

/// One change about a supporter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SupporterChange {
    /// The person named somebody.
    Named(Supporter, SupporterCard),
    /// A new card in place of the old one: its words, code and the supporter's own word open nothing any more.
    CardMade(SupporterId, SupporterCard),
    /// The first time: the code is used up, and this is their own word.
    WordSet(SupporterId, String),
    /// They signed in: wrong tries before it count no more.
    SignedIn(SupporterId),
    /// Taken back: their sessions end, and of the card nothing is kept.
    TakenBack(SupporterId, Timestamp),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kim() -> Supporter {
        Supporter {
            id: SupporterId::NIL,
            person: PersonId::NIL,
            kind: SupporterKind::Carer,
            name: "Kim".into(),
            scope: Scope::of(&[Choice::Meetings]),
            from: Timestamp::UNIX_EPOCH,
            until: Timestamp::UNIX_EPOCH + USUAL,
            ended: None,
        }
    }

    #[test]
    fn a_supporter_counts_until_the_minute_of_their_day_and_not_after_it_was_taken_back() {
        let kim = kim();
        let last = kim.until - SignedDuration::from_secs(1);
        assert!(kim.is_live(kim.from) && kim.is_live(last) && !kim.is_live(kim.until));
        let back = Supporter {
            ended: Some(last),
            ..kim
        };
        assert!(!back.acting(last).live && !back.is_live(last));
    }

    #[test]
    fn choices_are_written_and_read_in_one_way_and_none_is_chosen_by_default() {
        assert!(Scope::default().is_empty());
        let all: Scope = Choice::ALL.iter().copied().collect();
        assert_eq!(all.to_string(), "meetings plan write stop");
        assert_eq!(all.to_string().parse::<Scope>(), Ok(all));
        assert_eq!("meetings everything".parse::<Scope>(), Err(UnknownChoice));
    }
}
