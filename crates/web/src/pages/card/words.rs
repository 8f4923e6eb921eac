//! The three words of a card. Wrong, used and expired words get the same page: nobody learns which cards exist.

use maud::{Markup, html};
use sayso_app::{Error, card};
use sayso_core::id::SourceExt as _;
use sayso_core::spoken;

use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Input, button, input, problems};

const NOTHING_TYPED: &str = "Enter the three words of your card";
const OPENS_NOTHING: &str =
    "These words open nothing. Check each word, or ask your practice for another card";

/// The form that takes the words, wherever it stands.
pub(in crate::pages) fn words_field(ctx: &Ctx, error: Option<&str>) -> Markup {
    html! {
        form method="post" action="/card" novalidate {
            (ctx.csrf())
            (input(&Input {
                id: Some("words"),
                name: "words",
                label: "The three words of your card".into(),
                hint: "Like river-lamp-seven. Capitals, spaces and dashes do not matter.".into(),
                error: error.map(Into::into),
                autocomplete: Some("off"),
                autocapitalize: Some("none"),
                spellcheck: Some(false),
                code: true,
                width: Some(30),
                ..Input::default()
            }))
            (button(&Button::primary("Start now")))
        }
    }
}

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = html! {
        h1 { "What does your card say?" }
        p { "Nothing is kept when you look. You decide on the next pages, and can stop at any of them." }
        (words_field(&ctx, None))
    };
    Ok(ctx.page("Your card", Some("/"), &body))
}

pub(super) async fn post(Posted { mut ctx, form }: Posted) -> Answer {
    let words = spoken::tidy(form.get("words"));
    if words.is_empty() {
        ctx.open(|_, _| Ok(())).await?;
        return Ok(again(&ctx, NOTHING_TYPED));
    }
    if !ctx
        .site
        .rates
        .may_try_card(ctx.visitor(), &words, ctx.site.house.source().now())
    {
        return Err(ctx.failure(Error::Busy));
    }
    let asking = words.clone();
    match ctx.open(move |desk, _| card::ask(desk, &asking, None)).await {
        Ok(_) => {
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
        Err(failure) if failure.error == Error::NotFound => Ok(again(&ctx, OPENS_NOTHING)),
        Err(failure) => Err(failure),
    }
}

/// The words are not shown again: whoever stands behind the person reads nothing.
fn again(ctx: &Ctx, error: &str) -> axum::response::Response {
    let body = html! {
        (problems(&[("words", error)]))
        h1 { "What does your card say?" }
        (words_field(ctx, Some(error)))
        p { "If you have already said yes, the words alone open nothing. " a href="/sign-in" { "Sign in to your page" } "." }
    };
    ctx.page_with_errors("Your card", Some("/"), &body)
}
