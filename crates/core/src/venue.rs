//! Where a meeting can be. Owns: what a venue is. The choice is the person's alone, and whoever owns the building never
//! learns that somebody comes: a venue names an owner in words, and leads to no organisation.

use serde::{Deserialize, Serialize};

use crate::id::{OrgId, VenueId};
use crate::org::spelled;

spelled! {
    /// How people meet there.
    Meeting {
        /// In a room.
        InPerson = "in_person",
        /// By phone.
        Phone = "phone",
        /// By video.
        Video = "video",
    }
}

impl Meeting {
    /// The words a person reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::InPerson => "in person",
            Self::Phone => "by phone",
            Self::Video => "by video",
        }
    }
}

/// What a venue is called and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct What {
    /// How people meet there.
    pub meeting: Meeting,
    /// What it is called: "The room at the library".
    pub name: String,
    /// Whose building it is, in words, where it is not the provider's own.
    pub owner: Option<String>,
}

/// One place, or way, to meet a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Venue {
    /// Which.
    pub id: VenueId,
    /// Whose list it is on.
    pub org: OrgId,
    /// What it is.
    pub what: What,
}
