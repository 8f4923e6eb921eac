//! A record that is wrong: a referral that was entered for somebody else, or a person who has died. Each asks to look
//! twice, and each can be put right. Never asks for words.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::practice::reception::{self, Patient};
use sayso_app::{Desk, Error, Lane, awkward};
use sayso_core::id::PersonId;
use sayso_core::seat::Actor;

use super::{about, id, wrong};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Legend, button, checkboxes, problems};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/person/{id}/wrong",
        Who::Practice,
        "open_patient",
        "identity_opened",
        show,
    );
    r.post(
        "/practice/person/{id}/wrong/referral",
        Who::Practice,
        "void",
        "entered_in_error",
        referral,
    );
    r.post(
        "/practice/person/{id}/wrong/died",
        Who::Practice,
        "stop",
        "contact_over",
        died,
    );
    r.post(
        "/practice/person/{id}/wrong/not-died",
        Who::Practice,
        "void",
        "contact_not_over",
        not_died,
    );
}

const TITLE: &str = "Something is wrong";

async fn show(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let patient = ctx
        .act(Lane::Stop, move |desk, visit| {
            reception::open(desk, &visit.actor, person)
        })
        .await?;
    let body = page(&ctx, &patient, &[]);
    Ok(ctx.page(TITLE, Some(&format!("/practice/person/{person}")), &body))
}

fn page(ctx: &Ctx, patient: &Patient, errors: &[(&str, &str)]) -> Markup {
    let person = patient.who.person;
    let form = |path: &str, field: &'static str, look: &'static str, press: &'static str| {
        html! {
            form method="post" action={ "/practice/person/" (person) "/wrong/" (path) } novalidate {
                (ctx.csrf())
                (checkboxes(&Choices {
                    name: field,
                    legend: Some(Legend { content: "Look twice".into(), ..Legend::default() }),
                    error: wrong(errors, field),
                    items: vec![Choice::new("yes", look)],
                    ..Choices::default()
                }))
                (button(&Button::secondary(press)))
            }
        }
    };
    html! {
        (problems(errors))
        (about(&patient.who))
        h1 { "What is wrong with this record?" }
        h2 { "The referral was for somebody else" }
        p { "It is taken back. Whoever has it is asked to delete it, and says when they have." }
        p { "This patient is told that it was a mistake." }
        (form("referral", "referral", "I have checked the name and birth date", "Take the referral back"))
        h2 { "They have a second record" }
        p { "Two records may be of one patient: two numbers, none, or another name." }
        p { a href={ "/practice/person/" (person) "/two-records" } { "Look at a second record" } }
        h2 { "They have died" }
        @if patient.contact_over {
            p { "This is recorded. All contact and sharing have stopped." }
            form method="post" action={ "/practice/person/" (person) "/wrong/not-died" } novalidate {
                (ctx.csrf())
                (button(&Button::secondary("This was a mistake")))
            }
        } @else {
            p { "All contact and sharing stop at once. Services are told that it has ended, and not why." }
            (form("died", "died", "I have checked that this is the right person", "Record the death"))
        }
    }
}

async fn checked(
    person: String,
    Posted { mut ctx, form }: Posted,
    field: &'static str,
    work: fn(&mut Desk, &Actor, PersonId) -> Result<(), Error>,
) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    if !form.ticked(field, "yes") {
        let patient = ctx
            .act(Lane::Stop, move |desk, visit| {
                reception::open(desk, &visit.actor, person)
            })
            .await?;
        let body = page(&ctx, &patient, &[(field, "Look twice, then tick the box")]);
        let back = format!("/practice/person/{person}");
        return Ok(ctx.page_with_errors(TITLE, Some(&back), &body));
    }
    ctx.act(Lane::Stop, move |desk, visit| work(desk, &visit.actor, person))
        .await?;
    Ok(ctx.see(&format!("/practice/person/{person}/receipt")))
}

async fn referral(Path(person): Path<String>, posted: Posted) -> Answer {
    checked(person, posted, "referral", awkward::entered_in_error).await
}

async fn died(Path(person): Path<String>, posted: Posted) -> Answer {
    checked(person, posted, "died", awkward::contact_over).await
}

async fn not_died(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    ctx.act(Lane::Stop, move |desk, visit| {
        awkward::contact_not_over(desk, &visit.actor, person)
    })
    .await?;
    Ok(ctx.see(&format!("/practice/person/{person}/receipt")))
}
