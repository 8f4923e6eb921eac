//! The short forms of a coach: a next step, a meeting, words for the GP record.

use axum::extract::Path;
use jiff::civil::Time;
use maud::{Markup, html};
use sayso_app::{Lane, file, proposal, support};
use sayso_core::decide::support::Writing;
use sayso_core::entry::EntryKind;
use sayso_core::time::when_in_london;
use sayso_core::words;

use super::words::{ask_about_number, date, date_fields, id, screened, time, time_field, words_box};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::nhs::{Button, WarningCallout, button, identity_bar, problems, warning_callout};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let coach = Who::Coach;
    r.get(
        "/person/{person}/step",
        coach,
        "read_shared",
        "file_opened",
        open_step,
    );
    r.post("/person/{person}/step", coach, "write_step", "step_agreed", step);
    r.get(
        "/person/{person}/book",
        coach,
        "read_shared",
        "file_opened",
        open_book,
    );
    r.post("/person/{person}/book", coach, "book", "booked", book);
    r.get(
        "/person/{person}/propose",
        coach,
        "read_shared",
        "file_opened",
        open_propose,
    );
    r.post(
        "/person/{person}/propose",
        coach,
        "draft_proposal",
        "proposal_drafted",
        propose,
    );
}

/// What is wrong with a form: field and words.
type Wrong<'a> = Vec<(&'a str, &'a str)>;

fn wrong_with<'a>(wrong: &Wrong<'a>, field: &str) -> Option<&'a str> {
    wrong.iter().find(|(f, _)| *f == field).map(|(_, words)| *words)
}

/// One of the three forms.
#[derive(Clone, Copy)]
struct Asked {
    path: &'static str,
    title: &'static str,
    heading: &'static str,
    fields: fn(&Form, &Wrong) -> Markup,
    button: &'static str,
}

const STEP: Asked = Asked {
    path: "step",
    title: "Next step",
    heading: "What have you agreed?",
    fields: step_fields,
    button: "Save the next step",
};
const BOOK: Asked = Asked {
    path: "book",
    title: "Book a meeting",
    heading: "When and where will you meet?",
    fields: book_fields,
    button: "Book the meeting",
};
const PROPOSE: Asked = Asked {
    path: "propose",
    title: "Suggest words",
    heading: "Which words could help in the GP record?",
    fields: propose_fields,
    button: "Ask the person",
};

fn page(ctx: &Ctx, at: &str, asked: Asked, name: &str, form: &Form, wrong: &Wrong) -> Markup {
    html! {
        (problems(wrong))
        h1 { (asked.heading) }
        (identity_bar(name, &[]))
        form method="post" action={ (at) "/" (asked.path) } novalidate {
            (ctx.csrf())
            ((asked.fields)(form, wrong))
            (button(&Button::primary(asked.button)))
        }
    }
}

async fn name(ctx: &mut Ctx, person: String) -> Result<String, Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        file::name(desk, &visit.actor, id(&person)?)
    })
    .await
}

async fn open(person: String, mut ctx: Ctx, asked: Asked) -> Answer {
    let at = format!("/person/{person}");
    let name = name(&mut ctx, person).await?;
    let body = page(&ctx, &at, asked, &name, &Form::default(), &vec![]);
    Ok(ctx.page(asked.title, Some(&at), &body))
}

async fn open_step(Path(person): Path<String>, ctx: Ctx) -> Answer {
    open(person, ctx, STEP).await
}
async fn open_book(Path(person): Path<String>, ctx: Ctx) -> Answer {
    open(person, ctx, BOOK).await
}
async fn open_propose(Path(person): Path<String>, ctx: Ctx) -> Answer {
    open(person, ctx, PROPOSE).await
}

/// The same form again, with what to put right.
async fn again(mut ctx: Ctx, person: String, asked: Asked, form: &Form, wrong: &Wrong<'_>) -> Answer {
    let at = format!("/person/{person}");
    let name = name(&mut ctx, person).await?;
    let body = page(&ctx, &at, asked, &name, form, wrong);
    Ok(ctx.page_with_errors(asked.title, Some(&at), &body))
}

/// The same words again, asking about the number in them.
async fn about_number(
    mut ctx: Ctx,
    person: String,
    asked: Asked,
    label: &'static str,
    form: &Form,
    also: &[&str],
) -> Answer {
    let at = format!("/person/{person}");
    name(&mut ctx, person).await?;
    let action = format!("{at}/{}", asked.path);
    Ok(ask_about_number(&ctx, &action, &at, ("text", label), form, also))
}

const NO_DAY: &str = "There is no such day. Check day, month and year";

fn step_fields(form: &Form, wrong: &Wrong) -> Markup {
    html! {
        (words_box(
            "text",
            "The next step",
            "In words that you both chose. The person reads it as written. Only they can close it.",
            form.get("text"),
            wrong_with(wrong, "text"),
        ))
        (date_fields("By when, if you agreed a day", "Leave it empty if you did not.", form, wrong_with(wrong, "date-day")))
    }
}

async fn step(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    let day = date(&form);
    let mut wrong = vec![];
    if form.get("text").is_empty() {
        wrong.push(("text", "Write the step that you agreed"));
    }
    if day.is_err() {
        wrong.push(("date-day", NO_DAY));
    }
    let (Ok(day), true) = (day, wrong.is_empty()) else {
        return again(ctx, person, STEP, &form, &wrong).await;
    };
    let Some(text) = screened(&form, "text") else {
        return about_number(
            ctx,
            person,
            STEP,
            "The next step",
            &form,
            &["day", "month", "year"],
        )
        .await;
    };
    // A day means until its end.
    let by = day.and_then(|d| when_in_london(d, Time::constant(23, 59, 0, 0)));
    ctx.act(Lane::Normal, move |desk, visit| {
        let writing = Writing {
            kind: EntryKind::Step,
            text,
            at: by,
            draft: false,
            finishes: None,
        };
        support::write(desk, &visit.actor, id(&person)?, &writing)
    })
    .await?;
    Ok(ctx.see(&at))
}

fn book_fields(form: &Form, wrong: &Wrong) -> Markup {
    html! {
        (date_fields("Which day?", "For example, 27 3 2026", form, wrong_with(wrong, "date-day")))
        (time_field("For example, 2pm or 14:30", form, wrong_with(wrong, "time")))
        (words_box(
            "text",
            "Where, or how?",
            "For example: at the practice, upstairs. Or: I phone you.",
            form.get("text"),
            wrong_with(wrong, "text"),
        ))
    }
}

async fn book(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    let (day, hour) = (date(&form), time(form.get("time")));
    let mut wrong = vec![];
    match day {
        Ok(None) => wrong.push(("date-day", "Give the day of the meeting")),
        Err(()) => wrong.push(("date-day", NO_DAY)),
        Ok(Some(_)) => {}
    }
    if hour.is_none() {
        wrong.push(("time", "Give the time, like 2pm or 14:30"));
    }
    if form.get("text").is_empty() {
        wrong.push(("text", "Say where you meet, or how"));
    }
    let when = match (day, hour) {
        (Ok(Some(day)), Some(hour)) => when_in_london(day, hour),
        _ => None,
    };
    let (Some(when), true) = (when, wrong.is_empty()) else {
        return again(ctx, person, BOOK, &form, &wrong).await;
    };
    let Some(text) = screened(&form, "text") else {
        let also = ["day", "month", "year", "time"];
        return about_number(ctx, person, BOOK, "Where, or how?", &form, &also).await;
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        let writing = Writing {
            kind: EntryKind::Appointment,
            text,
            at: Some(when),
            draft: false,
            finishes: None,
        };
        support::write(desk, &visit.actor, id(&person)?, &writing)
    })
    .await?;
    Ok(ctx.see(&at))
}

fn propose_fields(form: &Form, wrong: &Wrong) -> Markup {
    html! {
        (warning_callout(&WarningCallout {
            heading: "Where these words can travel".into(),
            heading_level: Some(2),
            content: words::BEFORE_RECORD.into(),
        }))
        p { "You suggest. The person reads the words first, and decides. Then a clinician decides. You cannot file them." }
        (words_box(
            "text",
            "Suggested words",
            "Short, and in words that the person would use. By default nothing goes to the GP record.",
            form.get("text"),
            wrong_with(wrong, "text"),
        ))
    }
}

async fn propose(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    if form.get("text").is_empty() {
        let wrong = vec![("text", "Write the words that you suggest")];
        return again(ctx, person, PROPOSE, &form, &wrong).await;
    }
    let Some(text) = screened(&form, "text") else {
        return about_number(ctx, person, PROPOSE, "Suggested words", &form, &[]).await;
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        proposal::draft(desk, &visit.actor, id(&person)?, &text)
    })
    .await?;
    Ok(ctx.see(&at))
}
