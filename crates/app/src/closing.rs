//! A practice closes, or becomes part of another: the guardian sets its day ([`crate::contract::set_end`]), everybody whom
//! Sayso knows there is told, and at that minute its seats end. Never moves anybody: that is each person's own word ([`crate::awkward`]).

use sayso_core::category::Categories;
use sayso_core::contract::ContractEnd;
use sayso_core::decide::closing as decide;
use sayso_core::decide::practice;
use sayso_core::event::EventKind;
use sayso_core::id::OrgId;
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::contract::Ends;
use crate::own::me;
use crate::{Desk, Error};

/// One practice on the guardian's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// Which.
    pub org: OrgId,
    /// What it is called.
    pub name: String,
    /// When it closes, where a day was set.
    pub end: Option<ContractEnd>,
}

/// Every practice, and when it closes.
///
/// # Errors
/// [`Error::Denied`] for anybody but guardian and deputy.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Practice>, Error> {
    let (_, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::EndContract>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "when practices close");
    desk.write(&may, &decision)?;
    let theirs = desk.job.orgs_watched(&watch)?;
    let mut all = vec![];
    for org in desk.job.orgs()? {
        if org.kind == OrgKind::Practice && theirs.contains(&org.id) {
            all.push(Practice {
                end: desk.job.contract_end(org.id)?,
                org: org.id,
                name: org.name,
            });
        }
    }
    Ok(all)
}

/// The worker's part: for each person whose practice has closed, what rested on it ends. What its seats may see does not
/// wait for this: they act no more from that minute.
pub(crate) fn carry_out(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let over = desk.job.practice_over_for(desk.now.at, most)?;
    for person in &over {
        let about = desk.about(*person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        let standing = desk.standing(*person, about.practice)?;
        let decision = decide::over_for(desk.now, &standing);
        desk.write(&may, &decision)?;
    }
    Ok(over.len())
}

/// The person's practice closes or has closed. For a page that has written its own event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn for_person(desk: &mut Desk, actor: &Actor) -> Result<Option<Ends>, Error> {
    let person = me(actor)?;
    let practice = desk.job.practice_of(person)?.ok_or(Error::NotFound)?;
    let Some(end) = desk.job.contract_end(practice)? else {
        return Ok(None);
    };
    Ok(Some(Ends {
        name: desk.org(practice)?.name,
        at: end.ends_at,
        over: end.is_over(desk.now.at),
    }))
}
