//! The evaluator's start: what they have filed, and the form that files a plan.

use maud::{Markup, html};
use sayso_app::evaluation::{self, Open, Shown};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::evaluation::Words;
use sayso_core::id::SchemeId;

use super::{Problems, is_sure, public_words, sure, words_box};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, Input, Label, button, input, problems, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/plans", Who::Evaluator, "file_plan", "place_opened", page);
    r.post("/plans", Who::Evaluator, "file_plan", "plan_filed", post);
}

async fn page(ctx: Ctx) -> Answer {
    show(ctx, &Form::default(), &vec![]).await
}

async fn show(mut ctx: Ctx, form: &Form, wrong: &Problems) -> Answer {
    let (filed, open) = ctx
        .act(Lane::Normal, |desk, visit| evaluation::own(desk, &visit.actor))
        .await?;
    let told: Vec<(&str, &str)> = wrong.iter().map(|(f, e)| (*f, e.as_str())).collect();
    let body = html! {
        (problems(&told))
        h1 { "Was the plan kept, and what came of it?" }
        p { "A plan is public from the minute that you file it, and never changes. So is its result, whatever it says." }
        p { "No practice can join for a next phase before the result of this one is published. " a href="/evaluation" { "What everybody reads" } }
        h2 { "What you have filed" }
        @if filed.is_empty() { p { "Nothing yet." } }
        @for plan in &filed { (own_plan(plan)) }
        h2 { "File a plan" }
        (the_form(&ctx, &open, form, wrong))
    };
    Ok(if wrong.is_empty() {
        ctx.page("Plans and results", None, &body)
    } else {
        ctx.page_with_errors("Plans and results", None, &body)
    })
}

fn own_plan(shown: &Shown) -> Markup {
    let plan = &shown.plan;
    html! {
        section {
            h3 { "Plan " (plan.number) ": " (plan.title) }
            p { (shown.scheme) ", phase " (plan.phase) ". Filed " (moment_in_words(plan.filed_at)) "." }
            @match &shown.result {
                Some(result) => { p { "The result is public since " (moment_in_words(result.published.at)) "." } }
                None => { p { a href={ "/plans/" (plan.id) "/result" } { "Publish the result of plan " (plan.number) } } }
            }
        }
    }
}

fn the_form(ctx: &Ctx, open: &[Open], form: &Form, wrong: &Problems) -> Markup {
    let error = |field: &str| {
        wrong
            .iter()
            .find(|(f, _)| *f == field)
            .map(|(_, e)| e.as_str().into())
    };
    let choices: Vec<(String, String)> = open
        .iter()
        .flat_map(|o| {
            let late = if o.phase > 1 || o.begun {
                ". It has begun: this plan would be late"
            } else {
                ""
            };
            [
                (
                    format!("{} {}", o.scheme, o.phase),
                    format!("{}, phase {}, which runs now{late}", o.name, o.phase),
                ),
                (
                    format!("{} {}", o.scheme, o.phase + 1),
                    format!("{}, phase {}, the next one", o.name, o.phase + 1),
                ),
            ]
        })
        .collect();
    html! {
        form method="post" action="/plans" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "for",
                legend: Some(Label::from("For which scheme and phase?")),
                hint: "The first phase begins with the first yes. A plan that comes after its phase began is marked as late, and opens no next phase.".into(),
                error: error("for"),
                items: choices.iter().map(|(value, words)| Choice::new(value, words.as_str())).collect(),
                selected: form.some("for").as_deref().map(|_| form.get("for")).into_iter().collect(),
                ..Choices::default()
            }))
            (input(&Input {
                name: "title",
                label: "What is it called?".into(),
                error: error("title"),
                value: Some(form.get("title")).filter(|v| !v.is_empty()),
                ..Input::default()
            }))
            (words_box("questions", "What is asked?", "The questions, and who is compared with whom.", form, wrong))
            (words_box("outcomes", "What is measured?", "Harm as well as benefit: what would show that somebody was hurt?", form, wrong))
            (words_box("small_numbers", "How are small numbers hidden?", "Every count under 10 is a star here, and others are rounded to the nearest 5. Say what you do beyond that.", form, wrong))
            (sure(wrong))
            (button(&Button::primary("File it")))
        }
    }
}

async fn post(Posted { mut ctx, form }: Posted) -> Answer {
    let mut wrong = vec![];
    let chosen = form.get("for").split_once(' ');
    let chosen =
        chosen.and_then(|(scheme, phase)| Some((scheme.parse::<SchemeId>().ok()?, phase.parse().ok()?)));
    if chosen.is_none() {
        wrong.push(("for", "Choose a scheme and a phase".into()));
    }
    let words = Words {
        title: public_words(&form, "title", "Give it a name", &mut wrong),
        questions: public_words(&form, "questions", "Say what is asked", &mut wrong),
        outcomes: public_words(&form, "outcomes", "Say what is measured, harm too", &mut wrong),
        small_numbers: public_words(
            &form,
            "small_numbers",
            "Say how small numbers are hidden",
            &mut wrong,
        ),
    };
    is_sure(&form, &mut wrong);
    if let (Some((scheme, phase)), true) = (chosen, wrong.is_empty()) {
        let tried = ctx
            .act_freshly(Lane::Normal, move |desk, visit, fresh| {
                evaluation::file(desk, &visit.actor, fresh, scheme, phase, words)
            })
            .await;
        match tried {
            Ok(()) => return Ok(ctx.see("/plans")),
            Err(failure) => match &failure.error {
                Error::NotNow(why) => wrong.push(("for", why.to_string())),
                _ => return Err(failure),
            },
        }
    }
    show(ctx, &form, &wrong).await
}
