//! The texts that decide, for anybody to take and prove again: schema, policies, theorems, and the record of the proof.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use maud::html;
use sayso_app::{Error, published};
use sayso_words::Say;
use sayso_words::sayings::proof as say;

use super::{A_MINUTE, as_written, narrow, public};
use crate::ctx::{Answer, Ctx};

/// File name, what it is, and its text.
fn files() -> Vec<(&'static str, Say, &'static str)> {
    let mut files = vec![("schema.cedarschema", say::f_schema(), published::SCHEMA)];
    let policies = published::POLICIES.iter();
    files.extend(policies.map(|(name, text)| (*name, say::title(), *text)));
    files.push(("theorems.cedar", say::f_theorems(), published::THEOREMS));
    files.push(("proved.txt", say::f_proved(), published::PROVED));
    files
}

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let proved = published::PROVED.lines();
    let theorems = proved.filter_map(|l| l.split_once(" proved. "));
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::asked_first())) }
        p { (w.t(&say::solver())) }
        p { (w.t(&say::alone())) }
        h2 { (w.t(&say::what_proved())) }
        (as_written(w))
        ul { @for (id, words) in theorems { li { strong { (id.trim()) } " " (w.published(words)) } } }
        h2 { (w.t(&say::take())) }
        ul { @for (name, what, _) in files() { li { a href={ "/policy/" (name) } { (name) } ": " (w.t(&what)) } } }
        p { (w.t(&say::certificate())) }
        p { (w.t(&say::compare())) " " code { "grep cedar proved.txt | grep '  ' | sha256sum -c" } }
        p { (w.t(&say::fingerprint())) " " span class="app-wrap" { (published::fingerprint()) } }
        p {
            (w.t(&say::again())) " " code { "cargo run -p sayso-prove" } " " (w.t(&say::with_solver())) " "
            code { "sayso policy prove" } " " (w.t(&say::where_stands()))
        }
    };
    Ok(public(&ctx, &say::title(), &narrow(&body)))
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
