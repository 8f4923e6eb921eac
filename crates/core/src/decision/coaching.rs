//! What coaching changes. Owns: the list. Applied by the store's file of the same name.

use jiff::Timestamp;

use crate::coaching::{Cover, CoverState, Outcome};
use crate::id::{CoverId, EntryId, JobId, MemberId, PersonId, ReferralId, SaidId};
use crate::job::pay::Pay;
use crate::job::{Job, JobState};

/// One change that coaching makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoachingChange {
    /// A job, new or told again.
    JobKept(Job),
    /// A job's page went to another state.
    JobMoved(JobId, JobState),
    /// Evidence of pay for a job, new or told again.
    PayKept(Pay),
    /// The person took evidence of pay out again.
    PayGone(JobId, SaidId),
    /// How a meeting went. Encrypted: no count can be made of it.
    MeetingNoted {
        /// Which meeting.
        entry: EntryId,
        /// Whose.
        person: PersonId,
        /// How it went.
        outcome: Outcome,
        /// When it was noted.
        at: Timestamp,
    },
    /// One try to reach somebody before a first meeting.
    Tried(ReferralId, Timestamp),
    /// A coach's calendar address; the store keeps a keyed hash. An older one of the same seat stops working.
    CalendarMade {
        /// The secret part of the address.
        secret: String,
        /// Whose.
        member: MemberId,
    },
    /// A seat's calendar address stops working.
    CalendarEnded(MemberId),
    /// A colleague who would stand in or take over.
    CoverKept(Cover),
    /// That went to another state.
    CoverMoved(CoverId, CoverState, CoverState),
    /// The person would like a short goodbye if they ever leave, or would not.
    Goodbye(PersonId, bool),
    /// How many people a coach has time for.
    Places(MemberId, u32),
    /// A seat rests from this minute: it acts no more and its sessions end. What it has stays for when it is back.
    SeatPaused(MemberId, Timestamp),
    /// It acts again.
    SeatResumed(MemberId),
}
