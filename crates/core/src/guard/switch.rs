//! "Switch off now". Owns: what can be switched off and why. One seat switches off at once; two switch on again. What
//! being off means is the say-so rule's ([`crate::sayso::rule::permit`]).

use jiff::Timestamp;

use crate::id::{MemberId, OrgId, SwitchId};
use crate::org::spelled;
use crate::sayso::Purpose;

spelled! {
    /// Why. Chosen from a list, because it is public.
    Reason {
        /// People were pressed.
        Pressure = "pressure",
        /// Somebody looked who should not have.
        Looking = "looking",
        /// Information was used for something else.
        OtherUse = "other_use",
        /// A machine or account may be in the wrong hands.
        Security = "security",
        /// Its owners or contracts changed.
        Interests = "interests",
        /// The organisation asked for it.
        Asked = "asked",
        /// A concern is being looked into.
        LookingInto = "looking_into",
    }
}

impl Reason {
    /// The words that everybody reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Pressure => "People may have been pressed to say yes.",
            Self::Looking => "Somebody may have looked who should not have.",
            Self::OtherUse => "Information may have been used for something else.",
            Self::Security => "A computer or an account may be in the wrong hands.",
            Self::Interests => "Who owns it, or its contracts, changed.",
            Self::Asked => "The organisation asked for it.",
            Self::LookingInto => "A concern is being looked into.",
        }
    }
}

/// What is switched off: an organisation, or one flow to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The practice that sends or the organisation that receives.
    pub org: OrgId,
    /// One purpose alone; `None`: everything.
    pub purpose: Option<Purpose>,
}

/// Something that is, or was, switched off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// Which.
    pub id: SwitchId,
    /// What.
    pub target: Target,
    /// Since when.
    pub off_at: Timestamp,
    /// By whom.
    pub off_by: MemberId,
    /// Why, for everybody.
    pub reason: Reason,
    /// More words, for guardian and deputy. Encrypted.
    pub words: String,
    /// Who asked to switch it on again, and when.
    pub on_asked: Option<(MemberId, Timestamp)>,
    /// When it was on again, and who agreed.
    pub on: Option<(MemberId, Timestamp)>,
}
