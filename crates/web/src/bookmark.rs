//! Lists that are read page by page: where a page begins stands in its address, as a moment and a referral.

use jiff::Timestamp;
use maud::{Markup, html};
use sayso_app::Bookmark;
use serde::Deserialize;

use crate::nhs::{Pagination, Turn, pagination};

/// Where a page begins, in its address. What is no moment and referral begins where the list does.
#[derive(Deserialize)]
pub(crate) struct Begins {
    #[serde(default)]
    from: String,
}

impl Begins {
    /// The last one that was read, if any.
    pub(crate) fn at(&self) -> Option<Bookmark> {
        read(&self.from)
    }
}

/// The place that [`text`] wrote.
pub(crate) fn read(text: &str) -> Option<Bookmark> {
    let (at, id) = text.split_once('.')?;
    Some((
        Timestamp::from_millisecond(at.parse().ok()?).ok()?,
        id.parse().ok()?,
    ))
}

/// A place, for an address or for a form that comes back to its page.
pub(crate) fn text((at, id): Bookmark) -> String {
    format!("{}.{id}", at.as_millisecond())
}

/// The address of the page that begins after one.
pub(crate) fn page(list: &str, after: Option<Bookmark>) -> String {
    match after {
        None => list.to_owned(),
        Some(place) => format!("{list}?from={}", text(place)),
    }
}

/// Back to where the list begins, and on, where there is more.
pub(crate) fn turns(
    list: &str,
    first: &str,
    on: &str,
    here: Option<Bookmark>,
    next: Option<Bookmark>,
) -> Markup {
    let next = next.map(|_| page(list, next));
    html! {
        @if here.is_some() || next.is_some() {
            (pagination(&Pagination {
                previous: here.map(|_| Turn { href: list, text: first.into(), ..Turn::default() }),
                next: next.as_deref().map(|href| Turn { href, text: on.into(), ..Turn::default() }),
                ..Pagination::default()
            }))
        }
    }
}
