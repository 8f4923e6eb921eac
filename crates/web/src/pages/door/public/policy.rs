//! The texts that decide, for anybody to take and prove again: schema, policies, theorems, and the record of the proof.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use maud::html;
use sayso_app::{Error, published};

use super::{A_MINUTE, narrow, public};
use crate::ctx::{Answer, Ctx};

/// File name, what it is, and its text.
fn files() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut files = vec![("schema.cedarschema", "What can be asked", published::SCHEMA)];
    let policies = published::POLICIES.iter();
    files.extend(policies.map(|(name, text)| (*name, "Policies", *text)));
    files.push((
        "theorems.cedar",
        "What must hold of them, always",
        published::THEOREMS,
    ));
    files.push(("proved.txt", "The record of the proof", published::PROVED));
    files
}

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let proved = published::PROVED.lines();
    let theorems = proved.filter_map(|l| l.split_once(" proved. "));
    let body = html! {
        h1 { "Who may do what, and what was proved about it" }
        p { "Every act here is asked of these policies first. They are part of the software and cannot be changed while it runs." }
        p { "A solver proved these sentences, for every request there can be. The server does not start with other policies." }
        p { "A proof speaks of the policies alone. That a say-so is worked out rightly, and that each page asks, are tests." }
        h2 { "What was proved" }
        ul { @for (id, words) in theorems { li { strong { (id.trim()) } " " (words) } } }
        h2 { "Take the texts" }
        ul { @for (name, what, _) in files() { li { a href={ "/policy/" (name) } { (name) } ": " (what) } } }
        p { "The record is a certificate. It has a hash for each file and each theorem, and the versions of solver and tools." }
        p { "To compare the files: " code { "grep cedar proved.txt | grep '  ' | sha256sum -c" } }
        p { "Fingerprint of what was proved: " span class="app-wrap" { (published::fingerprint()) } }
        p { "To prove it again, take the source and run " code { "cargo run -p sayso-prove" } " with the solver cvc5. " code { "sayso policy prove" } " does the same where that program stands beside it." }
    };
    Ok(public(&ctx, "Policies", &narrow(&body)))
}

pub(super) async fn file(Path(name): Path<String>, mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let found = files().into_iter().find(|(n, ..)| *n == name);
    let (.., text) = found.ok_or_else(|| ctx.failure(Error::NotFound))?;
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(CACHE_CONTROL, A_MINUTE);
    Ok(response)
}
