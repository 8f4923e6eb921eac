//! They have changed their mind: one form, no reason, and nothing that could stand in the way. Typed by staff, so it
//! also says who decided, who typed and how it was heard.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::agree::Service;
use sayso_app::practice::reception;
use sayso_app::{Lane, change_mind};
use sayso_core::id::{PersonId, SchemeId};
use sayso_core::sayso::Purpose;

use super::{heard, id, reception as patient, wrong};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, Legend, Size, button, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.post(
        "/practice/person/{id}/mind",
        Who::Practice,
        "stop",
        "left purpose_stopped",
        change,
    );
}

/// What a patient can stop by itself, and keep the rest.
fn parts() -> impl Iterator<Item = Purpose> {
    Purpose::ALL.iter().copied().filter(|p| *p != Purpose::Refer)
}

/// Words to the patient, as staff read them about the patient.
pub(super) fn their(words: &str) -> String {
    let words = words.replace("your", "their");
    let words = words
        .replace("you are", "they are")
        .replace("you need", "they need");
    words.replace(" you", " them")
}

/// The form, on the patient's page.
pub(super) fn form(
    ctx: &Ctx,
    person: PersonId,
    services: &[Service],
    form: &Form,
    errors: &[(&str, &str)],
) -> Markup {
    // Every service of the practice stands here for everybody: the list says nothing about this patient.
    let several: Vec<(String, String)> = (services.iter().filter(|_| services.len() > 1))
        .map(|s| (format!("leave {}", s.scheme), format!("Leave only {}", s.name)))
        .collect();
    let words: Vec<String> = parts()
        .map(|p| format!("Stop only this: {}", their(p.in_words())))
        .collect();
    let mut items = vec![Choice::hinted(
        "everything",
        "Stop everything and leave",
        "Sharing stops at once. No reason is asked.",
    )];
    items.extend(
        several
            .iter()
            .map(|(value, text)| Choice::new(value, text.as_str())),
    );
    items.extend(
        parts()
            .zip(&words)
            .map(|(p, text)| Choice::new(p.as_str(), text.as_str())),
    );
    html! {
        h2 class="nhsuk-heading-l" { "They have changed their mind" }
        p { "Say back what you heard: “You want to stop, is that right?” Do not ask why." }
        form method="post" action={ "/practice/person/" (person) "/mind" } novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "what",
                legend: Some(Legend { content: "What do they want?".into(), size: Some(Size::M), ..Legend::default() }),
                error: wrong(errors, "what"),
                items,
                selected: vec![form.get("what")],
                ..Choices::default()
            }))
            (heard::fields(form, errors))
            (heard::decided(form, errors))
            p { "Who types: " strong { (ctx.visit.label) } ". The patient is told." }
            (button(&Button::primary("Record it now")))
        }
        p class="app-quiet" { "A pause: they can choose it on their own page, or tell their coach." }
    }
}

enum What {
    Everything,
    Service(SchemeId),
    One(Purpose),
}

fn what(form: &Form) -> Option<What> {
    match form.get("what") {
        "everything" => Some(What::Everything),
        text if text.starts_with("leave ") => text[6..].parse().ok().map(What::Service),
        text => parts().find(|p| p.as_str() == text).map(What::One),
    }
}

async fn change(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let now = ctx.site.house.source().now();
    let mut problems = vec![];
    let what = what(&form);
    if what.is_none() {
        problems.push(("what", "Choose what they want"));
    }
    let heard = heard::read_for_a_stop(&form, now)
        .map_err(|more| problems.extend(more))
        .ok();
    problems.extend(heard::undecided(&form));
    let (Some(what), Some(heard), true) = (what, heard, problems.is_empty()) else {
        let patient = ctx
            .act(Lane::Stop, move |desk, visit| {
                reception::open(desk, &visit.actor, person)
            })
            .await?;
        let body = patient::page(&ctx, &patient, &form, &problems);
        return Ok(ctx.page_with_errors("Patient", Some("/practice"), &body));
    };
    ctx.act(Lane::Stop, move |desk, visit| match what {
        What::Everything => change_mind::leave(desk, &visit.actor, person, heard).map(drop),
        What::Service(scheme) => {
            change_mind::leave_one(desk, &visit.actor, person, Some(scheme), heard).map(drop)
        }
        What::One(purpose) => change_mind::stop_one(desk, &visit.actor, person, purpose, heard),
    })
    .await?;
    Ok(ctx.see(&format!("/practice/person/{person}/receipt")))
}
