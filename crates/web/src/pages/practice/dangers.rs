//! Dangers reported to the practice: a list that names no patient, one report with its words, and one button.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::practice::danger::{self, Opened, Reported};
use sayso_app::telling::moment_in_words;
use sayso_core::id::DangerId;

use super::{about, id};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, WarningCallout, button, card, inset_text, warning_callout};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let who = Who::Practice;
    r.get("/practice/dangers", who, "list_practice", "list_opened", all);
    r.get("/practice/dangers/{id}", who, "open_patient", "danger_read", one);
    r.post(
        "/practice/dangers/{id}",
        who,
        "open_patient",
        "danger_seen",
        act_on,
    );
}

/// How many wait, on the first page, before everything else.
pub(super) fn waiting(how_many: usize) -> Markup {
    let text = match how_many {
        0 => return html! {},
        1 => "1 danger was reported to the practice".to_owned(),
        n => format!("{n} dangers were reported to the practice"),
    };
    warning_callout(&WarningCallout {
        heading: "Somebody may be in danger".into(),
        heading_level: Some(2),
        content: html! {
            p { a href="/practice/dangers" { (text) } ", and nobody has said yet that they act on it." }
        }
        .into(),
    })
}

async fn all(mut ctx: Ctx) -> Answer {
    let rows = ctx
        .act(Lane::Normal, |desk, visit| danger::list(desk, &visit.actor))
        .await?;
    let (waits, seen): (Vec<_>, Vec<_>) = rows.iter().partition(|r| r.seen.is_none());
    let body = html! {
        h1 { "Which dangers were reported to us?" }
        p { "A coach, or one of you, thought that somebody was in danger. Nobody else reads the words." }
        @if waits.is_empty() { p { "None waits for you." } }
        @for r in &waits { (row(r)) }
        @if !seen.is_empty() {
            h2 { "Somebody here acts on these" }
            @for r in &seen { (row(r)) }
        }
    };
    Ok(ctx.page("Dangers", Some("/practice"), &body))
}

fn row(r: &Reported) -> Markup {
    let when = moment_in_words(r.at);
    let inside = html! {
        p { "By " (r.by) "." }
        p { (state(r)) }
        p {
            a href={ "/practice/dangers/" (r.id) } {
                "Read it" span class="nhsuk-u-visually-hidden" { ", reported on " (when) }
            }
        }
    };
    card(&Card::titled(format!("Reported on {when}"), inside))
}

fn state(r: &Reported) -> String {
    match &r.seen {
        None => "Nobody here has said yet that they act on it.".into(),
        Some((who, at)) => format!(
            "{who} said on {} that they have read it and act on it.",
            moment_in_words(*at)
        ),
    }
}

async fn one(Path(danger): Path<String>, mut ctx: Ctx) -> Answer {
    let danger: DangerId = id(&mut ctx, &danger).await?;
    let opened = ctx
        .act(Lane::Normal, move |desk, visit| {
            danger::open(desk, &visit.actor, danger)
        })
        .await?;
    let body = page(&ctx, &opened);
    Ok(ctx.page("A danger", Some("/practice/dangers"), &body))
}

fn page(ctx: &Ctx, o: &Opened) -> Markup {
    let r = &o.report;
    html! {
        (about(&o.who))
        h1 { "What is the danger?" }
        (inset_text(&html! { p { (o.words) } }.into()))
        p { "Reported by " (r.by) " on " (moment_in_words(r.at)) "." }
        @if o.may_be_told {
            p { "The patient sees that it was reported, and that you read it." }
        } @else {
            p { strong { "The patient does not know. " } "Telling them could put somebody at risk: say nothing of it at the desk, by phone or in their record." }
        }
        p { "If somebody is in danger now, call 999. Otherwise do what your practice’s safeguarding rules say." }
        @if r.seen.is_some() {
            p { (state(r)) }
        } @else {
            form method="post" action={ "/practice/dangers/" (r.id) } novalidate {
                (ctx.csrf())
                (button(&Button::primary("We have seen this and act on it")))
            }
            p class="app-quiet" { "Whoever reported it then reads that you have it." }
        }
    }
}

async fn act_on(Path(danger): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let danger: DangerId = id(&mut ctx, &danger).await?;
    ctx.act(Lane::Stop, move |desk, visit| {
        danger::act_on(desk, &visit.actor, danger)
    })
    .await?;
    Ok(ctx.see("/practice/dangers"))
}
