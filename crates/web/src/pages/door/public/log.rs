//! The public log: a page in plain words, and the files that a checker reads (C2SP tlog-tiles). About nobody: served by
//! the reader, beside the writer.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use maud::html;
use sayso_app::public_log::{self, Shown};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, House};

use super::{narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::nhs::{Row, SummaryList, WarningCallout, summary_list, warning_callout};

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let now = ctx.open(|desk, _| Ok(desk.now())).await?;
    let log = read(&ctx, public_log::shown).await?;
    let stale = log
        .sealed_at
        .is_some_and(|at| now.duration_since(at).as_mins() >= 30);
    let body = html! {
        h1 { "How can anybody check what was published?" }
        p { "What we promise and publish is written into a public log. Nobody can change a line of it later without it showing." }
        p { "It holds terms, where data goes, who owns and pays whom, the rules, and what is switched off." }
        p { "It holds nothing about any person. Every ten minutes it takes one sealed number that stands for all records." }
        (warning_callout(&WarningCallout {
            heading: "No outside witness yet".into(),
            heading_level: Some(2),
            content: html! { p { "Nobody outside has countersigned this log. We could still show two people two different logs. Keep a copy of the last checkpoint to find out." } }.into(),
        }))
        @if let Some(why) = &log.refusal {
            (warning_callout(&WarningCallout {
                heading: "Nothing is being signed".into(),
                heading_level: Some(2),
                content: html! { p { (why) } p { "Records are still kept, and every way out works. They are not stamped." } }.into(),
                }))
        }
        @if stale && log.refusal.is_none() {
            p { strong { "The last sealed number is more than 30 minutes old." } " The service may have stood still." }
        }
        (standing(&log))
        h2 { "Check it yourself" }
        p { "With a copy of this program on another machine:" }
        p { code { "sayso verify log ADDRESS/log" } }
        p { "Ask for the key by another way too, on paper say. A key that comes from us alone proves little." }
        @if log.checkpoint.is_some() {
            ul class="nhsuk-list nhsuk-list--bullet" {
                li { a href="/log/checkpoint" { "The last checkpoint, as a file" } }
                li { a href="/log/key" { "The key to check with" } }
            }
        }
        p { "The files have the form that other transparency logs have (C2SP tlog-tiles). Other tools can read them." }
    };
    Ok(public(&ctx, "The public log", &narrow(&body)))
}

fn standing(log: &Shown) -> maud::Markup {
    let Some(sealed) = log.sealed_at.filter(|_| log.checkpoint.is_some()) else {
        return html! { p { strong { "Nothing has been signed yet." } } };
    };
    summary_list(&SummaryList {
        rows: vec![
            Row::fact("Name", html! { span class="app-wrap" { (log.origin) } }),
            Row::fact("Lines signed", log.size.to_string()),
            Row::fact("Last sealed number", moment_in_words(sealed)),
            Row::fact(
                "Key",
                html! { span class="app-wrap" { (log.key.as_deref().unwrap_or_default()) } },
            ),
        ],
        ..SummaryList::default()
    })
}

/// Reads beside the writer, on a thread that may wait.
pub(super) async fn read<T: Send + 'static>(
    ctx: &Ctx,
    work: impl FnOnce(&House) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let house = ctx.site.house.clone();
    tokio::task::spawn_blocking(move || work(&house))
        .await
        .unwrap_or_else(|_| Err(Error::Fault("a read of the public log broke off".into())))
        .map_err(|error| ctx.failure(error))
}

const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
/// It never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// It changes every ten minutes.
const A_MOMENT: &str = "public, max-age=5";

fn file(bytes: Vec<u8>, kind: &'static str, keep: &'static str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

pub(super) async fn checkpoint(ctx: Ctx) -> Answer {
    let log = read(&ctx, public_log::shown).await?;
    let note = log.checkpoint.ok_or_else(|| ctx.failure(Error::NotFound))?;
    Ok(file(note.into_bytes(), TEXT, A_MOMENT))
}

pub(super) async fn key(ctx: Ctx) -> Answer {
    let key = read(&ctx, public_log::key).await?;
    Ok(file(format!("{key}\n").into_bytes(), TEXT, A_MOMENT))
}

pub(super) async fn tile(ctx: Ctx, Path(path): Path<String>) -> Answer {
    let (_, bytes) = read(&ctx, move |house| {
        public_log::tile(house, &format!("tile/{path}"))
    })
    .await?;
    Ok(file(bytes, BYTES, FOR_EVER))
}

pub(super) async fn document(ctx: Ctx, Path(hash): Path<String>) -> Answer {
    let bytes = read(&ctx, move |house| public_log::document(house, &hash)).await?;
    Ok(file(bytes, TEXT, FOR_EVER))
}
