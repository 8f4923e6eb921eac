//! One thing that is written about the person: say that something is wrong, or seal it. Neither needs a reason, and
//! what was written is never changed by it.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{self, Named, Written};
use sayso_app::{Error, Lane};
use sayso_core::entry::Author;
use sayso_core::id::{EntryId, MemberId, SaidId};
use sayso_core::sayso::Channel;
use sayso_words::Say;

use super::super::beside::side_by_side;
use super::notes::sealed;
use super::screened::{Screened, offer_to_mask, screened};
use super::{as_written, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Label, Textarea, button, checkboxes, inset_text, textarea};
use crate::routes::{Routes, Who};
use sayso_words::sayings::entry as say;

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

async fn page(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let (item, named) = ctx
        .act(Lane::Normal, move |desk, visit| {
            let id: EntryId = id.parse().map_err(|_| Error::NotFound)?;
            own::entry(desk, &visit.actor, id)
        })
        .await?;
    let at = format!("/home/entry/{}", item.entry.id);
    let w = ctx.words();
    let written = html! {
        (as_written(&item.entry.text))
        p class="app-quiet" { (w.t(&say::written_by(sayso_words::author(&item.author), item.entry.written_at))) }
    };
    let body = html! {
        h1 { (w.t(&say::heading())) }
        (inset_text(&side_by_side(&written, item.beside.as_ref(), &w.s(&say::your_words()), w).into()))
        (sealed(&item, w))
        @if item.entry.author != Author::Person {
            h2 { (w.t(&say::something_wrong())) }
            p { (w.t(&say::beside())) }
            (words_form(&ctx, &at, item.beside.as_ref().map_or("", |b| &b.text)))
        }
        (seal_form(&ctx, &at, &item, &named))
    };
    Ok(ctx.page_said(&say::title(), Some("/home/notes"), &with_way_out(w, &body)))
}

fn words_form(ctx: &Ctx, at: &str, words: &str) -> Markup {
    let w = ctx.words();
    html! {
        form method="post" action={ (at) "/wrong" } novalidate {
            (ctx.csrf())
            (textarea(&Textarea {
                name: "text",
                label: Label::from(w.t(&say::your_words())),
                hint: w.t(&say::take_back()),
                value: words,
                ..Textarea::default()
            }))
            (button(&Button::primary(w.t(&say::put()))))
        }
    }
}

fn seal_form(ctx: &Ctx, at: &str, item: &Written, named: &[Named]) -> Markup {
    let w = ctx.words();
    let values: Vec<String> = named.iter().map(|(id, _)| id.to_string()).collect();
    html! {
        h2 { (w.t(&say::seal())) }
        p { (w.t(&say::sealed_then())) }
        p { (w.t(&say::sealed_may())) }
        form method="post" action={ (at) "/seal" } novalidate {
            (ctx.csrf())
            @if !named.is_empty() {
                (checkboxes(&Choices {
                    name: "named",
                    legend: Some(w.t(&say::who_else()).into()),
                    items: named
                        .iter()
                        .zip(&values)
                        .map(|((_, name), value)| Choice::new(value, name.as_str()))
                        .collect(),
                    ..Choices::default()
                }))
            }
            (button(&Button::secondary(if item.sealed_for.is_some() { w.t(&say::seal_for()) } else { w.t(&say::seal()) })))
        }
        @if item.sealed_for.is_some() {
            form method="post" action={ (at) "/unseal" } novalidate {
                (ctx.csrf())
                (button(&Button::secondary(w.t(&say::unseal()))))
            }
        }
    }
}

/// The words to keep, or the page that asks about a number in them.
fn asked(ctx: &Ctx, form: &crate::form::Form, action: &str) -> Result<String, Box<axum::response::Response>> {
    let w = ctx.words();
    match screened(form, "text") {
        Screened::Keep(text) => Ok(text),
        Screened::Ask(text) => {
            let body = offer_to_mask(ctx, action, &[("text", text.as_str())], &text);
            Err(Box::new(ctx.page_said_with_errors(
                &say::title(),
                Some("/home/notes"),
                &with_way_out(w, &body),
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
    let w = ctx.words();
    let written = html! {
        p { (w.t(&say::staff_typed(how(s.said.how.channel), s.said.happened_at))) }
        p { (w.t(&say::may_then(s.recipient.as_str(), sayso_words::purpose(s.said.purpose)))) }
    };
    let body = html! {
        h1 { (w.t(&say::is_this())) }
        (inset_text(&side_by_side(&written, s.beside.as_ref(), &w.s(&say::your_words()), w).into()))
        @if s.live { p { (w.t(&say::not_said())) " " a href="/home/change" { (w.t(&say::stop_it())) } "." } }
        (words_form(&ctx, &format!("/home/said/{}", s.said.id), s.beside.as_ref().map_or("", |b| &b.text)))
    };
    Ok(ctx.page_said(&say::title(), Some("/home/held"), &with_way_out(w, &body)))
}

fn how(channel: Channel) -> Say {
    match channel {
        Channel::InPerson => say::how_in_person(),
        Channel::Phone => say::how_phone(),
        Channel::Online => say::how_online(),
        Channel::Paper => say::how_paper(),
    }
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
