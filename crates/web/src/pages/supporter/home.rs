//! A supporter's first page: where things are and the next meetings, where that was chosen; what else they may do.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::supporter::{self, Home, Now};
use sayso_app::telling::moment_in_words;
use sayso_core::referral::State;
use sayso_core::supporter::Choice;

use super::{TITLE, column};
use crate::ctx::{Answer, Ctx};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/supporting",
        Who::Supporter,
        "read_supported",
        "supporter_looked",
        home,
    );
}

async fn home(mut ctx: Ctx) -> Answer {
    let home = ctx
        .act(Lane::Normal, |desk, visit| supporter::home(desk, &visit.actor))
        .await?;
    Ok(ctx.page(TITLE, None, &column(&page(&home))))
}

fn page(home: &Home) -> Markup {
    let writes = home.scope.has(Choice::Write);
    let reads = home.scope.has(Choice::Plan);
    html! {
        h1 {
            @if !home.scope.has(Choice::Meetings) { "What can you do here?" }
            @else if home.now.is_empty() { "No support is open now" }
            @else { "Where things are" }
        }
        @for now in &home.now { (one(now)) }
        @if home.scope.has(Choice::Meetings) {
            h2 { "Next meetings" }
            @if home.meetings.is_empty() { p { "No meeting is booked." } }
            ul { @for m in &home.meetings { li { (moment_in_words(m.at)) ", with " (m.with) } } }
            p { "Nobody has to come to a meeting. They can move or cancel it." }
        }
        @if reads || writes || home.scope.has(Choice::Stop) {
            h2 { "What you may do" }
            ul {
                @if reads || writes { li { a href="/supporting/plan" {
                    @if reads && writes { "Read and write in the plan" }
                    @else if reads { "Read the plan and the notes" }
                    @else { "Write in the plan" }
                } } }
                @if home.scope.has(Choice::Stop) {
                    li { a href="/supporting/stop" { "Stop everything, if they ask you to" } }
                }
            }
        }
        h2 { "Good to know" }
        p { "The person you support sees everything that you open or do here." }
        p { "You cannot say yes for them. Nobody here may ask you to." }
        p { "This lasts until " (moment_in_words(home.until)) " at the latest. They can end it before." }
        p { "Is something wrong? " a href="/speak-up" { "Raise a concern" } ". You need not give a name." }
    }
}

fn one(now: &Now) -> Markup {
    let state = match now.state {
        State::Held => "They said yes. It has not been sent yet.",
        State::Sent => "It was sent. They wait for an answer.",
        State::Accepted => "The service has said that it will help.",
        State::Active => "Support is under way.",
        State::Paused => "They asked for a rest.",
        State::Declined | State::Finished | State::Left | State::Closed | State::Void => "It is over.",
    };
    html! { p { strong { (now.service) } ", with " (now.provider) ". " (state) } }
}
