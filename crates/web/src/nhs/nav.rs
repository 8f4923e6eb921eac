//! Ways about: breadcrumb, pagination, task list. Never hides where a link leads.

use maud::{Markup, PreEscaped, Render, html};

use super::{
    icon::{Icon, icon},
    links::{BackLink, back_link},
    parts::{Attrs, Content, classes, element},
    tag::{Tag, tag},
};

/// The way from the first page to this one, as `(words, address)`; on a phone, a link to the last of them.
#[must_use]
pub fn breadcrumb(items: &[(&str, &str)], reverse: bool) -> Markup {
    let last = items.last();
    let back = BackLink {
        href: last.map(|(_, href)| *href),
        text: last.map(|(text, _)| Content::from(*text)).unwrap_or_default(),
        visually_hidden: Some("Back to"),
        reverse,
        ..BackLink::default()
    };
    html! {
        nav class=(classes("nhsuk-breadcrumb", &[(reverse, "nhsuk-breadcrumb--reverse")], "")) aria-label="Breadcrumb" {
            ol class="nhsuk-breadcrumb__list" {
                @for (text, href) in items {
                    li class="nhsuk-breadcrumb__list-item" {
                        a class="nhsuk-breadcrumb__link" href=(href) { (text) }
                    }
                }
            }
            (back_link(&back))
        }
    }
}

/// A link to the page before or after.
#[derive(Clone, Debug, Default)]
pub struct Turn<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// The words; "Previous page" or "Next page" when empty.
    pub text: Content<'a>,
    /// What that page is called (only without numbers).
    pub label: Option<&'a str>,
}

/// One place in a row of page numbers.
#[derive(Clone, Debug)]
pub enum PageNumber<'a> {
    /// A page.
    Page {
        /// Its number.
        number: u32,
        /// Its address.
        href: &'a str,
        /// The one being read.
        current: bool,
    },
    /// Pages left out.
    Gap,
}

/// The way through a list of pages.
#[derive(Clone, Debug, Default)]
pub struct Pagination<'a> {
    /// The page before.
    pub previous: Option<Turn<'a>>,
    /// The page after.
    pub next: Option<Turn<'a>>,
    /// The numbers; may be empty.
    pub items: Vec<PageNumber<'a>>,
}

fn turn_title(turn: &Turn<'_>, fallback: &str) -> Markup {
    html! {
        span class="nhsuk-pagination__title" {
            @if turn.text.is_empty() { (fallback) span class="nhsuk-u-visually-hidden" { " page" } }
            @else { (turn.text) }
        }
    }
}

fn plain_turn(turn: &Turn<'_>, side: &str, end: &str, fallback: &str, arrow: Icon) -> Markup {
    html! {
        li class={ "nhsuk-pagination-item--" (side) } {
            a class={ "nhsuk-pagination__link nhsuk-pagination__link--" (end) } href=(turn.href) rel=(end) {
                (turn_title(turn, fallback))
                @if let Some(label) = turn.label {
                    span class="nhsuk-u-visually-hidden" { ":" }
                    span class="nhsuk-pagination__page" { (label) }
                }
                (icon(arrow))
            }
        }
    }
}

fn page_number(item: &PageNumber<'_>) -> Markup {
    match item {
        PageNumber::Gap => {
            let class = "nhsuk-pagination__item nhsuk-pagination__item--ellipsis";
            html! { li class=(class) { (PreEscaped("&ctdot;")) } }
        }
        PageNumber::Page {
            number,
            href,
            current,
        } => {
            let class = classes(
                "nhsuk-pagination__item",
                &[(*current, "nhsuk-pagination__item--current")],
                "",
            );
            html! {
                li class=(class) {
                    a class="nhsuk-pagination__link" href=(href) aria-label={ "Page " (number) }
                        aria-current=[current.then_some("page")] { (number) }
                }
            }
        }
    }
}

/// Renders the pagination.
#[must_use]
pub fn pagination(pages: &Pagination<'_>) -> Markup {
    let numbered = !pages.items.is_empty();
    html! {
        nav class=(classes("nhsuk-pagination", &[(numbered, "nhsuk-pagination--numbered")], ""))
            role="navigation" aria-label="Pagination" {
            @if numbered {
                @if let Some(turn) = &pages.previous {
                    a href=(turn.href) class="nhsuk-pagination__previous" rel="prev" {
                        (icon(Icon::ArrowLeft)) (turn_title(turn, "Previous"))
                    }
                }
                ul class="nhsuk-pagination__list" { @for item in &pages.items { (page_number(item)) } }
                @if let Some(turn) = &pages.next {
                    a href=(turn.href) class="nhsuk-pagination__next" rel="next" {
                        (turn_title(turn, "Next")) (icon(Icon::ArrowRight))
                    }
                }
            } @else {
                ul class="nhsuk-list nhsuk-pagination__list" {
                    @if let Some(turn) = &pages.previous {
                        (plain_turn(turn, "previous", "prev", "Previous", Icon::ArrowLeft))
                    }
                    @if let Some(turn) = &pages.next {
                        (plain_turn(turn, "next", "next", "Next", Icon::ArrowRight))
                    }
                }
            }
        }
    }
}

/// How far a task is.
#[derive(Clone, Debug)]
pub enum Status<'a> {
    /// In plain words.
    Words(Content<'a>),
    /// In plain grey words: it cannot be started yet.
    CannotStart(Content<'a>),
    /// As a tag.
    Tag(Tag<'a>),
}

/// One task.
#[derive(Clone, Debug)]
pub struct Task<'a> {
    /// What it is.
    pub heading: Content<'a>,
    /// Where it is done; a task that cannot be started has none.
    pub href: Option<&'a str>,
    /// A hint.
    pub hint: Content<'a>,
    /// How far it is.
    pub status: Status<'a>,
}

/// Tasks that can be done in any order. Ids start with `id_prefix`.
#[must_use]
pub fn task_list(id_prefix: &str, tasks: &[Task<'_>]) -> Markup {
    html! {
        ul class="nhsuk-task-list" {
            @for (at, task) in tasks.iter().enumerate() { (one_task(id_prefix, at + 1, task)) }
        }
    }
}

fn one_task(id_prefix: &str, number: usize, task: &Task<'_>) -> Markup {
    let hint_id = format!("{id_prefix}-{number}-hint");
    let status_id = format!("{id_prefix}-{number}-status");
    let described_by = classes("", &[(!task.hint.is_empty(), hint_id.as_str())], &status_id);
    let (name, attrs) = match task.href {
        Some(href) => {
            let attrs = Attrs::default().class("nhsuk-task-list__link nhsuk-link");
            (
                "a",
                attrs.set("href", href).set("aria-describedby", &described_by),
            )
        }
        None => ("div", Attrs::default()),
    };
    let class = classes(
        "nhsuk-task-list__item",
        &[(task.href.is_some(), "nhsuk-task-list__item--with-link")],
        "",
    );
    let cannot = matches!(task.status, Status::CannotStart(_));
    let status_class = classes(
        "nhsuk-task-list__status",
        &[(cannot, "nhsuk-task-list__status--cannot-start-yet")],
        "",
    );
    html! {
        li class=(class) {
            div class="nhsuk-task-list__name-and-hint" {
                (element(name, &attrs, &task.heading.render()))
                @if !task.hint.is_empty() { div class="nhsuk-task-list__hint" id=(hint_id) { (task.hint) } }
            }
            div class=(status_class) id=(status_id) {
                @match &task.status {
                    Status::Words(words) | Status::CannotStart(words) => { (words) }
                    Status::Tag(status) => { (tag(status)) }
                }
            }
        }
    }
}
