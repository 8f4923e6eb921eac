//! Registering who is part of a deployment: organisations, schemes, seats, terms, sign-in links. By an operator, or at
//! the console of the machine ([`Actor::Sayso`]); each leaves an event that everybody can see.

use sayso_core::category::Categories;
use sayso_core::decide::awkward;
use sayso_core::decide::evaluation;
use sayso_core::decide::register as decide;
use sayso_core::decision::{Change, Org, Scheme, Seat};
use sayso_core::facts::Place;
use sayso_core::id::{MemberId, OrgId, SourceExt as _};
use sayso_core::org::OrgKind;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;
use sayso_policy::act;

use crate::{Desk, Error, session};

/// The machine itself as the place of an act.
const CONSOLE: Place = Place::of(OrgId::NIL, OrgKind::Council);

/// Registers an organisation, or changes its name, ODS code or interests.
///
/// # Errors
/// [`Error::CannotRegister`] without a name or an owner.
pub fn organisation(desk: &mut Desk, actor: &Actor, org: Org) -> Result<OrgId, Error> {
    let may = desk.may::<act::SetUp>(actor, &CONSOLE, Categories::NONE)?;
    let id = org.id;
    // Who agreed to the old interests has not agreed to these.
    let changed = desk
        .job
        .org(id)?
        .is_some_and(|old| old.interests != org.interests);
    let mut decision = decide::organisation(desk.now, org)?;
    if changed {
        decision = awkward::with_other_interests(desk.now, decision, id);
    }
    desk.write(&may, &decision)?;
    Ok(id)
}

/// Registers a scheme with its organisations. Once its terms are published, a practice joins it only for a next phase.
///
/// # Errors
/// [`Error::Denied`] for anybody but an operator; [`Error::NotNow`] where the phase before has no result.
pub fn scheme(desk: &mut Desk, actor: &Actor, scheme: Scheme) -> Result<(), Error> {
    let may = desk.may::<act::SetUp>(actor, &CONSOLE, Categories::NONE)?;
    let joining = joining(desk, &scheme)?;
    let decision = decide::scheme(desk.now, scheme, joining);
    desk.write(&may, &decision)?;
    Ok(())
}

/// The practices that would join a scheme whose terms are published already, as changes.
fn joining(desk: &mut Desk, scheme: &Scheme) -> Result<Vec<Change>, Error> {
    let Some(there) = desk.job.schemes()?.into_iter().find(|s| s.id == scheme.id) else {
        return Ok(vec![]);
    };
    let mut joining = vec![];
    for org in scheme.orgs.iter().filter(|org| !there.orgs.contains(org)) {
        if desk.org(*org)?.kind == OrgKind::Practice {
            joining.push(*org);
        }
    }
    let published = desk.job.all_terms()?.iter().any(|t| t.scheme == scheme.id);
    if joining.is_empty() || !published {
        return Ok(vec![]);
    }
    let standing = desk.evaluation_of(scheme.id)?;
    Ok(evaluation::joining(desk.now, &standing, &joining)?)
}

/// Gives somebody a seat.
///
/// # Errors
/// [`Error::Denied`] at an organisation of the benefits system, which has no members.
pub fn member(desk: &mut Desk, actor: &Actor, seat: Seat) -> Result<MemberId, Error> {
    let org = desk.org(seat.org)?;
    let place = Place::of(org.id, org.kind);
    let may = desk.may::<act::ManageMembers>(actor, &place, Categories::NONE)?;
    let id = seat.id;
    let decision = decide::member(desk.now, &org, seat)?;
    desk.write(&may, &decision)?;
    Ok(id)
}

/// Publishes version 1 of a scheme's terms. A later version is proposed and signed by two: [`crate::terms`].
///
/// # Errors
/// [`Error::CannotRegister`] with the reason: a recipient in the benefits system, for one.
pub fn terms(desk: &mut Desk, actor: &Actor, terms: Terms) -> Result<(), Error> {
    let may = desk.may::<act::PublishTerms>(actor, &CONSOLE, Categories::NONE)?;
    // What kind of organisation a recipient is, is read from its row, whatever the register says.
    let mut terms = terms;
    for flow in &mut terms.promise.flows {
        flow.recipient_kind = desk.org(flow.recipient)?.kind;
    }
    // What one organisation may read is told apart by who it is. Two services are two organisations.
    let referred_to = |t: &Terms| -> Vec<OrgId> {
        let flows = t.promise.flows.iter();
        flows
            .filter(|f| f.purpose == Purpose::Refer)
            .map(|f| f.recipient)
            .collect()
    };
    let here = referred_to(&terms);
    for other in desk.job.all_terms()? {
        if other.scheme != terms.scheme
            && let Some(org) = referred_to(&other).into_iter().find(|org| here.contains(org))
        {
            let name = desk.org(org)?.name;
            return Err(decide::CannotRegister::TwoServices(name).into());
        }
    }
    let interests = desk.interests_of(&terms.promise)?;
    let decision = decide::terms(desk.now, terms, interests)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// Makes a one-time sign-in link for a member: the secret part, to be shown once.
///
/// # Errors
/// [`Error::NotFound`] for an unknown seat.
pub fn link(desk: &mut Desk, actor: &Actor, member: MemberId) -> Result<String, Error> {
    let seat = desk.job.seat(member)?.ok_or(Error::NotFound)?;
    let place = desk.place(seat.org)?;
    let may = desk.may::<act::ManageMembers>(actor, &place, Categories::NONE)?;
    let secret = session::secret(desk);
    let decision = decide::link(desk.now, member, seat.role.in_words(), &secret);
    desk.write(&may, &decision)?;
    Ok(secret)
}

/// A fresh id of any kind, for what is about to be registered.
#[must_use]
pub fn fresh_id<T>(desk: &Desk) -> sayso_core::id::Id<T> {
    desk.now.source.id()
}

/// Fresh random bytes for a parcel's salt.
#[must_use]
pub fn salt(desk: &Desk) -> [u8; 32] {
    desk.now.source.bytes()
}
