//! The published numbers as tables: the same for everybody and for the commissioner. Owns: what each count is called, and how
//! one is shown. Never computes a number.

use maud::{Markup, html};
use sayso_app::places::{Period, Periods};
use sayso_words::Say;
use sayso_words::sayings::counted as say;

use crate::nhs::{Cell, Content, Look, Table, table};
use crate::reading::Words;

/// What is counted, and the words for it.
pub(super) type Column = (&'static str, fn() -> Say);

/// What people answered in a month.
pub(super) const ANSWERS: [Column; 6] = [
    ("yes", say::yes),
    ("not_yet", say::not_yet),
    ("no", say::no),
    ("stopped", say::stopped),
    ("cards", say::cards),
    ("cards_used", say::cards_used),
];

/// How the jobs of a quarter are.
pub(super) const JOBS: [Column; 5] = [
    ("people", say::people),
    ("started", say::started),
    ("met_the_floor", say::met_the_floor),
    ("floor_not_told", say::floor_not_told),
    ("wanted", say::wanted),
];

/// `October 2026` for `2026-10`, `April to June 2026` for `2026-Q2`.
pub(super) fn in_words(period: &str, w: Words) -> String {
    if let Some((year, quarter)) = period.split_once("-Q") {
        let of = |month: u32| format!("{year}-{month:02}");
        let Ok(quarter) = quarter.parse::<u32>() else {
            return period.to_owned();
        };
        let last = quarter.clamp(1, 4) * 3;
        let (first, last) = (in_words(&of(last - 2), w), in_words(&of(last), w));
        return w.s(&say::from_to(first, last));
    }
    let first = format!("{period}-01").parse::<jiff::civil::Date>();
    first.map_or_else(|_| period.to_owned(), |day| sayso_words::month(day, w.0.language))
}

fn cell(content: Content<'static>) -> Cell<'static> {
    Cell {
        content,
        ..Cell::default()
    }
}

/// Every period, newest first, with its counts.
pub(super) fn periods(w: Words, caption: &Say, first: &Say, columns: &[Column], all: &Periods) -> Markup {
    let mut head = vec![cell(w.t(first))];
    head.extend(columns.iter().map(|(_, words)| Cell::number(w.t(&words()))));
    let rows = all.iter().map(|(period, counts)| {
        let mut row = vec![Cell::from(in_words(period, w))];
        row.extend(columns.iter().map(|(what, _)| {
            let n = counts.get(*what).map_or("–", String::as_str);
            Cell::number(n.to_owned())
        }));
        row
    });
    table(&Table {
        caption: w.t(caption),
        head,
        rows: rows.collect(),
        first_cell_is_header: true,
        look: Look::responsive(),
        ..Table::default()
    })
}

/// One period as a chart: the table is the chart, each number stands as text, and a small one has no bar.
pub(super) fn bars(w: Words, period: &Period, columns: &[Column]) -> Markup {
    let number = |what: &str| period.1.get(what).and_then(|n| n.parse::<u32>().ok());
    let most = columns.iter().filter_map(|(what, _)| number(what)).max();
    html! {
        table class="nhsuk-table" {
            caption class="nhsuk-table__caption nhsuk-table__caption--s" { (in_words(&period.0, w)) }
            tbody class="nhsuk-table__body" {
                @for (what, words) in columns {
                    tr class="nhsuk-table__row" {
                        th scope="row" class="nhsuk-table__header" { (w.t(&words())) }
                        td class="nhsuk-table__cell app-bar__cell" {
                            @if let (Some(n), Some(most)) = (number(what), most) {
                                svg class="app-bar" aria-hidden="true" focusable="false" {
                                    rect width={ (n * 100 / most) "%" } height="100%" {}
                                }
                            }
                        }
                        td class="nhsuk-table__cell nhsuk-table__cell--numeric" {
                            @if let Some(n) = number(what) { (n) } @else { (w.t(&say::under_ten())) }
                        }
                    }
                }
            }
        }
    }
}
