//! The evaluator's pages: file a plan, publish its result. Both are public from that minute and never change, so each form
//! asks once more before it is sent.

mod plan;
mod result;

use maud::{Markup, html};

use crate::form::Form;
use crate::nhs::{Choice, Choices, Label, Textarea, checkboxes, textarea};
use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    plan::register(routes);
    result::register(routes);
}

/// What is wrong with a form: the field, and the words.
type Problems = Vec<(&'static str, String)>;

/// A box of words that will be public.
fn words_box(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    form: &Form,
    problems: &Problems,
) -> Markup {
    let wrong = problems.iter().find(|(field, _)| *field == name);
    textarea(&Textarea {
        name,
        label: label.into(),
        hint: hint.into(),
        error: wrong.map(|(_, words)| words.as_str().into()),
        value: form.get(name),
        rows: Some(6),
        ..Textarea::default()
    })
}

/// Words that everybody will read: there, and without a number that names somebody.
fn public_words(form: &Form, name: &'static str, missing: &str, problems: &mut Problems) -> String {
    let text = form.get(name);
    if text.is_empty() {
        problems.push((name, missing.into()));
    } else if !sayso_core::screen::ni_numbers(text).is_empty() {
        problems.push((
            name,
            "There seems to be a National Insurance number in it. Everybody will read this: take it out"
                .into(),
        ));
    }
    text.to_owned()
}

const SURE: &str = "sure";

/// The last question of both forms.
fn sure(problems: &Problems) -> Markup {
    let wrong = problems.iter().find(|(field, _)| *field == SURE);
    html! {
        (checkboxes(&Choices {
            name: SURE,
            error: wrong.map(|(_, words)| words.as_str().into()),
            items: vec![Choice::new("yes", "I have read it once more. It is public from now on, and cannot be changed.")],
            legend: Some(Label::from("Before you publish")),
            ..Choices::default()
        }))
    }
}

fn is_sure(form: &Form, problems: &mut Problems) {
    if !form.ticked(SURE, "yes") {
        problems.push((SURE, "Read it once more, and tick the box".into()));
    }
}
