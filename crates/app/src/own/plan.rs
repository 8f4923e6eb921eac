//! The plan: hopes in the person's words, steps of their own, and what was agreed with a coach. Only the person closes
//! or replaces a hope or a step of theirs.

use sayso_core::category::Categories;
use sayso_core::decide::own as decide;
use sayso_core::entry::{EntryKind, EntryState};
use sayso_core::id::EntryId;
use sayso_core::seat::Actor;
use sayso_policy::act;

use super::{Held, Written, open};
use crate::own::me;
use crate::{Desk, Error};

/// The plan as the person sees it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Everything that is held.
    pub held: Held,
    /// Hopes and steps of their own that are open, newest first.
    pub own: Vec<Written>,
    /// What was agreed with a coach, newest first.
    pub agreed: Vec<Written>,
    /// What the person has closed, newest first.
    pub closed: Vec<Written>,
    /// Who can read it now, by name; nobody where the plan is not shared.
    pub read_by: Vec<String>,
}

/// Opens the plan.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn plan(desk: &mut Desk, actor: &Actor) -> Result<Plan, Error> {
    let held = open(desk, actor, "your plan", 0, None)?;
    let of = |kinds: &[EntryKind], state| -> Vec<Written> {
        let these = held.entries.iter();
        let these = these.filter(|w| kinds.contains(&w.entry.kind) && w.entry.state == state);
        these.cloned().collect()
    };
    let own = [EntryKind::Hope, EntryKind::OwnStep];
    let plan = sayso_core::category::Category::Plan;
    let shared = held.said.iter().filter(|s| s.live && s.said.categories.has(plan));
    let mut read_by: Vec<String> = shared.map(|s| s.recipient.clone()).collect();
    read_by.sort_unstable();
    read_by.dedup();
    Ok(Plan {
        own: of(&own, EntryState::Kept),
        agreed: of(&[EntryKind::Step], EntryState::Kept),
        closed: of(&own, EntryState::Closed),
        read_by,
        held,
    })
}

/// The person writes a step of their own: a course, say.
///
/// # Errors
/// [`Error::NotNow`] when there is nothing in it.
pub fn write_step(desk: &mut Desk, actor: &Actor, text: &str) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let decision = decide::step(desk.now, person, text)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person closes a hope or a step of their own, or replaces it with other words.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; [`Error::NotNow`] for what a coach wrote and what is closed already.
pub fn change_plan(desk: &mut Desk, actor: &Actor, id: EntryId, instead: Option<&str>) -> Result<(), Error> {
    let entry = desk.own_entry(actor, id)?;
    let about = desk.about(entry.person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let decision = decide::close(desk.now, &entry, instead)?;
    desk.write(&may, &decision)?;
    Ok(())
}
