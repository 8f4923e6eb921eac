//! The person's letter after a yes or a leaving: in the language and shape in which they read, and to take along as plain
//! text or as a script to be read aloud. Owns: which letter it is. Every word is the wording's.

use maud::html;
use sayso_app::own::{self, Held};
use sayso_app::{Error, Lane};
use sayso_core::decision::MessageKind;
use sayso_core::event::EventKind;
use sayso_core::reads::Reads;
use sayso_core::referral::State;
use sayso_core::sayso::{Ending, Purpose};
use sayso_words::sayings::{common, reading};
use sayso_words::{Document, Said, aloud, plain_text};

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::download::{PDF, TEXT, saved};
use crate::drawing::document;
use crate::error::Failure;
use crate::routes::{Routes, Who};
use crate::shell::print_button;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/letter", Who::Person, "open_own", "own_opened", page);
    r.get("/home/letter/text", Who::Person, "open_own", "own_opened", text);
    r.get(
        "/home/letter/script",
        Who::Person,
        "open_own",
        "own_opened",
        script,
    );
    r.get("/home/letter/pdf", Who::Person, "open_own", "own_opened", pdf);
}

async fn open(ctx: &mut Ctx) -> Result<Held, Failure> {
    ctx.act(Lane::Normal, |desk, visit| {
        own::open(desk, &visit.actor, "your letter", 0, None)
    })
    .await
}

/// The letter about the last yes to support, or about having left. `None` where there never was one.
pub(super) fn letter_of(held: &Held) -> Option<Document> {
    let name = &held.person.details.name;
    let said = held.said.iter().find(|s| s.said.purpose == Purpose::Refer)?;
    let sent = held
        .referrals
        .iter()
        .find(|r| r.referral.recipient == said.said.recipient);
    let gone = held
        .outgoing
        .iter()
        .rfind(|o| o.kind == MessageKind::Referral && o.sent_at.is_some());
    if let Some((Ending::Stopped, at)) = said.ended {
        let undone = sent.is_some_and(|r| r.referral.state == State::Void);
        let kind = if undone {
            EventKind::Undone
        } else {
            EventKind::Left
        };
        let to: Vec<String> = gone.map(|_| said.recipient.clone()).into_iter().collect();
        return Some(sayso_words::stopped(kind, name, at, at, &to));
    }
    let parcel = sent.and_then(|r| r.parcel.as_ref());
    let in_parcel = parcel
        .map(sayso_core::parcel::Parcel::categories)
        .unwrap_or_default();
    let besides = said.said.categories.iter().filter(|c| !in_parcel.has(*c));
    let held_until = sent
        .filter(|r| r.referral.state == State::Held)
        .map(|r| r.referral.held_until);
    Some(sayso_words::said_yes(&Said {
        name,
        recipient: &said.recipient,
        parcel,
        shares: besides.map(sayso_words::category).collect(),
        how: &said.said.how,
        happened_at: said.said.happened_at,
        recorded_at: said.said.recorded_at,
        until: said.said.until,
        goes_at: held_until.or_else(|| gone.and_then(|o| o.sent_at)),
        gone: held_until.is_none(),
        reference: sent.map(|r| r.referral.reference.as_str()),
        keep: None,
    }))
}

async fn page(mut ctx: Ctx) -> Answer {
    let held = open(&mut ctx).await?;
    let w = ctx.words();
    let body = match letter_of(&held) {
        None => html! {
            h1 { (w.t(&reading::letter_title())) }
            p { (w.t(&reading::no_letter())) }
        },
        Some(doc) => html! {
            (ctx.chooser())
            div class="app-letter" { (document(&doc, w.0, 1)) }
            div class="app-screen-only" {
                (print_button(&w.s(&common::print_it())))
                h2 { (w.t(&reading::other_shapes())) }
                ul {
                    li { a href="/home/letter/pdf" download { (w.t(&reading::as_pdf())) } }
                    li { a href="/home/letter/text" download { (w.t(&reading::as_text())) } }
                    li { a href="/home/letter/script" download { (w.t(&reading::as_script())) } }
                }
                p { a href="/home/reading" { (w.t(&reading::title())) } }
            }
        },
    };
    Ok(ctx.page_said(&reading::letter_title(), Some("/home"), &with_way_out(w, &body)))
}

/// The letter that a file is made of, and how the person reads; whoever never said yes has none.
async fn to_save(ctx: &mut Ctx) -> Result<(Document, Reads), Failure> {
    let held = open(ctx).await?;
    let doc = letter_of(&held).ok_or_else(|| ctx.failure(Error::NotFound))?;
    Ok((doc, ctx.reads()))
}

async fn text(mut ctx: Ctx) -> Answer {
    let (doc, reads) = to_save(&mut ctx).await?;
    Ok(saved(
        "letter.txt",
        TEXT,
        plain_text(&doc, reads.language).into_bytes(),
    ))
}

async fn script(mut ctx: Ctx) -> Answer {
    let (doc, reads) = to_save(&mut ctx).await?;
    Ok(saved(
        "script.txt",
        TEXT,
        aloud(&doc, reads.language).into_bytes(),
    ))
}

async fn pdf(mut ctx: Ctx) -> Answer {
    let (doc, reads) = to_save(&mut ctx).await?;
    let made = sayso_paper::letter(&doc, reads);
    let bytes = made.map_err(|_| ctx.failure(Error::Fault("a PDF was not made".into())))?;
    Ok(saved("letter.pdf", PDF, bytes))
}
