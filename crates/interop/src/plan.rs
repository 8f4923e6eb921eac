//! What a set of files says, ready to be carried out by the use cases. Owns: the plan's shape. Never decides that
//! anything is to happen: a referral in a file is at most an open offer, and a consent in a file is never a say-so.

use std::sync::{Arc, OnceLock};

use sayso_core::nhs_number::NhsNumber;
use sayso_core::org::{Interests, OrgKind};
use sayso_core::seat::Role;

use crate::codes::{ConsentStatus, Intent, Provision, RequestStatus, TaskStatus};
use crate::problem::Note;
use crate::types::{Coding, Concept, Contact, Identifier, Name, PartialDate, When};

/// Everything that was understood, in the order of the files, and everything that was not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportPlan {
    /// From Organization.
    pub organisations: Vec<OrgIn>,
    /// From Practitioner.
    pub practitioners: Vec<PractitionerIn>,
    /// From `PractitionerRole`.
    pub roles: Vec<RoleIn>,
    /// From Patient.
    pub people: Vec<PersonIn>,
    /// From `ServiceRequest`.
    pub offers: Vec<OfferIn>,
    /// From Consent.
    pub consents: Vec<OutsideConsent>,
    /// From Task.
    pub tasks: Vec<TaskIn>,
    /// What was read over, by path.
    pub not_understood: Vec<Note>,
}

/// The kinds of resource that we read; each has its list in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// [`ImportPlan::organisations`].
    Organization,
    /// [`ImportPlan::practitioners`].
    Practitioner,
    /// [`ImportPlan::roles`].
    PractitionerRole,
    /// [`ImportPlan::people`].
    Patient,
    /// [`ImportPlan::offers`].
    ServiceRequest,
    /// [`ImportPlan::tasks`].
    Task,
    /// [`ImportPlan::consents`].
    Consent,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Organization,
        Self::Practitioner,
        Self::PractitionerRole,
        Self::Patient,
        Self::ServiceRequest,
        Self::Task,
        Self::Consent,
    ];
    /// FHIR's name of the resource type.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Organization => "Organization",
            Self::Practitioner => "Practitioner",
            Self::PractitionerRole => "PractitionerRole",
            Self::Patient => "Patient",
            Self::ServiceRequest => "ServiceRequest",
            Self::Task => "Task",
            Self::Consent => "Consent",
        }
    }
    /// The kind of this resource type, if we read it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == name)
    }
}

/// What a reference points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An item of this plan: which list, and where in it.
    Here(Kind, usize),
    /// Somebody or something known by an identifier; the file holds no resource for it.
    Known(Identifier),
    /// Nothing that can be matched: not in the files, or of a kind that we do not read. Listed in `not_understood`.
    Elsewhere,
}

/// A reference from one item to another. Its target is settled once all files have been read.
#[derive(Debug, Clone)]
pub struct Ref(Arc<OnceLock<Target>>);

impl Ref {
    /// A reference whose target is known already.
    #[must_use]
    pub fn to(target: Target) -> Self {
        Self(Arc::new(OnceLock::from(target)))
    }
    /// A reference to the `index`-th item of its list.
    #[must_use]
    pub fn here(kind: Kind, index: usize) -> Self {
        Self::to(Target::Here(kind, index))
    }
    pub(crate) fn open() -> Self {
        Self(Arc::new(OnceLock::new()))
    }
    pub(crate) fn settle(&self, target: Target) {
        // Each reference is settled once, by the one list of references that are open.
        let _ = self.0.set(target);
    }
    /// What it points at.
    #[must_use]
    pub fn target(&self) -> &Target {
        self.0.get().unwrap_or(&Target::Elsewhere)
    }
}

impl PartialEq for Ref {
    fn eq(&self, other: &Self) -> bool {
        self.target() == other.target()
    }
}
impl Eq for Ref {}

/// Where an item came from, and the sender's own id for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The resource's id; where it has none, the UUID of its `fullUrl`.
    pub id: Option<String>,
    /// The file, as the caller named it.
    pub file: String,
    /// Line on which the resource begins.
    pub line: usize,
    /// Path of the resource in the file: `Patient`, `Bundle.entry[2].resource`.
    pub path: String,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrgIn {
    /// Where from.
    pub origin: Origin,
    /// Every identifier with a system, the ODS code included. ODS codes change and close: match, do not key.
    pub identifiers: Vec<Identifier>,
    /// Its name.
    pub name: Option<String>,
    /// What it is, only where the file says so in a code that means it.
    pub kind: Option<OrgKind>,
    /// In use, as the sender sees it.
    pub active: bool,
    /// Ways to reach it.
    pub contacts: Vec<Contact>,
    /// The organisation that it belongs to.
    pub part_of: Option<Ref>,
    /// Whose interests it carries, where the file was written by Sayso.
    pub interests: Option<Interests>,
}

/// Somebody who works somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PractitionerIn {
    /// Where from.
    pub origin: Origin,
    /// Every identifier with a system.
    pub identifiers: Vec<Identifier>,
    /// Their name.
    pub name: Option<Name>,
    /// In use, as the sender sees it.
    pub active: bool,
    /// Ways to reach them.
    pub contacts: Vec<Contact>,
}

/// What somebody does at an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoleIn {
    /// Where from.
    pub origin: Origin,
    /// Every identifier with a system.
    pub identifiers: Vec<Identifier>,
    /// Who.
    pub practitioner: Option<Ref>,
    /// Where.
    pub organization: Option<Ref>,
    /// The codes of the file.
    pub codes: Vec<Concept>,
    /// The role that the codes say. A hint: an import alone must never open a seat.
    pub role: Option<Role>,
    /// In use, as the sender sees it.
    pub active: bool,
    /// From.
    pub start: Option<When>,
    /// Until.
    pub end: Option<When>,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonIn {
    /// Where from.
    pub origin: Origin,
    /// Every identifier with a system, except the NHS number.
    pub identifiers: Vec<Identifier>,
    /// NHS number, modulus 11 checked.
    pub nhs_number: Option<NhsNumber>,
    /// How sure the sender is of the number: UK Core's code ("01" is verified). Not checked by us.
    pub nhs_number_status: Option<String>,
    /// The record is in use, as the sender sees it.
    pub active: bool,
    /// The sender says that the person has died: nothing is offered.
    pub died: bool,
    /// The one name to use; former names are never taken over.
    pub name: Option<Name>,
    /// Ways to reach them; former ones are never taken over.
    pub contacts: Vec<Contact>,
    /// Birth date, perhaps without day or month.
    pub birth_date: Option<PartialDate>,
    /// Languages and how they communicate (signing, Makaton).
    pub languages: Vec<LanguageIn>,
    /// An interpreter is needed; `None` when the file does not say.
    pub interpreter: Option<bool>,
    /// In what form to write to them (large print, audio).
    pub written_format: Option<Concept>,
    /// How they like to be reached.
    pub contact_method: Option<Concept>,
    /// Their GP or practice.
    pub general_practitioners: Vec<Ref>,
    /// Whose record it is.
    pub managing_organization: Option<Ref>,
}

/// A language or another way to communicate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LanguageIn {
    /// Which.
    pub language: Concept,
    /// The person prefers it.
    pub preferred: bool,
}

/// A referral that somebody sent. **It is not a referral here**: at most it becomes an open offer that the person
/// may answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferIn {
    /// Where from.
    pub origin: Origin,
    /// Every identifier with a system.
    pub identifiers: Vec<Identifier>,
    /// What the sender says about it.
    pub status: RequestStatus,
    /// What kind of request it is.
    pub intent: Intent,
    /// Categories.
    pub categories: Vec<Concept>,
    /// What is asked for.
    pub code: Option<Concept>,
    /// Whom it is about.
    pub subject: Ref,
    /// When it was written.
    pub authored_on: Option<When>,
    /// Who asked.
    pub requester: Option<Ref>,
    /// Who is asked.
    pub performers: Vec<Ref>,
    /// The sender warns that contacting the person is not safe (SDOHCC `contacting-subject-prohibited`).
    pub contact_prohibited: bool,
}

/// A step in somebody else's handling of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskIn {
    /// Where from.
    pub origin: Origin,
    /// Every identifier with a system.
    pub identifiers: Vec<Identifier>,
    /// What the sender says about it.
    pub status: TaskStatus,
    /// What kind of task it is.
    pub intent: Intent,
    /// What is to be done.
    pub code: Option<Concept>,
    /// Finer than the status.
    pub business_status: Option<Concept>,
    /// What it acts on.
    pub focus: Option<Ref>,
    /// Whom it is about.
    pub subject: Option<Ref>,
    /// Who asked.
    pub requester: Option<Ref>,
    /// Who does it.
    pub owner: Option<Ref>,
    /// Larger tasks.
    pub part_of: Vec<Ref>,
    /// When it was written.
    pub authored_on: Option<When>,
    /// When it was last changed.
    pub last_modified: Option<When>,
}

/// What somebody else recorded as a consent. **Never a say-so**: nobody here heard the person agree to our terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideConsent {
    /// Where from.
    pub origin: Origin,
    /// Every identifier with a system.
    pub identifiers: Vec<Identifier>,
    /// What the sender says about it.
    pub status: ConsentStatus,
    /// Its scope.
    pub scope: Concept,
    /// Its categories.
    pub categories: Vec<Concept>,
    /// Who it is about.
    pub patient: Option<Ref>,
    /// When it was recorded.
    pub recorded: Option<When>,
    /// Who agreed, as the sender says.
    pub performers: Vec<Ref>,
    /// Whose consent form it is.
    pub organizations: Vec<Ref>,
    /// Addresses of the policies.
    pub policies: Vec<String>,
    /// The regulation, or the word "implied".
    pub policy_rule: Option<Concept>,
    /// Whether it allows or forbids.
    pub provision: Option<Provision>,
    /// From.
    pub start: Option<When>,
    /// Until.
    pub end: Option<When>,
    /// What for.
    pub purposes: Vec<Coding>,
}
