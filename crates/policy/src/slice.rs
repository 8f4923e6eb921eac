//! The slice of the world that one decision sees, as typed Cedar entities. Owns: how facts become entities, and the
//! check that nothing they refer to is missing. Never decides.
//!
//! Why the check: Cedar skips a `forbid` whose evaluation fails, and a reference to an entity that is not there is
//! such a failure. The proofs speak only of worlds without one.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::str::FromStr;

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, EvalResult, RestrictedExpression,
};
use sayso_core::category::{Categories, Category};
use sayso_core::facts::{About, Place};
use sayso_core::org::OrgKind;
use sayso_core::power::ActingAttorney;
use sayso_core::seat::{Actor, Member, Role};
use sayso_core::supporter::{ActingSupporter, Choice};

use crate::{Action, On};

/// The schema's names, made once.
pub(crate) struct Vocabulary {
    org: EntityTypeName,
    seat: EntityTypeName,
    person: EntityTypeName,
    supporter: EntityTypeName,
    attorney: EntityTypeName,
    choice: EntityTypeName,
    member: EntityTypeName,
    place: EntityTypeName,
    about: EntityTypeName,
    role: EntityTypeName,
    kind: EntityTypeName,
    category: EntityTypeName,
    visitor: EntityUid,
    server: EntityUid,
    actions: Vec<EntityUid>,
    categories: Vec<RestrictedExpression>,
}

/// One question, in Cedar's terms.
pub(crate) struct Case {
    pub(crate) principal: EntityUid,
    pub(crate) resource: EntityUid,
    pub(crate) entities: Vec<Entity>,
    pub(crate) context: Context,
}

/// A value that the schema cannot express. Not expected: the tests hold the schema's names equal to the core's.
#[derive(Debug)]
pub(crate) struct Inexpressible;

type Attrs = HashMap<String, RestrictedExpression>;

fn name(name: &str) -> Result<EntityTypeName, Inexpressible> {
    EntityTypeName::from_str(&format!("Sayso::{name}")).map_err(|_| Inexpressible)
}
fn uid(of: &EntityTypeName, id: impl Display) -> EntityUid {
    EntityUid::from_type_name_and_id(of.clone(), EntityId::new(id.to_string()))
}
fn reference(of: &EntityTypeName, id: impl Display) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(uid(of, id))
}

impl Vocabulary {
    pub(crate) fn new() -> Result<Self, Inexpressible> {
        let category = name("Category")?;
        let action = name("Action")?;
        Ok(Self {
            org: name("Org")?,
            seat: name("Seat")?,
            person: name("Person")?,
            supporter: name("Supporter")?,
            attorney: name("Attorney")?,
            choice: name("Choice")?,
            member: name("Member")?,
            place: name("Place")?,
            about: name("About")?,
            role: name("Role")?,
            kind: name("OrgKind")?,
            visitor: uid(&name("Visitor")?, "visitor"),
            server: uid(&name("Server")?, "sayso"),
            actions: Action::ALL.iter().map(|a| uid(&action, a)).collect(),
            categories: Category::ALL.iter().map(|c| reference(&category, c)).collect(),
            category,
        })
    }

    pub(crate) fn action(&self, action: Action) -> &EntityUid {
        &self.actions[action as usize]
    }

    /// The question whether `actor` may act on `on` and show or write `categories`.
    pub(crate) fn case(&self, actor: &Actor, on: On<'_>, shown: Categories) -> Result<Case, Inexpressible> {
        let mut entities = Vec::with_capacity(9);
        let principal = match actor {
            Actor::Person(person) => uid(&self.person, person),
            Actor::Supporter(supporter) => self.supporter(supporter, &mut entities)?,
            Actor::Attorney(attorney) => self.attorney(attorney, &mut entities)?,
            Actor::Member(member) => self.seat(member, &mut entities)?,
            Actor::Visitor => self.visitor.clone(),
            Actor::Sayso => self.server.clone(),
        };
        if !matches!(actor, Actor::Member(_) | Actor::Supporter(_) | Actor::Attorney(_)) {
            entities.push(Entity::with_uid(principal.clone()));
        }
        let (resource, context) = match on {
            On::Place(place) if shown.is_empty() => (self.place(place, &mut entities)?, Context::empty()),
            On::Place(_) => return Err(Inexpressible),
            On::About(about) => {
                let shown = [("categories".to_owned(), self.set(shown))];
                (
                    self.about(about, &mut entities)?,
                    Context::from_pairs(shown).map_err(|_| Inexpressible)?,
                )
            }
        };
        Ok(Case {
            principal,
            resource,
            entities,
            context,
        })
    }

    fn set(&self, categories: Categories) -> RestrictedExpression {
        RestrictedExpression::new_set(categories.iter().map(|c| self.categories[c as usize].clone()))
    }

    fn named(of: &EntityTypeName, id: impl Display, into: &mut Vec<Entity>) -> RestrictedExpression {
        let uid = uid(of, id);
        if into.iter().all(|e| e.uid() != uid) {
            into.push(Entity::with_uid(uid.clone()));
        }
        RestrictedExpression::new_entity_uid(uid)
    }

    fn seat(&self, member: &Member, into: &mut Vec<Entity>) -> Result<EntityUid, Inexpressible> {
        let Member {
            id,
            role,
            org,
            kind,
            active,
        } = member;
        let attrs = Attrs::from([
            ("seat".to_owned(), Self::named(&self.seat, id, into)),
            ("role".to_owned(), self.role(*role)),
            ("org".to_owned(), Self::named(&self.org, org, into)),
            ("kind".to_owned(), self.kind(*kind)),
            ("active".to_owned(), RestrictedExpression::new_bool(*active)),
        ]);
        add(uid(&self.member, id), attrs, into)
    }

    fn supporter(&self, s: &ActingSupporter, into: &mut Vec<Entity>) -> Result<EntityUid, Inexpressible> {
        let ActingSupporter {
            id,
            person,
            scope,
            live,
        } = s;
        let chosen = scope.iter().map(|c| self.choice(c));
        let attrs = Attrs::from([
            ("person".to_owned(), Self::named(&self.person, person, into)),
            ("scope".to_owned(), RestrictedExpression::new_set(chosen)),
            ("live".to_owned(), RestrictedExpression::new_bool(*live)),
        ]);
        add(uid(&self.supporter, id), attrs, into)
    }

    fn attorney(&self, a: &ActingAttorney, into: &mut Vec<Entity>) -> Result<EntityUid, Inexpressible> {
        let ActingAttorney {
            id,
            person,
            power,
            decision,
        } = a;
        let attrs = Attrs::from([
            ("person".to_owned(), Self::named(&self.person, person, into)),
            ("power".to_owned(), RestrictedExpression::new_bool(*power)),
            ("decision".to_owned(), RestrictedExpression::new_bool(*decision)),
        ]);
        add(uid(&self.attorney, id), attrs, into)
    }

    fn place(&self, place: &Place, into: &mut Vec<Entity>) -> Result<EntityUid, Inexpressible> {
        let Place { org, kind, overseer } = place;
        let mut attrs = Attrs::from([
            ("org".to_owned(), Self::named(&self.org, org, into)),
            ("kind".to_owned(), self.kind(*kind)),
        ]);
        if let Some(overseer) = overseer {
            attrs.insert("overseer".to_owned(), Self::named(&self.org, overseer, into));
        }
        add(uid(&self.place, org), attrs, into)
    }

    fn about(&self, about: &About, into: &mut Vec<Entity>) -> Result<EntityUid, Inexpressible> {
        let About {
            person,
            practice,
            provider,
            coach,
            overseer,
            live,
            shared,
            paused,
            just_left,
            to_benefits,
            to_practice,
        } = about;
        let mut attrs = Attrs::from([
            ("person".to_owned(), Self::named(&self.person, person, into)),
            ("practice".to_owned(), Self::named(&self.org, practice, into)),
            ("live".to_owned(), RestrictedExpression::new_bool(*live)),
            ("shared".to_owned(), self.set(*shared)),
            ("paused".to_owned(), RestrictedExpression::new_bool(*paused)),
            ("justLeft".to_owned(), RestrictedExpression::new_bool(*just_left)),
            (
                "toBenefits".to_owned(),
                RestrictedExpression::new_bool(*to_benefits),
            ),
            ("toPractice".to_owned(), self.set(*to_practice)),
        ]);
        if let Some(provider) = provider {
            attrs.insert("provider".to_owned(), Self::named(&self.org, provider, into));
        }
        if let Some(overseer) = overseer {
            attrs.insert("overseer".to_owned(), Self::named(&self.org, overseer, into));
        }
        if let Some(coach) = coach {
            attrs.insert("coach".to_owned(), Self::named(&self.seat, coach, into));
        }
        add(uid(&self.about, person), attrs, into)
    }

    fn role(&self, role: Role) -> RestrictedExpression {
        reference(&self.role, role)
    }
    fn choice(&self, choice: Choice) -> RestrictedExpression {
        reference(&self.choice, choice)
    }
    fn kind(&self, kind: OrgKind) -> RestrictedExpression {
        reference(&self.kind, kind)
    }

    /// Is everything there that the question and the entities refer to? The values of the schema's own lists are
    /// always there: the schema check has compared them.
    pub(crate) fn is_whole(&self, principal: &EntityUid, resource: &EntityUid, entities: &Entities) -> bool {
        let there = |uid: &EntityUid| {
            let of = uid.type_name();
            [&self.role, &self.kind, &self.category, &self.choice].contains(&of)
                || entities.get(uid).is_some()
        };
        there(principal)
            && there(resource)
            && entities.iter().all(|e| {
                e.attrs().all(|(_, value)| match value {
                    Ok(EvalResult::EntityUid(uid)) => there(&uid),
                    Ok(EvalResult::Bool(_)) => true,
                    Ok(EvalResult::Set(set)) => set
                        .iter()
                        .all(|v| matches!(v, EvalResult::EntityUid(uid) if there(uid))),
                    // No attribute of the schema has another shape.
                    _ => false,
                })
            })
    }
}

fn add(uid: EntityUid, attrs: Attrs, into: &mut Vec<Entity>) -> Result<EntityUid, Inexpressible> {
    into.push(Entity::new(uid.clone(), attrs, HashSet::new()).map_err(|_| Inexpressible)?);
    Ok(uid)
}
