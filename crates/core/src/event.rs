//! Events: one act is one event, told in one plain sentence to everybody it concerns. Owns: the kinds and
//! the commitment. The sentences stand in `sayso-words`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::category::Categories;
use crate::id::{EventId, OrgId, PersonId, SaidId};
use crate::org::spelled;
use crate::sayso::{Channel, Purpose};

mod receipt;

pub use receipt::may_have_receipt;

spelled! {
    /// What happened.
    EventKind {
        /// A clinician opened the offer page. About nobody.
        OfferOpened = "offer_opened",
        /// A no or not yet was counted. About nobody.
        AnswerCounted = "answer_counted",
        /// A card was made. About nobody.
        CardMade = "card_made",
        /// A lost card was burned, and a new one tied to the same person.
        CardReplaced = "card_replaced",
        /// Somebody was looked for on the practice's list. About nobody: nothing is kept of a search.
        PatientLookedFor = "patient_looked_for",
        /// A clinician or practice stopped or began taking part.
        TakingPart = "taking_part",
        /// An organisation, scheme or setting was registered.
        Registered = "registered",
        /// A membership began.
        MemberJoined = "member_joined",
        /// A membership ended.
        MemberLeft = "member_left",
        /// A one-time sign-in link was made for a member.
        LinkMade = "link_made",
        /// Terms were published.
        TermsPublished = "terms_published",
        /// A change of terms was proposed.
        TermsProposed = "terms_proposed",
        /// The first of two signed a draft of terms.
        TermsSigned = "terms_signed",
        /// The second signed: published with notice.
        TermsAgreed = "terms_agreed",
        /// One of the two refused a draft.
        TermsRefused = "terms_refused",
        /// A draft was taken back.
        TermsWithdrawn = "terms_withdrawn",
        /// The guardian stood back from a draft.
        TermsStoodBack = "terms_stood_back",
        /// A plan of evaluation was filed. About nobody.
        PlanFiled = "plan_filed",
        /// The result of an evaluation was published. About nobody.
        ResultPublished = "result_published",
        /// Somebody signed in.
        SignedIn = "signed_in",
        /// Somebody signed out.
        SignedOut = "signed_out",
        /// The person signed out everywhere.
        SignedOutEverywhere = "signed_out_everywhere",
        /// Somebody tried to sign in, and something did not fit.
        SignInTried = "sign_in_tried",
        /// A private word that somebody else had set was taken away again.
        EnrolmentUndone = "enrolment_undone",
        /// A seat that typed the person's yes asked for their sign-in code, and did not get it.
        CodeKeptBack = "code_kept_back",
        /// The person changed how their pages look.
        SettingChanged = "setting_changed",
        /// A member added a passkey.
        PasskeyAdded = "passkey_added",
        /// A member removed or renamed a passkey.
        PasskeyChanged = "passkey_changed",
        /// A known passkey did not prove what it should: nobody was let in.
        SignInRefused = "sign_in_refused",
        /// A member's session was locked.
        SessionLocked = "session_locked",
        /// A member showed again who they are.
        SessionChecked = "session_checked",
        /// What was half written when a session was locked was kept.
        DraftKept = "draft_kept",
        /// It was taken up again, thrown away, or its day was over.
        DraftGone = "draft_gone",
        /// A member lost every passkey, and somebody asked that they be let in again.
        RecoveryAsked = "recovery_asked",
        /// One of the two who must agree did.
        RecoveryAgreed = "recovery_agreed",
        /// Somebody said that it must not happen.
        RecoveryRefused = "recovery_refused",
        /// A one-time code was made for a person.
        CodeMade = "code_made",
        /// A page about a place was opened.
        PlaceOpened = "place_opened",
        /// The practice loaded or updated somebody's row in its list.
        IdentityLoaded = "identity_loaded",
        /// A consent that somebody else recorded was kept as just that.
        OutsideConsentKept = "outside_consent_kept",
        /// A referral arrived without the person's agreement to our terms, and became an open offer.
        OfferKept = "offer_kept",
        /// Nobody answered the open offer in its time: it was deleted.
        OfferLapsed = "offer_lapsed",
        /// The person said no or not yet to an imported offer, and it was deleted.
        OfferAnswered = "offer_answered",
        /// The person asked to be remembered: not yet, or please do not ask me.
        AnswerRemembered = "answer_remembered",
        /// The person said yes.
        Agreed = "agreed",
        /// The person set how to reach them safely, and a private word.
        Enrolled = "enrolled",
        /// A seat of the practice heard that the person forgot their private word.
        WordForgotten = "word_forgotten",
        /// A second seat heard it too: the word ends in a week.
        WordEnds = "word_ends",
        /// The private word stays after all.
        WordKept = "word_kept",
        /// The private word ended, and everybody was signed out.
        WordGone = "word_gone",
        /// Undone before it was sent.
        Undone = "undone",
        /// The person said "send it now".
        SendNow = "send_now",
        /// The referral was sent.
        Sent = "sent",
        /// A message left.
        MessageSent = "message_sent",
        /// A message waits for an hour at which the person may be reached.
        MessageWaits = "message_waits",
        /// A message was handed to the mail or text service; whether it was taken is not known yet.
        MessageTried = "message_tried",
        /// It was not taken, and is tried again later.
        MessageLate = "message_late",
        /// It was not taken, and nobody tries again by themselves.
        MessageStuck = "message_stuck",
        /// The operator decided what becomes of messages that were not taken, without seeing them.
        MessagesTended = "messages_tended",
        /// The person asked by text for no more texts.
        TextsStopped = "texts_stopped",
        /// Staff read a message to the person, to read it out or print it.
        MessageRead = "message_read",
        /// Somebody at the practice said how a message reached the person.
        MessageHanded = "message_handed",
        /// The provider has seen the referral.
        Acknowledged = "acknowledged",
        /// The provider will help.
        Accepted = "accepted",
        /// The provider cannot help.
        Declined = "declined",
        /// A coach was given to the person.
        Assigned = "assigned",
        /// The person met a coach, who explained the terms again.
        Met = "met",
        /// A list with the person on it was opened.
        ListOpened = "list_opened",
        /// What was sent was read.
        ParcelOpened = "parcel_opened",
        /// The practice read what the person chose to tell it.
        ToldOpened = "told_opened",
        /// The person's page was opened by staff.
        FileOpened = "file_opened",
        /// The person's name and birth date were read.
        IdentityOpened = "identity_opened",
        /// The person opened a page of their own.
        OwnOpened = "own_opened",
        /// A concern was raised.
        ConcernRaised = "concern_raised",
        /// The guardian or the deputy read a concern.
        ConcernOpened = "concern_opened",
        /// They said that they have it.
        ConcernAcknowledged = "concern_acknowledged",
        /// It went on to the deputy.
        ConcernPassedOn = "concern_passed_on",
        /// It was answered.
        ConcernAnswered = "concern_answered",
        /// A public question was asked. About nobody.
        QuestionAsked = "question_asked",
        /// A public question was answered, or set aside. About nobody.
        QuestionAnswered = "question_answered",
        /// One access was checked. About nobody.
        AccessChecked = "access_checked",
        /// Somebody is asked whether a yes that staff typed was their own choice.
        YesAsked = "yes_asked",
        /// They answered.
        YesConfirmed = "yes_confirmed",
        /// Something was switched off.
        SwitchedOff = "switched_off",
        /// One seat asked to switch it on again. About nobody.
        SwitchOnAsked = "switch_on_asked",
        /// Two seats switched it on again.
        SwitchedOn = "switched_on",
        /// A legal demand was recorded.
        DemandRecorded = "demand_recorded",
        /// A seat answered it.
        DemandAnswered = "demand_answered",
        /// The person is told of it.
        DemandTold = "demand_told",
        /// Somebody proposed to withhold something.
        WithholdingProposed = "withholding_proposed",
        /// Something is withheld for a time.
        Withheld = "withheld",
        /// It is withheld no more.
        WithholdingEnded = "withholding_ended",
        /// Somebody at the organisation that it went to read the report of a danger.
        DangerRead = "danger_read",
        /// They have read it and act on it.
        DangerSeen = "danger_seen",
        /// A report of a danger was reviewed.
        DangerReviewed = "danger_reviewed",
        /// An organisation answered what the guardian asked about one act of a seat there.
        QueryAnswered = "query_answered",
        /// The guardian read who looked.
        AccessReviewed = "access_reviewed",
        /// A note was begun and not finished.
        NoteBegun = "note_begun",
        /// A note was written.
        NoteWritten = "note_written",
        /// A next step was agreed.
        StepAgreed = "step_agreed",
        /// A meeting was booked.
        Booked = "booked",
        /// The person chose where a meeting is. Never says where.
        VenueChosen = "venue_chosen",
        /// A provider changed its list of places to meet. About nobody.
        VenuesChanged = "venues_changed",
        /// It was noted how a meeting went.
        MeetingNoted = "meeting_noted",
        /// A coach tried to reach the person for a first meeting.
        Tried = "tried",
        /// Nobody could be reached, and it ended in neutral words.
        NotReached = "not_reached",
        /// A job was written down.
        JobWritten = "job_written",
        /// The person said that it is right.
        JobAgreed = "job_agreed",
        /// The person took it out.
        JobTakenOut = "job_taken_out",
        /// A coach wrote down what the person needs at work.
        NeedWritten = "need_written",
        /// The person wrote down who employs them and exactly what they earn.
        PayWritten = "pay_written",
        /// The person took that out.
        PayTakenOut = "pay_taken_out",
        /// The person was asked whether a colleague may stand in or take over.
        CoverAsked = "cover_asked",
        /// They said yes.
        CoverAgreed = "cover_agreed",
        /// They said no; it stays with the team lead.
        CoverNotWanted = "cover_not_wanted",
        /// The day of a change of coach came.
        CoachChanged = "coach_changed",
        /// The coach’s seat ended, and the person went back to the team’s lead.
        CoachLeft = "coach_left",
        /// A seat rests: whoever it helps is told who answers meanwhile. No reason is kept.
        SeatPaused = "seat_paused",
        /// It is back, and helps as before.
        SeatResumed = "seat_resumed",
        /// The person chose whether a short goodbye comes if they leave.
        GoodbyeChosen = "goodbye_chosen",
        /// A calendar address was made. About nobody.
        CalendarMade = "calendar_made",
        /// A calendar address was taken back. About nobody.
        CalendarEnded = "calendar_ended",
        /// How many people a coach has time for was set. About nobody.
        PlacesSet = "places_set",
        /// A provider's lead said how long the wait is. About nobody.
        WaitSaid = "wait_said",
        /// The person named a supporter.
        SupporterNamed = "supporter_named",
        /// The person made a new card for a supporter.
        SupporterCardMade = "supporter_card_made",
        /// The person took it back.
        SupporterTakenBack = "supporter_taken_back",
        /// A supporter came for the first time.
        SupporterWordSet = "supporter_word_set",
        /// Somebody tried a supporter's card, and something did not fit.
        SupporterTried = "supporter_tried",
        /// A supporter looked at something.
        SupporterLooked = "supporter_looked",
        /// A supporter wrote something for the person.
        SupporterWrote = "supporter_wrote",
        /// One seat of the practice says that it saw a legal power.
        PowerSeen = "power_seen",
        /// A second seat saw it too: it counts.
        PowerRecorded = "power_recorded",
        /// The person objects to it: it does nothing from that minute.
        PowerObjected = "power_objected",
        /// A clinician looked at it again.
        PowerLookedAgain = "power_looked_again",
        /// It is over.
        PowerEnded = "power_ended",
        /// A clinician recorded that the person cannot make one decision now.
        CannotDecide = "cannot_decide",
        /// A clinician took that back.
        CanDecide = "can_decide",
        /// An attorney or a deputy looked at something.
        AttorneyLooked = "attorney_looked",
        /// The person wrote something.
        OwnWordsWritten = "own_words_written",
        /// The person closed or replaced a hope or a step of their own.
        PlanChanged = "plan_changed",
        /// The person's own words stand beside something that somebody else wrote.
        Contested = "contested",
        /// The person corrected their own details.
        Corrected = "corrected",
        /// The person sealed an entry.
        Sealed = "sealed",
        /// The person opened a sealed entry again.
        Unsealed = "unsealed",
        /// Words for the GP record were suggested.
        ProposalDrafted = "proposal_drafted",
        /// The person agreed to them.
        ProposalAgreed = "proposal_agreed",
        /// The person does not want them there.
        ProposalDropped = "proposal_dropped",
        /// The clinician will put them in the record.
        ProposalAccepted = "proposal_accepted",
        /// The clinician changed them, so they went back to the person.
        ProposalAmended = "proposal_amended",
        /// The clinician will not put them in the record.
        ProposalNotTaken = "proposal_not_taken",
        /// They were filed.
        Filed = "filed",
        /// They were accepted, and the practice did not put them in the record.
        NotFiled = "not_filed",
        /// Support was finished together.
        Finished = "finished",
        /// The person asked for a pause.
        Paused = "paused",
        /// The person is ready again.
        Resumed = "resumed",
        /// The person said yes to one more thing.
        PurposeGiven = "purpose_given",
        /// The person stopped one thing.
        PurposeStopped = "purpose_stopped",
        /// The person took a copy of everything away.
        CopyTaken = "copy_taken",
        /// The person asked that everything about them be erased.
        ErasureAsked = "erasure_asked",
        /// The person confirmed it with a code.
        ErasureConfirmed = "erasure_confirmed",
        /// The time that the person's terms give is nearly over: everything goes then, unless they keep it.
        ErasureAhead = "erasure_ahead",
        /// The person keeps everything after all.
        ErasureUndone = "erasure_undone",
        /// Everything about somebody was erased. About nobody.
        Erased = "erased",
        /// The person left.
        Left = "left",
        /// An organisation saw the notice that the person left.
        LeavingSeen = "leaving_seen",
        /// The person says that they did not leave, though somebody else typed it: the same yes again.
        CameBack = "came_back",
        /// The person decided about a draft that was held for them.
        DraftDecided = "draft_decided",
        /// A say-so ran out.
        RanOut = "ran_out",
        /// What the person told about a job was counted into numbers about nobody, as they had agreed.
        JobsCounted = "jobs_counted",
        /// The terms, or the interests of an organisation, changed: nobody is carried over.
        NotCarriedOver = "not_carried_over",
        /// The day on which a provider's contract ends was set.
        ContractEndSet = "contract_end_set",
        /// It goes on after all.
        ContractGoesOn = "contract_goes_on",
        /// It ended, and with it what the person had said to that provider.
        ContractEnded = "contract_ended",
        /// It ended for the provider itself. About nobody.
        ContractClosed = "contract_closed",
        /// The provider's lead signed that nothing is left with them. About nobody.
        DeletionCertified = "deletion_certified",
        /// The day on which a practice closes was set.
        PracticeEndSet = "practice_end_set",
        /// It stays after all.
        PracticeGoesOn = "practice_goes_on",
        /// It closed, and with it what the person had let it know.
        PracticeEnded = "practice_ended",
        /// A practice took what the provider wrote, as far as the person lets it.
        ReturnTaken = "return_taken",
        /// A provider that had not answered was asked once more.
        Reminded = "reminded",
        /// A provider never answered.
        NotAnswered = "not_answered",
        /// Contact stopped for good: the practice says that somebody has died.
        ContactOver = "contact_over",
        /// That was a mistake.
        ContactNotOver = "contact_not_over",
        /// The practice put a birth date or an NHS number right.
        IdentityCorrected = "identity_corrected",
        /// A referral was entered for the wrong person.
        EnteredInError = "entered_in_error",
        /// The person chose which seats are kept away from their record.
        SeatsKeptAway = "seats_kept_away",
        /// A member of staff keeps away from the record of somebody they know, or from their own.
        KeptThemselvesAway = "kept_themselves_away",
        /// The practice thinks that two records are one person.
        PairProposed = "pair_proposed",
        /// A second seat agreed.
        PairListed = "pair_listed",
        /// The person gave the private words of both.
        PairJoined = "pair_joined",
        /// The person said that they are not one person.
        PairNotWanted = "pair_not_wanted",
        /// They were taken apart again.
        PairParted = "pair_parted",
        /// The person has another practice now.
        PracticeMoved = "practice_moved",
        /// Somebody reported a danger.
        Safeguarded = "safeguarded",
        /// The person asked for a receipt.
        ReceiptAsked = "receipt_asked",
        /// What stands in the place of an event that was changed outside the service and says nothing any more. Never
        /// written: only read.
        Unreadable = "unreadable",
        /// Something was tried and not allowed.
        NotAllowed = "not_allowed",
    }
}

/// What else a sentence needs. Encrypted with the person's key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    /// Another organisation in the sentence: the recipient, say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<OrgId>,
    /// What was shared or shown.
    #[serde(skip_serializing_if = "no_categories")]
    pub categories: Categories,
    /// A moment in the sentence: when it will be sent, when the meeting is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Timestamp>,
    /// How we heard it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Words that complete the sentence: what was tried, which page. Never anything that somebody typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn no_categories(c: &Categories) -> bool {
    c.is_empty()
}

/// An event, as a decision makes it. Who acted, where and whether it was allowed come from the proof of authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Its id.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// Everybody it concerns: nobody, one, or all on a list.
    pub people: Vec<PersonId>,
    /// When it happened.
    pub happened_at: Timestamp,
    /// When we learnt it.
    pub recorded_at: Timestamp,
    /// What for.
    pub purpose: Option<Purpose>,
    /// The say-so that it rests on.
    pub said: Option<SaidId>,
    /// The rest of the sentence.
    pub detail: Detail,
}

/// The canonical plaintext of one event for one person, whose hash is kept beside it for ever.
#[derive(Debug, Clone, Copy)]
pub struct Canonical<'a> {
    /// The event.
    pub event: &'a NewEvent,
    /// The person it is told to, if it concerns one.
    pub person: Option<PersonId>,
    /// `person`, `visitor`, `sayso`, or the member's id.
    pub actor: &'a str,
    /// `allowed` or `not_allowed`.
    pub outcome: &'a str,
}

impl Canonical<'_> {
    /// What is hashed, in order: event, kind, person, actor, outcome, happened, recorded, purpose, said, organisation,
    /// categories, when, channel, what. Empty where there is nothing to say. A receipt carries the same.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        let e = self.event;
        let d = &e.detail;
        let text = |o: Option<String>| o.unwrap_or_default();
        vec![
            e.id.to_string(),
            e.kind.to_string(),
            text(self.person.map(|p| p.to_string())),
            self.actor.to_owned(),
            self.outcome.to_owned(),
            crate::time::stamp(e.happened_at),
            crate::time::stamp(e.recorded_at),
            text(e.purpose.map(|p| p.to_string())),
            text(e.said.map(|s| s.to_string())),
            text(d.org.map(|o| o.to_string())),
            d.categories.to_string(),
            text(d.when.map(crate::time::stamp)),
            text(d.channel.map(|c| c.to_string())),
            text(d.what.clone()),
        ]
    }

    /// SHA-256 over the salt and each value, each with its length: no two events share a plaintext.
    #[must_use]
    pub fn commitment(&self, salt: &[u8; 32]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"sayso-event-v1\n");
        hash.update(salt);
        for field in self.values() {
            hash.update((field.len() as u64).to_be_bytes());
            hash.update(field);
        }
        hash.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> NewEvent {
        NewEvent {
            id: EventId::NIL,
            kind: EventKind::Sent,
            people: vec![],
            happened_at: Timestamp::UNIX_EPOCH,
            recorded_at: Timestamp::UNIX_EPOCH,
            purpose: None,
            said: None,
            detail: Detail::default(),
        }
    }

    #[test]
    fn a_commitment_binds_every_field_and_its_salt() {
        let base = event();
        let commit = |event: &NewEvent, salt| {
            Canonical {
                event,
                person: None,
                actor: "sayso",
                outcome: "allowed",
            }
            .commitment(&[salt; 32])
        };
        let mut other = event();
        other.detail.what = Some("x".into());
        assert_ne!(commit(&base, 1), commit(&other, 1));
        assert_ne!(commit(&base, 1), commit(&base, 2));
        assert_eq!(commit(&base, 1), commit(&event(), 1));
    }

    #[test]
    fn the_commitment_has_the_bytes_that_receipts_carry() {
        // The same value stands in the public log's tests: a receipt recomputes this hash without our code.
        let mut event = event();
        event.detail.what = Some("what".into());
        let canonical = Canonical {
            event: &event,
            person: None,
            actor: "sayso",
            outcome: "allowed",
        };
        let hex: String = canonical
            .commitment(&[7; 32])
            .iter()
            .fold(String::new(), |hex, b| hex + &format!("{b:02x}"));
        assert_eq!(
            hex,
            "40c71f4ce71e3d17d2831a2a943ddaa3cbc3d27ea8e628098407b6a63a60a86c"
        );
    }
}
