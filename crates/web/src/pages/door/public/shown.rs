//! The tests that a claim names, as they stand in the source: for anybody to read without it. Owns the page; which tests, is
//! the list of claims.

use axum::extract::Path;
use maud::html;
use sayso_app::Error;

use super::shown_by::source_of;
use super::{narrow, public};
use crate::ctx::{Answer, Ctx};

pub(super) async fn page(Path(name): Path<String>, mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let (file, source) = source_of(&name).ok_or_else(|| ctx.failure(Error::NotFound))?;
    let body = html! {
        h1 class="app-wrap" { "The test “" (name.replace('_', " ")) "”" }
        p { "This software is released only when each of its tests passes. This one stands in " code class="app-wrap" { (file) } "." }
        pre class="app-wrap" tabindex="0" { code { (source) } }
        p { "To run it, take the source: " code class="app-wrap" { "cargo test --workspace " (name) } }
        p { a href="/promises" { "What we promise" } }
    };
    Ok(public(&ctx, "A test", &narrow(&body)))
}
