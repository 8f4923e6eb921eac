//! Notes as the coach wrote them, the plan, hopes in the person's own words, meetings, and what was not finished when
//! they left. Nothing here is a summary: it is what was written.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{self, Held, Written};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane, change_mind};
use sayso_core::entry::{Author, EntryKind, EntryState};
use sayso_core::id::EntryId;

use super::super::beside::side_by_side;
use super::home::nothing_there;
use super::screened::{Screened, offer_to_mask, screened};
use super::{as_written, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, Choice, Choices, Label, Textarea, button, card, problems, radios, textarea};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/notes", Who::Person, "open_own", "own_opened", notes);
    r.post(
        "/home/notes",
        Who::Person,
        "write_own",
        "own_words_written",
        write,
    );
    r.post(
        "/home/notes/{id}",
        Who::Person,
        "write_own",
        "draft_decided",
        decide,
    );
}

const TITLE: &str = "Notes and plan";

async fn notes(mut ctx: Ctx) -> Answer {
    let held = open(&mut ctx).await?;
    let body = page(&ctx, &held, None);
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(&body)))
}

async fn open(ctx: &mut Ctx) -> Result<Held, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| {
        own::open(desk, &visit.actor, "your notes and plan", 0, None)
    })
    .await
}

fn page(ctx: &Ctx, held: &Held, error: Option<&str>) -> Markup {
    html! {
        @if let Some(error) = error { (problems(&[("text", error)])) }
        h1 { "What is written about you" }
        p { "You read every note as it was written. Nothing is kept behind it." }
        (not_finished(ctx, held))
        (written(held))
        h2 { "In your own words" }
        (own_form(ctx, error))
    }
}

/// Everything written, by kind, for this page and for the copy of everything.
pub(super) fn written(held: &Held) -> Markup {
    let of = |kinds: &[EntryKind]| -> Vec<&Written> {
        let kept = held.entries.iter().filter(|w| {
            kinds.contains(&w.entry.kind)
                && matches!(
                    w.entry.state,
                    EntryState::Kept | EntryState::Draft | EntryState::Closed
                )
        });
        kept.collect()
    };
    let part = |title: &str, empty: &str, list: &[&Written]| {
        html! {
            h2 { (title) }
            @if list.is_empty() { p { (empty) } }
            @for w in list { (one(held, w)) }
        }
    };
    html! {
        (part("Meetings", "No meetings are written down.", &of(&[EntryKind::Appointment])))
        (part("Next steps", "No steps are written down.", &of(&[EntryKind::Step, EntryKind::OwnStep])))
        (part("Your hopes", "You have not written a hope.", &of(&[EntryKind::Hope])))
        (part("Notes", "No notes are written.", &of(&[EntryKind::Note])))
        (part("What you need at work", "Nothing is written down about what you need at work.", &of(&[EntryKind::Need])))
        (part("What you wrote", "You have not written anything else.", &of(&[EntryKind::OwnWords])))
        (part("What others sent about you", "Nothing came from elsewhere.", &of(&[EntryKind::Outside])))
    }
}

fn one(held: &Held, w: &Written) -> Markup {
    let e = &w.entry;
    if e.state == EntryState::Draft {
        return card(&Card {
            heading_level: Some(3),
            ..Card::titled(
                format!("{} is writing this up", w.author),
                "You can read it as soon as it is finished.",
            )
        });
    }
    let heading = match (e.kind, e.at) {
        (EntryKind::Appointment, Some(at)) => format!("Meeting on {}", moment_in_words(at)),
        (EntryKind::Step, Some(at)) => format!("By {}", moment_in_words(at)),
        _ => moment_in_words(e.written_at),
    };
    card(&Card {
        heading_level: Some(3),
        ..Card::titled(
            heading.clone(),
            html! {
                (side_by_side(
                    &html! {
                        (as_written(&e.text))
                        @if e.kind == EntryKind::Appointment { (super::venue::where_it_is(held, w)) }
                        @if let Some(outcome) = held.meetings.get(&e.id) { p { "Noted: " (outcome.in_words()) "." } }
                        p class="app-quiet" {
                            "Written by " (w.author) " on " (moment_in_words(e.written_at)) "."
                            @if e.state == EntryState::Closed { " You closed it." }
                        }
                    },
                    w.beside.as_ref(),
                    "Your words",
                ))
                (sealed(w))
                p class="app-screen-only" { a href={ "/home/entry/" (e.id) } {
                    @if e.author == Author::Person { "Who can read this" } @else { "Something is wrong, or seal it" }
                    span class="nhsuk-u-visually-hidden" { " (" (heading) ")" }
                } }
            },
        )
    })
}

/// Told to the person alone.
pub(super) fn sealed(w: &Written) -> Markup {
    html! {
        @if let Some(named) = &w.sealed_for {
            p { strong {
                @if named.is_empty() { "You sealed this. Only you can read it." }
                @else { "You sealed this. You and " (named.join(" and ")) " can read it." }
            } }
        }
    }
}

/// What was not finished when the person left: theirs to decide, with two equal ways.
fn not_finished(ctx: &Ctx, held: &Held) -> Markup {
    html! {
        @if held.waiting().next().is_some() {
            h2 id="not-finished" { "Not finished when you left" }
            p { "Nobody else can read these now. Keep them for yourself, or let them go. You need not decide." }
            @for w in held.waiting() {
                (card(&Card { heading_level: Some(3), ..Card::titled(format!("Begun by {}", w.author), html! {
                    (as_written(&w.entry.text))
                    form method="post" action={ "/home/notes/" (w.entry.id) } novalidate {
                        (ctx.csrf())
                        (button(&Button { name: Some("keep"), value: Some("yes"), ..Button::secondary("Keep it") }))
                        " "
                        (button(&Button { name: Some("keep"), value: Some("no"), ..Button::secondary("Let it go") }))
                    }
                }) }))
            }
        }
    }
}

fn own_form(ctx: &Ctx, error: Option<&str>) -> Markup {
    html! {
        form method="post" action="/home/notes" novalidate {
            (ctx.csrf())
            (textarea(&Textarea {
                name: "text",
                label: Label::from("Your own words"),
                hint: "While you share this with your coach, they can read it too. Hopes and steps stand in your plan.".into(),
                error: error.map(Into::into),
                ..Textarea::default()
            }))
            (radios(&Choices {
                name: "about",
                legend: Some("What is it about?".into()),
                hint: "What you need at work because of your health is kept apart. Your coach can read it only after a yes to that by itself.".into(),
                items: vec![
                    Choice::new("need", "What I need at work. Needs, not diagnoses"),
                    Choice::new("other", "Anything else"),
                ],
                selected: vec!["other"],
                small: true,
                ..Choices::default()
            }))
            (button(&Button::primary("Save my words")))
        }
    }
}

async fn write(Posted { mut ctx, form }: Posted) -> Answer {
    if form.get("text").is_empty() {
        let held = open(&mut ctx).await?;
        let body = page(&ctx, &held, Some("Write something first"));
        return Ok(ctx.page_with_errors(TITLE, Some("/home"), &with_way_out(&body)));
    }
    let kind = match form.get("about") {
        "need" => EntryKind::Need,
        _ => EntryKind::OwnWords,
    };
    let text = match screened(&form, "text") {
        Screened::Keep(text) => text,
        Screened::Ask(text) => {
            ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
                .await?;
            let body = offer_to_mask(
                &ctx,
                "/home/notes",
                &[("text", &text), ("about", form.get("about"))],
                &text,
            );
            return Ok(ctx.page_with_errors(TITLE, Some("/home/notes"), &with_way_out(&body)));
        }
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        own::write(desk, &visit.actor, kind, &text)
    })
    .await?;
    Ok(ctx.see("/home/notes"))
}

async fn decide(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let keep = match form.get("keep") {
        "yes" => true,
        "no" => false,
        _ => {
            ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
                .await?;
            return Ok(ctx.see("/home/notes"));
        }
    };
    let decided = ctx
        .act(Lane::Normal, move |desk, visit| {
            let id: EntryId = id.parse().map_err(|_| Error::NotFound)?;
            change_mind::decide_draft(desk, &visit.actor, id, keep)
        })
        .await;
    match decided {
        Ok(()) => Ok(ctx.see("/home/notes")),
        // Pressed twice: it is decided, and the page shows how.
        Err(f) if matches!(f.error, Error::NotNow(_)) && nothing_there(&f.error) => {
            Ok(ctx.see("/home/notes"))
        }
        Err(f) => Err(f),
    }
}
