//! The log in sentences: one for each kind of event, as the person reads it, in every language. An event kind without a
//! sentence does not compile. Never looks anything up: names come in.

use sayso_core::event::{Detail, EventKind};
use sayso_core::sayso::Channel;
use sayso_core::seat::Role;

use crate::known::{known, known_or_name};
use crate::promises::categories;
use crate::sayings::told as say;
use crate::{Arg, Say};

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// The person who reads it.
    You,
    /// The server by itself.
    Sayso,
    /// Somebody in a seat.
    Seat {
        /// Their name.
        name: String,
        /// What the seat is.
        role: Role,
        /// Where.
        org: Option<String>,
    },
    /// Somebody whom the person named to support them, by what they call them where that is known.
    Supporter(Option<String>),
    /// Somebody who decided under a recorded power, by the name that it gives where that is known.
    Attorney(Option<String>),
    /// Nobody who had signed in.
    Nobody,
}

impl Who {
    /// By itself: in a list, in a filter.
    #[must_use]
    pub fn say(&self) -> Say {
        match self {
            Self::You => say::who_you(),
            Self::Sayso => say::who_sayso(),
            Self::Seat { name, role, org } => match org {
                Some(org) => say::who_member(name.as_str(), known(role.in_words()), org.as_str()),
                None => say::who_seat(name.as_str(), known(role.in_words())),
            },
            Self::Supporter(Some(name)) => say::who_supporter(name.as_str()),
            Self::Supporter(None) => say::who_a_supporter(),
            Self::Attorney(Some(name)) => say::who_attorney(name.as_str()),
            Self::Attorney(None) => say::who_an_attorney(),
            Self::Nobody => say::who_nobody(),
        }
    }

    /// As whoever did something, within a sentence.
    fn by(&self) -> Say {
        match self {
            Self::You => say::by_you(),
            Self::Sayso => say::by_sayso(),
            Self::Seat { name, role, org } => match org {
                Some(org) => say::by_member(name.as_str(), known(role.in_words()), org.as_str()),
                None => say::by_seat(name.as_str(), known(role.in_words())),
            },
            Self::Supporter(Some(name)) => say::by_supporter(name.as_str()),
            Self::Supporter(None) => say::by_a_supporter(),
            Self::Attorney(Some(name)) => say::by_attorney(name.as_str()),
            Self::Attorney(None) => say::by_an_attorney(),
            Self::Nobody => say::by_nobody(),
        }
    }
}

/// Somebody who wrote something, within a sentence: a name, or `You` for whoever reads it.
#[must_use]
pub fn author(name: &str) -> Say {
    if name == "You" {
        say::by_you()
    } else {
        say::by_name(name)
    }
}

/// How it was heard, at the end of a clause; empty where that was not kept.
fn how(channel: Option<Channel>) -> Arg {
    match channel {
        None => "".into(),
        Some(Channel::InPerson) => say::how_in_person().into(),
        Some(Channel::Phone) => say::how_phone().into(),
        Some(Channel::Online) => say::how_online().into(),
        Some(Channel::Paper) => say::how_paper().into(),
    }
}

/// The event in one plain sentence, as the person reads it. `org` is the name of the organisation in the detail.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm for each kind of event: a table")]
pub fn told(kind: EventKind, detail: &Detail, who: &Who, org: Option<&str>) -> Say {
    use EventKind as E;
    let by_you = *who == Who::You;
    let by = || Arg::from(who.by());
    let what = || {
        detail
            .what
            .as_deref()
            .map_or_else(|| say::something().into(), known)
    };
    // A name of somebody or of a service.
    let name = || {
        let kept = detail.what.as_deref();
        kept.map_or_else(|| say::something().into(), known_or_name)
    };
    let how = || how(detail.channel);
    let when = || detail.when.map_or_else(|| Arg::from(""), Arg::from);
    let shown = || Arg::from(categories(detail.categories));
    let org = || org.map_or_else(|| say::the_service().into(), Arg::from);
    match kind {
        E::OfferOpened => say::offer_opened(by()),
        E::AnswerCounted => say::answer_counted(by()),
        E::CardMade => say::card_made(by()),
        E::PatientLookedFor => say::patient_looked_for(by()),
        E::TakingPart => say::taking_part(by(), what()),
        E::Registered => say::registered(by(), what()),
        E::MemberJoined => say::member_joined(by(), what()),
        E::MemberLeft => say::member_left(by(), what()),
        E::LinkMade => say::link_made(by(), what()),
        E::TermsPublished | E::ResultPublished => say::terms_published(by(), what()),
        E::TermsProposed => say::terms_proposed(by(), what()),
        E::TermsSigned => say::terms_signed(by(), what()),
        E::TermsAgreed => say::terms_agreed(by(), what(), when()),
        E::TermsRefused => say::terms_refused(by(), what()),
        E::TermsWithdrawn => say::terms_withdrawn(by(), what()),
        E::TermsStoodBack => say::terms_stood_back(by(), what()),
        E::PlanFiled => say::plan_filed(by(), what()),
        E::PasskeyAdded => say::passkey_added(by()),
        E::PasskeyChanged => say::passkey_changed(by(), what()),
        E::SignInRefused => say::sign_in_refused(by(), what()),
        E::SessionLocked => say::session_locked(by()),
        E::SessionChecked => say::session_checked(by()),
        E::DraftKept => say::draft_kept(by()),
        E::DraftGone => say::draft_gone(by(), what()),
        E::RecoveryAsked => say::recovery_asked(by(), what()),
        E::RecoveryAgreed => say::recovery_agreed(by(), what()),
        E::RecoveryRefused => say::recovery_refused(by(), what()),
        E::SignedIn if detail.what.is_some() => say::signed_in_with(by(), what()),
        E::SignedIn => say::signed_in(by()),
        E::SignedOut => say::signed_out(by()),
        E::SignedOutEverywhere => say::signed_out_everywhere(by()),
        E::SignInTried => say::sign_in_tried(),
        E::EnrolmentUndone => say::enrolment_undone(by()),
        E::WordForgotten => say::word_forgotten(by()),
        E::WordEnds => say::word_ends(by(), when()),
        E::WordKept => say::word_kept(by(), what()),
        E::WordGone => say::word_gone(),
        E::CodeKeptBack => say::code_kept_back(by()),
        E::SettingChanged => say::setting_changed(by(), what()),
        E::PlanChanged => say::plan_changed(by(), what()),
        E::Contested => say::contested(by(), what()),
        E::Corrected | E::IdentityCorrected => say::corrected(by(), what()),
        E::Sealed => say::sealed(by()),
        E::Unsealed => say::unsealed(by()),
        E::CodeMade => say::code_made(by()),
        E::IdentityLoaded => say::identity_loaded(by()),
        E::OutsideConsentKept => say::outside_consent_kept(by()),
        E::OfferKept => say::offer_kept(by()),
        E::OfferLapsed => say::offer_lapsed(),
        E::OfferAnswered => say::offer_answered(),
        E::CardReplaced if by_you => say::card_made_by_you(by()),
        E::CardReplaced => say::card_replaced(by()),
        E::AnswerRemembered => say::answer_remembered(by(), what()),
        E::Agreed if by_you => say::agreed_by_you(how(), org(), shown(), when()),
        E::Agreed if detail.what.is_some() => {
            say::agreed_interpreted(by(), how(), org(), shown(), what(), when())
        }
        E::Agreed => say::agreed(by(), how(), org(), shown(), when()),
        E::Enrolled => say::enrolled(by()),
        E::Undone => say::undone(by()),
        E::SendNow => say::send_now(by()),
        E::Sent => say::sent(by(), org()),
        E::MessageSent => say::message_sent(by(), what()),
        E::MessageWaits => say::message_waits(by(), when()),
        E::MessageTried => say::message_tried(by(), what()),
        E::MessageLate => say::message_late(by(), when()),
        E::MessageStuck => say::message_stuck(by(), what()),
        E::MessagesTended => say::messages_tended(by(), what()),
        E::TextsStopped => say::texts_stopped(by()),
        E::MessageHanded => say::message_handed(by(), what()),
        E::MessageRead => say::message_read(by(), what()),
        E::Acknowledged => say::acknowledged(by()),
        E::Accepted => say::accepted(by()),
        E::Declined => say::cannot_help(by()),
        E::Assigned => say::assigned(by(), name()),
        E::Met if detail.what.is_some() => say::met_with(by(), how(), what()),
        E::Met => say::met(by(), how()),
        E::ListOpened => say::list_opened(by(), what()),
        E::ParcelOpened => say::parcel_opened(by(), shown()),
        E::ToldOpened => say::told_opened(by(), shown()),
        E::FileOpened => say::file_opened(by(), shown()),
        E::IdentityOpened => say::identity_opened(by()),
        E::OwnOpened | E::PlaceOpened => say::opened(by(), what()),
        E::AccessReviewed => say::access_reviewed(by()),
        E::ConcernRaised => say::concern_raised(by(), what()),
        E::ConcernOpened => say::concern_opened(by()),
        E::ConcernAcknowledged => say::concern_acknowledged(by(), when()),
        E::ConcernPassedOn => say::concern_passed_on(what()),
        E::ConcernAnswered => say::concern_answered(by()),
        E::QuestionAsked => say::question_asked(by()),
        E::QuestionAnswered => say::question_answered(by(), what()),
        E::AccessChecked => say::access_checked(by(), what()),
        E::YesAsked => say::yes_asked(by()),
        E::YesConfirmed => say::yes_confirmed(by()),
        E::SwitchedOff => say::switched_off(by(), name()),
        E::SwitchOnAsked => say::switch_on_asked(by(), name()),
        E::SwitchedOn => say::switched_on(by(), name()),
        E::DemandRecorded => say::demand_recorded(by(), what()),
        E::DemandAnswered => say::demand_answered(by(), what()),
        E::DemandTold => say::demand_told(what()),
        E::WithholdingProposed => say::withholding_proposed(by()),
        E::Withheld => say::withheld(by(), when()),
        E::WithholdingEnded => say::withholding_ended(by()),
        E::QueryAnswered => say::query_answered(by()),
        E::DangerRead => say::danger_read(by()),
        E::DangerSeen => say::danger_seen(by()),
        E::DangerReviewed => say::danger_reviewed(by(), what()),
        E::NoteBegun => say::note_begun(by()),
        E::NoteWritten => say::note_written(by()),
        E::NeedWritten => say::need_written(by()),
        E::StepAgreed => say::step_agreed(by()),
        E::Booked => say::booked(by(), when()),
        E::VenueChosen => say::venue_chosen(by()),
        E::VenuesChanged => say::venues_changed(by()),
        E::MeetingNoted => say::meeting_noted(by(), what()),
        E::Tried => say::tried(by()),
        E::NotReached => say::not_reached(),
        E::JobWritten if by_you => say::job_written_by_you(),
        E::JobWritten => say::job_written(by()),
        E::JobAgreed => say::job_agreed(by()),
        E::JobTakenOut => say::job_taken_out(by()),
        E::PayWritten => say::pay_written(),
        E::PayTakenOut => say::pay_taken_out(),
        E::CoverAsked => say::cover_asked(by(), what(), when()),
        E::CoverAgreed if by_you => say::cover_agreed_by_you(what()),
        E::CoverAgreed => say::cover_agreed(by(), how(), what()),
        E::CoverNotWanted => say::cover_not_wanted(by()),
        E::CoachChanged => say::coach_changed(name()),
        E::CoachLeft => say::coach_left(by(), what()),
        E::SeatPaused => say::seat_paused(by(), what()),
        E::SeatResumed => say::seat_resumed(by()),
        E::GoodbyeChosen => say::goodbye_chosen(by(), what()),
        E::CalendarMade => say::calendar_made(by()),
        E::CalendarEnded => say::calendar_ended(by()),
        E::PlacesSet => say::places_set(by()),
        E::WaitSaid => say::wait_said(by(), what()),
        E::SupporterNamed => say::supporter_named(by(), what(), when()),
        E::SupporterCardMade => say::supporter_card_made(by()),
        E::SupporterTakenBack => say::supporter_taken_back(by()),
        E::SupporterWordSet => say::supporter_word_set(by()),
        E::SupporterTried => say::supporter_tried(),
        E::SupporterLooked => say::supporter_looked(by(), what()),
        E::SupporterWrote => say::supporter_wrote(by(), what()),
        E::PowerSeen => say::power_seen(by(), what()),
        E::PowerRecorded => say::power_recorded(by(), what(), when()),
        E::PowerObjected => say::power_objected(by()),
        E::PowerLookedAgain => say::power_looked_again(by()),
        E::PowerEnded => say::power_ended(by()),
        E::CannotDecide => say::cannot_decide(by(), name(), when()),
        E::CanDecide => say::can_decide(by()),
        E::AttorneyLooked => say::attorney_looked(by(), what()),
        E::OwnWordsWritten => say::own_words_written(by(), what()),
        E::ProposalDrafted => say::proposal_drafted(by()),
        E::ProposalAgreed => say::proposal_agreed(by(), how()),
        E::ProposalDropped => say::proposal_dropped(by()),
        E::ProposalAccepted => say::proposal_accepted(by()),
        E::ProposalAmended => say::proposal_amended(by()),
        E::ProposalNotTaken => say::proposal_not_taken(by()),
        E::Filed => say::filed(by()),
        E::NotFiled => say::not_filed(by(), what()),
        E::Finished if by_you => say::finished_by_you(),
        E::Finished => say::finished(who.say()),
        E::Paused => say::paused(by(), how()),
        E::Resumed => say::resumed(by(), how()),
        E::PurposeGiven if detail.when.is_some() => say::purpose_typed(by(), how(), what(), when()),
        E::PurposeGiven => say::purpose_given(by(), how(), what()),
        E::PurposeStopped => say::purpose_stopped(by(), how(), what()),
        E::CopyTaken => say::copy_taken(by()),
        E::ErasureAsked => say::erasure_asked(by()),
        E::ErasureConfirmed => say::erasure_confirmed(by(), when()),
        E::ErasureAhead => say::erasure_ahead(when()),
        E::ErasureUndone => say::erasure_undone(by()),
        E::Erased => say::erased(by()),
        E::Left => match (detail.what.is_some(), by_you) {
            (true, true) => say::left_one_by_you(name(), how()),
            (true, false) => say::left_one(by(), name(), how()),
            (false, true) => say::left_by_you(how()),
            (false, false) => say::left(by(), how()),
        },
        E::CameBack => say::came_back(by(), when(), org(), shown()),
        E::LeavingSeen => say::leaving_seen(by()),
        E::DraftDecided => say::draft_decided(by(), what()),
        E::RanOut => say::ran_out(),
        E::JobsCounted => say::jobs_counted(what()),
        E::NotCarriedOver => say::not_carried_over(what()),
        E::ContractEndSet => say::contract_end_set(by(), org(), when()),
        E::ContractGoesOn => say::contract_goes_on(by(), org()),
        E::ContractEnded => say::contract_ended(org()),
        E::ContractClosed => say::contract_closed(org()),
        E::PracticeEndSet => say::practice_end_set(by(), org(), when()),
        E::PracticeGoesOn => say::practice_goes_on(by(), org()),
        E::PracticeEnded => say::practice_ended(org()),
        E::DeletionCertified => say::deletion_certified(by(), org()),
        E::ReturnTaken => say::return_taken(by(), org(), shown()),
        E::Reminded => say::reminded(by(), org()),
        E::NotAnswered => say::not_answered(org()),
        E::ContactOver => say::contact_over(by()),
        E::ContactNotOver => say::contact_not_over(by()),
        E::EnteredInError => say::entered_in_error(by()),
        E::SeatsKeptAway => say::seats_kept_away(by()),
        E::KeptThemselvesAway => say::kept_themselves_away(by()),
        E::PracticeMoved => say::practice_moved(by(), org()),
        E::PairProposed => say::pair_proposed(by(), what()),
        E::PairListed => say::pair_listed(by()),
        E::PairJoined => say::pair_joined(by()),
        E::PairNotWanted => say::pair_not_wanted(by()),
        E::PairParted => say::pair_parted(by()),
        E::Safeguarded => say::safeguarded(by(), org()),
        E::ReceiptAsked => say::receipt_asked(by()),
        E::Unreadable => say::unreadable(),
        E::NotAllowed => say::not_allowed(by(), what()),
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::reads::Language;

    use super::*;

    #[test]
    fn every_kind_is_one_sentence_that_ends_in_every_language() {
        let sam = Who::Seat {
            name: "Sam".into(),
            role: Role::Coach,
            org: Some("Northway".into()),
        };
        let detail = Detail {
            when: Some(jiff::Timestamp::UNIX_EPOCH),
            categories: sayso_core::category::Categories::of(&[sayso_core::category::Category::Plan]),
            ..Detail::default()
        };
        for &kind in EventKind::ALL {
            for language in Language::ALL {
                for who in [&sam, &Who::You, &Who::Nobody, &Who::Sayso] {
                    let told = told(kind, &detail, who, Some("Northway")).words(*language);
                    assert!(
                        told.ends_with('.') && told.len() > 12 && !told.contains("  "),
                        "{kind}: {told}"
                    );
                    assert!(!told.contains("{ $"), "{kind}: {told}");
                }
            }
        }
    }

    #[test]
    fn what_the_log_keeps_in_english_is_told_in_welsh() {
        let detail = Detail {
            what: Some("their diary".into()),
            ..Detail::default()
        };
        let sam = Who::Seat {
            name: "Sam Okoro".into(),
            role: Role::Coach,
            org: Some("Northway Work".into()),
        };
        let said = told(EventKind::ListOpened, &detail, &sam, None);
        assert_eq!(
            said.words(Language::English),
            "Sam Okoro, coach at Northway Work opened their diary. You were on it."
        );
        assert_eq!(
            said.words(Language::Welsh),
            "Agorwyd eu dyddiadur gan Sam Okoro, hyfforddwr yn Northway Work. Roeddech chi arni."
        );
    }
}
