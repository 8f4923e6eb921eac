//! A coach's day and caseload.

use axum::extract::Query;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use sayso_app::caseload::{self, Caseload, ROWS, Row, Today};
use sayso_app::telling::moment_in_words;
use sayso_app::{Lane, Visit};
use sayso_core::entry::{Entry, EntryKind};
use sayso_core::referral::State;

use super::intake::{notices, stage};
use super::words::shared;
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Look, Pagination, Table, Turn, pagination, table};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/today", Who::Coach, "list_caseload", "list_opened", today);
    r.get("/caseload", Who::Coach, "list_caseload", "list_opened", list);
}

/// The next step in words: `Meeting on Monday 18 May 2026 at 2pm: at the practice`.
pub(super) fn next_in_words(entry: &Entry) -> String {
    let when = entry.at.map(moment_in_words);
    match (entry.kind, when) {
        (EntryKind::Appointment, Some(when)) => format!("Meeting on {when}: {}", entry.text),
        (_, Some(when)) => {
            // A step is for a day, not for a minute.
            let day = when.split(" at ").next().unwrap_or_default();
            format!("{}, by {day}", entry.text)
        }
        (_, None) => entry.text.clone(),
    }
}

async fn today(mut ctx: Ctx) -> Answer {
    let today = ctx
        .act(Lane::Normal, |desk, visit| caseload::today(desk, &visit.actor))
        .await?;
    let body = today_page(&ctx, &ctx.visit, &today);
    Ok(ctx.page("Today", None, &body))
}

fn today_page(ctx: &Ctx, visit: &Visit, today: &Today) -> Markup {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let part = match today.at.to_zoned(zone).hour() {
        0..12 => "morning",
        12..18 => "afternoon",
        _ => "evening",
    };
    let first = visit.label.split_whitespace().next().unwrap_or_default();
    let answer = match today.people() {
        0 => "Nobody is waiting on you.".to_owned(),
        1 => "1 person needs you today".to_owned(),
        n => format!("{n} people need you today"),
    };
    html! {
        h1 { "Good " (part) ", " (first) ". " (answer) }
        ul class="app-grid" {
            (count("New", "#new", today.new.len()))
            (count("Due today", "#due", today.due.len()))
            (count("Say-so changed", "#changed", today.left.len()))
        }
        (notices(ctx, &today.left))
        @if !today.due.is_empty() {
            h2 id="due" { "Due today" }
            (people(&today.due, "In the order of the day"))
        }
        @if !today.new.is_empty() {
            h2 id="new" { "New: not met yet" }
            (people(&today.new, "Longest waiting first"))
        }
        p { a href="/caseload" { "Everybody you help" } }
    }
}

/// A number that leads to exactly those people; a nought leads nowhere.
fn count(words: &'static str, href: &'static str, n: usize) -> Markup {
    html! {
        li class="nhsuk-card" {
            div class="nhsuk-card__content" {
                p class="app-number" { (n) }
                p { @if n > 0 { a href=(href) { (words) } } @else { (words) } }
            }
        }
    }
}

fn people(rows: &[Row], caption: &'static str) -> Markup {
    let hrefs: Vec<String> = rows.iter().map(|r| format!("/person/{}", r.person)).collect();
    let cells = rows.iter().zip(&hrefs).map(|(row, href)| {
        let next = match (&row.next, row.stage) {
            (_, State::Paused) => "They asked for a pause".to_owned(),
            (Some(entry), _) => next_in_words(entry),
            (None, State::Accepted) => "Meet them".to_owned(),
            (None, _) => "Nothing agreed yet".to_owned(),
        };
        let shares = if row.stage == State::Paused {
            "Name only, while they pause".to_owned()
        } else {
            shared(row.shares)
        };
        vec![
            Cell::link(row.name.clone(), href),
            stage(row.stage).into(),
            next.into(),
            shares.into(),
        ]
    });
    table(&Table {
        caption: caption.into(),
        head: vec![
            "Person".into(),
            "Stage".into(),
            "Next step".into(),
            "May share".into(),
        ],
        rows: cells.collect(),
        first_cell_is_header: true,
        look: Look::responsive(),
        ..Table::default()
    })
}

/// Where a page of the list begins.
#[derive(Debug, serde::Deserialize)]
struct From {
    skip: Option<String>,
}

async fn list(Query(from): Query<From>, mut ctx: Ctx) -> Answer {
    let skip = from.skip.and_then(|s| s.parse().ok()).unwrap_or(0);
    let list = ctx
        .act(Lane::Normal, move |desk, visit| {
            caseload::list(desk, &visit.actor, skip)
        })
        .await?;
    let body = list_page(&list);
    Ok(ctx.page("Caseload", Some("/today"), &body))
}

fn list_page(list: &Caseload) -> Markup {
    let title = match list.total {
        0 => "You help nobody yet".to_owned(),
        1 => "You help 1 person".to_owned(),
        n => format!("You help {n} people"),
    };
    let before = format!("/caseload?skip={}", list.skip.saturating_sub(ROWS));
    let after = format!("/caseload?skip={}", list.skip.saturating_add(ROWS));
    let turn = |href| Turn {
        href,
        ..Turn::default()
    };
    let pages = Pagination {
        previous: (list.skip > 0).then(|| turn(&before)),
        next: (list.skip.saturating_add(ROWS) < list.total).then(|| turn(&after)),
        items: vec![],
    };
    html! {
        h1 { (title) }
        @if list.rows.is_empty() {
            p { @if list.total == 0 { "When your lead gives you somebody to help, they appear here." } @else { "Nobody is on this page." } }
        } @else {
            p { "This page shows " (list.rows.len()) " of " (list.total) ", longest with us first." }
            (people(&list.rows, "Your people"))
        }
        @if pages.previous.is_some() || pages.next.is_some() { (pagination(&pages)) }
    }
}
