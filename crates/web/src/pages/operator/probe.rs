//! For machines that watch: is it alive, can it write. Says nothing else.

use axum::http::StatusCode;
use axum::response::IntoResponse as _;

use crate::ctx::{Answer, Ctx};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/healthz", Who::Anybody, "-", "-", alive);
    r.get("/readyz", Who::Anybody, "-", "-", ready);
}

/// The process answers. Asks nothing of the store, so that a full disk does not look like a dead process.
async fn alive() -> &'static str {
    "alive\n"
}

/// The last commit worked, and one more just now.
async fn ready(mut ctx: Ctx) -> Answer {
    let committed = ctx.open(|_, _| Ok(())).await.is_ok();
    Ok(if committed && ctx.site.house.pulse().can_write {
        "ready\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready: it cannot write\n").into_response()
    })
}
