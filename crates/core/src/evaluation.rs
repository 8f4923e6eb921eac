//! Evaluation: a plan that is fixed and public before it begins, and one result for it, published whatever it says. Owns:
//! the nouns, the text of a plan that is hashed, and when a scheme may grow. Never counts anybody: a result comes from
//! the evaluator as a [`table::Table`].

pub mod table;

use jiff::Timestamp;

use crate::id::{MemberId, OrgId, PlanId, SchemeId};

/// What a plan says, in the evaluator's words. Public from the minute that it is filed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// What it is called.
    pub title: String,
    /// What is asked, and who is compared with whom.
    pub questions: String,
    /// What is measured: harm as well as benefit.
    pub outcomes: String,
    /// How small numbers are hidden.
    pub small_numbers: String,
}

impl Words {
    /// Each part with its heading, in the order of the text.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, &str); 3] {
        [
            ("What is asked", &self.questions),
            ("What is measured, harm as well as benefit", &self.outcomes),
            ("How small numbers are hidden", &self.small_numbers),
        ]
    }
}

/// A plan as filed. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Which.
    pub id: PlanId,
    /// 1, 2, … over all schemes.
    pub number: u32,
    /// For which scheme.
    pub scheme: SchemeId,
    /// For which phase of it: 1, 2, …
    pub phase: u32,
    /// What it is called.
    pub title: String,
    /// The whole text, as it is hashed and published.
    pub text: String,
    /// It was filed before anybody took part in that phase. One that came later opens no next phase.
    pub in_time: bool,
    /// Which seat filed it.
    pub filed_by: MemberId,
    /// At which organisation. The same one publishes the result.
    pub filed_org: OrgId,
    /// When.
    pub filed_at: Timestamp,
}

/// The result of one plan. It never changes, and there is no second one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Of which plan.
    pub plan: PlanId,
    /// The table, as its text is hashed.
    pub table: String,
    /// Where the plan was departed from, in the evaluator's words.
    pub departed: String,
    /// Which seat published it.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
}

/// The text of a plan: what is hashed, and what everybody reads.
#[must_use]
pub fn text_of(plan: &Plan, scheme: &str, org: &str, words: &Words) -> String {
    let time = if plan.in_time {
        "It was filed before this phase began."
    } else {
        "It was filed after this phase began."
    };
    let mut text = format!(
        "Evaluation plan {} for {scheme}, phase {}\n{}\nFiled by {org} at {}\n{time}\n",
        plan.number,
        plan.phase,
        words.title,
        crate::time::stamp(plan.filed_at),
    );
    for (heading, part) in words.parts() {
        text.extend(["\n", heading, "\n\n", part, "\n"]);
    }
    text
}

/// The words about where a plan was departed from, as they are hashed: with the plan that they belong to.
#[must_use]
pub fn text_of_departures(plan: &Plan, departed: &str) -> String {
    format!(
        "Result of evaluation plan {}, phase {}\nWhere the plan was departed from\n\n{departed}\n",
        plan.number, plan.phase
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_plan_holds_all_that_was_said_and_whether_it_came_in_time() {
        let words = Words {
            title: "Does it help?".into(),
            questions: "Do people get what they hoped for?".into(),
            outcomes: "Hopes met. Harm: worse sleep.".into(),
            small_numbers: "Stars under 10.".into(),
        };
        let plan = Plan {
            id: PlanId::NIL,
            number: 3,
            scheme: SchemeId::NIL,
            phase: 2,
            title: words.title.clone(),
            text: String::new(),
            in_time: false,
            filed_by: MemberId::NIL,
            filed_org: OrgId::NIL,
            filed_at: Timestamp::UNIX_EPOCH,
        };
        let text = text_of(&plan, "Working Better", "Borough University", &words);
        for said in [
            "plan 3 for Working Better, phase 2",
            "Borough University",
            "after this phase",
            "worse sleep",
            "Stars under 10.",
        ] {
            assert!(text.contains(said), "{text}");
        }
        let other = Plan {
            in_time: true,
            ..plan
        };
        assert_ne!(
            text,
            text_of(&other, "Working Better", "Borough University", &words)
        );
    }
}
