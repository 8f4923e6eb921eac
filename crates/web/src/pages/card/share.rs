//! What may we share? A switch for each line, none of them on by itself, and the letter beside them.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::agree::Lines;
use sayso_app::telling::moment_in_words;
use sayso_core::category::Category;
use sayso_core::id::OrgId;
use sayso_core::words;

use super::Way;
use super::letter::letter;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, Legend, Size, button, checkboxes, problems, radios};

const TITLE: &str = "What may be sent";
const NO_LINE: &str = "Tick a phone number or an email address, so that they can reach you";
const NO_PROVIDER: &str = "Choose who gets it";

pub(super) async fn page(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    if !way.is_filled_in() {
        return Ok(ctx.see(&way.path("you")));
    }
    Ok(ctx.page(TITLE, Some(&way.path("you")), &switches(&ctx, &way, &[])))
}

pub(super) async fn post(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let mut way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    if !way.is_filled_in() {
        return Ok(ctx.see(&way.path("you")));
    }
    way.basket.lines = ticked(&form);
    if let Some(chosen) = form.some("provider").and_then(|p| p.parse::<OrgId>().ok()) {
        way.basket.provider = Some(chosen);
    }
    way.keep(&ctx);
    if form.get("do") == "preview" {
        return Ok(ctx.see(&format!("{}#letter", way.path("share"))));
    }
    let wrong = missing(&way);
    if wrong.is_empty() {
        return Ok(ctx.see(&way.path("check")));
    }
    let body = switches(&ctx, &way, &wrong);
    Ok(ctx.page_with_errors(TITLE, Some(&way.path("you")), &body))
}

fn ticked(form: &Form) -> Lines {
    Lines {
        phone: form.ticked("lines", "phone"),
        email: form.ticked("lines", "email"),
        access_needs: form.ticked("lines", "access_needs"),
        own_words: form.ticked("lines", "own_words"),
    }
}

/// What is needed before it can be sent: somebody to send it to, and a way to reach the person.
pub(super) fn missing(way: &Way) -> Vec<(&'static str, &'static str)> {
    let mut wrong = vec![];
    if way.provider().is_none() {
        wrong.push(("provider", NO_PROVIDER));
    }
    if !way.parcel().can_reach() {
        wrong.push(("lines", NO_LINE));
    }
    wrong
}

fn switches(ctx: &Ctx, way: &Way, wrong: &[(&str, &str)]) -> Markup {
    let said = |id: &str| wrong.iter().find(|(w, _)| *w == id).map(|(_, words)| *words);
    let q = &way.asked.question;
    html! {
        (problems(wrong))
        h1 { "What may we share?" }
        p { "Nothing is ticked for you. Your name is always part of it. Untick a line, and it goes from the letter." }
        div class="app-side-by-side" {
            form method="post" action=(way.path("share")) novalidate {
                (ctx.csrf())
                @if q.providers.len() > 1 { (who(way, said("provider"))) }
                (lines(way, said("lines")))
                div class="nhsuk-button-group" {
                    (button(&Button {
                        name: Some("do"),
                        value: Some("preview"),
                        ..Button::secondary("Update the preview")
                    }))
                    (button(&Button::primary("Continue")))
                }
            }
            div id="letter" {
                h2 { "The letter" }
                (letter(way))
            }
        }
        div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" {
            h2 { "What support writes down" }
            p {
                "If you meet a coach, they write down "
                (words::and(&q.written.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()))
                ". You can read all of it, as they write it."
            }
            h2 { "Until when" }
            p { "Until " (moment_in_words(way.asked.lasts_until)) ". Then we ask you again. If you do not answer, it ends." }
            h2 { "The way out" }
            p { "You can stop one thing, pause or leave at any time: on your page, by phone or with a paper slip." }
            p { "It takes one step and no reason. Their access ends at once." }
        } }
    }
}

fn who(way: &Way, error: Option<&str>) -> Markup {
    let ids: Vec<String> = way
        .asked
        .question
        .providers
        .iter()
        .map(|(id, _, _)| id.to_string())
        .collect();
    let providers = way.asked.question.providers.iter().zip(&ids);
    let chosen = way.basket.provider.map(|p| p.to_string());
    radios(&Choices {
        name: "provider",
        legend: Some(Legend {
            size: Some(Size::M),
            ..Legend::from("Who gets it?")
        }),
        error: error.map(Into::into),
        items: providers
            .map(|((_, name, interests), id)| {
                Choice::hinted(id, name.as_str(), html! { @for said in interests { (said) " " } })
            })
            .collect(),
        selected: chosen.as_deref().into_iter().collect(),
        ..Choices::default()
    })
}

fn lines(way: &Way, error: Option<&str>) -> Markup {
    let (d, allowed) = (&way.basket.details, way.allowed());
    let given = |o: &Option<String>| o.is_some();
    let all = [
        (
            "phone",
            "Phone number",
            Category::Contact,
            given(&d.phone),
            way.basket.lines.phone,
        ),
        (
            "email",
            "Email address",
            Category::Contact,
            given(&d.email),
            way.basket.lines.email,
        ),
        (
            "own_words",
            "What I would like help with",
            Category::OwnWords,
            !way.basket.own_words.is_empty(),
            way.basket.lines.own_words,
        ),
        (
            "access_needs",
            "What helps me to communicate",
            Category::AccessNeeds,
            given(&d.access_needs) || given(&d.language) || d.interpreter,
            way.basket.lines.access_needs,
        ),
    ];
    let there = || all.iter().filter(|(_, _, c, given, _)| *given && allowed.has(*c));
    checkboxes(&Choices {
        name: "lines",
        legend: Some(Legend {
            size: Some(Size::M),
            ..Legend::from("Which lines may be sent?")
        }),
        error: error.map(Into::into),
        items: there()
            .map(|(value, text, ..)| Choice::new(value, *text))
            .collect(),
        selected: there().filter(|l| l.4).map(|l| l.0).collect(),
        ..Choices::default()
    })
}
