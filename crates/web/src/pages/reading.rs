//! "Show it this way": the language and the shape of words, chosen on any page and kept in this browser alone.

use axum::extract::Path;
use sayso_app::draft;
use sayso_core::reads::Reads;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::reading;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.post("/words", Who::Anybody, "-", "-", choose);
    r.get("/in/{reads}", Who::Anybody, "-", "-", from_a_card);
}

/// Nothing is kept about anybody: the choice goes into the browser. A choice that is none shows the page as it was.
async fn choose(Posted { mut ctx, form }: Posted) -> Answer {
    ctx.forget();
    ctx.open(|_, _| Ok(())).await?;
    let to = Some(form.get("to")).filter(|t| draft::is_ours(t)).unwrap_or("/");
    Ok(match reading::read(&form) {
        Some(reads) => Ctx::see_reading(&ctx, to, reads),
        None => ctx.see(to),
    })
}

/// The address on a card that was printed for somebody who reads another way: its page opens that way.
async fn from_a_card(Path(reads): Path<String>, mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    Ok(match Reads::parse(&reads) {
        Some(reads) => ctx.see_reading("/card", reads),
        None => ctx.see("/card"),
    })
}
