//! # sayso-interop
//! FHIR R4 (4.0.1) in and out. Pure mapping: bytes are handed in, a plan or a list of problems is handed back, and
//! no clock, no network and no file system is touched. What happens with a plan is the use cases' business; what a
//! file can *not* do is settled here: a referral in a file is at most an open offer ([`OfferIn`]), a consent in a
//! file is never a say-so ([`OutsideConsent`]), and nobody gets a seat from one ([`RoleIn::role`] is a hint).
//!
//! **Why not the FHIR type crate `fhirkit`?** We looked at it and map by hand. We read seven resource types and need
//! three things that typed structs throw away: the line of every element, so that each fault can be told with file,
//! line and path; the elements that we do *not* know, so that they are listed and not dropped; and duplicate keys,
//! which a struct resolves silently. A typed parser also takes a resource whole or not at all, while real files
//! (a converter's comments, a misspelt element) should still be read where no meaning is lost. It checks no required
//! codes, empty objects or ids, so those rules would be ours in either case, and it would add 16 CPU-seconds to a
//! cold build. `serde_json` parses; everything FHIR is in these files.
//!
//! ```
//! use sayso_interop::{FileIn, read};
//! let mut text = br#"{"resourceType":"Organization","name":"Example Practice"}"#.as_slice();
//! let plan = read([FileIn { name: "practice.json", reader: &mut text }]).expect("the file is sound");
//! assert_eq!(plan.organisations[0].name.as_deref(), Some("Example Practice"));
//! ```

mod ask;
mod bundle;
mod codes;
mod elements;
pub mod export;
mod import;
mod json;
mod obj;
mod orgs;
mod path;
mod people;
mod plan;
mod problem;
mod r4;
mod read;
mod refs;
mod requests;
mod shape;
pub mod systems;
mod types;

pub use codes::{ConsentStatus, ContactKind, ContactUse, Intent, Provision, RequestStatus, TaskStatus};
pub use plan::{
    ImportPlan, Kind, LanguageIn, OfferIn, OrgIn, Origin, OutsideConsent, PersonIn, PractitionerIn, Ref,
    RoleIn, Target, TaskIn,
};
pub use problem::{Note, Problem};
pub use read::{FileIn, Limits, read, read_within};
pub use types::{Coding, Concept, Contact, Identifier, Name, PartialDate, When};
