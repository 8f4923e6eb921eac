//! What the person alone changes, on their own pages. Owns: the list. Never holds a change that anybody else can make.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::entry::Beside;
use crate::id::{EntryId, MemberId, PersonId, SessionId};

/// One change that the person made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnChange {
    /// Their words beside something that somebody else wrote, in place of earlier ones; empty words take them back.
    Beside(Beside),
    /// An entry is sealed: from now on the person and these seats alone can read that it exists.
    Sealed {
        /// Whose.
        person: PersonId,
        /// Which.
        entry: EntryId,
        /// Whom they named.
        named: Vec<MemberId>,
    },
    /// An entry is as it was before it was sealed.
    Unsealed(EntryId),
    /// Lines of what was sent that the person has corrected since, by label; an empty value takes the line out. Others
    /// read these in place of the old ones.
    Corrected {
        /// Whose.
        person: PersonId,
        /// Every line corrected so far.
        lines: BTreeMap<String, String>,
    },
    /// The first page shows the next meeting alone, or everything again.
    SimpleHome(PersonId, bool),
    /// The private word was given in this session: the rest of the pages opens.
    OpenedFull(SessionId),
    /// Every session of the person ends.
    SignedOutEverywhere(PersonId, Timestamp),
    /// The private word and the way to be reached are taken away again: somebody else had set them.
    EnrolmentUndone(PersonId),
}
