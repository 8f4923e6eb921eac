//! "Switch off now": one seat switches off, two switch on again, everybody can read who, when and why. What off means
//! is decided by the say-so rule, each time something is asked for.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::guard::switch::{self as decide, Affected};
use sayso_core::decide::practice;
use sayso_core::event::EventKind;
use sayso_core::guard::{Reason, Switch, Target};
use sayso_core::id::{OrgId, PersonId, SwitchId};
use sayso_core::org::OrgKind;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_policy::act;
use sayso_store::Watch;

use super::DOOR;
use crate::{Desk, Error};

/// One switch in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The switch; its private words only for guardian and deputy.
    pub switch: Switch,
    /// What is off.
    pub name: String,
    /// Who switched it off, by role and organisation.
    pub by: String,
}

/// What can be switched off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanBeOff {
    /// What.
    pub target: Target,
    /// In words.
    pub name: String,
    /// How many people have an open referral there.
    pub people: usize,
}

/// The page of guardian and deputy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switches {
    /// What is or was off, newest first.
    pub all: Vec<Told>,
    /// What can be switched off and is not.
    pub on: Vec<CanBeOff>,
}

impl Desk<'_> {
    fn name_of_target(&mut self, target: Target) -> Result<String, Error> {
        let org = self.org(target.org)?.name;
        Ok(match target.purpose {
            Some(purpose) => format!("{org}, {}", purpose.in_words()),
            None => org,
        })
    }

    fn told(&mut self, switch: Switch) -> Result<Told, Error> {
        Ok(Told {
            name: self.name_of_target(switch.target)?,
            by: self.seat_in_public(switch.off_by)?,
            switch,
        })
    }

    fn affected(&mut self, target: Target) -> Result<Affected, Error> {
        let mut affected = Affected {
            name: self.name_of_target(target)?,
            ..Affected::default()
        };
        for (person, is_held) in self.job.open_with(target.org)? {
            let concerned = match target.purpose {
                None | Some(Purpose::Refer) => true,
                Some(purpose) => self.says_yes_to(person, target.org, purpose)?,
            };
            if concerned {
                if is_held && target.purpose.is_none_or(|p| p == Purpose::Refer) {
                    affected.held.push(person);
                }
                affected.people.push(person);
            }
        }
        affected.people.dedup();
        Ok(affected)
    }

    /// How many of these people have to do with the schemes overseen: nobody counts those of another service.
    pub(crate) fn of_theirs(&mut self, watch: &Watch, people: &[PersonId]) -> Result<usize, Error> {
        let mut n = 0;
        for person in people {
            n += usize::from(self.job.watches_person(watch, *person)?);
        }
        Ok(n)
    }

    fn says_yes_to(&mut self, person: PersonId, org: OrgId, purpose: Purpose) -> Result<bool, Error> {
        let ledger = self.job.ledger(person)?;
        Ok(sayso_core::sayso::rule::live_ones(&ledger, self.now.at)
            .any(|s| s.recipient == org && s.purpose == purpose))
    }

    /// Everything that can be switched off by whoever oversees these schemes: practices, providers, and each flow of the
    /// terms in effect.
    fn targets(&mut self, watch: &Watch) -> Result<Vec<Target>, Error> {
        let theirs = self.job.orgs_watched(watch)?;
        let mut orgs = self.job.orgs()?;
        orgs.retain(|o| theirs.contains(&o.id));
        let mut targets: Vec<Target> = orgs
            .iter()
            .filter(|o| matches!(o.kind, OrgKind::Practice | OrgKind::Provider | OrgKind::Service))
            .map(|o| Target {
                org: o.id,
                purpose: None,
            })
            .collect();
        for scheme in self.job.schemes()? {
            if !watch.has(scheme.id) {
                continue;
            }
            let Some(terms) = self.job.terms_in_effect(scheme.id, self.now.at)? else {
                continue;
            };
            for flow in &terms.promise.flows {
                let target = Target {
                    org: flow.recipient,
                    purpose: Some(flow.purpose),
                };
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
        }
        Ok(targets)
    }
}

/// What is off, and what could be.
///
/// # Errors
/// [`Error::Denied`] for anybody but guardian and deputy.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Switches, Error> {
    let (_, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::SwitchOff>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "what is switched off");
    desk.write(&may, &decision)?;
    let switches = desk.job.switches_watched(&watch)?;
    let (mut on, mut open) = (vec![], HashMap::new());
    for target in desk.targets(&watch)? {
        if switches.iter().any(|s| s.on.is_none() && s.target == target) {
            continue;
        }
        on.push(CanBeOff {
            name: desk.name_of_target(target)?,
            people: match open.entry(target.org) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => *new.insert(desk.job.how_many_open_with(&watch, target.org)?),
            },
            target,
        });
    }
    let all = switches
        .into_iter()
        .map(|s| desk.told(s))
        .collect::<Result<_, _>>()?;
    Ok(Switches { all, on })
}

/// Switches off, at once. Gives how many people of the schemes overseen that concerns; everybody whom it concerns is told.
///
/// # Errors
/// [`Error::NotNow`] when it is off already; [`Error::NotFound`] for what cannot be switched off.
pub fn off(
    desk: &mut Desk,
    actor: &Actor,
    target: Target,
    reason: Reason,
    words: &str,
) -> Result<usize, Error> {
    let (member, place, watch) = desk.post(actor)?;
    // Asked first, so that another seat's try is written down whatever the target says.
    desk.may::<act::SwitchOff>(actor, &place, Categories::NONE)?;
    let place = desk.place_for(target.org, actor)?;
    let may = desk.may::<act::SwitchOff>(actor, &place, Categories::NONE)?;
    if !desk.targets(&watch)?.contains(&target) {
        return Err(Error::NotFound);
    }
    let now_off = desk.job.switches()?;
    let affected = desk.affected(target)?;
    let decision = decide::off(desk.now, target, member.id, (reason, words), &now_off, &affected)?;
    desk.write(&may, &decision)?;
    desk.of_theirs(&watch, &affected.people)
}

/// Switches on again: the first seat asks, a second agrees. Gives whether it is on now.
///
/// # Errors
/// [`Error::NotNow`] for the seat that asked.
pub fn on(desk: &mut Desk, actor: &Actor, id: SwitchId) -> Result<bool, Error> {
    let (member, place, _) = desk.post(actor)?;
    desk.may::<act::SwitchOn>(actor, &place, Categories::NONE)?;
    let switch = desk.job.switch(id)?.ok_or(Error::NotFound)?;
    let place = desk.place_for(switch.target.org, actor)?;
    let may = desk.may::<act::SwitchOn>(actor, &place, Categories::NONE)?;
    if switch.on_asked.is_none() {
        let name = desk.name_of_target(switch.target)?;
        let decision = decide::ask_on(desk.now, &switch, member.id, &name)?;
        desk.write(&may, &decision)?;
        return Ok(false);
    }
    let affected = desk.affected(switch.target)?;
    let decision = decide::on(desk.now, &switch, member.id, &affected)?;
    desk.write(&may, &decision)?;
    Ok(true)
}

/// What everybody reads: who, when and why; never the private words.
///
/// # Errors
/// Only where the store cannot read.
pub fn public(desk: &mut Desk) -> Result<Vec<Told>, Error> {
    desk.may::<act::ReadPublic>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let mut all = desk.job.switches()?;
    for s in &mut all {
        s.words.clear();
    }
    all.into_iter().map(|s| desk.told(s)).collect()
}

/// What is off now for one practice or the provider that somebody is with: since when, and why.
///
/// # Errors
/// Only where the store cannot read.
pub(crate) fn for_person(desk: &mut Desk, orgs: &[OrgId]) -> Result<Vec<(String, Timestamp, Reason)>, Error> {
    let mut off = vec![];
    for switch in desk.job.switches()? {
        if switch.on.is_none() && orgs.contains(&switch.target.org) {
            off.push((desk.name_of_target(switch.target)?, switch.off_at, switch.reason));
        }
    }
    Ok(off)
}
