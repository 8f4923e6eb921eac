//! The solver's counterexample, read back into our own words: the same question that the product would ask.

use std::collections::HashMap;

use cedar_policy::{Context, Entities, Entity, EntityUid, EvalResult, Request};
use sayso_core::category::{Categories, Category};
use sayso_core::facts::{About, Place};
use sayso_core::id::Id;
use sayso_core::org::OrgKind;
use sayso_core::power::ActingAttorney;
use sayso_core::seat::{Actor, Member, Role};
use sayso_core::supporter::{ActingSupporter, Choice, Scope};
use sayso_policy::{Action, On, Question};

/// Ids of ours for the solver's names, one each.
#[derive(Default)]
struct Ids(HashMap<EntityUid, usize>);

impl Ids {
    fn of<T>(&mut self, uid: EntityUid) -> Option<Id<T>> {
        let next = self.0.len() + 1;
        let n = *self.0.entry(uid).or_insert(next);
        format!("00000000-0000-7000-8000-{n:012x}").parse().ok()
    }
}

fn uid(value: Option<Result<EvalResult, impl std::fmt::Display>>) -> Option<EntityUid> {
    match value? {
        Ok(EvalResult::EntityUid(uid)) => Some(uid),
        _ => None,
    }
}
fn reference(entity: &Entity, key: &str) -> Option<EntityUid> {
    uid(entity.attr(key))
}
fn flag(entity: &Entity, key: &str) -> Option<bool> {
    match entity.attr(key)? {
        Ok(EvalResult::Bool(is)) => Some(is),
        _ => None,
    }
}
fn set(value: &EvalResult) -> Option<Categories> {
    let EvalResult::Set(set) = value else { return None };
    set.iter()
        .map(|v| match v {
            EvalResult::EntityUid(uid) => Category::parse(uid.id().unescaped()),
            _ => None,
        })
        .collect()
}
fn scope(entity: &Entity) -> Option<Scope> {
    let Ok(EvalResult::Set(set)) = entity.attr("scope")? else {
        return None;
    };
    set.iter()
        .map(|v| match v {
            EvalResult::EntityUid(uid) => Choice::parse(uid.id().unescaped()),
            _ => None,
        })
        .collect()
}
fn categories(entity: &Entity, key: &str) -> Option<Categories> {
    set(&entity.attr(key)?.ok()?)
}
fn shown(context: Option<&Context>) -> Categories {
    context
        .and_then(|c| c.get("categories"))
        .and_then(|v| set(&v))
        .unwrap_or(Categories::NONE)
}

/// The question in a counterexample: to say it in a sentence, to keep it, and to have the authoriser decide it again.
/// `None` where the world has a shape that the schema does not.
#[must_use]
pub fn question(request: &Request, entities: &Entities) -> Option<Question> {
    let mut ids = Ids::default();
    let principal = request.principal()?;
    let actor = match principal.type_name().basename() {
        "Person" => Actor::Person(ids.of(principal.clone())?),
        "Supporter" => {
            let supporter = entities.get(principal)?;
            Actor::Supporter(ActingSupporter {
                id: ids.of(principal.clone())?,
                person: ids.of(reference(supporter, "person")?)?,
                scope: scope(supporter)?,
                live: flag(supporter, "live")?,
            })
        }
        "Attorney" => {
            let attorney = entities.get(principal)?;
            Actor::Attorney(ActingAttorney {
                id: ids.of(principal.clone())?,
                person: ids.of(reference(attorney, "person")?)?,
                power: flag(attorney, "power")?,
                decision: flag(attorney, "decision")?,
            })
        }
        "Visitor" => Actor::Visitor,
        "Server" => Actor::Sayso,
        _ => {
            let member = entities.get(principal)?;
            Actor::Member(Member {
                id: ids.of(reference(member, "seat")?)?,
                role: Role::parse(reference(member, "role")?.id().unescaped())?,
                org: ids.of(reference(member, "org")?)?,
                kind: OrgKind::parse(reference(member, "kind")?.id().unescaped())?,
                active: flag(member, "active")?,
            })
        }
    };
    let action = Action::parse(request.action()?.id().unescaped())?;
    let resource = entities.get(request.resource()?)?;
    if !action.is_about_a_person() {
        let place = Place {
            org: ids.of(reference(resource, "org")?)?,
            kind: OrgKind::parse(reference(resource, "kind")?.id().unescaped())?,
            overseer: reference(resource, "overseer").and_then(|o| ids.of(o)),
        };
        return Some(Question::of(action, &actor, On::Place(&place), Categories::NONE));
    }
    let about = About {
        person: ids.of(reference(resource, "person")?)?,
        practice: ids.of(reference(resource, "practice")?)?,
        provider: reference(resource, "provider").and_then(|p| ids.of(p)),
        coach: reference(resource, "coach").and_then(|c| ids.of(c)),
        overseer: reference(resource, "overseer").and_then(|o| ids.of(o)),
        live: flag(resource, "live")?,
        shared: categories(resource, "shared")?,
        paused: flag(resource, "paused")?,
        just_left: flag(resource, "justLeft")?,
        to_benefits: flag(resource, "toBenefits")?,
        to_practice: categories(resource, "toPractice")?,
    };
    Some(Question::of(
        action,
        &actor,
        On::About(&about),
        shown(request.context()),
    ))
}
