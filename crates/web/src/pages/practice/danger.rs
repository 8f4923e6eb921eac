//! Somebody is in danger: 999 first, then one form. Nothing here waits for anybody or is screened for anything.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::practice::reception::{self, Patient};
use sayso_app::{Lane, change_mind};
use sayso_core::id::PersonId;

use super::{about, at_a_practice, id, wrong};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{
    Button, Choice, Choices, Legend, Panel, Textarea, WarningCallout, button, checkboxes, panel, problems,
    textarea, warning_callout,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/person/{id}/danger",
        Who::Practice,
        "open_patient",
        "identity_opened",
        show,
    );
    r.post(
        "/practice/person/{id}/danger",
        Who::Practice,
        "safeguard",
        "safeguarded",
        report,
    );
    r.get("/practice/danger-reported", Who::Practice, "offer", "-", reported);
}

async fn show(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let patient = ctx
        .act(Lane::Stop, move |desk, visit| {
            reception::open(desk, &visit.actor, person)
        })
        .await?;
    let body = page(&ctx, &patient, &[]);
    Ok(ctx.page("Danger", Some(&format!("/practice/person/{person}")), &body))
}

fn page(ctx: &Ctx, patient: &Patient, errors: &[(&str, &str)]) -> Markup {
    html! {
        (problems(errors))
        (about(&patient.who))
        h1 { "Is somebody in danger now?" }
        (warning_callout(&WarningCallout {
            heading: "Call 999 first".into(),
            content: "Do not wait for this page. It is for afterwards.".into(),
            ..WarningCallout::default()
        }))
        form method="post" action={ "/practice/person/" (patient.who.person) "/danger" } novalidate {
            (ctx.csrf())
            (textarea(&Textarea {
                name: "words",
                label: "What is the danger, in a few words?".into(),
                hint: "Only what somebody needs to keep people safe.".into(),
                value: "",
                error: wrong(errors, "words"),
                ..Textarea::default()
            }))
            (checkboxes(&Choices {
                name: "unsafe",
                legend: Some(Legend { content: "Telling the patient".into(), ..Legend::default() }),
                items: vec![Choice::new("yes", "Telling them now could put somebody at risk")],
                ..Choices::default()
            }))
            p { "It goes to the practice. Unless you ticked that, the patient sees that a danger was reported. The guardian reviews it afterwards." }
            (button(&Button::primary("Report it now")))
        }
    }
}

async fn report(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let words = form.get("words").to_owned();
    if words.is_empty() {
        let patient = ctx
            .act(Lane::Stop, move |desk, visit| {
                reception::open(desk, &visit.actor, person)
            })
            .await?;
        let body = page(
            &ctx,
            &patient,
            &[("words", "Say in a few words what the danger is")],
        );
        let back = format!("/practice/person/{person}");
        return Ok(ctx.page_with_errors("Danger", Some(&back), &body));
    }
    let unsafe_to_tell = form.ticked("unsafe", "yes");
    ctx.act(Lane::Stop, move |desk, visit| {
        change_mind::safeguard(desk, &visit.actor, person, &words, unsafe_to_tell).map(drop)
    })
    .await?;
    Ok(ctx.see("/practice/danger-reported"))
}

/// After a report, whether the patient may know of it or not: about nobody, so that it stays true on an open screen.
async fn reported(mut ctx: Ctx) -> Answer {
    at_a_practice(&mut ctx).await?;
    let body = html! {
        (panel(&Panel {
            heading: "Reported".into(),
            content: "It is on the first page of everybody at the practice, until one of you acts on it.".into(),
            ..Panel::default()
        }))
        p { "If it gets worse, call 999. Nothing was reopened. The guardian looks at it again afterwards." }
        p { a href="/practice/dangers" { "Dangers reported to the practice" } }
        p { a href="/practice" { "Back to the first page" } }
    };
    Ok(ctx.page("Reported", None, &body))
}
