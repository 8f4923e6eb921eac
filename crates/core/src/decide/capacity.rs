//! A provider's lead says how long the wait is. About nobody.

use super::Moment;
use crate::capacity::{Capacity, Wait};
use crate::decision::{Change, Decision};
use crate::event::EventKind;
use crate::id::OrgId;

/// The wait as it is today, in words from the list.
#[must_use]
pub fn say(m: Moment, org: OrgId, wait: Wait) -> Decision {
    let mut event = m.event(EventKind::WaitSaid, &[]);
    event.detail.org = Some(org);
    event.detail.what = Some(wait.in_words().into());
    let said = Capacity {
        org,
        wait,
        said_at: m.at,
    };
    Decision::new(event).change(Change::CapacitySaid(said))
}
