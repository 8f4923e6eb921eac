//! "Show it this way": the language and the shape of words, chosen on any page and kept in this browser alone.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query};
use sayso_app::draft;
use sayso_core::reads::Reads;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::reading;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.post("/words", Who::Anybody, "-", "-", choose);
    r.get("/in/{reads}", Who::Anybody, "-", "-", by_link);
}

/// Nothing is kept about anybody: the choice goes into the browser. A choice that is none shows the page as it was.
async fn choose(Posted { mut ctx, form }: Posted) -> Answer {
    ctx.forget();
    ctx.open(|_, _| Ok(())).await?;
    let to = draft::ours_or(form.get("to"), "/");
    Ok(match reading::read(&form) {
        Some(reads) => Ctx::see_reading(&ctx, to, reads),
        None => ctx.see(to),
    })
}

/// A link that shows a page another way: the address on a card that was printed so, and what stands at the head of a page
/// that anybody can open. Nothing is kept but the choice, in the browser. It goes on to pages of this site alone. An
/// address that was written by hand may name none, or two, or a way of reading that does not exist: it still leads somewhere.
async fn by_link(
    reads: Result<Path<String>, PathRejection>,
    Query(asked): Query<Vec<(String, String)>>,
    mut ctx: Ctx,
) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let to = asked
        .iter()
        .find(|(name, _)| name == "to")
        .map_or("", |(_, to)| to.as_str());
    let to = draft::ours_or(to, "/card");
    Ok(match reads.ok().and_then(|Path(reads)| Reads::parse(&reads)) {
        Some(reads) => ctx.see_reading(to, reads),
        None => ctx.see(to),
    })
}
