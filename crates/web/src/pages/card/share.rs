//! What may we share? A switch for each line, none of them on by itself, and the letter beside them.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::agree::Lines;
use sayso_core::category::Category;
use sayso_core::id::OrgId;
use sayso_words::Say;
use sayso_words::sayings::{card as say, common, offer};

use super::Way;
use super::letter::letter;
use crate::ctx::{Answer, Ctx};
use crate::drawing::{checked_by_nobody, print_of};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, Legend, Size, button, checkboxes, radios};
use crate::reading::Words;

pub(super) async fn page(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    if !way.is_filled_in() {
        return Ok(ctx.see(&way.path("you")));
    }
    let body = switches(&ctx, &way, &[]);
    Ok(ctx.page_said(&say::share_title(), Some(&way.path("you")), &body))
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
    Ok(ctx.page_said_with_errors(&say::share_title(), Some(&way.path("you")), &body))
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
pub(super) fn missing(way: &Way) -> Vec<(&'static str, Say)> {
    let mut wrong = vec![];
    if way.provider().is_none() {
        wrong.push(("provider", say::choose_who()));
    }
    if !way.parcel().can_reach() {
        wrong.push(("lines", say::tick_a_way()));
    }
    wrong
}

fn switches(ctx: &Ctx, way: &Way, wrong: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    let wrong: Vec<(&str, String)> = wrong.iter().map(|(id, words)| (*id, w.s(words))).collect();
    let listed: Vec<(&str, &str)> = wrong.iter().map(|(id, words)| (*id, words.as_str())).collect();
    let said = |id: &str| listed.iter().find(|(l, _)| *l == id).map(|(_, words)| *words);
    let q = &way.asked.question;
    let written: Vec<Say> = sayso_core::decide::agree::WRITTEN_IN_SUPPORT
        .iter()
        .map(|c| sayso_words::category(*c))
        .collect();
    html! {
        (super::wrong_in(w, &listed))
        (ctx.chooser())
        (checked_by_nobody(print_of(w.0)))
        h1 { (w.t(&say::share_title())) }
        p { (w.t(&say::share_nothing_ticked())) }
        div class="app-side-by-side" {
            form method="post" action=(way.path("share")) novalidate {
                (ctx.csrf())
                @if q.providers.len() > 1 { (who(way, w, said("provider"))) }
                (lines(way, w, said("lines")))
                div class="nhsuk-button-group" {
                    (button(&Button {
                        name: Some("do"),
                        value: Some("preview"),
                        ..Button::secondary(w.t(&say::update_preview()))
                    }))
                    (button(&Button::primary(w.t(&common::continue_()))))
                }
            }
            div id="letter" {
                h2 { (w.t(&say::the_letter())) }
                (letter(way, w))
            }
        }
        div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" {
            h2 { (w.t(&say::written_heading())) }
            p { (w.t(&say::written(written))) }
            h2 { (w.t(&say::until_heading())) }
            p { (w.t(&say::until(way.asked.lasts_until))) }
            h2 { (w.t(&say::way_out_heading())) }
            p { (w.t(&offer::way_out())) }
            p { (w.t(&offer::way_out_ends())) }
        } }
    }
}

fn who(way: &Way, w: Words, error: Option<&str>) -> Markup {
    let ids: Vec<String> = way
        .asked
        .question
        .providers
        .iter()
        .map(|(id, _, _)| id.to_string())
        .collect();
    let providers = way.asked.question.interests.iter().zip(&ids);
    let chosen = way.basket.provider.map(|p| p.to_string());
    radios(&Choices {
        name: "provider",
        legend: Some(Legend {
            size: Some(Size::M),
            ..Legend::from(w.s(&say::who_gets_it()))
        }),
        error: error.map(Into::into),
        items: providers
            .map(|((name, interests), id)| {
                let said = sayso_words::interests(name, interests);
                Choice::hinted(
                    id,
                    name.as_str(),
                    html! { @for said in &said { (w.t(said)) " " } },
                )
            })
            .collect(),
        selected: chosen.as_deref().into_iter().collect(),
        ..Choices::default()
    })
}

fn lines(way: &Way, w: Words, error: Option<&str>) -> Markup {
    let (d, allowed) = (&way.basket.details, way.allowed());
    let given = |o: &Option<String>| o.is_some();
    let all = [
        (
            "phone",
            say::line_phone(),
            Category::Contact,
            given(&d.phone),
            way.basket.lines.phone,
        ),
        (
            "email",
            say::line_email(),
            Category::Contact,
            given(&d.email),
            way.basket.lines.email,
        ),
        (
            "own_words",
            say::line_own_words(),
            Category::OwnWords,
            !way.basket.own_words.is_empty(),
            way.basket.lines.own_words,
        ),
        (
            "access_needs",
            say::line_access_needs(),
            Category::AccessNeeds,
            given(&d.access_needs) || given(&d.language) || d.interpreter || d.reading.is_some(),
            way.basket.lines.access_needs,
        ),
    ];
    let there = || all.iter().filter(|(_, _, c, given, _)| *given && allowed.has(*c));
    checkboxes(&Choices {
        name: "lines",
        legend: Some(Legend {
            size: Some(Size::M),
            ..Legend::from(w.s(&say::which_lines()))
        }),
        error: error.map(Into::into),
        items: there()
            .map(|(value, text, ..)| Choice::new(value, w.t(text)))
            .collect(),
        selected: there().filter(|l| l.4).map(|l| l.0).collect(),
        ..Choices::default()
    })
}
