//! A coach's day and caseload.

use axum::extract::Query;
use maud::{Markup, html};
use sayso_app::caseload::{self, Asked, Caseload, Order, Row, Today};
use sayso_app::page::ROWS;
use sayso_app::telling::moment_in_words;
use sayso_app::{Lane, Visit};
use sayso_core::coaching::Stage;
use sayso_core::entry::{Entry, EntryKind};
use sayso_core::referral::State;

use super::intake::{notices, stage};
use super::words::shared;
use crate::ctx::{Answer, Ctx};
use crate::nhs::{
    Button, Cell, Choice, Choices, Colour, Details, Label, Look, Pagination, Size, Table, Tag, Turn, button,
    details, pagination, radios, table, tag,
};
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
            let text = entry.text.trim_end();
            if text.ends_with(['.', '!', '?']) {
                format!("{text} By {day}")
            } else {
                format!("{text}, by {day}")
            }
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
    let zone = sayso_core::time::london();
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
            (count("Waiting for them", "#waiting", today.waiting.len()))
            (count("Say-so changed", "#changed", today.left.len()))
        }
        (notices(ctx, &today.left))
        @if !today.due.is_empty() {
            h2 id="due" { "Due today" }
            (people(&today.due, "In the order of the day"))
        } @else {
            p { "Your diary is empty today." }
        }
        @if !today.new.is_empty() {
            h2 id="new" { "New: not met yet" }
            (people(&today.new, "Longest waiting first"))
        }
        @if !today.waiting.is_empty() {
            h2 id="waiting" { "Waiting for them" }
            p { "They have something to read or to decide. Nothing for you to do, and nothing to chase." }
            (people(&today.waiting, "It is their turn"))
        }
        p { a href="/caseload" { "Everybody you help" } }
        p { a href="/diary" { "Your diary for two weeks" } }
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
            match row.step {
                Some(step) => step_tag(step).into(),
                None => stage(row.stage).into(),
            },
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

/// What a list is asked for.
#[derive(Debug, serde::Deserialize)]
struct Wanted {
    skip: Option<String>,
    stage: Option<String>,
    order: Option<String>,
}

async fn list(Query(wanted): Query<Wanted>, mut ctx: Ctx) -> Answer {
    let asked = Asked {
        stage: wanted.stage.as_deref().and_then(Stage::parse),
        order: match wanted.order.as_deref() {
            Some("next") => Order::Next,
            _ => Order::Longest,
        },
        skip: wanted.skip.and_then(|s| s.parse().ok()).unwrap_or(0),
    };
    let list = ctx
        .act(Lane::Normal, move |desk, visit| {
            caseload::list_by(desk, &visit.actor, asked)
        })
        .await?;
    let body = list_page(&list, asked);
    Ok(ctx.page("Caseload", Some("/today"), &body))
}

/// `You help 18 people. You have time for 20.`
pub(super) fn in_words(list: &Caseload) -> String {
    let help = match list.total {
        0 => "You help nobody yet".to_owned(),
        1 => "You help 1 person".to_owned(),
        n => format!("You help {n} people"),
    };
    match list.places {
        Some(places) => format!("{help}. You have time for {places}"),
        None => help,
    }
}

/// The stage as a tag. All are facts about what was agreed; none is better.
pub(super) fn step_tag(step: Stage) -> Markup {
    let colour = match step {
        Stage::New => Colour::Blue,
        Stage::GettingToKnow | Stage::Looking => Colour::AquaGreen,
        Stage::InWork => Colour::Green,
        Stage::Resting => Colour::Grey,
    };
    tag(&Tag::new(step.in_words(), colour))
}

fn filter(asked: Asked) -> Markup {
    let stage = asked.stage.map_or("", Stage::as_str);
    let mut stages = vec![Choice::new("", "Everybody")];
    stages.extend(Stage::ALL.iter().map(|s| Choice::new(s.as_str(), s.in_words())));
    let order = if asked.order == Order::Next {
        "next"
    } else {
        "longest"
    };
    let small = |words: &'static str| {
        Some(Label {
            content: words.into(),
            size: Some(Size::S),
            ..Label::default()
        })
    };
    let inside = html! {
        form method="get" action="/caseload" novalidate {
            (radios(&Choices {
                name: "stage",
                legend: small("Stage"),
                items: stages,
                selected: vec![stage],
                small: true,
                inline: true,
                ..Choices::default()
            }))
            (radios(&Choices {
                name: "order",
                legend: small("In which order?"),
                items: vec![Choice::new("longest", "Longest with us first"), Choice::new("next", "Next step first")],
                selected: vec![order],
                small: true,
                inline: true,
                ..Choices::default()
            }))
            (button(&Button::secondary("Apply")))
        }
    };
    details(&Details {
        summary: "Choose whom to show".into(),
        content: inside.into(),
        open: asked.stage.is_some() || asked.order == Order::Next,
        ..Details::default()
    })
}

fn list_page(list: &Caseload, asked: Asked) -> Markup {
    let stage = asked.stage.map_or("", Stage::as_str);
    let order = if asked.order == Order::Next {
        "next"
    } else {
        "longest"
    };
    let page = |skip: u32| match (asked.stage, asked.order) {
        (None, Order::Longest) => format!("/caseload?skip={skip}"),
        _ => format!("/caseload?skip={skip}&stage={stage}&order={order}"),
    };
    let before = page(list.skip.saturating_sub(ROWS));
    let after = page(list.skip.saturating_add(ROWS));
    let turn = |href| Turn {
        href,
        ..Turn::default()
    };
    let pages = Pagination {
        previous: (list.skip > 0).then(|| turn(&before)),
        next: (list.skip.saturating_add(ROWS) < list.of_stage).then(|| turn(&after)),
        items: vec![],
    };
    let sorted = match asked.order {
        Order::Longest => "longest with us first",
        Order::Next => "next step first",
    };
    html! {
        h1 { (in_words(list)) }
        @if list.total > 0 { (filter(asked)) }
        @if list.rows.is_empty() {
            p { @if list.total == 0 { "When your lead gives you somebody to help, they appear here." } @else { "Nobody is on this page." } }
        } @else {
            p { "This page shows " (list.rows.len()) " of " (list.of_stage) ", " (sorted) "." }
            (people(&list.rows, "Your people"))
        }
        @if pages.previous.is_some() || pages.next.is_some() { (pagination(&pages)) }
        p { a href="/board" { "The same people in columns" } }
    }
}
