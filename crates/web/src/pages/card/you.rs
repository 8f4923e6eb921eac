//! About you: a name and one way to make contact, and whatever else somebody wants to say. Owns: what is asked, and
//! what is wrong with an answer. Nothing typed here is stored.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::languages::LANGUAGES;
use sayso_core::reads::{ReadingNeed, Reads};
use sayso_core::screen;
use sayso_words::sayings::{card as say, common, reading as say_reading};

use super::Way;
use crate::ctx::{Answer, Ctx};
use crate::drawing::{checked_by_nobody, print_of};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Choice, Choices, Choose, DateInput, Input, Label, Legend, Select, Size, Textarea, button,
    checkboxes, date_input, input, select, textarea,
};
use crate::reading::{self, Words};

mod read;

use read::{Read, Wrong, read};

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
    Ok(ctx.page_said(&say::row_you(), Some(&format!("/card/{}", way.token)), &body))
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
            return Ok(ctx.page_said_with_errors(&say::row_you(), Some(&back), &body));
        }
    };
    if let Some(field) = typed
        .field_with_a_number()
        .filter(|_| form.get("keep_number") != "yes")
    {
        let found = Wrong {
            id: field,
            link: field,
            words: say::a_number(),
        };
        let body = fields(&ctx, &way, &typed, &[found], true);
        return Ok(ctx.page_said_with_errors(&say::row_you(), Some(&back), &body));
    }
    let chosen = reading::read(&form).unwrap_or_default();
    let said_before = way.basket.details.reading.is_some();
    way.basket.details = details;
    way.basket.own_words = own_words;
    // Identify and record: whoever reads another way says it once, here, and everything comes that way.
    way.basket.details.reading = (said_before || chosen != ctx.reads() || chosen != Reads::default())
        .then_some(ReadingNeed {
            reads: chosen,
            asked_at: today,
        });
    way.keep(&ctx);
    Ok(ctx.see_reading(&way.path("share"), chosen))
}

fn fields(ctx: &Ctx, way: &Way, typed: &Typed, wrong: &[Wrong], number: bool) -> Markup {
    let w = ctx.words();
    let wrong: Vec<(&str, &str, String)> = wrong.iter().map(|x| (x.id, x.link, w.s(&x.words))).collect();
    let said = |id: &str| wrong.iter().find(|x| x.0 == id).map(|x| x.2.clone().into());
    let listed: Vec<(&str, &str)> = wrong.iter().map(|x| (x.1, x.2.as_str())).collect();
    html! {
        (super::wrong_in(w, &listed))
        div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" {
            (checked_by_nobody(print_of(w.0)))
            h1 { (w.t(&say::you_title())) }
            p { (w.t(&say::you_need())) }
            p { (w.t(&say::you_not_kept())) }
            form method="post" action=(way.path("you")) novalidate {
                (ctx.csrf())
                (text("name", w.s(&say::name()), w.s(&say::name_hint()), &typed.name, said("name"), "name", None))
                (text("phone", w.s(&say::phone()), String::new(), &typed.phone, said("phone"), "tel", Some("tel")))
                (text("email", w.s(&say::email()), String::new(), &typed.email, said("email"), "email", Some("email")))
                (birth_date(w, typed, said("birth-date")))
                (textarea(&Textarea {
                    name: "own_words",
                    label: w.s(&say::help_with()).into(),
                    hint: w.t(&say::help_with_hint()),
                    error: said("own_words"),
                    value: &typed.own_words,
                    ..Textarea::default()
                }))
                (access(w, typed, said("access_needs")))
                h2 { (w.t(&say_reading::title())) }
                p { (w.t(&say_reading::about())) }
                (reading::fields(w, way.basket.details.reading.map_or(w.0, |n| n.reads)))
                @if number { (about_a_number(w)) } @else { (button(&Button::primary(w.t(&common::continue_())))) }
            }
        } }
    }
}

fn text(
    name: &'static str,
    words: String,
    hint: String,
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

fn birth_date(w: Words, typed: &Typed, error: Option<crate::nhs::Content<'_>>) -> Markup {
    let labels = [say::day(), say::month(), say::year()].map(|l| w.s(&l));
    let mut items = DateInput::parts(Some(&typed.day), Some(&typed.month), Some(&typed.year));
    for (part, label) in items.iter_mut().zip(&labels) {
        part.label = Some(label);
    }
    date_input(
        &DateInput {
            id: "birth-date",
            legend: Some(w.s(&say::born()).into()),
            hint: w.t(&say::born_hint()),
            error,
            items,
            ..DateInput::default()
        }
        .of_birth(),
    )
}

fn access(w: Words, typed: &Typed, error: Option<crate::nhs::Content<'_>>) -> Markup {
    let none = w.s(&say::speak_in_none());
    let mut items = vec![Choose::Item {
        value: "",
        text: &none,
        disabled: false,
    }];
    items.extend(LANGUAGES.iter().map(|(value, text)| Choose::Item {
        value,
        text,
        disabled: false,
    }));
    html! {
        h2 { (w.t(&say::helps_heading())) }
        (textarea(&Textarea {
            name: "access_needs",
            label: Label::from(w.s(&say::helps())),
            hint: w.t(&say::helps_hint()),
            error,
            value: &typed.access_needs,
            rows: Some(3),
            ..Textarea::default()
        }))
        (select(&Select {
            name: "language",
            label: w.s(&say::speak_in()).into(),
            items,
            value: Some(&typed.language),
            ..Select::default()
        }))
        (checkboxes(&Choices {
            name: "interpreter",
            legend: Some(Legend { size: Some(Size::S), ..Legend::from(w.s(&say::interpreter())) }),
            items: vec![Choice::new("yes", w.t(&say::interpreter_wanted()))],
            selected: if typed.interpreter { vec!["yes"] } else { vec![] },
            ..Choices::default()
        }))
    }
}

fn about_a_number(w: Words) -> Markup {
    html! {
        div class="nhsuk-button-group" {
            (button(&Button {
                name: Some("keep_number"),
                value: Some("mask"),
                ..Button::primary(w.t(&say::mask()))
            }))
            (button(&Button {
                name: Some("keep_number"),
                value: Some("yes"),
                ..Button::secondary(w.t(&say::keep_number()))
            }))
        }
    }
}
