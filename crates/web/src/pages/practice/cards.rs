//! Cards: three words, no name. The words are shown once, from memory; the house keeps a fingerprint.

use axum::extract::Path;
use axum::http::{HeaderMap, header};
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::practice::{self, offer};
use sayso_core::seat::Actor;

use super::front::not_taking_part;
use super::offer::practice_of;
use super::{basket, keep};
use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, button};
use crate::routes::{Routes, Who};
use crate::shell::print_button;

/// How many fit on a sheet.
const SHEET: usize = 10;

pub(super) fn register(r: &mut Routes) {
    r.get("/practice/cards", Who::Practice, "issue_card", "-", counts);
    r.post("/practice/card", Who::Practice, "issue_card", "card_made", one);
    r.post("/practice/cards", Who::Practice, "issue_card", "card_made", sheet);
    r.get("/practice/cards/{basket}", Who::Practice, "issue_card", "-", show);
}

/// Where the card's holder goes: the address that this page was opened at.
pub(super) fn address(ctx: &Ctx, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok());
    let host = host.filter(|h| {
        h.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b))
    });
    let scheme = if ctx.site.secure { "https" } else { "http" };
    host.map_or_else(|| "the practice’s page".into(), |h| format!("{scheme}://{h}"))
}

async fn counts(mut ctx: Ctx) -> Answer {
    let cards = ctx
        .act(Lane::Normal, |desk, visit| practice::cards(desk, &visit.actor))
        .await?;
    let body = html! {
        h1 { "Have we enough cards?" }
        p class="nhsuk-body-l" { "Made: " strong { (cards.made) } ". Used: " strong { (cards.used) } "." }
        p { "A card works for 28 days. These are counts of cards: nobody’s name belongs to them." }
        @if cards.taking.both() {
            form method="post" action="/practice/cards" novalidate {
                (ctx.csrf())
                (button(&Button::primary("Make a sheet of 10")))
            }
            form method="post" action="/practice/card" novalidate {
                (ctx.csrf())
                (button(&Button::secondary("Make one card")))
            }
        } @else { (not_taking_part(cards.taking)) }
    };
    Ok(ctx.page("Cards", Some("/practice"), &body))
}

async fn one(Posted { ctx, .. }: Posted) -> Answer {
    make(ctx, 1).await
}

async fn sheet(Posted { ctx, .. }: Posted) -> Answer {
    make(ctx, SHEET).await
}

async fn make(mut ctx: Ctx, how_many: usize) -> Answer {
    let words = ctx
        .act(Lane::Normal, move |desk, visit| {
            practice::make_cards(desk, &visit.actor, how_many)
        })
        .await?;
    let Actor::Member(member) = ctx.visit.actor else {
        return Err(ctx.failure(sayso_app::Error::NotFound));
    };
    let basket = Basket {
        practice: Some(member.org),
        card: Some(words.join(" ")),
        ..Basket::default()
    };
    let token = keep(&ctx, basket);
    Ok(ctx.see(&format!("/practice/cards/{token}")))
}

async fn show(Path(token): Path<String>, headers: HeaderMap, mut ctx: Ctx) -> Answer {
    let basket = basket(&mut ctx, &token).await?;
    // Somebody's answer from home holds a card too; it is at no practice, and none of its business.
    let practice = practice_of(&ctx, &basket)?;
    ctx.act(Lane::Normal, move |desk, visit| {
        offer::at_desk_of(desk, &visit.actor, practice)
    })
    .await?;
    let words = basket
        .card
        .ok_or_else(|| ctx.failure(sayso_app::Error::NotFound))?;
    let all: Vec<&str> = words.split(' ').collect();
    let own = basket.person.is_some();
    let address = address(&ctx, &headers);
    let body = html! {
        h1 class="app-screen-only" { @if all.len() == 1 { "Hand this card over" } @else { "Print these cards" } }
        p class="app-screen-only" {
            "The words are shown this once. "
            @if !own { "No name is kept with them." }
        }
        div class="app-cards" { @for words in &all { @if own { (own_card(words, &address)) } @else { (card(words, &address)) } } }
        div class="app-screen-only" {
            (print_button("Print"))
            p { a href="/practice" { "Back to the first page" } }
        }
    };
    Ok(ctx.page("Cards", Some("/practice/cards"), &body))
}

/// In place of one that was lost: it is somebody's already.
fn own_card(words: &str, address: &str) -> Markup {
    html! {
        section {
            p { "Go to " strong class="app-wrap" { (address) } ", choose “Sign in”, and type" }
            p class="app-code" { (words) }
            p { "You also need your private word, or your birth date. The words of your old card open nothing." }
        }
    }
}

/// Calm, and nothing on it says what for.
fn card(words: &str, address: &str) -> Markup {
    html! {
        section {
            p { "If you would like to: go to " strong class="app-wrap" { (address) } " and type" }
            p class="app-code" { (words) }
            p { "It is your choice. Your care stays the same either way." }
            p { "Has something gone wrong? Go to " span class="app-wrap" { (address) "/speak-up" } ". You need no name." }
            p { "Nobody knows who has this card. It works for 28 days." }
        }
    }
}
