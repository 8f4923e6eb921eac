//! Links with a job: back, action, skip. Never opens a new window.

use maud::{Markup, html};

use super::{
    icon::{Icon, icon},
    parts::{Attrs, Content, classes, element},
};

/// A link to the page before, or without `href` a button that asks the form for it.
#[derive(Clone, Debug, Default)]
pub struct BackLink<'a> {
    /// Where it leads.
    pub href: Option<&'a str>,
    /// "Back" when empty.
    pub text: Content<'a>,
    /// Words heard before the others, such as "Back to".
    pub visually_hidden: Option<&'a str>,
    /// The button's type; makes it a button.
    pub button_type: Option<&'static str>,
    /// Its id.
    pub id: Option<&'a str>,
    /// On a dark ground.
    pub reverse: bool,
}

/// Renders the back link.
#[must_use]
pub fn back_link(link: &BackLink<'_>) -> Markup {
    let class = classes(
        "nhsuk-back-link",
        &[(link.reverse, "nhsuk-back-link--reverse")],
        "",
    );
    let attrs = Attrs::default().class(&class).opt("id", link.id);
    let text = if link.text.is_empty() {
        Content::from("Back")
    } else {
        link.text.clone()
    };
    let inner = html! {
        @if let Some(hidden) = link.visually_hidden { span class="nhsuk-u-visually-hidden" { (hidden) " " } }
        (text)
    };
    match link.href.filter(|_| link.button_type.is_none()) {
        Some(href) => element("a", &attrs.set("href", href), &inner),
        None => element(
            "button",
            &attrs.set("type", link.button_type.unwrap_or("submit")),
            &inner,
        ),
    }
}

/// The one thing most people come to a page for, as a link with an arrow.
#[derive(Clone, Debug, Default)]
pub struct ActionLink<'a> {
    /// The words.
    pub text: Content<'a>,
    /// Where it leads.
    pub href: Option<&'a str>,
    /// The button's type; makes it a button.
    pub button_type: Option<&'static str>,
    /// On a dark ground.
    pub reverse: bool,
}

/// Renders the action link.
#[must_use]
pub fn action_link(link: &ActionLink<'_>) -> Markup {
    let class = classes(
        "nhsuk-action-link",
        &[(link.reverse, "nhsuk-action-link--reverse")],
        "",
    );
    let attrs = Attrs::default().class(&class);
    let inner = html! {
        (icon(Icon::ArrowRightCircle))
        span class="nhsuk-action-link__text" { (link.text) }
    };
    match link.href.filter(|_| link.button_type.is_none()) {
        Some(href) => element("a", &attrs.set("href", href), &inner),
        None => element(
            "button",
            &attrs.set("type", link.button_type.unwrap_or("submit")),
            &inner,
        ),
    }
}

/// The first link of every page: past the header, to `href` (`#maincontent` in the page shell).
#[must_use]
pub fn skip_link(href: &str, text: &str) -> Markup {
    html! { a class="nhsuk-skip-link" data-module="nhsuk-skip-link" href=(href) { (text) } }
}
