//! Lost passkeys: who waits to be let in again, who asked, who agrees. For operators and the guardian. The link is shown
//! once, to the second of the two.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::recovery::{self, Waits};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, ButtonKind, button};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/recovery", Who::Keeper, "recover_member", "place_opened", page);
    r.post(
        "/recovery/ask/{member}",
        Who::Keeper,
        "recover_member",
        "recovery_asked",
        ask,
    );
    r.post(
        "/recovery/{recovery}/agree",
        Who::Keeper,
        "recover_member",
        "recovery_agreed",
        agree,
    );
    r.post(
        "/recovery/{recovery}/refuse",
        Who::SignedIn,
        "recover_member sign_in",
        "recovery_refused",
        refuse,
    );
}

async fn page(mut ctx: Ctx) -> Answer {
    let page = ctx
        .act(Lane::Normal, |desk, visit| recovery::page(desk, &visit.actor))
        .await?;
    let body = html! {
        h1 { "Has somebody lost every passkey?" }
        p { "Two people must agree before they get a new link: two operators, or an operator and the guardian." }
        p { "Speak to them first, in person or by a number that you knew before. Everybody at their organisation sees it." }
        h2 { "Waiting for a second person" }
        @if page.waiting.is_empty() { p { "Nobody is waiting." } }
        @for w in &page.waiting { (waits(&ctx, w)) }
        h2 { "Ask for somebody" }
        @if page.can_ask.is_empty() { p { "Nobody else here has a passkey that could be lost." } }
        @for seat in &page.can_ask {
            form method="post" action={ "/recovery/ask/" (seat.member) } novalidate {
                (ctx.csrf())
                p { (seat.words) }
                (button(&Button {
                    text: html! { "They lost every passkey" span class="nhsuk-u-visually-hidden" { ": " (seat.words) } }.into(),
                    kind: ButtonKind::Secondary,
                    ..Button::default()
                }))
            }
        }
    };
    Ok(ctx.page("Lost passkeys", Some("/start"), &body))
}

/// One that waits, with what whoever looks may do about it.
fn waits(ctx: &Ctx, w: &Waits) -> Markup {
    let id = w.recovery.id;
    html! {
        section aria-labelledby={ "recovery-" (id) } {
            h3 id={ "recovery-" (id) } { (w.name) }
            p { (w.seat) ". " (w.asked_by) " asked on " (moment_in_words(w.recovery.asked_at)) "." }
            @if w.may_agree {
                form method="post" action={ "/recovery/" (id) "/agree" } novalidate {
                    (ctx.csrf())
                    (button(&Button::primary("I have spoken to them, and I agree")))
                }
            } @else {
                p { "Somebody else must be the second." }
            }
            form method="post" action={ "/recovery/" (id) "/refuse" } novalidate {
                (ctx.csrf())
                (button(&Button { text: "This must not happen".into(), kind: ButtonKind::Secondary, ..Button::default() }))
            }
        }
    }
}

async fn ask(Path(member): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act_freshly(Lane::Normal, move |desk, visit, recent| {
        let member = member.parse().map_err(|_| Error::NotFound)?;
        recovery::ask(desk, visit, recent, member)
    })
    .await?;
    Ok(ctx.see("/recovery"))
}

async fn agree(Path(id): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let secret = ctx
        .act_freshly(Lane::Normal, move |desk, visit, recent| {
            let id = id.parse().map_err(|_| Error::NotFound)?;
            recovery::agree(desk, visit, recent, id)
        })
        .await?;
    let body = html! {
        h1 { "Give them this link yourself" }
        p class="app-wrap" { code { "/link/" (secret) } }
        p { "Put the address of this site in front of it. It works once, for 30 minutes, and is not shown again." }
        p { "Wherever they were signed in, they are not any more. Ask them to remove the passkeys that they lost." }
    };
    Ok(ctx.page("A one-time link", Some("/recovery"), &body))
}

async fn refuse(Path(id): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, move |desk, visit| {
        let id = id.parse().map_err(|_| Error::NotFound)?;
        recovery::refuse(desk, visit, id)
    })
    .await?;
    Ok(ctx.see("/start"))
}
