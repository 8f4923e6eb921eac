//! What every form field is made of: hint, error message, fieldset, and the ids that tie them together. Never
//! validates anything.

use maud::{Markup, html};

use super::{
    heading::{Legend, legend},
    parts::{Attrs, Content, classes, element},
};

/// A hint with an id that a field can point at.
#[must_use]
pub fn hint(content: &Content<'_>, id: Option<&str>, more_classes: &str) -> Markup {
    html! { div class=(classes("nhsuk-hint", &[], more_classes)) id=[id] { (content) } }
}

/// What is wrong with one field.
#[derive(Clone, Debug)]
pub struct ErrorMessage<'a> {
    /// The words: what happened and what to do.
    pub content: Content<'a>,
    /// Its id.
    pub id: Option<&'a str>,
    /// Heard before the words; empty for nothing.
    pub prefix: &'a str,
}

impl Default for ErrorMessage<'_> {
    fn default() -> Self {
        Self {
            content: Content::None,
            id: None,
            prefix: "Error",
        }
    }
}

/// Renders the error message.
#[must_use]
pub fn error_message(message: &ErrorMessage<'_>) -> Markup {
    html! {
        span class="nhsuk-error-message" id=[message.id] {
            @if !message.prefix.is_empty() {
                span class="nhsuk-u-visually-hidden" { (message.prefix) ": " }
            }
            (message.content)
        }
    }
}

/// A group of fields under one legend.
#[derive(Clone, Debug, Default)]
pub struct Fieldset<'a> {
    /// The legend.
    pub legend: Legend<'a>,
    /// Ids of what describes the group, separated by spaces.
    pub described_by: Option<&'a str>,
    /// The role, when the element's own is not enough.
    pub role: Option<&'static str>,
}

/// Renders the group around `inner`.
#[must_use]
pub fn fieldset(fieldset: &Fieldset<'_>, inner: &Markup) -> Markup {
    let attrs = Attrs::default()
        .class("nhsuk-fieldset")
        .opt("role", fieldset.role)
        .opt(
            "aria-describedby",
            fieldset.described_by.filter(|ids| !ids.is_empty()),
        );
    element("fieldset", &attrs, &html! { (legend(&fieldset.legend)) (inner) })
}

/// The hint and error message of one field, and the ids its `aria-describedby` lists.
pub(crate) struct Described {
    pub(crate) ids: String,
    pub(crate) markup: Markup,
}

impl Described {
    pub(crate) fn ids(&self) -> Option<&str> {
        (!self.ids.is_empty()).then_some(self.ids.as_str())
    }
}

/// `error` that is there but empty marks the field without words; Why: a date's parts share one message.
pub(crate) fn describe(
    before: Option<&str>,
    id: &str,
    hint_words: &Content<'_>,
    error: Option<&Content<'_>>,
) -> Described {
    let error = error.filter(|error| !error.is_empty());
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let conditional = [
        (!hint_words.is_empty(), hint_id.as_str()),
        (error.is_some(), error_id.as_str()),
    ];
    let ids = classes(before.unwrap_or_default(), &conditional, "");
    let markup = html! {
        @if !hint_words.is_empty() { (hint(hint_words, Some(&hint_id), "")) }
        @if let Some(error) = error {
            (error_message(&ErrorMessage { content: error.clone(), id: Some(&error_id), ..ErrorMessage::default() }))
        }
    };
    Described { ids, markup }
}

/// The block around one field or group.
pub(crate) fn form_group(in_error: bool, inner: &Markup) -> Markup {
    html! { div class=(classes("nhsuk-form-group", &[(in_error, "nhsuk-form-group--error")], "")) { (inner) } }
}
