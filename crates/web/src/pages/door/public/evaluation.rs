//! Evaluation, for everybody: each plan as it was filed, and each result as it was published, with the hash under which it
//! stands in the public log.

use maud::{Markup, html};
use sayso_app::evaluation::{self, Figures, Shown};
use sayso_core::reads::Language;
use sayso_words::Arg;
use sayso_words::sayings::{measured as say, public as say_public};

use super::{as_written, cell, narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Details, Look, Row, SummaryList, Table, details, inset_text, summary_list, table};
use crate::reading::Words;

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let all = ctx.open(|desk, _| evaluation::shown(desk)).await?;
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::beforehand())) }
        p { (w.t(&say::against_plan())) }
        @if all.is_empty() {
            p { strong { (w.t(&say::none())) } " " (w.t(&say::nobody_can())) }
        } @else { (as_written(w)) }
        @for shown in &all { (plan(shown, w)) }
        h2 { (w.t(&say::how())) }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { (w.t(&say::star())) }
            li { (w.t(&say::late())) }
            li {
                (w.t(&say::each_text())) " " a href="/public-log" { (w.t(&say_public::the_log())) } " "
                (w.t(&say::by_fingerprint())) " " code { "sha256sum" } " " (w.t(&say::makes_same()))
            }
            li { code { "sayso verify log" } " " (w.t(&say::checks_all())) }
        }
        p { (w.t(&say::no_plan_shows())) " " a href="/speak-up" { (w.t(&say_public::speak_up())) } "." }
    };
    Ok(public(&ctx, &say::title(), &narrow(&body)))
}

/// The fingerprint of a text, as a link once it can be fetched.
fn fingerprint(hash: &str, in_log: bool, w: Words) -> Markup {
    html! {
        @if in_log {
            a class="app-wrap" href={ "/log/document/" (hash) } { (hash) }
        } @else {
            span class="app-wrap" { (hash) } " " (w.t(&say::not_in_log()))
        }
    }
}

/// A text as it was filed, in English.
fn filed(text: &str, w: Words) -> Markup {
    let english = (w.0.language != Language::English).then_some("en");
    html! { pre class="app-plain" lang=[english] { (text) } }
}

fn plan(shown: &Shown, w: Words) -> Markup {
    let plan = &shown.plan;
    let number = plan.number.to_string();
    let when = if plan.in_time { say::before() } else { say::after() };
    let what_for = say::phase(shown.scheme.as_str(), plan.phase.to_string());
    html! {
        section {
            h2 { (w.t(&say::plan(number.as_str(), Arg::published(&plan.title)))) }
            (summary_list(&SummaryList {
                rows: vec![
                    Row::fact(w.t(&say::for_what()), w.t(&what_for)),
                    Row::fact(w.t(&say::filed()), w.t(&say::filed_how(plan.filed_at, shown.org.as_str(), when))),
                    Row::fact(w.t(&say::fingerprint()), fingerprint(&shown.hash, shown.in_log, w)),
                ],
                ..SummaryList::default()
            }))
            (details(&Details {
                summary: w.t(&say::read_plan()),
                content: filed(&plan.text, w).into(),
                ..Details::default()
            }))
            @match &shown.result {
                None => { p { strong { (w.t(&say::no_result())) } } }
                Some(r) => { (result(&number, r, w)) }
            }
        }
    }
}

fn result(number: &str, r: &Figures, w: Words) -> Markup {
    let head = r.table.head.iter().enumerate();
    let head = head.map(|(at, name)| {
        if at == 0 {
            cell(w.published(name))
        } else {
            Cell::number(w.published(name))
        }
    });
    let rows = r.table.rows.iter().map(|row| {
        let cells = row.iter().enumerate();
        cells
            .map(|(at, figure)| {
                if at == 0 {
                    cell(w.published(figure))
                } else {
                    Cell::number(figure.as_str())
                }
            })
            .collect()
    });
    html! {
        h3 { (w.t(&say::result_of(number))) }
        p { (w.t(&say::published(r.published.at))) }
        (table(&Table {
            caption: w.t(&say::as_published(number)),
            head: head.collect(),
            rows: rows.collect(),
            first_cell_is_header: true,
            look: Look::responsive(),
            ..Table::default()
        }))
        h4 { (w.t(&say::departed())) }
        (inset_text(&filed(&r.published.departed, w).into()))
        (summary_list(&SummaryList {
            rows: vec![
                Row::fact(w.t(&say::print_figures()), fingerprint(&r.table_hash, r.in_log, w)),
                Row::fact(w.t(&say::print_words()), fingerprint(&r.words_hash, r.in_log, w)),
            ],
            ..SummaryList::default()
        }))
    }
}
