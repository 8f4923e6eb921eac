//! What the person alone changes, on their own pages. Owns: the list. Never holds a change that anybody else can make.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::entry::Beside;
use crate::id::{EntryId, MemberId, PersonId, SessionId};
use crate::org::spelled;

spelled! {
    /// What a recorded rule keeps when everything else about a person is erased. Each has a key of its own.
    Kept {
        /// Reports of a danger.
        Safeguarding = "safeguarding",
        /// Concerns and complaints, and what was answered.
        Complaint = "complaint",
        /// What a legal demand makes us keep.
        Legal = "legal",
    }
}

impl Kept {
    /// How many days it is kept after the rest was erased. Defaults of this release: a deployer's own schedule rules.
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::Safeguarding => 8 * 365,
            Self::Complaint => 10 * 365,
            Self::Legal => 6 * 365,
        }
    }
    /// The words a person reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Safeguarding => {
                "any reports that somebody was in danger, because the law asks for them later"
            }
            Self::Complaint => "concerns you raised and what was answered, so that the answer can be checked",
            Self::Legal => "what a court or another legal demand makes us keep",
        }
    }
}

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
    /// The button that leaves their pages quickly is switched off, or on again.
    ExitOff(PersonId, bool),
    /// The private word was given in this session: the rest of the pages opens.
    OpenedFull(SessionId),
    /// Every session of the person ends.
    SignedOutEverywhere(PersonId, Timestamp),
    /// The private word and the way to be reached are taken away again: somebody else had set them.
    EnrolmentUndone(PersonId),
    /// The person asked that everything about them be erased; a code confirms it. The store keeps a keyed hash.
    ErasureAsked {
        /// Who.
        person: PersonId,
        /// Six digits.
        code: String,
        /// When it stops working.
        expires: Timestamp,
    },
    /// It was confirmed, and happens then.
    ErasureConfirmed(PersonId, Timestamp),
    /// By the terms that the person agreed to it happens then, by itself.
    ErasureAhead(PersonId, Timestamp),
    /// The person keeps everything after all. Until then nothing goes by itself.
    ErasureUndone(PersonId, Timestamp),
    /// What was held is gone for good, but for what a recorded rule keeps.
    Erased {
        /// Who.
        person: PersonId,
        /// What is kept, each until then.
        kept: Vec<(Kept, Timestamp)>,
    },
    /// The time of a rule is over: what it kept is gone as well.
    KeptNoLonger(PersonId, Kept),
}
