//! Words set apart: inset text, warning callout, details, do and don't list. Never carries an error; errors
//! are [`super::error_summary`].

use maud::{Markup, PreEscaped, Render, html};

use super::{
    card::{Card, CardKind, card},
    icon::{Icon, icon},
    parts::{Content, classes},
};

/// A quiet block that stands out from the words around it. Plain text becomes a paragraph.
#[must_use]
pub fn inset_text(content: &Content<'_>) -> Markup {
    html! {
        div class="nhsuk-inset-text" {
            span class="nhsuk-u-visually-hidden" { "Information: " }
            @if content.is_html() { (content) } @else { p { (content) } }
        }
    }
}

/// A yellow block for the few things a person must not miss.
#[derive(Clone, Debug, Default)]
pub struct WarningCallout<'a> {
    /// Its heading.
    pub heading: Content<'a>,
    /// The heading's level; 3 when absent.
    pub heading_level: Option<u8>,
    /// What it says. Plain text becomes a paragraph.
    pub content: Content<'a>,
}

/// Renders the warning callout.
#[must_use]
pub fn warning_callout(callout: &WarningCallout<'_>) -> Markup {
    let says_so = callout.heading.render().0.to_lowercase().contains("important");
    card(&Card {
        kind: CardKind::Warning,
        heading: callout.heading.clone(),
        heading_level: Some(callout.heading_level.unwrap_or(3)),
        heading_hidden: (!says_so).then_some("Important"),
        description: callout.content.clone(),
        ..Card::default()
    })
}

/// Words that open when asked for.
#[derive(Clone, Debug, Default)]
pub struct Details<'a> {
    /// What is inside, in a few words.
    pub summary: Content<'a>,
    /// What is inside.
    pub content: Content<'a>,
    /// Open from the start.
    pub open: bool,
    /// Drawn as a card.
    pub expander: bool,
    /// On a dark ground.
    pub reverse: bool,
    /// Its id.
    pub id: Option<&'a str>,
}

/// Renders the details.
#[must_use]
pub fn details(details: &Details<'_>) -> Markup {
    let conditional = [
        (details.reverse, "nhsuk-details--reverse"),
        (details.expander, "nhsuk-expander"),
    ];
    html! {
        details class=(classes("nhsuk-details", &conditional, "")) id=[details.id] open[details.open] {
            summary class="nhsuk-details__summary" {
                span class="nhsuk-details__summary-text" { (details.summary) }
            }
            div class="nhsuk-details__text" { (details.content) }
        }
    }
}

/// A list of things to do, or of things not to do.
#[derive(Clone, Debug, Default)]
pub struct DoDontList<'a> {
    /// Its heading.
    pub heading: Content<'a>,
    /// The heading's level; 3 when absent.
    pub heading_level: Option<u8>,
    /// Crosses instead of ticks.
    pub dont: bool,
    /// Words before each item; "do not" for crosses when absent, `Some("")` for none.
    pub prefix: Option<&'a str>,
    /// The items.
    pub items: Vec<Content<'a>>,
}

/// Renders the list.
#[must_use]
pub fn do_dont_list(list: &DoDontList<'_>) -> Markup {
    let (class, mark, default_prefix) = if list.dont {
        ("nhsuk-list nhsuk-list--cross", Icon::Cross, "do not")
    } else {
        ("nhsuk-list nhsuk-list--tick", Icon::Tick, "")
    };
    let prefix = list.prefix.unwrap_or(default_prefix);
    let items = html! {
        ul class=(class) role="list" {
            @for item in &list.items {
                li { (icon(mark)) @if !prefix.is_empty() { (prefix) " " } (item) }
            }
        }
    };
    card(&Card {
        kind: CardKind::Feature,
        heading: list.heading.clone(),
        heading_level: Some(list.heading_level.unwrap_or(3)),
        description: Content::Html(PreEscaped(items.0)),
        ..Card::default()
    })
}
