//! Proposing to withhold one note from the person for a time: a ground, an end, and a second person who must agree.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::guard::withholding;
use sayso_app::{Lane, file};
use sayso_core::guard::Ground;
use sayso_core::id::EntryId;

use super::words::id;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{
    Button, Choice, Choices, Legend, Size, Textarea, button, identity_bar, problems, radios, textarea,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/person/{person}/withhold/{entry}",
        Who::Coach,
        "read_shared",
        "file_opened",
        open,
    );
    r.post(
        "/person/{person}/withhold/{entry}",
        Who::Coach,
        "propose_withholding",
        "withholding_proposed",
        propose,
    );
}

async fn open(Path((person, entry)): Path<(String, String)>, ctx: Ctx) -> Answer {
    show(ctx, person, entry, false).await
}

async fn show(mut ctx: Ctx, person: String, entry: String, wrong: bool) -> Answer {
    let at = format!("/person/{person}");
    let name = ctx
        .act(Lane::Normal, move |desk, visit| {
            file::name(desk, &visit.actor, id(&person)?)
        })
        .await?;
    let body = page(&ctx, &format!("{at}/withhold/{entry}"), &name, wrong);
    Ok(if wrong {
        ctx.page_with_errors("Withhold a note", Some(&at), &body)
    } else {
        ctx.page("Withhold a note", Some(&at), &body)
    })
}

fn page(ctx: &Ctx, action: &str, name: &str, wrong: bool) -> Markup {
    let error = "Choose one of the three grounds. There is no other";
    html! {
        @if wrong { (problems(&[("ground", error)])) }
        h1 { "Should they not read this note for a time?" }
        (identity_bar(name, &[]))
        p { "They can read everything that is held about them. There are three exceptions, and each ends by itself." }
        p { "The guardian or the deputy must agree. They do not see the note, so say what the reason is." }
        form method="post" action=(action) novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "ground",
                legend: Some(Legend { content: "Which ground?".into(), size: Some(Size::M), ..Legend::default() }),
                error: wrong.then(|| error.into()),
                items: Ground::ALL.iter().map(|g| Choice::new(g.as_str(), g.in_words())).collect(),
                ..Choices::default()
            }))
            (radios(&Choices {
                name: "days",
                legend: Some(Legend { content: "For how long?".into(), size: Some(Size::M), ..Legend::default() }),
                items: vec![
                    Choice::new("7", "7 days"),
                    Choice::new("30", "30 days"),
                    Choice::new("90", "90 days, the longest"),
                ],
                selected: vec!["7"],
                ..Choices::default()
            }))
            (textarea(&Textarea {
                name: "words",
                label: "Why, for the second person".into(),
                hint: "Without the note’s own words.".into(),
                ..Textarea::default()
            }))
            (button(&Button::primary("Ask the second person")))
        }
    }
}

async fn propose(Path((person, entry)): Path<(String, String)>, Posted { mut ctx, form }: Posted) -> Answer {
    let Some(ground) = Ground::parse(form.get("ground")) else {
        return show(ctx, person, entry, true).await;
    };
    let back = format!("/person/{person}");
    let (words, days) = (
        form.get("words").to_owned(),
        form.get("days").parse().unwrap_or(7),
    );
    ctx.act(Lane::Normal, move |desk, visit| {
        let (person, entry): (_, EntryId) = (id(&person)?, id(&entry)?);
        withholding::propose(desk, &visit.actor, (person, entry), (ground, &words), days)
    })
    .await?;
    let body = html! {
        h1 { "The second person is asked" }
        p { "Nothing is withheld yet. They can read the note until the guardian or the deputy agrees." }
        p { a href=(back) { "Back to their page" } }
    };
    Ok(ctx.page("Withhold a note", Some(&back), &body))
}
