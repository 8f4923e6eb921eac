//! Staff sign in with a passkey. Asks for no name: the authenticator knows whose it is. The answer to a wrong one is the
//! same whether or not it is known here.

use maud::{Markup, html};
use sayso_app::{Error, passkey};

use super::signing::next;
use crate::check::{self, Ask};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::problems;
use crate::routes::{Routes, Who};

/// Neutral, and without the button that leaves quickly: nobody looks over a shoulder here for another's sake.
const TITLE: &str = "Sign in for staff";

pub(super) fn register(r: &mut Routes) {
    r.get("/sign-in/staff", Who::Anybody, "-", "-", page);
    r.post("/sign-in/passkey", Who::Anybody, "sign_in", "signed_in", sign_in);
}

async fn page(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = body(&ctx, false);
    Ok(ctx.page(TITLE, Some("/"), &body))
}

fn body(ctx: &Ctx, failed: bool) -> Markup {
    let wrong: &[(&str, &str)] = if failed {
        &[(
            "passkey",
            "That did not work. Try again, or ask for a one-time link",
        )]
    } else {
        &[]
    };
    let ask = Ask::new(ctx);
    html! {
        (problems(wrong))
        h1 { "Sign in for staff" }
        @if let Some(ask) = &ask {
            div id="passkey" { (ask.to_sign("/sign-in/passkey", &ctx.csrf(), "Sign in with a passkey", &html! {})) }
            p { "A passkey is your fingerprint, your face or the PIN of your device. There are no passwords here." }
        }
        @if let Some(service) = &ctx.site.openid {
            p { a class="nhsuk-button nhsuk-button--secondary" href="/sign-in/organisation" role="button" draggable="false"
                data-module="nhsuk-button" { "Sign in with " (service.name()) } }
        }
        h2 { "The first time, or without scripts" }
        p { "Open the one-time link that your operator gave you. Passkeys need a browser that runs scripts; the link does not." }
        p { "Have you lost every passkey? Tell your operator. Two people must agree before you get a new link." }
        p { a href="/sign-in" { "I am not staff" } }
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
            Ok((cookie, next(desk, actor, true)?))
        })
        .await;
    match gave {
        Ok((cookie, next)) => Ok(ctx.see_signed_in(next, &cookie)),
        Err(failure) if matches!(failure.error, Error::NotFound | Error::Refused) => again(ctx).await,
        Err(failure) => Err(failure),
    }
}

async fn again(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = body(&ctx, true);
    Ok(ctx.page_with_errors(TITLE, Some("/"), &body))
}
