//! Organisations of a file: which of ours they are, and, for an operator, registering them. Owns: matching by ODS code
//! or by an identifier met before. Never by name: two practices may share one.

use std::collections::HashSet;

use sayso_core::decide::register as decide;
use sayso_core::decision::Org;
use sayso_core::id::{OrgId, SourceExt as _};
use sayso_core::org::Interests;
use sayso_interop::systems::ODS;
use sayso_interop::{Identifier, ImportPlan, Kind, OrgIn, Ref, Target};
use sayso_policy::{Authorised, act};

use super::keys::{self, Looked, Names};
use super::{Report, whole};
use crate::{Desk, Error};

const TWICE: &str = "stands in the files twice; the first was taken";
const TWO_OF_OURS: &str = "its identifiers belong to two organisations; check them";

/// The organisations that are registered, and which of them the file's are.
pub(super) struct Places {
    orgs: Vec<Org>,
    here: Vec<Option<OrgId>>,
}

/// What a reference to an organisation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// One that is registered.
    Ours(OrgId),
    /// One that is not.
    Unregistered,
    /// Nothing that can be matched.
    Unknown,
}

impl Places {
    /// Finds the plan's organisations among ours.
    pub(super) fn read(desk: &mut Desk, plan: &ImportPlan) -> Result<Self, Error> {
        let mut places = Self {
            orgs: desk.job.orgs()?,
            here: vec![],
        };
        for org in &plan.organisations {
            let looked = places.look(desk, org)?;
            places.here.push(match looked.found[..] {
                [one] => Some(one),
                _ => None,
            });
        }
        Ok(places)
    }

    /// One of ours.
    pub(super) fn org(&self, id: OrgId) -> Option<&Org> {
        self.orgs.iter().find(|o| o.id == id)
    }

    /// Where a reference leads.
    pub(super) fn at(&self, desk: &mut Desk, to: &Ref) -> Result<Place, Error> {
        Ok(match to.target() {
            Target::Here(Kind::Organization, index) => self
                .here
                .get(*index)
                .copied()
                .flatten()
                .map_or(Place::Unregistered, Place::Ours),
            Target::Known(identifier) => {
                let looked = self.known(desk, std::slice::from_ref(identifier))?;
                match looked.found[..] {
                    [one] => Place::Ours(one),
                    _ => Place::Unregistered,
                }
            }
            Target::Here(..) | Target::Elsewhere => Place::Unknown,
        })
    }

    fn look(&self, desk: &mut Desk, org: &OrgIn) -> Result<Looked<sayso_core::id::OrgKindOf>, Error> {
        self.known(desk, &keys::of(&org.identifiers, &org.origin))
    }

    /// ODS codes stand in a column of their own, because they change and close; other identifiers are names.
    fn known(&self, desk: &mut Desk, all: &[Identifier]) -> Result<Looked<sayso_core::id::OrgKindOf>, Error> {
        let (codes, others): (Vec<_>, Vec<_>) = all.iter().cloned().partition(|i| i.system == ODS);
        let mut found = vec![];
        for org in &self.orgs {
            let has = |c: &Identifier| org.ods.as_deref().is_some_and(|ods| same_code(ods, &c.value));
            if codes.iter().any(has) {
                found.push(org.id);
            }
        }
        Names::shared("organisation").look(desk, &others, found)
    }

    /// As a practice: what is not registered is an operator's to register.
    pub(super) fn tell_unregistered(&self, plan: &ImportPlan, report: &mut Report) {
        for (org, here) in plan.organisations.iter().zip(&self.here) {
            if here.is_some() {
                report.organisations.unchanged += 1;
            } else {
                let why = "not registered here; an operator can bring it in";
                report.skip(Kind::Organization, &org.origin, why);
            }
        }
    }

    /// As an operator: registers what is new and keeps what changed.
    pub(super) fn register(
        &mut self,
        desk: &mut Desk,
        may: &Authorised<act::SetUp>,
        plan: &ImportPlan,
        report: &mut Report,
    ) -> Result<(), Error> {
        let mut met = HashSet::new();
        for (index, from) in plan.organisations.iter().enumerate() {
            let looked = self.look(desk, from)?;
            let old = match looked.found[..] {
                [] => None,
                [one] => self.org(one).cloned(),
                _ => {
                    report.skip(Kind::Organization, &from.origin, TWO_OF_OURS);
                    continue;
                }
            };
            let next = match next(desk, from, old.as_ref(), &looked.unnamed) {
                Ok(next) => next,
                Err(why) => {
                    report.skip(Kind::Organization, &from.origin, why);
                    continue;
                }
            };
            self.here[index] = Some(next.id);
            if !met.insert(next.id) {
                report.skip(Kind::Organization, &from.origin, TWICE);
                continue;
            }
            if old.as_ref() == Some(&next) && looked.unnamed.is_empty() {
                report.organisations.unchanged += 1;
                continue;
            }
            let names = Names::shared("organisation").name(&looked.unnamed, next.id);
            let decision = decide::found_again_by(decide::organisation(desk.now, next.clone())?, names);
            whole(desk.write(may, &decision).map(drop))?;
            if old.is_some() {
                report.organisations.updated += 1;
            } else {
                report.organisations.new += 1;
            }
            self.orgs.retain(|o| o.id != next.id);
            self.orgs.push(next);
        }
        Ok(())
    }
}

/// The organisation as it is to be registered, or why not.
fn next(desk: &Desk, from: &OrgIn, old: Option<&Org>, unnamed: &[Identifier]) -> Result<Org, &'static str> {
    let name = from.name.clone().filter(|n| !n.trim().is_empty());
    let ods = from.ods().map(|code| code.trim().to_uppercase());
    let said = |i: &&Interests| i.owners.iter().any(|o| !o.trim().is_empty());
    let interests = from.interests.as_ref().filter(said).cloned();
    if let Some(old) = old {
        if from.kind.is_some_and(|kind| kind != old.kind) {
            return Err("is registered here as another kind of organisation, which never changes");
        }
        let same = |code: &String| old.ods.as_deref().is_some_and(|o| same_code(o, code));
        return Ok(Org {
            name: name.unwrap_or_else(|| old.name.clone()),
            ods: ods.filter(|code| !same(code)).or_else(|| old.ods.clone()),
            interests: interests.unwrap_or_else(|| old.interests.clone()),
            ..old.clone()
        });
    }
    if !from.active {
        return Err("is no longer in use, says the file");
    }
    if ods.is_none() && unnamed.is_empty() {
        return Err("has no ODS code and no identifier, so it could not be found again");
    }
    Ok(Org {
        id: desk.now.source.id(),
        kind: from
            .kind
            .ok_or("does not say which kind of organisation it is for Sayso; register it by hand")?,
        name: name.ok_or("has no name")?,
        ods,
        interests: interests
            .ok_or("does not say who owns it, which people are shown before a yes; register it by hand")?,
        takes_part: true,
    })
}

fn same_code(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}
