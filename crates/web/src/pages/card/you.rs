//! About you: a name and one way to make contact, and whatever else somebody wants to say. Owns: what is asked, and
//! what is wrong with an answer. Nothing typed here is stored.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::languages::LANGUAGES;
use sayso_core::screen;

use super::Way;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Choice, Choices, Choose, DateInput, Input, Label, Legend, Select, Size, Textarea, button,
    checkboxes, date_input, input, problems, select, textarea,
};

mod read;

use read::{Read, Wrong, read};

const A_NUMBER: &str =
    "This seems to hold a National Insurance number. Nobody here needs it: choose at the end of the page";

/// What stands in the fields, as typed: nothing is lost when something is wrong.
#[derive(Debug, Clone, Default)]
struct Typed {
    name: String,
    day: String,
    month: String,
    year: String,
    phone: String,
    email: String,
    own_words: String,
    access_needs: String,
    language: String,
    interpreter: bool,
}

impl Typed {
    fn of(way: &Way) -> Self {
        let d = &way.basket.details;
        let part = |f: fn(jiff::civil::Date) -> String| d.birth_date.map(f).unwrap_or_default();
        Self {
            name: d.name.clone(),
            day: part(|b| b.day().to_string()),
            month: part(|b| b.month().to_string()),
            year: part(|b| b.year().to_string()),
            phone: d.phone.clone().unwrap_or_default(),
            email: d.email.clone().unwrap_or_default(),
            own_words: way.basket.own_words.clone(),
            access_needs: d.access_needs.clone().unwrap_or_default(),
            language: d.language.clone().unwrap_or_default(),
            interpreter: d.interpreter,
        }
    }

    fn posted(form: &Form) -> Self {
        let mut typed = Self {
            name: form.get("name").into(),
            day: form.get("day").into(),
            month: form.get("month").into(),
            year: form.get("year").into(),
            phone: form.get("phone").into(),
            email: form.get("email").into(),
            own_words: form.get("own_words").into(),
            access_needs: form.get("access_needs").into(),
            language: form.get("language").into(),
            interpreter: form.ticked("interpreter", "yes"),
        };
        if form.get("keep_number") == "mask" {
            typed.own_words = screen::masked(&typed.own_words);
            typed.access_needs = screen::masked(&typed.access_needs);
        }
        typed
    }

    /// The field whose words seem to hold a National Insurance number.
    fn field_with_a_number(&self) -> Option<&'static str> {
        [
            ("own_words", &self.own_words),
            ("access_needs", &self.access_needs),
        ]
        .into_iter()
        .find(|(_, text)| !screen::ni_numbers(text).is_empty())
        .map(|(field, _)| field)
    }
}

pub(super) async fn page(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    let body = fields(&ctx, &way, &Typed::of(&way), &[], false);
    Ok(ctx.page("About you", Some(&format!("/card/{}", way.token)), &body))
}

pub(super) async fn post(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let mut way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    let back = format!("/card/{}", way.token);
    let typed = Typed::posted(&form);
    let today = ctx.site.house.source().now();
    let Read { details, own_words } = match read(&typed, today) {
        Ok(read) => read,
        Err(wrong) => {
            let body = fields(&ctx, &way, &typed, &wrong, false);
            return Ok(ctx.page_with_errors("About you", Some(&back), &body));
        }
    };
    if let Some(field) = typed
        .field_with_a_number()
        .filter(|_| form.get("keep_number") != "yes")
    {
        let found = Wrong {
            id: field,
            link: field,
            words: A_NUMBER,
        };
        let body = fields(&ctx, &way, &typed, &[found], true);
        return Ok(ctx.page_with_errors("About you", Some(&back), &body));
    }
    way.basket.details = details;
    way.basket.own_words = own_words;
    way.keep(&ctx);
    Ok(ctx.see(&way.path("share")))
}

fn fields(ctx: &Ctx, way: &Way, typed: &Typed, wrong: &[Wrong], number: bool) -> Markup {
    let said = |id: &str| wrong.iter().find(|w| w.id == id).map(|w| w.words.into());
    let listed: Vec<(&str, &str)> = wrong.iter().map(|w| (w.link, w.words)).collect();
    html! {
        (problems(&listed))
        div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" {
            h1 { "How can somebody reach you?" }
            p { "Give a name, and a phone number or an email address. Everything else is up to you." }
            p { "Nothing is kept yet. On the next page you choose what may be sent." }
            form method="post" action=(way.path("you")) novalidate {
                (ctx.csrf())
                (text("name", "Your name", "The name you want to be called.", &typed.name, said("name"), "name", None))
                (text("phone", "Phone number", "", &typed.phone, said("phone"), "tel", Some("tel")))
                (text("email", "Email address", "", &typed.email, said("email"), "email", Some("email")))
                (birth_date(typed, said("birth-date")))
                (textarea(&Textarea {
                    name: "own_words",
                    label: "What would you like help with?".into(),
                    hint: "In your own words, if you like. No diagnosis and no benefit is needed.".into(),
                    error: said("own_words"),
                    value: &typed.own_words,
                    ..Textarea::default()
                }))
                (access(typed, said("access_needs")))
                @if number { (about_a_number()) } @else { (button(&Button::primary("Continue"))) }
            }
        } }
    }
}

fn text(
    name: &'static str,
    words: &'static str,
    hint: &'static str,
    value: &str,
    error: Option<crate::nhs::Content<'_>>,
    autocomplete: &'static str,
    input_type: Option<&'static str>,
) -> Markup {
    input(&Input {
        name,
        label: words.into(),
        hint: hint.into(),
        value: Some(value),
        error,
        input_type,
        autocomplete: Some(autocomplete),
        spellcheck: Some(false),
        ..Input::default()
    })
}

fn birth_date(typed: &Typed, error: Option<crate::nhs::Content<'_>>) -> Markup {
    date_input(
        &DateInput {
            id: "birth-date",
            legend: Some("Date of birth (optional)".into()),
            hint: "It is not sent. It lets you sign in again from another place. For example, 15 3 1984."
                .into(),
            error,
            items: DateInput::parts(Some(&typed.day), Some(&typed.month), Some(&typed.year)),
            ..DateInput::default()
        }
        .of_birth(),
    )
}

fn access(typed: &Typed, error: Option<crate::nhs::Content<'_>>) -> Markup {
    let mut items = vec![Choose::Item {
        value: "",
        text: "English, or not listed",
        disabled: false,
    }];
    items.extend(LANGUAGES.iter().map(|(value, text)| Choose::Item {
        value,
        text,
        disabled: false,
    }));
    html! {
        h2 { "What helps you to communicate" }
        (textarea(&Textarea {
            name: "access_needs",
            label: Label::from("Anything that helps (optional)"),
            hint: "Large print, a quiet room, text and not calls, or a language that is not listed.".into(),
            error,
            value: &typed.access_needs,
            rows: Some(3),
            ..Textarea::default()
        }))
        (select(&Select {
            name: "language",
            label: "Language to speak in".into(),
            items,
            value: Some(&typed.language),
            ..Select::default()
        }))
        (checkboxes(&Choices {
            name: "interpreter",
            legend: Some(Legend { size: Some(Size::S), ..Legend::from("Interpreter") }),
            items: vec![Choice::new("yes", "I would like an interpreter")],
            selected: if typed.interpreter { vec!["yes"] } else { vec![] },
            ..Choices::default()
        }))
    }
}

fn about_a_number() -> Markup {
    html! {
        div class="nhsuk-button-group" {
            (button(&Button {
                name: Some("keep_number"),
                value: Some("mask"),
                ..Button::primary("Save with the number masked")
            }))
            (button(&Button {
                name: Some("keep_number"),
                value: Some("yes"),
                ..Button::secondary("Keep as written")
            }))
        }
    }
}
