//! Check a receipt: in the page itself, by our own script, sending nothing. Owns: the page, and the one question about a
//! receipt that a server can be asked, which tells nothing to anybody who does not have the receipt already.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use maud::{Markup, html};
use sayso_app::Error;
use sayso_app::public_log;

use super::log::read;
use super::{narrow, public};
use crate::assets::asset;
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Details, Textarea, details, textarea};

pub(super) async fn page(ctx: Ctx) -> Answer {
    let log = read(&ctx, public_log::shown).await?;
    let key = log.key.unwrap_or_default();
    let body = html! {
        h1 { "Is this receipt genuine?" }
        p { "A receipt shows that something was written down, and has not been changed since." }
        p { "Nobody may require anybody to show one. " a href="/speak-up" { "Tell us if you were asked for yours" } "." }
        (in_the_page(&key))
        (by_other_means())
        script type="module" src=(asset("check.js")) {}
    };
    Ok(public(&ctx, "Check a receipt", &narrow(&body)))
}

/// Hidden until the script runs. It is no form: there is nothing that a browser could send.
fn in_the_page(key: &str) -> Markup {
    html! {
        div data-check hidden {
            p { "This page checks it by itself. What you put in here is not sent anywhere. You can cut the network first." }
            p data-check-code hidden {}
            (textarea(&Textarea {
                name: "receipt",
                label: "Paste the receipt here".into(),
                rows: Some(8),
                spellcheck: Some(false),
                ..Textarea::default()
            }))
            div class="nhsuk-form-group" {
                label class="nhsuk-label" for="receipt-file" { "Or choose its file" }
                input type="file" id="receipt-file" accept=".txt,text/plain";
            }
            (textarea(&Textarea {
                name: "key",
                label: "The log’s key".into(),
                hint: "This one came from us, so it proves little. Put in the one that you got on paper.".into(),
                value: key,
                rows: Some(3),
                spellcheck: Some(false),
                ..Textarea::default()
            }))
            (textarea(&Textarea {
                name: "witnesses",
                label: "Keys of witnesses, if you know any".into(),
                hint: "One on each line. All of them must have countersigned.".into(),
                rows: Some(2),
                spellcheck: Some(false),
                ..Textarea::default()
            }))
            button type="button" class="nhsuk-button" data-module="nhsuk-button" data-check-now { "Check it" }
            div role="status" data-check-said {}
        }
        noscript { p { "Scripts are off, so this page cannot check anything. Use one of these ways." } }
    }
}

fn by_other_means() -> Markup {
    html! {
        h2 { "Check it without this page" }
        p { "This page comes from us. If you do not trust us, use a copy of the program that you got elsewhere:" }
        p { code { "sayso verify receipt receipt.txt --key KEY" } }
        p { "It needs no network. It ends with 0 for genuine, 1 for altered or not ours, 2 for not yet stamped." }
        p { "To ask the live log too, whether it still says the same:" }
        p { code { "sayso verify receipt receipt.txt --key KEY --against ADDRESS/log" } }
        (details(&Details { summary: "With tools that every computer has".into(), content: html! {
            p { "The receipt says how: its last part is a proof in a public form (C2SP tlog-proof)." }
            p { code { "curl -s ADDRESS/log/checkpoint" } " gives the log’s last checkpoint." }
            p { "The hashes can be made with " code { "sha256sum" } ", the signature checked with " code { "openssl" } "." }
            p { "The guide “Checking us from outside”, in the program’s source, has every step and a short script." }
        }.into(), ..Details::default() }))
        h2 { "What it can say" }
        dl class="nhsuk-summary-list" {
            @for (what, means) in [
                ("Genuine", "What it says was written down by that time, and the log’s key has signed it."),
                ("Altered", "Somebody changed the receipt, or it was damaged on the way. Do not rely on it."),
                ("Not ours", "It is no receipt, or another service’s, or the key is another one."),
                ("Not yet stamped", "It may be genuine. Nothing proves it yet. Ask for it again in half an hour."),
            ] {
                div class="nhsuk-summary-list__row" {
                    dt class="nhsuk-summary-list__key" { (what) }
                    dd class="nhsuk-summary-list__value" { (means) }
                }
            }
        }
        p { "A genuine receipt does not prove that what was written is true. It proves that it was written, and when." }
    }
}

/// `yes` where the row at this number still says what this commitment stands for; `no` for everything else. Nobody can
/// guess a commitment, so a stranger learns nothing, and nothing but the one bit is read out.
pub(super) async fn still_says(mut ctx: Ctx, Path((number, commitment)): Path<(String, String)>) -> Answer {
    let says = ctx
        .open(move |desk, _| {
            let number = number.parse().map_err(|_| Error::NotFound)?;
            let commitment = public_log::commitment(&commitment).ok_or(Error::NotFound)?;
            public_log::still_says(desk, number, &commitment)
        })
        .await?;
    let mut response = if says { "yes\n" } else { "no\n" }.into_response();
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    Ok(response)
}
