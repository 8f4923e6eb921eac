//! Where things stand, in broad steps and in one heading. Owns: the words for each state of a referral on the
//! person's first page. Never says more than the state bears out.

use maud::{Markup, html};
use sayso_app::own::{Held, Outgoing, Sent};
use sayso_core::decision::MessageKind;
use sayso_core::referral::State;
use sayso_words::Say;
use sayso_words::sayings::home as say;

use crate::nhs::{Stage, Step, timeline};
use crate::reading::Words;

/// The question of the page, answered.
pub(super) fn heading(held: &Held) -> Say {
    match held.services().as_slice() {
        [] => say::nothing_shared(),
        [sent] => of_one(sent),
        several => say::services(u32::try_from(several.len()).unwrap_or(u32::MAX)),
    }
}

/// The same for one service.
pub(super) fn of_one(sent: &Sent) -> Say {
    let provider = sent.provider.as_str();
    match (sent.referral.state, &sent.coach) {
        (State::Held, _) => say::not_sent(),
        (State::Sent, _) => say::sent_to(provider),
        (State::Accepted, Some(coach)) => say::in_touch(coach.as_str()),
        (State::Accepted | State::Active, None) => say::in_touch(provider),
        (State::Active, Some(coach)) => helps_you(sent, coach),
        (State::Declined, _) => say::cannot_help(),
        (State::Paused, _) => say::you_paused(),
        (State::Finished, _) => say::finished(),
        (State::Left, _) => say::stopped(),
        (State::Closed, _) => say::has_ended(),
        (State::Void, _) => say::nothing_shared(),
    }
}

/// Who helps, by name.
fn helps_you(sent: &Sent, name: &str) -> Say {
    if sent.is_about_work() {
        say::is_coach(name)
    } else {
        say::is_there(name)
    }
}

/// Who helps, in the middle of a sentence, where it is not a coach.
fn whom(sent: &Sent) -> Option<&str> {
    (!sent.is_about_work()).then(|| sent.coach.as_deref().unwrap_or(&sent.provider))
}

fn all(said: &[Say], w: Words) -> Markup {
    html! { @for one in said { p { (w.t(one)) } } }
}

/// What comes next for somebody who has no service.
pub(super) fn nothing_yet(w: Words) -> Markup {
    all(&[say::on_the_list(), say::would_like()], w)
}

/// What comes next with one service, in one or two sentences, for a state that needs them.
pub(super) fn next(sent: &Sent, w: Words) -> Markup {
    let all = |said: &[Say]| all(said, w);
    let provider = sent.provider.as_str();
    match sent.referral.state {
        State::Held => html! {},
        State::Sent => all(&[say::has_referral(provider)]),
        State::Accepted => all(&[say::reach_you()]),
        State::Active => all(&[whom(sent).map_or_else(say::your_pace, say::pace_with)]),
        State::Declined => html! {
            p { (w.t(&say::cannot_help_now(provider))) }
            @if let Some(reason) = &sent.decline_reason { p { (w.t(&say::they_wrote())) " " q class="app-wrap" { (reason) } } }
            p { (w.t(&say::other_help())) }
        },
        State::Paused => all(&[
            whom(sent).map_or_else(say::coach_sees, say::sees_you_paused),
            say::no_rush(),
        ]),
        State::Finished => all(&[say::nothing_more_shared()]),
        State::Left => html! {
            p { (w.t(&say::nobody_asks())) }
            p { (w.t(&say::care_and_back())) }
            p { a href="/home/changed" { (w.t(&say::what_stopped())) } }
        },
        State::Closed => all(&[say::ran_out(), say::back_any_time()]),
        State::Void => all(&[say::undone(), say::back_any_time()]),
    }
}

/// How it ended, as the last step says it.
fn over(state: State) -> Say {
    match state {
        State::Declined => say::cannot_help(),
        State::Finished => say::finished(),
        State::Left => say::stopped(),
        State::Closed => say::has_ended(),
        State::Void | State::Held | State::Sent | State::Accepted | State::Active | State::Paused => {
            say::step_over()
        }
    }
}

/// Broad steps, oldest first.
pub(super) fn steps(held: &Held, sent: &Sent, w: Words) -> Markup {
    let r = &sent.referral;
    let moment = |at| sayso_words::moment(at, w.0.language);
    let of_this = |o: &&Outgoing| o.kind == MessageKind::Referral && o.to == sent.provider;
    let left = held.outgoing.iter().rfind(of_this);
    let left = left.and_then(|o| o.sent_at).map(moment).unwrap_or_default();
    let made = moment(r.made_at);
    let ended = r.ended_at.map(moment).unwrap_or_default();
    let step = |what: Say, when: String, stage| Step {
        what: w.t(&what),
        when: when.into(),
        stage,
    };
    let mut all = vec![step(say::step_yes(), made, Stage::Done)];
    let ahead = |what: Say| step(what, String::new(), Stage::Ahead);
    let provider = sent.provider.as_str();
    let answer = say::step_answer(provider);
    let (meet, coach) = match sent.coach.as_deref() {
        Some(name) if sent.is_about_work() => (say::step_meet(name), say::step_coach(name)),
        Some(name) => (say::step_meet(name), say::is_there(name)),
        None if sent.is_about_work() => (say::step_meet_coach(), say::step_a_coach()),
        None => (say::step_meet_somebody(), say::step_somebody()),
    };
    let (end, sent_to, helps) = (say::step_end(), say::sent_to(provider), say::step_helps(provider));
    match r.state {
        State::Held => {
            all.push(step(
                say::not_sent(),
                w.s(&say::step_goes(r.held_until)),
                Stage::Now,
            ));
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
            all.push(step(coach, String::new(), Stage::Now));
            all.push(ahead(end));
        }
        State::Paused => {
            all.push(step(sent_to, left, Stage::Done));
            all.push(step(say::you_paused(), String::new(), Stage::Now));
            all.push(ahead(say::step_again()));
        }
        State::Declined | State::Finished | State::Left | State::Closed | State::Void => {
            if !left.is_empty() {
                all.push(step(sent_to, left, Stage::Done));
            }
            all.push(step(over(r.state), ended, Stage::Done));
        }
    }
    timeline(&all)
}
