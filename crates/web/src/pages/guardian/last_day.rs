//! The last day of a contract or of a practice: the same fields, the same answer and the same way back, for both pages.

use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use maud::{Markup, html};
use sayso_app::telling::moment_in_words;
use sayso_app::{Lane, contract};
use sayso_core::id::OrgId;
use sayso_core::time::when_in_london;

use super::id;
use crate::ctx::Ctx;
use crate::error::Failure;
use crate::form::Form;
use crate::nhs::{Button, Choice, Choices, DateInput, Legend, Size, button, date_input, radios};

const NO_DAY: &str = "There is no such day. Check day, month and year";

/// What is wrong with the form: field and words.
pub(super) type Wrong = Vec<(&'static str, &'static str)>;

/// The page of one of the two.
pub(super) struct Page {
    pub path: &'static str,
    pub title: &'static str,
    /// What to choose, where nothing was.
    pub none: &'static str,
    /// The link back to all of them.
    pub every: &'static str,
}

/// Which organisation, and which day is its last.
pub(super) fn fields(
    question: &'static str,
    orgs: &[(String, &str)],
    wrong: &[(&str, &str)],
    form: &Form,
) -> Markup {
    let why = |field: &str| wrong.iter().find(|(f, _)| *f == field).map(|(_, w)| (*w).into());
    let value = |name| Some(form.get(name)).filter(|v| !v.is_empty());
    html! {
        (radios(&Choices {
            name: "org",
            legend: Some(Legend { content: question.into(), size: Some(Size::S), ..Legend::default() }),
            error: why("org"),
            items: orgs.iter().map(|(id, name)| Choice::new(id, *name)).collect(),
            selected: vec![form.get("org")],
            ..Choices::default()
        }))
        (date_input(&DateInput {
            id: "date",
            legend: Some(Legend { content: "Which is its last day?".into(), size: Some(Size::S), ..Legend::default() }),
            hint: "For example, 31 3 2027".into(),
            error: why("date-day"),
            items: DateInput::parts(value("day"), value("month"), value("year")),
            ..DateInput::default()
        }))
        (button(&Button::primary("Set the day and tell people")))
    }
}

/// The form that takes the day back.
pub(super) fn back(ctx: &Ctx, page: &Page, org: OrgId, name: &str, words: &'static str) -> Markup {
    html! {
        form method="post" action={ (page.path) "/back" } novalidate {
            (ctx.csrf())
            input type="hidden" name="org" value=(org);
            (button(&Button::secondary(html! {
                (words) span class="nhsuk-u-visually-hidden" { " (" (name) ")" }
            })))
        }
    }
}

/// The last minute of that day in London; `Err` with what is wrong.
fn end_of(form: &Form) -> Result<Timestamp, &'static str> {
    let parts = ["day", "month", "year"].map(|n| form.get(n));
    if parts.iter().all(|p| p.is_empty()) {
        return Err("Give its last day");
    }
    let [day, month, year] = parts;
    let date = match (year.parse(), month.parse(), day.parse()) {
        (Ok(y), Ok(m), Ok(d)) => Date::new(y, m, d).ok(),
        _ => None,
    };
    let last = date.and_then(|d| when_in_london(d, Time::constant(23, 59, 0, 0)));
    last.ok_or(NO_DAY)
}

fn read(form: &Form, now: Timestamp, page: &Page) -> Result<(OrgId, Timestamp), Wrong> {
    let (org, ends) = (form.get("org").parse().ok(), end_of(form));
    let mut wrong = vec![];
    if org.is_none() {
        wrong.push(("org", page.none));
    }
    match ends {
        Err(words) => wrong.push(("date-day", words)),
        Ok(at) if at <= now => wrong.push(("date-day", "Give a day that lies ahead")),
        Ok(_) => {}
    }
    match (org, ends) {
        (Some(org), Ok(ends)) if wrong.is_empty() => Ok((org, ends)),
        _ => Err(wrong),
    }
}

/// Sets the day and says how many were told; or what is wrong with the form.
pub(super) async fn set(ctx: &mut Ctx, form: &Form, page: &Page) -> Result<Result<Response, Wrong>, Failure> {
    let (org, ends) = match read(form, ctx.site.house.source().now(), page) {
        Ok(read) => read,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let told = ctx
        .act_freshly(Lane::Normal, move |desk, visit, recent| {
            contract::set_end(desk, &visit.actor, recent, org, ends)
        })
        .await?;
    let body = html! {
        h1 { "The day is set" }
        p { "People who were told: " strong { (told) } "." }
        p { "Until " (moment_in_words(ends)) " nothing changes for them." }
        p { a href=(page.path) { (page.every) } }
    };
    Ok(Ok(ctx.page(page.title, Some(page.path), &body)))
}

/// Takes the day back.
pub(super) async fn take_back(ctx: &mut Ctx, form: &Form, page: &Page) -> Result<Response, Failure> {
    let org = form.get("org").to_owned();
    ctx.act_freshly(Lane::Normal, move |desk, visit, recent| {
        contract::take_back(desk, &visit.actor, recent, id::<OrgId>(&org)?)
    })
    .await?;
    Ok(ctx.see(page.path))
}
