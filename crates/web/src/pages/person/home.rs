//! Home: your support, your say.

use maud::html;
use sayso_app::{Lane, own};

use crate::ctx::{Answer, Ctx};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home", Who::Person, "open_own", "own_opened", home);
}

async fn home(mut ctx: Ctx) -> Answer {
    let held = ctx
        .act(Lane::Normal, |desk, visit| {
            own::open(desk, &visit.actor, "your page", 30, None)
        })
        .await?;
    let body = html! {
        h1 { "Your page" }
        @for event in &held.history { p { (event.text) } }
    };
    Ok(ctx.page("Your page", None, &body))
}
