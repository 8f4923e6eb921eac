//! The text of a question: one fact a line, in a fixed order, so that equal questions are equal texts.

use std::collections::BTreeMap;
use std::str::FromStr;

use sayso_core::power::ActingAttorney;
use sayso_core::supporter::{ActingSupporter, Scope};

use super::{
    About, Action, Actor, COACH, Categories, Category, ELSEWHERE, FORMAT, Facts, Id, Member, NotAQuestion,
    OTHER_SEAT, OVERSEER, OrgId, OrgKind, PERSON, PRACTICE, PROVIDER, Place, Question, Role, SOMEBODY_ELSE,
    SUPPORTER, fmt, stand_in,
};

const fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}
fn names(categories: Categories) -> String {
    let names: Vec<_> = categories.iter().map(Category::as_str).collect();
    if names.is_empty() {
        "none".into()
    } else {
        names.join(" ")
    }
}
fn org<T>(id: Id<T>) -> &'static str {
    if id == stand_in(PRACTICE) {
        "practice"
    } else if id == stand_in(PROVIDER) {
        "provider"
    } else if id == stand_in(OVERSEER) {
        "overseer"
    } else {
        "elsewhere"
    }
}

/// The line that says who oversees it; none where nobody does, so that older texts stay what they were.
fn overseen(by: Option<OrgId>) -> String {
    by.map_or_else(String::new, |id| format!("overseer {}\n", org(id)))
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FORMAT}\nrules {}\nact {}", self.rules, self.action)?;
        match &self.actor {
            Actor::Person(p) if *p == stand_in(PERSON) => writeln!(f, "who person")?,
            Actor::Person(_) => writeln!(f, "who another-person")?,
            Actor::Supporter(s) => {
                let whose = if s.person == stand_in(PERSON) {
                    "person"
                } else {
                    "another-person"
                };
                let scope = if s.scope.is_empty() {
                    "none".into()
                } else {
                    s.scope.to_string()
                };
                writeln!(
                    f,
                    "who supporter\nsupports {whose}\nscope {scope}\ncounts {}",
                    yes(s.live)
                )?;
            }
            Actor::Attorney(a) => {
                let whose = if a.person == stand_in(PERSON) {
                    "person"
                } else {
                    "another-person"
                };
                writeln!(
                    f,
                    "who attorney\ndecides-for {whose}\npower {}\ndecision {}",
                    yes(a.power),
                    yes(a.decision)
                )?;
            }
            Actor::Visitor => writeln!(f, "who visitor")?,
            Actor::Sayso => writeln!(f, "who server")?,
            Actor::Member(m) => {
                let own = match &self.on {
                    Facts::Place(_) if m.org == stand_in(PRACTICE) => "here",
                    _ => org(m.org),
                };
                let seat = if m.id == stand_in(COACH) {
                    "assigned"
                } else {
                    "other"
                };
                writeln!(
                    f,
                    "who member\nrole {}\nkind {}\nat {own}\nseat {seat}\nactive {}",
                    m.role,
                    m.kind,
                    yes(m.active)
                )?;
            }
        }
        match &self.on {
            Facts::Place(place) => {
                write!(
                    f,
                    "on place\nplace-kind {}\n{}",
                    place.kind,
                    overseen(place.overseer)
                )
            }
            Facts::About(a) => {
                writeln!(f, "on person\nprovider {}", a.provider.map_or("none", org))?;
                write!(f, "{}", overseen(a.overseer))?;
                writeln!(f, "coach {}", if a.coach.is_some() { "assigned" } else { "none" })?;
                writeln!(f, "live {}\nshared {}", yes(a.live), names(a.shared))?;
                writeln!(f, "paused {}\njust-left {}", yes(a.paused), yes(a.just_left))?;
                writeln!(f, "to-benefits {}", yes(a.to_benefits))?;
                writeln!(
                    f,
                    "to-practice {}\nshown {}",
                    names(a.to_practice),
                    names(self.shown)
                )
            }
        }
    }
}

/// The lines after the first, each taken once.
struct Lines<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Lines<'a> {
    fn take(&mut self, key: &str) -> Result<&'a str, NotAQuestion> {
        self.0
            .remove(key)
            .ok_or_else(|| NotAQuestion(format!("there is no line “{key}”")))
    }
    fn read<T>(&mut self, key: &str, reads: impl Fn(&str) -> Option<T>) -> Result<T, NotAQuestion> {
        reads(self.take(key)?).ok_or_else(|| NotAQuestion(format!("the line “{key}” says something unknown")))
    }
    fn yes(&mut self, key: &str) -> Result<bool, NotAQuestion> {
        self.read(key, |v| match v {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        })
    }
    fn names(&mut self, key: &str) -> Result<Categories, NotAQuestion> {
        self.read(key, |v| match v {
            "none" => Some(Categories::NONE),
            some => some.split(' ').map(Category::parse).collect(),
        })
    }
    fn actor(&mut self) -> Result<Actor, NotAQuestion> {
        Ok(match self.take("who")? {
            "person" => Actor::Person(stand_in(PERSON)),
            "another-person" => Actor::Person(stand_in(SOMEBODY_ELSE)),
            "supporter" => Actor::Supporter(ActingSupporter {
                id: stand_in(SUPPORTER),
                person: self.read("supports", |v| match v {
                    "person" => Some(stand_in(PERSON)),
                    "another-person" => Some(stand_in(SOMEBODY_ELSE)),
                    _ => None,
                })?,
                scope: self.read("scope", |v| match v {
                    "none" => Some(Scope::NONE),
                    some => some.parse().ok(),
                })?,
                live: self.yes("counts")?,
            }),
            "attorney" => Actor::Attorney(ActingAttorney {
                id: stand_in(SUPPORTER),
                person: self.read("decides-for", |v| match v {
                    "person" => Some(stand_in(PERSON)),
                    "another-person" => Some(stand_in(SOMEBODY_ELSE)),
                    _ => None,
                })?,
                power: self.yes("power")?,
                decision: self.yes("decision")?,
            }),
            "visitor" => Actor::Visitor,
            "server" => Actor::Sayso,
            "member" => Actor::Member(Member {
                role: self.read("role", Role::parse)?,
                kind: self.read("kind", OrgKind::parse)?,
                org: self.read("at", |v| match v {
                    "here" | "practice" => Some(stand_in(PRACTICE)),
                    "provider" => Some(stand_in(PROVIDER)),
                    "overseer" => Some(stand_in(OVERSEER)),
                    "elsewhere" => Some(stand_in(ELSEWHERE)),
                    _ => None,
                })?,
                id: self.read("seat", |v| match v {
                    "assigned" => Some(stand_in(COACH)),
                    "other" => Some(stand_in(OTHER_SEAT)),
                    _ => None,
                })?,
                active: self.yes("active")?,
            }),
            _ => return Err(NotAQuestion("the line “who” says something unknown".into())),
        })
    }
    fn overseer(&mut self) -> Result<Option<OrgId>, NotAQuestion> {
        if !self.0.contains_key("overseer") {
            return Ok(None);
        }
        self.read("overseer", |v| match v {
            "overseer" => Some(Some(stand_in(OVERSEER))),
            "practice" => Some(Some(stand_in(PRACTICE))),
            "provider" => Some(Some(stand_in(PROVIDER))),
            _ => None,
        })
    }
    fn on(&mut self) -> Result<Facts, NotAQuestion> {
        match self.take("on")? {
            "place" => Ok(Facts::Place(Place {
                org: stand_in(PRACTICE),
                kind: self.read("place-kind", OrgKind::parse)?,
                overseer: self.overseer()?,
            })),
            "person" => Ok(Facts::About(About {
                person: stand_in(PERSON),
                practice: stand_in(PRACTICE),
                provider: self.read("provider", |v| match v {
                    "none" => Some(None),
                    "provider" => Some(Some(stand_in(PROVIDER))),
                    "practice" => Some(Some(stand_in(PRACTICE))),
                    _ => None,
                })?,
                coach: self.read("coach", |v| match v {
                    "none" => Some(None),
                    "assigned" => Some(Some(stand_in(COACH))),
                    _ => None,
                })?,
                overseer: self.overseer()?,
                live: self.yes("live")?,
                shared: self.names("shared")?,
                paused: self.yes("paused")?,
                just_left: self.yes("just-left")?,
                to_benefits: self.yes("to-benefits")?,
                to_practice: self.names("to-practice")?,
            })),
            _ => Err(NotAQuestion("the line “on” says something unknown".into())),
        }
    }
}

impl FromStr for Question {
    type Err = NotAQuestion;

    fn from_str(text: &str) -> Result<Self, NotAQuestion> {
        let mut lines = text.lines();
        if lines.next() != Some(FORMAT) {
            return Err(NotAQuestion(format!("the first line is not “{FORMAT}”")));
        }
        let mut by_key = BTreeMap::new();
        for line in lines.filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (key, value) = line
                .split_once(' ')
                .ok_or_else(|| NotAQuestion("a line has no value".into()))?;
            if by_key.insert(key, value).is_some() {
                return Err(NotAQuestion("a line is there twice".into()));
            }
        }
        let mut lines = Lines(by_key);
        let on_person = lines.0.get("on") == Some(&"person");
        let question = Self {
            rules: lines.take("rules")?.to_owned(),
            action: lines.read("act", Action::parse)?,
            actor: lines.actor()?,
            on: lines.on()?,
            shown: if on_person {
                lines.names("shown")?
            } else {
                Categories::NONE
            },
        };
        if lines.0.is_empty() {
            Ok(question)
        } else {
            Err(NotAQuestion("it has a line that means nothing here".into()))
        }
    }
}
