//! The files of the public log that a checker reads (C2SP tlog-tiles), those of logs that ended, and the address at which
//! a witness hands over what it countersigned. About nobody: served by the reader, beside the writer.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use sayso_app::Error;
use sayso_app::public_log::{self, Ended, NotTaken};

use super::log::read;
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::site::Site;

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

/// The newest checkpoint that one witness countersigned.
pub(super) async fn by_witness(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let witnesses = Arc::clone(&ctx.site.witnesses);
    let note = read(&ctx, move |house| {
        public_log::by_witness(house, &witnesses, &id, None)
    })
    .await?;
    Ok(file(note.into_bytes(), TEXT, A_MOMENT))
}

/// How many countersignatures are looked at in ten minutes: whoever sends more sends no honest ones.
const MOST: usize = 600;

/// A witness hands over what it countersigned by itself: machine to machine, so no form and no cookie. It proves itself by
/// its signature, and the checkpoint in it says which log it is about, one that goes on or one that ended.
pub(super) async fn add_cosignature(State(site): State<Site>, body: Bytes) -> Response {
    let now = site.house.source().now();
    if !site.rates.allow("countersignatures", MOST, now) {
        return (StatusCode::TOO_MANY_REQUESTS, "Too many. Try again later.\n").into_response();
    }
    let taken =
        tokio::task::spawn_blocking(move || public_log::add_cosignature(&site.house, &site.witnesses, &body))
            .await
            .unwrap_or_else(|_| Err(NotTaken::Fault(Error::Fault("it broke off".into()))));
    match taken {
        Ok(lines) => (StatusCode::OK, format!("Taken: {lines} lines.\n")).into_response(),
        Err(why) => {
            let (status, words) = why.answer();
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, format!("{words}\n")).into_response()
        }
    }
}

/// The log of this number that ended.
async fn old(ctx: &Ctx, nth: &str) -> Result<Ended, Failure> {
    let all = read(ctx, public_log::ended).await?;
    let wanted = nth.parse::<u64>().ok();
    let found = all.into_iter().find(|o| Some(o.nth) == wanted);
    found.ok_or_else(|| ctx.failure(Error::NotFound))
}

pub(super) async fn old_checkpoint(ctx: Ctx, Path(nth): Path<String>) -> Answer {
    let old = old(&ctx, &nth).await?;
    Ok(file(old.checkpoint.into_bytes(), TEXT, A_MOMENT))
}

pub(super) async fn old_key(ctx: Ctx, Path(nth): Path<String>) -> Answer {
    let old = old(&ctx, &nth).await?;
    Ok(file(format!("{}\n", old.key).into_bytes(), TEXT, A_MOMENT))
}

pub(super) async fn old_tile(ctx: Ctx, Path((nth, path)): Path<(String, String)>) -> Answer {
    let old = old(&ctx, &nth).await?;
    let (_, bytes) = read(&ctx, move |house| {
        public_log::tile_of_ended(house, old.nth, &format!("tile/{path}"))
    })
    .await?;
    Ok(file(bytes, BYTES, FOR_EVER))
}

/// The newest checkpoint of a log that ended which one witness countersigned.
pub(super) async fn old_by_witness(ctx: Ctx, Path((nth, id)): Path<(String, String)>) -> Answer {
    let old = old(&ctx, &nth).await?;
    let witnesses = Arc::clone(&ctx.site.witnesses);
    let note = read(&ctx, move |house| {
        let origin = old.key.split('+').next().unwrap_or_default();
        public_log::by_witness(house, &witnesses, &id, Some(origin))
    })
    .await?;
    Ok(file(note.into_bytes(), TEXT, A_MOMENT))
}

pub(super) async fn old_document(ctx: Ctx, Path((nth, hash)): Path<(String, String)>) -> Answer {
    old(&ctx, &nth).await?;
    document(ctx, Path(hash)).await
}
