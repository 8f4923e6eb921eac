//! A yes to one more thing that the person said at their practice, in the room or on the phone, and that staff type. Owns:
//! what can be asked there. It waits as long as a typed yes to support waits, and the person is told before it counts.

use sayso_core::category::Categories;
use sayso_core::decide::{NotNow, leave};
use sayso_core::id::{PersonId, SchemeId};
use sayso_core::org::OrgKind;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_policy::act;

use super::Heard;
use crate::agree::how_keyed;
use crate::{Desk, Error};

/// One optional purpose of one service, as its published register has it. Says nothing about the patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Optional {
    /// The service.
    pub scheme: SchemeId,
    /// What the service is called.
    pub service: String,
    /// What for.
    pub purpose: Purpose,
    /// The lines that may be ticked.
    pub lines: Categories,
    /// How long it is kept.
    pub kept: String,
}

/// Everything optional that the practice's services have in their registers: the same for every patient, so the list says
/// nothing about this one.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn optional(desk: &mut Desk, actor: &Actor) -> Result<Vec<Optional>, Error> {
    let (_, place) = Desk::own_place(actor)?;
    desk.may::<act::Offer>(actor, &place, Categories::NONE)?;
    let mut all = vec![];
    for service in desk.services(place.org)? {
        let Some(terms) = desk.job.terms_in_effect(service.scheme, desk.now.at)? else {
            continue;
        };
        for purpose in Purpose::OPTIONAL {
            let of = |f: &&sayso_core::terms::Flow| {
                f.purpose == purpose && (f.recipient_kind != OrgKind::Practice || f.recipient == place.org)
            };
            let mut flows = terms.promise.flows.iter().filter(of).peekable();
            let Some(kept) = flows.peek().map(|f| f.kept.clone()) else {
                continue;
            };
            all.push(Optional {
                scheme: service.scheme,
                service: service.name.clone(),
                purpose,
                lines: flows.fold(Categories::NONE, |all, f| all.union(f.categories)),
                kept,
            });
        }
    }
    Ok(all)
}

/// Staff of the practice type a yes to one optional purpose, as they heard it. Whom it names is what the register says for
/// the service that the person has: their practice, or whoever helps them.
///
/// # Errors
/// [`Error::Denied`] at another practice; [`Error::NotFound`] where the person has no such service;
/// [`Error::NotNow`] as [`super::give_some`].
pub fn give_typed(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    (scheme, purpose): (SchemeId, Purpose),
    lines: Categories,
    heard: Heard,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::KeyAgreement>(actor, &about, Categories::NONE)?;
    let open = desk.newest_open(actor, person, Some(scheme))?;
    let terms = desk
        .job
        .terms_in_effect(open.scheme, desk.now.at)?
        .ok_or(Error::NotFound)?;
    let flow = terms.promise.flows.iter().find(|f| {
        let named = match f.recipient_kind {
            OrgKind::Practice => f.recipient == about.practice,
            OrgKind::Provider => f.recipient == open.recipient,
            _ => true,
        };
        f.purpose == purpose && named
    });
    let flow = flow.ok_or(Error::NotFound)?;
    // Where there is one line, the purpose says which; where there are several, only those that were ticked.
    let several = flow.categories.iter().count() > 1;
    let chosen = several.then_some(lines);
    let ledger = desk.job.ledger_in(person, scheme)?;
    let standing = ledger.given.iter().any(|s| {
        let said = s.recipient == flow.recipient && s.purpose == purpose && desk.now.at < s.until;
        let covers = s.categories.has_all(chosen.unwrap_or(flow.categories));
        said && covers && !ledger.ended.iter().any(|e| e.said == s.id)
    });
    if standing {
        // Pressed twice, or said before: one yes is enough.
        return Err(NotNow::Done.into());
    }
    let how = how_keyed(actor, heard.channel);
    let off = desk.job.off_for(about.practice)?;
    let (asked, said_at) = ((flow.recipient, purpose), heard.said_at.unwrap_or(desk.now.at));
    let decision = leave::give_one(desk.now, person, &terms, asked, chosen, (&how, said_at), &off)?;
    desk.write(&may, &decision)?;
    Ok(())
}
