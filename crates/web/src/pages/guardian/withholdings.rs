//! What is withheld from somebody for a time: the second of two people agrees, or ends it. The entry is not shown here.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::guard::withholding::{self, Line};
use sayso_app::telling::moment_in_words;
use sayso_core::id::WithholdingId;

use super::id;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, button, card};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/withholdings",
        Who::Guardian,
        "handle_concerns",
        "place_opened",
        list,
    );
    r.post(
        "/withholdings",
        Who::Guardian,
        "agree_withholding",
        "withheld withholding_ended",
        decide,
    );
}

async fn list(mut ctx: Ctx) -> Answer {
    let lines = ctx
        .act(Lane::Normal, |desk, visit| withholding::list(desk, &visit.actor))
        .await?;
    let body = html! {
        h1 { "Is anything kept from somebody?" }
        p { "A person can read everything that is held about them. This is the one exception, and it ends by itself." }
        p { "It hides one entry. It never reaches a stop, a concern or the list of who looked." }
        @if lines.is_empty() { p { "Nothing is withheld from anybody, and nothing is proposed." } }
        @for l in &lines { (one(&ctx, l)) }
    };
    Ok(ctx.page("Withheld", Some("/concerns"), &body))
}

fn one(ctx: &Ctx, l: &Line) -> Markup {
    let w = &l.withholding;
    let inside = html! {
        p { "Proposed by " (l.by) " on " (moment_in_words(w.proposed.1)) ", until " (moment_in_words(w.until)) "." }
        @if !w.words.is_empty() { p class="app-wrap" { (w.words) } }
        p { @if w.ground.is_told() { "The person reads that something is withheld, until when, and how to challenge it." }
            @else { "The law bars telling, so the person is not told." } }
        p { strong { @if w.agreed.is_some() { "It is withheld." } @else { "It is not withheld yet. A second person must agree." } } }
        form method="post" action="/withholdings" novalidate {
            (ctx.csrf())
            input type="hidden" name="withholding" value=(w.id);
            @if w.agreed.is_none() {
                (button(&Button { name: Some("step"), value: Some("agree"), ..Button::secondary("Agree to withhold it") }))
                " "
            }
            (button(&Button { name: Some("step"), value: Some("end"), ..Button::secondary("Let the person read it") }))
        }
    };
    card(&Card::titled(w.ground.in_words(), inside))
}

async fn decide(Posted { mut ctx, form }: Posted) -> Answer {
    let withholding = form.get("withholding").to_owned();
    let agree = form.get("step") == "agree";
    ctx.act(Lane::Normal, move |desk, visit| {
        withholding::decide(desk, &visit.actor, id::<WithholdingId>(&withholding)?, agree)
    })
    .await?;
    Ok(ctx.see("/withholdings"))
}
