//! Signing in through an organisation's own service (OpenID Connect). Here: what its word is worth, and which seat it
//! gives. The network is somebody else's: this module is given what came back. A word that does not count is told to nobody
//! at the door.

mod claims;
mod token;

use sayso_core::category::Categories;
use sayso_core::decide::register as decide;
use sayso_core::decide::register::sits_at;
use sayso_core::decide::session::Proof;
use sayso_core::decide::signin;
use sayso_core::decision::{Change, Org, Seat};
use sayso_core::facts::Place;
use sayso_core::id::{MemberId, SourceExt as _};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Role};
use sayso_policy::act;

pub use claims::{Expected, Mapping, logout, sign_in};
pub use token::{BadToken, Claims, Keys};

use crate::session::{self, Cookie, DOOR};
use crate::{Desk, Error};

/// What a service said about somebody, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Whose word.
    pub issuer: String,
    /// Its name for the person.
    pub subject: String,
    /// Its name for the session.
    pub sid: Option<String>,
    /// What it calls the person.
    pub name: String,
    /// What the configuration makes of it: each role with its organisation's ODS code or name, the first to be preferred.
    pub roles: Vec<(Role, String)>,
}

/// Issuer and name together, so that two services never speak of one person.
fn at(issuer: &str, name: &str) -> String {
    format!("{issuer}\n{name}")
}

/// Somebody whom a service vouches for comes in. The seat is the one that they had through it before, or a new one. `None`:
/// there is no seat for them, or it has ended; then nothing is kept of them.
///
/// # Errors
/// Only where the store cannot write.
pub fn enter(desk: &mut Desk, word: &Word) -> Result<Option<(Cookie, Actor)>, Error> {
    let Some((role, org)) = seat_for(desk, word)? else {
        return Ok(None);
    };
    let system = format!("openid {}", word.issuer);
    let value = format!("{}\n{}\n{}", word.subject, role.as_str(), org.id);
    let member = match desk.job.named("member", &system, &value)? {
        Some(id) => id
            .parse()
            .map_err(|_| Error::Fault("a name for no seat".into()))?,
        None => new_seat(desk, word, role, &org, (system, value))?,
    };
    let Some(member) = desk.job.member(member)?.filter(|m| m.active) else {
        return Ok(None);
    };
    let proof = Proof::Provider {
        subject: at(&word.issuer, &word.subject),
        sid: word.sid.as_deref().map(|s| at(&word.issuer, s)),
    };
    let actor = Actor::Member(member);
    Ok(Some((session::open(desk, actor, &proof, false)?, actor)))
}

/// The first role that has its place at the organisation that the service names beside it.
fn seat_for(desk: &mut Desk, word: &Word) -> Result<Option<(Role, Org)>, Error> {
    let orgs = desk.job.orgs()?;
    let found = word.roles.iter().find_map(|(role, at)| {
        let org = orgs
            .iter()
            .filter(|o| o.ods.as_ref() == Some(at) || o.name == *at)
            .find(|o| o.kind != OrgKind::Benefits && sits_at(*role, o.kind))?;
        Some((*role, org.clone()))
    });
    Ok(found)
}

fn new_seat(
    desk: &mut Desk,
    word: &Word,
    role: Role,
    org: &Org,
    (system, value): (String, String),
) -> Result<MemberId, Error> {
    let place = Place::of(org.id, org.kind);
    let may = desk.may::<act::ManageMembers>(&Actor::Sayso, &place, Categories::NONE)?;
    let seat = Seat {
        id: desk.now.source.id(),
        org: org.id,
        role,
        name: word.name.clone(),
        from: desk.now.at,
        until: None,
        takes_part: true,
    };
    let id: MemberId = seat.id;
    let decision = decide::member(desk.now, org, seat)?;
    let name = Change::Named {
        kind: "member",
        system,
        value,
        id: id.to_string(),
    };
    desk.write(&may, &decide::found_again_by(decision, vec![name]))?;
    Ok(id)
}

/// The service says that somebody has signed out there: every session that rests on its word for them ends.
///
/// # Errors
/// Only where the store cannot write.
pub fn left(desk: &mut Desk, issuer: &str, subject: Option<&str>, sid: Option<&str>) -> Result<(), Error> {
    let may = desk.may::<act::ClearAway>(&Actor::Sayso, &DOOR, Categories::NONE)?;
    let subject = subject.map(|s| at(issuer, s));
    let sid = sid.map(|s| at(issuer, s));
    let decision = signin::vouched_ended(desk.now, subject, sid);
    desk.write(&may, &decision)?;
    Ok(())
}
