//! Dangers that were reported, looked at again. Who reported, where it went, whether the person knows; not the words.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::guard::danger::{self, Line};
use sayso_app::telling::moment_in_words;
use sayso_core::guard::Outcome;
use sayso_core::id::DangerId;

use super::id;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, Choice, Choices, Legend, button, card, checkboxes, problems, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/dangers", Who::Guardian, "handle_concerns", "list_opened", list);
    r.post(
        "/dangers",
        Who::Guardian,
        "review_danger",
        "danger_reviewed",
        review,
    );
}

async fn list(ctx: Ctx) -> Answer {
    show(ctx, None).await
}

async fn show(mut ctx: Ctx, wrong: Option<String>) -> Answer {
    let lines = ctx
        .act(Lane::Normal, |desk, visit| danger::list(desk, &visit.actor))
        .await?;
    let waiting = lines.iter().filter(|l| l.danger.reviewed.is_none()).count();
    let field = wrong.as_ref().map(|w| format!("outcome-{w}"));
    let error = "Choose what it came to";
    let body = html! {
        @if let Some(field) = &field { (problems(&[(field.as_str(), error)])) }
        h1 { "Was each danger handled well?" }
        p { "Each report is looked at again. Ask whoever reported it what happened; the practice that it went to reads their words, and they are not shown here." }
        @if waiting == 0 { p { "No report waits for you." } }
        @for l in &lines {
            (one(&ctx, l, wrong.as_deref().filter(|w| *w == l.danger.id.to_string()).map(|_| error)))
        }
    };
    Ok(if wrong.is_some() {
        ctx.page_with_errors("Dangers", None, &body)
    } else {
        ctx.page("Dangers", None, &body)
    })
}

fn one(ctx: &Ctx, l: &Line, error: Option<&str>) -> Markup {
    let d = &l.danger;
    let (outcome, safe) = (format!("outcome-{}", d.id), format!("safe-{}", d.id));
    let inside = html! {
        p { "By " (l.by) ". It went to " (l.to) ". "
            @match d.seen {
                Some((_, at)) => { "They have read it on " (moment_in_words(at)) ", and act on it." }
                None => { "Nobody there has said yet that they have read it." }
            }
        }
        p { @if d.unsafe_to_tell { "The person was not told at once: that was not safe." } @else { "The person saw at once that it was reported." } }
        @match &d.reviewed {
            Some(r) => {
                p { strong { (r.outcome.in_words()) "." } " Looked at again on " (moment_in_words(r.at)) "." }
                p { @if r.told { "The person can read that." } @else { "The person was not told: that was not safe." } }
            }
            None => form method="post" action="/dangers" novalidate {
                (ctx.csrf())
                input type="hidden" name="danger" value=(d.id);
                (radios(&Choices {
                    name: "outcome",
                    id_prefix: Some(&outcome),
                    legend: Some(Legend { content: "What did it come to?".into(), ..Legend::default() }),
                    error: error.map(Into::into),
                    items: Outcome::ALL.iter().map(|o| Choice::new(o.as_str(), o.in_words())).collect(),
                    ..Choices::default()
                }))
                (checkboxes(&Choices {
                    name: "unsafe",
                    id_prefix: Some(&safe),
                    legend: Some(Legend { content: "Telling the person".into(), ..Legend::default() }),
                    items: vec![Choice::new("yes", "Telling them could put somebody at risk")],
                    ..Choices::default()
                }))
                (button(&Button::primary("Keep the review")))
            }
        }
    };
    card(&Card::titled(
        format!("Reported on {}", moment_in_words(d.at)),
        inside,
    ))
}

async fn review(Posted { mut ctx, form }: Posted) -> Answer {
    let danger = form.get("danger").to_owned();
    let Some(outcome) = Outcome::parse(form.get("outcome")) else {
        return show(ctx, Some(danger)).await;
    };
    let safe = !form.ticked("unsafe", "yes");
    ctx.act(Lane::Normal, move |desk, visit| {
        danger::review(desk, &visit.actor, id::<DangerId>(&danger)?, outcome, safe)
    })
    .await?;
    Ok(ctx.see("/dangers"))
}
