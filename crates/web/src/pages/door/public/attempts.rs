//! Try it: a stranger tries to make a coach read what a person said about their health. Only in a demonstration, on people
//! who do not exist; the answers come from the rules that decide everything else.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Error;
use sayso_app::try_it::{self, ATTEMPTS, Tried};

use super::{narrow, public_in_english};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Button, Details, Row, SummaryList, button, details, summary_list};

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    ctx.meet().await?;
    let body = html! {
        h1 { "Can you make a coach read somebody’s health note?" }
        @if ctx.site.demo.is_some() {
            p { "Robin is invented. Robin wrote something about their health. Try to get a coach to read it." }
            p { "The answer comes from the rules that decide here about everybody. Nothing is recorded." }
            (buttons())
        } @else {
            p { "You can try that in the demo, where everybody is invented. This service holds real people, so it is not offered here." }
            p { "The rules are the same in both: " a href="/policy" { "the policies, and what was proved about them" } "." }
        }
    };
    Ok(public_in_english(&ctx, "Try it", &narrow(&body)))
}

fn buttons() -> Markup {
    html! {
        ol class="nhsuk-list" {
            @for (n, attempt) in (1..).zip(ATTEMPTS) {
                li {
                    p { (attempt.story) }
                    form method="get" action={ "/try/" (n) } { (button(&Button::secondary(attempt.words))) }
                }
            }
        }
    }
}

pub(super) async fn tried(Path(n): Path<String>, mut ctx: Ctx) -> Answer {
    let nth = n.parse::<usize>().ok().filter(|_| ctx.site.demo.is_some());
    let nth = nth.and_then(|n| n.checked_sub(1));
    let tried = ctx
        .open(move |desk, _| try_it::attempt(desk, nth.ok_or(Error::NotFound)?))
        .await?;
    Ok(public_in_english(&ctx, "Try it", &narrow(&answer(&tried))))
}

fn answer(tried: &Tried) -> Markup {
    html! {
        h1 { @if tried.allowed { "Allowed, because Robin said so" } @else { "Not allowed" } }
        p { "You tried: “" (tried.attempt.words) "”." }
        p { (tried.attempt.story) }
        (summary_list(&SummaryList {
            rows: vec![
                Row::fact("Who", tried.who.clone()),
                Row::fact("Tried", "read what the person shares about health"),
                Row::fact("What the rules were told", html! {
                    ul class="nhsuk-list" { @for fact in &tried.facts { li { (fact) } } }
                }),
                Row::fact("What they said", html! {
                    @if tried.rules.is_empty() { "No rule allows it. What no rule allows is not allowed." }
                    @for rule in &tried.rules { p { (rule) } }
                }),
            ],
            ..SummaryList::default()
        }))
        @if let (Some(words), Some(name)) = (&tried.theorem, tried.attempt.theorem) {
            h2 { "It could not have been otherwise" }
            p { "A solver proved this of the rules, for every request there can be:" }
            p { strong { (name) } " " (words) }
            p { a href="/policy" { "What was proved, and how to prove it again" } }
        } @else {
            p { "This is the only one of the ways that works. It ends in the minute in which Robin says stop." }
        }
        (details(&Details {
            summary: "The same question as a file".into(),
            content: html! {
                p { "Put it in a file, and any copy of the program decides it again: " code { "sayso policy replay FILE" } }
                pre class="app-plain" { (tried.file) }
            }.into(),
            ..Details::default()
        }))
        h2 { "Try another way" }
        (buttons())
    }
}
