//! How long people wait for a provider, as its lead says. About nobody: read before a yes, by everybody.

use sayso_core::capacity::{self, Capacity, Wait};
use sayso_core::category::Categories;
use sayso_core::decide::capacity as decide;
use sayso_core::id::OrgId;
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::telling::moment_in_words;
use crate::{Desk, Error};

/// The lead says how long the wait is today.
///
/// # Errors
/// [`Error::Denied`] for anybody but a provider's lead.
pub fn say(desk: &mut Desk, actor: &Actor, wait: Wait) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::RunTeam>(actor, &place, Categories::NONE)?;
    let decision = decide::say(desk.now, member.org, wait);
    desk.write(&may, &decision)?;
    Ok(())
}

impl Desk<'_> {
    /// The wait in one sentence, as everybody reads it.
    pub(crate) fn wait_in_words(&mut self, org: OrgId, name: &str) -> Result<String, Error> {
        let said = self.job.capacity(org)?;
        Ok(in_words(name, said.as_ref(), self.now.at))
    }
}

/// The wait in one sentence.
#[must_use]
pub fn in_words(name: &str, said: Option<&Capacity>, now: jiff::Timestamp) -> String {
    let at = said.map(|c| moment_in_words(c.said_at)).unwrap_or_default();
    let day = at.split(" at ").next().unwrap_or_default();
    capacity::in_words(name, said, now, day)
}
