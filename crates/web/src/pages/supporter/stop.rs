//! Stopping everything at the word of the person. No reason is asked for; the person is told, and can undo it.

use maud::html;
use sayso_app::{Lane, supporter};

use super::{TITLE, column};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, button};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/supporting/stop",
        Who::Supporter,
        "stop read_supported",
        "supporter_looked",
        ask,
    );
    r.post("/supporting/stop", Who::Supporter, "stop", "left", stop);
    r.get(
        "/supporting/stopped",
        Who::Supporter,
        "stop read_supported",
        "supporter_looked",
        stopped,
    );
}

async fn ask(mut ctx: Ctx) -> Answer {
    // The way to a stop is kept as free as the stop itself.
    ctx.act(Lane::Stop, |desk, visit| {
        supporter::way_to_stop(desk, &visit.actor)
    })
    .await?;
    let body = html! {
        h1 { "Did they ask you to stop everything?" }
        p { "Nothing more is shared from now on, and support ends. No reason is asked." }
        p { "They are told that you did this, the way they asked to be reached. They can undo it in one step." }
        form method="post" action="/supporting/stop" novalidate {
            (ctx.csrf())
            (button(&Button::primary("Yes, stop everything for them")))
        }
        p { a href="/supporting" { "No, go back" } }
    };
    Ok(ctx.page(TITLE, Some("/supporting"), &column(&body)))
}

async fn stop(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Stop, |desk, visit| supporter::stop(desk, &visit.actor))
        .await?;
    Ok(ctx.see("/supporting/stopped"))
}

async fn stopped(mut ctx: Ctx) -> Answer {
    ctx.act(Lane::Stop, |desk, visit| supporter::stopped(desk, &visit.actor))
        .await?;
    let body = html! {
        h1 { "Everything has stopped" }
        p { "Nothing more is shared. Whoever had something is told that the person has left, and nothing else." }
        p { "Medical care stays the same. They can undo this on their own page." }
        p { a href="/supporting" { "Your page" } }
    };
    Ok(ctx.page(TITLE, Some("/supporting"), &column(&body)))
}
