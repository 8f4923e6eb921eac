//! What a yes means: what the terms say, work and benefits, who owns and pays whom, what the law can do. Every
//! sentence about sharing is generated from the published terms.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::own::{self, Explained};
use sayso_app::telling::moment_in_words;
use sayso_core::words;

use super::{sentence, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/home/explained",
        Who::Person,
        "open_own",
        "own_opened",
        explained,
    );
}

async fn explained(mut ctx: Ctx) -> Answer {
    let told = ctx
        .act(Lane::Normal, |desk, visit| own::explained(desk, &visit.actor))
        .await?;
    let body = html! {
        @if let [told] = told.as_slice() {
            h1 { @if told.agreed { "What you said yes to" } @else { "What a yes would mean" } }
            (page(told))
        } @else if !told.is_empty() {
            h1 { "What you said yes to" }
            p { "These are separate. None of them is told that you said yes to another." }
            @for one in &told {
                h2 { (one.terms.promise.scheme_name) }
                (page(one))
            }
        } @else {
            h1 { "Nothing is offered here yet" }
            p { "No service has published its terms for your practice. So nothing is shared." }
        }
    };
    Ok(ctx.page("What this means", Some("/home"), &with_way_out(&body)))
}

fn page(e: &Explained) -> Markup {
    let promise = &e.terms.promise;
    html! {
        p { (promise.what) }
        p { "It is your choice. Your care stays the same either way." }
        h2 { "Who gets what" }
        ul { @for line in &e.flows { li { (line) } } }
        h2 { "What is never sent" }
        ul { @for line in &e.never_sent { li { (sentence(line)) } } }
        h2 id="benefits" { "Work and your benefits" }
        @for line in &e.about_benefits { p { (line) } }
        h2 { "Who owns and pays them" }
        p { (sentence(promise.paid_by.trim_end_matches('.'))) }
        @for org in &e.interests { ul { @for line in org { li { (line) } } } }
        h2 { "What the law can do, and what we cannot stop" }
        p { "A court or a law can order an organisation to give information." }
        p { "Words in your GP record can be in a report that a GP sends." }
        p { "What somebody has already read cannot be unread." }
        p { a href="/what-we-cannot-stop" { "Everything we cannot stop, and what we do about it" } }
        h2 { "How long it lasts" }
        p { "A yes lasts " (promise.say_so_days) " days. Then we ask again. Silence means stop." }
        p { "The service ends on " (words::day(promise.ends_on)) "." }
        h2 { "The way out" }
        p { "You can pause, stop one thing, or leave. You never have to say why." }
        h2 { "Advice" }
        p { "Free, independent advice: " (promise.advice) "." }
        p class="app-quiet" {
            "These are the terms of " (promise.scheme_name) ", version " (e.terms.version)
            ", in effect since " (moment_in_words(e.terms.in_effect_at)) "."
        }
    }
}
