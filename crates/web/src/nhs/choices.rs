//! Radios and checkboxes. Never ticks one by itself: what is chosen comes from the caller, and a page that asks
//! passes nothing.

use maud::{Markup, html};

use super::{
    field::{Fieldset, describe, fieldset, form_group, hint},
    heading::{Label, Legend, label},
    parts::{Content, classes},
};

/// What ticking one box does to the others (with scripts; the server checks again).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// Unticks the others: "None of these".
    Exclusive,
    /// Ticks the others: "All of these". Hidden without scripts.
    Inclusive,
}

/// One radio or checkbox.
#[derive(Clone, Debug, Default)]
pub struct Item<'a> {
    /// What is sent.
    pub value: &'a str,
    /// The words.
    pub text: Content<'a>,
    /// A hint of its own.
    pub hint: Content<'a>,
    /// Its id; made from the group's when absent.
    pub id: Option<&'a str>,
    /// Its field name, for checkboxes that differ.
    pub name: Option<&'a str>,
    /// Chosen or not, whatever the group says.
    pub checked: Option<bool>,
    /// Cannot be chosen, or can, whatever the group says.
    pub disabled: Option<bool>,
    /// More fields, shown when it is chosen (always, without scripts). On a checkbox only: on a radio the
    /// published script sets `aria-expanded`, which axe objects to; ask on the next page instead.
    pub conditional: Content<'a>,
    /// What ticking it does to the others.
    pub behaviour: Option<Behaviour>,
    /// Which others.
    pub behaviour_group: Option<&'a str>,
}

/// A choice, or a word between choices.
#[derive(Clone, Debug)]
pub enum Choice<'a> {
    /// Something to choose.
    Item(Item<'a>),
    /// A word such as "or".
    Divider(&'a str),
    /// A word such as "or" before an [`Behaviour::Inclusive`] box; hidden without scripts.
    InclusiveDivider(&'a str),
}

impl<'a> Choice<'a> {
    /// A plain choice.
    #[must_use]
    pub fn new(value: &'a str, text: impl Into<Content<'a>>) -> Self {
        Self::Item(Item {
            value,
            text: text.into(),
            ..Item::default()
        })
    }

    /// A choice with a hint beneath.
    #[must_use]
    pub fn hinted(value: &'a str, text: impl Into<Content<'a>>, hint: impl Into<Content<'a>>) -> Self {
        Self::Item(Item {
            value,
            text: text.into(),
            hint: hint.into(),
            ..Item::default()
        })
    }
}

impl<'a> From<Item<'a>> for Choice<'a> {
    fn from(item: Item<'a>) -> Self {
        Self::Item(item)
    }
}

/// A group of radios or of checkboxes.
#[derive(Clone, Debug, Default)]
pub struct Choices<'a> {
    /// The field's name.
    pub name: &'a str,
    /// What ids start with; the name when absent. The first choice has it as its id, for the error summary.
    pub id_prefix: Option<&'a str>,
    /// The question. Without one there is no fieldset.
    pub legend: Option<Legend<'a>>,
    /// A hint.
    pub hint: Content<'a>,
    /// What is wrong; there but empty marks the group without words.
    pub error: Option<Content<'a>>,
    /// The choices, in order.
    pub items: Vec<Choice<'a>>,
    /// The values chosen: at most one for radios.
    pub selected: Vec<&'a str>,
    /// Smaller.
    pub small: bool,
    /// Side by side.
    pub inline: bool,
    /// None can be chosen.
    pub disabled: bool,
    /// Ids of what else describes the group.
    pub described_by: Option<&'a str>,
    /// More classes.
    pub classes: &'a str,
}

/// Renders radios: one of several.
#[must_use]
pub fn radios(choices: &Choices<'_>) -> Markup {
    group(choices, "radios", "radio")
}

/// Renders checkboxes: any of several.
#[must_use]
pub fn checkboxes(choices: &Choices<'_>) -> Markup {
    group(choices, "checkboxes", "checkbox")
}

fn group(choices: &Choices<'_>, block: &'static str, kind: &'static str) -> Markup {
    let prefix = choices.id_prefix.unwrap_or(choices.name);
    let described = describe(
        choices.described_by,
        prefix,
        &choices.hint,
        choices.error.as_ref(),
    );
    let base = format!("nhsuk-{block}");
    let (small, inline) = (format!("{base}--small"), format!("{base}--inline"));
    let class = classes(
        &base,
        &[(choices.small, &small), (choices.inline, &inline)],
        choices.classes,
    );
    let inner = html! {
        (described.markup)
        div class=(class) data-module=(base) {
            @for (at, choice) in choices.items.iter().enumerate() {
                @match choice {
                    Choice::Divider(word) => { div class={ (base) "__divider" } { (word) } }
                    Choice::InclusiveDivider(word) => {
                        div class={ (base) "__divider nhsuk-u-frontend-not-supported-hidden" } { (word) }
                    }
                    Choice::Item(item) => {
                        @let id = match (item.id, at) {
                            (Some(id), _) => id.to_owned(),
                            (None, 0) => prefix.to_owned(),
                            (None, _) => format!("{prefix}-{}", at + 1),
                        };
                        // Without a fieldset each box carries the description of the group (checkboxes only).
                        @let outer = described.ids().filter(|_| choices.legend.is_none() && kind == "checkbox");
                        (one(choices, item, &base, kind, &id, outer))
                    }
                }
            }
        }
    };
    let inner = match &choices.legend {
        Some(legend) => {
            let around = Fieldset {
                legend: legend.clone(),
                described_by: described.ids(),
                ..Fieldset::default()
            };
            fieldset(&around, &inner)
        }
        None => inner,
    };
    form_group(choices.error.is_some(), &inner)
}

fn one(
    choices: &Choices<'_>,
    item: &Item<'_>,
    base: &str,
    kind: &str,
    id: &str,
    outer: Option<&str>,
) -> Markup {
    let checked = item
        .checked
        .unwrap_or_else(|| choices.selected.contains(&item.value));
    let hint_id = format!("{id}-item-hint");
    let described_by = classes(
        outer.unwrap_or_default(),
        &[(!item.hint.is_empty(), hint_id.as_str())],
        "",
    );
    let described_by = (!described_by.is_empty()).then_some(described_by);
    let conditional_id = (!item.conditional.is_empty()).then(|| format!("conditional-{id}"));
    let hidden = item.behaviour == Some(Behaviour::Inclusive);
    let behaviour = item.behaviour.map(|behaviour| match behaviour {
        Behaviour::Exclusive => "exclusive",
        Behaviour::Inclusive => "inclusive",
    });
    let item_class = classes(
        &format!("{base}__item"),
        &[(hidden, "nhsuk-u-frontend-not-supported-hidden")],
        "",
    );
    let label_class = format!("{base}__label");
    let words = Label {
        content: item.text.clone(),
        classes: &label_class,
        ..Label::default()
    };
    let closed = format!("{base}__conditional--hidden");
    html! {
        div class=(item_class) {
            input class={ (base) "__input" } id=(id) name=(item.name.unwrap_or(choices.name)) type=(kind)
                value=(item.value) checked[checked] disabled[item.disabled.unwrap_or(choices.disabled)]
                data-behaviour=[behaviour] data-behaviour-group=[item.behaviour_group]
                data-aria-controls=[conditional_id.as_deref()] aria-describedby=[described_by];
            (label(&words, Some(id)))
            @if !item.hint.is_empty() { (hint(&item.hint, Some(&hint_id), &format!("{base}__hint"))) }
        }
        @if let Some(conditional_id) = &conditional_id {
            div class=(classes(&format!("{base}__conditional"), &[(!checked, &closed)], "")) id=(conditional_id) {
                (item.conditional)
            }
        }
    }
}
