//! At the person's word: pause, ready again, finished, stop. And a danger. A stop asks for nothing that could hold
//! it up, and goes by the lane that never waits.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::change_mind::Heard;
use sayso_app::file::InDanger;
use sayso_app::practice::danger::Mine;
use sayso_app::telling::moment_in_words;
use sayso_app::{Lane, file, support};
use sayso_core::id::PersonId;
use sayso_core::org::OrgKind;
use sayso_core::time::when_in_london;

use super::words::{channel, date, date_fields, how_heard, id, time, time_field, words_box};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Choice, Choices, Legend, Panel, WarningCallout, button, checkboxes, identity_bar, panel,
    problems, warning_callout,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let (coach, both) = (Who::Coach, Who::Provider);
    r.get(
        "/person/{person}/pause",
        coach,
        "read_shared",
        "file_opened",
        open_pause,
    );
    r.post("/person/{person}/pause", coach, "pause", "paused", pause);
    r.get(
        "/person/{person}/resume",
        coach,
        "read_shared",
        "file_opened",
        open_resume,
    );
    r.post("/person/{person}/resume", coach, "resume", "resumed", resume);
    r.get(
        "/person/{person}/finish",
        coach,
        "read_shared",
        "file_opened",
        open_finish,
    );
    r.post("/person/{person}/finish", coach, "finish", "finished", finish);
    r.get("/person/{person}/stop", both, "stop", "file_opened", open_stop);
    r.post("/person/{person}/stop", both, "stop", "left", stop);
    r.get(
        "/person/{person}/danger",
        both,
        "safeguard",
        "file_opened",
        open_danger,
    );
    r.post(
        "/person/{person}/danger",
        both,
        "safeguard",
        "safeguarded",
        danger,
    );
}

async fn open(
    person: String,
    mut ctx: Ctx,
    path: &str,
    heading: &str,
    what: &'static str,
    save: &'static str,
) -> Answer {
    let at = format!("/person/{person}");
    let name = ctx
        .act(Lane::Normal, move |desk, visit| {
            file::name(desk, &visit.actor, id(&person)?)
        })
        .await?;
    let body = html! {
        h1 { (heading) }
        (identity_bar(&name, &[]))
        p { (what) }
        form method="post" action={ (at) "/" (path) } novalidate {
            (ctx.csrf())
            (how_heard("How did they tell you?"))
            (button(&Button::primary(save)))
        }
    };
    Ok(ctx.page("At their word", Some(&at), &body))
}

async fn open_pause(Path(person): Path<String>, ctx: Ctx) -> Answer {
    let what =
        "While they pause, you see their name and nothing else. No clock runs, and they keep their place.";
    open(person, ctx, "pause", "They asked for a pause", what, "Pause").await
}
async fn open_resume(Path(person): Path<String>, ctx: Ctx) -> Answer {
    let what = "You go on where you were. They can see that you recorded this.";
    open(person, ctx, "resume", "They are ready again", what, "Start again").await
}
async fn open_finish(Path(person): Path<String>, ctx: Ctx) -> Answer {
    let what = "Your access ends when you save this. They keep everything that was written.";
    open(
        person,
        ctx,
        "finish",
        "You have finished together",
        what,
        "Finish together",
    )
    .await
}

fn now_by(form: &Form) -> Heard {
    Heard {
        channel: channel(form),
        said_at: None,
    }
}

async fn pause(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    ctx.act(Lane::Normal, move |desk, visit| {
        support::pause(desk, &visit.actor, id(&person)?, now_by(&form))
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn resume(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    ctx.act(Lane::Normal, move |desk, visit| {
        support::resume(desk, &visit.actor, id(&person)?, now_by(&form))
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn finish(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, move |desk, visit| {
        support::finish(desk, &visit.actor, id(&person)?)
    })
    .await?;
    Ok(ctx.see("/caseload"))
}

async fn open_stop(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let action = format!("/person/{person}/stop");
    let (name, lead) = ctx
        .act(Lane::Normal, move |desk, visit| {
            let name = file::name_to_stop(desk, &visit.actor, id(&person)?)?;
            Ok((name, file::is_lead(&visit.actor)))
        })
        .await?;
    let body = html! {
        h1 { "They want to stop sharing" }
        @if let Some(name) = &name { (identity_bar(name, &[])) }
        p { "You do not need a reason, and please do not ask for one. It works whatever else is going on." }
        form method="post" action=(action) novalidate {
            (ctx.csrf())
            (how_heard("How did they tell you?"))
            (date_fields("When did they say it, if not now?", "Leave it empty if they said it just now.", &Form::default(), None))
            (time_field("For example, 2pm or 14:30", &Form::default(), None))
            (button(&Button::primary("Stop everything now")))
        }
    };
    Ok(ctx.page(
        "At their word",
        Some(if lead { "/intake" } else { "/today" }),
        &body,
    ))
}

/// When the form names no moment that can be read, it counts from now: a stop is never held up by a date.
fn said_when(form: &Form) -> Heard {
    let day = date(form).ok().flatten();
    let hour = time(form.get("time")).unwrap_or(jiff::civil::Time::midnight());
    Heard {
        channel: channel(form),
        said_at: day.and_then(|d| when_in_london(d, hour)),
    }
}

async fn stop(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let stopped = ctx
        .act(Lane::Stop, move |desk, visit| {
            support::stop(desk, &visit.actor, id(&person)?, said_when(&form))
        })
        .await?;
    let body = html! {
        (panel(&Panel {
            heading: "Sharing has stopped".into(),
            content: format!("It counts from {}.", moment_in_words(stopped.from)).into(),
            ..Panel::default()
        }))
        p { "The person is told that you recorded this. They can undo it themselves." }
        @if !stopped.had_gone_to.is_empty() {
            p { "Something had gone before to " (sayso_core::words::and(&stopped.had_gone_to)) ". They are told “has left” and nothing else." }
        }
        p { "There is nothing further to do." }
    };
    Ok(ctx.page("Stopped", Some("/start"), &body))
}

/// What became of what this seat has reported.
fn reported(mine: &[Mine]) -> Markup {
    html! {
        @if !mine.is_empty() {
            h2 { "What you reported before" }
            ul class="nhsuk-list nhsuk-list--bullet" { @for m in mine { li {
                "On " (moment_in_words(m.at)) ". "
                @match m.seen_at {
                    Some(at) => { "The practice has read it on " (moment_in_words(at)) ", and acts on it." }
                    None if m.is_read_here => { (m.to) " has not said yet that it has read it. If it is urgent, phone the practice." }
                    None => { "Nobody reads it here: the practice had closed. Phone the council’s safeguarding team." }
                }
            } } }
        }
    }
}

fn danger_page(ctx: &Ctx, at: &str, about: &InDanger, error: Option<&str>) -> Markup {
    let content = if about.practice_is_closed {
        "Call 999. Then phone the council’s safeguarding team: this person’s practice has closed, and nobody there reads this page. What you write is kept for the review. It reopens nothing."
    } else {
        "Call 999, then come back. This form puts it on the first page of the person’s practice. It reopens nothing."
    };
    html! {
        @if let Some(error) = error { (problems(&[("text", error)])) }
        h1 { "If somebody is in danger now, call 999 first" }
        (identity_bar(&about.name, &[]))
        (warning_callout(&WarningCallout {
            heading: "Do not wait for this page".into(),
            heading_level: Some(2),
            content: content.into(),
        }))
        form method="post" action={ (at) "/danger" } novalidate {
            (ctx.csrf())
            (words_box(
                "text",
                "What is the danger?",
                "Few words: who, what, where. The guardian looks at it again afterwards.",
                "",
                error,
            ))
            (checkboxes(&Choices {
                name: "unsafe",
                legend: Some(Legend { content: "The person sees that a danger was reported".into(), ..Legend::default() }),
                items: vec![Choice::new("yes", "Telling them now could put somebody at risk")],
                ..Choices::default()
            }))
            (button(&Button::primary("Report it now")))
        }
        (reported(&about.reported))
    }
}

async fn open_danger(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let at = format!("/person/{person}");
    let about = ctx
        .act(Lane::Normal, move |desk, visit| {
            file::in_danger(desk, &visit.actor, id(&person)?)
        })
        .await?;
    let body = danger_page(&ctx, &at, &about, None);
    Ok(ctx.page("A danger", Some("/start"), &body))
}

async fn danger(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    let here = format!("{at}/danger");
    let text = form.get("text").to_owned();
    if text.is_empty() {
        let about = ctx
            .act(Lane::Normal, move |desk, visit| {
                file::in_danger(desk, &visit.actor, id(&person)?)
            })
            .await?;
        let wrong = "Write what the danger is, in a few words";
        let body = danger_page(&ctx, &at, &about, Some(wrong));
        return Ok(ctx.page_with_errors("A danger", Some("/start"), &body));
    }
    let unsafe_to_tell = form.ticked("unsafe", "yes");
    let told = ctx
        .act(Lane::Stop, move |desk, visit| {
            let person: PersonId = id(&person)?;
            support::safeguard(desk, &visit.actor, person, &text, unsafe_to_tell)
        })
        .await?;
    let (heading, content) = if told == OrgKind::Practice {
        (
            "The practice can read it now",
            "It is on their first page until somebody there acts on it. You read here when they have. Nothing was reopened.",
        )
    } else {
        (
            "Phone the council’s safeguarding team now",
            "The practice has closed, and nobody reads this page in its place. What you wrote is kept for the review. Nothing was reopened.",
        )
    };
    let body = html! {
        (panel(&Panel { heading: heading.into(), content: content.into(), ..Panel::default() }))
        p { "If it gets worse, call 999." }
        p { a href=(here) { "What became of it" } }
    };
    Ok(ctx.page("A danger", Some("/start"), &body))
}
