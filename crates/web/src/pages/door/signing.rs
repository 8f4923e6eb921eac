//! Signing in and out, and leaving quickly.

use axum::extract::Path;
use axum::http::header::{HeaderName, HeaderValue};
use maud::html;
use sayso_app::{Desk, Error, draft, passkey, session};
use sayso_core::seat::Actor;

use crate::check::UNFINISHED;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::frame::start_page;
use crate::headers::FORGET;
use crate::nhs::{Button, Input, button, input, problems};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/start", Who::Anybody, "-", "-", start);
    r.get("/sign-in", Who::Anybody, "-", "-", sign_in);
    r.get("/link/{secret}", Who::Anybody, "-", "-", link);
    r.post("/link/{secret}", Who::Anybody, "sign_in", "signed_in", use_link);
    r.post("/sign-in", Who::Anybody, "sign_in", "code_made", ask);
    r.post("/sign-in/code", Who::Anybody, "sign_in", "signed_in", code);
    r.post("/sign-out", Who::SignedIn, "sign_out", "signed_out", sign_out);
    r.get("/exit", Who::Anybody, "sign_out", "signed_out", exit);
}

/// Where somebody belongs.
async fn start(mut ctx: Ctx) -> Answer {
    let actor = ctx
        .open(|_, visit| match visit.locked {
            Some(_) => Err(Error::Locked),
            None => Ok(visit.actor),
        })
        .await?;
    Ok(ctx.see(start_page(&actor)))
}

async fn sign_in(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = ask_page(&ctx, &[]);
    Ok(ctx.page("Sign in", Some("/"), &body))
}

fn ask_page(ctx: &Ctx, errors: &[(&str, &str)]) -> maud::Markup {
    html! {
        (problems(errors))
        h1 { "Sign in" }
        form method="post" action="/sign-in" novalidate {
            (ctx.csrf())
            (input(&Input {
                id: "words".into(),
                name: "words",
                label: "The three words of your card".into(),
                hint: "Like river-lamp-seven. Capitals and spaces do not matter.".into(),
                autocomplete: Some("off"),
                ..Input::default()
            }))
            (input(&Input {
                id: "private".into(),
                name: "private",
                label: "Your private word".into(),
                hint: "If you have not chosen one yet, give your birth date like 1990-05-18.".into(),
                autocomplete: Some("off"),
                ..Input::default()
            }))
            (button(&Button::primary("Send me a code")))
        }
        p { "You can also phone or visit your practice. You never have to be online." }
        p { "Do you support somebody, with a card of your own? " a href="/sign-in/supporter" { "Sign in as a supporter" } "." }
        p { "Do you work here? " a href="/sign-in/staff" { "Sign in for staff" } "." }
    }
}

/// The answer is the same whether or not the words fit: a page that asks for the code.
async fn ask(Posted { mut ctx, form }: Posted) -> Answer {
    let (words, private) = (form.get("words").to_owned(), form.get("private").to_owned());
    if words.is_empty() || private.is_empty() {
        ctx.open(|_, _| Ok(())).await?;
        let body = ask_page(&ctx, &[("words", "Enter your three words and your private word")]);
        return Ok(ctx.page_with_errors("Sign in", Some("/"), &body));
    }
    if !ctx
        .site
        .rates
        .may_try_card(ctx.visitor(), &words, ctx.site.house.source().now())
    {
        return Err(ctx.failure(sayso_app::Error::Busy));
    }
    let (w, p) = (words.clone(), private.clone());
    ctx.open(move |desk, _| session::ask_for_code(desk, &w, &p))
        .await?;
    let body = code_page(&ctx, &words, &private, &[]);
    Ok(ctx.page("Your code", Some("/sign-in"), &body))
}

fn code_page(ctx: &Ctx, words: &str, private: &str, errors: &[(&str, &str)]) -> maud::Markup {
    html! {
        (problems(errors))
        h1 { "Enter your code" }
        p { "If the words fit, a code is on its way to you, the way you asked to be reached. It works for 10 minutes." }
        p { "If you cannot get messages, your practice can read it out to you." }
        form method="post" action="/sign-in/code" novalidate {
            (ctx.csrf())
            input type="hidden" name="words" value=(words);
            input type="hidden" name="private" value=(private);
            (input(&Input {
                id: "code".into(),
                name: "code",
                label: "Code".into(),
                inputmode: Some("numeric"),
                autocomplete: Some("one-time-code"),
                ..Input::default()
            }))
            div class="nhsuk-form-group" {
                fieldset class="nhsuk-fieldset" {
                    legend class="nhsuk-fieldset__legend" { "Is this a shared or public computer?" }
                    div class="nhsuk-radios" data-module="nhsuk-radios" {
                        div class="nhsuk-radios__item" {
                            input class="nhsuk-radios__input" id="shared-yes" name="shared" type="radio" value="yes" checked;
                            label class="nhsuk-label nhsuk-radios__label" for="shared-yes" { "Yes, or I am not sure" }
                        }
                        div class="nhsuk-radios__item" {
                            input class="nhsuk-radios__input" id="shared-no" name="shared" type="radio" value="no";
                            label class="nhsuk-label nhsuk-radios__label" for="shared-no" { "No, it is my own" }
                        }
                    }
                }
            }
            (button(&Button::primary("Sign in")))
        }
    }
}

async fn code(Posted { mut ctx, form }: Posted) -> Answer {
    let (words, private) = (form.get("words").to_owned(), form.get("private").to_owned());
    if !ctx
        .site
        .rates
        .may_try_card(ctx.visitor(), &words, ctx.site.house.source().now())
    {
        return Err(ctx.failure(sayso_app::Error::Busy));
    }
    let (w, p, c) = (words.clone(), private.clone(), form.get("code").to_owned());
    let shared = form.get("shared") != "no";
    let cookie = ctx
        .open(move |desk, _| session::with_code(desk, &w, &p, &c, shared))
        .await?;
    if let Some(cookie) = cookie {
        return Ok(ctx.see_signed_in("/home", &cookie));
    }
    let wrong = [("code", "That code does not work. Ask for a new one, or check it")];
    let body = code_page(&ctx, &words, &private, &wrong);
    Ok(ctx.page_with_errors("Your code", Some("/sign-in"), &body))
}

/// A link is used by a form, so that a mail program that looks at links does not use it up.
async fn link(Path(secret): Path<String>, mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = html! {
        h1 { "Sign in" }
        p { "This link works once." }
        form method="post" action={ "/link/" (secret) } novalidate {
            (ctx.csrf())
            (button(&Button::primary("Sign in")))
        }
    };
    Ok(ctx.page("Sign in for staff", None, &body))
}

async fn use_link(Path(secret): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let passkeys_are_possible = ctx.site.relying.is_some();
    let (cookie, next) = ctx
        .open(move |desk, _| {
            let (cookie, actor) = session::with_link(desk, &secret)?;
            Ok((cookie, next(desk, actor, passkeys_are_possible)?))
        })
        .await?;
    Ok(ctx.see_signed_in(next, &cookie))
}

/// Where a member goes after signing in: back to what was half written; to make a passkey, if they have none; or to
/// where their seat begins.
pub(super) fn next(
    desk: &mut Desk,
    actor: Actor,
    passkeys_are_possible: bool,
) -> Result<&'static str, Error> {
    if draft::waits(desk, actor)? {
        return Ok(UNFINISHED);
    }
    if passkeys_are_possible && passkey::none_yet(desk, actor)? {
        return Ok("/passkeys");
    }
    Ok("/start")
}

async fn sign_out(Posted { mut ctx, .. }: Posted) -> Answer {
    end(&mut ctx).await?;
    Ok(ctx.see_signed_out("/"))
}

async fn end(ctx: &mut Ctx) -> Result<(), crate::error::Failure> {
    ctx.open(|desk, visit| match visit.session {
        Some(id) => session::sign_out(desk, &visit.locked.unwrap_or(visit.actor), id),
        None => Ok(()),
    })
    .await
}

/// Leave quickly: the session ends, the browser forgets, and a neutral page opens. Works without scripts.
async fn exit(mut ctx: Ctx) -> Answer {
    end(&mut ctx).await?;
    let mut response = ctx.see_signed_out(&ctx.site.exit_to);
    let (name, value) = FORGET;
    response
        .headers_mut()
        .insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    Ok(response)
}
