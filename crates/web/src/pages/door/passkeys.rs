//! One's own passkeys: add, name, remove. For staff, who have no passwords.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane, passkey};
use sayso_core::decision::Passkey;
use sayso_core::id::PasskeyId;
use sayso_core::seat::Actor;

use crate::challenges::base64url;
use crate::check::{self, Ask};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, ButtonKind, Input, button, input};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/passkeys", Who::SignedIn, "sign_in", "place_opened", page);
    r.post("/passkeys/add", Who::SignedIn, "sign_in", "passkey_added", add);
    r.post(
        "/passkeys/{passkey}/name",
        Who::SignedIn,
        "sign_in",
        "passkey_changed",
        rename,
    );
    r.post(
        "/passkeys/{passkey}/remove",
        Who::SignedIn,
        "sign_in",
        "passkey_changed",
        remove,
    );
}

fn id(text: &str) -> Result<PasskeyId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn page(mut ctx: Ctx) -> Answer {
    let found = ctx.act(Lane::Normal, passkey::own).await?;
    let own = found.passkeys;
    let body = html! {
        h1 { "How you sign in" }
        @match own.len() {
            0 if ctx.visit.vouched => { p { "Your organisation lets you in. You need no passkey here." } }
            0 => { p { "You have no passkey yet. Until you add one, you need a new one-time link each time." } }
            1 => { p { "You have one passkey. Add a second on another device, so that losing one does not lock you out." } }
            n => { p { "You have " (n) " passkeys. Any of them lets you in." } }
        }
        @for p in &own { (one(&ctx, p)) }
        @if !ctx.visit.vouched {
            h2 { "Add a passkey" }
            (adding(&ctx, &own))
        }
        h2 { "Colleagues who were let in again" }
        @if found.let_in_again.is_empty() { p { "Nobody at your organisation in the last 30 days." } }
        @for (sentence, mine) in &found.let_in_again {
            p { (sentence) }
            @if let Some(id) = mine {
                form method="post" action={ "/recovery/" (id) "/refuse" } novalidate {
                    (ctx.csrf())
                    (button(&Button::secondary("I have lost nothing: stop this")))
                }
            }
        }
        form method="post" action="/session/lock" novalidate {
            (ctx.csrf())
            (button(&Button::secondary("Lock this session now")))
        }
    };
    Ok(ctx.page("How you sign in", Some("/start"), &body))
}

fn adding(ctx: &Ctx, own: &[Passkey]) -> Markup {
    let (Some(ask), Actor::Member(m)) = (Ask::new(ctx), ctx.visit.actor) else {
        return html! { p { "This server has no public address that passkeys work with. Your operator can set one." } };
    };
    let known: Vec<String> = own.iter().map(|p| base64url(&p.credential)).collect();
    let name = input(&Input {
        name: "name",
        label: "What to call it".into(),
        hint: "Like “Work laptop”. Only you see it.".into(),
        autocomplete: Some("off"),
        ..Input::default()
    });
    html! {
        p { "It needs a browser that runs scripts, and a fingerprint, face or PIN on your device. Nothing of these reaches us." }
        (ask.to_make(&ctx.csrf(), (&base64url(m.id.bytes()), &ctx.visit.label), &known, &name))
    }
}

fn one(ctx: &Ctx, p: &Passkey) -> Markup {
    let used = p.used_at.map_or_else(
        || "not used yet".to_owned(),
        |at| format!("last used {}", moment_in_words(at)),
    );
    let field = format!("name-{}", p.id);
    html! {
        section aria-labelledby={ "passkey-" (p.id) } {
            h2 id={ "passkey-" (p.id) } class="app-wrap" { (p.name) }
            p { "Added " (moment_in_words(p.made_at)) ", " (used) "." }
            form method="post" action={ "/passkeys/" (p.id) "/name" } novalidate {
                (ctx.csrf())
                (input(&Input {
                    id: Some(&field),
                    name: "name",
                    label: "Another name for it".into(),
                    value: Some(&p.name),
                    autocomplete: Some("off"),
                    ..Input::default()
                }))
                (button(&Button { text: "Keep this name".into(), kind: ButtonKind::Secondary, ..Button::default() }))
            }
            form method="post" action={ "/passkeys/" (p.id) "/remove" } novalidate {
                (ctx.csrf())
                (button(&Button {
                    text: html! { "Remove" span class="nhsuk-u-visually-hidden" { " " (p.name) } }.into(),
                    kind: ButtonKind::Secondary,
                    ..Button::default()
                }))
            }
        }
    }
}

async fn add(Posted { mut ctx, form }: Posted) -> Answer {
    // An answer to a challenge is of no use later: it is no draft.
    ctx.forget();
    let name = form.get("name").to_owned();
    let site = ctx.site.relying.clone();
    let attestation = form.get("attestation").to_owned();
    let challenge = check::used(&ctx, &form);
    let client = form.get("client").to_owned();
    ctx.act_freshly(Lane::Normal, move |desk, visit, recent| {
        let not_read =
            Error::Input("Your device’s answer could not be used. Open the page again and try once more.");
        let made = site
            .zip(challenge)
            .and_then(|(site, challenge)| passkey::made(&site, &challenge, &client, &attestation).ok())
            .ok_or(not_read)?;
        passkey::add(desk, visit, recent, made, &name)
    })
    .await?;
    Ok(ctx.see("/passkeys"))
}

async fn rename(Path(at): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let name = form.get("name").to_owned();
    ctx.act(Lane::Normal, move |desk, visit| {
        passkey::rename(desk, visit, id(&at)?, &name)
    })
    .await?;
    Ok(ctx.see("/passkeys"))
}

async fn remove(Path(at): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act_freshly(Lane::Normal, move |desk, visit, recent| {
        passkey::remove(desk, visit, recent, id(&at)?)
    })
    .await?;
    Ok(ctx.see("/passkeys"))
}
