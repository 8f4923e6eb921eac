//! Everything that happened, in plain sentences, newest first, month by month. The same log that guardians check, told
//! to the person it is about. Owns: the filter, and one line a day for the person's own looks.

use std::fmt::Write as _;

use axum::extract::Query;
use jiff::civil::Date;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::own::{self, AskedOfHistory, By, Rows, Which, month_of};
use sayso_app::public_log::Stands;
use sayso_app::telling::Sentence;
use sayso_core::event::{EventKind, may_have_receipt};
use sayso_words::Who as Acted;
use sayso_words::sayings::history as say;
use serde::Deserialize;

use super::{both_times, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{
    Button, Cell, Choose, Details, Look, Pagination, Select, Table, Turn, WarningCallout, button, details,
    pagination, select, table, warning_callout,
};
use crate::reading::Words;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/history", Who::Person, "open_own", "own_opened", history);
}

/// How many sentences a page has, before the person's own looks are folded.
const PAGE: u32 = 50;

/// What the address asks for. Anything else in it is left aside.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    show: String,
    month: String,
    by: String,
    before: String,
}

impl Asked {
    fn asked(&self) -> AskedOfHistory {
        AskedOfHistory {
            which: match self.show.as_str() {
                "looks" => Which::Looks,
                "not-allowed" => Which::NotAllowed,
                _ => Which::All,
            },
            month: format!("{}-01", self.month).parse().ok(),
            by: match self.by.as_str() {
                "you" => Some(By::Person),
                "sayso" => Some(By::Sayso),
                org => org.parse().ok().map(By::Org),
            },
        }
    }
}

async fn history(Query(query): Query<Asked>, mut ctx: Ctx) -> Answer {
    let asked = query.asked();
    let before: Option<i64> = query.before.parse().ok();
    let mut kept = ctx
        .act(Lane::Normal, move |desk, visit| {
            own::history(desk, &visit.actor, asked, before, PAGE + 1)
        })
        .await?;
    let more = kept.told.len() > PAGE as usize;
    kept.told.truncate(PAGE as usize);
    let w = ctx.words();
    let earlier = more.then(|| kept.told.last().map(|s| s.seq)).flatten();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::each_row())) }
        (does_not_fit(&kept.told, kept.all_are_there, w))
        (filter(&asked, &kept, w))
        @if kept.told.is_empty() { p { (w.t(&empty(&asked))) } }
        @for month in kept.told.chunk_by(|a, b| month_of(a.recorded_at) == month_of(b.recorded_at)) {
            @let name = sayso_words::month(month_of(month[0].recorded_at), w.0.language);
            h2 { (name) }
            (table_of(month, w.s(&say::caption_month(name)), w))
        }
        (turns(&asked, before, earlier, w))
    };
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn empty(asked: &AskedOfHistory) -> sayso_words::Say {
    match asked.which {
        _ if asked.month.is_some() || asked.by.is_some() => say::nothing_like_it(),
        Which::Looks => say::nobody_looked(),
        Which::NotAllowed => say::nothing_tried(),
        Which::All | Which::Changes => say::nothing_yet(),
    }
}

const fn spelled(which: Which) -> &'static str {
    match which {
        Which::Looks => "looks",
        Which::NotAllowed => "not-allowed",
        Which::All | Which::Changes => "all",
    }
}

fn spelled_by(by: Option<By>) -> String {
    match by {
        None => String::new(),
        Some(By::Person) => "you".into(),
        Some(By::Sayso) => "sayso".into(),
        Some(By::Org(org)) => org.to_string(),
    }
}

fn spelled_month(month: Option<Date>) -> String {
    month.map_or_else(String::new, |m| m.strftime("%Y-%m").to_string())
}

/// Calm and clear, above the rows: something was changed outside the service. Nothing is hidden for it.
fn does_not_fit(told: &[Sentence], all_are_there: bool, w: Words) -> Markup {
    let changed = told.iter().filter(|s| s.stands == Stands::Changed).count();
    if changed == 0 && all_are_there {
        return html! {};
    }
    let content = html! {
        @match u32::try_from(changed).unwrap_or(u32::MAX) {
            0 => {}
            1 => p { (w.t(&say::one_changed())) },
            several => p { (w.t(&say::several_changed(several))) },
        }
        @if !all_are_there { p { (w.t(&say::number_differs())) } }
        p { (w.t(&say::choices_count())) }
        p { a href="/home/concerns" { (w.t(&say::tell_guardian())) } ". " (w.t(&say::keep_receipts())) }
    };
    warning_callout(&WarningCallout {
        heading: w.t(&say::some_changed()),
        heading_level: Some(2),
        content: content.into(),
    })
}

/// Three lists and a button: it works without scripts, and its address can be kept.
fn filter(asked: &AskedOfHistory, kept: &Rows, w: Words) -> Markup {
    let which: Vec<(String, String)> = [
        (Which::All, say::everything()),
        (Which::Looks, say::looks()),
        (Which::NotAllowed, say::not_allowed()),
    ]
    .map(|(which, words)| (spelled(which).to_owned(), w.s(&words)))
    .into();
    let mut months = vec![(String::new(), w.s(&say::every_month()))];
    let named = |m: &Date| (spelled_month(Some(*m)), sayso_words::month(*m, w.0.language));
    months.extend(kept.months.iter().map(named));
    let mut by = vec![
        (String::new(), w.s(&say::anybody())),
        ("you".into(), w.s(&say::you())),
        ("sayso".into(), w.s(&say::sayso())),
    ];
    by.extend(
        kept.orgs
            .iter()
            .map(|(org, name)| (org.to_string(), name.clone())),
    );
    let (month, who) = (spelled_month(asked.month), spelled_by(asked.by));
    let list = |name, label, items: &[(String, String)], value: &str| {
        select(&Select {
            name,
            label: w.s(&label).into(),
            items: items
                .iter()
                .map(|(value, text)| Choose::Item {
                    value,
                    text,
                    disabled: false,
                })
                .collect(),
            value: Some(value),
            ..Select::default()
        })
    };
    let inside = html! {
        form method="get" action="/home/history" novalidate {
            (list("show", say::what(), &which, spelled(asked.which)))
            (list("month", say::month(), &months, &month))
            (list("by", say::by_whom(), &by, &who))
            (button(&Button::secondary(w.t(&say::show()))))
        }
        @if *asked != AskedOfHistory::default() { p { a href="/home/history" { (w.t(&say::show_everything())) } } }
    };
    html! {
        div class="app-screen-only" {
            (details(&Details {
                summary: w.t(&say::choose()),
                content: inside.into(),
                open: *asked != AskedOfHistory::default(),
                ..Details::default()
            }))
        }
    }
}

fn turns(asked: &AskedOfHistory, before: Option<i64>, earlier: Option<i64>, w: Words) -> Markup {
    let (month, by) = (spelled_month(asked.month), spelled_by(asked.by));
    let mut newest = format!("/home/history?show={}", spelled(asked.which));
    for (name, value) in [("month", month), ("by", by)] {
        if !value.is_empty() {
            write!(newest, "&{name}={value}").expect("a String takes every character");
        }
    }
    let mut older = newest.clone();
    if let Some(seq) = earlier {
        write!(older, "&before={seq}").expect("a String takes every character");
    }
    html! {
        @if before.is_some() || earlier.is_some() {
            (pagination(&Pagination {
                previous: before.map(|_| Turn { href: &newest, text: w.t(&say::newest()), ..Turn::default() }),
                next: earlier.map(|_| Turn { href: &older, text: w.t(&say::earlier()), ..Turn::default() }),
                ..Pagination::default()
            }))
        }
    }
}

/// One line of a table: something that happened, or all the pages that the person opened on one day.
enum Line<'a> {
    Row(&'a Sentence),
    OwnLooks(Vec<&'a Sentence>),
}

fn is_own_look(s: &Sentence) -> bool {
    s.kind == EventKind::OwnOpened && s.allowed && s.by == Acted::You && s.stands != Stands::Changed
}

fn day(s: &Sentence) -> Date {
    sayso_core::time::in_london(s.happened_at).date()
}

/// The person's own looks of one day stand together where the last of them stood. One alone stays as it is.
fn folded(told: &[Sentence]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = vec![];
    for s in told {
        if is_own_look(s) {
            let same = lines.iter_mut().find_map(|line| match line {
                Line::OwnLooks(all) if day(all[0]) == day(s) => Some(all),
                _ => None,
            });
            match same {
                Some(all) => all.push(s),
                None => lines.push(Line::OwnLooks(vec![s])),
            }
        } else {
            lines.push(Line::Row(s));
        }
    }
    lines
}

fn table_of(told: &[Sentence], caption: String, w: Words) -> Markup {
    let lines = folded(told);
    let rows = lines.iter().map(|line| match line {
        Line::Row(s) => row(s, true, w),
        Line::OwnLooks(all) => match all.as_slice() {
            [only] => row(only, true, w),
            several => looks(several, w),
        },
    });
    whole(caption, rows.collect(), w)
}

fn looks<'a>(all: &[&Sentence], w: Words) -> Vec<Cell<'a>> {
    let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let each = html! {
        ul { @for s in all {
            li { (w.at(s.happened_at)) ": " (w.t(&s.said)) (leads_to(s, w)) }
        } }
    };
    let inside = Details {
        summary: w.t(&say::own_looks_each()),
        content: each.into(),
        ..Details::default()
    };
    vec![
        w.day(day(all[0])).into(),
        html! { p { (w.t(&say::own_looks(count))) } (details(&inside)) }.into(),
    ]
}

/// Why it was allowed, and its receipt.
fn leads_to(s: &Sentence, w: Words) -> Markup {
    let asks = if s.allowed {
        say::why_allowed()
    } else {
        say::why_not_allowed()
    };
    let ask = format!("/home/concerns?row={}", s.id);
    let receipt = s.stands != Stands::Changed && may_have_receipt(s.kind);
    html! {
        " " a class="app-screen-only" href={ "/home/history/" (s.id) } {
            (w.t(&asks)) span class="nhsuk-u-visually-hidden" { " " (w.t(&s.said)) }
        }
        " " a class="app-screen-only" href=(ask) {
            (w.t(&say::ask_about())) span class="nhsuk-u-visually-hidden" { " " (w.t(&say::receipt_for(s.happened_at))) }
        }
        @if receipt {
            " " a class="app-screen-only" href={ "/home/receipt/" (s.id) } {
                (w.t(&say::receipt())) span class="nhsuk-u-visually-hidden" { " " (w.t(&say::receipt_for(s.happened_at))) }
            }
        }
    }
}

fn row<'a>(s: &Sentence, leads_on: bool, w: Words) -> Vec<Cell<'a>> {
    let content = html! {
        (w.t(&s.said))
        @if s.stands == Stands::Changed {
            br; strong { (w.t(&say::changed())) } " " (w.t(&say::changed_not()))
        }
        @if leads_on { (leads_to(s, w)) }
    };
    vec![both_times(w, s.happened_at, s.recorded_at).into(), content.into()]
}

fn whole(caption: String, rows: Vec<Vec<Cell<'_>>>, w: Words) -> Markup {
    table(&Table {
        caption: caption.into(),
        caption_classes: "nhsuk-u-visually-hidden",
        head: vec![w.s(&say::when()).into(), w.s(&say::happened()).into()],
        rows,
        look: Look::responsive(),
        ..Table::default()
    })
}

/// Every row by itself, for the copy of everything: what is taken away leads nowhere and folds nothing.
pub(super) fn rows(all: &[Sentence], w: Words) -> Markup {
    let rows = all.iter().map(|s| row(s, false, w)).collect();
    whole(w.s(&say::caption()), rows, w)
}
