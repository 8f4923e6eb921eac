//! The guardian's and the deputy's nouns: concerns, public questions, checks, switches, legal demands, withholdings,
//! reviews of dangers. Owns: their shapes and the small rules about them. Never says who may act (the policy does).

mod checks;
mod concern;
mod danger;
mod demand;
pub mod query;
mod question;
mod switch;
pub mod unusual;
mod withholding;

use jiff::Timestamp;

pub use checks::{Called, Checked, YesAnswer};
pub use concern::{Concern, ConcernKind, Handler, Seats, handler_of, is_named_in, may_handle};
pub use danger::{Danger, Outcome, Reviewed};
pub use demand::{Answer as DemandAnswer, Demand, Demander, Step as DemandStep};
pub use query::{Query, QueryOutcome};
pub use question::Question;
pub use switch::{Reason, Switch, Target};
pub use withholding::{Ground, LONGEST, Withholding, withheld};

use crate::id::{
    ConcernId, DangerId, DemandId, EventId, MemberId, PersonId, QuestionId, SchemeId, SwitchId, WithholdingId,
};

/// What the guardian's side can change. Stored by `store/src/house/guard.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guarding {
    /// A concern, with the words that open its answer where it has no name.
    ConcernRaised {
        /// The concern.
        concern: Box<Concern>,
        /// Three tidied words for somebody without a name; the store keeps a keyed hash.
        words: Option<String>,
        /// To which schemes' guardians it goes; none: to all of them.
        goes_to: Vec<SchemeId>,
    },
    /// Somebody read it and said so.
    ConcernAcknowledged(ConcernId, MemberId, Timestamp),
    /// It went to the other seat.
    ConcernPassedOn {
        /// Which.
        id: ConcernId,
        /// Who has it now.
        to: Handler,
        /// When.
        at: Timestamp,
        /// The guardian stood back, and may not read it any more.
        involved: bool,
        /// The other seat says that they have it by then.
        acknowledge_by: Timestamp,
    },
    /// It was answered, in words that the person reads.
    ConcernAnswered(ConcernId, MemberId, Timestamp, String),
    /// A public question.
    QuestionAsked(Question),
    /// Its public answer: from now on both are read by everybody.
    QuestionAnswered(QuestionId, Timestamp, String),
    /// It is not shown, for the reason given: it names somebody.
    QuestionSetAside(QuestionId, Timestamp),
    /// One access was checked.
    AccessChecked(Checked),
    /// An organisation is asked about one act of a seat there.
    Querying(query::Querying),
    /// Somebody whose yes was typed by staff is asked whether it was their own.
    YesAsked(Called),
    /// They answered.
    YesAnswered(EventId, PersonId, YesAnswer, Timestamp),
    /// Something was switched off.
    SwitchedOff(Switch),
    /// One seat asked to switch it on again.
    SwitchOnAsked(SwitchId, MemberId, Timestamp),
    /// A second seat agreed.
    SwitchedOn(SwitchId, MemberId, Timestamp),
    /// A legal demand arrived.
    DemandKept(Box<Demand>),
    /// A seat gave its answer to it.
    DemandAnswered(DemandId, DemandStep),
    /// The bar on telling the person ended, and they were told.
    DemandTold(DemandId, Timestamp),
    /// Somebody proposed to withhold something.
    WithholdingProposed(Box<Withholding>),
    /// A second seat agreed: it counts from now.
    WithholdingAgreed(WithholdingId, MemberId, Timestamp),
    /// It is over before its time.
    WithholdingEnded(WithholdingId, Timestamp),
    /// A danger was reported, for the review afterwards.
    DangerKept(Danger),
    /// Whoever it went to has read it and acts on it.
    DangerSeen(DangerId, MemberId, Timestamp),
    /// It was reviewed.
    DangerReviewed(DangerId, Reviewed),
}
