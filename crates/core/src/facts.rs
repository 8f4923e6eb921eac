//! The facts that a policy decision is about. Owns: their shape. They are read inside the transaction that acts
//! on the decision; what *live* means is computed by [`crate::sayso::rule`], never here.

use crate::category::Categories;
use crate::id::{MemberId, OrgId, PersonId};
use crate::org::OrgKind;

/// An organisation or the public: the resource of an act that is about nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Whose page, list or setting it is.
    pub org: OrgId,
    /// What kind of organisation.
    pub kind: OrgKind,
    /// The actor's own organisation, where it oversees a scheme that this place has a part in; else `None`. Asked for
    /// guardian, deputy and nominee alone.
    pub overseer: Option<OrgId>,
}

impl Place {
    /// A place that nobody oversees: what everybody but the guardian's side acts on.
    #[must_use]
    pub const fn of(org: OrgId, kind: OrgKind) -> Self {
        Self {
            org,
            kind,
            overseer: None,
        }
    }
}

/// A person and what they have said: the resource of every act on or about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that the policies name"
)]
pub struct About {
    /// Who.
    pub person: PersonId,
    /// Their practice.
    pub practice: OrgId,
    /// The organisation that their referral went to; `None` before it left and where there is none.
    pub provider: Option<OrgId>,
    /// The coach assigned now, if any.
    pub coach: Option<MemberId>,
    /// The actor's own organisation, where it oversees a scheme of the person's; else `None`. Asked for guardian, deputy
    /// and nominee alone.
    pub overseer: Option<OrgId>,
    /// A say-so that names `provider` is live at this moment.
    pub live: bool,
    /// The categories that live say-sos let `provider` read; empty unless `live`.
    pub shared: Categories,
    /// The person has asked for a pause: meanwhile the provider sees the name and the pause alone.
    pub paused: bool,
    /// The person left not more than 30 days ago (safeguarding still works).
    pub just_left: bool,
    /// Something of the person's names an organisation of the benefits system as its recipient. Asked for this server alone,
    /// which sends; everywhere else that cannot come about.
    pub to_benefits: bool,
    /// What the person's practice may read here: what it sent, and what the person chose to tell it.
    pub to_practice: Categories,
}

impl About {
    /// The facts as a stranger to the person has them: nothing was said, nothing ties anybody to them.
    #[must_use]
    pub const fn of_nobody_known(person: PersonId) -> Self {
        Self {
            person,
            practice: OrgId::NIL,
            provider: None,
            coach: None,
            overseer: None,
            live: false,
            shared: Categories::NONE,
            paused: false,
            just_left: false,
            to_benefits: false,
            to_practice: Categories::NONE,
        }
    }
}
