//! One line of text, and many lines. Never limits length by itself and never uses a placeholder: it vanishes
//! when it is needed.

use maud::{Markup, html};

use super::{
    field::{describe, form_group},
    heading::{Label, label},
    parts::{Content, classes},
};

/// A field for one line of text.
#[derive(Clone, Debug, Default)]
pub struct Input<'a> {
    /// The field's name.
    pub name: &'a str,
    /// Its id; the name when absent.
    pub id: Option<&'a str>,
    /// The words that name it.
    pub label: Label<'a>,
    /// A hint.
    pub hint: Content<'a>,
    /// What is wrong; there but empty marks the field without words.
    pub error: Option<Content<'a>>,
    /// What it holds.
    pub value: Option<&'a str>,
    /// `text` when absent; `tel`, `email`.
    pub input_type: Option<&'static str>,
    /// The keyboard to show: `numeric`, `tel`.
    pub inputmode: Option<&'static str>,
    /// What a browser may fill in: `name`, `one-time-code`.
    pub autocomplete: Option<&'static str>,
    /// Whether the keyboard makes capitals.
    pub autocapitalize: Option<&'static str>,
    /// Whether spelling is checked.
    pub spellcheck: Option<bool>,
    /// Characters wide: 2, 3, 4, 5, 10, 20 or 30.
    pub width: Option<u8>,
    /// Wide letters, for codes and numbers read aloud.
    pub code: bool,
    /// Larger.
    pub large: bool,
    /// Cannot be changed.
    pub disabled: bool,
    /// Words before the field, such as "£".
    pub prefix: Content<'a>,
    /// Words after the field.
    pub suffix: Content<'a>,
    /// Something beside the field, such as a button.
    pub after: Content<'a>,
    /// Ids of what else describes it.
    pub described_by: Option<&'a str>,
    /// More classes.
    pub classes: &'a str,
}

/// Renders the field.
#[must_use]
pub fn input(field: &Input<'_>) -> Markup {
    let id = field.id.unwrap_or(field.name);
    let described = describe(field.described_by, id, &field.hint, field.error.as_ref());
    let width = match field.width {
        Some(width @ (2 | 3 | 4 | 5 | 10 | 20 | 30)) => format!("nhsuk-input--width-{width}"),
        _ => String::new(),
    };
    let conditional = [
        (field.large, "nhsuk-input--large"),
        (field.code, "nhsuk-input--code"),
        (field.error.is_some(), "nhsuk-input--error"),
        (true, width.as_str()),
    ];
    let spellcheck = field.spellcheck.map(|on| if on { "true" } else { "false" });
    let control = html! {
        input class=(classes("nhsuk-input", &conditional, field.classes)) id=(id) name=(field.name)
            type=(field.input_type.unwrap_or("text")) spellcheck=[spellcheck] value=[field.value]
            disabled[field.disabled] aria-describedby=[described.ids()] autocomplete=[field.autocomplete]
            autocapitalize=[field.autocapitalize] inputmode=[field.inputmode];
    };
    let wrapped = !(field.prefix.is_empty() && field.suffix.is_empty() && field.after.is_empty());
    let around = classes(
        "nhsuk-input-wrapper",
        &[(field.large, "nhsuk-input-wrapper--large")],
        "",
    );
    let inner = html! {
        (label(&field.label, Some(id)))
        (described.markup)
        @if wrapped {
            div class=(around) {
                @if !field.prefix.is_empty() {
                    div class="nhsuk-input-wrapper__prefix" aria-hidden="true" { (field.prefix) }
                }
                (control)
                @if !field.suffix.is_empty() {
                    div class="nhsuk-input-wrapper__suffix" aria-hidden="true" { (field.suffix) }
                }
                (field.after)
            }
        } @else { (control) }
    };
    form_group(field.error.is_some(), &inner)
}

/// A field for several lines of text.
#[derive(Clone, Debug, Default)]
pub struct Textarea<'a> {
    /// The field's name.
    pub name: &'a str,
    /// Its id; the name when absent.
    pub id: Option<&'a str>,
    /// The words that name it.
    pub label: Label<'a>,
    /// A hint.
    pub hint: Content<'a>,
    /// What is wrong; there but empty marks the field without words.
    pub error: Option<Content<'a>>,
    /// What it holds.
    pub value: &'a str,
    /// Lines shown; 5 when absent.
    pub rows: Option<u8>,
    /// What a browser may fill in.
    pub autocomplete: Option<&'static str>,
    /// Whether spelling is checked.
    pub spellcheck: Option<bool>,
    /// Cannot be changed.
    pub disabled: bool,
    /// Ids of what else describes it.
    pub described_by: Option<&'a str>,
    /// More classes.
    pub classes: &'a str,
}

/// Renders the field.
#[must_use]
pub fn textarea(field: &Textarea<'_>) -> Markup {
    let id = field.id.unwrap_or(field.name);
    let described = describe(field.described_by, id, &field.hint, field.error.as_ref());
    let class = classes(
        "nhsuk-textarea",
        &[(field.error.is_some(), "nhsuk-textarea--error")],
        field.classes,
    );
    let spellcheck = field.spellcheck.map(|on| if on { "true" } else { "false" });
    // A browser drops one line break right after the tag; without ours it would be the person's own.
    let keep = if field.value.starts_with('\n') { "\n" } else { "" };
    let inner = html! {
        (label(&field.label, Some(id)))
        (described.markup)
        textarea class=(class) id=(id) name=(field.name) rows=(field.rows.unwrap_or(5)) spellcheck=[spellcheck]
            disabled[field.disabled] aria-describedby=[described.ids()] autocomplete=[field.autocomplete] {
            (keep) (field.value)
        }
    };
    form_group(field.error.is_some(), &inner)
}
