//! What a service wrote, taken back when its contract has ended: only what each patient lets the practice know. One
//! file with a page to read, JSON and FHIR.

use axum::extract::Path;
use maud::{DOCTYPE, Markup, html};
use sayso_app::practice::returned::{self, Taken, bundle};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::words;
use serde_json::{Value, json};

use super::id;
use crate::archive::archive;
use crate::ctx::{Answer, Ctx};
use crate::download::{ZIP, saved};
use crate::form::Posted;
use crate::nhs::{Button, button};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/returned",
        Who::Practice,
        "list_practice",
        "place_opened",
        list,
    );
    r.post(
        "/practice/returned/{org}",
        Who::Clinician,
        "read_referral",
        "return_taken",
        take,
    );
}

async fn list(mut ctx: Ctx) -> Answer {
    let (ended, clinician) = ctx
        .act(Lane::Normal, |desk, visit| {
            let ended = returned::list(desk, &visit.actor)?;
            Ok((ended, returned::is_clinician(&visit.actor)))
        })
        .await?;
    let body = html! {
        h1 { "Has a service ended?" }
        @if ended.is_empty() { p { "No service to which this practice sent anybody has ended." } }
        @for e in &ended {
            h2 { (e.name) }
            p { "Its contract ended on " (moment_in_words(e.at)) ". Nobody there can open anything." }
            @if clinician {
                form method="post" action={ "/practice/returned/" (e.org) } novalidate {
                    (ctx.csrf())
                    (button(&Button::secondary(html! {
                        "Take back what patients let you have"
                        span class="nhsuk-u-visually-hidden" { " (" (e.name) ")" }
                    })))
                }
            }
        }
        ul {
            li { "The file has only what each patient said the practice may know. It can be empty." }
            li { "Whoever said nothing about it is not in it, and the file does not say why." }
            li { "Each patient in it sees that you took it, and what it showed." }
            li { "What the service wrote stands in full on the patient’s own page." }
        }
    };
    Ok(ctx.page("Ended services", Some("/practice"), &body))
}

async fn take(Path(org): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let org = id(&mut ctx, &org).await?;
    let taken = ctx
        .act_freshly(Lane::Normal, move |desk, visit, recent| {
            returned::take(desk, &visit.actor, recent, org)
        })
        .await?;
    let files = [
        ("returned.html", page(&taken).into_string().into_bytes()),
        ("returned.json", format!("{:#}", in_json(&taken)).into_bytes()),
        ("fhir.json", format!("{:#}", bundle(&taken)).into_bytes()),
    ];
    let bytes = archive(&files).map_err(|_| ctx.failure(Error::Fault("an archive was not made".into())))?;
    Ok(saved("returned.zip", ZIP, bytes))
}

fn page(t: &Taken) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "Returned" } }
            body {
                h1 { "What " (t.provider) " wrote" }
                p { "For " (t.practice.name) ". The contract ended on " (moment_in_words(t.ended_at)) "." }
                p { "Only what each patient said the practice may know. Each of them sees that it was taken." }
                @if t.all.is_empty() { p { "No patient lets the practice have any of it." } }
                @for back in &t.all {
                    h2 { (back.details.name) }
                    p { "Shown: " (words::list(back.shown)) "." }
                    @for w in &back.entries {
                        h3 { (moment_in_words(w.entry.written_at)) ", " (w.author) }
                        @if let Some(at) = w.entry.at { p { "For " (moment_in_words(at)) } }
                        p { (w.entry.text) }
                        @if let Some(b) = &w.beside { p { "The patient’s own words beside it: " (b.text) } }
                    }
                }
            }
        }
    }
}

fn in_json(t: &Taken) -> Value {
    let entry = |w: &sayso_app::own::Written| {
        json!({
            "id": w.entry.id.to_string(),
            "kind": w.entry.kind.as_str(),
            "written_at": w.entry.written_at.to_string(),
            "written_by": w.author,
            "at": w.entry.at.map(|at| at.to_string()),
            "text": w.entry.text,
            "own_words_beside": w.beside.as_ref().map(|b| b.text.as_str()),
        })
    };
    let person = |back: &returned::Back| {
        json!({
            "id": back.person.to_string(),
            "name": back.details.name,
            "nhs_number": back.details.nhs_number.map(|n| n.digits()),
            "shown": back.shown.iter().map(sayso_core::category::Category::as_str).collect::<Vec<_>>(),
            "entries": back.entries.iter().map(entry).collect::<Vec<_>>(),
        })
    };
    json!({
        "service": t.provider,
        "practice": t.practice.name,
        "contract_ended_at": t.ended_at.to_string(),
        "people": t.all.iter().map(person).collect::<Vec<_>>(),
    })
}
