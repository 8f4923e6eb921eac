//! People of a file onto the practice's own list. Owns: whose list somebody belongs to, who they are on it, and which
//! details a file may change. Never by name, never another practice's, and never over what people told us themselves.

use std::collections::HashSet;

use sayso_core::decide::{practice as decide, register};
use sayso_core::id::{OrgId, PersonId, PersonKind, SourceExt as _};
use sayso_core::nhs_number::NhsNumber;
use sayso_core::person::{Details, Person};
use sayso_core::screen;
use sayso_interop::systems::NHS_NUMBER;
use sayso_interop::{ContactUse, Identifier, ImportPlan, Kind, PersonIn, Ref, Target};
use sayso_policy::{Authorised, act};

use super::keys::{self, Looked, Names};
use super::places::{Place, Places};
use super::{Report, whole};
use crate::{Desk, Error};

/// Longer than any name; a text that is longer is something else.
const LONGEST_NAME: usize = 200;

const UNCLEAR: &str = "names a practice that is not in the files; add its Organization, with its ODS code";

/// Who of the plan is on the practice's list now.
pub(super) struct List {
    pub practice: OrgId,
    found: Vec<Option<PersonId>>,
    names: Names,
}

/// Loads the practice's own people.
pub(super) fn load(
    desk: &mut Desk,
    may: &Authorised<act::LoadList>,
    places: &Places,
    plan: &ImportPlan,
    report: &mut Report,
) -> Result<List, Error> {
    let practice = may.place().map(|p| p.org).ok_or(Error::NotFound)?;
    let mut list = List {
        practice,
        found: vec![],
        names: Names::within("person", practice),
    };
    let mut met = HashSet::new();
    for from in &plan.people {
        let found = match elsewhere(desk, practice, places, plan, from)? {
            Some(why) => Err(why),
            None => list.one(desk, may, from, &mut met, report)?,
        };
        list.found.push(found.ok());
        if let Err(why) = found {
            report.skip(Kind::Patient, &from.origin, why);
        }
    }
    Ok(list)
}

/// Why somebody is not on this practice's list, if they are not.
fn elsewhere(
    desk: &mut Desk,
    practice: OrgId,
    places: &Places,
    plan: &ImportPlan,
    from: &PersonIn,
) -> Result<Option<&'static str>, Error> {
    let named = match plan.practice_of(from) {
        Some(named) => Some(named),
        // Another identifier than an ODS code can still be one of ours.
        None => from.managing_organization.clone(),
    };
    let place = match named {
        Some(named) => places.at(desk, &named)?,
        None if from.general_practitioners.iter().any(leads_nowhere) => Place::Unknown,
        None => Place::Ours(practice),
    };
    Ok(match place {
        Place::Ours(org) if org == practice => None,
        Place::Ours(_) | Place::Unregistered => Some("is with another practice"),
        Place::Unknown => Some(UNCLEAR),
    })
}

fn leads_nowhere(to: &Ref) -> bool {
    *to.target() == Target::Elsewhere
}

impl List {
    /// Who a reference to a patient leads to, on this list.
    pub(super) fn at(&self, desk: &mut Desk, to: &Ref) -> Result<Option<PersonId>, Error> {
        match to.target() {
            Target::Here(Kind::Patient, index) => Ok(self.found.get(*index).copied().flatten()),
            Target::Known(identifier) if identifier.system == NHS_NUMBER => {
                match identifier.value.parse::<NhsNumber>() {
                    Ok(number) => Ok(desk.job.by_nhs_number(self.practice, number)?),
                    Err(_) => Ok(None),
                }
            }
            Target::Known(identifier) => {
                let looked = self.names.look(desk, std::slice::from_ref(identifier), vec![])?;
                match looked.found[..] {
                    [one] => Ok(self.is_ours(desk, one)?.then_some(one)),
                    _ => Ok(None),
                }
            }
            Target::Here(..) | Target::Elsewhere => Ok(None),
        }
    }

    fn is_ours(&self, desk: &mut Desk, person: PersonId) -> Result<bool, Error> {
        Ok(desk.job.practice_of(person)? == Some(self.practice))
    }

    fn one(
        &self,
        desk: &mut Desk,
        may: &Authorised<act::LoadList>,
        from: &PersonIn,
        met: &mut HashSet<PersonId>,
        report: &mut Report,
    ) -> Result<Result<PersonId, &'static str>, Error> {
        if from.died {
            return Ok(Err("has died, says the file: nothing is offered"));
        }
        if !from.active {
            return Ok(Err("the record is no longer in use, says the file"));
        }
        let keys = keys::of(&from.identifiers, &from.origin);
        let mut found = vec![];
        if let Some(number) = from.nhs_number {
            found.extend(desk.job.by_nhs_number(self.practice, number)?);
        }
        let looked: Looked<PersonKind> = self.names.look(desk, &keys, found)?;
        let Looked { found, unnamed } = looked;
        let id = match found[..] {
            [] if from.nhs_number.is_none() && keys.is_empty() => {
                return Ok(Err(
                    "has no NHS number and no identifier, so could not be found again; add them by hand",
                ));
            }
            [] => None,
            [one] if self.is_ours(desk, one)? => Some(one),
            [_] => {
                return Ok(Err(
                    "has an identifier of somebody who has left the list; check it",
                ));
            }
            _ => {
                return Ok(Err(
                    "the identifiers belong to two people on the list; check them",
                ));
            }
        };
        if id.is_some_and(|id| met.contains(&id)) {
            return Ok(Err("stands in the files twice; the first was taken"));
        }
        let kept = self.keep(desk, may, from, id, &unnamed, report)?;
        met.extend(kept.iter());
        Ok(kept)
    }

    fn keep(
        &self,
        desk: &mut Desk,
        may: &Authorised<act::LoadList>,
        from: &PersonIn,
        id: Option<PersonId>,
        unnamed: &[Identifier],
        report: &mut Report,
    ) -> Result<Result<PersonId, &'static str>, Error> {
        let details = details(from);
        if details.name.chars().count() > LONGEST_NAME {
            return Ok(Err("the name is longer than a name can be"));
        }
        let old = match id {
            Some(id) => desk.job.person(id)?,
            None => None,
        };
        let details = match &old {
            None if details.name.is_empty() => return Ok(Err("has no name to use")),
            None => details.with_shape_they_need(desk.now.at),
            Some(old) => {
                let kept = &old.person.details;
                let differs = |n: NhsNumber| kept.nhs_number.is_some_and(|k| k != n);
                if details.nhs_number.is_some_and(differs) {
                    return Ok(Err("has another NHS number on the list; check which is right"));
                }
                let told = desk.has_told(old)?;
                let merged = merged(kept, details, from.interpreter, told);
                if told {
                    merged
                } else {
                    merged.with_shape_they_need(desk.now.at)
                }
            }
        };
        let person = Person {
            id: id.unwrap_or_else(|| desk.now.source.id()),
            practice: self.practice,
            details,
        };
        if old.as_ref().is_some_and(|old| old.person == person) && unnamed.is_empty() {
            report.people.unchanged += 1;
            return Ok(Ok(person.id));
        }
        let (id, names) = (person.id, self.names.name(unnamed, person.id));
        let decision = register::found_again_by(decide::identity_loaded(desk.now, person), names);
        whole(desk.write(may, &decision).map(drop))?;
        if old.is_some() {
            report.people.updated += 1;
        } else {
            report.people.new += 1;
        }
        Ok(Ok(id))
    }
}

/// The details of the file, as a list needs them.
fn details(from: &PersonIn) -> Details {
    let mut from = from.clone();
    // A telephone at work is the employer's: nothing from here may ring there.
    from.contacts.retain(|c| c.place != Some(ContactUse::Work));
    if let Some(name) = &mut from.name {
        // People are looked up by the name that they say, which is without "Mr" or "Dr".
        let text = name.text.take().map(|text| {
            let title = name.prefix.iter().find_map(|p| text.strip_prefix(p.as_str()));
            title.unwrap_or(&text).trim_start_matches('.').to_owned()
        });
        name.text = text;
        name.prefix.clear();
    }
    let mut details = from.details();
    details.name = details.name.split_whitespace().collect::<Vec<_>>().join(" ");
    details.access_needs = details.access_needs.map(|text| screen::masked(&text));
    details
}

/// The row as it is to be. What a file leaves out stays; once people have told us themselves who they are and how to
/// reach them, a file fills gaps in who they are and changes nothing.
fn merged(kept: &Details, file: Details, interpreter: Option<bool>, told: bool) -> Details {
    if told {
        return kept.as_told(&file);
    }
    Details {
        name: if file.name.is_empty() {
            kept.name.clone()
        } else {
            file.name
        },
        birth_date: file.birth_date.or(kept.birth_date),
        nhs_number: kept.nhs_number.or(file.nhs_number),
        phone: file.phone.or_else(|| kept.phone.clone()),
        email: file.email.or_else(|| kept.email.clone()),
        language: file.language.or_else(|| kept.language.clone()),
        interpreter: interpreter.unwrap_or(kept.interpreter),
        access_needs: file.access_needs.or_else(|| kept.access_needs.clone()),
        reading: file.reading.or(kept.reading),
    }
}
