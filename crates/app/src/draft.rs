//! What was half written when a session was locked: kept under the staff key for a day, shown to its writer alone, then
//! gone; gone at once when the person whose page it was on leaves. Never sends anything by itself: its writer presses the button again.

use std::sync::Arc;

use sayso_core::category::Categories;
use sayso_core::decide::signin;
use sayso_core::decision::Draft;
use sayso_core::id::{DraftId, PersonId};
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_policy::act;
use sayso_store::Lane;

use crate::session::DOOR;
use crate::{Desk, Error, House, Visit};

/// As many as anybody has windows open; the oldest stay.
const MOST: usize = 10;

/// Who writes, locked or not. People's own pages end instead of being locked, so they have no drafts.
fn writer(visit: &Visit) -> Option<(Actor, sayso_core::id::MemberId)> {
    match visit.locked.unwrap_or(visit.actor) {
        actor @ Actor::Member(m) => Some((actor, m.id)),
        Actor::Person(_) | Actor::Supporter(_) | Actor::Attorney(_) | Actor::Visitor | Actor::Sayso => None,
    }
}

/// An address of this site, as a form on one of our pages has it.
#[must_use]
pub fn is_ours(path: &str) -> bool {
    // A browser leaves tabs and line ends out, and may find another address in what is left.
    let plain = path.bytes().all(|b| b.is_ascii_graphic());
    plain
        && path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '?', '#'])
        && path.len() < 200
}

/// The address, where it is one of this site; else the other.
#[must_use]
pub fn ours_or<'p>(path: &'p str, otherwise: &'p str) -> &'p str {
    if is_ours(path) { path } else { otherwise }
}

/// Keeps a form as it was posted. Where nobody is there to keep it for, or it is no form of ours, nothing is kept.
///
/// # Errors
/// Only where the store cannot write.
pub fn keep(
    desk: &mut Desk,
    visit: &Visit,
    path: &str,
    fields: Vec<(String, String)>,
) -> Result<bool, Error> {
    let Some((actor, member)) = writer(visit) else {
        return Ok(false);
    };
    let standing = desk.job.drafts(member)?;
    if !is_ours(path) || standing.len() >= MOST {
        return Ok(false);
    }
    // The same form sent twice is one draft.
    if standing.iter().any(|d| d.path == path && d.fields == fields) {
        return Ok(true);
    }
    let about = desk.whose_form(path)?;
    if let Some(person) = about
        && desk.has_left_for(person, &actor)?
    {
        return Ok(false);
    }
    let may = desk.may::<act::SignIn>(&actor, &DOOR, Categories::NONE)?;
    let decision = signin::draft_kept(desk.now, member, (path.into(), about), fields);
    desk.write(&may, &decision)?;
    Ok(true)
}

impl Desk<'_> {
    /// Whose page a form was on, as its address says: the person's own, or that of words or a referral of theirs.
    fn whose_form(&mut self, path: &str) -> Result<Option<PersonId>, Error> {
        for part in path.split('/') {
            if let Ok(person) = part.parse()
                && self.job.practice_of(person)?.is_some()
            {
                return Ok(Some(person));
            }
            if let Ok(words) = part.parse()
                && let Some(words) = self.job.proposal(words)?
            {
                return Ok(Some(words.person));
            }
            if let Ok(referral) = part.parse()
                && let Some(referral) = self.job.referral(referral)?
            {
                return Ok(Some(referral.person));
            }
        }
        Ok(None)
    }

    /// Nobody at a provider goes on writing about somebody whose yes has ended there.
    fn has_left_for(&mut self, person: PersonId, actor: &Actor) -> Result<bool, Error> {
        let at_a_provider = matches!(actor, Actor::Member(m) if m.kind == OrgKind::Provider);
        Ok(at_a_provider && !self.about(person, actor)?.live)
    }
}

/// One's own drafts.
///
/// # Errors
/// [`Error::NotFound`] for anybody but staff.
pub fn own(desk: &mut Desk, visit: &Visit) -> Result<Vec<Draft>, Error> {
    let Actor::Member(m) = visit.actor else {
        return Err(Error::NotFound);
    };
    let may = desk.may::<act::SignIn>(&visit.actor, &DOOR, Categories::NONE)?;
    let kind = sayso_core::event::EventKind::PlaceOpened;
    let decision = sayso_core::decide::practice::about_nobody(desk.now, kind, "what they had half written");
    desk.write(&may, &decision)?;
    Ok(desk.job.drafts(m.id)?)
}

/// Has whoever visits something half written?
///
/// # Errors
/// Only where the store cannot read.
pub fn waits(desk: &mut Desk, actor: Actor) -> Result<bool, Error> {
    match actor {
        Actor::Member(m) => Ok(desk.job.has_draft(m.id)?),
        Actor::Person(_) | Actor::Supporter(_) | Actor::Attorney(_) | Actor::Visitor | Actor::Sayso => {
            Ok(false)
        }
    }
}

/// One draft goes: taken up again or thrown away.
///
/// # Errors
/// [`Error::NotFound`] for one that is not one's own.
pub fn drop_one(desk: &mut Desk, visit: &Visit, id: DraftId) -> Result<(), Error> {
    let Actor::Member(m) = visit.actor else {
        return Err(Error::NotFound);
    };
    let own = desk.job.drafts(m.id)?;
    if !own.iter().any(|d| d.id == id) {
        return Err(Error::NotFound);
    }
    let may = desk.may::<act::SignIn>(&visit.actor, &DOOR, Categories::NONE)?;
    let decision = signin::draft_gone(desk.now, id);
    desk.write(&may, &decision)?;
    Ok(())
}

/// A draft was sent after all, in the transaction that did what it asked. One that is not there is no matter.
///
/// # Errors
/// Only where the store cannot write.
pub fn taken_up(desk: &mut Desk, visit: &Visit, id: DraftId) -> Result<(), Error> {
    match drop_one(desk, visit, id) {
        Err(Error::NotFound) => Ok(()),
        gave => gave,
    }
}

/// Clears away the drafts whose day is over. The worker asks.
///
/// # Errors
/// Only where the store cannot write.
pub fn clear(house: &Arc<House>) -> Result<(), Error> {
    house.act(Lane::Normal, None, |desk, _| {
        if !desk.job.drafts_are_over(desk.now.at)? {
            return Ok(());
        }
        let may = desk.may::<act::ClearAway>(&Actor::Sayso, &DOOR, Categories::NONE)?;
        let decision = signin::drafts_cleared(desk.now);
        desk.write(&may, &decision)?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn an_address_that_a_browser_may_read_as_another_site_is_not_ours() {
        for ours in ["/", "/home", "/person/01ABC/notes"] {
            assert!(is_ours(ours), "{ours}");
        }
        let others = [
            "",
            "home",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "/\t/elsewhere.example",
            "/\n/elsewhere.example",
            "/\r/elsewhere.example",
            "/home?x=1",
            "/home#x",
            "/caf\u{e9}",
            "https://elsewhere.example",
        ];
        for other in others {
            assert!(!is_ours(other), "{other:?}");
        }
        assert!(!is_ours(&format!("/{}", "a".repeat(200))), "a very long one");
    }
}
