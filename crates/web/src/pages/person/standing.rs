//! Where things stand, in broad steps and in one heading. Owns: the words for each state of a referral on the
//! person's first page. Never says more than the state bears out.

use maud::{Markup, html};
use sayso_app::own::{Held, Outgoing, Sent};
use sayso_app::telling::moment_in_words;
use sayso_core::decision::MessageKind;
use sayso_core::referral::State;

use crate::nhs::{Stage, Step, timeline};

/// The question of the page, answered.
pub(super) fn heading(held: &Held) -> String {
    match held.services().as_slice() {
        [] => "Nothing about you is shared".into(),
        [sent] => of_one(sent),
        several => format!("You have {} services", several.len()),
    }
}

/// The same for one service.
pub(super) fn of_one(sent: &Sent) -> String {
    let provider = &sent.provider;
    match (sent.referral.state, &sent.coach) {
        (State::Held, _) => "Not sent yet. You can undo it".into(),
        (State::Sent, _) => format!("Sent to {provider}"),
        (State::Accepted, Some(coach)) => format!("{coach} will be in touch"),
        (State::Accepted | State::Active, None) => format!("{provider} will be in touch"),
        (State::Active, Some(coach)) => helps_you(sent, coach),
        (State::Declined, _) => "They cannot help at the moment".into(),
        (State::Paused, _) => "You paused this".into(),
        (State::Finished, _) => "You finished this together".into(),
        (State::Left, _) => "You stopped sharing".into(),
        (State::Closed, _) => "This has ended".into(),
        (State::Void, _) => "Nothing about you is shared".into(),
    }
}

/// Who helps, by name.
fn helps_you(sent: &Sent, name: &str) -> String {
    if sent.is_about_work() {
        format!("{name} is your coach")
    } else {
        format!("{name} is there for you")
    }
}

/// The same in the middle of a sentence.
fn whom(sent: &Sent) -> String {
    match &sent.coach {
        Some(name) if !sent.is_about_work() => name.clone(),
        None if !sent.is_about_work() => sent.provider.clone(),
        _ => "your coach".into(),
    }
}

/// What comes next for somebody who has no service.
pub(super) fn nothing_yet() -> Markup {
    html! {
        p { "Your practice has your name in its list here. No other organisation can see it." }
        p { "If you would like support with work, use a card or ask your practice." }
    }
}

/// What comes next with one service, in one or two sentences, for a state that needs them.
pub(super) fn next(sent: &Sent) -> Markup {
    match sent.referral.state {
        State::Held => html! {},
        State::Sent => {
            html! { p { (sent.provider) " has your referral. They will say whether they can help." } }
        }
        State::Accepted => html! { p { "They will reach you the way you asked." } },
        State::Active => html! { p { "You and " (whom(sent)) " go at your pace." } },
        State::Declined => html! {
            p { (sent.provider) " cannot help at the moment. This says nothing about you." }
            @if let Some(reason) = &sent.decline_reason { p { "They wrote: " q class="app-wrap" { (reason) } } }
            p { "Your practice can talk with you about other help." }
        },
        State::Paused => html! {
            p { (super::sentence(&format!("{} sees your name and that you paused, and nothing else", whom(sent)))) }
            p { "There is no rush, and no date by which to start again." }
        },
        State::Finished => html! { p { "Nothing more is shared from now on." } },
        State::Left => html! {
            p { "Nothing is shared any more. Nobody will ask you why." }
            p { "Your care stays the same. You can come back any time: ask your practice, or use a card." }
            p { a href="/home/changed" { "What stopped, and what had already gone" } }
        },
        State::Closed => html! {
            p { "What you agreed to ran out, or the service ended. Nothing is shared any more." }
            p { "You can come back any time: ask your practice, or use a card." }
        },
        State::Void => html! {
            p { "You undid it before it was sent. Nothing left your practice." }
            p { "You can come back any time: ask your practice, or use a card." }
        },
    }
}

/// Broad steps, oldest first.
pub(super) fn steps(held: &Held, sent: &Sent) -> Markup {
    let r = &sent.referral;
    let of_this = |o: &&Outgoing| o.kind == MessageKind::Referral && o.to == sent.provider;
    let left = held.outgoing.iter().rfind(of_this);
    let left = left
        .and_then(|o| o.sent_at)
        .map(moment_in_words)
        .unwrap_or_default();
    let made = moment_in_words(r.made_at);
    let ended = r.ended_at.map(moment_in_words).unwrap_or_default();
    let mut all = vec![step("You said yes", made, Stage::Done)];
    let nobody_yet = if sent.is_about_work() {
        "a coach"
    } else {
        "somebody there"
    };
    let coach = sent.coach.as_deref().unwrap_or(nobody_yet);
    let ahead = |what: String| step(what, String::new(), Stage::Ahead);
    let answer = format!("{} says whether they can help", sent.provider);
    let (meet, end) = (format!("You meet {coach}"), "You finish when you want".to_owned());
    let sent_to = format!("Sent to {}", sent.provider);
    let helps = format!("{} will help", sent.provider);
    match r.state {
        State::Held => {
            let goes = format!("It goes {}", moment_in_words(r.held_until));
            all.push(step("Not sent yet. You can undo it", goes, Stage::Now));
            all.extend([answer, meet, end].map(ahead));
        }
        State::Sent => {
            all.push(step(sent_to, left, Stage::Done));
            all.push(step(answer, String::new(), Stage::Now));
            all.extend([meet, end].map(ahead));
        }
        State::Accepted => {
            all.push(step(sent_to, left, Stage::Done));
            all.push(step(helps, String::new(), Stage::Done));
            all.push(step(meet, String::new(), Stage::Now));
            all.push(ahead(end));
        }
        State::Active => {
            all.push(step(sent_to, left, Stage::Done));
            all.push(step(helps, String::new(), Stage::Done));
            all.push(step(helps_you(sent, coach), String::new(), Stage::Now));
            all.push(ahead(end));
        }
        State::Paused => {
            all.push(step(sent_to, left, Stage::Done));
            all.push(step("You paused this", String::new(), Stage::Now));
            all.push(ahead("You start again when you want".into()));
        }
        State::Declined | State::Finished | State::Left | State::Closed | State::Void => {
            if !left.is_empty() {
                all.push(step(sent_to, left, Stage::Done));
            }
            all.push(step(r.state.to_person(), ended, Stage::Done));
        }
    }
    timeline(&all)
}

fn step(what: impl Into<crate::nhs::Content<'static>>, when: String, stage: Stage) -> Step<'static> {
    Step {
        what: what.into(),
        when: when.into(),
        stage,
    }
}
