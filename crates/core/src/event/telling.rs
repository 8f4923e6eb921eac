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
        E::TermsPublished => format!("{who} published {what}."),
        E::SignedIn => format!("{who} signed in."),
        E::SignedOut => format!("{who} signed out."),
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
        E::NoteBegun => format!("{who} began writing a note."),
        E::NoteWritten => format!("{who} wrote a note. You can read it."),
        E::StepAgreed => format!("{who} wrote down a next step you agreed."),
        E::Booked => format!("{who} booked a meeting for {}.", t.when),
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
        E::Left if by_you => format!("You left{how}. Sharing stopped at once."),
        E::Left => format!("{who} recorded that you left{how}. Sharing stopped at once."),
        E::LeavingSeen => format!("{who} saw the notice that you left."),
        E::DraftDecided => format!("{who} decided about words that were not finished: {what}."),
        E::RanOut => "What you agreed to ran out. Sharing stopped.".into(),
        E::Safeguarded => format!("{who} told {org} about a danger. Somebody reviews this afterwards."),
        E::NotAllowed => format!("{who} tried to {what}. Sayso did not allow it."),
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
