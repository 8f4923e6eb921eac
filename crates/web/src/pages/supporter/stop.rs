//! Stopping everything at the word of the person. No reason is asked for; the person is told, and can undo it.

use maud::html;
use sayso_app::{Lane, supporter};

use super::{column, title};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, button};
use crate::routes::{Routes, Who};
use sayso_words::sayings::{common, supporting as say};

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
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::stop_heading())) }
        p { (w.t(&say::stop_what())) }
        p { (w.t(&say::stop_told())) }
        form method="post" action="/supporting/stop" novalidate {
            (ctx.csrf())
            (button(&Button::primary(w.t(&say::stop_yes()))))
        }
        p { a href="/supporting" { (w.t(&say::stop_no())) } }
    };
    Ok(ctx.page_said(&title(), Some("/supporting"), &column(w, &body)))
}

async fn stop(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Stop, |desk, visit| supporter::stop(desk, &visit.actor))
        .await?;
    Ok(ctx.see("/supporting/stopped"))
}

async fn stopped(mut ctx: Ctx) -> Answer {
    ctx.act(Lane::Stop, |desk, visit| supporter::stopped(desk, &visit.actor))
        .await?;
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::stopped_heading())) }
        p { (w.t(&say::stopped_what())) }
        p { (w.t(&say::stopped_care())) }
        p { a href="/supporting" { (w.t(&common::your_page())) } }
    };
    Ok(ctx.page_said(&title(), Some("/supporting"), &column(w, &body)))
}
