//! How long the wait is, as the lead says it: one choice from a list, with its day. About nobody.

use maud::html;
use sayso_app::{Lane, capacity, team};
use sayso_core::capacity::Wait;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Legend, Size, button, problems, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let lead = Who::ProviderLead;
    r.get("/team/wait", lead, "read_team", "place_opened", open);
    r.post("/team/wait", lead, "run_team", "wait_said", say);
}

const TITLE: &str = "The wait";

async fn open(ctx: Ctx) -> Answer {
    show(ctx, &[]).await
}

async fn show(mut ctx: Ctx, wrong: &[(&str, &str)]) -> Answer {
    let team = ctx
        .act(Lane::Normal, |desk, visit| team::open(desk, &visit.actor))
        .await?;
    let body = html! {
        (problems(wrong))
        h1 { "How long is the wait?" }
        p { "People read this before they say yes: on the offer, on the card at home, and in public." }
        p { strong { "Now: " } (team.wait) }
        p { "After 30 days it stands there no more, and people read that the wait is not known." }
        form method="post" action="/team/wait" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "wait",
                legend: Some(Legend {
                    content: "Somebody says yes today. When do they meet a coach?".into(),
                    size: Some(Size::M),
                    ..Legend::default()
                }),
                error: wrong.first().map(|(_, w)| (*w).into()),
                items: Wait::ALL.iter().map(|w| Choice::new(w.as_str(), w.in_words())).collect(),
                ..Choices::default()
            }))
            (button(&Button::primary("Say so")))
        }
    };
    Ok(if wrong.is_empty() {
        ctx.page(TITLE, Some("/team"), &body)
    } else {
        ctx.page_with_errors(TITLE, Some("/team"), &body)
    })
}

async fn say(Posted { mut ctx, form }: Posted) -> Answer {
    let Some(wait) = Wait::parse(form.get("wait")) else {
        return show(ctx, &[("wait", "Choose how long the wait is")]).await;
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        capacity::say(desk, &visit.actor, wait)
    })
    .await?;
    Ok(ctx.see("/team"))
}
