//! The first meeting: the terms are explained again, in the sentences that the person said yes to.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::support::{self, Explained};
use sayso_core::words;

use super::words::{channel, how_heard, id};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Label, Size, button, identity_bar, radios, say_aloud};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/person/{person}/meet",
        Who::Coach,
        "read_shared",
        "file_opened",
        open,
    );
    r.post("/person/{person}/meet", Who::Coach, "meet", "met", meet);
}

async fn open(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let at = format!("/person/{person}");
    let explained = ctx
        .act(Lane::Normal, move |desk, visit| {
            support::explain(desk, &visit.actor, id(&person)?)
        })
        .await?;
    let body = page(&ctx, &explained, &at);
    Ok(ctx.page("First meeting", Some(&at), &body))
}

fn page(ctx: &Ctx, e: &Explained, at: &str) -> Markup {
    html! {
        h1 { "What to explain again at your first meeting" }
        (identity_bar(&e.name, &[]))
        (say_aloud(&words::aloud(&e.terms.promise).into()))
        h2 { "What they said yes to" }
        p { (e.terms.promise.scheme_name) ", version " (e.terms.version) " of its terms. " (e.terms.promise.what) }
        p { (e.terms.promise.paid_by) }
        h2 { "Who gets what" }
        ul { @for line in &e.flows { li { (line) } } }
        p { "Never sent: " (words::and(&e.never_sent.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>())) "." }
        h2 { "Benefits" }
        ul { @for line in &e.about_benefits { li { (line) } } }
        h2 { "Who we are" }
        ul { @for line in &e.interests { li { (line) } } }
        h2 { "Stopping" }
        p { "They can pause, stop one thing or leave at any time, without a reason. They can tell you, phone, or use their page." }
        form method="post" action={ (at) "/meet" } novalidate {
            (ctx.csrf())
            (how_heard("How did you meet?"))
            (radios(&Choices {
                name: "language",
                legend: Some(Label {
                    content: "In which language did you explain it?".into(),
                    size: Some(Size::S),
                    ..Label::default()
                }),
                items: vec![
                    Choice::new("en", "English"),
                    Choice::new("interpreter", "Another language, with an interpreter"),
                ],
                selected: vec!["en"],
                ..Choices::default()
            }))
            (button(&Button::primary("We met, and I explained this")))
        }
    }
}

async fn meet(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    ctx.act(Lane::Normal, move |desk, visit| {
        let person = id(&person)?;
        if form.get("language") == "interpreter" {
            support::meet_with_interpreter(desk, &visit.actor, person, channel(&form))
        } else {
            support::meet(desk, &visit.actor, person, channel(&form))
        }
    })
    .await?;
    Ok(ctx.see(&at))
}
