//! How a meeting went, and a try to reach somebody. Four outcomes, no reason, no count; a moved meeting has a new time
//! in the same act.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::file::{self, Opened};
use sayso_app::{Error, Lane, coaching};
use sayso_core::coaching::{MOST_TRIES, Outcome};
use sayso_core::entry::EntryKind;
use sayso_core::time::when_in_london;

use super::lists::next_in_words;
use super::words::{date, date_fields, id, time, time_field};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, Label, Size, button, identity_bar, problems, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let coach = Who::Coach;
    r.get(
        "/person/{person}/meeting/{entry}",
        coach,
        "read_shared",
        "file_opened",
        open,
    );
    r.post(
        "/person/{person}/meeting/{entry}",
        coach,
        "book",
        "meeting_noted",
        note,
    );
    r.post(
        "/person/{person}/tried",
        coach,
        "meet",
        "tried not_reached",
        tried,
    );
}

const TITLE: &str = "A meeting";
type Wrong = Vec<(&'static str, &'static str)>;

/// The person's name and the meeting in words.
async fn found(
    ctx: &mut Ctx,
    person: String,
    entry: String,
) -> Result<(String, String), crate::error::Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        let entry = id(&entry)?;
        let Opened::File(file) = file::open(desk, &visit.actor, id(&person)?)? else {
            return Err(Error::NotFound);
        };
        let found = file.entries.iter().map(|w| &w.entry);
        let found = found
            .into_iter()
            .find(|e| e.id == entry && e.kind == EntryKind::Appointment);
        Ok((file.name.clone(), next_in_words(found.ok_or(Error::NotFound)?)))
    })
    .await
}

async fn open(Path((person, entry)): Path<(String, String)>, mut ctx: Ctx) -> Answer {
    let at = format!("/person/{person}");
    let to = format!("{at}/meeting/{entry}");
    let (name, meeting) = found(&mut ctx, person, entry).await?;
    let body = page(&ctx, &to, &name, &meeting, &Form::default(), &vec![]);
    Ok(ctx.page(TITLE, Some(&at), &body))
}

fn page(ctx: &Ctx, to: &str, name: &str, meeting: &str, form: &Form, wrong: &Wrong) -> Markup {
    let why = |field: &str| wrong.iter().find(|(f, _)| *f == field).map(|(_, w)| *w);
    html! {
        (problems(wrong))
        h1 { "How did the meeting go?" }
        (identity_bar(name, &[]))
        p class="app-wrap" { (meeting) }
        p { "Nothing follows from the answer. No reason is asked for, and nobody counts it." }
        form method="post" action=(to) novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "outcome",
                legend: Some(Label { content: "What would you both say?".into(), size: Some(Size::S), ..Label::default() }),
                error: why("outcome").map(Into::into),
                items: vec![
                    Choice::new("met", "We met"),
                    Choice::new("did_not_speak", "We did not manage to speak"),
                    Choice::new("moved", "It has another time now"),
                    Choice::new("called_off", "It was called off"),
                ],
                selected: vec![form.get("outcome")],
                ..Choices::default()
            }))
            h2 { "If it has another time" }
            (date_fields("Which day?", "For example, 27 3 2026", form, why("date-day")))
            (time_field("For example, 2pm or 14:30", form, why("time")))
            (button(&Button::primary("Save")))
        }
    }
}

async fn note(Path((person, entry)): Path<(String, String)>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    let to = format!("{at}/meeting/{entry}");
    let outcome = Outcome::parse(form.get("outcome"));
    let again = match (date(&form), time(form.get("time"))) {
        (Ok(Some(day)), Some(hour)) => when_in_london(day, hour),
        _ => None,
    };
    let mut wrong: Wrong = vec![];
    if outcome.is_none() {
        wrong.push(("outcome", "Choose one of the four"));
    }
    if outcome == Some(Outcome::Moved) && again.is_none() {
        wrong.push(("date-day", "Give the new day and the time"));
    }
    let (Some(outcome), true) = (outcome, wrong.is_empty()) else {
        let (name, meeting) = found(&mut ctx, person, entry).await?;
        let body = page(&ctx, &to, &name, &meeting, &form, &wrong);
        return Ok(ctx.page_with_errors(TITLE, Some(&at), &body));
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        coaching::note_meeting(desk, &visit.actor, id(&person)?, id(&entry)?, outcome, again)
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn tried(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let at = format!("/person/{person}");
    let last = ctx
        .act(Lane::Normal, move |desk, visit| {
            coaching::tried(desk, &visit.actor, id(&person)?)
        })
        .await?;
    Ok(ctx.see(if last { "/today" } else { &at }))
}

/// The button beside a first meeting that has not come about.
pub(super) fn try_form(ctx: &Ctx, at: &str, tries: u32) -> Markup {
    let left = MOST_TRIES.saturating_sub(tries);
    html! {
        h2 { "If you cannot reach them" }
        p { "Use only the way that they chose. After " (MOST_TRIES) " tries it ends by itself, in neutral words. "
            @if left == 1 { "The next one is the last." } @else { (left) " are left." } }
        form method="post" action={ (at) "/tried" } novalidate {
            (ctx.csrf())
            (button(&Button { small: true, ..Button::secondary("I tried, and we did not manage to speak") }))
        }
    }
}
