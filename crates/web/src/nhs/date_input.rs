//! A date as three plain fields. Never a calendar: people know their dates in words and numbers.

use maud::{Markup, html};

use super::{
    field::{Fieldset, describe, fieldset, form_group},
    heading::{Label, Legend},
    input::{Input, input},
    parts::Content,
};

/// One part of a date.
#[derive(Clone, Debug, Default)]
pub struct DatePart<'a> {
    /// The field's name: `day`, `month`, `year`.
    pub name: &'a str,
    /// Its label; the name with a capital when absent.
    pub label: Option<&'a str>,
    /// What it holds.
    pub value: Option<&'a str>,
    /// Characters wide; 4 for `year` and 2 for the others when absent.
    pub width: Option<u8>,
    /// Marked as wrong. When no part says, a date with an error marks them all.
    pub error: Option<bool>,
    /// What a browser may fill in: `bday-day`.
    pub autocomplete: Option<&'static str>,
    /// Cannot be changed, or can, whatever the group says.
    pub disabled: Option<bool>,
}

/// A date.
#[derive(Clone, Debug, Default)]
pub struct DateInput<'a> {
    /// The id of the group; the parts' ids start with it.
    pub id: &'a str,
    /// Makes the names `prefix[day]`.
    pub name_prefix: Option<&'a str>,
    /// The question. Without one there is no fieldset.
    pub legend: Option<Legend<'a>>,
    /// A hint, such as "For example, 15 3 1984".
    pub hint: Content<'a>,
    /// What is wrong; there but empty marks the group without words.
    pub error: Option<Content<'a>>,
    /// The parts, in order; [`DateInput::parts`] makes the usual three.
    pub items: Vec<DatePart<'a>>,
    /// None can be changed.
    pub disabled: bool,
}

impl<'a> DateInput<'a> {
    /// Day, month and year holding these values.
    #[must_use]
    pub fn parts(day: Option<&'a str>, month: Option<&'a str>, year: Option<&'a str>) -> Vec<DatePart<'a>> {
        [("day", day), ("month", month), ("year", year)]
            .into_iter()
            .map(|(name, value)| DatePart {
                name,
                value,
                ..DatePart::default()
            })
            .collect()
    }

    /// The same date asked as a date of birth: a browser may fill it in (WCAG 1.3.5).
    #[must_use]
    pub fn of_birth(mut self) -> Self {
        for part in &mut self.items {
            part.autocomplete = match part.name {
                "day" => Some("bday-day"),
                "month" => Some("bday-month"),
                "year" => Some("bday-year"),
                _ => None,
            };
        }
        self
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Renders the date.
#[must_use]
pub fn date_input(date: &DateInput<'_>) -> Markup {
    let some_part_is_wrong = date.items.iter().any(|part| part.error == Some(true));
    let described = describe(None, date.id, &date.hint, date.error.as_ref());
    let inner = html! {
        (described.markup)
        div class="nhsuk-date-input" id=[(!date.id.is_empty()).then_some(date.id)] {
            @for part in &date.items { (one(date, part, some_part_is_wrong)) }
        }
    };
    let inner = match &date.legend {
        Some(legend) => {
            // Why: some screen readers skip the description of a plain fieldset of text fields.
            let role = Some("group");
            fieldset(
                &Fieldset {
                    legend: legend.clone(),
                    described_by: described.ids(),
                    role,
                },
                &inner,
            )
        }
        None => inner,
    };
    form_group(date.error.is_some() || some_part_is_wrong, &inner)
}

fn one(date: &DateInput<'_>, part: &DatePart<'_>, some_part_is_wrong: bool) -> Markup {
    let wrong = match part.error {
        Some(wrong) => wrong,
        None => date.error.is_some() && !some_part_is_wrong,
    };
    let id = format!("{}-{}", date.id, part.name);
    let name = date.name_prefix.map(|prefix| format!("{prefix}[{}]", part.name));
    let words = part.label.map_or_else(|| capitalised(part.name), str::to_owned);
    let field = Input {
        name: name.as_deref().unwrap_or(part.name),
        id: Some(&id),
        label: Label {
            content: words.into(),
            classes: "nhsuk-date-input__label",
            ..Label::default()
        },
        error: wrong.then_some(Content::None),
        value: part.value,
        inputmode: Some("numeric"),
        autocomplete: part.autocomplete,
        width: Some(part.width.unwrap_or(if part.name == "year" { 4 } else { 2 })),
        disabled: part.disabled.unwrap_or(date.disabled),
        classes: "nhsuk-date-input__input",
        ..Input::default()
    };
    html! { div class="nhsuk-date-input__item" { (input(&field)) } }
}
