//! Who may decide for the person: what their practice recorded, the help they were given, and one step to object. On the
//! first page in one sentence, with the same step.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::power::{self, Mine};
use sayso_words::known;
use sayso_words::sayings::powers as say;

use super::{as_written, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, button, card, inset_text};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/powers", Who::Person, "open_own", "own_opened", show);
    r.post(
        "/home/powers/object",
        Who::Person,
        "object_to_power raise_concern",
        "power_objected concern_raised",
        object,
    );
}

async fn show(mut ctx: Ctx) -> Answer {
    let all = ctx
        .act(Lane::Normal, |desk, visit| power::open(desk, &visit.actor))
        .await?;
    let body = page(&ctx, &all);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(ctx.words(), &body)))
}

fn page(ctx: &Ctx, all: &[Mine]) -> Markup {
    let w = ctx.words();
    html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::presumed())) }
        @if all.is_empty() { p { (w.t(&say::nothing())) } }
        @for m in all { (one(ctx, m)) }
        @if stands(all) {
            h2 { (w.t(&say::object_heading())) }
            p { (w.t(&say::object_why())) }
            (objection(ctx))
            p { (w.t(&say::tells_guardian())) }
        }
    }
}

/// Something is recorded that the person has not objected to.
fn stands(all: &[Mine]) -> bool {
    all.iter().any(|m| m.power.objected_at.is_none())
}

fn objection(ctx: &Ctx) -> Markup {
    html! {
        form method="post" action="/home/powers/object" novalidate {
            (ctx.csrf())
            (button(&Button::secondary(ctx.words().t(&say::object()))))
        }
    }
}

fn one(ctx: &Ctx, m: &Mine) -> Markup {
    let w = ctx.words();
    let p = &m.power;
    card(&Card {
        heading_level: Some(2),
        ..Card::titled(
            p.name.clone(),
            html! {
                p class="app-wrap" {
                    (w.t(&say::seen_one(known(p.kind.in_words()), p.name.as_str(), p.number.as_str(), p.seen_at)))
                }
                @if let Some(at) = p.objected_at { p { strong { (w.t(&say::objected(at))) } } }
                @else if p.confirmed.is_none() { p { (w.t(&say::waits())) } }
                @else { p { (w.t(&say::counts_until(p.until))) } }
                @if let Some((what, until, help)) = &m.record {
                    p { (w.t(&say::record(what.as_str(), *until))) }
                    p { (w.t(&say::help())) }
                    blockquote class="app-wrap" { (as_written(help)) }
                    p { (w.t(&say::any_word())) }
                }
            },
        )
    })
}

/// On the first page, and on the short one before the private word: one sentence that names nobody, and the step.
pub(super) fn banner(ctx: &Ctx, all: &[Mine], more: bool) -> Markup {
    let w = ctx.words();
    html! {
        @if stands(all) {
            (inset_text(&html! {
                p { (w.t(&say::short())) }
                @if more { p { a href="/home/powers" { (w.t(&say::read_more())) } } }
                (objection(ctx))
            }.into()))
        }
    }
}

/// A second press finds nothing to object to, which is how things should be.
async fn object(Posted { mut ctx, .. }: Posted) -> Answer {
    let done = ctx
        .act(Lane::Stop, |desk, visit| power::object(desk, &visit.actor))
        .await;
    match done {
        Ok(()) => Ok(ctx.see("/home")),
        Err(f) if super::me(&ctx.visit).is_ok() && super::home::nothing_there(&f.error) => {
            Ok(ctx.see("/home"))
        }
        Err(f) => Err(f),
    }
}
