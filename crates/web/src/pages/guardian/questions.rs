//! Public questions that wait: answer one in public, or set it aside because it names somebody.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::guard::question;
use sayso_app::telling::moment_in_words;
use sayso_core::guard::Question;
use sayso_core::id::QuestionId;

use super::id;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, Textarea, button, card, problems, textarea};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/concerns/questions",
        Who::Guardian,
        "handle_concerns",
        "place_opened",
        list,
    );
    r.post(
        "/concerns/questions",
        Who::Guardian,
        "handle_concerns",
        "question_answered",
        answer,
    );
}

async fn list(ctx: Ctx) -> Answer {
    show(ctx, None).await
}

async fn show(mut ctx: Ctx, wrong: Option<String>) -> Answer {
    let waiting = ctx
        .act(Lane::Normal, |desk, visit| question::waiting(desk, &visit.actor))
        .await?;
    let error = "Write the answer, or set the question aside";
    let field = wrong.as_ref().map(|w| format!("text-{w}"));
    let body = html! {
        @if let Some(field) = &field { (problems(&[(field.as_str(), error)])) }
        h1 { "What have people asked?" }
        p { "An answer and its question are public at once. Set a question aside if it names somebody." }
        @if waiting.is_empty() { p { "No question waits for an answer." } }
        @for q in &waiting {
            (one(&ctx, q, wrong.as_deref().filter(|w| *w == q.id.to_string()).map(|_| error)))
        }
        p { a href="/questions" { "Questions and answers, as everybody reads them" } }
    };
    Ok(if wrong.is_some() {
        ctx.page_with_errors("Questions", Some("/concerns"), &body)
    } else {
        ctx.page("Questions", Some("/concerns"), &body)
    })
}

fn one(ctx: &Ctx, q: &Question, error: Option<&str>) -> Markup {
    let field = format!("text-{}", q.id);
    let inside = html! {
        p class="app-wrap" { (q.text) }
        form method="post" action="/concerns/questions" novalidate {
            (ctx.csrf())
            input type="hidden" name="question" value=(q.id);
            (textarea(&Textarea {
                name: "text",
                id: Some(&field),
                label: "The public answer".into(),
                error: error.map(Into::into),
                ..Textarea::default()
            }))
            (button(&Button { name: Some("step"), value: Some("answer"), ..Button::primary("Answer in public") }))
            " "
            (button(&Button { name: Some("step"), value: Some("aside"), ..Button::secondary("Do not show it") }))
        }
    };
    card(&Card::titled(
        format!("Asked on {}", moment_in_words(q.asked_at)),
        inside,
    ))
}

async fn answer(Posted { mut ctx, form }: Posted) -> Answer {
    let question = form.get("question").to_owned();
    let text = form.some("text");
    let aside = form.get("step") == "aside";
    if text.is_none() && !aside {
        return show(ctx, Some(question)).await;
    }
    ctx.act(Lane::Normal, move |desk, visit| {
        let question: QuestionId = id(&question)?;
        let text = text.filter(|_| !aside);
        question::answer(desk, &visit.actor, question, text.as_deref())
    })
    .await?;
    Ok(ctx.see("/concerns/questions"))
}
