//! Withholding one entry from the person for a time: somebody who may read it proposes, guardian or deputy agrees. The
//! guardian's side never reads the entry; it judges the ground.

use sayso_core::category::Categories;
use sayso_core::decide::guard::withholding as decide;
use sayso_core::entry::EntryState;
use sayso_core::guard::{Ground, LONGEST, Withholding};
use sayso_core::id::{EntryId, PersonId, SourceExt as _, WithholdingId};
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_policy::act;

use super::seat_of;
use crate::{Desk, Error};

/// Proposes to withhold an entry, for so many days (at most 90). Nothing is withheld before a second person agrees.
///
/// # Errors
/// [`Error::Denied`] for somebody who may not read it; [`Error::NotFound`] for an unknown entry.
pub fn propose(
    desk: &mut Desk,
    actor: &Actor,
    (person, entry): (PersonId, EntryId),
    (ground, words): (Ground, &str),
    days: u32,
) -> Result<(), Error> {
    let member = seat_of(actor)?;
    // Nobody withholds a person's own words from them.
    let entry = desk
        .job
        .entry(entry, actor)?
        .filter(|e| e.person == person && !e.author.is_for_the_person() && e.state == EntryState::Kept)
        .ok_or(Error::NotFound)?;
    // What another service wrote is not theirs to withhold, and looks as if it were not there.
    if member.kind == OrgKind::Provider {
        let within = entry.referral.ok_or(Error::NotFound)?;
        if desk.referral(within)?.recipient != member.org {
            return Err(Error::NotFound);
        }
    }
    let about = desk.about(person, actor)?;
    let category = Categories::of(&[entry.kind.category()]);
    let may = desk.may::<act::ProposeWithholding>(actor, &about, category)?;
    let lasts = jiff::SignedDuration::from_hours(24 * i64::from(days.max(1))).min(LONGEST);
    let withholding = Withholding {
        id: desk.now.source.id(),
        person: entry.person,
        entry: entry.id,
        ground,
        words: words.trim().into(),
        proposed: (member.id, desk.now.at),
        agreed: None,
        until: desk.now.at + lasts,
        ended_at: None,
    };
    let decision = decide::propose(desk.now, withholding);
    desk.write(&may, &decision)?;
    Ok(())
}

/// One withholding, with the name of who proposed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The withholding.
    pub withholding: Withholding,
    /// Who proposed it.
    pub by: String,
}

/// What is withheld or proposed now.
///
/// # Errors
/// [`Error::Denied`] for anybody but guardian and deputy.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Line>, Error> {
    let (_, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::HandleConcerns>(actor, &place, Categories::NONE)?;
    let decision = sayso_core::decide::practice::about_nobody(
        desk.now,
        sayso_core::event::EventKind::PlaceOpened,
        "what is withheld",
    );
    desk.write(&may, &decision)?;
    let all = desk.job.withholdings(&watch, desk.now.at)?;
    all.into_iter()
        .map(|withholding| {
            let by = withholding.proposed.0;
            Ok(Line {
                by: format!("{}, {}", desk.seat_name(by)?, desk.seat_in_public(by)?),
                withholding,
            })
        })
        .collect()
}

/// The second person agrees, or ends it.
///
/// # Errors
/// [`Error::NotNow`] for the one who proposed it, or when it is over.
pub fn decide(desk: &mut Desk, actor: &Actor, id: WithholdingId, agree: bool) -> Result<(), Error> {
    let member = seat_of(actor)?;
    let (_, place, watch) = desk.post(actor)?;
    desk.may::<act::HandleConcerns>(actor, &place, Categories::NONE)?;
    let withholding = desk.job.withholding(&watch, id)?.ok_or(Error::NotFound)?;
    let about = desk.about(withholding.person, actor)?;
    let may = desk.may::<act::AgreeWithholding>(actor, &about, Categories::NONE)?;
    let decision = if agree {
        decide::agree(desk.now, &withholding, member.id)?
    } else {
        decide::end(desk.now, &withholding)?
    };
    desk.write(&may, &decision)?;
    Ok(())
}
