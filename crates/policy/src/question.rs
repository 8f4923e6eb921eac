//! One question to the authoriser as a text that anybody can keep, read and have decided again. Owns: the format, and
//! the sentence for it. Never holds a name or an id: who is whom is told by what they are to each other, which is
//! all that the policies compare. Proves nothing: an answer from here opens no door.

use std::fmt;
use std::sync::LazyLock;

use sayso_core::category::{Categories, Category};
use sayso_core::facts::{About, Place};
use sayso_core::id::{Id, OrgId};
use sayso_core::org::OrgKind;
use sayso_core::power::ActingAttorney;
use sayso_core::seat::{Actor, Member, Role};
use sayso_core::supporter::{ActingSupporter, Choice};

use crate::{Action, On, published};

/// The first line of every such text.
const FORMAT: &str = "sayso-decision 1";

/// Stand-ins for the real ids: the policies only ask which of them are the same.
const PRACTICE: u8 = 1;
const PROVIDER: u8 = 2;
const ELSEWHERE: u8 = 3;
const PERSON: u8 = 4;
const SOMEBODY_ELSE: u8 = 5;
const COACH: u8 = 6;
const OTHER_SEAT: u8 = 7;
const SUPPORTER: u8 = 8;
const OVERSEER: u8 = 9;

/// The fingerprint of the policies, worked out once: a question is kept with every event.
static RULES: LazyLock<String> = LazyLock::new(published::fingerprint);

fn stand_in<T>(n: u8) -> Id<T> {
    format!("00000000-0000-7000-8000-0000000000{n:02x}")
        .parse()
        .expect("32 hexadecimal digits are an id")
}

/// What was asked, with stand-ins for everybody: action, seat, facts, and what would be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    rules: String,
    action: Action,
    actor: Actor,
    on: Facts,
    shown: Categories,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Facts {
    Place(Place),
    About(About),
}

/// A text that is no question. Says which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a decision that can be replayed: {0}")]
pub struct NotAQuestion(String);

impl Question {
    /// The question that the authoriser was asked, without the names.
    #[must_use]
    pub fn of(action: Action, actor: &Actor, on: On<'_>, shown: Categories) -> Self {
        let (practice, provider, coach, person) = match on {
            On::Place(place) => (place.org, None, None, None),
            On::About(about) => (about.practice, about.provider, about.coach, Some(about.person)),
        };
        let overseer = match on {
            On::Place(place) => place.overseer,
            On::About(about) => about.overseer,
        };
        let org_of = |org| {
            stand_in(if org == practice {
                PRACTICE
            } else if provider == Some(org) {
                PROVIDER
            } else if overseer == Some(org) {
                OVERSEER
            } else {
                ELSEWHERE
            })
        };
        let facts = match on {
            On::Place(place) => Facts::Place(Place {
                org: stand_in(PRACTICE),
                kind: place.kind,
                overseer: overseer.map(org_of),
            }),
            On::About(about) => Facts::About(About {
                person: stand_in(PERSON),
                practice: stand_in(PRACTICE),
                provider: provider.map(org_of),
                coach: coach.map(|_| stand_in(COACH)),
                overseer: overseer.map(org_of),
                ..*about
            }),
        };
        let actor = match actor {
            Actor::Person(who) => Actor::Person(stand_in(if person.is_none_or(|p| p == *who) {
                PERSON
            } else {
                SOMEBODY_ELSE
            })),
            Actor::Supporter(s) => Actor::Supporter(ActingSupporter {
                id: stand_in(SUPPORTER),
                person: stand_in(if person.is_none_or(|p| p == s.person) {
                    PERSON
                } else {
                    SOMEBODY_ELSE
                }),
                ..*s
            }),
            Actor::Attorney(a) => Actor::Attorney(ActingAttorney {
                id: stand_in(SUPPORTER),
                person: stand_in(if person.is_none_or(|p| p == a.person) {
                    PERSON
                } else {
                    SOMEBODY_ELSE
                }),
                ..*a
            }),
            Actor::Member(m) => Actor::Member(Member {
                id: stand_in(if coach == Some(m.id) { COACH } else { OTHER_SEAT }),
                org: org_of(m.org),
                ..*m
            }),
            other => *other,
        };
        Self {
            rules: RULES.clone(),
            action,
            actor,
            on: facts,
            shown,
        }
    }

    /// The fingerprint of the policies under which it was asked.
    #[must_use]
    pub fn rules(&self) -> &str {
        &self.rules
    }
    /// What was asked to be done.
    #[must_use]
    pub const fn action(&self) -> Action {
        self.action
    }
    /// Who asked: a stand-in.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }
    /// On what: a stand-in.
    #[must_use]
    pub const fn on(&self) -> On<'_> {
        match &self.on {
            Facts::Place(place) => On::Place(place),
            Facts::About(about) => On::About(about),
        }
    }
    /// What of the person would be shown or written.
    #[must_use]
    pub const fn shown(&self) -> Categories {
        self.shown
    }

    /// Who asked, in words: `a coach at the provider that was named`.
    #[must_use]
    pub fn who_in_words(&self) -> String {
        let m = match &self.actor {
            Actor::Person(p) if *p == stand_in(PERSON) => return "the person".into(),
            Actor::Person(_) => return "another person".into(),
            Actor::Supporter(s) => {
                let whose = if s.person == stand_in(PERSON) {
                    "the person"
                } else {
                    "another person"
                };
                let over = if s.live { "" } else { ", which is over," };
                return format!("a supporter whom {whose} named{over}");
            }
            Actor::Attorney(a) => {
                let whose = if a.person == stand_in(PERSON) {
                    "the person"
                } else {
                    "another person"
                };
                return match (a.power, a.decision) {
                    (true, true) => format!("an attorney or deputy of {whose}"),
                    (true, false) => {
                        format!("an attorney or deputy of {whose}, without a record for a decision,")
                    }
                    (false, _) => format!("somebody whose power for {whose} does not count"),
                };
            }
            Actor::Visitor => return "somebody without a session".into(),
            Actor::Sayso => return "this server by itself".into(),
            Actor::Member(m) => m,
        };
        let role = match m.role {
            Role::Clinician => "a clinician",
            Role::PracticeAdmin => "the practice team",
            Role::Guardian => "the guardian",
            Role::Deputy => "the deputy",
            Role::Nominee => "a nominee for terms",
            Role::Coach => "a coach",
            Role::ProviderLead => "a team lead",
            Role::Commissioner => "a commissioner",
            Role::Evaluator => "an evaluator",
            Role::Operator => "an operator",
        };
        let overseer = match &self.on {
            Facts::Place(place) => place.overseer,
            Facts::About(about) => about.overseer,
        };
        let theirs = match (m.role, overseer == Some(m.org)) {
            (Role::Guardian | Role::Deputy | Role::Nominee, true) => " of a scheme that has to do with it",
            (Role::Guardian | Role::Deputy | Role::Nominee, false) => " of another scheme",
            _ => "",
        };
        let own = match &self.on {
            Facts::Place(place) => m.org == place.org,
            Facts::About(about) => match m.kind {
                OrgKind::Practice => m.org == about.practice,
                OrgKind::Provider => about.provider == Some(m.org),
                _ => false,
            },
        };
        let place = match (&self.on, m.kind, own) {
            (Facts::Place(_), _, true) => "at that very organisation",
            (Facts::About(_), OrgKind::Practice, true) => "at the person’s practice",
            (_, OrgKind::Practice, _) => "at another practice",
            (Facts::About(_), OrgKind::Provider, true) => "at the provider that was named",
            (_, OrgKind::Provider, _) => "at another provider",
            (_, OrgKind::Council, _) => "at a council",
            (_, OrgKind::Commissioner, _) => "at a commissioner",
            (_, OrgKind::Evaluator, _) => "at an evaluator",
            (_, OrgKind::Service, _) => "at another service",
            (_, OrgKind::UserLed, _) => "at a user-led organisation",
            (_, OrgKind::Witness, _) => "at a witness",
            (_, OrgKind::Benefits, _) => "at a benefits organisation",
        };
        let ended = if m.active {
            ""
        } else {
            ", whose seat is not active,"
        };
        format!("{role}{theirs} {place}{ended}")
    }

    /// The facts that the rules were told, each a short plain sentence. Empty for an act about nobody.
    #[must_use]
    pub fn facts_in_words(&self) -> Vec<String> {
        let Facts::About(about) = &self.on else {
            return Vec::new();
        };
        let mut facts = Vec::new();
        facts.push(match (about.provider, about.live) {
            (None, _) => "No provider was named.".into(),
            (Some(_), false) => "No say-so was live.".into(),
            (Some(_), true) => {
                format!(
                    "A say-so was live, and shared with the provider: {}.",
                    listed(about.shared)
                )
            }
        });
        if about.paused {
            facts.push("The person had paused.".into());
        }
        if about.just_left {
            facts.push("The person had left, not more than 30 days before.".into());
        }
        if about.to_benefits {
            facts.push("An organisation of the benefits system would have received it.".into());
        }
        if let Actor::Supporter(s) = &self.actor {
            let chosen: Vec<&str> = s.scope.iter().map(Choice::as_str).collect();
            let chosen = if chosen.is_empty() {
                "nothing".into()
            } else {
                chosen.join(", ")
            };
            facts.push(format!("The person chose for them: {chosen}."));
        }
        if let Actor::Member(m) = &self.actor {
            if m.kind == OrgKind::Practice {
                facts.push(format!("The practice may read: {}.", listed(about.to_practice)));
            }
            if m.role == Role::Coach {
                let assigned = about.coach == Some(m.id);
                facts.push(
                    if assigned {
                        "It was their assigned coach."
                    } else {
                        "It was not their assigned coach."
                    }
                    .into(),
                );
            }
        }
        facts
    }

    /// One sentence that says what the answer means, for a counterexample or a page.
    #[must_use]
    pub fn in_words(&self, allowed: bool) -> String {
        let could = if allowed { "could" } else { "could not" };
        let (who, act) = (self.who_in_words(), self.action.in_words());
        match &self.on {
            Facts::Place(place) => {
                let kind = place.kind.as_str().replace('_', "-");
                format!("{who} {could} do this at an organisation of the kind “{kind}”: {act}.")
            }
            Facts::About(about) => {
                let state = match (about.live, about.just_left, about.provider) {
                    (true, _, Some(_)) if about.paused => "who shares with a provider and has paused",
                    (true, _, Some(_)) => "who shares with a provider",
                    (_, true, _) => "who stopped in the last 30 days",
                    (_, _, Some(_)) => "who stopped, or never said yes",
                    (_, _, None) => "who shares with no provider",
                };
                format!(
                    "{who} {could} do this about a person {state}: {act}. Shown: {}.",
                    listed(self.shown)
                )
            }
        }
    }
}

fn listed(categories: Categories) -> String {
    let names: Vec<_> = categories.iter().map(|c| c.as_str().replace('_', " ")).collect();
    if names.is_empty() {
        "nothing".into()
    } else {
        names.join(", ")
    }
}

#[cfg(test)]
mod tests;
mod text;
