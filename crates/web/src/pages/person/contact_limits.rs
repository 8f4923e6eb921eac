//! What a message must keep to: the fields on the page for how to reach somebody, and reading them back.

use maud::{Markup, html};
use sayso_core::person::{Hours, Limits};
use sayso_core::reach::{SENDER, is_sender};
use sayso_core::reads::Language;

use crate::form::Form;
use crate::nhs::{Choice, Choices, Choose, Input, Label, Select, checkboxes, input, select};
use crate::reading::Words;
use sayso_words::Say;
use sayso_words::sayings::limits as say;

/// The names of the fields, to carry them along.
pub(super) const FIELDS: [&str; 5] = ["from", "until", "weekends", "shared", "sender"];

/// What stands in the fields.
#[derive(Default)]
pub(super) struct Filled {
    from: String,
    until: String,
    weekends: String,
    shared: String,
    sender: String,
}

impl Filled {
    pub(super) fn of(limits: &Limits) -> Self {
        let hours = limits.hours;
        let ticked = |yes: bool| if yes { "no" } else { "" }.to_owned();
        Self {
            from: hours.from.to_string(),
            until: hours.until.to_string(),
            weekends: ticked(!hours.days[5] && !hours.days[6]),
            shared: if limits.shared { "yes" } else { "" }.into(),
            sender: limits.sender.clone(),
        }
    }

    pub(super) fn from(form: &Form) -> Self {
        let [from, until, weekends, shared, sender] = FIELDS.map(|f| form.get(f).to_owned());
        Self {
            from,
            until,
            weekends,
            shared,
            sender,
        }
    }
}

/// `8am`, `12 noon`, `midnight`.
fn hour(hour: u8) -> Say {
    match hour {
        0 | 24 => say::midnight(),
        12 => say::noon(),
        1..=11 => say::am(u32::from(hour)),
        _ => say::pm(u32::from(hour) - 12),
    }
}

fn hour_in_words(at: u8) -> String {
    hour(at).words(Language::English)
}

fn hours_from<'a>(
    name: &'a str,
    words: &'a str,
    value: &'a str,
    hours: &'a [(String, String)],
    error: Option<crate::nhs::Content<'a>>,
) -> Markup {
    let items = hours.iter().map(|(value, text)| Choose::Item {
        value,
        text,
        disabled: false,
    });
    select(&Select {
        name,
        label: Label::from(words),
        error,
        items: items.collect(),
        value: Some(value),
        ..Select::default()
    })
}

/// The fields.
pub(super) fn fields(filled: &Filled, errors: &[(&str, Say)], w: Words) -> Markup {
    let error = |field| w.wrong(errors, field);
    let usual = Filled::of(&Limits::default());
    let or = |value: &'_ str, usual: &'_ str| {
        if value.is_empty() {
            usual.to_owned()
        } else {
            value.to_owned()
        }
    };
    let (from, until) = (or(&filled.from, &usual.from), or(&filled.until, &usual.until));
    let hours = |range: std::ops::RangeInclusive<u8>| -> Vec<(String, String)> {
        range.map(|h| (h.to_string(), w.s(&hour(h)))).collect()
    };
    let (starts, ends) = (hours(0..=23), hours(1..=24));
    html! {
        h2 { (w.t(&say::when())) }
        p { (w.t(&say::when_hint())) }
        (hours_from("from", &w.s(&say::not_before()), &from, &starts, None))
        (hours_from("until", &w.s(&say::not_after()), &until, &ends, error("until")))
        (checkboxes(&Choices {
            name: "weekends",
            items: vec![Choice::new("no", w.t(&say::weekends()))],
            selected: vec![&filled.weekends],
            ..Choices::default()
        }))
        (checkboxes(&Choices {
            name: "shared",
            items: vec![Choice::hinted(
                "yes",
                w.t(&say::shared()),
                w.t(&say::shared_hint()),
            )],
            selected: vec![&filled.shared],
            ..Choices::default()
        }))
        (input(&Input {
            name: "sender",
            label: Label::from(w.t(&say::sender())),
            hint: w.t(&say::sender_hint()),
            value: Some(&filled.sender),
            autocomplete: Some("off"),
            width: Some(20),
            error: error("sender"),
            ..Input::default()
        }))
    }
}

/// Reads the fields. Where they are absent, messages keep to the day and say a name.
pub(super) fn read(form: &Form, errors: &mut Vec<(&'static str, Say)>) -> Limits {
    let usual = Hours::default();
    let hour = |name, usual: u8| {
        if form.get(name).is_empty() {
            Some(usual)
        } else {
            form.get(name).parse().ok()
        }
    };
    let mut days = [true; 7];
    if form.ticked("weekends", "no") {
        (days[5], days[6]) = (false, false);
    }
    let hours = match (hour("from", usual.from), hour("until", usual.until)) {
        (Some(from), Some(until)) => Hours { days, from, until },
        _ => Hours {
            days,
            from: 1,
            until: 1,
        },
    };
    if !hours.leave_any() {
        errors.push(("until", say::later_end()));
    }
    let sender = form.get("sender");
    if !sender.is_empty() && !is_sender(sender) {
        debug_assert_eq!(SENDER, 11, "the words below say so");
        errors.push(("sender", say::sender_letters()));
    }
    Limits {
        hours,
        shared: form.ticked("shared", "yes"),
        sender: sender.into(),
        // Whoever chooses a way here chooses it anew.
        no_texts: false,
    }
}

/// For those who reach the person: what else to keep to.
pub(in crate::pages) fn in_words(limits: &Limits) -> String {
    let mut words = String::new();
    let hours = limits.hours;
    if hours != Hours::default() {
        let (from, until) = (hour_in_words(hours.from), hour_in_words(hours.until));
        words = format!(" From {from} to {until} only.");
    }
    if !hours.days[5] && !hours.days[6] {
        words.push_str(" Not at weekends.");
    }
    if limits.shared {
        words.push_str(" Others see it.");
    }
    if limits.no_texts {
        words.push_str(" They asked for no more texts.");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_that_ends_before_it_begins_is_asked_again() {
        let mut errors = vec![];
        read(&Form::of(&[("from", "18"), ("until", "9")]), &mut errors);
        read(&Form::of(&[("from", "x"), ("until", "9")]), &mut errors);
        read(&Form::of(&[("sender", "Employment support")]), &mut errors);
        let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["until", "until", "sender"]);
    }

    #[test]
    fn what_was_chosen_comes_back_as_it_was_chosen() {
        let mut errors = vec![];
        let form = Form::of(&[
            ("from", "9"),
            ("until", "18"),
            ("weekends", "no"),
            ("shared", "yes"),
            ("sender", "Book 2"),
        ]);
        let limits = read(&form, &mut errors);
        assert!(errors.is_empty() && limits.shared && !limits.hours.days[6]);
        let filled = Filled::of(&limits);
        assert_eq!(
            (
                filled.from.as_str(),
                filled.until.as_str(),
                filled.sender.as_str()
            ),
            ("9", "18", "Book 2")
        );
        assert_eq!(
            in_words(&limits),
            " From 9am to 6pm only. Not at weekends. Others see it."
        );
        assert_eq!(in_words(&Limits::default()), "");
    }

    #[test]
    fn what_was_kept_before_these_limits_existed_still_reads() {
        let old = r#"{"way":"text","when":"mornings","may_name_service":false}"#;
        let contact: sayso_core::person::SafeContact = serde_json::from_str(old).unwrap();
        assert_eq!(contact.limits, Limits::default());
    }
}
