//! The session of somebody who is signed in: more time, locking it, showing again who they are.

use maud::html;
use sayso_app::{Error, Lane, draft, passkey, session};

use super::signing::{START, next};
use crate::check;
use crate::ctx::{Answer, Ctx};
use crate::drawing::{checked_by_nobody, print_of};
use crate::form::Posted;
use crate::routes::{Routes, Who};
use sayso_words::sayings::{door as say_door, staff as say};

pub(super) fn register(r: &mut Routes) {
    r.post("/session/extend", Who::SignedIn, "-", "-", extend);
    r.post(
        "/session/lock",
        Who::SignedIn,
        "sign_in",
        "session_locked draft_kept",
        lock,
    );
    r.post(
        "/session/check",
        Who::Anybody,
        "sign_in",
        "session_checked sign_in_refused",
        again,
    );
}

/// The dialog asked for more time: being here is enough.
async fn extend(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.forget();
    ctx.act(Lane::Normal, |_, _| Ok(())).await?;
    Ok(ctx.see("/start"))
}

/// The page saw that nobody is there, or somebody goes away: what stands in its form is kept, and the session is locked.
async fn lock(Posted { mut ctx, form }: Posted) -> Answer {
    let path = form.get("draft_path").to_owned();
    let fields = form.without(&["draft_path"]);
    let written = fields.iter().any(|(_, v)| !v.trim().is_empty());
    // The server's clock may have locked it already: what was written is kept all the same.
    ctx.open(move |desk, visit| {
        if visit.session.is_none() {
            return Err(Error::SignIn);
        }
        if written {
            draft::keep(desk, visit, &path, fields)?;
        }
        session::lock(desk, visit)
    })
    .await?;
    Ok(ctx.see("/start"))
}

/// A passkey for a session that is locked, or whose proof is too old for what was asked.
async fn again(Posted { mut ctx, form }: Posted) -> Answer {
    ctx.forget();
    let to = draft::ours_or(form.get("to"), START).to_owned();
    let now = ctx.site.house.source().now();
    if !ctx
        .site
        .rates
        .allow(&format!("check {}", ctx.form_token()), 20, now)
    {
        return Err(ctx.failure(Error::Busy));
    }
    let Some((site, challenge, signed)) = check::answered(&ctx, &form) else {
        return failed(ctx).await;
    };
    let gave = ctx
        .open(move |desk, visit| {
            passkey::check(desk, visit, &site, &challenge, &signed)?;
            let who = visit.locked.unwrap_or(visit.actor);
            next(desk, who, false, &to)
        })
        .await;
    match gave {
        Ok(next) => Ok(ctx.see(&next)),
        Err(failure) if matches!(failure.error, Error::NotFound | Error::Refused) => failed(ctx).await,
        Err(failure) => Err(failure),
    }
}

async fn failed(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let w = ctx.words();
    let body = html! {
        (checked_by_nobody(print_of(w.0)))
        h1 { (w.t(&say::did_not_work())) }
        p { (w.t(&say::kept())) }
        p { a href="/start" { (w.t(&say::again())) } }
    };
    Ok(ctx.page_said_with_errors(&say_door::staff(), None, &body))
}
