//! Messages to the practice's own patients that can be read out or printed. Opening one is told to the patient.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::practice::letters;
use sayso_app::practice::reception::{self, Waiting};
use sayso_app::telling::moment_in_words;
use sayso_core::decide::carry::Handed;
use sayso_core::decision::MessageKind;
use sayso_core::id::MessageId;
use sayso_core::person::Way;

use super::{about, flag, id};
use crate::ctx::{Answer, Ctx};
use crate::drawing::document;
use crate::form::Posted;
use crate::nhs::{Button, Cell, Look, Table, button, table};
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
        "/practice/letters",
        Who::Practice,
        "list_practice",
        "message_read",
        letters,
    );
    r.post(
        "/practice/letters",
        Who::Practice,
        "read_out_code",
        "message_handed",
        handed,
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
        caption: "Messages that wait".into(),
        head: ["To", "What", "When", "Open"].map(Cell::from).into(),
        rows: rows.collect(),
        first_cell_is_header: true,
        look: Look::responsive(),
        ..Table::default()
    })
}

async fn all(mut ctx: Ctx) -> Answer {
    let (waiting, more) = ctx
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
            p { "A message stays here until one of you says how it reached them. A code stays for a day." }
            p { a href="/practice/letters" { "Print every letter that waits" } }
            (list(&waiting))
            @if more { p { "More wait behind these, and come here when these are done. Each patient’s own page has theirs." } }
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

/// How it reached them, as a button for each way: one press for these letters.
fn how(ctx: &Ctx, ids: &[MessageId], ways: &[(Handed, &'static str)]) -> Markup {
    html! {
        form class="app-screen-only" method="post" action="/practice/letters" novalidate {
            (ctx.csrf())
            @for id in ids { input type="hidden" name="message" value=(id); }
            @for (how, text) in ways {
                (button(&Button { name: Some("how"), value: Some(how.as_str()), ..Button::secondary(*text) })) " "
            }
        }
    }
}

/// Every letter that waits, one on a page. The screen's title names nobody.
async fn letters(mut ctx: Ctx) -> Answer {
    let letters = ctx
        .act(Lane::Normal, |desk, visit| letters::to_print(desk, &visit.actor))
        .await?;
    let ids: Vec<MessageId> = letters.iter().map(|l| l.message.id).collect();
    let body = html! {
        h1 class="app-screen-only" { "Which letters are to be posted?" }
        @if letters.is_empty() { p { "No letter waits." } } @else {
            p class="app-screen-only" { "Print them, and post each in a plain envelope with no service name. Until you say that they are posted, nobody counts as told." }
            div class="app-screen-only" { (print_button("Print them all")) }
            @for l in &letters { div class="app-sheet" { (letter(l)) } }
            (how(&ctx, &ids, &[(Handed::Posted, "They are all printed and posted")]))
        }
    };
    Ok(ctx.page("Letters", Some("/practice/messages"), &body))
}

async fn handed(Posted { mut ctx, form }: Posted) -> Answer {
    let mut ids = vec![];
    for text in form.all("message") {
        let message: MessageId = id(&mut ctx, text).await?;
        ids.push(message);
    }
    let Some(how) = Handed::parse(form.get("how")) else {
        return Err(ctx.failure(sayso_app::Error::NotFound));
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        letters::handed(desk, &visit.actor, &ids, how)
    })
    .await?;
    Ok(ctx.see("/practice/messages"))
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
        @if opened.to_hand {
            h2 class="app-screen-only" { "How did it reach them?" }
            p class="app-screen-only" {
                "It stays in the list until you say so."
                @if opened.way == Some(Way::Post) { " Only then do they count as told." }
            }
            (how(&ctx, &[opened.message.id], &[
                (Handed::Posted, "Printed and posted"),
                (Handed::Given, "Given by hand"),
                (Handed::ReadOut, "Read out to them"),
            ]))
        }
    };
    Ok(ctx.page("Message", Some("/practice/messages"), &body))
}
