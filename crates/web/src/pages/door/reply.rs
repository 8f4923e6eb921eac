//! A reply to a text, handed over by the text service (`docs/sms-hook.md`): machine to machine, so no form and no cookie.
//! STOP stops texts and nothing else. Any other reply is dropped unread: nothing of it is kept.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use sayso_app::{Lane, stuck};
use serde::Deserialize;

use crate::routes::{Routes, Who};
use crate::site::{Site, proves};

pub(super) fn register(r: &mut Routes) {
    r.post("/hook/text", Who::Anybody, "deliver", "texts_stopped", reply);
}

#[derive(Deserialize)]
struct Reply {
    from: String,
    text: String,
}

/// The words that people and networks use to stop texts.
fn is_stop(text: &str) -> bool {
    let first: String = text
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect::<String>()
        .to_lowercase();
    ["stop", "stopall", "unsubscribe", "end", "cancel", "quit"].contains(&first.as_str())
}

async fn reply(State(site): State<Site>, headers: HeaderMap, body: Bytes) -> Response {
    if !proves(site.replies_secret.as_deref(), &headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Ok(reply) = serde_json::from_slice::<Reply>(&body) else {
        return (
            StatusCode::UNPROCESSABLE_ENTITY,
            "This is not a reply as documented.",
        )
            .into_response();
    };
    if is_stop(&reply.text) {
        let (tell, told) = tokio::sync::oneshot::channel();
        site.house.submit(
            Lane::Stop,
            None,
            move |desk, _| stuck::texts_stopped(desk, &reply.from),
            move |result| {
                // The caller may have gone away; what was stopped is stopped.
                drop(tell.send(result));
            },
        );
        if !matches!(told.await, Ok(Ok(_))) {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    }
    StatusCode::NO_CONTENT.into_response()
}

#[cfg(test)]
mod tests {
    use super::is_stop;

    #[test]
    fn stop_is_understood_however_it_is_typed() {
        for text in ["STOP", " stop please", "Stop.", "UNSUBSCRIBE"] {
            assert!(is_stop(text), "{text}");
        }
        for text in ["", "Please do not stop", "stopping by at 2", "1"] {
            assert!(!is_stop(text), "{text}");
        }
    }
}
