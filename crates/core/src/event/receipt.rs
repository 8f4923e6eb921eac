//! Which events a person can have a receipt of. Owns: that list. A receipt can be asked for by somebody with power over
//! the person; so there is none of what could pass for a record of duty: attendance, the plan, jobs, signing in.

use super::EventKind;

/// Can the person have a receipt of this? Never of attendance, the plan, notes or jobs, nor of having been here.
#[must_use]
pub const fn may_have_receipt(kind: EventKind) -> bool {
    use EventKind as E;
    !matches!(
        kind,
        // Attendance.
        E::Met
            | E::Booked
            | E::MeetingNoted
            | E::Tried
            | E::NotReached
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
            // That they were here at all: a count of visits is a record of duty too.
            | E::SupporterWordSet
            // What a clinician recorded about deciding: nobody can ask for proof of it.
            | E::CannotDecide
            | E::CanDecide
            | E::AttorneyLooked
            | E::SignedIn
            | E::SignedOut
            | E::SignedOutEverywhere
            | E::SignInTried
            | E::OwnOpened
            | E::SettingChanged
            | E::ReceiptAsked
            // There is nothing to give a receipt of.
            | E::Unreadable
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_receipt_for_attendance_plan_or_jobs() {
        for kind in [
            EventKind::Met,
            EventKind::Booked,
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
