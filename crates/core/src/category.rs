//! Data categories, the unit of sharing, and sets of them.

use serde::{Deserialize, Serialize};

use crate::org::spelled;

spelled! {
    /// One kind of information about a person (model, "Data categories").
    Category {
        /// Name, birth date, numbers.
        Identity = "identity",
        /// Ways to reach the person, with their rules.
        Contact = "contact",
        /// Communication needs (Accessible Information Standard).
        AccessNeeds = "access_needs",
        /// What the person wrote themself.
        OwnWords = "own_words",
        /// Work so far.
        Work = "work",
        /// Needs at work that the person chose to tell; not diagnoses.
        HealthForWork = "health_for_work",
        /// Hopes and steps.
        Plan = "plan",
        /// Meetings.
        Appointments = "appointments",
        /// What the coach writes.
        CoachNotes = "coach_notes",
        /// Jobs, in bands.
        Jobs = "jobs",
        /// Wellbeing measures.
        Wellbeing = "wellbeing",
        /// What the person chose to tell their GP.
        FeedbackToGp = "feedback_to_gp",
    }
}

impl Category {
    /// The words a person reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Identity => "your name",
            Self::Contact => "how to reach you",
            Self::AccessNeeds => "what helps you to communicate",
            Self::OwnWords => "what you want help with, in your words",
            Self::Work => "your work so far",
            Self::HealthForWork => "what you need at work",
            Self::Plan => "your hopes and next steps",
            Self::Appointments => "your meetings",
            Self::CoachNotes => "notes your coach writes",
            Self::Jobs => "jobs you tell us about",
            Self::Wellbeing => "how you feel",
            Self::FeedbackToGp => "what you chose to tell your GP",
        }
    }
}

/// A set of categories, kept as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Categories(u16);

impl Categories {
    /// No category.
    pub const NONE: Self = Self(0);

    /// The set of these.
    #[must_use]
    pub fn of(list: &[Category]) -> Self {
        list.iter().copied().collect()
    }
    /// Is `category` in the set?
    #[must_use]
    pub const fn has(self, category: Category) -> bool {
        self.0 & (1 << category as u16) != 0
    }
    /// Is every category of `other` in this set?
    #[must_use]
    pub const fn has_all(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }
    /// This set and `category`.
    #[must_use]
    pub const fn with(self, category: Category) -> Self {
        Self(self.0 | 1 << category as u16)
    }
    /// What is in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// What is in both.
    #[must_use]
    pub const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
    /// Nothing in it?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
    /// Each category in the model's order.
    pub fn iter(self) -> impl Iterator<Item = Category> {
        Category::ALL.iter().copied().filter(move |c| self.has(*c))
    }
}

impl FromIterator<Category> for Categories {
    fn from_iter<I: IntoIterator<Item = Category>>(iter: I) -> Self {
        iter.into_iter().fold(Self::NONE, Self::with)
    }
}

/// Names separated by one space, in the model's order: `identity contact`.
impl std::fmt::Display for Categories {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, c) in self.iter().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            f.write_str(c.as_str())?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Categories {
    type Err = UnknownCategory;
    fn from_str(text: &str) -> Result<Self, UnknownCategory> {
        text.split_ascii_whitespace()
            .map(|w| Category::parse(w).ok_or(UnknownCategory))
            .collect()
    }
}

impl Serialize for Categories {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.iter())
    }
}
impl<'de> Deserialize<'de> for Categories {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Vec::<Category>::deserialize(d)?.into_iter().collect())
    }
}

/// The text names a category that the model does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown data category")]
pub struct UnknownCategory;
