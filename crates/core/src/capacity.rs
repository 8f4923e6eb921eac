//! How long people wait for a provider, in words. Owns: the list, and when what was said is too old to repeat. A number
//! of days would be read as a promise.

use jiff::{SignedDuration, Timestamp};

use crate::id::OrgId;
use crate::org::spelled;

/// What was said about the wait is not repeated after this long.
pub const COUNTS_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

spelled! {
    /// How long somebody waits who says yes today. Chosen from a list, because everybody reads it.
    Wait {
        /// No wait.
        ThisWeek = "this_week",
        /// About one week.
        OneWeek = "one_week",
        /// About two weeks.
        TwoWeeks = "two_weeks",
        /// About three weeks.
        ThreeWeeks = "three_weeks",
        /// About a month.
        Month = "month",
        /// About two months.
        TwoMonths = "two_months",
        /// Three months or more.
        Longer = "longer",
        /// Nobody new for now.
        Full = "full",
    }
}

impl Wait {
    /// The words that people read: `about three weeks`.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::ThisWeek => "within a week",
            Self::OneWeek => "about one week",
            Self::TwoWeeks => "about two weeks",
            Self::ThreeWeeks => "about three weeks",
            Self::Month => "about a month",
            Self::TwoMonths => "about two months",
            Self::Longer => "three months or more",
            Self::Full => "no room for now",
        }
    }
}

/// What a provider last said about the wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capacity {
    /// Which provider.
    pub org: OrgId,
    /// How long.
    pub wait: Wait,
    /// When its lead said so.
    pub said_at: Timestamp,
}

impl Capacity {
    /// Is it recent enough to be told to anybody?
    #[must_use]
    pub fn counts(&self, now: Timestamp) -> bool {
        now - COUNTS_FOR <= self.said_at
    }
}

/// The wait in one sentence. `day` is the day on which it was said, in words.
#[must_use]
pub fn in_words(name: &str, said: Option<&Capacity>, now: Timestamp, day: &str) -> String {
    match said.filter(|c| c.counts(now)) {
        None => format!("We do not know how long the wait for {name} is."),
        Some(c) if c.wait == Wait::Full => {
            format!("{name} said on {day}: we have no room for anybody new for now.")
        }
        Some(c) => format!("{name} said on {day}: the wait is {}.", c.wait.in_words()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_a_month_ago_is_not_repeated() {
        let said_at = Timestamp::UNIX_EPOCH;
        let said = Capacity {
            org: OrgId::NIL,
            wait: Wait::ThreeWeeks,
            said_at,
        };
        let told = |after| in_words("Northway", Some(&said), said_at + after, "1 May");
        assert_eq!(
            told(COUNTS_FOR),
            "Northway said on 1 May: the wait is about three weeks."
        );
        let unknown = "We do not know how long the wait for Northway is.";
        assert_eq!(told(COUNTS_FOR + SignedDuration::from_secs(1)), unknown);
        assert_eq!(in_words("Northway", None, said_at, ""), unknown);
    }
}
