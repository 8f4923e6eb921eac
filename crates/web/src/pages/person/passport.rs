//! What helps the person at work, on a page of their own: to print, or as a PDF. What they add in their own words stands
//! on that page and in that file, and is kept nowhere. It names no service and no doctor.

use maud::{Markup, html};
use sayso_app::job::Mine;
use sayso_app::{Error, own::JobTold};
use sayso_core::job::JobState;
use sayso_core::time::in_london;
use sayso_words::sayings::jobs as say;
use sayso_words::{Block, Document};

use super::{jobs::open, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::download::{PDF, saved};
use crate::drawing::{document, print_of};
use crate::form::Posted;
use crate::nhs::{Button, Label, Textarea, button, textarea};
use crate::routes::{Routes, Who};
use crate::shell::print_button;

pub(super) fn register(r: &mut Routes) {
    let (me, action, event) = (Who::Person, "open_own", "own_opened");
    r.get("/home/passport", me, action, event, page);
    r.post("/home/passport", me, action, event, with_own_words);
}

/// The page as it is printed and saved: what the person told of their jobs, how to talk with them, and their own words.
fn passport(mine: &Mine, own: &str) -> Document {
    let person = &mine.held.person.details;
    let mut doc = Document::default()
        .with(Block::Title(say::what_helps()))
        .with(Block::Own(person.name.clone()));
    if let Some(needs) = &person.access_needs {
        doc = doc
            .with(Block::Heading(say::talk_write()))
            .with(Block::Own(needs.clone()));
    }
    doc = doc.with(Block::Heading(say::changes_help()));
    let kept = mine.held.jobs.iter().filter(|j| j.job.state == JobState::Kept);
    let asked: Vec<&JobTold> = kept.filter(|j| j.job.told.asked_for.is_some()).collect();
    if asked.is_empty() && own.is_empty() {
        doc = doc.with(Block::Para(say::nothing_yet()));
    }
    for told in asked.iter().map(|j| &j.job.told) {
        doc.blocks.extend(told.asked_for.clone().map(Block::Own));
        let made = told
            .made
            .map(|m| say::in_that_job(sayso_words::known(m.in_words())));
        let access = told
            .access_to_work
            .map(|a| say::access(sayso_words::known(a.in_words())));
        doc = doc.paragraphs(made.into_iter().chain(access));
    }
    if !own.is_empty() {
        doc = doc
            .with(Block::Heading(say::own_heading()))
            .with(Block::Own(own.to_owned()));
    }
    doc.with(Block::Para(say::please_talk()))
        .with(Block::Para(say::date(in_london(mine.held.now).date())))
}

async fn page(mut ctx: Ctx) -> Answer {
    let mine = open(&mut ctx, "the page about what you need at work").await?;
    Ok(ctx.page_said(&say::page_of_yours(), Some("/home/jobs"), &drawn(&ctx, &mine, "")))
}

/// The same page with the person's own words on it, or as a file. Nothing that was written here is stored.
async fn with_own_words(Posted { mut ctx, form }: Posted) -> Answer {
    let mine = open(&mut ctx, "the page about what you need at work").await?;
    let own = form.get("own");
    if form.get("as") != "pdf" {
        return Ok(ctx.page_said(
            &say::page_of_yours(),
            Some("/home/jobs"),
            &drawn(&ctx, &mine, own),
        ));
    }
    let made = sayso_paper::letter(&passport(&mine, own), print_of(ctx.reads()));
    let bytes = made.map_err(|_| ctx.failure(Error::Fault("a PDF was not made".into())))?;
    Ok(saved("at-work.pdf", PDF, bytes))
}

fn drawn(ctx: &Ctx, mine: &Mine, own: &str) -> Markup {
    let w = ctx.words();
    let body = html! {
        div class="app-screen-only" {
            p { (w.t(&say::yours())) }
            p { (w.t(&say::comes_from())) }
        }
        div class="app-letter" { (document(&passport(mine, own), print_of(w.0), 1)) }
        form class="app-screen-only" method="post" action="/home/passport" novalidate {
            (ctx.csrf())
            (textarea(&Textarea {
                name: "own",
                label: Label::from(w.t(&say::own_label())),
                hint: w.t(&say::own_hint()),
                value: own,
                ..Textarea::default()
            }))
            div class="nhsuk-button-group" {
                (button(&Button::secondary(w.t(&say::own_show()))))
                (button(&Button {
                    name: Some("as"),
                    value: Some("pdf"),
                    // A file leaves the page as it is, so that a second file can follow at once.
                    prevent_double_click: None,
                    ..Button::secondary(w.t(&say::own_pdf()))
                }))
            }
            (print_button(&w.s(&say::print())))
        }
    };
    with_way_out(w, &body)
}
