//! Where people can meet this provider: a list for its lead. About nobody: it never says who meets where, or how often.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::venue;
use sayso_app::{Error, Lane};
use sayso_core::venue::{Meeting, Venue, What};

use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, Input, Legend, Size, button, input, problems, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let lead = Who::ProviderLead;
    r.get("/venues", lead, "read_team", "-", show);
    r.post("/venues", lead, "run_team", "venues_changed", offer);
    r.post("/venues/{venue}/end", lead, "run_team", "venues_changed", end);
}

async fn open(ctx: &mut Ctx) -> Result<Vec<Venue>, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| venue::offered(desk, &visit.actor))
        .await
}

async fn show(mut ctx: Ctx) -> Answer {
    let all = open(&mut ctx).await?;
    let body = page(&ctx, &all, &Form::default(), &[]);
    Ok(ctx.page("Places to meet", Some("/team"), &body))
}

fn page(ctx: &Ctx, all: &[Venue], form: &Form, wrong: &[(&str, &str)]) -> Markup {
    let said = |id: &str| {
        wrong
            .iter()
            .find(|(w, _)| *w == id)
            .map(|(_, words)| (*words).into())
    };
    html! {
        (problems(wrong))
        h1 { "Where can people meet us?" }
        p { "Each person chooses for each meeting. Only they and their coach see what they chose." }
        @if all.is_empty() { p { "Nothing is listed. So a meeting is where it was agreed." } }
        ul {
            @for v in all {
                li {
                    strong { (v.what.name) } ", " (v.what.meeting.in_words())
                    @if let Some(owner) = &v.what.owner { ". The building belongs to " (owner) }
                    form method="post" action={ "/venues/" (v.id) "/end" } novalidate {
                        (ctx.csrf())
                        (button(&Button { small: true, ..Button::secondary(html! {
                            "Take it off" span class="nhsuk-u-visually-hidden" { " (" (v.what.name) ")" }
                        }) }))
                    }
                }
            }
        }
        h2 { "List one more" }
        form method="post" action="/venues" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "meeting",
                legend: Some(Legend { size: Some(Size::S), ..Legend::from("How do people meet there?") }),
                error: said("meeting"),
                items: vec![
                    Choice::new("in_person", "In person"),
                    Choice::new("phone", "By phone"),
                    Choice::new("video", "By video"),
                ],
                selected: vec![form.get("meeting")],
                ..Choices::default()
            }))
            (input(&Input {
                name: "name",
                label: "What is it called?".into(),
                hint: "Like: the room at the library".into(),
                value: Some(form.get("name")),
                error: said("name"),
                autocomplete: Some("off"),
                ..Input::default()
            }))
            (input(&Input {
                name: "owner",
                label: "Whose building is it, if it is not yours?".into(),
                hint: "People read this before they choose. The owner is told nothing.".into(),
                value: Some(form.get("owner")),
                autocomplete: Some("off"),
                ..Input::default()
            }))
            (button(&Button::primary("List it")))
        }
    }
}

async fn offer(Posted { mut ctx, form }: Posted) -> Answer {
    let meeting = Meeting::parse(form.get("meeting"));
    let mut wrong = vec![];
    if meeting.is_none() {
        wrong.push(("meeting", "Say how people meet there"));
    }
    if form.get("name").is_empty() {
        wrong.push(("name", "Say what it is called"));
    }
    let (Some(meeting), true) = (meeting, wrong.is_empty()) else {
        let all = open(&mut ctx).await?;
        let body = page(&ctx, &all, &form, &wrong);
        return Ok(ctx.page_with_errors("Places to meet", Some("/team"), &body));
    };
    let what = What {
        meeting,
        name: form.get("name").to_owned(),
        owner: form.some("owner"),
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        venue::offer(desk, &visit.actor, &what)
    })
    .await?;
    Ok(ctx.see("/venues"))
}

async fn end(Path(venue): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, move |desk, visit| {
        let venue = venue.parse().map_err(|_| Error::NotFound)?;
        venue::end(desk, &visit.actor, venue)
    })
    .await?;
    Ok(ctx.see("/venues"))
}
