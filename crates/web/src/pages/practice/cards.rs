//! Cards: three words, no name. The words are shown once, from memory; the house keeps a fingerprint.

use axum::extract::Path;
use axum::http::{HeaderMap, header};
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::practice::{self, offer};
use sayso_core::reads::Reads;
use sayso_core::sayso::Format;
use sayso_core::seat::Actor;
use sayso_words::Document;
use sayso_words::sayings::card as say;

use super::front::not_taking_part;
use super::offer::practice_of;
use super::{basket, keep};
use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::drawing::{document, slip};
use crate::form::Posted;
use crate::nhs::{Button, Details, button, details};
use crate::reading::{self, Words};
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
                (details(&Details {
                    summary: "For somebody who reads another way".into(),
                    content: html! {
                        p { "The card is printed this way, and its page opens this way. Nothing of it is kept." }
                        (reading::fields(Words::default(), Reads::default()))
                    }
                    .into(),
                    ..Details::default()
                }))
                (button(&Button::primary("Make a sheet of 10")))
                " "
                (button(&Button { name: Some("count"), value: Some("1"), ..Button::secondary("Make one card") }))
            }
        } @else { (not_taking_part(cards.taking)) }
    };
    Ok(ctx.page("Cards", Some("/practice"), &body))
}

async fn one(Posted { ctx, form }: Posted) -> Answer {
    make(ctx, 1, reading::read(&form)).await
}

async fn sheet(Posted { ctx, form }: Posted) -> Answer {
    let how_many = if form.get("count") == "1" { 1 } else { SHEET };
    make(ctx, how_many, reading::read(&form)).await
}

async fn make(mut ctx: Ctx, how_many: usize, reads: Option<Reads>) -> Answer {
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
        reads: reads.map(print_or_easy),
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
    let reads = basket.reads.unwrap_or_default();
    let body = html! {
        h1 class="app-screen-only" { @if all.len() == 1 { "Hand this card over" } @else { "Print these cards" } }
        p class="app-screen-only" {
            "The words are shown this once. "
            @if !own { "No name is kept with them." }
        }
        div class="app-cards" { @for words in &all { @if own { (own_card(words, &address)) } @else { (card(words, &address, reads)) } } }
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
            (slip(None))
        }
    }
}

/// A card is paper: print, large print or Easy Read.
const fn print_or_easy(reads: Reads) -> Reads {
    match reads.format {
        Format::Standard | Format::LargePrint | Format::EasyRead => reads,
        Format::PlainText | Format::Audio => Reads {
            format: Format::Standard,
            ..reads
        },
    }
}

/// Calm, and nothing on it says what for. Its address opens the question in the same language and shape.
fn card(words: &str, address: &str, reads: Reads) -> Markup {
    let opens = if reads == Reads::default() {
        address.to_owned()
    } else {
        format!("{address}/in/{reads}")
    };
    let doc = Document::default().paragraphs([
        say::paper_go(opens),
        say::paper_choice(),
        say::paper_wrong(address),
        say::paper_nobody(),
    ]);
    html! {
        section {
            p class="app-code" { (words) }
            (document(&doc.and(sayso_words::slip(None)), reads, 1))
        }
    }
}
