//! What an operator can and cannot see: not a promise but the policies' answers, asked while the page is made.

use maud::html;
use sayso_app::{Lane, health};

use crate::ctx::{Answer, Ctx};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/health/limits",
        Who::Operator,
        "read_health",
        "place_opened",
        page,
    );
}

async fn page(mut ctx: Ctx) -> Answer {
    let limits = ctx
        .act(Lane::Normal, |desk, visit| health::limits(desk, &visit.actor))
        .await?;
    let body = html! {
        h1 { "What I can and cannot see" }
        p {
            "Sayso has just asked its own rules " (limits.asked) " questions about an invented person who shares everything. "
            "Your seat may do " strong { (limits.allowed) } " of those things."
        }
        h2 { "Your seat may" }
        ul { @for what in &limits.may { li { (what) } } }
        h2 { "Your seat may not" }
        ul {
            li { "see that anybody takes part, or anything about them" }
            @for what in &limits.may_not { li { (what) } }
        }
        h2 { "What no rule can prevent" }
        p { "Whoever holds the machine, its key file and its database can read what is in it. Sayso cannot stop that." }
        p { "So the key is kept apart from the backups, and few people have both." }
        p { a href="/what-we-cannot-stop" { "What we cannot stop" } }
        h2 { "You are in the log too" }
        p { "Opening this page left an event. So does each seat that you give, each link and each membership that you end." }
    };
    Ok(ctx.page("What I can and cannot see", Some("/health"), &body))
}
