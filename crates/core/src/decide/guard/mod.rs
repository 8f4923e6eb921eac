//! What the guardian's side decides, and what people say to it. One file for each noun of [`crate::guard`]. Never opens
//! anything that is held about a person.

pub mod checks;
pub mod concern;
pub mod danger;
pub mod demand;
pub mod query;
pub mod question;
pub mod switch;
pub mod withholding;

use super::Moment;
use crate::decision::{Message, MessageKind};
use crate::id::{PersonId, SourceExt as _};

/// A neutral message by the person's safe channel: it says that there is something to read, and not what.
fn something_to_read(m: Moment, person: PersonId) -> Message {
    Message {
        id: m.source.id(),
        kind: MessageKind::ToPerson,
        person,
        to: None,
        said: None,
        referral: None,
        proposal: None,
        text: "You have a new message. Sign in the usual way when it suits you.".into(),
        due_at: m.at,
    }
}
