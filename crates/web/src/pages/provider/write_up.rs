//! One page after a meeting: how it went, the note, the next step, the next meeting; then all of it as the person will
//! see it; then saved in one go. The doors to each part by itself stay.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::telling::moment_in_words;
use sayso_app::write_up::{self, WriteUp};
use sayso_app::{Lane, support};
use sayso_core::coaching::Outcome;
use sayso_core::entry::EntryKind;
use sayso_core::id::EntryId;
use sayso_core::time::when_in_london;

use super::words::{
    advice, ask_about_number, before_saving, date, date_fields, id, screened, time, time_field, words_box,
};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Choice, Choices, Content, Label, Size, button, identity_bar, parcel_letter, problems, radios,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let coach = Who::Coach;
    r.get(
        "/person/{person}/write-up",
        coach,
        "read_shared",
        "file_opened",
        open,
    );
    r.post(
        "/person/{person}/write-up",
        coach,
        "write_note write_step book",
        "meeting_noted note_written need_written step_agreed booked",
        write,
    );
}

const TITLE: &str = "Write up";
/// Everything that the form carries from page to page.
const FIELDS: [&str; 11] = [
    "step_now", "meeting", "outcome", "text", "need", "step", "day", "month", "year", "time", "place",
];
const OUTCOMES: [(&str, &str); 3] = [
    ("met", "We met"),
    ("did_not_speak", "We did not manage to speak"),
    ("called_off", "It was called off"),
];
/// The fields with words of somebody's own, and what they are called.
const WORDS: [(&str, &str); 4] = [
    ("text", "What happened"),
    ("need", "What they need at work"),
    ("step", "The next step"),
    ("place", "Where, or how?"),
];
type Wrong = Vec<(&'static str, &'static str)>;

async fn ready(ctx: &mut Ctx, person: String) -> Result<write_up::Form, crate::error::Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        write_up::open(desk, &visit.actor, id(&person)?)
    })
    .await
}

async fn open(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let at = format!("/person/{person}");
    let asked = ready(&mut ctx, person).await?;
    let body = page(&ctx, &at, &asked, &Form::default(), &vec![]);
    Ok(ctx.page(TITLE, Some(&at), &body))
}

fn page(ctx: &Ctx, at: &str, a: &write_up::Form, form: &Form, wrong: &Wrong) -> Markup {
    let why = |field: &str| wrong.iter().find(|(f, _)| *f == field).map(|(_, w)| *w);
    html! {
        (problems(wrong))
        h1 { "How did it go?" }
        (identity_bar(&a.name, &[]))
        p { strong { (a.name) " will read all of this" } ", exactly as you write it. Leave empty what there is not." }
        form method="post" action={ (at) "/write-up" } novalidate {
            (ctx.csrf())
            @if let Some((meeting, when, place)) = &a.meeting {
                input type="hidden" name="meeting" value=(meeting);
                (radios(&Choices {
                    name: "outcome",
                    legend: Some(Label {
                        content: format!("The meeting of {}", moment_in_words(*when)).into(),
                        size: Some(Size::S),
                        ..Label::default()
                    }),
                    hint: place.as_str().into(),
                    items: OUTCOMES.iter().map(|(v, words)| Choice::new(v, *words)).collect(),
                    selected: vec![form.get("outcome")],
                    ..Choices::default()
                }))
            }
            @if a.may.contains(&EntryKind::Note) {
                (words_box("text", "What happened?", no_health(a), form.get("text"), why("text")))
            }
            @if a.may.contains(&EntryKind::Need) {
                (words_box("need", "What do they need at work because of their health?",
                    "Needs, not diagnoses. Only they and you can read it, until they name somebody else.",
                    form.get("need"), None))
            }
            @if a.may.contains(&EntryKind::Step) {
                (words_box("step", "The next step", "In words that you both chose. It is for the next meeting, if you give one.", form.get("step"), None))
            }
            @if a.may.contains(&EntryKind::Appointment) {
                (date_fields("Which day do you meet next?", "For example, 27 3 2027", form, why("date-day")))
                (time_field("For example, 2pm or 14:30", form, why("time")))
                (words_box("place", "Where, or how?", "For example: at the practice, upstairs. Or: I phone you.", form.get("place"), why("place")))
            }
            (button(&Button::primary("See it as they will")))
        }
    }
}

/// Where health details go instead of the note.
fn no_health(a: &write_up::Form) -> &'static str {
    if a.may.contains(&EntryKind::Need) {
        "No health details: what they need at work has a place of its own below."
    } else {
        "No health details: ask them to write those themselves."
    }
}

/// What the form says, or what is wrong with it.
fn read(form: &Form, words: [String; 4]) -> Result<WriteUp, Wrong> {
    let [note, need, step, place] = words;
    let mut wrong: Wrong = vec![];
    let (day, hour) = (date(form), time(form.get("time")));
    let any = !place.is_empty() || !form.get("time").is_empty() || day != Ok(None);
    let when = match (day, hour) {
        (Ok(Some(day)), Some(hour)) => when_in_london(day, hour),
        _ => None,
    };
    if any {
        match day {
            Err(()) => wrong.push(("date-day", "There is no such day. Check day, month and year")),
            Ok(None) => wrong.push(("date-day", "Give the day of the next meeting")),
            Ok(Some(_)) => {}
        }
        if hour.is_none() {
            wrong.push(("time", "Give the time, like 2pm or 14:30"));
        }
        if place.is_empty() {
            wrong.push(("place", "Say where you meet, or how"));
        }
    }
    let outcome = Outcome::parse(form.get("outcome"));
    let meeting = form.get("meeting").parse::<EntryId>().ok().zip(outcome);
    if !any && meeting.is_none() && note.is_empty() && need.is_empty() && step.is_empty() {
        wrong.push(("text", "Write something first"));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(WriteUp {
        meeting,
        note,
        need,
        step,
        next: when.map(|at| (at, place)),
    })
}

async fn write(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    let mut words: [String; 4] = Default::default();
    for (text, (field, label)) in words.iter_mut().zip(WORDS) {
        let Some(kept) = screened(&form, field) else {
            ready(&mut ctx, person).await?;
            let also: Vec<&str> = FIELDS.into_iter().filter(|f| *f != field).collect();
            let action = format!("{at}/write-up");
            return Ok(ask_about_number(&ctx, &action, &at, (field, label), &form, &also));
        };
        *text = kept;
    }
    let parts = match read(&form, words) {
        Ok(parts) if form.get("step_now") != "change" => parts,
        outcome => {
            let wrong = outcome.err().unwrap_or_default();
            let asked = ready(&mut ctx, person).await?;
            let body = page(&ctx, &at, &asked, &form, &wrong);
            return Ok(if wrong.is_empty() {
                ctx.page(TITLE, Some(&at), &body)
            } else {
                ctx.page_with_errors(TITLE, Some(&at), &body)
            });
        }
    };
    if form.get("step_now") != "save" {
        let whose = person.clone();
        let by = ctx
            .act(Lane::Normal, move |desk, visit| {
                let by = support::signature(desk, &visit.actor, id(&whose)?)?;
                Ok(format!("{by}, {}", moment_in_words(desk.now())))
            })
            .await?;
        let body = preview(&ctx, &at, &form, &parts, &by);
        return Ok(ctx.page("Check what you wrote", Some(&at), &body));
    }
    ctx.act(Lane::Normal, move |desk, visit| {
        write_up::keep(desk, &visit.actor, id(&person)?, &parts)
    })
    .await?;
    Ok(ctx.see(&at))
}

fn preview(ctx: &Ctx, at: &str, form: &Form, w: &WriteUp, by: &str) -> Markup {
    let choice = |text: &'static str, value: &'static str, primary: bool| {
        let base = if primary {
            Button::primary(text)
        } else {
            Button::secondary(text)
        };
        button(&Button {
            name: Some("step_now"),
            value: Some(value),
            ..base
        })
    };
    let lines = html! {
        @if let Some((_, outcome)) = w.meeting { p { strong { "The meeting: " } (outcome.in_words()) "." } }
        @if !w.note.is_empty() { p { strong { "Note" } } (before_saving(&w.note)) }
        @if !w.need.is_empty() { p { strong { "What you need at work" } " (sealed: you and your coach)" } (before_saving(&w.need)) }
        @if !w.step.is_empty() { p { strong { "Next step" } } (before_saving(&w.step)) }
        @if let Some((when, place)) = &w.next {
            p { strong { "Your next meeting: " } (moment_in_words(*when)) } (before_saving(place))
        }
    };
    let kept = [
        &w.note,
        &w.need,
        &w.step,
        &w.next.as_ref().map_or_else(String::new, |(_, p)| p.clone()),
    ]
    .map(String::from);
    html! {
        h1 { "This is how they will see it" }
        (parcel_letter("What you wrote, as they will see it", &Content::from(by), &lines, &Content::None))
        (advice(&kept.each_ref().map(String::as_str)))
        p { "It is not saved yet. Once it is saved it cannot be taken back." }
        form method="post" action={ (at) "/write-up" } novalidate {
            (ctx.csrf())
            @for field in FIELDS.iter().filter(|f| **f != "step_now" && WORDS.iter().all(|(w, _)| w != *f)) {
                input type="hidden" name=(field) value=(form.get(field));
            }
            @for ((field, _), text) in WORDS.iter().zip(&kept) { input type="hidden" name=(field) value=(text); }
            // Asked once: what was decided about a number stays decided.
            input type="hidden" name="keep_number" value="yes";
            div class="nhsuk-button-group" {
                (choice("Save all of it", "save", true))
                (choice("Change it", "change", false))
            }
        }
    }
}
