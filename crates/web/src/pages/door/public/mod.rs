//! Public pages: what this is and refuses to do, where data goes, who pays whom, what we cannot stop. Nobody signs in,
//! and nothing is written. A page that shows nothing of its visitor may be kept for a minute by anybody on the way.

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

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE, VARY};
use axum::response::Response;
use maud::{Markup, html};
use sayso_core::seat::Actor;

use crate::ctx::Ctx;
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

/// A page that is the same for everybody who is not signed in.
fn public(ctx: &Ctx, title: &str, body: &Markup) -> Response {
    let mut response = ctx.page(title, Some("/"), body);
    if ctx.visit.actor == Actor::Visitor {
        let headers = response.headers_mut();
        // A cache must not hand one visitor's mark to the next.
        headers.remove(SET_COOKIE);
        headers.insert(CACHE_CONTROL, A_MINUTE);
        headers.insert(VARY, HeaderValue::from_static("cookie"));
    }
    response
}

/// Two thirds of the width: the length of a line that is easy to read.
fn narrow(body: &Markup) -> Markup {
    html! { div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" { (body) } } }
}

/// The other public pages.
fn elsewhere() -> Markup {
    html! {
        ul class="nhsuk-list" {
            li { a href="/promises" { "What this is, and what it will not do" } }
            li { a href="/where-data-goes" { "Where information goes" } }
            li { a href="/numbers" { "The numbers: who said yes, no and stop" } }
            li { a href="/evaluation" { "Does it help? Plans and results" } }
            li { a href="/who-pays" { "Who owns and pays whom" } }
            li { a href="/questions" { "Questions and answers" } }
            li { a href="/switched-off" { "What is switched off" } }
            li { a href="/legal-demands" { "What the law made us hand over" } }
            li { a href="/speak-up" { "Has something gone wrong? Speak up, without a name if you like" } }
            li { a href="/what-we-cannot-stop" { "What we cannot stop" } }
            li { a href="/public-log" { "The public log: check what was published" } }
            li { a href="/check" { "Check a receipt" } }
            li { a href="/try" { "Try it: make a coach read a health note" } }
            li { a href="/rules" { "The rules, as they are enforced" } }
            li { a href="/policy" { "The policies, and what was proved about them" } }
            li { a href="/accessibility" { "Accessibility" } }
        }
    }
}
