//! The numbers: how many said yes, not yet, no or stopped, each month that is over, with disclosure control.

use maud::html;
use sayso_app::places;
use sayso_words::Say;
use sayso_words::sayings::{counted as say, public as say_public};

use super::{cell, narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Look, Table, table};
use crate::reading::Words;

/// What is counted, and the words for it.
type Column = (&'static str, fn() -> Say);

const COLUMNS: [Column; 6] = [
    ("yes", say::yes),
    ("not_yet", say::not_yet),
    ("no", say::no),
    ("stopped", say::stopped),
    ("cards", say::cards),
    ("cards_used", say::cards_used),
];

/// `October 2026` for `2026-10`.
fn in_words(month: &str, w: Words) -> String {
    let first = format!("{month}-01").parse::<jiff::civil::Date>();
    first.map_or_else(|_| month.to_owned(), |day| sayso_words::month(day, w.0.language))
}

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let months = ctx.open(|desk, _| places::numbers(desk)).await?;
    let w = ctx.words();
    let mut head = vec![cell(w.t(&say::month()))];
    head.extend(COLUMNS.iter().map(|(_, words)| Cell::number(w.t(&words()))));
    let rows = months.iter().map(|(month, counts)| {
        let mut row = vec![Cell::from(in_words(month, w))];
        row.extend(COLUMNS.iter().map(|(what, _)| {
            let n = counts.get(*what).map_or("–", String::as_str);
            Cell::number(n.to_owned())
        }));
        row
    });
    let speak_up = html! { a href="/speak-up" { (w.t(&say_public::speak_up())) } };
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::about())) }
        @if months.is_empty() {
            p { strong { (w.t(&say::none())) } }
        } @else {
            (table(&Table {
                caption: w.t(&say::caption()),
                head,
                rows: rows.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
        }
        h2 { (w.t(&say::how())) }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { (w.t(&say::star())) }
            li { (w.t(&say::once())) }
            li { (w.t(&say::alone())) }
            li { (w.t(&say::together())) }
            li { (w.t(&say::not_counted())) }
            li { (w.t(&say::stands_in())) " " a href="/public-log" { (w.t(&say_public::the_log())) } (w.t(&say::signed())) }
        }
        p { (w.t(&say::cannot_free())) " " (speak_up) "." }
        p { (w.t(&say::demands())) " " a href="/legal-demands" { (w.t(&say::demands_link())) } "." }
        p { (w.t(&say::cannot_help())) " " a href="/evaluation" { (w.t(&say::plans_link())) } "." }
    };
    Ok(public(&ctx, &say::title(), &narrow(&body)))
}
