//! Words that hold something like a National Insurance number: offer to mask it, and lose nothing.

use maud::{Markup, html};
use sayso_core::screen;

use crate::ctx::Ctx;
use crate::form::Form;
use crate::nhs::{Button, button};
use sayso_words::sayings::screened as say;

/// What to do with what was typed.
pub(in crate::pages) enum Screened {
    /// Keep these words.
    Keep(String),
    /// Ask first: a number seems to be in them.
    Ask(String),
}

/// Looks at one field. `keep_number` says what the person chose when they were asked.
pub(in crate::pages) fn screened(form: &Form, field: &str) -> Screened {
    let text = form.get(field).to_owned();
    match form.get("keep_number") {
        "yes" => Screened::Keep(text),
        "no" => Screened::Keep(screen::masked(&text)),
        _ if screen::ni_numbers(&text).is_empty() => Screened::Keep(text),
        _ => Screened::Ask(text),
    }
}

/// The same form again with both ways on; `fields` are carried along as they were typed.
pub(in crate::pages) fn offer_to_mask(
    ctx: &Ctx,
    action: &str,
    fields: &[(&str, &str)],
    text: &str,
) -> Markup {
    let w = ctx.words();
    html! {
        h1 { (w.t(&say::title())) }
        p { (w.t(&say::not_needed())) }
        p { (w.t(&say::without())) }
        blockquote class="app-wrap" { (screen::masked(text)) }
        form method="post" action=(action) novalidate {
            (ctx.csrf())
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            (button(&Button {
                name: Some("keep_number"),
                value: Some("no"),
                ..Button::primary(w.t(&say::mask()))
            }))
            " "
            (button(&Button {
                name: Some("keep_number"),
                value: Some("yes"),
                ..Button::secondary(w.t(&say::keep()))
            }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(fields: &[(&str, &str)]) -> Option<String> {
        match screened(&Form::of(fields), "text") {
            Screened::Keep(text) => Some(text),
            Screened::Ask(_) => None,
        }
    }

    #[test]
    fn a_number_is_asked_about_once_and_the_answer_counts() {
        let typed = ("text", "it is QQ 12 34 56 C");
        assert_eq!(kept(&[typed]), None);
        assert_eq!(kept(&[typed, ("keep_number", "yes")]).as_deref(), Some(typed.1));
        let masked = kept(&[typed, ("keep_number", "no")]);
        assert_eq!(masked.as_deref(), Some("it is [number removed]"));
        assert_eq!(
            kept(&[("text", "I like gardens")]).as_deref(),
            Some("I like gardens")
        );
    }
}
