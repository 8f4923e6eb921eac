//! The question, and three equal doors. *Not yet* and *no* end here: one counter, nothing about anybody.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::agree;
use sayso_core::person::Answer as Said;
use sayso_core::sayso::Format;
use sayso_core::seat::Actor;
use sayso_words::sayings::{card as say, offer};

use super::Way;
use crate::ctx::{Answer, Ctx};
use crate::drawing::{checked_by_nobody, document, print_of};
use crate::form::Posted;
use crate::nhs::{
    Button, Card, CardKind, Choice, Choices, Details, Legend, Size, button, card, details, radios,
};
use crate::reading::Words;

pub(super) async fn page(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    let body = question(&ctx, &way, None);
    Ok(ctx.page_said(&say::your_answer(), Some("/card"), &body))
}

fn question(ctx: &Ctx, way: &Way, error: Option<&str>) -> Markup {
    let (q, w) = (&way.asked.question, ctx.words());
    let promise = &q.terms.promise;
    html! {
        @if let Some(error) = error { (super::wrong_in(w, &[("answer", error)])) }
        (ctx.chooser())
        div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" {
            h1 { (w.t(&say::question())) }
            @match w.0.format {
                Format::Standard | Format::LargePrint => {
                    (checked_by_nobody(w.0))
                    (in_print(way, w))
                }
                // The whole explanation in its own shape, before the same three doors.
                Format::EasyRead | Format::PlainText | Format::Audio => {
                    (document(&sayso_words::explanation(promise, &q.interests), w.0, 2))
                }
            }
            (doors(ctx, way, w, error))
        } }
    }
}

fn in_print(way: &Way, w: Words) -> Markup {
    let q = &way.asked.question;
    let promise = &q.terms.promise;
    let one = q.interests.len() == 1;
    html! {
        p class="nhsuk-lede-text" { (w.t(&offer::what(sayso_words::Arg::published(&promise.what)))) }
        p { (w.t(&offer::paid(sayso_words::Arg::published(&promise.paid_by), promise.ends_on))) }
        (benefits(way, w))
        h2 { @if one { (w.t(&say::who_one())) } @else { (w.t(&say::who_several())) } }
        @if !one { p { (w.t(&say::choose_one())) } }
        @for ((name, interests), wait) in q.interests.iter().zip(&q.waits) {
            h3 { (name) }
            p lang="en" { (wait) }
            ul class="nhsuk-list nhsuk-list--bullet" {
                @for said in &sayso_words::interests(name, interests) { li { (w.t(said)) } }
            }
        }
        (details(&Details {
            summary: w.t(&offer::flows_heading()),
            content: html! {
                ul class="nhsuk-list nhsuk-list--bullet" {
                    @for (said, _) in &sayso_words::flows(promise) { li { (w.t(said)) } }
                }
                p { (w.t(&offer::never(sayso_words::never_sent(promise)))) }
                p { a href="/where-data-goes" { (w.t(&say::whole_list())) } }
            }.into(),
            ..Details::default()
        }))
    }
}

fn doors(ctx: &Ctx, way: &Way, w: Words, error: Option<&str>) -> Markup {
    html! {
        form method="post" action={ "/card/" (way.token) } novalidate {
            (ctx.csrf())
            input type="hidden" name="interests" value=[way.asked.question.interests_since];
            (radios(&Choices {
                name: "answer",
                legend: Some(Legend { size: Some(Size::M), ..Legend::from(w.s(&say::your_answer())) }),
                error: error.map(Into::into),
                items: vec![
                    Choice::new("yes", w.t(&say::yes())),
                    Choice::new("not_yet", w.t(&say::not_yet())),
                    Choice::new("no", w.t(&say::no())),
                ],
                ..Choices::default()
            }))
            (details(&Details {
                summary: w.t(&offer::no_heading()),
                content: html! { @for said in &sayso_words::if_no() { p { (w.t(said)) } } }.into(),
                open: true,
                ..Details::default()
            }))
            (button(&Button::primary(w.t(&sayso_words::sayings::common::continue_()))))
        }
    }
}

/// The generated sentences on benefits, in a box of their own.
pub(super) fn benefits(way: &Way, w: Words) -> Markup {
    let said = sayso_words::about_benefits(&way.asked.question.terms.promise);
    card(&Card {
        kind: CardKind::Feature,
        heading: w.t(&offer::benefits_heading()),
        heading_level: Some(2),
        description: html! { @for sentence in &said { p { (w.t(sentence)) } } }.into(),
        ..Card::default()
    })
}

pub(super) async fn post(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let mut way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    match Said::parse(form.get("answer")) {
        None => {
            let error = ctx.words().s(&say::choose_answer());
            let body = question(&ctx, &way, Some(&error));
            Ok(ctx.page_said_with_errors(&say::your_answer(), Some("/card"), &body))
        }
        Some(Said::Yes) => {
            way.basket.interests_since = form.get("interests").parse().ok();
            way.keep(&ctx);
            Ok(ctx.see(&way.path("you")))
        }
        Some(answer) => {
            // Forgotten first, so that one answer is counted once however often the button was pressed.
            ctx.site.baskets.forget(&super::key(&ctx, &way.token));
            let words = way.words.clone();
            let counted = ctx
                .open(move |desk, _| agree::answer_no(desk, &Actor::Visitor, Some(&words), answer))
                .await;
            if counted.is_err() {
                way.keep(&ctx);
            }
            counted?;
            Ok(ctx.see("/card/thank-you"))
        }
    }
}

/// The same page for *not yet* and *no*, at the same address: whoever looks at the screen learns neither.
pub(super) async fn thank_you(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let w = ctx.words();
    let body = html! {
        (checked_by_nobody(print_of(w.0)))
        h1 { (w.t(&say::thank_you())) }
        p class="nhsuk-lede-text" { (w.t(&say::thank_you_nobody_asks())) }
        p { (w.t(&say::thank_you_kept())) }
        h2 { (w.t(&say::thank_you_back())) }
        p { (w.t(&say::thank_you_card())) }
        p { (w.t(&say::thank_you_another())) }
        p { (w.t(&say::thank_you_close())) }
    };
    Ok(ctx.page_said(&say::thank_you(), None, &body))
}
