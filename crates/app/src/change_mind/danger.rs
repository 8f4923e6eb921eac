//! Somebody reports a danger. Owns: to whom it goes. Never reopens anything.

use sayso_core::category::Categories;
use sayso_core::decide::leave;
use sayso_core::id::{OrgId, PersonId};
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::{Desk, Error};

/// Somebody reports a danger, in few words, to the person's practice, or to the council where that practice has closed.
/// Works while support runs and for 30 days after, whether the person left or the provider's contract ended. The person
/// sees it at once, unless `unsafe_to_tell`: then the review tells them when it is safe. Gives who was told.
///
/// # Errors
/// [`Error::Denied`] outside of that; [`Error::NotNow`] without words.
pub fn safeguard(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    words: &str,
    unsafe_to_tell: bool,
) -> Result<OrgKind, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Safeguard>(actor, &about, Categories::NONE)?;
    let (to, kind) = told(desk, about.practice)?;
    let decision = leave::safeguard(desk.now, person, member.id, to, words, unsafe_to_tell)?;
    desk.write(&may, &decision)?;
    Ok(kind)
}

fn told(desk: &mut Desk, practice: OrgId) -> Result<(OrgId, OrgKind), Error> {
    if !desk.contract_is_over(practice)? {
        return Ok((practice, OrgKind::Practice));
    }
    let all = desk.job.orgs()?;
    let council = all.iter().find(|o| o.kind == OrgKind::Council);
    council.map(|o| (o.id, o.kind)).ok_or(Error::Input(
        "This person’s practice has closed. Call 999, or the council’s safeguarding team.",
    ))
}
