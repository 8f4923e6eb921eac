//! What changes on the way from a draft of terms to a version. Owns: the list. Never says when:
//! [`crate::decide::terms`] does.

use jiff::Timestamp;

use crate::id::{MemberId, OrgId, TermsDraftId, TermsId};
use crate::org::Interests;
use crate::terms::diff::Ends;
use crate::terms::draft::{Draft, Side, Signature};

/// One change to terms or to a draft of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermsChange {
    /// A draft is there.
    Proposed(Box<Draft>),
    /// The guardian stood back from it.
    StoodBack(TermsDraftId, Timestamp),
    /// One of the two signed.
    Signed(TermsDraftId, Side, Signature),
    /// One of the two refused, with a reason. Encrypted.
    Refused(TermsDraftId, MemberId, Timestamp, String),
    /// It was taken back.
    Withdrawn(TermsDraftId, Timestamp),
    /// It became this version.
    Published(TermsDraftId, TermsId, Timestamp),
    /// Who stood behind each recipient when a version was published.
    Behind(TermsId, Vec<(OrgId, Interests)>),
    /// What an older version allowed, and a newer one ends from the minute that it is in effect.
    Ends {
        /// The older.
        old: TermsId,
        /// The newer.
        new: TermsId,
        /// Which say-sos.
        ends: Ends,
    },
}
