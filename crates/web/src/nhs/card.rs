//! Cards, and the small actions on cards and summary lists. Never holds the clinical care cards: we give no
//! medical advice.

use maud::{Markup, html};

use super::{
    heading::{Caption, Titled},
    icon::{Icon, icon},
    parts::{Attrs, Content, Size, classes, element, heading_tag},
};

/// How a card looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardKind {
    /// White, with a border.
    #[default]
    Basic,
    /// With its heading on a coloured tab.
    Feature,
    /// Leads somewhere, with a chevron.
    Primary,
    /// Without a background.
    Secondary,
    /// Yellow.
    Warning,
}

/// A link or a button that changes one thing.
#[derive(Clone, Debug, Default)]
pub struct Action<'a> {
    /// The words, such as "Change".
    pub text: Content<'a>,
    /// Where it leads; without it, a button.
    pub href: Option<&'a str>,
    /// The button's type; makes it a button.
    pub button_type: Option<&'static str>,
    /// The field the button sends.
    pub name: Option<&'a str>,
    /// That field's value.
    pub value: Option<&'a str>,
    /// What it changes, for those who hear only the link.
    pub visually_hidden: Option<&'a str>,
}

impl<'a> Action<'a> {
    /// "Change" with what it changes for those who listen.
    #[must_use]
    pub fn change(href: &'a str, what: &'a str) -> Self {
        Self {
            text: "Change".into(),
            href: Some(href),
            visually_hidden: Some(what),
            ..Self::default()
        }
    }
}

/// One action; `about` is the heading of the card it stands on.
pub(crate) fn action(action: &Action<'_>, about: &Content<'_>) -> Markup {
    let inner = html! {
        (action.text)
        @if action.visually_hidden.is_some() || !about.is_empty() {
            span class="nhsuk-u-visually-hidden" {
                @if let Some(hidden) = action.visually_hidden { " " (hidden) }
                @if !about.is_empty() { " (" (about) ")" }
            }
        }
    };
    let attrs = Attrs::default().class("nhsuk-link");
    if let Some(href) = action.href.filter(|_| action.button_type.is_none()) {
        return element("a", &attrs.set("href", href), &inner);
    }
    let attrs = attrs
        .opt("name", action.name)
        .set("type", action.button_type.unwrap_or("submit"))
        .opt("value", action.value);
    element("button", &attrs, &inner)
}

/// A card.
#[derive(Clone, Debug, Default)]
pub struct Card<'a> {
    /// How it looks.
    pub kind: CardKind,
    /// Its heading.
    pub heading: Content<'a>,
    /// The heading's level; 2 when absent.
    pub heading_level: Option<u8>,
    /// The heading's size.
    pub heading_size: Option<Size>,
    /// The heading's id.
    pub heading_id: Option<&'a str>,
    /// Heard before the heading, such as "Important".
    pub heading_hidden: Option<&'a str>,
    /// More classes on the heading.
    pub heading_classes: &'a str,
    /// A caption of the heading.
    pub caption: Option<Caption<'a>>,
    /// Where the heading leads.
    pub href: Option<&'a str>,
    /// The whole card leads there.
    pub clickable: bool,
    /// What the card says: plain text becomes a paragraph, markup stands as it is.
    pub description: Content<'a>,
    /// What can be done with it.
    pub actions: Vec<Action<'a>>,
    /// Its id.
    pub id: Option<&'a str>,
    /// More classes.
    pub classes: &'a str,
}

impl<'a> Card<'a> {
    /// A card with a heading and what it says.
    #[must_use]
    pub fn titled(heading: impl Into<Content<'a>>, description: impl Into<Content<'a>>) -> Self {
        Self {
            heading: heading.into(),
            description: description.into(),
            ..Self::default()
        }
    }
}

fn card_heading(card: &Card<'_>) -> Markup {
    let size = card
        .heading_size
        .map(|size| format!("nhsuk-heading-{}", size.as_str()))
        .unwrap_or_default();
    let class = classes("nhsuk-card__heading", &[(true, &size)], card.heading_classes);
    let inner = match (card.href, card.heading_hidden) {
        (Some(href), _) if card.kind != CardKind::Feature => {
            html! { a class="nhsuk-card__link" href=(href) { (card.heading) } }
        }
        (_, Some(hidden)) => html! {
            span role="text" { span class="nhsuk-u-visually-hidden" { (hidden) ": " } (card.heading) }
        },
        _ => html! { (card.heading) },
    };
    Titled {
        element: heading_tag(card.heading_level.unwrap_or(2)),
        attrs: Attrs::default().class(&class).opt("id", card.heading_id),
        content: &Content::Html(inner),
        hidden: None,
        caption: card.caption.as_ref(),
        size: card.heading_size,
    }
    .markup()
}

fn card_actions(card: &Card<'_>) -> Markup {
    html! {
        @if let [only] = card.actions.as_slice() {
            div class="nhsuk-card__actions" { (action(only, &card.heading)) }
        } @else {
            ul class="nhsuk-card__actions" {
                @for one in &card.actions { li class="nhsuk-card__action" { (action(one, &card.heading)) } }
            }
        }
    }
}

/// Renders the card.
#[must_use]
pub fn card(card: &Card<'_>) -> Markup {
    let kind = match card.kind {
        CardKind::Basic => "",
        CardKind::Feature => "nhsuk-card--feature",
        CardKind::Primary => "nhsuk-card--primary",
        CardKind::Secondary => "nhsuk-card--secondary",
        CardKind::Warning => "nhsuk-card--warning",
    };
    let class = classes(
        "nhsuk-card",
        &[(card.clickable, "nhsuk-card--clickable"), (true, kind)],
        card.classes,
    );
    let has_actions = !card.actions.is_empty();
    html! {
        div class=(class) id=[card.id] {
            @if has_actions {
                div class="nhsuk-card__heading-container" {
                    @if !card.heading.is_empty() { (card_heading(card)) }
                    (card_actions(card))
                }
            }
            div class="nhsuk-card__content" {
                @if !has_actions && !card.heading.is_empty() { (card_heading(card)) }
                @match &card.description {
                    Content::None => {}
                    Content::Text(text) => { p class="nhsuk-card__description" { (text) } }
                    Content::Html(markup) => { (markup) }
                }
                @if card.kind == CardKind::Primary { (icon(Icon::ChevronRightCircle)) }
            }
        }
    }
}
