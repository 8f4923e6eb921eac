//! Buttons, and links that look like one. Never decides what a button does; a form's address does.

use maud::{Markup, html};

use super::{
    icon::{Icon, icon},
    parts::{Attrs, Content, classes, element},
};

/// How a button looks. Green moves you on; it never means "yes".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one main action of a page.
    #[default]
    Primary,
    /// Any other action.
    Secondary,
    /// Any other action, on a coloured ground.
    SecondarySolid,
    /// Something that cannot be undone.
    Warning,
    /// On a dark ground.
    Reverse,
    /// Signing in with NHS login, as its rules ask.
    Login,
}

/// A button, or with `href` a link that looks like one.
#[derive(Clone, Debug, Default)]
pub struct Button<'a> {
    /// The words on it.
    pub text: Content<'a>,
    /// How it looks.
    pub kind: ButtonKind,
    /// Where it leads; makes it a link.
    pub href: Option<&'a str>,
    /// The field it sends.
    pub name: Option<&'a str>,
    /// That field's value.
    pub value: Option<&'a str>,
    /// `submit` when absent.
    pub button_type: Option<&'static str>,
    /// Where this button alone sends its form.
    pub formaction: Option<&'a str>,
    /// Its id.
    pub id: Option<&'a str>,
    /// What those who listen hear instead of the words.
    pub aria_label: Option<&'a str>,
    /// An icon before the words.
    pub icon_start: Option<Icon>,
    /// An icon after the words.
    pub icon_end: Option<Icon>,
    /// Cannot be pressed. Prefer to leave it enabled and say what is missing.
    pub disabled: bool,
    /// Smaller.
    pub small: bool,
    /// Whether a second press within a second is ignored.
    pub prevent_double_click: Option<bool>,
    /// More classes.
    pub classes: &'a str,
}

impl<'a> Button<'a> {
    /// The main action of a page, guarded against a double press.
    #[must_use]
    pub fn primary(text: impl Into<Content<'a>>) -> Self {
        Self {
            text: text.into(),
            prevent_double_click: Some(true),
            ..Self::default()
        }
    }

    /// Another action, guarded against a double press.
    #[must_use]
    pub fn secondary(text: impl Into<Content<'a>>) -> Self {
        Self {
            kind: ButtonKind::Secondary,
            ..Self::primary(text)
        }
    }

    /// A link that looks like the main action.
    #[must_use]
    pub fn link(text: impl Into<Content<'a>>, href: &'a str) -> Self {
        Self {
            text: text.into(),
            href: Some(href),
            ..Self::default()
        }
    }
}

/// Renders the button.
#[must_use]
pub fn button(button: &Button<'_>) -> Markup {
    let kind = match button.kind {
        ButtonKind::Primary => "",
        ButtonKind::Secondary => "nhsuk-button--secondary",
        ButtonKind::SecondarySolid => "nhsuk-button--secondary-solid",
        ButtonKind::Warning => "nhsuk-button--warning",
        ButtonKind::Reverse => "nhsuk-button--reverse",
        ButtonKind::Login => "nhsuk-button--login",
    };
    let has_icon = button.icon_start.or(button.icon_end).is_some();
    let conditional = [
        (true, kind),
        (has_icon, "nhsuk-button--icon"),
        (button.small, "nhsuk-button--small"),
    ];
    let guard = button
        .prevent_double_click
        .map(|on| if on { "true" } else { "false" });
    let attrs = Attrs::default()
        .class(&classes("nhsuk-button", &conditional, button.classes))
        .opt("id", button.id)
        .opt("name", button.name.filter(|_| button.href.is_none()))
        .set("data-module", "nhsuk-button")
        .opt("data-prevent-double-click", guard);
    let inner = html! {
        @if let Some(start) = button.icon_start { (icon(start)) }
        @if has_icon { span class="nhsuk-button__content" { (button.text) } } @else { (button.text) }
        @if let Some(end) = button.icon_end { (icon(end)) }
    };
    if let Some(href) = button.href {
        let attrs = attrs
            .set("href", href)
            .set("role", "button")
            .set("draggable", "false");
        return element("a", &attrs.opt("aria-label", button.aria_label), &inner);
    }
    let attrs = attrs
        .set("type", button.button_type.unwrap_or("submit"))
        .opt("value", button.value)
        .opt("formaction", button.formaction)
        .flag("disabled", button.disabled)
        .opt("aria-label", button.aria_label)
        .opt("aria-disabled", button.disabled.then_some("true"));
    element("button", &attrs, &inner)
}
