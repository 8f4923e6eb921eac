//! The numbers: how many said yes, not yet, no or stopped, each month that is over, with disclosure control.

use maud::html;
use sayso_app::places;

use super::{narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Look, Table, table};

/// What is counted, and the words for it.
const COLUMNS: [(&str, &str); 6] = [
    ("yes", "Said yes"),
    ("not_yet", "Said not yet"),
    ("no", "Said no"),
    ("stopped", "Stopped"),
    ("cards", "Cards made"),
    ("cards_used", "Cards used"),
];

/// `October 2026` for `2026-10`.
fn in_words(month: &str) -> String {
    let first = format!("{month}-01").parse::<jiff::civil::Date>();
    first.map_or_else(|_| month.to_owned(), |day| day.strftime("%B %Y").to_string())
}

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let months = ctx.open(|desk, _| places::numbers(desk)).await?;
    let mut head = vec![Cell::from("Month")];
    head.extend(COLUMNS.iter().map(|(_, words)| Cell::number(*words)));
    let rows = months.iter().map(|(month, counts)| {
        let mut row = vec![Cell::from(in_words(month))];
        row.extend(COLUMNS.iter().map(|(what, _)| {
            let n = counts.get(*what).map_or("–", String::as_str);
            Cell::number(n.to_owned())
        }));
        row
    });
    let body = html! {
        h1 { "Is it voluntary in practice?" }
        p { "These numbers are for everybody together, month by month. They are about no practice, no coach and no person." }
        @if months.is_empty() {
            p { strong { "No month is over yet, so there is no number." } }
        } @else {
            (table(&Table {
                caption: "All practices together".into(),
                head,
                rows: rows.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
        }
        h2 { "How to read them" }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { "A star stands for any number under 10, zero included. All others are rounded to the nearest 5." }
            li { "A month is counted once, when it is over. It is never counted again." }
            li { "Each number is rounded by itself. No total and no split is published, so none can be taken from another." }
            li { "Each month stands in " a href="/public-log" { "the public log" } ", signed." }
        }
        p { "They cannot show whether somebody felt free to say no. For that, " a href="/speak-up" { "speak up" } "." }
        p { "Legal demands are counted by year, zero included: " a href="/legal-demands" { "what the law made us hand over" } "." }
        p { "They cannot show whether this helps. For that, see " a href="/evaluation" { "the plans of evaluation and their results" } "." }
    };
    Ok(public(&ctx, "The numbers", &narrow(&body)))
}
