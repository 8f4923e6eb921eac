//! Public questions and their dated answers. A question is shown with its answer and not before, because it may name
//! somebody. Both are in the words of whoever wrote them.

use maud::{Markup, html};
use sayso_app::guard::question::{self, Public};
use sayso_words::Say;
use sayso_words::sayings::asked as say;
use sayso_words::sayings::public as say_public;

use super::{as_written, narrow};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Panel, Textarea, button, panel, textarea};

fn body(ctx: &Ctx, all: &Public, error: Option<&Say>) -> Markup {
    let w = ctx.words();
    narrow(&html! {
        @if let Some(error) = error { (w.problems(&[("text", error.clone())])) }
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::anybody())) }
        @if all.answered.is_empty() { p { (w.t(&say::none())) } } @else { (as_written(w)) }
        @for q in &all.answered {
            h2 class="app-wrap" { (w.published(&q.text)) }
            p { (w.t(&say::asked_on(q.asked_at))) }
            @if let Some((at, answer)) = &q.answered {
                @for line in answer.lines() { p class="app-wrap" { (w.published(line)) } }
                p { (w.t(&say::answered_on(*at))) }
            }
        }
        p { (w.t(&say::waiting(all.waiting.to_string()))) " " (w.t(&say::aside(all.set_aside.to_string()))) }
        h2 { (w.t(&say::ask_heading())) }
        p { (w.t(&say::everybody())) }
        p { (w.t(&say::about_you())) " " a href="/speak-up" { (w.t(&say::raise())) } " " (w.t(&say::instead())) }
        form method="post" action="/questions" novalidate {
            (ctx.csrf())
            (textarea(&Textarea {
                name: "text",
                label: w.s(&say::your_question()).into(),
                error: error.map(|error| w.t(error)),
                ..Textarea::default()
            }))
            (button(&Button::primary(w.t(&say::ask_it()))))
        }
    })
}

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let all = ctx.open(|desk, _| question::public(desk)).await?;
    let body = body(&ctx, &all, None);
    Ok(super::page(&ctx, &say::title(), Some("/"), false, &body))
}

pub(super) async fn ask(Posted { mut ctx, form }: Posted) -> Answer {
    let text = form.get("text").to_owned();
    if text.is_empty() {
        let all = ctx.open(|desk, _| question::public(desk)).await?;
        let body = body(&ctx, &all, Some(&say::write()));
        return Ok(super::page(&ctx, &say::title(), Some("/"), true, &body));
    }
    ctx.open(move |desk, _| question::ask(desk, &text)).await?;
    let w = ctx.words();
    let body = html! {
        (panel(&Panel {
            heading: w.t(&say::we_have()),
            content: w.t(&say::shown_once()),
            ..Panel::default()
        }))
        p { a href="/questions" { (w.t(&say_public::go_questions())) } }
    };
    Ok(super::page(
        &ctx,
        &say::title(),
        Some("/questions"),
        false,
        &narrow(&body),
    ))
}
