//! The witness's addresses: `add-checkpoint` as C2SP tlog-witness has it, and its latest view for anybody to compare.
//! Owns: that no two requests are decided at once. Knows nobody: nothing of who asks is kept or written down.

use std::sync::{Arc, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{DOCTYPE, html};
use sayso_log::Hash;
use sayso_log::note::MAX_NOTE;

use super::{Desk, Refused};

const TEXT: &str = "text/plain; charset=utf-8";

pub(super) fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/", get(view))
        .route("/key", get(key))
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/{hash}/checkpoint", get(checkpoint))
        .route("/refused/{name}", get(refused))
        .layer(DefaultBodyLimit::max(MAX_NOTE))
        .layer(axum::middleware::map_response(guarded))
        .with_state(desk)
}

async fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-cache"),
        // Pages of others may read what is public anyway, and compare.
        ("access-control-allow-origin", "*"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn text(status: StatusCode, kind: &'static str, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, kind)], body).into_response()
}

fn nothing() -> Response {
    text(
        StatusCode::NOT_FOUND,
        TEXT,
        "This witness has nothing there.\n".into(),
    )
}

fn broken() -> Response {
    text(
        StatusCode::SERVICE_UNAVAILABLE,
        TEXT,
        "This witness could not keep what it decided. Nothing was countersigned.\n".into(),
    )
}

/// Works on a thread that may wait for the disk.
async fn at_work(desk: Arc<Desk>, work: impl FnOnce(&Desk) -> Response + Send + 'static) -> Response {
    tokio::task::spawn_blocking(move || work(&desk))
        .await
        .unwrap_or_else(|_| broken())
}

async fn add_checkpoint(State(desk): State<Arc<Desk>>, body: Bytes) -> Response {
    at_work(desk, move |desk| {
        let answer = match desk.add_checkpoint(&body) {
            Ok(answer) => answer,
            Err(why) => {
                eprintln!("sayso: nothing was countersigned: {why}");
                return broken();
            }
        };
        let status = StatusCode::from_u16(answer.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        text(status, answer.content_type(), answer.body())
    })
    .await
}

async fn key(State(desk): State<Arc<Desk>>) -> Response {
    text(StatusCode::OK, TEXT, format!("{}\n", desk.verifier()))
}

async fn checkpoint(State(desk): State<Arc<Desk>>, Path(hash): Path<String>) -> Response {
    match desk.served(&hash) {
        Some(note) => text(StatusCode::OK, TEXT, note),
        None => nothing(),
    }
}

async fn refused(State(desk): State<Arc<Desk>>, Path(name): Path<String>) -> Response {
    at_work(desk, move |desk| {
        let keep = desk.keep.lock().unwrap_or_else(PoisonError::into_inner);
        match keep.refused_checkpoint(&name) {
            Ok(Some(note)) => text(StatusCode::OK, TEXT, note),
            Ok(None) => nothing(),
            Err(_) => broken(),
        }
    })
    .await
}

/// A time of the witness in words: UTC, to the second.
pub(super) fn moment(seconds: u64) -> String {
    let at = i64::try_from(seconds).ok();
    let at = at.and_then(|s| jiff::Timestamp::from_second(s).ok());
    at.map_or_else(|| "an unknown time".into(), |at| at.to_string())
}

async fn view(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    at_work(desk, move |desk| {
        let keep = desk.keep.lock().unwrap_or_else(PoisonError::into_inner);
        let (Ok(forked), Ok(unproved)) = (keep.refused(Refused::Fork), keep.refused(Refused::Unproved)) else {
            return broken();
        };
        let wants = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok());
        let (mut lines, mut told) = (vec![], vec![]);
        for log in &desk.witness.logs {
            let hash = Hash::of(log.origin.as_bytes()).hex();
            told.extend(desk.told(&log.origin));
            lines.push(match keep.state().latest(&log.origin) {
                Some(latest) => (
                    format!(
                        "{}: {} lines, countersigned at {}.",
                        log.origin,
                        latest.head().size,
                        moment(latest.time())
                    ),
                    Some((format!("/{hash}/checkpoint"), latest.note().to_string())),
                ),
                None => (format!("{}: nothing countersigned yet.", log.origin), None),
            });
        }
        let bad = "These have another history than what was countersigned, and a key of that log has signed them. \
                   Where the name ends in /candidate, two servers have that key, or lines were lost: it does not say that \
                   two were signed. Elsewhere something is wrong with that log, or with whoever runs it.";
        let odd = "These came without a proof that they continue what was countersigned. Anybody can send such a \
                   thing. If the log goes on from the view above, nothing is wrong.";
        if !wants.is_some_and(|w| w.contains("text/html")) {
            let mut plain = format!("Witness {}\n\n", desk.verifier());
            for (line, note) in &lines {
                plain.push_str(line);
                plain.push_str("\n\n");
                if let Some((_, note)) = note {
                    plain.push_str(note);
                    plain.push('\n');
                }
            }
            for said in &told {
                plain.extend([said, "\n\n"]);
            }
            for (names, words) in [(&forked, bad), (&unproved, odd)] {
                if !names.is_empty() {
                    plain.extend(["Not countersigned: ", &names.join(", "), "\n", words, "\n\n"]);
                }
            }
            return text(StatusCode::OK, TEXT, plain);
        }
        Html(
            html! {
                (DOCTYPE)
                html lang="en" {
                    head { meta charset="utf-8"; meta name="viewport" content="width=device-width"; title { "Outside witness" } }
                    body {
                        h1 { "What has this witness seen?" }
                        p { "It countersigns a public log only while that grows and changes nothing. It says nothing about whether what stands there is true." }
                        p { "Its key: " code { (desk.verifier()) } }
                        @for (line, note) in &lines {
                            h2 { (line) }
                            @if let Some((path, note)) = note {
                                p { "Compare it with what the log shows you: " a href=(path) { "this checkpoint as a file" } }
                                pre { (note) }
                            }
                        }
                        @if !told.is_empty() {
                            h2 { "Asked for, and not countersigned" }
                            @for said in &told { p { (said) } }
                        }
                        @for (names, heading, words) in [(&forked, "Two histories", bad), (&unproved, "Not shown to continue", odd)] {
                            @if !names.is_empty() {
                                h2 { (heading) }
                                p { (words) }
                                ul { @for name in names { li { a href={ "/refused/" (name) } { (name) } } } }
                            }
                        }
                    }
                }
            }
            .into_string(),
        )
        .into_response()
    })
    .await
}
