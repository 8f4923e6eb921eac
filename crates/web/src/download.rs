//! A file that somebody keeps. Owns: that its name is neutral, since it stands in a list of downloads that others may see.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

/// Plain text.
pub(crate) const TEXT: &str = "text/plain; charset=utf-8";
/// An archive.
pub(crate) const ZIP: &str = "application/zip";
/// A letter.
pub(crate) const PDF: &str = "application/pdf";

/// The answer that is saved under this name, which says what kind of thing it is and nothing about anybody.
pub(crate) fn saved(name: &'static str, kind: &'static str, bytes: impl Into<Vec<u8>>) -> Response {
    let mut response = bytes.into().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let value = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers.insert(
        CONTENT_DISPOSITION,
        value.expect("our own names are plain letters"),
    );
    response
}
