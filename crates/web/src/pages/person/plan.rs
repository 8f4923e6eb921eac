//! The plan: hopes in the person's own words, steps of their own, and what was agreed with a coach.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{self, Plan, Written};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::entry::{Author, EntryKind};
use sayso_core::id::EntryId;

use super::home::nothing_there;
use super::screened::{Screened, offer_to_mask, screened};
use super::{as_written, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, Choice, Choices, Label, Textarea, button, card, problems, radios, textarea};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/plan", Who::Person, "open_own", "own_opened", plan);
    r.post(
        "/home/plan/new",
        Who::Person,
        "write_own",
        "own_words_written",
        write,
    );
    r.post(
        "/home/plan/{id}",
        Who::Person,
        "write_own",
        "plan_changed",
        change,
    );
}

const TITLE: &str = "Your plan";

async fn open(ctx: &mut Ctx) -> Result<Plan, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| own::plan(desk, &visit.actor))
        .await
}

async fn plan(mut ctx: Ctx) -> Answer {
    let plan = open(&mut ctx).await?;
    let body = page(&ctx, &plan, "", "", &[]);
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(&body)))
}

fn page(ctx: &Ctx, plan: &Plan, kind: &str, text: &str, errors: &[(&str, &str)]) -> Markup {
    html! {
        (problems(errors))
        h1 { "What do you hope for, and what comes next?" }
        p {
            @if plan.read_by.is_empty() { "Nobody but you can read this now." }
            @else { "You share this with " (plan.read_by.join(" and ")) "." }
        }
        h2 { "Yours" }
        p { "Only you can change or close these." }
        @if plan.own.is_empty() { p { "You have not written anything here yet." } }
        @for w in &plan.own { (mine(ctx, w)) }
        h2 { "Agreed with your coach" }
        @if plan.agreed.is_empty() { p { "No step is written down." } }
        @for w in &plan.agreed { (agreed(w)) }
        (new(ctx, kind, text, errors))
        @if !plan.closed.is_empty() {
            h2 { "Closed" }
            ul { @for w in &plan.closed { li class="app-wrap" { (w.entry.text) } } }
        }
    }
}

fn mine(ctx: &Ctx, w: &Written) -> Markup {
    let field = format!("instead-{}", w.entry.id);
    let what = if w.entry.kind == EntryKind::Hope {
        "A hope"
    } else {
        "A step of my own"
    };
    card(&Card {
        heading_level: Some(3),
        ..Card::titled(
            what,
            html! {
                (as_written(&w.entry.text))
                p class="app-quiet" {
                    "Written on " (moment_in_words(w.entry.written_at))
                    @if w.entry.author != Author::Person { ". Typed by: " (w.author) }
                    "."
                }
                form method="post" action={ "/home/plan/" (w.entry.id) } novalidate {
                    (ctx.csrf())
                    (textarea(&Textarea {
                        id: Some(&field),
                        name: "instead",
                        label: Label::from("Other words instead (optional)"),
                        rows: Some(2),
                        ..Textarea::default()
                    }))
                    (button(&Button { name: Some("do"), value: Some("replace"), ..Button::secondary("Replace it") }))
                    " "
                    (button(&Button { name: Some("do"), value: Some("close"), ..Button::secondary("Close it") }))
                }
            },
        )
    })
}

fn agreed(w: &Written) -> Markup {
    let heading = w
        .entry
        .at
        .map_or_else(|| "A step".to_owned(), |at| format!("By {}", moment_in_words(at)));
    card(&Card {
        heading_level: Some(3),
        ..Card::titled(
            heading.clone(),
            html! {
                (as_written(&w.entry.text))
                p class="app-quiet" { "Written by " (w.author) "." }
                p { a href={ "/home/entry/" (w.entry.id) } {
                    "Something is wrong"
                    span class="nhsuk-u-visually-hidden" { " (" (heading) ")" }
                } }
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
        h2 { "Write something new" }
        form method="post" action="/home/plan/new" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "kind",
                legend: Some("What is it?".into()),
                items: vec![
                    Choice::new("hope", "Something I hope for"),
                    Choice::hinted("step", "A step of my own", "For example, a course I chose. It counts like any step."),
                ],
                selected: vec![kind],
                error: error("kind"),
                ..Choices::default()
            }))
            (textarea(&Textarea {
                name: "text",
                label: Label::from("Your words"),
                value: text,
                error: error("text"),
                ..Textarea::default()
            }))
            (button(&Button::primary("Save my words")))
        }
    }
}

async fn write(Posted { mut ctx, form }: Posted) -> Answer {
    let hope = match form.get("kind") {
        "hope" => Some(true),
        "step" => Some(false),
        _ => None,
    };
    let mut errors = vec![];
    if hope.is_none() {
        errors.push(("kind", "Choose what it is"));
    }
    if form.get("text").is_empty() {
        errors.push(("text", "Write something first"));
    }
    let (Some(hope), true) = (hope, errors.is_empty()) else {
        let plan = open(&mut ctx).await?;
        let body = page(&ctx, &plan, form.get("kind"), form.get("text"), &errors);
        return Ok(ctx.page_with_errors(TITLE, Some("/home"), &with_way_out(&body)));
    };
    ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
        .await?;
    let text = match screened(&form, "text") {
        Screened::Keep(text) => text,
        Screened::Ask(text) => {
            let fields = [("kind", form.get("kind")), ("text", text.as_str())];
            let body = offer_to_mask(&ctx, "/home/plan/new", &fields, &text);
            return Ok(ctx.page_with_errors(TITLE, Some("/home/plan"), &with_way_out(&body)));
        }
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        if hope {
            own::write(desk, &visit.actor, EntryKind::Hope, &text)
        } else {
            own::write_step(desk, &visit.actor, &text)
        }
    })
    .await?;
    Ok(ctx.see("/home/plan"))
}

async fn change(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
        .await?;
    let instead = match (form.get("do"), screened(&form, "instead")) {
        ("close", _) => None,
        (_, Screened::Keep(text)) if text.is_empty() => return Ok(ctx.see("/home/plan")),
        (_, Screened::Keep(text)) => Some(text),
        (_, Screened::Ask(text)) => {
            let fields = [("do", "replace"), ("instead", text.as_str())];
            let body = offer_to_mask(&ctx, &format!("/home/plan/{id}"), &fields, &text);
            return Ok(ctx.page_with_errors(TITLE, Some("/home/plan"), &with_way_out(&body)));
        }
    };
    let changed = ctx
        .act(Lane::Normal, move |desk, visit| {
            let id: EntryId = id.parse().map_err(|_| Error::NotFound)?;
            own::change_plan(desk, &visit.actor, id, instead.as_deref())
        })
        .await;
    match changed {
        Ok(()) => Ok(ctx.see("/home/plan")),
        // Pressed twice: it is closed, and the page shows it.
        Err(f) if matches!(f.error, Error::NotNow(_)) && nothing_there(&f.error) => Ok(ctx.see("/home/plan")),
        Err(f) => Err(f),
    }
}
