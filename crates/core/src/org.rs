//! Organisations: what kind they are and whose interests they carry. Owns: the kinds. Never says who may do what
//! (that is the policy's).

use serde::{Deserialize, Serialize};

macro_rules! spelled {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),* }
        impl $name {
            /// Every value, in the order of the model.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The spelling in files, the database and the policies.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
            /// Reads the spelling of [`Self::as_str`].
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}
pub(crate) use spelled;

spelled! {
    /// What an organisation is.
    OrgKind {
        /// A GP practice.
        Practice = "practice",
        /// Employs the coaches.
        Provider = "provider",
        /// A council.
        Council = "council",
        /// Pays for a scheme and asks whether it works.
        Commissioner = "commissioner",
        /// Independent evaluator.
        Evaluator = "evaluator",
        /// Another service (talking therapies, say).
        Service = "service",
        /// Led by the people who use services; holds one signature on terms.
        UserLed = "user_led",
        /// Countersigns the public log.
        Witness = "witness",
        /// Part of the benefits system. Can be named, so that rules can forbid it; can have no members.
        Benefits = "benefits",
    }
}

/// Who stands behind an organisation. Shown before *yes*; a change ends reliance on older say-sos.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Interests {
    /// Who owns it.
    pub owners: Vec<String>,
    /// Contracts with the benefits system, assessments included. Empty means none declared.
    #[serde(default)]
    pub benefits_contracts: Vec<String>,
    /// Who pays it for this service.
    #[serde(default)]
    pub paid_by: Option<String>,
    /// Any payment that depends on a result, in words.
    #[serde(default)]
    pub payment_by_result: Option<String>,
}
