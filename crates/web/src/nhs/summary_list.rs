//! A list of facts with what can be done about each. Never wider than what it was given.

use maud::{Markup, html};

use super::{
    card::{Action, Card, action, card},
    parts::{Content, classes},
};

/// One fact.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    /// What it is.
    pub key: Content<'a>,
    /// What it says.
    pub value: Content<'a>,
    /// What can be done about it.
    pub actions: Vec<Action<'a>>,
    /// Without the line beneath.
    pub no_border: bool,
}

impl<'a> Row<'a> {
    /// A fact with nothing to do about it.
    #[must_use]
    pub fn fact(key: impl Into<Content<'a>>, value: impl Into<Content<'a>>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            ..Self::default()
        }
    }

    /// The same fact with one more action.
    #[must_use]
    pub fn with(mut self, action: Action<'a>) -> Self {
        self.actions.push(action);
        self
    }
}

/// A list of facts.
#[derive(Clone, Debug, Default)]
pub struct SummaryList<'a> {
    /// The facts, in order.
    pub rows: Vec<Row<'a>>,
    /// Without lines.
    pub no_border: bool,
    /// Without the last line.
    pub no_last_row_border: bool,
    /// Stands in this card.
    pub card: Option<Card<'a>>,
    /// Its id.
    pub id: Option<&'a str>,
    /// More classes.
    pub classes: &'a str,
}

fn row(row: &Row<'_>, about: &Content<'_>, others_have_actions: bool) -> Markup {
    let conditional = [
        (
            others_have_actions && row.actions.is_empty(),
            "nhsuk-summary-list__row--no-actions",
        ),
        (row.no_border, "nhsuk-summary-list__row--no-border"),
    ];
    html! {
        div class=(classes("nhsuk-summary-list__row", &conditional, "")) {
            dt class="nhsuk-summary-list__key" { (row.key) }
            dd class="nhsuk-summary-list__value" { (row.value) }
            @match row.actions.as_slice() {
                [] => {}
                [only] => { dd class="nhsuk-summary-list__actions" { (action(only, about)) } }
                several => {
                    dd class="nhsuk-summary-list__actions" {
                        ul class="nhsuk-summary-list__actions-list" {
                            @for one in several {
                                li class="nhsuk-summary-list__actions-list-item" { (action(one, about)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Renders the list, inside its card when it has one.
#[must_use]
pub fn summary_list(list: &SummaryList<'_>) -> Markup {
    let nothing = Content::None;
    let about = list.card.as_ref().map_or(&nothing, |card| &card.heading);
    let has_actions = list.rows.iter().any(|row| !row.actions.is_empty());
    let conditional = [
        (list.no_border, "nhsuk-summary-list--no-border"),
        (
            list.no_last_row_border && !list.no_border,
            "nhsuk-summary-list--no-last-row-border",
        ),
    ];
    let inner = html! {
        dl class=(classes("nhsuk-summary-list", &conditional, list.classes)) id=[list.id] {
            @for one in &list.rows { (row(one, about, has_actions)) }
        }
    };
    match &list.card {
        Some(around) => card(&Card {
            description: inner.into(),
            ..around.clone()
        }),
        None => inner,
    }
}
