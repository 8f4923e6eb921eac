//! A job, as its person tells it. Owns: the bands and lists that a job is told in. Every field may be left out, and
//! leaving one out counts against nobody. There is no employer's name here and no amount of pay, by rule.

pub mod pay;
pub mod quality;
pub mod wage;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::entry::Author;
use crate::id::{JobId, PersonId, ReferralId};
use crate::org::spelled;
use wage::PayBand;

spelled! {
    /// Hours in a usual week.
    Hours {
        /// Fewer than 8.
        UnderEight = "under_8",
        /// From 8 to 15.
        EightToFifteen = "8_to_15",
        /// From 16 to 30.
        SixteenToThirty = "16_to_30",
        /// More than 30.
        OverThirty = "over_30",
    }
}

impl Hours {
    /// The words on a page.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::UnderEight => "fewer than 8 hours a week",
            Self::EightToFifteen => "8 to 15 hours a week",
            Self::SixteenToThirty => "16 to 30 hours a week",
            Self::OverThirty => "more than 30 hours a week",
        }
    }
}

spelled! {
    /// What kind of contract.
    Contract {
        /// No end date.
        Permanent = "permanent",
        /// Ends on a date.
        FixedTerm = "fixed_term",
        /// Through an agency.
        Agency = "agency",
        /// No hours are promised.
        ZeroHours = "zero_hours",
        /// Works for themself.
        OwnBusiness = "own_business",
        /// To learn a trade.
        Apprentice = "apprentice",
        /// Without pay.
        Volunteer = "volunteer",
    }
}

impl Contract {
    /// The words on a page.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Permanent => "permanent",
            Self::FixedTerm => "until a date that was agreed",
            Self::Agency => "through an agency",
            Self::ZeroHours => "no hours are promised",
            Self::OwnBusiness => "working for yourself",
            Self::Apprentice => "an apprenticeship",
            Self::Volunteer => "volunteering, without pay",
        }
    }
}

spelled! {
    /// How long before a shift it is known.
    Notice {
        /// The hours are always the same, or known four weeks before.
        FourWeeks = "four_weeks",
        /// At least one week.
        OneWeek = "one_week",
        /// Less.
        Less = "less",
    }
}

impl Notice {
    /// The words on a page.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::FourWeeks => "always the same, or known four weeks before",
            Self::OneWeek => "known at least one week before",
            Self::Less => "known less than one week before",
        }
    }
}

spelled! {
    /// Were the changes made that were asked for?
    Made {
        /// Every one.
        All = "all",
        /// Some.
        Some = "some",
        /// None.
        None = "none",
        /// They wait.
        NotYet = "not_yet",
    }
}

impl Made {
    /// The words on a page.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::All => "all of them were made",
            Self::Some => "some of them were made",
            Self::None => "none of them were made",
            Self::NotYet => "still waiting",
        }
    }
}

spelled! {
    /// Where an application to Access to Work is.
    AccessToWork {
        /// Sent off.
        Applied = "applied",
        /// Waiting for an answer.
        Waiting = "waiting",
        /// Granted.
        Granted = "granted",
        /// Not granted: the person can ask for that to be looked at again.
        NotGranted = "not_granted",
    }
}

impl AccessToWork {
    /// The words on a page.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Waiting => "waiting for an answer",
            Self::Granted => "granted",
            Self::NotGranted => "not granted",
        }
    }
}

spelled! {
    /// Why a job ended, if the person wants to say.
    WhyEnded {
        /// It was always going to end then.
        AsPlanned = "as_planned",
        /// Another job.
        AnotherJob = "another_job",
        /// The job was taken away.
        JobGone = "job_gone",
        /// Hours, pay or place did not work.
        DidNotSuit = "did_not_suit",
        /// Health.
        Health = "health",
        /// Care for somebody.
        Caring = "caring",
        /// Unfair treatment.
        TreatedUnfairly = "treated_unfairly",
        /// Something else.
        Other = "other",
    }
}

impl WhyEnded {
    /// The words on a page.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::AsPlanned => "it was always going to end then",
            Self::AnotherJob => "another job",
            Self::JobGone => "the job was taken away",
            Self::DidNotSuit => "the hours, the pay or the place did not suit",
            Self::Health => "health",
            Self::Caring => "caring for somebody",
            Self::TreatedUnfairly => "unfair treatment",
            Self::Other => "something else",
        }
    }
}

spelled! {
    /// The person's own verdict: is it what I wanted?
    Verdict {
        /// Yes.
        Yes = "yes",
        /// In part.
        Partly = "partly",
        /// No.
        No = "no",
    }
}

impl Verdict {
    /// The words on a page.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Yes => "yes, it is what I wanted",
            Self::Partly => "partly what I wanted",
            Self::No => "no, it is not what I wanted",
        }
    }
}

/// What is told about a job. Nothing here must be given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Told {
    /// What the work is, in the person's words: `gardening`.
    pub work: Option<String>,
    /// The first day.
    pub started: Option<Date>,
    /// The last day.
    pub ended: Option<Date>,
    /// Why it ended.
    pub why_ended: Option<WhyEnded>,
    /// Hours in a usual week.
    pub hours: Option<Hours>,
    /// Are these the hours that the person wanted?
    pub hours_wanted: Option<bool>,
    /// Pay against the Real Living Wage; what was typed is forgotten.
    pub pay: Option<PayBand>,
    /// The contract.
    pub contract: Option<Contract>,
    /// How long before a shift it is known.
    pub notice: Option<Notice>,
    /// Changes that were asked for because of health, in the person's words.
    pub asked_for: Option<String>,
    /// Were they made?
    pub made: Option<Made>,
    /// Access to Work.
    pub access_to_work: Option<AccessToWork>,
    /// Since when it is there.
    pub access_since: Option<Date>,
    /// Is it what the person wanted?
    pub verdict: Option<Verdict>,
}

impl Told {
    /// Is anything told at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
    /// Has it started by `day`, and has it not ended by then?
    #[must_use]
    pub fn runs_on(&self, day: Date) -> bool {
        self.started.is_some_and(|s| s <= day) && self.ended.is_none_or(|e| day <= e)
    }
}

spelled! {
    /// How far a job's page is.
    JobState {
        /// A coach wrote it down; it counts for nothing until the person says that it is right.
        Suggested = "suggested",
        /// The person told it, or agreed to it.
        Kept = "kept",
        /// The person took it out.
        Gone = "gone",
    }
}

/// One job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Which.
    pub id: JobId,
    /// Whose.
    pub person: PersonId,
    /// Within which referral a coach wrote it; `None` where the person told it.
    pub referral: Option<ReferralId>,
    /// How far it is.
    pub state: JobState,
    /// Who wrote it.
    pub author: Author,
    /// What is told. Encrypted.
    pub told: Told,
    /// When it was written last.
    pub written_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_job_runs_from_its_first_day_to_its_last_and_one_without_a_first_day_never() {
        let told = |started, ended| Told {
            started,
            ended,
            ..Told::default()
        };
        let (first, last) = (date(2026, 3, 2), date(2026, 4, 30));
        let job = told(Some(first), Some(last));
        assert!(job.runs_on(first) && job.runs_on(last));
        assert!(!job.runs_on(date(2026, 3, 1)) && !job.runs_on(date(2026, 5, 1)));
        assert!(told(Some(first), None).runs_on(date(2030, 1, 1)));
        assert!(!told(None, None).runs_on(first));
    }
}
