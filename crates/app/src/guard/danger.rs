//! Reports of a danger, looked at again afterwards: who reported, where it went, and whether the person knows. The
//! words of a report are for those who keep people safe, and are not read here.

use sayso_core::category::Categories;
use sayso_core::decide::guard::danger as decide;
use sayso_core::guard::{Danger, Outcome};
use sayso_core::id::{DangerId, PersonId};
use sayso_core::seat::Actor;
use sayso_policy::act;

use super::seat_of;
use crate::{Desk, Error};

/// One report, with names of staff and organisations alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The report.
    pub danger: Danger,
    /// Who reported it.
    pub by: String,
    /// To which organisation it went.
    pub to: String,
}

/// Every report, those that wait for their review first. Names no person; each sees that they were on the list, unless
/// telling them is not safe.
///
/// # Errors
/// [`Error::Denied`] for anybody but guardian and deputy.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Line>, Error> {
    let (_, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::HandleConcerns>(actor, &place, Categories::NONE)?;
    let all = desk.job.dangers(&watch)?;
    let told = |d: &&Danger| !d.unsafe_to_tell || d.reviewed.as_ref().is_some_and(|r| r.told);
    let mut people: Vec<PersonId> = all.iter().filter(told).filter_map(|d| d.person).collect();
    people.sort_unstable();
    people.dedup();
    desk.list_of_the_guardian(&may, "the list of dangers to look at again", &people)?;
    let mut lines = vec![];
    for danger in all {
        lines.push(Line {
            by: format!(
                "{}, {}",
                desk.seat_name(danger.by)?,
                desk.seat_in_public(danger.by)?
            ),
            to: desk.org(danger.to)?.name,
            danger,
        });
    }
    Ok(lines)
}

/// The review of one. The person hears of it unless that is not safe.
///
/// # Errors
/// [`Error::NotNow`] when it was reviewed.
pub fn review(
    desk: &mut Desk,
    actor: &Actor,
    id: DangerId,
    outcome: Outcome,
    safe_to_tell: bool,
) -> Result<(), Error> {
    let member = seat_of(actor)?;
    let (_, place, watch) = desk.post(actor)?;
    let at_all = desk.may::<act::HandleConcerns>(actor, &place, Categories::NONE)?;
    let danger = desk.job.danger(&watch, id)?.ok_or(Error::NotFound)?;
    let decision = decide::review(desk.now, &danger, member.id, outcome, safe_to_tell)?;
    match danger.person {
        Some(person) => {
            let about = desk.about(person, actor)?;
            let may = desk.may::<act::ReviewDanger>(actor, &about, Categories::NONE)?;
            desk.write(&may, &decision)?;
        }
        None => drop(desk.write(&at_all, &decision)?),
    }
    Ok(())
}
