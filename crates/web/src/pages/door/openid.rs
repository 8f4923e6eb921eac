//! Signing in through one's organisation: going there, coming back, and being signed out from there. Whoever has no role
//! here gets a page that says so, and nothing is kept of them.

use axum::extract::rejection::FormRejection;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Form, http::HeaderValue};
use maud::html;
use sayso_app::{Error, Lane, draft, openid};
use serde::Deserialize;

use super::signing::{START, next};
use crate::ctx::{Answer, Ctx};
use crate::drawing::{checked_by_nobody, print_of};
use crate::frame::Tongue;
use crate::openid::{Back, Failed};
use crate::routes::{Routes, Who};
use crate::site::Site;
use sayso_words::sayings::{door as say_door, staff as say};

pub(super) fn register(r: &mut Routes) {
    r.get("/sign-in/organisation", Who::Anybody, "-", "-", go);
    r.get("/sign-in/back", Who::Anybody, "sign_in", "signed_in", back);
    r.post(
        "/sign-in/signed-out",
        Who::Anybody,
        "clear_away",
        "signed_out",
        signed_out,
    );
}

/// Talking to a service may take seconds: not on the threads that serve pages.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failed> + Send + 'static,
) -> Result<T, Failed> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(Failed::Service("it was broken off".into())))
}

/// Where somebody was who is asked again who they are.
#[derive(Deserialize)]
struct Stood {
    #[serde(default)]
    to: String,
}

async fn go(Query(stood): Query<Stood>, mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let Some(service) = ctx.site.openid.clone() else {
        return Err(ctx.failure(Error::NotFound));
    };
    let source = ctx.site.house.source().clone();
    let now = source.now();
    if !ctx
        .site
        .rates
        .allow(&format!("openid {}", ctx.visitor()), 20, now)
        || !ctx.site.rates.allow("all openid", 600, now)
    {
        return Err(ctx.failure(Error::Busy));
    }
    let mark = ctx.visitor().to_owned();
    let to = draft::ours_or(&stood.to, START).to_owned();
    let started = aside(move || service.start(&mark, &to, source.as_ref())).await;
    match started {
        // The visitor's mark must be in the browser before it goes: the answer counts for that browser alone.
        Ok(started) => Ok(ctx.see_with_mark(&started.url)),
        Err(failed) => Ok(sorry(&ctx, &failed)),
    }
}

fn sorry(ctx: &Ctx, failed: &Failed) -> Response {
    tracing::warn!(why = %failed, "somebody could not sign in through their organisation");
    let w = ctx.words();
    let body = html! {
        (checked_by_nobody(print_of(w.0)))
        h1 { (w.t(&say::not_signed_in())) }
        p { (w.t(&say::service_did_not())) }
        p { a href="/sign-in/staff" { (w.t(&say::again())) } }
    };
    let status = match failed {
        Failed::Service(_) => StatusCode::BAD_GATEWAY,
        Failed::NotAsked | Failed::Declined | Failed::Bad(_) => StatusCode::FORBIDDEN,
    };
    ctx.frame().page(
        Tongue::Theirs,
        status,
        &w.s(&say_door::staff()),
        Some("/sign-in/staff"),
        false,
        &body,
    )
}

async fn back(Query(back): Query<Back>, mut ctx: Ctx) -> Answer {
    let Some(service) = ctx.site.openid.clone() else {
        ctx.open(|_, _| Ok(())).await?;
        return Err(ctx.failure(Error::NotFound));
    };
    let source = ctx.site.house.source().clone();
    let mark = ctx.visitor().to_owned();
    let (word, to) = match aside(move || service.finish(&back, &mark, source.as_ref())).await {
        Ok(answer) => answer,
        Err(failed) => {
            ctx.open(|_, _| Ok(())).await?;
            return Ok(sorry(&ctx, &failed));
        }
    };
    let entered = ctx
        .open(move |desk, _| {
            let Some((cookie, actor)) = openid::enter(desk, &word)? else {
                return Ok(None);
            };
            Ok(Some((cookie, next(desk, actor, false, &to)?)))
        })
        .await?;
    if let Some((cookie, next)) = entered {
        return Ok(ctx.see_signed_in(&next, &cookie));
    }
    let w = ctx.words();
    let body = html! {
        (checked_by_nobody(print_of(w.0)))
        h1 { (w.t(&say::no_seat())) }
        p { (w.t(&say::no_seat_why())) }
        p { (w.t(&say::no_seat_ask())) }
        p { a href="/" { (w.t(&say::public_pages())) } }
    };
    Ok(ctx.frame().page(
        Tongue::Theirs,
        StatusCode::FORBIDDEN,
        &w.s(&say_door::staff()),
        Some("/"),
        false,
        &body,
    ))
}

#[derive(Deserialize)]
struct SignedOut {
    logout_token: String,
}

/// Machine to machine: the token proves itself. Answers as the standard asks, and tells nobody whether anything ended.
async fn signed_out(State(site): State<Site>, form: Result<Form<SignedOut>, FormRejection>) -> Response {
    let (Some(service), Ok(Form(posted))) = (site.openid.clone(), form) else {
        return answer(StatusCode::BAD_REQUEST);
    };
    let source = site.house.source().clone();
    if !site.rates.allow("openid signed out", 600, source.now()) {
        return answer(StatusCode::SERVICE_UNAVAILABLE);
    }
    let checked = aside(move || service.signed_out(&posted.logout_token, source.as_ref())).await;
    let (issuer, subject, sid) = match checked {
        Ok(named) => named,
        Err(failed) => {
            tracing::warn!(why = %failed, "a word of signing out that does not count");
            return answer(StatusCode::BAD_REQUEST);
        }
    };
    let (tell, told) = tokio::sync::oneshot::channel();
    site.house.submit(
        Lane::Normal,
        None,
        move |desk, _| openid::left(desk, &issuer, subject.as_deref(), sid.as_deref()),
        move |result| {
            // The service may have gone away; the sessions have ended all the same.
            drop(tell.send(result));
        },
    );
    match told.await {
        Ok(Ok(())) => answer(StatusCode::OK),
        _ => answer(StatusCode::SERVICE_UNAVAILABLE),
    }
}

fn answer(status: StatusCode) -> Response {
    let mut response = status.into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
