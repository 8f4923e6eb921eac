//! Passkeys: how staff sign in. A member adds one after a one-time link, may have several, names and removes them.
//! Signing in asks for no name: the authenticator knows whose it is. Never says why somebody was not let in.

mod cbor;
mod ceremony;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sayso_core::category::Categories;
use sayso_core::decide::practice;
use sayso_core::decide::session::Proof;
use sayso_core::decide::signin;
use sayso_core::decision::Passkey;
use sayso_core::event::EventKind;
use sayso_core::id::{PasskeyId, RecoveryId, SourceExt as _};
use sayso_core::seat::{Actor, Member};
use sayso_policy::act;

pub use ceremony::{
    ALGORITHMS, EDDSA, ES256, Made, PublicKey, RS256, Relying, Signed, Wrong, challenge_of, made, signed,
};

use crate::session::{self, Cookie, DOOR, Recent};
use crate::{Desk, Error, Visit, recovery};

/// More than anybody has devices.
const MOST: usize = 20;
/// A name is a few words.
const LONGEST_NAME: usize = 60;

/// The member who visits: passkeys are for staff.
fn member(visit: &Visit) -> Result<Member, Error> {
    match visit.actor {
        Actor::Member(m) => Ok(m),
        Actor::Person(_) | Actor::Supporter(_) | Actor::Attorney(_) | Actor::Visitor | Actor::Sayso => {
            Err(Error::NotFound)
        }
    }
}

/// One's own page about signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// One's passkeys, oldest first.
    pub passkeys: Vec<Passkey>,
    /// Who at one's organisation was let in again by two people, in sentences; with an id where it is about oneself and
    /// can still be refused.
    pub let_in_again: Vec<(String, Option<RecoveryId>)>,
}

/// One's own passkeys, and what everybody at the organisation may know of others'.
///
/// # Errors
/// [`Error::NotFound`] for anybody but staff.
pub fn own(desk: &mut Desk, visit: &Visit) -> Result<Own, Error> {
    let m = member(visit)?;
    let may = desk.may::<act::SignIn>(&visit.actor, &DOOR, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "their own passkeys");
    desk.write(&may, &decision)?;
    Ok(Own {
        passkeys: desk.job.passkeys(m.id)?,
        let_in_again: recovery::at_home(desk, m)?,
    })
}

/// Has this member no passkey yet?
///
/// # Errors
/// Only where the store cannot read.
pub fn none_yet(desk: &mut Desk, actor: Actor) -> Result<bool, Error> {
    match actor {
        Actor::Member(m) => Ok(desk.job.passkeys(m.id)?.is_empty()),
        Actor::Person(_) | Actor::Supporter(_) | Actor::Attorney(_) | Actor::Visitor | Actor::Sayso => {
            Ok(false)
        }
    }
}

fn name(text: &str, otherwise: &str) -> String {
    let name: String = text.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() { otherwise.into() } else { name }
}

/// Adds a passkey to one's own seat. The proof of who somebody is must be fresh: whoever finds an open screen adds none.
///
/// # Errors
/// [`Error::Input`] when it cannot be used here.
pub fn add(desk: &mut Desk, visit: &Visit, _fresh: &Recent, new: Made, called: &str) -> Result<(), Error> {
    let m = member(visit)?;
    let may = desk.may::<act::SignIn>(&visit.actor, &DOOR, Categories::NONE)?;
    if visit.vouched {
        return Err(Error::Input(
            "You sign in through your organisation. A passkey here would go round it.",
        ));
    }
    let own = desk.job.passkeys(m.id)?;
    if own.len() >= MOST {
        return Err(Error::Input(
            "You have many passkeys. Remove one that you do not use first.",
        ));
    }
    if desk.job.passkey_called(&new.credential)?.is_some() {
        return Err(Error::Input(
            "This passkey is known here already. You can use it.",
        ));
    }
    let passkey = Passkey {
        id: desk.now.source.id(),
        member: m.id,
        credential: new.credential,
        algorithm: new.key.algorithm,
        key: new.key.key,
        exponent: new.key.exponent,
        name: name(called, &format!("Passkey {}", own.len() + 1)),
        counter: new.counter,
        made_at: desk.now.at,
        used_at: None,
    };
    let decision = signin::passkey_added(desk.now, passkey);
    desk.write(&may, &decision)?;
    Ok(())
}

fn one_of(desk: &mut Desk, m: Member, id: PasskeyId) -> Result<Passkey, Error> {
    let own = desk.job.passkeys(m.id)?;
    own.into_iter().find(|p| p.id == id).ok_or(Error::NotFound)
}

/// Gives one's own passkey another name.
///
/// # Errors
/// [`Error::NotFound`] for one that is not one's own.
pub fn rename(desk: &mut Desk, visit: &Visit, id: PasskeyId, called: &str) -> Result<(), Error> {
    let m = member(visit)?;
    let may = desk.may::<act::SignIn>(&visit.actor, &DOOR, Categories::NONE)?;
    let mut passkey = one_of(desk, m, id)?;
    passkey.name = name(called, &passkey.name);
    let decision = signin::passkey_named(desk.now, passkey);
    desk.write(&may, &decision)?;
    Ok(())
}

/// Removes one's own passkey, the last one too: a link lets one in again.
///
/// # Errors
/// [`Error::NotFound`] for one that is not one's own.
pub fn remove(desk: &mut Desk, visit: &Visit, _fresh: &Recent, id: PasskeyId) -> Result<(), Error> {
    let m = member(visit)?;
    let may = desk.may::<act::SignIn>(&visit.actor, &DOOR, Categories::NONE)?;
    let passkey = one_of(desk, m, id)?;
    let decision = signin::passkey_removed(desk.now, passkey.id);
    desk.write(&may, &decision)?;
    Ok(())
}

/// What a passkey that signed proves: whose it is, and its count before and now. A wrong answer of a known passkey is
/// written down; of an unknown one there is nobody to tell.
fn proved(desk: &mut Desk, site: &Relying, challenge: &str, given: &Signed) -> Result<(Passkey, u32), Error> {
    let credential = URL_SAFE_NO_PAD
        .decode(&given.credential)
        .map_err(|_| Error::NotFound)?;
    let passkey = desk.job.passkey_called(&credential)?.ok_or(Error::NotFound)?;
    let actor = desk
        .job
        .member(passkey.member)?
        .filter(|m| m.active)
        .ok_or(Error::NotFound)?;
    let key = PublicKey {
        algorithm: passkey.algorithm,
        key: passkey.key.clone(),
        exponent: passkey.exponent.clone(),
    };
    // The authenticator remembers whose it is; where it says so, it must say the same as we do.
    let user = URL_SAFE_NO_PAD.decode(&given.user).unwrap_or_default();
    let gave = if user.is_empty() || user == passkey.member.bytes() {
        signed(site, challenge, (&key, passkey.counter), given)
    } else {
        Err(Wrong::Key)
    };
    match gave {
        Ok(counter) => Ok((passkey, counter)),
        Err(wrong) => {
            let actor = Actor::Member(actor);
            let may = desk.may::<act::SignIn>(&actor, &DOOR, Categories::NONE)?;
            let decision = signin::refused(desk.now, &format!("a passkey, and {wrong}"));
            desk.write(&may, &decision)?;
            Err(Error::Refused)
        }
    }
}

/// Somebody at the door signs in with a passkey. The challenge must be one that this server made and nobody has used.
///
/// # Errors
/// [`Error::NotFound`] or [`Error::Refused`]: whoever stands there is told the same.
pub fn sign_in(
    desk: &mut Desk,
    site: &Relying,
    challenge: &str,
    given: &Signed,
) -> Result<(Cookie, Actor), Error> {
    let (passkey, counter) = proved(desk, site, challenge, given)?;
    let actor = session::actor(desk, passkey.member)?;
    let proof = Proof::Passkey {
        id: passkey.id,
        before: passkey.counter,
        counter,
    };
    Ok((session::open(desk, actor, &proof, false)?, actor))
}

/// The member of a locked or resting session shows again who they are. Somebody else's passkey does not do.
///
/// # Errors
/// As [`sign_in`]; [`Error::SignIn`] where there is no session to go back to.
pub fn check(
    desk: &mut Desk,
    visit: &Visit,
    site: &Relying,
    challenge: &str,
    given: &Signed,
) -> Result<(), Error> {
    let actor = visit.locked.unwrap_or(visit.actor);
    let (Actor::Member(m), Some(session)) = (actor, visit.session) else {
        return Err(Error::SignIn);
    };
    let (passkey, counter) = proved(desk, site, challenge, given)?;
    if passkey.member != m.id {
        return Err(Error::NotFound);
    }
    let may = desk.may::<act::SignIn>(&actor, &DOOR, Categories::NONE)?;
    let decision = signin::checked(desk.now, session, passkey.id, passkey.counter, counter);
    desk.write(&may, &decision)?;
    Ok(())
}
