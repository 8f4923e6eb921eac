//! Setting a deployment up: organisations with their interests, schemes, seats, terms. All about nobody who is helped.

use super::Moment;
use super::signin::LINK;
use crate::decision::{Change, Decision, Org, Scheme, Seat};
use crate::event::EventKind;
use crate::id::{MemberId, OrgId};
use crate::org::{Interests, OrgKind};
use crate::seat::Role;
use crate::terms::{Terms, Unfit};

/// Why something cannot be registered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotRegister {
    /// A member of a benefits organisation.
    #[error(
        "“{0}” is an organisation of kind “benefits”: it can be named, so that rules can forbid it, but it can have no members"
    )]
    NoSeatsThere(String),
    /// A role that has nothing to do there: the seat could never act.
    #[error("a seat as {0} cannot be at an organisation of kind “{1}”")]
    NoSuchSeat(&'static str, OrgKind),
    /// Nothing to show people before they say yes.
    #[error("“{0}” has no name or no owner: people are shown who owns an organisation before they say yes")]
    Incomplete(String),
    /// One organisation in two services: what it may read of the one could not be told from the other.
    #[error(
        "“{0}” gets the referrals of another service already: people say yes to one service at a time, so a second service is a second organisation"
    )]
    TwoServices(String),
    /// A later version without its two signatures.
    #[error(
        "only version 1 of a scheme’s terms can be registered: a later version is proposed, signed by two seats and published with notice"
    )]
    TakesTwo,
    /// The terms are not fit.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

/// An organisation is registered, or its interests change.
///
/// # Errors
/// [`CannotRegister::Incomplete`].
pub fn organisation(m: Moment, org: Org) -> Result<Decision, CannotRegister> {
    if org.name.trim().is_empty() || org.interests.owners.is_empty() {
        return Err(CannotRegister::Incomplete(org.name));
    }
    let mut event = m.event(EventKind::Registered, &[]);
    event.detail.org = Some(org.id);
    event.detail.what = Some(format!("the organisation {} ({})", org.name, org.kind));
    Ok(Decision::new(event).change(Change::OrgKept(org)))
}

/// A scheme is registered. `joining`: what lets practices join that were not part of it
/// ([`super::evaluation::joining`]).
#[must_use]
pub fn scheme(m: Moment, scheme: Scheme, joining: Vec<Change>) -> Decision {
    let mut event = m.event(EventKind::Registered, &[]);
    event.detail.what = Some(format!("the scheme {}", scheme.name));
    Decision::new(event)
        .changes_from(joining)
        .change(Change::SchemeKept(scheme))
}

/// Has this role its place at this kind of organisation? The guardian sits with the scheme, never with those overseen.
#[must_use]
pub const fn sits_at(role: Role, kind: OrgKind) -> bool {
    use OrgKind as K;
    match role {
        Role::Clinician | Role::PracticeAdmin => matches!(kind, K::Practice),
        Role::Coach | Role::ProviderLead => matches!(kind, K::Provider),
        Role::Guardian | Role::Deputy => matches!(kind, K::Council | K::Commissioner | K::UserLed),
        Role::Nominee => matches!(kind, K::UserLed),
        Role::Commissioner => matches!(kind, K::Council | K::Commissioner),
        Role::Evaluator => matches!(kind, K::Evaluator),
        Role::Operator => !matches!(kind, K::Benefits | K::Practice | K::Provider),
    }
}

/// Somebody gets a seat.
///
/// # Errors
/// [`CannotRegister::NoSeatsThere`] at an organisation of the benefits system; [`CannotRegister::NoSuchSeat`] where
/// the role has nothing to do.
pub fn member(m: Moment, org: &Org, seat: Seat) -> Result<Decision, CannotRegister> {
    if org.kind == OrgKind::Benefits {
        return Err(CannotRegister::NoSeatsThere(org.name.clone()));
    }
    if !sits_at(seat.role, org.kind) {
        return Err(CannotRegister::NoSuchSeat(seat.role.in_words(), org.kind));
    }
    let mut event = m.event(EventKind::MemberJoined, &[]);
    event.detail.org = Some(org.id);
    event.detail.what = Some(format!("{} at {}", seat.role.in_words(), org.name));
    Ok(Decision::new(event).change(Change::MemberKept(seat)))
}

/// Version 1 of a scheme’s terms is published, and counts from then. Later versions come by
/// [`super::terms`] alone. `interests`: who stands behind each recipient.
///
/// # Errors
/// [`Unfit`]: a recipient in the benefits system, for one. [`CannotRegister::TakesTwo`] for a later version.
pub fn terms(
    m: Moment,
    terms: Terms,
    interests: Vec<(OrgId, Interests)>,
) -> Result<Decision, CannotRegister> {
    terms
        .promise
        .check(m.at.to_zoned(jiff::tz::TimeZone::UTC).date())?;
    if terms.version != 1 {
        return Err(CannotRegister::TakesTwo);
    }
    let mut event = m.event(EventKind::TermsPublished, &[]);
    event.detail.what = Some(format!(
        "version {} of the terms of {}",
        terms.version, terms.promise.scheme_name
    ));
    event.detail.when = Some(terms.in_effect_at);
    Ok(Decision::new(event).changes_from(super::terms::published(terms, interests)))
}

/// A one-time sign-in link: for as long as [`LINK`], one use.
#[must_use]
pub fn link(m: Moment, member: MemberId, role: &str, secret: &str) -> Decision {
    let mut event = m.event(EventKind::LinkMade, &[]);
    event.detail.what = Some(role.into());
    Decision::new(event).change(Change::LinkMade {
        secret: secret.into(),
        member,
        expires: m.at + LINK,
    })
}

/// An outside identifier names something of ours, so that the next import finds it.
#[must_use]
pub fn named(m: Moment, names: Vec<Change>, what: &str) -> Decision {
    let mut event = m.event(EventKind::Registered, &[]);
    event.detail.what = Some(what.into());
    Decision::new(event).changes_from(names.into_iter().filter(|c| matches!(c, Change::Named { .. })))
}

/// What a decision keeps is found again by these outside identifiers, in the same act. Adds [`Change::Named`] alone.
#[must_use]
pub fn found_again_by(decision: Decision, names: Vec<Change>) -> Decision {
    decision.changes_from(names.into_iter().filter(|c| matches!(c, Change::Named { .. })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_a_seat_in_the_benefits_system_and_nobody_oversees_themself() {
        for role in Role::ALL {
            assert!(!sits_at(*role, OrgKind::Benefits), "{role}");
            assert!(
                OrgKind::ALL.iter().any(|k| sits_at(*role, *k)),
                "{role} sits nowhere"
            );
        }
        for overseen in [OrgKind::Practice, OrgKind::Provider] {
            assert!(!sits_at(Role::Guardian, overseen) && !sits_at(Role::Deputy, overseen));
            assert!(!sits_at(Role::Operator, overseen));
        }
    }
}
