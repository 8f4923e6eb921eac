//! Evaluation, for everybody: each plan as it was filed, and each result as it was published, with the hash under which it
//! stands in the public log.

use maud::{Markup, html};
use sayso_app::evaluation::{self, Figures, Shown};
use sayso_app::telling::moment_in_words;

use super::{narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Details, Look, Row, SummaryList, Table, details, inset_text, summary_list, table};

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let all = ctx.open(|desk, _| evaluation::shown(desk)).await?;
    let body = html! {
        h1 { "Does it help, and does it harm?" }
        p { "An independent evaluator says beforehand what will be measured. That plan is published here, and never changes." }
        p { "The result is published against its plan, whatever it says. Until then no practice can join for a next phase." }
        @if all.is_empty() {
            p { strong { "No plan and no result is published yet." } " Without them nobody can say whether this helps." }
        }
        @for shown in &all { (plan(shown)) }
        h2 { "How to read and check this" }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { "A star stands for any number of people under 10. Others are rounded to the nearest 5. There is no total." }
            li { "A plan that came after its phase began says so. Its result opens no next phase." }
            li { "Each text stands in " a href="/public-log" { "the public log" } " by its fingerprint: " code { "sha256sum" } " makes the same." }
            li { code { "sayso verify log" } " checks them all, and that no result stands there without its plan before it." }
        }
        p { "What no plan can show: whether somebody felt free to say no. For that, " a href="/speak-up" { "speak up" } "." }
    };
    Ok(public(&ctx, "Evaluation", &narrow(&body)))
}

/// The fingerprint of a text, as a link once it can be fetched.
fn fingerprint(hash: &str, in_log: bool) -> Markup {
    html! {
        @if in_log {
            a class="app-wrap" href={ "/log/document/" (hash) } { (hash) }
        } @else {
            span class="app-wrap" { (hash) } " It enters the public log within ten minutes."
        }
    }
}

fn plan(shown: &Shown) -> Markup {
    let plan = &shown.plan;
    let when = if plan.in_time {
        "before its phase began"
    } else {
        "after its phase began: it came late"
    };
    html! {
        section {
            h2 { "Plan " (plan.number) ": " (plan.title) }
            (summary_list(&SummaryList {
                rows: vec![
                    Row::fact("For", format!("{}, phase {}", shown.scheme, plan.phase)),
                    Row::fact("Filed", format!("{}, by {}, {when}", moment_in_words(plan.filed_at), shown.org)),
                    Row::fact("Fingerprint", fingerprint(&shown.hash, shown.in_log)),
                ],
                ..SummaryList::default()
            }))
            (details(&Details {
                summary: "Read the whole plan".into(),
                content: html! { pre class="app-plain" { (plan.text) } }.into(),
                ..Details::default()
            }))
            @match &shown.result {
                None => { p { strong { "Its result is not published yet." } } }
                Some(r) => { (result(shown, r)) }
            }
        }
    }
}

fn result(shown: &Shown, r: &Figures) -> Markup {
    let number = shown.plan.number;
    let head = r.table.head.iter().enumerate();
    let head = head.map(|(at, name)| {
        if at == 0 {
            Cell::from(name.as_str())
        } else {
            Cell::number(name.as_str())
        }
    });
    let rows = r.table.rows.iter().map(|row| {
        let cells = row.iter().enumerate();
        cells
            .map(|(at, cell)| {
                if at == 0 {
                    Cell::from(cell.as_str())
                } else {
                    Cell::number(cell.as_str())
                }
            })
            .collect()
    });
    html! {
        h3 { "The result of plan " (number) }
        p { "Published " (moment_in_words(r.published.at)) "." }
        (table(&Table {
            caption: format!("Plan {number}, as published").into(),
            head: head.collect(),
            rows: rows.collect(),
            first_cell_is_header: true,
            look: Look::responsive(),
            ..Table::default()
        }))
        h4 { "Where the plan was departed from" }
        (inset_text(&html! { pre class="app-plain" { (r.published.departed) } }.into()))
        (summary_list(&SummaryList {
            rows: vec![
                Row::fact("Fingerprint of the figures", fingerprint(&r.table_hash, r.in_log)),
                Row::fact("Fingerprint of these words", fingerprint(&r.words_hash, r.in_log)),
            ],
            ..SummaryList::default()
        }))
    }
}
