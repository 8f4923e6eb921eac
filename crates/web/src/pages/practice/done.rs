//! Done: when it goes, and that nothing more is to do. A receipt to print, with the words that open the patient's page.

use axum::extract::Path;
use axum::http::HeaderMap;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::agree::{self, Kept};
use sayso_app::practice::offer;
use sayso_app::telling::moment_in_words;
use sayso_core::decide::agree::WRITTEN_IN_SUPPORT;
use sayso_core::parcel::Parcel;
use sayso_core::reads::{Language, Reads};
use sayso_words::Said;

use super::basket;
use super::cards::address;
use super::offer::practice_of;
use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::drawing::{document, slip};
use crate::nhs::{Button, Content, Panel, Row, SummaryList, button, panel, summary_list};
use crate::routes::{Routes, Who};
use crate::shell::print_button;

pub(super) fn register(r: &mut Routes) {
    r.get("/offer/{basket}/done", Who::Practice, "offer", "-", show);
}

async fn show(Path(token): Path<String>, headers: HeaderMap, mut ctx: Ctx) -> Answer {
    let basket = basket(&mut ctx, &token).await?;
    let practice = practice_of(&ctx, &basket)?;
    ctx.act(Lane::Normal, move |desk, visit| {
        offer::at_desk_of(desk, &visit.actor, practice)
    })
    .await?;
    let Some(kept) = basket.kept.clone() else {
        return Ok(ctx.see(&format!("/offer/{token}/share")));
    };
    let body = page(&ctx, &basket, &kept, &address(&ctx, &headers));
    Ok(ctx.page("Done", None, &body))
}

fn page(ctx: &Ctx, basket: &Basket, kept: &Kept, address: &str) -> Markup {
    let when = moment_in_words(kept.held_until);
    let said = format!(
        "{} gets it on {when}, unless {} changes their mind.",
        kept.provider, basket.details.name
    );
    let parcel = agree::preview(&basket.details, basket.lines, &basket.own_words, basket.salt);
    let mut rows = vec![
        Row::fact("Reference", kept.reference.as_str()),
        Row::fact("Who gets it", kept.provider.as_str()),
        Row::fact("When", when.as_str()),
    ];
    rows.extend(
        parcel
            .lines
            .iter()
            .map(|l| Row::fact(l.label.as_str(), l.value.as_str())),
    );
    if let Some(by) = basket.given.as_ref().and_then(|g| g.how.interpreted.as_ref()) {
        let said = sayso_words::interpreted(by).words(Language::English);
        rows.push(Row::fact("Interpreter", said));
    }
    let content = html! { p { (said) } p { "Nothing more for you to do." } };
    if let Some(receipt) = theirs(basket, kept, &parcel) {
        return html! {
            div class="app-screen-only" {
                (panel(&Panel { heading: "Kept, not sent yet".into(), content: Content::Html(content), ..Panel::default() }))
            }
            div class="app-letter" {
                (receipt)
                p { strong { (address) } }
            }
            (below(ctx, kept))
        };
    }
    html! {
        (panel(&Panel { heading: "Kept, not sent yet".into(), content: Content::Html(content), ..Panel::default() }))
        h2 { "For " (basket.details.name) }
        p { "These three words open your own page. Keep them to yourself." }
        p class="app-code" { (kept.card) }
        p { "Go to " strong { (address) } " and choose “Sign in”. There you can read everything, undo this or stop." }
        (summary_list(&SummaryList { rows, ..SummaryList::default() }))
        p { "Nobody may require you to show this." }
        (slip(Some(&kept.reference)))
        (below(ctx, kept))
    }
}

/// The receipt in the language and shape in which the patient reads, where that is not this page's own.
fn theirs(basket: &Basket, kept: &Kept, parcel: &Parcel) -> Option<Markup> {
    let reads = basket.details.reading.map(|n| n.reads)?;
    let given = basket.given.as_ref().filter(|_| reads != Reads::default())?;
    let doc = sayso_words::said_yes(&Said {
        name: &basket.details.name,
        recipient: &kept.provider,
        parcel: Some(parcel),
        shares: WRITTEN_IN_SUPPORT
            .iter()
            .map(|c| sayso_words::category(*c))
            .collect(),
        how: &given.how,
        happened_at: given.happened_at,
        recorded_at: given.recorded_at,
        until: given.until,
        goes_at: Some(kept.held_until),
        gone: false,
        reference: None,
        keep: Some((&kept.card, &kept.reference)),
    });
    Some(document(&doc, reads, 2))
}

fn below(ctx: &Ctx, kept: &Kept) -> Markup {
    html! {
        div class="app-screen-only" {
            (print_button("Print the receipt"))
            form method="post" action={ "/practice/person/" (kept.person) "/undo" } novalidate {
                (ctx.csrf())
                (button(&Button::secondary("Undo")))
            }
            p { a href="/practice" { "Back to the first page" } }
        }
    }
}
