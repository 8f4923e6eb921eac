//! Signing in and out, and leaving quickly.

use axum::extract::Path;
use axum::http::header::{HeaderName, HeaderValue};
use maud::html;
use sayso_app::{Desk, Error, draft, passkey, session};
use sayso_core::seat::Actor;

use crate::check::UNFINISHED;
use crate::ctx::{Answer, Ctx};
use crate::drawing::{checked_by_nobody, print_of};
use crate::form::Posted;
use crate::frame::start_page;
use crate::headers::FORGET;
use crate::nhs::{Button, Input, button, input};
use crate::rate::Door;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::{door as say, staff as say_staff};

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
    Ok(ctx.page_said(&say::title(), Some("/"), &body))
}

fn ask_page(ctx: &Ctx, errors: &[(&str, Say)]) -> maud::Markup {
    let w = ctx.words();
    html! {
        (checked_by_nobody(print_of(w.0)))
        (w.problems(errors))
        h1 { (w.t(&say::title())) }
        form method="post" action="/sign-in" novalidate {
            (ctx.csrf())
            (input(&Input {
                id: "words".into(),
                name: "words",
                label: w.t(&say::words()).into(),
                hint: w.t(&say::words_hint()),
                autocomplete: Some("off"),
                ..Input::default()
            }))
            (input(&Input {
                id: "private".into(),
                name: "private",
                label: w.t(&say::private()).into(),
                hint: w.t(&say::private_hint()),
                autocomplete: Some("off"),
                ..Input::default()
            }))
            (button(&Button::primary(w.t(&say::send_code()))))
        }
        p { (w.t(&say::forgot())) }
        p { (w.t(&say::never_online())) }
        p { (w.t(&say::supports())) " " a href="/sign-in/supporter" { (w.t(&say::supporter())) } "." }
        p { (w.t(&say::work_here())) " " a href="/sign-in/staff" { (w.t(&say::staff())) } "." }
    }
}

/// The answer is the same whether or not the words fit: a page that asks for the code.
async fn ask(Posted { mut ctx, form }: Posted) -> Answer {
    let (words, private) = (form.get("words").to_owned(), form.get("private").to_owned());
    if words.is_empty() || private.is_empty() {
        ctx.open(|_, _| Ok(())).await?;
        let body = ask_page(&ctx, &[("words", say::enter_both())]);
        return Ok(ctx.page_said_with_errors(&say::title(), Some("/"), &body));
    }
    ctx.may_try(Door::SignIn, &words)?;
    let (card, word) = (words.clone(), private.clone());
    ctx.open(move |desk, _| session::ask_for_code(desk, &card, &word))
        .await?;
    let body = code_page(&ctx, &words, &private, &[]);
    Ok(ctx.page_said(&say::your_code(), Some("/sign-in"), &body))
}

fn code_page(ctx: &Ctx, words: &str, private: &str, errors: &[(&str, Say)]) -> maud::Markup {
    let w = ctx.words();
    html! {
        (checked_by_nobody(print_of(w.0)))
        (w.problems(errors))
        h1 { (w.t(&say::enter_code())) }
        p { (w.t(&say::on_its_way())) }
        p { (w.t(&say::read_out())) }
        form method="post" action="/sign-in/code" novalidate {
            (ctx.csrf())
            input type="hidden" name="words" value=(words);
            input type="hidden" name="private" value=(private);
            (input(&Input {
                id: "code".into(),
                name: "code",
                label: w.t(&say::code()).into(),
                inputmode: Some("numeric"),
                autocomplete: Some("one-time-code"),
                ..Input::default()
            }))
            div class="nhsuk-form-group" {
                fieldset class="nhsuk-fieldset" {
                    legend class="nhsuk-fieldset__legend" { (w.t(&say::shared())) }
                    div class="nhsuk-radios" data-module="nhsuk-radios" {
                        div class="nhsuk-radios__item" {
                            input class="nhsuk-radios__input" id="shared-yes" name="shared" type="radio" value="yes" checked;
                            label class="nhsuk-label nhsuk-radios__label" for="shared-yes" { (w.t(&say::shared_yes())) }
                        }
                        div class="nhsuk-radios__item" {
                            input class="nhsuk-radios__input" id="shared-no" name="shared" type="radio" value="no";
                            label class="nhsuk-label nhsuk-radios__label" for="shared-no" { (w.t(&say::shared_no())) }
                        }
                    }
                }
            }
            (button(&Button::primary(w.t(&say::title()))))
        }
    }
}

async fn code(Posted { mut ctx, form }: Posted) -> Answer {
    let (words, private) = (form.get("words").to_owned(), form.get("private").to_owned());
    ctx.may_try(Door::SignIn, &words)?;
    let (card, word, given) = (words.clone(), private.clone(), form.get("code").to_owned());
    let shared = form.get("shared") != "no";
    let cookie = ctx
        .open(move |desk, _| session::with_code(desk, &card, &word, &given, shared))
        .await?;
    if let Some(cookie) = cookie {
        ctx.opened(Door::SignIn, &words);
        return Ok(ctx.see_signed_in("/home", &cookie));
    }
    let wrong = [("code", say::wrong_code())];
    let body = code_page(&ctx, &words, &private, &wrong);
    Ok(ctx.page_said_with_errors(&say::your_code(), Some("/sign-in"), &body))
}

/// A link is used by a form, so that a mail program that looks at links does not use it up.
async fn link(Path(secret): Path<String>, mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let w = ctx.words();
    let body = html! {
        (checked_by_nobody(print_of(w.0)))
        h1 { (w.t(&say::title())) }
        p { (w.t(&say_staff::link_once())) }
        form method="post" action={ "/link/" (secret) } novalidate {
            (ctx.csrf())
            (button(&Button::primary(w.t(&say::title()))))
        }
    };
    Ok(ctx.page_said(&say::staff(), None, &body))
}

async fn use_link(Path(secret): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let passkeys_are_possible = ctx.site.relying.is_some();
    let (cookie, next) = ctx
        .open(move |desk, _| {
            let (cookie, actor) = session::with_link(desk, &secret)?;
            Ok((cookie, next(desk, actor, passkeys_are_possible, START)?))
        })
        .await?;
    Ok(ctx.see_signed_in(&next, &cookie))
}

/// Where a member goes after signing in: back to what was half written; to make a passkey, if they have none; or on to
/// `to`, the page that they were on.
pub(super) fn next(
    desk: &mut Desk,
    actor: Actor,
    passkeys_are_possible: bool,
    to: &str,
) -> Result<String, Error> {
    if draft::waits(desk, actor)? {
        return Ok(UNFINISHED.into());
    }
    if passkeys_are_possible && passkey::none_yet(desk, actor)? {
        return Ok("/passkeys".into());
    }
    Ok(to.into())
}

/// Where a seat begins.
pub(super) const START: &str = "/start";

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
