//! How the person reads: they say it once, everything comes that way, and after a year they are asked whether it is still
//! right (Accessible Information Standard).

use maud::html;
use sayso_app::Lane;
use sayso_app::own;
use sayso_words::sayings::{common, reading as say};

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, button, inset_text};
use crate::reading;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/reading", Who::Person, "open_own", "own_opened", ask);
    r.post("/home/reading", Who::Person, "write_own", "corrected", save);
}

async fn ask(mut ctx: Ctx) -> Answer {
    let held = ctx
        .act(Lane::Normal, |desk, visit| {
            own::open_way_out(desk, &visit.actor, "the page for how you read")
        })
        .await?;
    let w = ctx.words();
    let need = held.person.details.reading;
    let told = match need {
        None => say::not_said(),
        Some(n) if n.review_at() <= held.now => say::ask_again(n.asked_at),
        Some(n) => say::saved_on(n.asked_at, n.review_at()),
    };
    let again = need.is_some_and(|n| n.review_at() <= held.now);
    let body = html! {
        h1 { (w.t(&say::title())) }
        p { (w.t(&say::about())) }
        p { (w.t(&say::who_sees())) }
        (inset_text(&html! { p { (w.t(&told)) } @if again { p { (w.t(&say::still_right())) } } }.into()))
        form method="post" action="/home/reading" novalidate {
            (ctx.csrf())
            (reading::fields(w, need.map_or(w.0, |n| n.reads)))
            (button(&Button::primary(w.t(&say::save()))))
        }
        p { a href="/home/letter" { (w.t(&say::letter_title())) } }
        p { a href="/home" { (w.t(&common::your_page())) } }
    };
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

async fn save(Posted { mut ctx, form }: Posted) -> Answer {
    let Some(reads) = reading::read(&form) else {
        ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
            .await?;
        return Ok(ctx.see("/home/reading"));
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        own::set_reading(desk, &visit.actor, reads)
    })
    .await?;
    Ok(ctx.see_reading("/home/reading", reads))
}
