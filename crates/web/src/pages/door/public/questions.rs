//! Public questions and their dated answers. A question is shown with its answer and not before, because it may name
//! somebody.

use maud::{Markup, html};
use sayso_app::guard::question::{self, Public};
use sayso_app::telling::moment_in_words;

use super::narrow;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Panel, Textarea, button, panel, problems, textarea};

fn body(ctx: &Ctx, all: &Public, error: Option<&str>) -> Markup {
    narrow(&html! {
        @if let Some(error) = error { (problems(&[("text", error)])) }
        h1 { "What have people asked?" }
        p { "Anybody may ask. The scheme’s guardian answers, here, with a date." }
        @if all.answered.is_empty() { p { "No question has been answered yet." } }
        @for q in &all.answered {
            h2 class="app-wrap" { (q.text) }
            p { "Asked on " (moment_in_words(q.asked_at)) "." }
            @if let Some((at, answer)) = &q.answered {
                @for line in answer.lines() { p class="app-wrap" { (line) } }
                p { "Answered on " (moment_in_words(*at)) "." }
            }
        }
        p { "Waiting for an answer: " (all.waiting) ". Not shown, because they named somebody or asked nothing: " (all.set_aside) "." }
        h2 { "Ask a question" }
        p { "Everybody can read it once it is answered. Please name nobody, yourself included." }
        p { "If it is about you, " a href="/speak-up" { "raise a concern" } " instead. That stays private." }
        form method="post" action="/questions" novalidate {
            (ctx.csrf())
            (textarea(&Textarea {
                name: "text",
                label: "Your question".into(),
                error: error.map(Into::into),
                ..Textarea::default()
            }))
            (button(&Button::primary("Ask it")))
        }
    })
}

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let all = ctx.open(|desk, _| question::public(desk)).await?;
    let body = body(&ctx, &all, None);
    Ok(ctx.page("Questions", Some("/"), &body))
}

pub(super) async fn ask(Posted { mut ctx, form }: Posted) -> Answer {
    let text = form.get("text").to_owned();
    if text.is_empty() {
        let all = ctx.open(|desk, _| question::public(desk)).await?;
        let body = body(&ctx, &all, Some("Write your question"));
        return Ok(ctx.page_with_errors("Questions", Some("/"), &body));
    }
    ctx.open(move |desk, _| question::ask(desk, &text)).await?;
    let body = html! {
        (panel(&Panel {
            heading: "We have your question".into(),
            content: "It is shown here once it is answered.".into(),
            ..Panel::default()
        }))
        p { a href="/questions" { "Questions and answers" } }
    };
    Ok(ctx.page("Questions", Some("/questions"), &narrow(&body)))
}
