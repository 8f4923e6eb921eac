//! Everything that happened, in plain sentences, newest first. The same log that guardians check, told to the person
//! it is about.

use std::fmt::Write as _;

use axum::extract::Query;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::own::{self, Which};
use sayso_app::public_log::Stands;
use sayso_app::telling::{Sentence, moment_in_words};
use sayso_core::event::may_have_receipt;
use serde::Deserialize;

use super::{both_times, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Look, Pagination, Table, Turn, WarningCallout, pagination, table, warning_callout};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/history", Who::Person, "open_own", "own_opened", history);
}

/// How many sentences a page has.
const PAGE: u32 = 50;

/// What the address asks for. Anything else in it is left aside.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    show: String,
    before: String,
}

async fn history(Query(asked): Query<Asked>, mut ctx: Ctx) -> Answer {
    let which = match asked.show.as_str() {
        "looks" => Which::Looks,
        "not-allowed" => Which::NotAllowed,
        _ => Which::All,
    };
    let before: Option<i64> = asked.before.parse().ok();
    let kept = ctx
        .act(Lane::Normal, move |desk, visit| {
            own::history(desk, &visit.actor, which, before, PAGE + 1)
        })
        .await?;
    let (mut told, all_are_there) = (kept.told, kept.all_are_there);
    let more = told.len() > PAGE as usize;
    told.truncate(PAGE as usize);
    let body = html! {
        h1 { "Everything that happened" }
        p { "Each row is one act by one person or organisation. Nothing can be taken out without it showing." }
        (does_not_fit(&told, all_are_there))
        (filter(which))
        @if told.is_empty() { p { (empty(which)) } } @else { (rows(&told, true)) }
        (turns(which, before, more.then(|| told.last().map(|s| s.seq)).flatten()))
    };
    Ok(ctx.page("What happened", Some("/home"), &with_way_out(&body)))
}

const fn empty(which: Which) -> &'static str {
    match which {
        Which::Looks => "Nobody has looked or tried to.",
        Which::NotAllowed => "Nobody has tried anything that is not allowed.",
        Which::All | Which::Changes => "Nothing has happened yet.",
    }
}

const fn spelled(which: Which) -> &'static str {
    match which {
        Which::Looks => "looks",
        Which::NotAllowed => "not-allowed",
        Which::All | Which::Changes => "all",
    }
}

/// Calm and clear, above the rows: something was changed outside the service. Nothing is hidden for it.
fn does_not_fit(told: &[Sentence], all_are_there: bool) -> Markup {
    let changed = told.iter().filter(|s| s.stands == Stands::Changed).count();
    if changed == 0 && all_are_there {
        return html! {};
    }
    let content = html! {
        @if changed > 0 {
            p {
                @if changed == 1 { "One row on this page is" } @else { (changed) " rows on this page are" }
                " not as first written. Somebody changed it outside the service. It is marked below."
            }
        }
        @if !all_are_there {
            p { "The number of rows kept, about everybody, does not fit what was sealed. Some were taken out or added." }
        }
        p { "Your choices still count, and every way out works." }
        p { a href="/home/concerns" { "Tell the guardian" } ". Keep any receipt that you have: it shows what was first written." }
    };
    warning_callout(&WarningCallout {
        heading: "Some of this was changed".into(),
        heading_level: Some(2),
        content: content.into(),
    })
}

/// A plain list of links: it works without scripts and can be bookmarked.
fn filter(which: Which) -> Markup {
    let choices = [
        (Which::All, "Everything"),
        (Which::Looks, "Who looked or tried to"),
        (Which::NotAllowed, "What was not allowed"),
    ];
    html! {
        nav aria-label="Which rows" class="app-screen-only" {
            ul {
                @for (choice, words) in choices {
                    li {
                        @if choice == which { strong aria-current="page" { (words) } }
                        @else { a href={ "/home/history?show=" (spelled(choice)) } { (words) } }
                    }
                }
            }
        }
    }
}

fn turns(which: Which, before: Option<i64>, earlier: Option<i64>) -> Markup {
    let newest = format!("/home/history?show={}", spelled(which));
    let mut older = newest.clone();
    if let Some(seq) = earlier {
        write!(older, "&before={seq}").expect("a String takes every character");
    }
    html! {
        @if before.is_some() || earlier.is_some() {
            (pagination(&Pagination {
                previous: before.map(|_| Turn { href: &newest, text: "Newest".into(), ..Turn::default() }),
                next: earlier.map(|_| Turn { href: &older, text: "Earlier".into(), ..Turn::default() }),
                ..Pagination::default()
            }))
        }
    }
}

/// The table, for this page and for the copy of everything. A page can lead on to why a row was allowed; a copy
/// cannot.
pub(super) fn rows(told: &[Sentence], leads_on: bool) -> Markup {
    table(&Table {
        caption: "What happened, newest first".into(),
        caption_classes: "nhsuk-u-visually-hidden",
        head: vec!["When".into(), "What happened".into()],
        rows: told
            .iter()
            .map(|s| {
                let when: Cell = both_times(s.happened_at, s.recorded_at).into();
                let why = leads_on.then(|| {
                    let asks = if s.allowed {
                        "Why was this allowed?"
                    } else {
                        "Why was this not allowed?"
                    };
                    html! {
                        " " a class="app-screen-only" href={ "/home/history/" (s.id) } {
                            (asks) span class="nhsuk-u-visually-hidden" { " " (s.text) }
                        }
                    }
                });
                let receipt =
                    (leads_on && s.stands != Stands::Changed && may_have_receipt(s.kind)).then(|| {
                        html! {
                            " " a class="app-screen-only" href={ "/home/receipt/" (s.id) } {
                                "Receipt" span class="nhsuk-u-visually-hidden" { " for this row, " (moment_in_words(s.happened_at)) }
                            }
                        }
                    });
                let changed = html! {
                    @if s.stands == Stands::Changed {
                        br; strong { "Changed." } " This is not what was first written."
                    }
                };
                vec![
                    when,
                    html! { (s.text) (changed) (why.unwrap_or_default()) (receipt.unwrap_or_default()) }
                        .into(),
                ]
            })
            .collect(),
        look: Look::responsive(),
        ..Table::default()
    })
}
