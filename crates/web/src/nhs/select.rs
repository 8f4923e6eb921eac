//! A drop-down list. Never for fewer than about eight choices; radios are easier.

use maud::{Markup, html};

use super::{
    field::{describe, form_group},
    heading::{Label, label},
    parts::{Content, classes},
};

/// One line of the list, or a rule between lines.
#[derive(Clone, Debug)]
pub enum Choose<'a> {
    /// Something to choose.
    Item {
        /// What is sent.
        value: &'a str,
        /// The words.
        text: &'a str,
        /// Cannot be chosen.
        disabled: bool,
    },
    /// A rule.
    Divider,
}

/// A drop-down list.
#[derive(Clone, Debug, Default)]
pub struct Select<'a> {
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
    /// The lines, in order.
    pub items: Vec<Choose<'a>>,
    /// The value chosen.
    pub value: Option<&'a str>,
    /// Cannot be changed.
    pub disabled: bool,
    /// Something beside the field, such as a button.
    pub after: Content<'a>,
    /// Ids of what else describes it.
    pub described_by: Option<&'a str>,
    /// More classes.
    pub classes: &'a str,
}

/// Renders the list.
#[must_use]
pub fn select(field: &Select<'_>) -> Markup {
    let id = field.id.unwrap_or(field.name);
    let described = describe(field.described_by, id, &field.hint, field.error.as_ref());
    let class = classes(
        "nhsuk-select",
        &[(field.error.is_some(), "nhsuk-select--error")],
        field.classes,
    );
    let control = html! {
        select class=(class) id=(id) name=(field.name) disabled[field.disabled] aria-describedby=[described.ids()] {
            @for item in &field.items {
                @match item {
                    Choose::Divider => { hr; }
                    Choose::Item { value, text, disabled } => {
                        option value=(value) selected[field.value == Some(value)] disabled[*disabled] { (text) }
                    }
                }
            }
        }
    };
    let inner = html! {
        (label(&field.label, Some(id)))
        (described.markup)
        @if field.after.is_empty() { (control) } @else {
            div class="nhsuk-input-wrapper" { (control) (field.after) }
        }
    };
    form_group(field.error.is_some(), &inner)
}
