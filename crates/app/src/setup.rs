//! Setting a deployment up from a plan that was checked as a whole: organisations, schemes, terms version 1, seats. All
//! of it or nothing; a second time changes nothing. It only ever adds: what is registered is not changed by a file.

mod check;
mod file;

use sayso_core::category::Categories;
use sayso_core::decide::evaluation::may_grow;
use sayso_core::decision::{Org, Scheme, Seat};
use sayso_core::facts::Place;
use sayso_core::id::{MemberId, OrgId, SchemeId, SourceExt as _};
use sayso_core::org::{Interests, OrgKind};
use sayso_core::seat::{Actor, Role};
use sayso_core::terms::{Promise, Terms};
use sayso_policy::act;

use crate::{Desk, Error, members, register};

pub(crate) use check::draft;
pub use check::plan;

/// The machine itself as the place of setting up.
const CONSOLE: Place = Place::of(OrgId::NIL, OrgKind::Council);

/// The kinds of organisation at which a guardian, a deputy or a nominee can sit.
const OVERSEERS: [OrgKind; 3] = [OrgKind::Council, OrgKind::Commissioner, OrgKind::UserLed];

/// What is to be there. Organisations are meant by their place in `orgs`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Organisations; their ids are given when they are registered.
    pub orgs: Vec<NewOrg>,
    /// Schemes with version 1 of their terms.
    pub schemes: Vec<NewScheme>,
    /// Seats.
    pub members: Vec<NewMember>,
    /// What the file leaves out and is taken to mean, a sentence each.
    pub notes: Vec<String>,
}

/// An organisation to register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrg {
    /// What it is.
    pub kind: OrgKind,
    /// What it is called.
    pub name: String,
    /// Its ODS code, where it has one.
    pub ods: Option<String>,
    /// Who stands behind it.
    pub interests: Interests,
}

/// A scheme to register, with version 1 of its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScheme {
    /// Who is part of it.
    pub orgs: Vec<usize>,
    /// What it promises; the recipients' ids are filled in.
    pub promise: Promise,
    /// Who receives each flow of the promise, in its order.
    pub recipients: Vec<usize>,
}

/// A seat to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// Where.
    pub org: usize,
    /// As what.
    pub role: Role,
    /// What they are called.
    pub name: String,
}

/// What came of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is all there now: this many organisations, schemes and seats are new, or grew.
    Done {
        /// New organisations.
        orgs: usize,
        /// New schemes, each with its terms.
        schemes: usize,
        /// Schemes that practices joined, or organisations that oversee them.
        grown: usize,
        /// New seats.
        members: usize,
    },
    /// Something else is there already under the same name; nothing was written. One line for each.
    Clashes(Vec<String>),
}

/// Brings about what the plan says.
///
/// # Errors
/// [`Error::CannotRegister`]; [`Error::Denied`] for anybody but an operator or the console. Then nothing was written.
pub fn apply(desk: &mut Desk, actor: &Actor, plan: &Plan) -> Result<Outcome, Error> {
    desk.may::<act::SetUp>(actor, &CONSOLE, Categories::NONE)?;
    let mut clashes = vec![];
    let known = known_orgs(desk, plan, &mut clashes)?;
    let ids: Vec<OrgId> = known
        .iter()
        .map(|k| k.unwrap_or_else(|| desk.now.source.id()))
        .collect();
    let schemes = known_schemes(desk, plan, &ids, &mut clashes)?;
    if !clashes.is_empty() {
        return Ok(Outcome::Clashes(clashes));
    }
    let seats = desk.job.seats(None)?;
    let registered = desk.job.schemes()?;
    let (mut new_orgs, mut new_schemes, mut grown, mut new_members) = (0, 0, 0, 0);
    for (new, (id, known)) in plan.orgs.iter().zip(ids.iter().zip(&known)) {
        if known.is_none() {
            register::organisation(desk, actor, new.as_org(*id))?;
            new_orgs += 1;
        }
    }
    for (new, known) in plan.schemes.iter().zip(&schemes) {
        if known.is_none() {
            publish(desk, actor, new, &ids)?;
            new_schemes += 1;
        }
    }
    for (new, id) in plan.schemes.iter().zip(&schemes) {
        let there = id.and_then(|id| registered.iter().find(|s| s.id == id));
        let orgs: Vec<OrgId> = new.orgs.iter().map(|at| ids[*at]).collect();
        if let Some(scheme) = there.filter(|s| orgs.iter().any(|org| !s.orgs.contains(org))) {
            register::scheme(
                desk,
                actor,
                Scheme {
                    orgs,
                    ..scheme.clone()
                },
            )?;
            grown += 1;
        }
    }
    for new in &plan.members {
        let org = ids[new.org];
        // A seat that has ended is not opened again by an old file.
        let there = seats
            .iter()
            .any(|s| s.org == org && s.role == new.role && folded(&s.name) == folded(&new.name));
        if !there {
            register::member(desk, actor, new.as_seat(desk, org))?;
            new_members += 1;
        }
    }
    Ok(Outcome::Done {
        orgs: new_orgs,
        schemes: new_schemes,
        grown,
        members: new_members,
    })
}

/// Which organisations of the plan are registered already: by ODS code where they have one, else by name.
pub(crate) fn known_orgs(
    desk: &mut Desk,
    plan: &Plan,
    clashes: &mut Vec<String>,
) -> Result<Vec<Option<OrgId>>, Error> {
    let there = desk.job.orgs()?;
    let mut known = vec![];
    for new in &plan.orgs {
        let found = there.iter().find(|o| match &new.ods {
            Some(ods) => o.ods.as_ref() == Some(ods),
            None => o.ods.is_none() && folded(&o.name) == folded(&new.name),
        });
        let found = found.or_else(|| there.iter().find(|o| folded(&o.name) == folded(&new.name)));
        if let Some(o) = found
            && (o.kind != new.kind || o.name != new.name || o.ods != new.ods || o.interests != new.interests)
        {
            clashes.push(format!(
                "the organisation “{}” is registered with other details: a file adds, it does not change",
                o.name
            ));
        }
        known.push(found.map(|o| o.id));
    }
    Ok(known)
}

/// Which schemes of the plan are registered already, by name.
fn known_schemes(
    desk: &mut Desk,
    plan: &Plan,
    ids: &[OrgId],
    clashes: &mut Vec<String>,
) -> Result<Vec<Option<SchemeId>>, Error> {
    let there = desk.job.schemes()?;
    let terms = desk.job.all_terms()?;
    let mut known = vec![];
    for new in &plan.schemes {
        let found = there
            .iter()
            .find(|s| folded(&s.name) == folded(&new.promise.scheme_name));
        if let Some(scheme) = found {
            let mut orgs: Vec<OrgId> = new.orgs.iter().map(|at| ids[*at]).collect();
            orgs.sort_unstable();
            orgs.dedup();
            let name = &scheme.name;
            let is = |id: &OrgId, kinds: &[OrgKind]| {
                let at = ids.iter().position(|known| known == id);
                at.is_some_and(|at| kinds.contains(&plan.orgs[at].kind))
            };
            let mut new_ones = orgs.iter().filter(|id| !scheme.orgs.contains(id));
            // Whoever oversees it may join it by a file, and one that the file leaves out is not taken out of it.
            let mut gone = vec![];
            for id in scheme.orgs.iter().filter(|id| !orgs.contains(id)) {
                gone.push(desk.org(*id)?.kind);
            }
            let may_join = |id: &&OrgId| is(id, &[OrgKind::Practice]) || is(id, &OVERSEERS);
            if !gone.iter().all(|kind| OVERSEERS.contains(kind)) || !new_ones.clone().all(|id| may_join(&id))
            {
                clashes.push(format!(
                    "the scheme “{name}” is registered with other organisations: only practices, and organisations that \
                     oversee it, can join it by a file"
                ));
            } else if new_ones.any(|id| is(id, &[OrgKind::Practice]))
                && let Err(why) = may_grow(&desk.evaluation_of(scheme.id)?)
            {
                clashes.push(format!("the scheme “{name}”: {why}"));
            }
            let first = terms.iter().find(|t| t.scheme == scheme.id && t.version == 1);
            if first.is_none_or(|t| t.promise.hash() != new.promise_to(ids).hash()) {
                clashes.push(format!(
                    "version 1 of the terms of “{name}” is published with other words: a published version never changes"
                ));
            }
        }
        known.push(found.map(|s| s.id));
    }
    Ok(known)
}

fn publish(desk: &mut Desk, actor: &Actor, new: &NewScheme, ids: &[OrgId]) -> Result<(), Error> {
    let scheme = Scheme {
        id: desk.now.source.id(),
        name: new.promise.scheme_name.clone(),
        orgs: new.orgs.iter().map(|at| ids[*at]).collect(),
    };
    let terms = Terms {
        id: desk.now.source.id(),
        scheme: scheme.id,
        version: 1,
        promise: new.promise_to(ids),
        published_at: desk.now.at,
        in_effect_at: desk.now.at,
    };
    register::scheme(desk, actor, scheme)?;
    register::terms(desk, actor, terms)
}

impl NewOrg {
    fn as_org(&self, id: OrgId) -> Org {
        Org {
            id,
            kind: self.kind,
            name: self.name.clone(),
            ods: self.ods.clone(),
            interests: self.interests.clone(),
            takes_part: true,
        }
    }
}

impl NewScheme {
    pub(crate) fn promise_to(&self, ids: &[OrgId]) -> Promise {
        let mut promise = self.promise.clone();
        for (flow, at) in promise.flows.iter_mut().zip(&self.recipients) {
            flow.recipient = ids[*at];
        }
        promise
    }
}

impl NewMember {
    fn as_seat(&self, desk: &Desk, org: OrgId) -> Seat {
        Seat {
            id: desk.now.source.id(),
            org,
            role: self.role,
            name: self.name.clone(),
            from: desk.now.at,
            until: None,
            takes_part: true,
        }
    }
}

/// A name as it is compared: case and spaces do not matter.
pub(crate) fn folded(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// The first start of a deployment without any seat: gives whoever stands at the console the seat of an operator, and
/// the secret part of their one-time link. `None` when somebody has a seat already.
///
/// # Errors
/// Only where the store cannot write.
pub fn first_run(desk: &mut Desk, operated_by: Option<&str>) -> Result<Option<(MemberId, String)>, Error> {
    let console = &Actor::Sayso;
    desk.may::<act::SetUp>(console, &CONSOLE, Categories::NONE)?;
    if !desk.job.seats(None)?.is_empty() {
        return Ok(None);
    }
    let id = desk.now.source.id();
    let org = NewOrg {
        kind: OrgKind::Service,
        name: "Operator of this server".into(),
        ods: None,
        interests: Interests {
            owners: vec![operated_by.unwrap_or("somebody who is not named yet").into()],
            ..Interests::default()
        },
    };
    register::organisation(desk, console, org.as_org(id))?;
    let operator = members::add(desk, console, id, Role::Operator, "Administrator")?;
    Ok(Some((operator, members::link(desk, console, operator)?)))
}
