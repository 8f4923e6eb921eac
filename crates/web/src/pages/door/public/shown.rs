//! The tests that a claim names, as they stand in the source: for anybody to read without it. Owns the page; which tests, is
//! the list of claims.

use axum::extract::Path;
use maud::html;
use sayso_app::Error;
use sayso_words::sayings::claims as say;

use super::shown_by::source_of;
use super::{narrow, public};
use crate::ctx::{Answer, Ctx};

pub(super) async fn page(Path(name): Path<String>, mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let (file, source) = source_of(&name).ok_or_else(|| ctx.failure(Error::NotFound))?;
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::test_heading())) }
        p { (w.t(&say::test_lead())) " " code class="app-wrap" { (file) } "." }
        p { "“" (w.published(&name.replace('_', " "))) "”" }
        pre class="app-receipt" lang="en" { (source) }
        p { (w.t(&say::test_run())) " " code class="app-wrap" { "cargo test --workspace " (name) } }
        p { a href="/promises" { (w.t(&say::heading())) } }
    };
    Ok(public(&ctx, &say::test_title(), &narrow(&body)))
}
