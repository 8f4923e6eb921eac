//! The three words of a card. Wrong, used and expired words get the same page: nobody learns which cards exist.

use maud::{Markup, html};
use sayso_app::{Error, card};
use sayso_core::id::SourceExt as _;
use sayso_core::spoken;
use sayso_words::Say;
use sayso_words::sayings::card as say;

use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::drawing::{checked_by_nobody, print_of};
use crate::form::Posted;
use crate::nhs::{Button, Input, button, input};
use crate::rate::Door;
use crate::reading::Words;

/// The form that takes the words, wherever it stands.
pub(in crate::pages) fn words_field(ctx: &Ctx) -> Markup {
    words_field_in(ctx, ctx.words(), None)
}

fn words_field_in(ctx: &Ctx, w: Words, error: Option<&str>) -> Markup {
    html! {
        form method="post" action="/card" novalidate {
            (ctx.csrf())
            (input(&Input {
                id: Some("words"),
                name: "words",
                label: w.s(&say::words_label()).into(),
                hint: w.t(&say::words_hint()),
                error: error.map(Into::into),
                autocomplete: Some("off"),
                autocapitalize: Some("none"),
                spellcheck: Some(false),
                code: true,
                width: Some(30),
                ..Input::default()
            }))
            (button(&Button::primary(w.t(&say::start_now()))))
        }
    }
}

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let w = ctx.words();
    let body = html! {
        (ctx.chooser())
        (checked_by_nobody(print_of(w.0)))
        h1 { (w.t(&say::words_title())) }
        p { (w.t(&say::words_nothing_kept())) }
        (words_field_in(&ctx, w, None))
    };
    Ok(ctx.page_said(&say::words_title(), Some("/"), &body))
}

pub(super) async fn post(Posted { mut ctx, form }: Posted) -> Answer {
    let words = spoken::tidy(form.get("words"));
    if words.is_empty() {
        ctx.open(|_, _| Ok(())).await?;
        return Ok(again(&ctx, &say::nothing_typed()));
    }
    ctx.may_try(Door::Card, &words)?;
    let asking = words.clone();
    match ctx.open(move |desk, _| card::ask(desk, &asking, None)).await {
        Ok(_) => {
            ctx.opened(Door::Card, &words);
            let source = ctx.site.house.source();
            let token = ctx.site.baskets.new_token(source.bytes());
            let basket = Basket {
                card: Some(words),
                salt: source.bytes(),
                ..Basket::default()
            };
            super::put(&ctx, &token, basket);
            Ok(ctx.see(&format!("/card/{token}")))
        }
        Err(failure) if failure.error == Error::NotFound => Ok(again(&ctx, &say::opens_nothing())),
        Err(failure) => Err(failure),
    }
}

/// The words are not shown again: whoever stands behind the person reads nothing.
fn again(ctx: &Ctx, error: &Say) -> axum::response::Response {
    let w = ctx.words();
    let error = w.s(error);
    let body = html! {
        (super::wrong_in(w, &[("words", &error)]))
        h1 { (w.t(&say::words_title())) }
        (words_field_in(ctx, w, Some(&error)))
        p { (w.t(&say::already_yes())) " " a href="/sign-in" { (w.t(&say::sign_in())) } "." }
    };
    ctx.page_said_with_errors(&say::words_title(), Some("/"), &body)
}
