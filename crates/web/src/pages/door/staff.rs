//! Staff sign in with a passkey. Asks for no name: the authenticator knows whose it is. The answer to a wrong one is the
//! same whether or not it is known here.

use maud::{Markup, html};
use sayso_app::{Error, passkey};

use super::signing::{START, next};
use crate::check::{self, Ask};
use crate::ctx::{Answer, Ctx};
use crate::drawing::{checked_by_nobody, print_of};
use crate::form::Posted;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::{door as say_door, staff as say};

pub(super) fn register(r: &mut Routes) {
    r.get("/sign-in/staff", Who::Anybody, "-", "-", page);
    r.post("/sign-in/passkey", Who::Anybody, "sign_in", "signed_in", sign_in);
}

async fn page(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = body(&ctx, false);
    Ok(ctx.page_said(&say_door::staff(), Some("/"), &body))
}

fn body(ctx: &Ctx, failed: bool) -> Markup {
    let w = ctx.words();
    let wrong: Vec<(&str, Say)> = failed.then(|| ("passkey", say::wrong())).into_iter().collect();
    let ask = Ask::new(ctx);
    html! {
        (checked_by_nobody(print_of(w.0)))
        (w.problems(&wrong))
        h1 { (w.t(&say_door::staff())) }
        @if let Some(ask) = &ask {
            div id="passkey" { (ask.to_sign(w, "/sign-in/passkey", &ctx.csrf(), &w.s(&say::with_passkey()), &html! {})) }
            p { (w.t(&say::what_passkey())) }
        }
        @if let Some(service) = &ctx.site.openid {
            p { a class="nhsuk-button nhsuk-button--secondary" href="/sign-in/organisation" role="button" draggable="false"
                data-module="nhsuk-button" { (w.t(&say::with_service(service.name()))) } }
        }
        h2 { (w.t(&say::first_heading())) }
        p { (w.t(&say::first_link())) }
        p { (w.t(&say::lost())) }
        p { a href="/sign-in" { (w.t(&say::not_staff())) } }
    }
}

async fn sign_in(Posted { mut ctx, form }: Posted) -> Answer {
    let now = ctx.site.house.source().now();
    let mark = format!("passkey {}", ctx.visitor());
    if !ctx.site.rates.allow(&mark, 20, now) || !ctx.site.rates.allow("all passkeys", 600, now) {
        return Err(ctx.failure(Error::Busy));
    }
    let Some((site, challenge, signed)) = check::answered(&ctx, &form) else {
        return again(ctx).await;
    };
    let gave = ctx
        .open(move |desk, _| {
            let (cookie, actor) = passkey::sign_in(desk, &site, &challenge, &signed)?;
            Ok((cookie, next(desk, actor, true, START)?))
        })
        .await;
    match gave {
        Ok((cookie, next)) => Ok(ctx.see_signed_in(&next, &cookie)),
        Err(failure) if matches!(failure.error, Error::NotFound | Error::Refused) => again(ctx).await,
        Err(failure) => Err(failure),
    }
}

async fn again(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = body(&ctx, true);
    Ok(ctx.page_said_with_errors(&say_door::staff(), Some("/"), &body))
}
