//! Events in words. Owns: one sentence for each kind, as the person reads it. An event kind without a sentence does not
//! compile. Never looks anything up: names come in.

use super::{Detail, EventKind};

/// The names that a sentence needs, looked up when it is told.
#[derive(Debug, Clone, Default)]
pub struct Telling<'a> {
    /// Who acted: `Sam Okoro, coach at Northway Work`, `You`, `Sayso`.
    pub who: &'a str,
    /// The name of `detail.org`.
    pub org: &'a str,
    /// `detail.when` in words.
    pub when: &'a str,
}

const OFFER_ANSWERED: &str =
    "You answered a referral that came without your yes. It was deleted. Nobody else is told.";

fn new_card(who: &str) -> String {
    let gave = if who == "You" { "made" } else { "gave you" };
    format!("{who} {gave} a new card. The words of your old card open nothing.")
}

/// The event in one plain sentence, as the person reads it.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm for each kind of event: a table")]
pub fn in_words(kind: EventKind, detail: &Detail, t: &Telling) -> String {
    use EventKind as E;
    let who = t.who;
    let by_you = who == "You";
    let what = detail.what.as_deref().unwrap_or("something");
    let how = detail
        .channel
        .map_or(String::new(), |c| format!(", {}", c.in_words()));
    let shown = crate::words::list(detail.categories);
    let org = if t.org.is_empty() { "the service" } else { t.org };
    match kind {
        E::OfferOpened => format!("{who} opened the page that offers support. It is about nobody."),
        E::AnswerCounted => format!("{who} counted one answer. Nothing about the person was kept."),
        E::CardMade => format!("{who} made a card. It is about nobody."),
        E::PatientLookedFor => format!("{who} looked for somebody on the practice list. Nothing was kept."),
        E::TakingPart => format!("{who} changed whether they take part: {what}."),
        E::Registered => format!("{who} registered {what}."),
        E::MemberJoined => format!("{who} gave somebody a seat: {what}."),
        E::MemberLeft => format!("{who} ended somebody’s seat: {what}."),
        E::LinkMade => format!("{who} made a one-time sign-in link: {what}."),
        E::TermsPublished | E::ResultPublished => format!("{who} published {what}."),
        E::TermsProposed => format!("{who} proposed {what}. Nothing changes by that."),
        E::TermsSigned => format!("{who} signed {what}. A second signature is needed."),
        E::TermsAgreed => format!(
            "{who} signed {what}, as the second of two. It counts from {}.",
            t.when
        ),
        E::TermsRefused => format!("{who} said no to {what}."),
        E::TermsWithdrawn => format!("{who} took back {what}."),
        E::TermsStoodBack => format!("{who} stood back from {what}. The deputy decides."),
        E::PlanFiled => format!("{who} filed {what}. It is public and fixed."),
        E::SignedIn
        | E::PasskeyAdded
        | E::PasskeyChanged
        | E::SignInRefused
        | E::SessionLocked
        | E::SessionChecked
        | E::DraftKept
        | E::DraftGone
        | E::RecoveryAsked
        | E::RecoveryAgreed
        | E::RecoveryRefused => about_signing_in(kind, detail, who),
        E::SignedOut => format!("{who} signed out."),
        E::SignedOutEverywhere => format!("{who} signed out everywhere."),
        E::SignInTried => {
            "Somebody tried to sign in as you. Something did not fit, so nothing was opened.".into()
        }
        E::EnrolmentUndone => format!("{who} took the private word away and signed everybody out."),
        E::CodeKeptBack => {
            format!("{who} asked for your sign-in code. They typed your yes, so they did not get it.")
        }
        E::SettingChanged => format!("{who} changed a setting: {what}."),
        E::PlanChanged => format!("{who} changed your plan: {what}."),
        E::Contested => format!("{who} {what}."),
        E::Corrected => format!("{who} corrected {what}."),
        E::Sealed => format!("{who} sealed something. Only those you named can read it."),
        E::Unsealed => format!("{who} opened something again that was sealed."),
        E::CodeMade => format!("{who} asked for a sign-in code."),
        E::IdentityLoaded => {
            format!("{who} loaded your name and birth date into the practice’s list in Sayso.")
        }
        E::OutsideConsentKept => {
            format!(
                "{who} kept a note that somebody else recorded your consent. It is not a yes to our terms."
            )
        }
        E::OfferKept => {
            format!(
                "{who} received a referral without your yes. It was not sent on. You can answer it or leave it."
            )
        }
        E::OfferLapsed => {
            "A referral that came without your yes was not answered. It was deleted after 90 days.".into()
        }
        E::OfferAnswered => OFFER_ANSWERED.into(),
        E::CardReplaced => new_card(who),
        E::AnswerRemembered => format!("{who} noted what you asked the practice to remember: {what}."),
        E::Agreed => {
            let said = if by_you {
                "You said yes".into()
            } else {
                format!("{who} recorded your yes")
            };
            format!(
                "{said}{how}: {org} may have {shown}. It is not sent before {}.",
                t.when
            )
        }
        E::Enrolled => format!("{who} set how to reach you safely, and a private word."),
        E::Undone => format!("{who} undid it before it was sent. Nothing left."),
        E::SendNow => format!("{who} asked to send it now."),
        E::Sent => format!("{who} sent your referral to {org}, after checking that you still say yes."),
        E::MessageSent => format!("{who} sent {what}."),
        E::MessageWaits => format!("{who} keeps a message for you until {}, as you asked.", t.when),
        E::MessageTried => format!("{who} tried to send you {what}."),
        E::MessageLate => format!("{who} could not send you a message. The next try is {}.", t.when),
        E::MessageStuck => format!("{who} could not send you a message: {what}."),
        E::MessagesTended => {
            format!(
                "{who} decided about messages that could not be sent: {what}. They saw no names or words."
            )
        }
        E::TextsStopped => format!("{who} read your reply to a text. You get no more texts."),
        E::MessageRead => format!("{who} opened a message to you, to read it out: {what}."),
        E::Acknowledged => format!("{who} confirmed that your referral arrived."),
        E::Accepted => format!("{who} said yes, they will help."),
        E::Declined => format!("{who} said they cannot help at the moment."),
        E::Assigned => format!("{who} chose your coach: {what}."),
        E::Met => match &detail.what {
            Some(with) => format!("{who} met you and explained the terms again{how}, {with}."),
            None => format!("{who} met you and explained the terms again{how}."),
        },
        E::ListOpened => format!("{who} opened {what}. You were on it."),
        E::ParcelOpened => format!("{who} read what was sent: {shown}."),
        E::FileOpened => format!("{who} opened your page and saw {shown}."),
        E::IdentityOpened => format!("{who} saw your name and birth date."),
        E::OwnOpened | E::PlaceOpened => format!("{who} opened {what}."),
        E::AccessReviewed => format!("{who} checked who looked at your information. They saw no content."),
        E::ConcernRaised => format!("{who} raised a concern. It went to {what}, and to nobody else."),
        E::ConcernOpened => format!("{who} read your concern. They did not see your name."),
        E::ConcernAcknowledged => format!("{who} has your concern. You get an answer by {}.", t.when),
        E::ConcernPassedOn => {
            format!("Your concern went on to {what}, because nobody had said that they have it.")
        }
        E::ConcernAnswered => format!("{who} answered your concern. You can read the answer."),
        E::QuestionAsked => format!("{who} asked a public question."),
        E::QuestionAnswered => format!("{who} dealt with a public question: {what}."),
        E::AccessChecked => format!("{who} checked one access: {what}."),
        E::YesAsked => format!("{who} asked whether your yes was your own choice."),
        E::YesConfirmed => format!("{who} answered whether the yes was your own choice."),
        E::SwitchedOff => format!("{who} switched off {what}. Nothing new is sent there."),
        E::SwitchOnAsked => format!("{who} asked to switch {what} on again."),
        E::SwitchedOn => format!("{who} switched {what} on again, after a second person agreed."),
        E::DemandRecorded => format!("{who} recorded a legal demand: {what}."),
        E::DemandAnswered => format!("{who} answered a legal demand: {what}."),
        E::DemandTold => {
            format!("There was a legal demand about you, by {what}. You can read what became of it.")
        }
        E::WithholdingProposed => format!("{who} proposed to withhold something for a time."),
        E::Withheld => format!("{who} agreed to withhold something until {}.", t.when),
        E::WithholdingEnded => format!("{who} ended a withholding."),
        E::DangerReviewed => format!("{who} looked again at the report of a danger: {what}."),
        E::NoteBegun => format!("{who} began writing a note."),
        E::NoteWritten => format!("{who} wrote a note. You can read it."),
        E::StepAgreed => format!("{who} wrote down a next step you agreed."),
        E::Booked => format!("{who} booked a meeting for {}.", t.when),
        E::VenueChosen => format!("{who} chose where a meeting is."),
        E::VenuesChanged => format!("{who} changed the list of places to meet. It is about nobody."),
        E::MeetingNoted => format!("{who} noted about a meeting: {what}."),
        E::Tried => format!("{who} tried to reach you, and did not manage to speak."),
        E::NotReached => {
            "We did not manage to reach you, so this has ended. Nothing follows from that. You can come back."
                .into()
        }
        E::JobWritten if by_you => "You wrote down something about a job.".into(),
        E::JobWritten => format!("{who} wrote down a job. It counts once you say that it is right."),
        E::JobAgreed => format!("{who} said that what is written about a job is right."),
        E::JobTakenOut => format!("{who} took out what was written about a job."),
        E::CoverAsked => format!("{who} asks whether {what}, from {}. You can say no.", t.when),
        E::CoverAgreed if by_you => format!("You said yes: {what}."),
        E::CoverAgreed => format!("{who} recorded your yes{how}: {what}."),
        E::CoverNotWanted => format!("{who} said no to a colleague. The team’s lead looks after it."),
        E::CoachChanged => format!("The day came, and your coach changed: {what}."),
        E::CoachLeft => {
            format!(
                "{who} ended your coach’s seat ({what}). They see nothing of yours any more. The team’s lead finds you another."
            )
        }
        E::GoodbyeChosen => format!("{who} chose {what}, for the day that you leave."),
        E::CalendarMade => format!("{who} made a calendar address. It names nobody."),
        E::CalendarEnded => format!("{who} took back a calendar address."),
        E::PlacesSet => format!("{who} set how many people a coach has time for."),
        E::WaitSaid => format!("{who} said how long the wait is: {what}."),
        E::OwnWordsWritten => format!("{who} wrote {what}."),
        E::ProposalDrafted => format!("{who} suggested words for your GP record. They wait for you."),
        E::ProposalAgreed => format!("{who} agreed to the words for the GP record{how}."),
        E::ProposalDropped => format!("{who} said no to the words for the GP record. They are gone."),
        E::ProposalAccepted => format!("{who} accepted the words for the GP record."),
        E::ProposalAmended => format!("{who} changed the words for the GP record. They are back with you."),
        E::ProposalNotTaken => format!("{who} will not put the words in the GP record."),
        E::Filed => format!("{who} put the words you agreed into your GP record."),
        E::Finished if by_you => "You finished your support.".into(),
        E::Finished => format!("{who} and you finished your support together."),
        E::Paused => format!("{who} paused your support{how}."),
        E::Resumed => format!("{who} started your support again{how}."),
        E::PurposeGiven => format!("{who} said yes to one more thing{how}: {what}."),
        E::PurposeStopped => format!("{who} stopped one thing{how}: {what}."),
        E::CopyTaken => format!("{who} took a copy of everything away in one file."),
        E::ErasureAsked => {
            format!("{who} asked that everything held about you be erased. A code must confirm it.")
        }
        E::ErasureConfirmed => format!("{who} confirmed it with a code. It happens on {}.", t.when),
        E::ErasureUndone => format!("{who} kept everything after all. Nothing was erased."),
        E::Erased => format!("{who} erased what was held about one person, as they had asked."),
        E::Left => {
            let left = detail
                .what
                .as_ref()
                .map_or_else(String::new, |service| format!(" {service}"));
            let recorded = if by_you {
                "You left"
            } else {
                &format!("{who} recorded that you left")
            };
            let rest = if left.is_empty() {
                "Sharing"
            } else {
                "Sharing with it"
            };
            format!("{recorded}{left}{how}. {rest} stopped at once.")
        }
        E::CameBack => format!(
            "{who} said that you did not leave. From {} on, {org} may have this again: {shown}.",
            t.when
        ),
        E::LeavingSeen => format!("{who} saw the notice that you left."),
        E::DraftDecided => format!("{who} decided about words that were not finished: {what}."),
        E::RanOut => "What you agreed to ran out. Sharing stopped.".into(),
        E::NotCarriedOver => format!(
            "{what} changed, so what you agreed to ended. Nobody is carried over. You can say yes afresh."
        ),
        E::ContractEndSet
        | E::ContractGoesOn
        | E::ContractEnded
        | E::ContractClosed
        | E::DeletionCertified
        | E::ReturnTaken => about_a_contract(kind, t, org, &shown),
        E::Reminded => format!("{who} asked {org} once more for an answer."),
        E::NotAnswered => {
            format!("{org} did not answer, so this has ended. It says nothing about you. You can ask again.")
        }
        E::ContactOver => format!("{who} recorded a death. All contact and sharing stopped at once."),
        E::ContactNotOver => format!("{who} took back that somebody had died. It was a mistake."),
        E::EnteredInError => format!(
            "{who} took back a referral that was entered by mistake. Whoever had it was asked to delete it."
        ),
        E::SeatsKeptAway => format!("{who} chose which staff are kept away from your record."),
        E::PracticeMoved => {
            format!("{who} told us that your practice is now {org}. Nothing was handed on.")
        }
        E::Safeguarded => format!("{who} told {org} about a danger. Somebody reviews this afterwards."),
        E::ReceiptAsked => format!("{who} asked for a receipt."),
        E::Unreadable => "This row was changed outside the service, and cannot be read any more.".into(),
        E::NotAllowed => format!("{who} tried to {what}. Sayso did not allow it."),
    }
}

/// The end of a provider's contract.
fn about_a_contract(kind: EventKind, t: &Telling, org: &str, shown: &str) -> String {
    use EventKind as E;
    let (who, when) = (t.who, t.when);
    match kind {
        E::ContractEndSet => format!(
            "{who} set the day on which the contract of {org} ends: {when}. Until then nothing changes."
        ),
        E::ContractGoesOn => format!("{who} took that back. The contract of {org} goes on."),
        E::ContractEnded => format!(
            "The contract of {org} ended, and so did what you had said to them. Nobody else gets it unless you say so."
        ),
        E::ContractClosed => format!("The contract of {org} ended. Nobody there can open anything."),
        E::DeletionCertified => format!("{who} signed that nothing is left at {org}."),
        _ => format!("{who} took what {org} wrote, as far as you let your practice know: {shown}."),
    }
}

/// How staff sign in, and anybody's signing in itself.
fn about_signing_in(kind: EventKind, detail: &Detail, who: &str) -> String {
    use EventKind as E;
    let what = detail.what.as_deref().unwrap_or("something");
    match kind {
        E::PasskeyAdded => format!("{who} added a passkey to sign in with."),
        E::PasskeyChanged => format!("{who} {what}."),
        E::SignInRefused => format!("{who} was not let in: {what}."),
        E::SessionLocked => format!("{who} stopped for a while, and their session was locked."),
        E::SessionChecked => format!("{who} showed again who they are."),
        E::DraftKept => format!("{who} was cut off while writing. It is kept for a day."),
        E::DraftGone => format!("{who} cleared away something half written: {what}."),
        E::RecoveryAsked => format!("{who} asked that somebody may sign in again: {what}."),
        E::RecoveryAgreed => format!("{who} agreed that somebody may sign in again: {what}."),
        E::RecoveryRefused => format!("{who} said that somebody may not sign in again: {what}."),
        _ => match &detail.what {
            Some(with) => format!("{who} signed in, {with}."),
            None => format!("{who} signed in."),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_one_sentence_that_ends() {
        let t = Telling {
            who: "Sam",
            org: "Northway",
            when: "Monday",
        };
        for &kind in EventKind::ALL {
            let told = in_words(kind, &Detail::default(), &t);
            assert!(
                told.ends_with('.') && told.len() > 12 && !told.contains("  "),
                "{kind}: {told}"
            );
        }
    }
}
