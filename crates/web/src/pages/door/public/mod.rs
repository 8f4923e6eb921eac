//! Public pages: what this is and refuses to do, where data goes, who pays whom, what we cannot stop. Nobody signs in,
//! and nothing is written. They are in the reader's language. A page that shows nothing of its visitor may be kept for a
//! minute by anybody on the way.

mod atom;
mod attempts;
mod check;
mod document;
mod evaluation;
mod flows;
mod log;
mod log_files;
mod markdown;
mod numbers;
mod payers;
mod policy;
mod promises;
mod questions;
mod registers;
mod shown;
mod shown_by;
mod speak_up;
mod start;

use axum::http::header::{CACHE_CONTROL, SET_COOKIE, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use maud::{Markup, html};
use sayso_core::reads::Language;
use sayso_core::seat::Actor;
use sayso_words::Say;
use sayso_words::sayings::{common, public as say};

use crate::ctx::Ctx;
use crate::drawing::{checked_by_nobody, print_of};
use crate::frame::Tongue;
use crate::nhs::{Cell, Content};
use crate::reading::Words;
use crate::routes::{Routes, Who};

pub(in crate::pages) use speak_up::{concern_fields, raised, standing};

pub(super) fn register(r: &mut Routes) {
    r.get("/", Who::Anybody, "read_public", "-", start::page);
    r.get("/promises", Who::Anybody, "-", "-", promises::page);
    r.get("/shown-by/{test}", Who::Anybody, "-", "-", shown::page);
    r.get("/where-data-goes", Who::Anybody, "read_public", "-", flows::page);
    r.get(
        "/where-data-goes.json",
        Who::Anybody,
        "read_public",
        "-",
        flows::json,
    );
    r.get("/changes.atom", Who::Anybody, "read_public", "-", atom::changes);
    r.get("/who-pays", Who::Anybody, "read_public", "-", payers::page);
    r.get(
        "/what-we-cannot-stop",
        Who::Anybody,
        "-",
        "-",
        document::cannot_stop,
    );
    r.get("/speak-up", Who::Anybody, "read_public", "-", speak_up::page);
    r.post(
        "/speak-up",
        Who::Anybody,
        "speak_up",
        "concern_raised",
        speak_up::post,
    );
    r.get("/speak-up/answer", Who::Anybody, "-", "-", speak_up::ask);
    r.post("/speak-up/answer", Who::Anybody, "speak_up", "-", speak_up::show);
    r.get("/questions", Who::Anybody, "read_public", "-", questions::page);
    r.post(
        "/questions",
        Who::Anybody,
        "speak_up",
        "question_asked",
        questions::ask,
    );
    r.get(
        "/switched-off",
        Who::Anybody,
        "read_public",
        "-",
        registers::switched_off,
    );
    r.get(
        "/legal-demands",
        Who::Anybody,
        "read_public",
        "-",
        registers::legal_demands,
    );
    r.get("/numbers", Who::Anybody, "read_public", "-", numbers::page);
    r.get("/evaluation", Who::Anybody, "read_public", "-", evaluation::page);
    r.get("/try", Who::Anybody, "read_public", "-", attempts::page);
    r.get("/try/{n}", Who::Anybody, "read_public", "-", attempts::tried);
    r.get("/accessibility", Who::Anybody, "-", "-", document::accessibility);
    r.get("/rules", Who::Anybody, "-", "-", document::rules);
    of_the_log(r);
    r.get("/policy", Who::Anybody, "-", "-", policy::page);
    r.get("/policy/{file}", Who::Anybody, "-", "-", policy::file);
}

/// The public log, and what checks against it.
fn of_the_log(r: &mut Routes) {
    r.get("/public-log", Who::Anybody, "-", "-", log::page);
    r.get(
        "/log/record/{number}/{commitment}",
        Who::Anybody,
        "read_public",
        "-",
        check::still_says,
    );
    r.get("/check", Who::Anybody, "-", "-", check::page);
    r.get("/log/checkpoint", Who::Anybody, "-", "-", log_files::checkpoint);
    r.get("/log/key", Who::Anybody, "-", "-", log_files::key);
    r.get("/log/tile/{*path}", Who::Anybody, "-", "-", log_files::tile);
    r.get(
        "/log/document/{hash}",
        Who::Anybody,
        "-",
        "-",
        log_files::document,
    );
    r.get(
        "/log/old/{nth}/checkpoint",
        Who::Anybody,
        "-",
        "-",
        log_files::old_checkpoint,
    );
    r.get("/log/old/{nth}/key", Who::Anybody, "-", "-", log_files::old_key);
    r.get(
        "/log/old/{nth}/tile/{*path}",
        Who::Anybody,
        "-",
        "-",
        log_files::old_tile,
    );
    r.get(
        "/log/old/{nth}/document/{hash}",
        Who::Anybody,
        "-",
        "-",
        log_files::old_document,
    );
    r.get(
        "/log/old/{nth}/witness/{id}",
        Who::Anybody,
        "-",
        "-",
        log_files::old_by_witness,
    );
    r.post(
        "/log/old/{nth}/add-cosignature",
        Who::Anybody,
        "-",
        "-",
        log_files::add_cosignature,
    );
    r.get("/log/witness/{id}", Who::Anybody, "-", "-", log_files::by_witness);
    r.post(
        "/log/add-cosignature",
        Who::Anybody,
        "-",
        "-",
        log_files::add_cosignature,
    );
}

const A_MINUTE: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// A page that anybody can open, in their language. With `errors` it is a form again, with what to put right.
fn page(ctx: &Ctx, title: &Say, back: Option<&str>, errors: bool, body: &Markup) -> Response {
    let w = ctx.words();
    let status = if errors {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let body = html! { (checked_by_nobody(print_of(w.0))) (body) };
    ctx.frame()
        .page(Tongue::Anybodys, status, &w.s(title), back, errors, &body)
}

/// A page that is the same for everybody who is not signed in and reads the same way.
fn public(ctx: &Ctx, title: &Say, body: &Markup) -> Response {
    let response = page(ctx, title, Some("/"), false, body);
    kept_a_minute(ctx, response)
}

fn kept_a_minute(ctx: &Ctx, mut response: Response) -> Response {
    if ctx.visit.actor == Actor::Visitor {
        let headers = response.headers_mut();
        // A cache must not hand one visitor's mark to the next.
        headers.remove(SET_COOKIE);
        headers.insert(CACHE_CONTROL, A_MINUTE);
        // The language is in a cookie: who reads another way is served another copy.
        headers.insert(VARY, HeaderValue::from_static("cookie"));
    }
    response
}

/// Two thirds of the width: the length of a line that is easy to read.
fn narrow(body: &Markup) -> Markup {
    html! { div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" { (body) } } }
}

/// A cell of a table.
fn cell(content: Content<'static>) -> Cell<'static> {
    Cell {
        content,
        ..Cell::default()
    }
}

/// What is on this page in somebody's own words is as they wrote it: said to those who read another language.
fn as_written(w: Words) -> Markup {
    html! { @if w.0.language != Language::English { p class="app-quiet" { (w.t(&say::as_written())) } } }
}

/// A seat that acted in public, as it is told: the role, and the organisation's name.
fn seat(told: &str) -> Say {
    match told.split_once(" at ") {
        Some((role, org)) => say::seat_at(sayso_words::known(role), org),
        None => common::same(sayso_words::known(told)),
    }
}

/// The other public pages.
fn elsewhere(w: Words) -> Markup {
    let pages = [
        ("/promises", say::go_promises()),
        ("/where-data-goes", say::go_flows()),
        ("/numbers", say::go_numbers()),
        ("/evaluation", say::go_evaluation()),
        ("/who-pays", say::go_payers()),
        ("/questions", say::go_questions()),
        ("/switched-off", say::go_switched_off()),
        ("/legal-demands", say::go_demands()),
        ("/speak-up", say::go_speak_up()),
        ("/what-we-cannot-stop", say::go_limits()),
        ("/public-log", say::go_log()),
        ("/check", say::go_check()),
        ("/try", say::go_try()),
        ("/rules", say::go_rules()),
        ("/policy", say::go_policy()),
        ("/accessibility", say::go_accessibility()),
    ];
    html! {
        ul class="nhsuk-list" { @for (href, words) in &pages { li { a href=(href) { (w.t(words)) } } } }
    }
}
