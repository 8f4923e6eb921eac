//! What the provider's pages share: staff words for what is shared, reading times, the look at free text. Owns: no
//! page.

use axum::response::Response;
use jiff::civil::{Date, Time};
use maud::{Markup, html};
use sayso_app::Error;
use sayso_core::category::{Categories, Category};
use sayso_core::id::Id;
use sayso_core::person::{SafeContact, Way};
use sayso_core::sayso::{Channel, Purpose};
use sayso_core::screen;
use sayso_core::tone;

use crate::ctx::Ctx;
use crate::form::Form;
use crate::nhs::{
    Button, Choice, Choices, DateInput, Input, Label, Size, Textarea, button, date_input, input, inset_text,
    radios, textarea,
};

/// An id from an address: anything that is none looks like something that is not there.
pub(super) fn id<T>(text: &str) -> Result<Id<T>, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

/// A category as staff read it.
const fn category(c: Category) -> &'static str {
    match c {
        Category::Identity => "name",
        Category::Contact => "ways to reach them",
        Category::AccessNeeds => "access needs",
        Category::OwnWords => "help they want",
        Category::Work => "work so far",
        Category::HealthForWork => "needs at work",
        Category::Plan => "hopes and next steps",
        Category::Appointments => "meetings",
        Category::CoachNotes => "notes",
        Category::Jobs => "jobs",
        Category::Wellbeing => "how they feel",
        Category::FeedbackToGp => "words for their GP",
    }
}

/// `name, meetings and notes`
pub(super) fn shared(categories: Categories) -> String {
    let all: Vec<String> = categories.iter().map(|c| category(c).to_owned()).collect();
    sayso_core::words::and(&all)
}

/// What nobody may do as long as this purpose has no yes.
pub(super) const fn may_not(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Refer => "give support",
        Purpose::FeedbackToGp => "tell their GP how it went",
        Purpose::Employers => "speak to employers about them",
        Purpose::InWork => "follow them once they are in work",
        Purpose::NeedsAtWork => "read what they need at work because of their health",
        Purpose::PayEvidence => "keep evidence of their pay",
        Purpose::Evaluation => "use their answers for research",
    }
}

/// `Text only. Not after 6pm.`
pub(super) fn safe_contact(safe: &SafeContact) -> String {
    let way = match safe.way {
        Way::Text => "Text message only",
        Way::Email => "Email only",
        Way::Phone => "Phone, and speak to nobody else",
        Way::Post => "Letter only",
        Way::AskAtPractice => "Do not contact. They come to us",
    };
    let name = if safe.may_name_service {
        ""
    } else {
        " Do not name the service."
    };
    let limits = crate::pages::person::contact_limits::in_words(&safe.limits);
    match safe.when.trim().trim_end_matches('.') {
        "" => format!("{way}.{name}{limits}"),
        when => format!("{way}. {when}.{name}{limits}"),
    }
}

/// How something was heard.
pub(super) const HEARD: [(&str, &str); 3] = [
    ("in_person", "In person"),
    ("phone", "By phone, and I read it back"),
    ("paper", "On paper"),
];

/// The question how it was heard. In person stands first and is chosen: it is a fact about us, not about the person.
pub(super) fn how_heard(question: &'static str) -> Markup {
    radios(&Choices {
        name: "channel",
        legend: Some(Label {
            content: question.into(),
            size: Some(Size::S),
            ..Label::default()
        }),
        items: HEARD.iter().map(|(v, words)| Choice::new(v, *words)).collect(),
        selected: vec!["in_person"],
        ..Choices::default()
    })
}

/// How it was heard; in person where the form did not say.
pub(super) fn channel(form: &Form) -> Channel {
    Channel::parse(form.get("channel")).unwrap_or(Channel::InPerson)
}

/// Day, month and year.
pub(super) fn date_fields(
    question: &'static str,
    hint: &'static str,
    form: &Form,
    error: Option<&str>,
) -> Markup {
    let value = |name| Some(form.get(name)).filter(|v| !v.is_empty());
    date_input(&DateInput {
        id: "date",
        legend: Some(Label {
            content: question.into(),
            size: Some(Size::S),
            ..Label::default()
        }),
        hint: hint.into(),
        error: error.map(|e| e.to_owned().into()),
        items: DateInput::parts(value("day"), value("month"), value("year")),
        ..DateInput::default()
    })
}

/// A time of day.
pub(super) fn time_field(hint: &'static str, form: &Form, error: Option<&str>) -> Markup {
    input(&Input {
        name: "time",
        label: "Time".into(),
        hint: hint.into(),
        value: Some(form.get("time")).filter(|v| !v.is_empty()),
        error: error.map(|e| e.to_owned().into()),
        width: Some(5),
        ..Input::default()
    })
}

/// The day that a form names; `Ok(None)` when it names none, `Err` when there is no such day.
pub(super) fn date(form: &Form) -> Result<Option<Date>, ()> {
    let parts = ["day", "month", "year"].map(|name| form.get(name));
    if parts.iter().all(|p| p.is_empty()) {
        return Ok(None);
    }
    let number = |text: &str| text.parse::<i16>().map_err(drop);
    let small = |text: &str| text.parse::<i8>().map_err(drop);
    Date::new(number(parts[2])?, small(parts[1])?, small(parts[0])?)
        .map(Some)
        .map_err(drop)
}

/// `2pm`, `2:30pm`, `2.30 pm`, `14:30`.
pub(super) fn time(text: &str) -> Option<Time> {
    let text = text
        .trim()
        .to_lowercase()
        .replace([' ', '\u{a0}'], "")
        .replace('.', ":");
    let (digits, add) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(rest), _) => (rest.to_owned(), Some(12)),
        (_, Some(rest)) => (rest.to_owned(), Some(0)),
        (None, None) => (text, None),
    };
    let (hour, minute) = digits.split_once(':').unwrap_or((&digits, "0"));
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match add {
        Some(add) if (1..=12).contains(&hour) => hour % 12 + add,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// A large box for words.
pub(super) fn words_box(
    name: &'static str,
    label: &str,
    hint: &str,
    value: &str,
    error: Option<&str>,
) -> Markup {
    textarea(&Textarea {
        name,
        label: Label {
            content: label.to_owned().into(),
            size: Some(Size::S),
            ..Label::default()
        },
        hint: hint.to_owned().into(),
        value,
        error: error.map(|e| e.to_owned().into()),
        rows: Some(8),
        ..Textarea::default()
    })
}

/// Words as the person will read them, for whoever is about to save them: what [`advice`] speaks of is underlined.
pub(super) fn before_saving(text: &str) -> Markup {
    html! {
        @for line in text.lines() {
            p class="app-wrap" {
                @for piece in tone::pieces(line) {
                    @if piece.instead.is_some() { u class="app-soft" { (piece.text) } } @else { (piece.text) }
                }
            }
        }
    }
}

/// What could stand instead of the underlined words, each once. It is advice: nothing is changed and nothing waits.
pub(super) fn advice(texts: &[&str]) -> Markup {
    let pieces = texts.iter().flat_map(|text| tone::pieces(text));
    let found = pieces.filter_map(|p| Some((p.text.to_lowercase(), p.instead?)));
    let found: std::collections::BTreeMap<String, &str> = found.collect();
    html! {
        @if !found.is_empty() {
            h2 class="nhsuk-heading-s" { "Words that are underlined" }
            p { "They can sound like a verdict. You decide: nothing is changed for you." }
            ul { @for (word, instead) in &found { li { "“" (word) "”. Perhaps: " (instead) "." } } }
        }
    }
}

/// The words of a field as they may be kept: as they are where they hold no number, or as the writer chose; `None`
/// where the writer must be asked first.
pub(super) fn screened(form: &Form, name: &str) -> Option<String> {
    let text = form.get(name);
    match form.get("keep_number") {
        "yes" => Some(text.to_owned()),
        "mask" => Some(screen::masked(text)),
        _ if screen::ni_numbers(text).is_empty() => Some(text.to_owned()),
        _ => None,
    }
}

/// The same words again with the two ways to go on. `also` are the form's other fields.
pub(super) fn ask_about_number(
    ctx: &Ctx,
    action: &str,
    back: &str,
    (name, label): (&'static str, &str),
    form: &Form,
    also: &[&str],
) -> Response {
    let choice = |text: &'static str, value: &'static str, primary: bool| {
        let base = if primary {
            Button::primary(text)
        } else {
            Button::secondary(text)
        };
        button(&Button {
            name: Some("keep_number"),
            value: Some(value),
            ..base
        })
    };
    let body = html! {
        (crate::nhs::problems(&[(name, "This may hold a National Insurance number. Choose how to save it")]))
        h1 { "Keep this number out?" }
        (inset_text(&"We do not need National Insurance numbers. Nothing has been lost.".into()))
        form method="post" action=(action) novalidate {
            (ctx.csrf())
            @for field in also { input type="hidden" name=(field) value=(form.get(field)); }
            (words_box(name, label, "", form.get(name), Some("This may hold a National Insurance number")))
            div class="nhsuk-button-group" {
                (choice("Save with the number masked", "mask", true))
                (choice("Keep as written", "yes", false))
            }
        }
    };
    ctx.page_with_errors("Check the words", Some(back), &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_however_people_write_it() {
        let at = |text| time(text).map(|t| (t.hour(), t.minute()));
        for (text, expected) in [
            ("2pm", Some((14, 0))),
            ("2.30 pm", Some((14, 30))),
            ("12am", Some((0, 0))),
            ("12:15pm", Some((12, 15))),
            ("09:05", Some((9, 5))),
            ("14:30", Some((14, 30))),
            ("25:00", None),
            ("13pm", None),
            ("soon", None),
        ] {
            assert_eq!(at(text), expected, "{text}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_no_day_and_no_day_is_none() {
        let form = |d, m, y| Form::of(&[("day", d), ("month", m), ("year", y)]);
        assert_eq!(date(&form("", "", "")), Ok(None));
        assert!(date(&form("18", "5", "2026")).is_ok_and(|d| d.is_some()));
        assert_eq!(date(&form("31", "2", "2026")), Err(()));
        assert_eq!(date(&form("1", "", "2026")), Err(()));
    }

    #[test]
    fn words_with_a_number_wait_for_a_choice_and_lose_nothing() {
        let form = |keep| Form::of(&[("text", "it is QQ123456C"), ("keep_number", keep)]);
        assert_eq!(screened(&form(""), "text"), None);
        assert_eq!(
            screened(&form("mask"), "text").as_deref(),
            Some("it is [number removed]")
        );
        assert_eq!(screened(&form("yes"), "text").as_deref(), Some("it is QQ123456C"));
    }

    #[test]
    fn the_safe_way_is_one_line_with_its_limits() {
        let safe = SafeContact {
            way: Way::Text,
            when: "Not after 6pm".into(),
            may_name_service: false,
            limits: sayso_core::person::Limits::default(),
        };
        assert_eq!(
            safe_contact(&safe),
            "Text message only. Not after 6pm. Do not name the service."
        );
    }
}
