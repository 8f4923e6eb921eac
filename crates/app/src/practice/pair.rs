//! Two records of one person, as their practice meets them: proposed by its team, agreed to by a clinician, found as one
//! from then on, taken apart again by either. Never shows one record to the person of the other, and never moves a row.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::look::{self, Why};
use sayso_core::decide::pair as decide;
use sayso_core::event::{Detail, EventKind};
use sayso_core::id::PersonId;
use sayso_core::pair::{Pair, PairWhy};
use sayso_core::seat::Actor;
use sayso_policy::{Action, act};

use super::reception::list_opened;
use super::{Listed, Sought, identity};
use crate::{Desk, Error};

/// A record and its link to another, as their practice sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Whose page it is.
    pub who: Listed,
    /// The link and the record at its other end.
    pub link: Option<(Pair, Listed)>,
    /// This seat may propose one.
    pub may_propose: bool,
    /// This seat may agree to the one that is there.
    pub may_agree: bool,
}

impl Desk<'_> {
    /// Those of the two who have said how they can be reached.
    pub(crate) fn reachable(&mut self, people: [PersonId; 2]) -> Result<Vec<PersonId>, Error> {
        let mut found = vec![];
        for person in people {
            let row = self.job.person(person)?;
            if row.is_some_and(|f| f.contact.is_some()) && !self.job.is_contact_over(person)? {
                found.push(person);
            }
        }
        Ok(found)
    }

    /// Both records must be open to this seat: one that is kept from it shows neither.
    fn may_open_both(&mut self, actor: &Actor, people: [PersonId; 2]) -> Result<(), Error> {
        for person in people {
            let about = self.about(person, actor)?;
            self.may::<act::OpenPatient>(actor, &about, identity())?;
        }
        Ok(())
    }

    fn listed(&mut self, person: PersonId) -> Result<Listed, Error> {
        let found = self.job.person(person)?.ok_or(Error::NotFound)?;
        Ok(Listed::of(person, found.person.details))
    }
}

/// Finding either of two records that the practice lists as one finds the one that it keeps, which names the other.
pub(super) fn as_one(desk: &mut Desk, actor: &Actor, found: Vec<Listed>) -> Result<Vec<Listed>, Error> {
    let mut rows: Vec<Listed> = vec![];
    for row in found {
        let pair = desk.job.pair_of(row.person)?.filter(|p| p.listed_at.is_some());
        let row = match pair {
            None => row,
            Some(pair) => {
                let across = desk.about(pair.across(row.person), actor)?;
                // From the other record a seat may be kept away. Then the two stay two for it.
                if desk.would(Action::OpenPatient, actor, &across, identity()) {
                    let other = desk.listed(pair.other)?;
                    Listed {
                        also: Some(other.in_words()),
                        ..desk.listed(pair.kept)?
                    }
                } else {
                    row
                }
            }
        };
        if !rows.iter().any(|r| r.person == row.person) {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Opens the page about two records, after its event: both people are told who opened it.
///
/// # Errors
/// [`Error::Denied`] at another practice, and for a seat that either record is kept from.
pub fn open(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Shown, Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::OpenPatient>(actor, &about, identity())?;
    let pair = desk.job.pair_of(person)?;
    let mut people = vec![person];
    if let Some(pair) = &pair {
        desk.may_open_both(actor, pair.people())?;
        people.push(pair.across(person));
    }
    let kind = EventKind::IdentityOpened;
    let decision = look::opened(desk.now, kind, &people, Why::default(), Detail::default());
    desk.write(&may, &decision)?;
    let link = match pair {
        Some(pair) => Some((pair, desk.listed(pair.across(person))?)),
        None => None,
    };
    let waits = pair.is_some_and(|p| p.listed_at.is_none());
    Ok(Shown {
        who: desk.listed(person)?,
        link,
        may_propose: pair.is_none() && desk.would(Action::ProposePair, actor, &about, Categories::NONE),
        may_agree: waits && desk.would(Action::AgreePair, actor, &about, Categories::NONE),
    })
}

/// Looks for the second record on the practice's own list.
///
/// # Errors
/// As [`super::find`].
pub fn candidates(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    sought: &Sought,
) -> Result<Vec<Listed>, Error> {
    let mut found = super::find(desk, actor, sought)?;
    found.retain(|row| row.person != person);
    Ok(found)
}

/// Somebody of the practice's team thinks that `other` is a second record of `person`. Both are told; nothing changes.
///
/// # Errors
/// [`Error::Denied`] for anybody but the team of the practice of both; [`Error::Input`] where one of them is in a link
/// already, or where the person has said that they are not one.
pub fn propose(
    desk: &mut Desk,
    actor: &Actor,
    (person, other): (PersonId, PersonId),
    why: PairWhy,
) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let across = desk.about(other, actor)?;
    desk.may::<act::ProposePair>(actor, &across, Categories::NONE)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::ProposePair>(actor, &about, Categories::NONE)?;
    for one in [person, other] {
        if desk.job.pair_of(one)?.is_some() {
            return Err(Error::Input(
                "One of these two is linked to a record already. Take that apart first.",
            ));
        }
    }
    if desk.job.is_never_a_pair(person, other)? {
        return Err(Error::Input(
            "The patient has said that these two are not one person.",
        ));
    }
    let reachable = desk.reachable([person, other])?;
    let two = (person, other);
    let decision = decide::proposed(desk.now, place.org, two, why, member.id, &reachable)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// A clinician of the practice agrees. The practice finds one row from now on; nobody is shown anything new.
///
/// # Errors
/// [`Error::Denied`] for anybody else; [`Error::NotFound`] where nothing was proposed.
pub fn agree(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::AgreePair>(actor, &about, Categories::NONE)?;
    let pair = desk.job.pair_of(person)?.ok_or(Error::NotFound)?;
    let across = desk.about(pair.across(person), actor)?;
    desk.may::<act::AgreePair>(actor, &across, Categories::NONE)?;
    let reachable = desk.reachable(pair.people())?;
    let decision = decide::listed(desk.now, &pair, member.id, &reachable)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The practice or the person takes two records apart again. Give it to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// [`Error::Denied`] for anybody else; [`Error::NotFound`] where there is no link.
pub fn part(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Pair, Error> {
    take_apart(desk, actor, person, matches!(actor, Actor::Person(_)))
}

/// The same; `says_so`: the person says that the two are not both theirs.
pub(crate) fn take_apart(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    says_so: bool,
) -> Result<Pair, Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::PartPair>(actor, &about, Categories::NONE)?;
    let pair = desk.job.pair_of(person)?.ok_or(Error::NotFound)?;
    let reachable = desk.reachable(pair.people())?;
    let decision = decide::parted(desk.now, &pair, says_so, &reachable);
    desk.write(&may, &decision)?;
    Ok(pair)
}

/// Two records that wait for a second seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The record that would be kept.
    pub kept: Listed,
    /// The other one.
    pub other: Listed,
    /// Why.
    pub why: PairWhy,
    /// When it was proposed.
    pub proposed_at: Timestamp,
}

/// What waits for a second seat here. One event names everybody shown.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn waiting(desk: &mut Desk, actor: &Actor) -> Result<Vec<Waiting>, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let (mut rows, mut people) = (vec![], vec![]);
    for pair in desk.job.pairs_waiting(place.org)? {
        let mut open = true;
        for person in pair.people() {
            let about = desk.about(person, actor)?;
            open &= desk.would(Action::OpenPatient, actor, &about, identity());
        }
        if open {
            people.extend(pair.people());
            rows.push(Waiting {
                kept: desk.listed(pair.kept)?,
                other: desk.listed(pair.other)?,
                why: pair.why,
                proposed_at: pair.proposed_at,
            });
        }
    }
    let list = "the list of records that may be of one person";
    desk.write(&may, &list_opened(desk, &people, list))?;
    Ok(rows)
}
