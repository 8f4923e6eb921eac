//! Every change of terms as an Atom feed (RFC 4287), from the moment that it is published. Ids and dates never change,
//! so that a reader shows each version once. About nobody.

use std::fmt::Write as _;

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use sayso_app::telling::moment_in_words;
use sayso_app::terms::{self, Changed};
use sayso_core::time::stamp;

use super::A_MINUTE;
use crate::ctx::{Answer, Ctx};

pub(super) async fn changes(mut ctx: Ctx) -> Answer {
    let all = ctx.open(|desk, _| terms::changes(desk)).await?;
    let mut response = feed(&all).into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/atom+xml; charset=utf-8"),
    );
    headers.insert(CACHE_CONTROL, A_MINUTE);
    Ok(response)
}

/// Text inside XML. Characters that XML 1.0 does not have are left out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// What one version is about, as plain sentences.
fn content(c: &Changed) -> String {
    let mut lines = vec![format!(
        "Published {}. It counts from {}.",
        moment_in_words(c.terms.published_at),
        moment_in_words(c.terms.in_effect_at)
    )];
    if c.terms.version == 1 {
        lines.push("The first version.".into());
    }
    for s in &c.changes {
        lines.push(if s.asks_afresh {
            format!("{} People are asked afresh about this.", s.text)
        } else {
            s.text.clone()
        });
    }
    for (who, at) in &c.signed {
        lines.push(format!("Signed by {who}, {}.", moment_in_words(*at)));
    }
    lines.join("\n")
}

/// Addresses are relative: the feed says the same wherever the service is reached.
fn feed(all: &[Changed]) -> String {
    let updated = all
        .iter()
        .map(|c| c.terms.published_at)
        .max()
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    // The feed's own id holds no address: it stays the same wherever the service is reached.
    let first = all.last().map(|c| c.terms.scheme.to_string()).unwrap_or_default();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n\
         <title>Changes of terms, and of where information goes</title>\n<id>urn:sayso:changes:{first}</id>\n\
         <updated>{}</updated>\n<author><name>Sayso</name></author>\n\
         <link rel=\"self\" href=\"/changes.atom\"/>\n<link rel=\"alternate\" href=\"/where-data-goes\"/>\n",
        stamp(updated)
    );
    for c in all {
        let t = &c.terms;
        let at = stamp(t.published_at);
        write!(
            text,
            "<entry>\n<title>{}</title>\n<id>urn:uuid:{}</id>\n<published>{at}</published>\n<updated>{at}</updated>\n\
             <link rel=\"alternate\" href=\"/where-data-goes#version-{}\"/>\n<content type=\"text\">{}</content>\n</entry>\n",
            escaped(&format!("{}, version {} of the terms", t.promise.scheme_name, t.version)),
            t.id,
            t.id,
            escaped(&content(c))
        )
        .expect("a String takes every character");
    }
    text.push_str("</feed>\n");
    text
}
