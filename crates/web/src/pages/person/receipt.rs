//! A receipt, on request: what it is, how far it is stamped, as a file, as a letter and as a sheet for paper. Its name in a list of
//! downloads is neutral. What a code on paper holds is an address and a short code: nothing about anybody.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{self, Receipt};
use sayso_app::public_log::{Made, Stamp};
use sayso_app::{Error, Lane};
use sayso_core::id::{EventId, SaidId};

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::download::{PDF, TEXT, saved};
use crate::drawing::{document, print_of};
use crate::error::Failure;
use crate::nhs::{
    Button, Row, SummaryList, WarningCallout, button, inset_text, summary_list, warning_callout,
};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use crate::shell::print_button;
use sayso_words::sayings::receipt as say;
use sayso_words::{Block, Document, Say};

/// What the file is called, alone and inside the letter.
const FILE: &str = "receipt.txt";

pub(super) fn register(r: &mut Routes) {
    let (action, event) = ("open_own", "receipt_asked");
    r.get("/home/receipt/{id}", Who::Person, action, event, page);
    r.get("/home/receipt/{id}/file", Who::Person, action, event, file);
    r.get("/home/receipt/{id}/pdf", Who::Person, action, event, pdf);
    r.get("/home/receipt/{id}/print", Who::Person, action, event, sheet);
    r.get("/home/receipt-of/{id}", Who::Person, action, event, of_said);
}

async fn read(ctx: &mut Ctx, id: String) -> Result<Receipt, Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        let id: EventId = id.parse().map_err(|_| Error::NotFound)?;
        own::receipt(desk, &visit.actor, id)
    })
    .await
}

/// From a say-so to the receipt of the row with which it was given.
async fn of_said(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let event = ctx
        .act(Lane::Normal, move |desk, visit| {
            let said: SaidId = id.parse().map_err(|_| Error::NotFound)?;
            own::given_with(desk, &visit.actor, said)
        })
        .await?;
    Ok(ctx.see(&format!("/home/receipt/{event}")))
}

async fn page(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let receipt = read(&mut ctx, id).await?;
    let w = ctx.words();
    let row = html! {
        p { (w.t(&receipt.sentence.said)) }
        p class="app-quiet" { (w.at(receipt.sentence.happened_at)) }
    };
    let body = html! {
        h1 { (w.t(&say::heading())) }
        (inset_text(&row.into()))
        @match &receipt.made {
            Some(made) => (offered(&receipt, made, w)),
            None => (changed(w)),
        }
        p { a href="/home/history" { (w.t(&say::back())) } }
    };
    Ok(ctx.page_said(&say::title(), Some("/home/history"), &with_way_out(w, &body)))
}

/// There is no receipt of what nobody wrote.
fn changed(w: Words) -> Markup {
    warning_callout(&WarningCallout {
        heading: w.t(&say::changed()),
        heading_level: Some(2),
        content: html! {
            p { (w.t(&say::changed_none())) }
            p { (w.t(&say::changed_before())) }
            p { a href="/home/concerns" { (w.t(&say::tell_guardian())) } }
        }
        .into(),
    })
}

fn offered(receipt: &Receipt, made: &Made, w: Words) -> Markup {
    let here = format!("/home/receipt/{}", receipt.sentence.id);
    html! {
        p { (w.t(&say::what_it_is())) }
        p { (w.t(&say::yours())) " " strong { (w.t(&say::nobody())) } " " a href="/home/concerns" { (w.t(&say::if_asked())) } "." }
        (summary_list(&SummaryList {
            rows: vec![
                Row::fact(w.t(&say::stamped()), w.t(&how_far(made))),
                Row::fact(w.t(&say::short_code()), html! { span class="app-wrap" { (made.code) } }),
            ],
            ..SummaryList::default()
        }))
        @match made.stamp {
            Stamp::Stamped => {
                p { a class="nhsuk-button" href={ (here) "/file" } download draggable="false" { (w.t(&say::as_file())) } }
                p { a href={ (here) "/pdf" } download { (w.t(&say::as_letter())) } }
                p { a href={ (here) "/print" } { (w.t(&say::print())) } }
                h2 { (w.t(&say::what_in_it())) }
                p { (w.t(&say::what_in_it_is())) }
                p { (w.t(&say::anybody_can())) " " a href="/check" { (w.t(&say::check())) } "." }
            }
            Stamp::NotYet => {
                p { (w.t(&say::ten_minutes())) }
                (button(&Button { href: Some(&here), ..Button::secondary(w.t(&say::look_again())) }))
                p { a href={ (here) "/file" } download { (w.t(&say::take_unstamped())) } ". " (w.t(&say::proves_nothing())) }
            }
            Stamp::Refused => {
                p { (w.t(&say::does_not_fit())) }
                p { a href="/public-log" { (w.t(&say::log_says())) } }
            }
        }
    }
}

fn how_far(made: &Made) -> Say {
    match made.stamp {
        Stamp::Stamped => say::stamp_yes(),
        Stamp::NotYet => say::stamp_not_yet(),
        Stamp::Refused => say::stamp_no(),
    }
}

async fn file(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let receipt = read(&mut ctx, id).await?;
    let made = receipt.made.ok_or_else(|| ctx.failure(Error::NotFound))?;
    Ok(saved(FILE, TEXT, made.text))
}

/// What sheet and letter both say: in words, the short code, and the whole text, so that either alone is enough to check
/// it. No name: paper lies about.
fn on_paper(receipt: &Receipt, made: &Made, address: Option<&str>) -> Document {
    let mut doc = Document::default().with(Block::Title(say::title())).paragraphs([
        say::nobody(),
        say::can_report(),
        say::written_down(receipt.sentence.recorded_at),
    ]);
    if made.stamp != Stamp::Stamped {
        doc = doc.paragraphs([say::unstamped(), say::proves_nothing()]);
    }
    doc = doc.with(Block::Code(say::short_code(), made.code.clone()));
    if let Some(address) = address {
        // The part after the # stays in the browser: no server is ever told which receipt somebody looks at.
        let holds = format!("{address}/check#{}", made.code);
        doc = doc
            .with(Block::Square(say::qr(), holds))
            .paragraphs([say::check_at(address)]);
    }
    doc.with(Block::Heading(say::itself()))
        .paragraphs([say::long_line()])
        .with(Block::File(FILE, made.text.clone()))
}

/// What goes on paper, of a row that there is a receipt of.
async fn for_paper(ctx: &mut Ctx, id: String) -> Result<(EventId, Document), Failure> {
    let receipt = read(ctx, id).await?;
    let Some(made) = &receipt.made else {
        return Err(ctx.failure(Error::NotFound));
    };
    let site = ctx.site.relying.as_ref().map(|site| site.origin.as_str());
    Ok((receipt.sentence.id, on_paper(&receipt, made, site)))
}

async fn sheet(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let (event, doc) = for_paper(&mut ctx, id).await?;
    let w = ctx.words();
    let body = html! {
        div class="app-screen-only" { (print_button(&w.s(&say::print_it()))) }
        (document(&doc, print_of(w.0), 1))
    };
    let back = format!("/home/receipt/{event}");
    Ok(ctx.page_said(&say::title(), Some(&back), &with_way_out(w, &body)))
}

async fn pdf(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let (_, doc) = for_paper(&mut ctx, id).await?;
    let doc = doc.paragraphs([say::inside(FILE)]);
    let made = sayso_paper::letter(&doc, print_of(ctx.reads()));
    let bytes = made.map_err(|_| ctx.failure(Error::Fault("a PDF was not made".into())))?;
    Ok(saved("receipt.pdf", PDF, bytes))
}
