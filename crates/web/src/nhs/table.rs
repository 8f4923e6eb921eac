//! Tables: plain, or turning into cards on a phone. Never sorts in the browser: the script that does writes
//! `innerHTML`, which our Trusted Types rule forbids. Sorting is a link, answered by the server.

use maud::{Markup, Render, html};

use super::{
    card::{Card, card},
    heading::{Caption, Titled},
    parts::{Attrs, Content, Size, classes, element, sized},
};

/// Where a cell's words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Left.
    Left,
    /// Centre.
    Centre,
    /// Right.
    Right,
}

/// The order a column is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It can be sorted and is not.
    None,
    /// Lowest first.
    Ascending,
    /// Highest first.
    Descending,
}

/// One cell, or one column's heading.
#[derive(Clone, Debug, Default)]
pub struct Cell<'a> {
    /// The words.
    pub content: Content<'a>,
    /// Where they lead; on a heading, the address that sorts by it.
    pub href: Option<&'a str>,
    /// More words, only for those who listen.
    pub visually_hidden: Option<&'a str>,
    /// A number: its digits line up. `Some(false)` on a cell undoes the column's.
    pub numeric: Option<bool>,
    /// Where the words stand; the column's when absent.
    pub align: Option<Align>,
    /// Sorted or not (headings only).
    pub sort: Option<Sort>,
    /// More classes, such as a width.
    pub classes: &'a str,
}

impl<'a> Cell<'a> {
    /// A number.
    #[must_use]
    pub fn number(content: impl Into<Content<'a>>) -> Self {
        Self {
            content: content.into(),
            numeric: Some(true),
            ..Self::default()
        }
    }

    /// Words that lead somewhere.
    #[must_use]
    pub fn link(content: impl Into<Content<'a>>, href: &'a str) -> Self {
        Self {
            content: content.into(),
            href: Some(href),
            ..Self::default()
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self {
            content: text.into(),
            ..Self::default()
        }
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self {
            content: text.into(),
            ..Self::default()
        }
    }
}

impl From<Markup> for Cell<'_> {
    fn from(markup: Markup) -> Self {
        Self {
            content: markup.into(),
            ..Self::default()
        }
    }
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    /// What it shows. Every table has one; it may be visually hidden by class.
    pub caption: Content<'a>,
    /// The caption's size.
    pub caption_size: Option<Size>,
    /// The caption's id; needed with `scroll`.
    pub caption_id: Option<&'a str>,
    /// More classes on the caption.
    pub caption_classes: &'a str,
    /// The columns' headings.
    pub head: Vec<Cell<'a>>,
    /// The rows.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// The first cell of each row names the row.
    pub first_cell_is_header: bool,
    /// How it looks.
    pub look: Look,
    /// Wide: scrolls sideways inside its own region.
    pub scroll: bool,
    /// Stands in this card.
    pub card: Option<Card<'a>>,
    /// Its id.
    pub id: Option<&'a str>,
    /// More classes.
    pub classes: &'a str,
}

/// How a table looks.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an independent switch of the published component"
)]
pub struct Look {
    /// Rows become cards on a phone. The usual choice.
    pub responsive: bool,
    /// Less space.
    pub compact: bool,
    /// Every other row shaded.
    pub striped: bool,
    /// On a dark ground.
    pub reverse: bool,
    /// Without lines.
    pub no_border: bool,
    /// Without the last line.
    pub no_last_row_border: bool,
}

impl Look {
    /// Rows become cards on a phone.
    #[must_use]
    pub fn responsive() -> Self {
        Self {
            responsive: true,
            ..Self::default()
        }
    }
}

fn value(cell: &Cell<'_>) -> Markup {
    html! {
        (cell.content)
        @if let Some(hidden) = cell.visually_hidden {
            span class="nhsuk-u-visually-hidden" { @if !cell.content.is_empty() { " " } (hidden) }
        }
    }
}

fn linked(cell: &Cell<'_>) -> Markup {
    match cell.href {
        Some(href) => html! { a class="nhsuk-link" href=(href) { (value(cell)) } },
        None => value(cell),
    }
}

fn cell_class(cell: &Cell<'_>, base: &str, numeric: bool, align: Option<Align>) -> String {
    let number = format!("{base}--numeric");
    let align = match align {
        Some(Align::Left) => "nhsuk-u-text-align-left",
        Some(Align::Centre) => "nhsuk-u-text-align-centre",
        Some(Align::Right) => "nhsuk-u-text-align-right",
        None => "",
    };
    classes(base, &[(numeric, &number), (true, align)], cell.classes)
}

fn head_cell(table: &Table<'_>, cell: &Cell<'_>) -> Markup {
    let numeric = cell.numeric == Some(true);
    let sorted = match cell.sort {
        Some(Sort::Ascending) => Some("ascending"),
        Some(Sort::Descending) => Some("descending"),
        Some(Sort::None) | None => None,
    };
    let attrs = Attrs::default()
        .class(&cell_class(cell, "nhsuk-table__header", numeric, cell.align))
        .set("scope", "col")
        .opt("role", table.look.responsive.then_some("columnheader"))
        .flag("data-sort", cell.sort.is_some())
        .opt("aria-sort", sorted);
    element("th", &attrs, &linked(cell))
}

fn body_cell(table: &Table<'_>, cell: &Cell<'_>, column: Option<&Cell<'_>>, names_row: bool) -> Markup {
    let column_numeric = column.and_then(|column| column.numeric) == Some(true);
    let numeric = cell.numeric.unwrap_or(column_numeric);
    let undone = (cell.numeric == Some(false) && column_numeric).then_some(Align::Right);
    let align = cell
        .align
        .or(undone)
        .or_else(|| column.and_then(|column| column.align));
    let (name, base, role) = if names_row {
        ("th", "nhsuk-table__header", "rowheader")
    } else {
        ("td", "nhsuk-table__cell", "cell")
    };
    let attrs = Attrs::default()
        .class(&cell_class(cell, base, numeric, align))
        .opt("scope", names_row.then_some("row"))
        .opt("role", table.look.responsive.then_some(role));
    let inner = match column.filter(|_| table.look.responsive) {
        Some(column) => html! {
            span class="nhsuk-table__heading" aria-hidden="true" { (value(column)) " " }
            @if cell.content.is_html() { span { (linked(cell)) } } @else { (linked(cell)) }
        },
        None => linked(cell),
    };
    element(name, &attrs, &inner)
}

fn table_caption(table: &Table<'_>, sortable: bool) -> Markup {
    let nothing: Option<&Caption<'_>> = None;
    Titled {
        element: "caption",
        attrs: Attrs::default()
            .class(&sized(
                "nhsuk-table__caption",
                table.caption_size,
                table.caption_classes,
            ))
            .opt("id", table.caption_id),
        content: &table.caption,
        hidden: sortable.then_some("(Column headers are sortable)"),
        caption: nothing,
        size: None,
    }
    .markup()
}

/// Renders the table, inside its scrolling region and its card when it has them.
#[must_use]
pub fn table(table: &Table<'_>) -> Markup {
    let look = table.look;
    let sortable = table.head.iter().any(|cell| cell.sort.is_some());
    let conditional = [
        (look.reverse, "nhsuk-table--reverse"),
        (look.compact, "nhsuk-table--compact"),
        (look.responsive, "nhsuk-table--responsive"),
        (look.no_border, "nhsuk-table--no-border"),
        (
            look.no_last_row_border && !look.no_border,
            "nhsuk-table--no-last-row-border",
        ),
        (sortable, "nhsuk-table--sortable"),
        (look.striped, "nhsuk-table--striped"),
    ];
    let role = look.responsive.then_some("row");
    let inner = html! {
        table class=(classes("nhsuk-table", &conditional, table.classes)) id=[table.id]
            role=[look.responsive.then_some("table")] {
            (table_caption(table, sortable))
            @if !table.head.is_empty() {
                thead class="nhsuk-table__head" role=[look.responsive.then_some("rowgroup")] {
                    tr class="nhsuk-table__row" role=[role] { @for cell in &table.head { (head_cell(table, cell)) } }
                }
            }
            tbody class="nhsuk-table__body" {
                @for row in &table.rows {
                    tr class="nhsuk-table__row" role=[role] {
                        @for (at, cell) in row.iter().enumerate() {
                            (body_cell(table, cell, table.head.get(at), at == 0 && table.first_cell_is_header))
                        }
                    }
                }
            }
        }
    };
    let inner = if table.scroll {
        let class = classes("nhsuk-scroll", &[(look.reverse, "nhsuk-scroll--reverse")], "");
        html! {
            div class=(class) data-module="nhsuk-scroll" {
                div class="nhsuk-scroll__content" role="region" aria-labelledby=[table.caption_id] { (inner) }
            }
        }
    } else {
        inner.render()
    };
    match &table.card {
        Some(around) => card(&Card {
            description: inner.into(),
            ..around.clone()
        }),
        None => inner,
    }
}
