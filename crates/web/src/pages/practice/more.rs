//! A patient says yes to one more thing, in the room or on the phone: read out, heard, typed, read back. Shows what the
//! published registers say, the same for every patient; nothing that is held about this one.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::change_mind::{self, Optional};
use sayso_app::practice::reception;
use sayso_app::{Error, Lane};
use sayso_core::category::{Categories, Category};
use sayso_core::id::{PersonId, SchemeId};
use sayso_core::sayso::Purpose;

use super::{about, heard, id, mind, told, wrong};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, Legend, Size, button, checkboxes, problems, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/person/{id}/more",
        Who::Practice,
        "open_patient offer",
        "identity_opened",
        ask,
    );
    r.post(
        "/practice/person/{id}/more",
        Who::Practice,
        "key_agreement",
        "purpose_given",
        give,
    );
}

async fn ask(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    show(&mut ctx, person, &Form::default(), &[]).await
}

async fn show(ctx: &mut Ctx, person: PersonId, form: &Form, errors: &[(&str, &str)]) -> Answer {
    let (patient, all) = ctx
        .act(Lane::Normal, move |desk, visit| {
            let patient = reception::open(desk, &visit.actor, person)?;
            Ok((patient, change_mind::optional(desk, &visit.actor)?))
        })
        .await?;
    let body = html! {
        (problems(errors))
        (about(&patient.who))
        (fields(ctx, person, &all, form, errors))
    };
    Ok(if errors.is_empty() {
        ctx.page("Patient", Some("/practice"), &body)
    } else {
        ctx.page_with_errors("Patient", Some("/practice"), &body)
    })
}

/// What stands in the form for one of them.
fn value(o: &Optional) -> String {
    format!("{} {}", o.purpose, o.scheme)
}

fn fields(ctx: &Ctx, person: PersonId, all: &[Optional], form: &Form, errors: &[(&str, &str)]) -> Markup {
    let several = all.iter().any(|o| o.scheme != all[0].scheme);
    let named: Vec<(String, String, String)> = all
        .iter()
        .map(|o| {
            let of = if several {
                format!(" ({})", o.service)
            } else {
                String::new()
            };
            let words = format!("{}{of}", mind::their(o.purpose.in_words()));
            (
                value(o),
                words,
                format!("Read out: “{} It is kept {}.”", o.purpose.meaning(), o.kept),
            )
        })
        .collect();
    let lines: Categories = (all.iter().filter(|o| o.lines.iter().count() > 1))
        .fold(Categories::NONE, |lines, o| lines.union(o.lines));
    html! {
        h1 { "Would they like something more?" }
        p { "Each is a yes of its own, and off until they ask for it. Their support stays the same without." }
        p { "It waits like their first yes. They are told before it counts, and can undo it in one step." }
        form method="post" action={ "/practice/person/" (person) "/more" } novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "what",
                legend: Some(Legend { content: "What do they say yes to?".into(), size: Some(Size::M), ..Legend::default() }),
                error: wrong(errors, "what"),
                items: named.iter().map(|(v, words, hint)| Choice::hinted(v, words.as_str(), hint.as_str())).collect(),
                selected: vec![form.get("what")],
                ..Choices::default()
            }))
            @if !lines.is_empty() {
                (checkboxes(&Choices {
                    name: "line",
                    legend: Some(Legend { content: "Where there are several lines: which?".into(), size: Some(Size::M), ..Legend::default() }),
                    error: wrong(errors, "line"),
                    items: lines.iter().map(|c| Choice::new(c.as_str(), told::label(c))).collect(),
                    selected: lines.iter().filter(|c| form.ticked("line", c.as_str())).map(Category::as_str).collect(),
                    ..Choices::default()
                }))
            }
            p { "Read it back: “You say yes to this, and to nothing else. Is that right?”" }
            (heard::fields(form, errors))
            (heard::decided(form, errors))
            p { "Who types: " strong { (ctx.visit.label) } ". The patient is told." }
            (button(&Button::primary("Keep their yes")))
        }
    }
}

fn what(form: &Form) -> Option<(SchemeId, Purpose)> {
    let (purpose, scheme) = form.get("what").split_once(' ')?;
    let purpose = Purpose::parse(purpose).filter(|p| *p != Purpose::Refer)?;
    Some((scheme.parse().ok()?, purpose))
}

async fn give(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let now = ctx.site.house.source().now();
    let mut problems = vec![];
    let what = what(&form);
    if what.is_none() {
        problems.push(("what", "Choose what they say yes to"));
    }
    let heard = heard::read(&form, now).map_err(|more| problems.extend(more)).ok();
    problems.extend(heard::undecided(&form));
    let (Some(what), Some(heard), true) = (what, heard, problems.is_empty()) else {
        return show(&mut ctx, person, &form, &problems).await;
    };
    let lines: Categories = form.all("line").filter_map(Category::parse).collect();
    let given = ctx
        .act(Lane::Normal, move |desk, visit| {
            change_mind::give_typed(desk, &visit.actor, person, what, lines, heard)
        })
        .await;
    match given {
        Ok(()) => Ok(ctx.see(&format!("/practice/person/{person}/receipt"))),
        // One answer for whatever stands in the way: it tells nobody at the desk which services somebody has.
        Err(f) if matches!(f.error, Error::NotNow(_) | Error::NotFound) => {
            let errors = [(
                "what",
                "This cannot be kept now. Check the lines, and that they have this service",
            )];
            show(&mut ctx, person, &form, &errors).await
        }
        Err(f) => Err(f),
    }
}
