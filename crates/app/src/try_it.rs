//! Somebody tries to make a coach see what a person said about their health. Owns: the attempts, on people who do not exist,
//! each decided by the very rules that decide here. Reads nothing, records nothing, and opens nothing.

use sayso_core::category::{Categories, Category};
use sayso_core::facts::About;
use sayso_core::id::{Id, MemberId, OrgId};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Member, Role};
use sayso_policy::{Action, On, Question, act, published};

use crate::guard::DOOR;
use crate::{Desk, Error};

/// One way to try it.
#[derive(Debug, Clone, Copy)]
pub struct Attempt {
    /// What is tried, as words on a button.
    pub words: &'static str,
    /// What the person did.
    pub story: &'static str,
    /// The theorem that says no, whatever else is true; `None` for the attempt that is allowed.
    pub theorem: Option<&'static str>,
    how: fn(&mut World),
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The attempt.
    pub attempt: Attempt,
    /// `a coach at the provider that was named`.
    pub who: String,
    /// What the rules were told, each in a sentence.
    pub facts: Vec<String>,
    /// The answer.
    pub allowed: bool,
    /// The rules that said it, each in a sentence. A plain no needs none: what no rule allows is not allowed.
    pub rules: Vec<String>,
    /// The theorem that says no, in words.
    pub theorem: Option<String>,
    /// The same question as a file that `sayso policy replay` decides again.
    pub file: String,
}

/// Nobody real: a coach, and the facts about a person.
struct World {
    seat: Member,
    about: About,
}

fn id<T>(n: u8) -> Id<T> {
    Id::new(jiff::Timestamp::UNIX_EPOCH, [n; 10])
}

/// A coach whose person has said yes to everything but their health.
fn world() -> World {
    let (coach, provider): (MemberId, OrgId) = (id(1), id(2));
    World {
        seat: Member {
            id: coach,
            role: Role::Coach,
            org: provider,
            kind: OrgKind::Provider,
            active: true,
        },
        about: About {
            person: id(3),
            practice: id(4),
            provider: Some(provider),
            coach: Some(coach),
            overseer: None,
            live: true,
            shared: Categories::of(&[
                Category::Identity,
                Category::Contact,
                Category::Plan,
                Category::CoachNotes,
            ]),
            paused: false,
            just_left: false,
            to_benefits: false,
            to_practice: Categories::NONE,
        },
    }
}

fn shares_health(w: &mut World) {
    w.about.shared = w.about.shared.with(Category::HealthForWork);
}

/// Every way that the page offers.
pub const ATTEMPTS: &[Attempt] = &[
    Attempt {
        words: "Read it as their own coach",
        story: "Robin said yes to support, and shares a plan. Robin did not say yes to sharing anything about health.",
        theorem: Some("T2"),
        how: |_| (),
    },
    Attempt {
        words: "Read it as a colleague of the coach",
        story: "Robin shares what they said about health with the coach, and with nobody else in the team.",
        theorem: Some("T7c"),
        how: |w| {
            shares_health(w);
            w.seat.id = id(5);
        },
    },
    Attempt {
        words: "Read it as a coach somewhere else",
        story: "Robin shares it with one provider. Another provider would like to read it too.",
        theorem: Some("T7"),
        how: |w| {
            shares_health(w);
            w.seat.org = id(6);
            w.seat.id = id(5);
        },
    },
    Attempt {
        words: "Read it a minute after they left",
        story: "Robin shared it with the coach for months, and left a minute ago. The coach’s page is still open.",
        theorem: Some("T7"),
        how: |w| {
            w.about.live = false;
            w.about.just_left = true;
            w.about.shared = Categories::NONE;
        },
    },
    Attempt {
        words: "Read it at the DWP",
        story: "Robin shares it. Somebody gives a seat as a coach to an organisation of the benefits system.",
        theorem: Some("T1"),
        how: |w| {
            shares_health(w);
            w.seat.kind = OrgKind::Benefits;
        },
    },
    Attempt {
        words: "Read it because they said yes to that",
        story: "Robin said yes to sharing it with this coach, and has not stopped.",
        theorem: None,
        how: shares_health,
    },
];

fn question(attempt: &Attempt) -> Question {
    let mut world = world();
    (attempt.how)(&mut world);
    Question::of(
        Action::ReadShared,
        &Actor::Member(world.seat),
        On::About(&world.about),
        Categories::of(&[Category::HealthForWork]),
    )
}

/// What a theorem says, from the record of the proof.
fn said_by(theorem: &str) -> Option<String> {
    let lines = published::PROVED.lines();
    let mut lines = lines.filter_map(|line| line.split_once(" proved. "));
    let found = lines.find(|(id, _)| id.trim() == theorem);
    found.map(|(_, words)| words.to_owned())
}

/// Tries one of them, by its place in [`ATTEMPTS`].
///
/// # Errors
/// [`Error::NotFound`] for any other.
pub fn attempt(desk: &mut Desk, nth: usize) -> Result<Tried, Error> {
    desk.may::<act::ReadPublic>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let attempt = *ATTEMPTS.get(nth).ok_or(Error::NotFound)?;
    let question = question(&attempt);
    let answer = desk.policy.explain(&question);
    Ok(Tried {
        who: question.who_in_words(),
        facts: question.facts_in_words(),
        allowed: answer.allowed,
        rules: answer.by.into_iter().map(|rule| rule.words).collect(),
        theorem: attempt.theorem.and_then(said_by),
        file: question.to_string(),
        attempt,
    })
}

#[cfg(test)]
mod tests {
    use sayso_policy::{Policy, decide_under};

    use super::*;

    #[test]
    fn each_attempt_is_answered_by_the_real_rules_and_lies_under_the_theorem_that_is_named() {
        let policy = Policy::new().unwrap();
        let theorems = published::theorems();
        for attempt in ATTEMPTS {
            let question = question(attempt);
            let allowed = policy.explain(&question).allowed;
            assert_eq!(allowed, attempt.theorem.is_none(), "{}", attempt.words);
            let Some(theorem) = attempt.theorem else { continue };
            // A reference names what is never allowed, or (“within”) all that may be. Either way it says no to this question.
            let (_, text) = theorems.iter().find(|(id, _)| *id == theorem).unwrap();
            let most = text.contains("@how(\"within\")");
            let covered = decide_under(text, &question).unwrap().allowed != most;
            assert!(covered, "{} is not under {theorem}", attempt.words);
            assert!(said_by(theorem).is_some());
        }
    }
}
