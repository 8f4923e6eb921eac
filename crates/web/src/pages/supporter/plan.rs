//! The plan, the person's own words and the notes, for a supporter who may read or write there.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::supporter::{self, Plan, Words};
use sayso_app::telling::moment_in_words;
use sayso_core::entry::EntryKind;
use sayso_core::supporter::Choice as May;

use super::{TITLE, column};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::Posted;
use crate::nhs::{Button, Card, Choice, Choices, Label, Textarea, button, card, problems, radios, textarea};
use crate::pages::person::{Screened, as_written, offer_to_mask, screened};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/supporting/plan",
        Who::Supporter,
        "read_supported",
        "supporter_looked",
        plan,
    );
    r.post(
        "/supporting/plan",
        Who::Supporter,
        "write_supported",
        "supporter_wrote",
        write,
    );
}

const HERE: &str = "/supporting/plan";

async fn open(ctx: &mut Ctx) -> Result<Plan, Failure> {
    ctx.act(Lane::Normal, |desk, visit| supporter::plan(desk, &visit.actor))
        .await
}

async fn plan(mut ctx: Ctx) -> Answer {
    let plan = open(&mut ctx).await?;
    let body = page(&ctx, &plan, "", "", &[]);
    Ok(ctx.page(TITLE, Some("/supporting"), &column(&body)))
}

fn page(ctx: &Ctx, plan: &Plan, kind: &str, text: &str, errors: &[(&str, &str)]) -> Markup {
    html! {
        (problems(errors))
        h1 { "What is hoped for, and what comes next?" }
        @if plan.scope.has(May::Plan) {
            @if plan.written.is_empty() { p { "Nothing is written here." } }
            @for words in &plan.written { (one(words)) }
        }
        @if plan.scope.has(May::Write) { (new(ctx, kind, text, errors)) }
    }
}

fn one(words: &Words) -> Markup {
    let what = match words.kind {
        EntryKind::Hope => "A hope",
        EntryKind::OwnStep => "A step of their own",
        EntryKind::Step => "A step that was agreed",
        EntryKind::Note => "A note",
        EntryKind::OwnWords | EntryKind::Need | EntryKind::Appointment | EntryKind::Outside => "Words",
    };
    card(&Card {
        heading_level: Some(2),
        ..Card::titled(
            what,
            html! {
                (as_written(&words.text))
                @if let Some(at) = words.at { p { "By " (moment_in_words(at)) "." } }
                p class="app-quiet" { "Written by: " (words.author) ". " (moment_in_words(words.written_at)) "." }
            },
        )
    })
}

fn new(ctx: &Ctx, kind: &str, text: &str, errors: &[(&str, &str)]) -> Markup {
    let error = |field| {
        let found = errors.iter().find(|(f, _)| *f == field);
        found.map(|(_, words)| (*words).into())
    };
    html! {
        h2 { "Write for them" }
        p { "It says that you wrote it. They can change or close it, and whoever they share it with can read it." }
        form method="post" action=(HERE) novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "kind",
                legend: Some("What is it?".into()),
                items: vec![
                    Choice::new("hope", "Something they hope for"),
                    Choice::new("own_step", "A step of their own"),
                    Choice::new("own_words", "Something else in their words"),
                ],
                selected: vec![kind],
                error: error("kind"),
                ..Choices::default()
            }))
            (textarea(&Textarea {
                name: "text",
                label: Label::from("Their words"),
                value: text,
                error: error("text"),
                ..Textarea::default()
            }))
            (button(&Button::primary("Save these words")))
        }
    }
}

async fn write(Posted { mut ctx, form }: Posted) -> Answer {
    let kind = match form.get("kind") {
        "hope" => Some(EntryKind::Hope),
        "own_step" => Some(EntryKind::OwnStep),
        "own_words" => Some(EntryKind::OwnWords),
        _ => None,
    };
    let mut errors = vec![];
    if kind.is_none() {
        errors.push(("kind", "Choose what it is"));
    }
    if form.get("text").is_empty() {
        errors.push(("text", "Write something first"));
    }
    let (Some(kind), true) = (kind, errors.is_empty()) else {
        let plan = open(&mut ctx).await?;
        let body = page(&ctx, &plan, form.get("kind"), form.get("text"), &errors);
        return Ok(ctx.page_with_errors(TITLE, Some("/supporting"), &column(&body)));
    };
    let text = match screened(&form, "text") {
        Screened::Keep(text) => text,
        Screened::Ask(text) => {
            // Whoever may not write here is asked nothing.
            open(&mut ctx).await?;
            let fields = [("kind", form.get("kind")), ("text", text.as_str())];
            let body = offer_to_mask(&ctx, HERE, &fields, &text);
            return Ok(ctx.page_with_errors(TITLE, Some(HERE), &column(&body)));
        }
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        supporter::write(desk, &visit.actor, kind, &text)
    })
    .await?;
    Ok(ctx.see(HERE))
}
