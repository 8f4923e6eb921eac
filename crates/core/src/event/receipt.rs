//! Which events a person can have a receipt of. Owns: that list. A receipt can be asked for by somebody with power over
//! the person; so there is none of what could pass for a record of duty: attendance, the plan, jobs, signing in. The list
//! is whole: a new kind of event has no place in it until somebody decides.

use super::EventKind;

/// Can the person have a receipt of this? Never of attendance, the plan, notes or jobs, nor of having been here.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table with a line for each kind")]
pub const fn may_have_receipt(kind: EventKind) -> bool {
    use EventKind as E;
    match kind {
        // Attendance: that there is a meeting, where, and that somebody was not there.
        E::Met
        | E::Booked
        | E::MeetingNoted
        | E::VenueChosen
        | E::Tried
        | E::NotReached
        | E::ContactOver
        | E::ContactNotOver
        // The plan and what is written along the way.
        | E::NoteBegun
        | E::NoteWritten
        | E::NeedWritten
        | E::DraftDecided
        | E::StepAgreed
        | E::PlanChanged
        | E::OwnWordsWritten
        | E::SupporterWrote
        | E::Finished
        // Jobs.
        | E::JobWritten
        | E::JobAgreed
        | E::JobTakenOut
        | E::PayWritten
        | E::PayTakenOut
        // What a clinician recorded about deciding: nobody can ask for proof of it.
        | E::CannotDecide
        | E::CanDecide
        // That they were here at all: a count of visits is a record of duty too.
        | E::AttorneyLooked
        | E::SupporterWordSet
        | E::SignedIn
        | E::SignedOut
        | E::SignedOutEverywhere
        | E::SignInTried
        | E::SessionLocked
        | E::SessionChecked
        | E::OwnOpened
        | E::SettingChanged
        | E::ReceiptAsked
        // About jobs there is no receipt.
        | E::JobsCounted
        // There is nothing to give a receipt of.
        | E::Unreadable => false,
        // What was asked, and what they said; and its end.
        E::OfferKept
        | E::OfferLapsed
        | E::OfferAnswered
        | E::AnswerRemembered
        | E::Agreed
        | E::OutsideConsentKept
        | E::PurposeGiven
        | E::PurposeStopped
        | E::Undone
        | E::SendNow
        | E::Paused
        | E::Resumed
        | E::Left
        | E::LeavingSeen
        | E::CameBack
        | E::RanOut
        | E::NotCarriedOver
        | E::EnteredInError
        | E::YesAsked
        | E::YesConfirmed
        // What left, and what came of it.
        | E::Sent
        | E::MessageSent
        | E::MessageWaits
        | E::MessageTried
        | E::MessageLate
        | E::MessageStuck
        | E::MessagesTended
        | E::TextsStopped
        | E::MessageRead
        | E::MessageHanded
        | E::Acknowledged
        | E::Accepted
        | E::Declined
        | E::Assigned
        | E::Reminded
        | E::NotAnswered
        // Who looked, and who tried to.
        | E::ListOpened
        | E::ParcelOpened
        | E::ToldOpened
        | E::FileOpened
        | E::IdentityOpened
        | E::AccessReviewed
        | E::AccessChecked
        | E::QueryAnswered
        | E::SupporterLooked
        | E::SupporterTried
        | E::PatientLookedFor
        | E::IdentityLoaded
        | E::NotAllowed
        | E::SeatsKeptAway
        | E::KeptThemselvesAway
        // Concerns, dangers, demands, withholdings.
        | E::ConcernRaised
        | E::ConcernOpened
        | E::ConcernAcknowledged
        | E::ConcernPassedOn
        | E::ConcernAnswered
        | E::DemandRecorded
        | E::DemandAnswered
        | E::DemandTold
        | E::WithholdingProposed
        | E::Withheld
        | E::WithholdingEnded
        | E::DangerRead
        | E::DangerSeen
        | E::DangerReviewed
        | E::Safeguarded
        // Their own record: what they sealed, corrected, took away or had erased; words for the GP record.
        | E::Contested
        | E::Corrected
        | E::IdentityCorrected
        | E::Sealed
        | E::Unsealed
        | E::CopyTaken
        | E::ErasureAsked
        | E::ErasureConfirmed
        | E::ErasureAhead
        | E::ErasureUndone
        | E::Erased
        | E::ProposalDrafted
        | E::ProposalAgreed
        | E::ProposalDropped
        | E::ProposalAccepted
        | E::ProposalAmended
        | E::ProposalNotTaken
        | E::Filed
        | E::NotFiled
        // Who is there for them.
        | E::CoverAsked
        | E::CoverAgreed
        | E::CoverNotWanted
        | E::CoachChanged
        | E::CoachLeft
        | E::SeatPaused
        | E::SeatResumed
        | E::GoodbyeChosen
        | E::SupporterNamed
        | E::SupporterCardMade
        | E::SupporterTakenBack
        | E::PowerSeen
        | E::PowerRecorded
        | E::PowerObjected
        | E::PowerLookedAgain
        | E::PowerEnded
        | E::PairProposed
        | E::PairListed
        | E::PairJoined
        | E::PairNotWanted
        | E::PairParted
        | E::PracticeMoved
        // Their way in.
        | E::Enrolled
        | E::EnrolmentUndone
        | E::WordForgotten
        | E::WordEnds
        | E::WordKept
        | E::WordGone
        | E::CodeMade
        | E::CodeKeptBack
        | E::CardMade
        | E::CardReplaced
        | E::LinkMade
        // A contract or a practice that ends, and what its organisation gave back.
        | E::ContractEndSet
        | E::ContractGoesOn
        | E::ContractEnded
        | E::ContractClosed
        | E::DeletionCertified
        | E::PracticeEndSet
        | E::PracticeGoesOn
        | E::PracticeEnded
        | E::ReturnTaken
        // About nobody: no person’s history has one.
        | E::OfferOpened
        | E::AnswerCounted
        | E::TakingPart
        | E::Registered
        | E::MemberJoined
        | E::MemberLeft
        | E::TermsPublished
        | E::TermsProposed
        | E::TermsSigned
        | E::TermsAgreed
        | E::TermsRefused
        | E::TermsWithdrawn
        | E::TermsStoodBack
        | E::PlanFiled
        | E::ResultPublished
        | E::PasskeyAdded
        | E::PasskeyChanged
        | E::SignInRefused
        | E::DraftKept
        | E::DraftGone
        | E::RecoveryAsked
        | E::RecoveryAgreed
        | E::RecoveryRefused
        | E::PlaceOpened
        | E::QuestionAsked
        | E::QuestionAnswered
        | E::SwitchedOff
        | E::SwitchOnAsked
        | E::SwitchedOn
        | E::VenuesChanged
        | E::CalendarMade
        | E::CalendarEnded
        | E::PlacesSet
        | E::WaitSaid => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_receipt_for_attendance_plan_or_jobs() {
        for kind in [
            EventKind::Met,
            EventKind::Booked,
            EventKind::VenueChosen,
            EventKind::ContactOver,
            EventKind::MeetingNoted,
            EventKind::PlanChanged,
            EventKind::StepAgreed,
            EventKind::JobWritten,
            EventKind::JobAgreed,
            EventKind::PayWritten,
            EventKind::SignedIn,
        ] {
            assert!(!may_have_receipt(kind), "{kind}");
        }
    }

    #[test]
    fn there_is_one_for_a_say_so_a_stop_and_a_look() {
        for kind in [
            EventKind::Agreed,
            EventKind::PurposeGiven,
            EventKind::PurposeStopped,
            EventKind::Left,
            EventKind::Paused,
            EventKind::Sent,
            EventKind::FileOpened,
            EventKind::NotAllowed,
        ] {
            assert!(may_have_receipt(kind), "{kind}");
        }
    }
}
