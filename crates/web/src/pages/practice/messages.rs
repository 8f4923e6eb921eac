//! Messages to the practice's own patients that can be read out or printed. Opening one is told to the patient.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::practice::reception::{self, Waiting};
use sayso_app::telling::moment_in_words;
use sayso_core::decision::MessageKind;
use sayso_core::id::MessageId;
use sayso_core::person::Way;

use super::{about, flag, id};
use crate::ctx::{Answer, Ctx};
use crate::drawing::document;
use crate::nhs::{Cell, Look, Table, table};
use crate::routes::{Routes, Who};
use crate::shell::print_button;

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/messages",
        Who::Practice,
        "list_practice",
        "list_opened",
        all,
    );
    r.get(
        "/practice/messages/{id}",
        Who::Practice,
        "read_out_code",
        "message_read",
        one,
    );
}

const fn kind(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Code => "A sign-in code",
        _ => "A message",
    }
}

/// A table of them, each leading to its own page.
pub(super) fn list(waiting: &[Waiting]) -> Markup {
    let rows = waiting.iter().map(|w| {
        let link = html! {
            a class="nhsuk-link" href={ "/practice/messages/" (w.id) } {
                "Read out" span class="nhsuk-u-visually-hidden" { " to " (w.name) }
            }
        };
        vec![
            Cell::from(w.name.as_str()),
            Cell::from(kind(w.kind)),
            Cell::from(moment_in_words(w.sent_at)),
            Cell::from(link),
        ]
    });
    table(&Table {
        caption: "Messages of the last day".into(),
        head: ["To", "What", "When", "Open"].map(Cell::from).into(),
        rows: rows.collect(),
        first_cell_is_header: true,
        look: Look::responsive(),
        ..Table::default()
    })
}

async fn all(mut ctx: Ctx) -> Answer {
    let waiting = ctx
        .act(Lane::Normal, |desk, visit| {
            reception::messages(desk, &visit.actor)
        })
        .await?;
    let body = html! {
        h1 { "Who is waiting for a message?" }
        @if waiting.is_empty() {
            p { "Nobody is waiting for a message." }
        } @else {
            p { "For patients who cannot get messages themselves. Each one that you open is shown to the patient." }
            (list(&waiting))
        }
    };
    Ok(ctx.page("Messages", Some("/practice"), &body))
}

/// The message as a letter: on the screen to read out, on paper to post. The same words on both.
fn letter(opened: &reception::Opened) -> Markup {
    let doc = sayso_words::message(opened.message.kind, &opened.message.text, opened.shared);
    // Where others open their post, nothing on paper says what there is to stop.
    let doc = if opened.shared {
        doc
    } else {
        doc.and(sayso_words::slip(None))
    };
    let reads = opened.reading.map(|n| n.reads).unwrap_or_default();
    html! {
        div class="app-letter" {
            p { (opened.who.name) }
            (document(&doc, reads, 2))
        }
    }
}

async fn one(Path(message): Path<String>, mut ctx: Ctx) -> Answer {
    let message: MessageId = id(&mut ctx, &message).await?;
    let opened = ctx
        .act(Lane::Normal, move |desk, visit| {
            reception::read_out(desk, &visit.actor, message)
        })
        .await?;
    let body = html! {
        div class="app-screen-only" { (about(&opened.who)) }
        h1 class="app-screen-only" { "Is it really them?" }
        p class="app-screen-only" { "Ask for their birth date first. Read this to nobody else." }
        div class="app-screen-only" { (flag(opened.reading, ctx.site.house.source().now())) }
        @if opened.message.kind == MessageKind::Code {
            p class="app-code" { (opened.message.text) }
        } @else {
            (letter(&opened))
        }
        @if opened.way == Some(Way::Post) {
            p class="app-screen-only" { "They chose letters. Print it, and post it in a plain envelope with no service name." }
        }
        p class="app-screen-only" {
            "Ready since " (moment_in_words(opened.sent_at)) ". The patient sees that you opened it."
        }
        (print_button("Print it"))
    };
    Ok(ctx.page("Message", Some("/practice/messages"), &body))
}
