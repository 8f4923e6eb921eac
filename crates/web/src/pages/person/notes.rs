//! Notes as the coach wrote them, the plan, hopes in the person's own words, meetings, and what was not finished when
//! they left. Nothing here is a summary: it is what was written.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{self, Held, Written};
use sayso_app::{Error, Lane, change_mind};
use sayso_core::entry::{Author, EntryKind, EntryState};
use sayso_core::id::EntryId;

use super::super::beside::side_by_side;
use super::home::nothing_there;
use super::screened::{Screened, offer_to_mask, screened};
use super::{as_written, names, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, Choice, Choices, Label, Textarea, button, card, radios, textarea};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::notes as say;

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

async fn notes(mut ctx: Ctx) -> Answer {
    let held = open(&mut ctx).await?;
    let w = ctx.words();
    let body = page(&ctx, &held, None);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

async fn open(ctx: &mut Ctx) -> Result<Held, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| {
        own::open(desk, &visit.actor, "your notes and plan", 0, None)
    })
    .await
}

fn page(ctx: &Ctx, held: &Held, error: Option<&Say>) -> Markup {
    let w = ctx.words();
    html! {
        @if let Some(error) = error { (w.problems(&[("text", error.clone())])) }
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::every_note())) }
        (not_finished(ctx, held))
        (written(held, w))
        h2 { (w.t(&say::own_words())) }
        (own_form(ctx, error))
    }
}

/// Everything written, by kind, for this page and for the copy of everything.
pub(super) fn written(held: &Held, w: Words) -> Markup {
    let of = |kinds: &[EntryKind]| -> Vec<&Written> {
        let kept = held.entries.iter().filter(|item| {
            kinds.contains(&item.entry.kind)
                && matches!(
                    item.entry.state,
                    EntryState::Kept | EntryState::Draft | EntryState::Closed
                )
        });
        kept.collect()
    };
    let part = |title: Say, empty: Say, list: &[&Written]| {
        html! {
            h2 { (w.t(&title)) }
            @if list.is_empty() { p { (w.t(&empty)) } }
            @for item in list { (one(held, item, w)) }
        }
    };
    html! {
        (part(say::meetings(), say::no_meetings(), &of(&[EntryKind::Appointment])))
        (part(say::steps(), say::no_steps(), &of(&[EntryKind::Step, EntryKind::OwnStep])))
        (part(say::hopes(), say::no_hopes(), &of(&[EntryKind::Hope])))
        (part(say::notes(), say::no_notes(), &of(&[EntryKind::Note])))
        (part(say::needs(), say::no_needs(), &of(&[EntryKind::Need])))
        (part(say::you_wrote(), say::wrote_nothing(), &of(&[EntryKind::OwnWords])))
        (part(say::from_elsewhere(), say::nothing_elsewhere(), &of(&[EntryKind::Outside])))
    }
}

fn one(held: &Held, item: &Written, w: Words) -> Markup {
    let e = &item.entry;
    if e.state == EntryState::Draft {
        return card(&Card {
            heading_level: Some(3),
            ..Card::titled(
                w.t(&say::writing_up(item.author.as_str())),
                w.t(&say::when_finished()),
            )
        });
    }
    let heading = match (e.kind, e.at) {
        (EntryKind::Appointment, Some(at)) => w.s(&say::meeting_on(at)),
        (EntryKind::Step, Some(at)) => w.s(&say::by(at)),
        _ => w.at(e.written_at),
    };
    card(&Card {
        heading_level: Some(3),
        ..Card::titled(
            heading.clone(),
            html! {
                (side_by_side(
                    &html! {
                        (as_written(&e.text))
                        @if e.kind == EntryKind::Appointment { (super::venue::where_it_is(held, item, w)) }
                        @if let Some(outcome) = held.meetings.get(&e.id) { p { (w.t(&say::noted(sayso_words::known(outcome.in_words())))) } }
                        p class="app-quiet" {
                            (w.t(&say::written_by(sayso_words::author(&item.author), e.written_at)))
                            @if e.state == EntryState::Closed { " " (w.t(&say::you_closed_it())) }
                        }
                    },
                    item.beside.as_ref(),
                    &w.s(&say::your_words()),
                    w,
                ))
                (sealed(item, w))
                p class="app-screen-only" { a href={ "/home/entry/" (e.id) } {
                    @if e.author == Author::Person { (w.t(&say::who_can_read())) } @else { (w.t(&say::something_wrong())) }
                    span class="nhsuk-u-visually-hidden" { " (" (heading) ")" }
                } }
            },
        )
    })
}

/// Told to the person alone.
pub(super) fn sealed(item: &Written, w: Words) -> Markup {
    html! {
        @if let Some(named) = &item.sealed_for {
            p { strong {
                @if named.is_empty() { (w.t(&say::sealed_you())) }
                @else { (w.t(&say::sealed_named(names(named)))) }
            } }
        }
    }
}

/// What was not finished when the person left: theirs to decide, with two equal ways.
fn not_finished(ctx: &Ctx, held: &Held) -> Markup {
    let w = ctx.words();
    html! {
        @if held.waiting().next().is_some() {
            h2 id="not-finished" { (w.t(&say::not_finished())) }
            p { (w.t(&say::not_finished_yours())) }
            @for item in held.waiting() {
                (card(&Card { heading_level: Some(3), ..Card::titled(w.t(&say::begun_by(item.author.as_str())), html! {
                    (as_written(&item.entry.text))
                    form method="post" action={ "/home/notes/" (item.entry.id) } novalidate {
                        (ctx.csrf())
                        (button(&Button { name: Some("keep"), value: Some("yes"), ..Button::secondary(w.t(&say::keep())) }))
                        " "
                        (button(&Button { name: Some("keep"), value: Some("no"), ..Button::secondary(w.t(&say::let_go())) }))
                    }
                }) }))
            }
        }
    }
}

fn own_form(ctx: &Ctx, error: Option<&Say>) -> Markup {
    let w = ctx.words();
    html! {
        form method="post" action="/home/notes" novalidate {
            (ctx.csrf())
            (textarea(&Textarea {
                name: "text",
                label: Label::from(w.t(&say::own_label())),
                hint: w.t(&say::own_hint()),
                error: error.map(|e| w.t(e)),
                ..Textarea::default()
            }))
            (radios(&Choices {
                name: "about",
                legend: Some(w.t(&say::about()).into()),
                hint: w.t(&say::about_hint()),
                items: vec![
                    Choice::new("need", w.t(&say::about_need())),
                    Choice::new("other", w.t(&say::about_other())),
                ],
                selected: vec!["other"],
                small: true,
                ..Choices::default()
            }))
            (button(&Button::primary(w.t(&say::save()))))
        }
    }
}

async fn write(Posted { mut ctx, form }: Posted) -> Answer {
    if form.get("text").is_empty() {
        let held = open(&mut ctx).await?;
        let w = ctx.words();
        let body = page(&ctx, &held, Some(&say::write_first()));
        return Ok(ctx.page_said_with_errors(&say::title(), Some("/home"), &with_way_out(w, &body)));
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
            let w = ctx.words();
            let body = offer_to_mask(
                &ctx,
                "/home/notes",
                &[("text", &text), ("about", form.get("about"))],
                &text,
            );
            return Ok(ctx.page_said_with_errors(
                &say::title(),
                Some("/home/notes"),
                &with_way_out(w, &body),
            ));
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
