//! One thing that is written about the person: say that something is wrong, or seal it. Neither needs a reason, and
//! what was written is never changed by it.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{self, Named, Written};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::entry::Author;
use sayso_core::id::{EntryId, MemberId, SaidId};

use super::super::beside::side_by_side;
use super::notes::sealed;
use super::screened::{Screened, offer_to_mask, screened};
use super::{as_written, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Label, Textarea, button, checkboxes, inset_text, textarea};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/entry/{id}", Who::Person, "open_own", "own_opened", page);
    r.post(
        "/home/entry/{id}/wrong",
        Who::Person,
        "contest",
        "contested",
        wrong,
    );
    r.post("/home/entry/{id}/seal", Who::Person, "seal", "sealed", seal);
    r.post("/home/entry/{id}/unseal", Who::Person, "seal", "unsealed", unseal);
    r.get("/home/said/{id}", Who::Person, "open_own", "own_opened", said);
    r.post(
        "/home/said/{id}/wrong",
        Who::Person,
        "contest",
        "contested",
        said_wrong,
    );
}

const TITLE: &str = "What is written";

async fn page(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let (w, named) = ctx
        .act(Lane::Normal, move |desk, visit| {
            let id: EntryId = id.parse().map_err(|_| Error::NotFound)?;
            own::entry(desk, &visit.actor, id)
        })
        .await?;
    let at = format!("/home/entry/{}", w.entry.id);
    let written = html! {
        (as_written(&w.entry.text))
        p class="app-quiet" { "Written by " (w.author) " on " (moment_in_words(w.entry.written_at)) "." }
    };
    let body = html! {
        h1 { "Is this right, and who can read it?" }
        (inset_text(&side_by_side(&written, w.beside.as_ref(), "Your words").into()))
        (sealed(&w))
        @if w.entry.author != Author::Person {
            h2 { "Something is wrong" }
            p { "Your words stand beside it for everybody who can read it. What was written stays as it is." }
            (words_form(&ctx, &at, w.beside.as_ref().map_or("", |b| &b.text)))
        }
        (seal_form(&ctx, &at, &w, &named))
    };
    Ok(ctx.page(TITLE, Some("/home/notes"), &with_way_out(&body)))
}

fn words_form(ctx: &Ctx, at: &str, words: &str) -> Markup {
    html! {
        form method="post" action={ (at) "/wrong" } novalidate {
            (ctx.csrf())
            (textarea(&Textarea {
                name: "text",
                label: Label::from("Your words"),
                hint: "To take them back, leave this empty.".into(),
                value: words,
                ..Textarea::default()
            }))
            (button(&Button::primary("Put my words beside it")))
        }
    }
}

fn seal_form(ctx: &Ctx, at: &str, w: &Written, named: &[Named]) -> Markup {
    let values: Vec<String> = named.iter().map(|(id, _)| id.to_string()).collect();
    html! {
        h2 { "Seal it" }
        p { "Sealed, it is there for you and for those you name. For others it is as if it was never written." }
        p { "Somebody who has read it before may remember it. A sealed meeting is not in their list either." }
        form method="post" action={ (at) "/seal" } novalidate {
            (ctx.csrf())
            @if !named.is_empty() {
                (checkboxes(&Choices {
                    name: "named",
                    legend: Some("Who else may read it? (optional)".into()),
                    items: named
                        .iter()
                        .zip(&values)
                        .map(|((_, name), value)| Choice::new(value, name.as_str()))
                        .collect(),
                    ..Choices::default()
                }))
            }
            (button(&Button::secondary(if w.sealed_for.is_some() { "Seal it for these" } else { "Seal it" })))
        }
        @if w.sealed_for.is_some() {
            form method="post" action={ (at) "/unseal" } novalidate {
                (ctx.csrf())
                (button(&Button::secondary("Open it again")))
            }
        }
    }
}

/// The words to keep, or the page that asks about a number in them.
fn asked(ctx: &Ctx, form: &crate::form::Form, action: &str) -> Result<String, Box<axum::response::Response>> {
    match screened(form, "text") {
        Screened::Keep(text) => Ok(text),
        Screened::Ask(text) => {
            let body = offer_to_mask(ctx, action, &[("text", text.as_str())], &text);
            Err(Box::new(ctx.page_with_errors(
                TITLE,
                Some("/home/notes"),
                &with_way_out(&body),
            )))
        }
    }
}

async fn wrong(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
        .await?;
    let text = match asked(&ctx, &form, &format!("/home/entry/{id}/wrong")) {
        Ok(text) => text,
        Err(page) => return Ok(*page),
    };
    let at = format!("/home/entry/{id}");
    ctx.act(Lane::Normal, move |desk, visit| {
        let id: EntryId = id.parse().map_err(|_| Error::NotFound)?;
        own::beside_entry(desk, &visit.actor, id, &text)
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn seal(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/home/entry/{id}");
    let named: Result<Vec<MemberId>, _> = form.all("named").map(str::parse).collect();
    ctx.act(Lane::Normal, move |desk, visit| {
        let id: EntryId = id.parse().map_err(|_| Error::NotFound)?;
        own::seal(desk, &visit.actor, id, &named.map_err(|_| Error::NotFound)?)
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn unseal(Path(id): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let at = format!("/home/entry/{id}");
    ctx.act(Lane::Normal, move |desk, visit| {
        own::unseal(desk, &visit.actor, id.parse().map_err(|_| Error::NotFound)?)
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn said(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let s = ctx
        .act(Lane::Normal, move |desk, visit| {
            let id: SaidId = id.parse().map_err(|_| Error::NotFound)?;
            own::said(desk, &visit.actor, id)
        })
        .await?;
    let written = html! {
        p { "Staff typed that you said yes " (s.said.how.channel.in_words()) ", on " (moment_in_words(s.said.happened_at)) "." }
        p { (s.recipient) " may then have what you agreed to, " (s.said.purpose.in_words()) "." }
    };
    let body = html! {
        h1 { "Is this what you said?" }
        (inset_text(&side_by_side(&written, s.beside.as_ref(), "Your words").into()))
        @if s.live { p { "If you did not say it, you can " a href="/home/change" { "stop it at once" } "." } }
        (words_form(&ctx, &format!("/home/said/{}", s.said.id), s.beside.as_ref().map_or("", |b| &b.text)))
    };
    Ok(ctx.page(TITLE, Some("/home/held"), &with_way_out(&body)))
}

async fn said_wrong(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
        .await?;
    let text = match asked(&ctx, &form, &format!("/home/said/{id}/wrong")) {
        Ok(text) => text,
        Err(page) => return Ok(*page),
    };
    let at = format!("/home/said/{id}");
    ctx.act(Lane::Normal, move |desk, visit| {
        own::beside_said(
            desk,
            &visit.actor,
            id.parse().map_err(|_| Error::NotFound)?,
            &text,
        )
    })
    .await?;
    Ok(ctx.see(&at))
}
