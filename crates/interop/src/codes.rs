//! The sets of codes that FHIR fixes ("required bindings") and that we keep. Owns: their spelling.

/// A set of codes that FHIR fixes ("required binding").
pub(crate) trait Code: Sized {
    fn parse(text: &str) -> Option<Self>;
    fn allowed() -> String;
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),* }
        impl $name {
            /// FHIR's spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }
        impl Code for $name {
            fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
            fn allowed() -> String { [$($text),*].join(", ") }
        }
    };
}

codes! {
    /// What kind of contact we take over.
    ContactKind {
        /// Telephone.
        Phone = "phone",
        /// Text message.
        Sms = "sms",
        /// E-mail.
        Email = "email",
    }
}
codes! {
    /// `ContactPoint.use`.
    ContactUse {
        /// At home.
        Home = "home",
        /// At work.
        Work = "work",
        /// For a while.
        Temp = "temp",
        /// No longer.
        Old = "old",
        /// Carried about.
        Mobile = "mobile",
    }
}
codes! {
    /// `ServiceRequest.status`.
    RequestStatus {
        /// Being written.
        Draft = "draft",
        /// Ready to be acted on.
        Active = "active",
        /// Held.
        OnHold = "on-hold",
        /// Taken back.
        Revoked = "revoked",
        /// Done.
        Completed = "completed",
        /// Never meant.
        EnteredInError = "entered-in-error",
        /// The sender does not know.
        Unknown = "unknown",
    }
}
codes! {
    /// `ServiceRequest.intent`; `Task.intent` lacks *directive*.
    Intent {
        /// A suggestion.
        Proposal = "proposal",
        /// Somebody means to see to it.
        Plan = "plan",
        /// Legal force (`ServiceRequest` only).
        Directive = "directive",
        /// Asked for.
        Order = "order",
        /// The first of a chain.
        OriginalOrder = "original-order",
        /// Follows from another.
        ReflexOrder = "reflex-order",
        /// Made by whoever fills it.
        FillerOrder = "filler-order",
        /// One of many.
        InstanceOrder = "instance-order",
        /// A choice.
        Option = "option",
        /// The sender does not know (`Task` only).
        Unknown = "unknown",
    }
}
codes! {
    /// `Task.status`.
    TaskStatus {
        /// Being written.
        Draft = "draft",
        /// Asked for.
        Requested = "requested",
        /// Has arrived.
        Received = "received",
        /// Taken on.
        Accepted = "accepted",
        /// Not taken on.
        Rejected = "rejected",
        /// Can begin.
        Ready = "ready",
        /// Called off.
        Cancelled = "cancelled",
        /// Has begun.
        InProgress = "in-progress",
        /// Held.
        OnHold = "on-hold",
        /// An error in delivery: in FHIR's word, never ours about a person.
        Undelivered = "failed",
        /// Done.
        Completed = "completed",
        /// Never meant.
        EnteredInError = "entered-in-error",
    }
}
codes! {
    /// `Consent.status`.
    ConsentStatus {
        /// Being written.
        Draft = "draft",
        /// Awaiting an answer.
        Proposed = "proposed",
        /// In force, somebody says.
        Active = "active",
        /// The answer was no.
        Rejected = "rejected",
        /// No longer in force.
        Inactive = "inactive",
        /// Never meant.
        EnteredInError = "entered-in-error",
    }
}
codes! {
    /// `Consent.provision.type`.
    Provision {
        /// Not allowed.
        Deny = "deny",
        /// Allowed.
        Permit = "permit",
    }
}
