//! A receipt, on request: what it is, how far it is stamped, as a file and as a sheet for paper. Its name in a list of
//! downloads is neutral. What a code on paper holds is an address and a short code: nothing about anybody.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{self, Receipt};
use sayso_app::public_log::{Made, Stamp};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::id::{EventId, SaidId};

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::download::{TEXT, saved};
use crate::error::Failure;
use crate::nhs::{
    Button, Row, SummaryList, WarningCallout, button, inset_text, summary_list, warning_callout,
};
use crate::qr::qr;
use crate::routes::{Routes, Who};
use crate::shell::print_button;

pub(super) fn register(r: &mut Routes) {
    let (action, event) = ("open_own", "receipt_asked");
    r.get("/home/receipt/{id}", Who::Person, action, event, page);
    r.get("/home/receipt/{id}/file", Who::Person, action, event, file);
    r.get("/home/receipt/{id}/print", Who::Person, action, event, sheet);
    r.get("/home/receipt-of/{id}", Who::Person, action, event, of_said);
}

const NOBODY: &str = "Nobody may require you to show this.";

async fn read(ctx: &mut Ctx, id: String) -> Result<Receipt, Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        let id: EventId = id.parse().map_err(|_| Error::NotFound)?;
        own::receipt(desk, &visit.actor, id)
    })
    .await
}

/// From a say-so to the receipt of the row with which it was given.
async fn of_said(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let event = ctx
        .act(Lane::Normal, move |desk, visit| {
            let said: SaidId = id.parse().map_err(|_| Error::NotFound)?;
            own::given_with(desk, &visit.actor, said)
        })
        .await?;
    Ok(ctx.see(&format!("/home/receipt/{event}")))
}

async fn page(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let receipt = read(&mut ctx, id).await?;
    let row = html! {
        p { (receipt.sentence.text) }
        p class="app-quiet" { (moment_in_words(receipt.sentence.happened_at)) }
    };
    let body = html! {
        h1 { "Your receipt" }
        (inset_text(&row.into()))
        @match &receipt.made {
            Some(made) => (offered(&receipt, made)),
            None => (changed()),
        }
        p { a href="/home/history" { "Back to everything that happened" } }
    };
    Ok(ctx.page("Receipt", Some("/home/history"), &with_way_out(&body)))
}

/// There is no receipt of what nobody wrote.
fn changed() -> Markup {
    warning_callout(&WarningCallout {
        heading: "This row was changed".into(),
        heading_level: Some(2),
        content: html! {
            p { "It is not as it was first written. So there can be no receipt of it now." }
            p { "A receipt that you took before still counts. It shows what was first written." }
            p { a href="/home/concerns" { "Tell the guardian" } }
        }
        .into(),
    })
}

fn offered(receipt: &Receipt, made: &Made) -> Markup {
    let here = format!("/home/receipt/{}", receipt.sentence.id);
    html! {
        p { "A receipt lets you show that this was written down, and has not been changed since." }
        p { "It is yours. " strong { (NOBODY) } " " a href="/home/concerns" { "Tell the guardian if somebody asks you for it" } "." }
        (summary_list(&SummaryList {
            rows: vec![
                Row::fact("Stamped", how_far(made)),
                Row::fact("Short code", html! { span class="app-wrap" { (made.code) } }),
            ],
            ..SummaryList::default()
        }))
        @match made.stamp {
            Stamp::Stamped => {
                p { a class="nhsuk-button" href={ (here) "/file" } download draggable="false" { "Take the receipt as a file" } }
                p { a href={ (here) "/print" } { "Print it" } }
                h2 { "What is in it" }
                p { "What was written, when, and numbers that prove it. It holds no name. It holds the number that stands for you here." }
                p { "Anybody whom you give it to can check it, without an account: " a href="/check" { "check a receipt" } "." }
            }
            Stamp::NotYet => {
                p { "Every ten minutes we sign what was written. Come back in about ten minutes for a receipt that proves something." }
                (button(&Button { href: Some(&here), ..Button::secondary("Look again") }))
                p { a href={ (here) "/file" } download { "Take it unstamped" } ". It proves nothing yet." }
            }
            Stamp::Refused => {
                p { "Something in the public log does not fit, so nothing can be stamped now. What was written is still kept." }
                p { a href="/public-log" { "What the public log says" } }
            }
        }
    }
}

const fn how_far(made: &Made) -> &'static str {
    match made.stamp {
        Stamp::Stamped => "Yes",
        Stamp::NotYet => "Not yet stamped",
        Stamp::Refused => "No, and not now",
    }
}

async fn file(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let receipt = read(&mut ctx, id).await?;
    let made = receipt.made.ok_or_else(|| ctx.failure(Error::NotFound))?;
    Ok(saved("receipt.txt", TEXT, made.text))
}

/// One sheet: in words, the short code, and the whole text, so that paper alone is enough to check it.
async fn sheet(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let receipt = read(&mut ctx, id).await?;
    let made = receipt
        .made
        .as_ref()
        .ok_or_else(|| ctx.failure(Error::NotFound))?;
    let address = ctx.site.relying.as_ref().map(|site| site.origin.clone());
    let back = format!("/home/receipt/{}", receipt.sentence.id);
    let body = html! {
        h1 { "Receipt" }
        div class="app-screen-only" { (print_button("Print")) }
        // No name on paper either: a sheet lies about.
        p { "Written down on " (moment_in_words(receipt.sentence.recorded_at)) "." }
        p { strong { (NOBODY) } " If somebody asks you for it, you can report that." }
        @if made.stamp != Stamp::Stamped { p { strong { "Not yet stamped." } " It proves nothing yet." } }
        p { "Short code: " strong { (made.code) } }
        @if let Some(address) = address {
            // The part after the # stays in the browser: no server is ever told which receipt somebody looks at.
            (qr(&format!("{address}/check#{}", made.code), "A code that opens the page that checks receipts"))
            p { "Check it at " (address) "/check, or with the program. Both need the file, or the text below." }
        }
        h2 { "The receipt itself" }
        p { "A line that is too long for the paper goes on in the next one." }
        pre class="app-receipt" { (made.text) }
    };
    Ok(ctx.page("Receipt", Some(&back), &with_way_out(&body)))
}
