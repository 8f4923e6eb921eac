//! The question, and three equal doors. *Not yet* and *no* end here: one counter, nothing about anybody.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::agree;
use sayso_core::person::Answer as Said;
use sayso_core::seat::Actor;
use sayso_core::words;

use super::Way;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{
    Button, Card, CardKind, Choice, Choices, Details, Legend, Size, button, card, details, problems, radios,
};

const NOTHING_CHOSEN: &str = "Choose one of the three answers";

pub(super) async fn page(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    Ok(ctx.page("Your answer", Some("/card"), &question(&ctx, &way, None)))
}

fn question(ctx: &Ctx, way: &Way, error: Option<&str>) -> Markup {
    let q = &way.asked.question;
    let promise = &q.terms.promise;
    html! {
        @if let Some(error) = error { (problems(&[("answer", error)])) }
        div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" {
            h1 { "What would you like?" }
            p class="nhsuk-lede-text" { (promise.what) }
            p { (promise.paid_by) " It ends on " (words::day(promise.ends_on)) "." }
            (benefits(&q.about_benefits))
            h2 { @if q.providers.len() == 1 { "Who would support you" } @else { "Who could support you" } }
            @if q.providers.len() > 1 { p { "If you say yes, you choose one of them." } }
            @for ((_, name, interests), wait) in q.providers.iter().zip(&q.waits) {
                h3 { (name) }
                p { (wait) }
                ul class="nhsuk-list nhsuk-list--bullet" { @for said in interests { li { (said) } } }
            }
            (details(&Details {
                summary: "Who gets what, and for how long".into(),
                content: html! {
                    ul class="nhsuk-list nhsuk-list--bullet" { @for said in &q.flows { li { (said) } } }
                    p { "Never sent: " (words::and(&owned(&q.never_sent))) "." }
                    p { a href="/where-data-goes" { "The whole list, with earlier versions" } }
                }.into(),
                ..Details::default()
            }))
            form method="post" action={ "/card/" (way.token) } novalidate {
                (ctx.csrf())
                (radios(&Choices {
                    name: "answer",
                    legend: Some(Legend { size: Some(Size::M), ..Legend::from("Your answer") }),
                    error: error.map(Into::into),
                    items: vec![
                        Choice::new("yes", "Yes, I would like this"),
                        Choice::new("not_yet", "Not yet"),
                        Choice::new("no", "No thank you"),
                    ],
                    ..Choices::default()
                }))
                (details(&Details {
                    summary: "What happens if I say no".into(),
                    content: html! { @for said in words::IF_I_SAY_NO { p { (said) } } }.into(),
                    open: true,
                    ..Details::default()
                }))
                (button(&Button::primary("Continue")))
            }
        } }
    }
}

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|s| (*s).to_owned()).collect()
}

/// The generated sentences on benefits, in a box of their own.
pub(super) fn benefits(said: &[String]) -> Markup {
    card(&Card {
        kind: CardKind::Feature,
        heading: "Your benefits".into(),
        heading_level: Some(2),
        description: html! { @for sentence in said { p { (sentence) } } }.into(),
        ..Card::default()
    })
}

pub(super) async fn post(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    match Said::parse(form.get("answer")) {
        None => {
            let body = question(&ctx, &way, Some(NOTHING_CHOSEN));
            Ok(ctx.page_with_errors("Your answer", Some("/card"), &body))
        }
        Some(Said::Yes) => Ok(ctx.see(&way.path("you"))),
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
    let body = html! {
        h1 { "Thank you for telling us" }
        p class="nhsuk-lede-text" { "Nobody will ask again until you want." }
        p { "Your care stays the same. We counted one answer, and kept nothing about you." }
        h2 { "If you would like to come back" }
        p { "Your card works until it runs out. Enter its three words whenever you like." }
        p { "After that, your practice gives you another. You need no reason." }
        p { "You can close this page. Nothing else is needed." }
    };
    Ok(ctx.page("Thank you", None, &body))
}
