//! A record that is wrong: a birth date or an NHS number, a referral that was entered for somebody else, or a person who has
//! died. What would be hard to take back asks to look twice, and each can be put right. Never asks for words.

use axum::extract::Path;
use jiff::civil::Date;
use maud::{Markup, html};
use sayso_app::awkward::{self, Made};
use sayso_app::practice::put_right::{self, Identity};
use sayso_app::practice::reception::{self, Patient};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::id::PersonId;

use super::{about, heard, id, wrong};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, Input, Legend, button, checkboxes, input, problems};
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
        "/practice/person/{id}/wrong/identity",
        Who::Practice,
        "void",
        "identity_corrected",
        identity,
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
    let (patient, made) = open(&mut ctx, person).await?;
    let body = page(&ctx, &patient, &made, &held(&patient), &[]);
    Ok(ctx.page(TITLE, Some(&format!("/practice/person/{person}")), &body))
}

async fn open(ctx: &mut Ctx, person: PersonId) -> Result<(Patient, Vec<Made>), Failure> {
    ctx.act(Lane::Stop, move |desk, visit| {
        let patient = reception::open(desk, &visit.actor, person)?;
        Ok((patient, awkward::made_here(desk, &visit.actor, person)?))
    })
    .await
}

/// Which of several referrals. One alone needs no choice.
fn which(made: &[Made], errors: &[(&str, &str)]) -> Markup {
    let items: Vec<(String, String)> = made
        .iter()
        .map(|m| {
            (
                m.id.to_string(),
                format!("{}, made {}", m.reference, moment_in_words(m.at)),
            )
        })
        .collect();
    html! {
        @if items.len() > 1 {
            (checkboxes(&Choices {
                name: "which",
                legend: Some(Legend { content: "Which of them? You can choose several.".into(), ..Legend::default() }),
                error: wrong(errors, "which"),
                items: items.iter().map(|(id, text)| Choice::new(id.as_str(), text.as_str())).collect(),
                ..Choices::default()
            }))
        }
    }
}

/// What stands in the form before anybody types: what is held.
fn held(patient: &Patient) -> Form {
    let born = patient.who.birth_date;
    let part = |f: fn(Date) -> String| born.map(f).unwrap_or_default();
    Form::of(&[
        ("born[day]", &part(|d| d.day().to_string())),
        ("born[month]", &part(|d| d.month().to_string())),
        ("born[year]", &part(|d| d.year().to_string())),
        ("number", &drawn(patient.who.nhs_number)),
    ])
}

/// What the form was drawn with, to be told from what stands there when it comes back.
fn drawn(value: Option<impl ToString>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn page(ctx: &Ctx, patient: &Patient, made: &[Made], typed: &Form, errors: &[(&str, &str)]) -> Markup {
    let person = patient.who.person;
    let form = |path: &str, field: &'static str, look: &'static str, press: &'static str, more: Markup| {
        html! {
            form method="post" action={ "/practice/person/" (person) "/wrong/" (path) } novalidate {
                (ctx.csrf())
                (more)
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
        h2 { "A referral was for somebody else" }
        p { "It is taken back. Whoever has it is asked to delete it, and says when they have." }
        p { "This patient is told that it was a mistake." }
        (form("referral", "referral", "I have checked the name and birth date", "Take the referral back", which(made, errors)))
        h2 { "Their birth date or NHS number is wrong" }
        @if patient.contact_over {
            p { "All contact has stopped. Nothing is changed." }
        } @else {
            p { "Put it right from a paper that you can see. They are told." }
            form method="post" action={ "/practice/person/" (person) "/wrong/identity" } novalidate {
                (ctx.csrf())
                input type="hidden" name="drawn_born" value=(drawn(patient.who.birth_date));
                input type="hidden" name="drawn_number" value=(drawn(patient.who.nhs_number));
                (heard::day_fields(typed, "born", "Birth date", "For example, 15 3 1984", errors))
                (input(&Input {
                    name: "number",
                    label: "NHS number".into(),
                    hint: "10 digits. Empty, if the number is somebody else’s and you do not know theirs.".into(),
                    value: typed.some("number").as_deref(),
                    error: wrong(errors, "number"),
                    inputmode: Some("numeric"),
                    autocomplete: Some("off"),
                    width: Some(20),
                    ..Input::default()
                }))
                (button(&Button::secondary("Put it right")))
            }
        }
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
            (form("died", "died", "I have checked that this is the right person", "Record the death", html! {}))
        }
    }
}

/// What was wrong: the field, and what to do.
type Wrong = (&'static str, &'static str);

/// The page again, with what to put right; and with what was `typed`, where that was in its fields.
async fn again(mut ctx: Ctx, person: PersonId, typed: Option<&Form>, wrong: Wrong) -> Answer {
    let (patient, made) = open(&mut ctx, person).await?;
    let held = held(&patient);
    let body = page(&ctx, &patient, &made, typed.unwrap_or(&held), &[wrong]);
    let back = format!("/practice/person/{person}");
    Ok(ctx.page_with_errors(TITLE, Some(&back), &body))
}

const TWICE: &str = "Look twice, then tick the box";

async fn identity(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let right = match read(&form) {
        Ok(right) => right,
        Err(problem) => return again(ctx, person, Some(&form), problem).await,
    };
    let drawn = Identity {
        birth_date: form.get("drawn_born").parse().ok(),
        nhs_number: form.get("drawn_number").parse().ok(),
    };
    let done = ctx
        .act(Lane::Normal, move |desk, visit| {
            put_right::correct(desk, &visit.actor, person, drawn, right)
        })
        .await;
    match done {
        Ok(()) => Ok(ctx.see(&format!("/practice/person/{person}/receipt"))),
        Err(failure) => match failure.error {
            Error::Input(words) if right.birth_date.is_none() => {
                again(ctx, person, Some(&form), ("born", words)).await
            }
            Error::Input(words) => again(ctx, person, Some(&form), ("number", words)).await,
            _ => Err(failure),
        },
    }
}

fn read(form: &Form) -> Result<Identity, Wrong> {
    let birth_date =
        heard::day(form, "born").map_err(|()| ("born", "Enter a birth date, for example 15 3 1984"))?;
    let number = form.some("number").map(|n| n.parse());
    let nhs_number = number
        .transpose()
        .map_err(|_| ("number", "Check the NHS number: these digits do not fit together"))?;
    Ok(Identity {
        birth_date,
        nhs_number,
    })
}

async fn referral(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    if !form.ticked("referral", "yes") {
        return again(ctx, person, None, ("referral", TWICE)).await;
    }
    let mut chosen = vec![];
    for one in form.all("which") {
        chosen.push(id(&mut ctx, one).await?);
    }
    if chosen.is_empty() && open(&mut ctx, person).await?.1.len() > 1 {
        return again(
            ctx,
            person,
            None,
            ("which", "Choose which referral was for somebody else"),
        )
        .await;
    }
    ctx.act(Lane::Stop, move |desk, visit| {
        awkward::entered_in_error(desk, &visit.actor, person, &chosen)
    })
    .await?;
    Ok(ctx.see(&format!("/practice/person/{person}/receipt")))
}

async fn died(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    if !form.ticked("died", "yes") {
        return again(ctx, person, None, ("died", TWICE)).await;
    }
    ctx.act(Lane::Stop, move |desk, visit| {
        awkward::contact_over(desk, &visit.actor, person)
    })
    .await?;
    Ok(ctx.see(&format!("/practice/person/{person}/receipt")))
}

async fn not_died(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    ctx.act(Lane::Stop, move |desk, visit| {
        awkward::contact_not_over(desk, &visit.actor, person)
    })
    .await?;
    Ok(ctx.see(&format!("/practice/person/{person}/receipt")))
}
