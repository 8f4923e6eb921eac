//! Where a meeting is: the person's choice, from what their provider offers. Says plainly whose building it is, and that
//! its owner is told nothing.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{Held, Written};
use sayso_app::telling::moment_in_words;
use sayso_app::venue::{self, Choosing};
use sayso_app::{Error, Lane};
use sayso_core::id::{EntryId, VenueId};
use sayso_core::venue::What;

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Legend, button, problems, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/home/meeting/{entry}",
        Who::Person,
        "open_own",
        "own_opened",
        ask,
    );
    r.post(
        "/home/meeting/{entry}",
        Who::Person,
        "write_own",
        "venue_chosen",
        choose,
    );
}

/// Where a meeting is, if the person chose, and the way to choose while it is ahead.
pub(super) fn where_it_is(held: &Held, w: &Written) -> Markup {
    let ahead = w.entry.at.is_some_and(|at| held.now < at);
    let may = ahead && w.entry.referral.is_some_and(|r| held.chooses.contains(&r));
    let chosen = held.venues.get(&w.entry.id);
    html! {
        @if let Some(what) = chosen { p { "You chose: " (in_words(what)) } }
        @if may {
            p class="app-screen-only" { a href={ "/home/meeting/" (w.entry.id) } {
                @if chosen.is_some() { "Choose another place" } @else { "Choose where, or by phone or video" }
                span class="nhsuk-u-visually-hidden" { " (meeting on " (w.entry.at.map(moment_in_words).unwrap_or_default()) ")" }
            } }
        }
    }
}

fn in_words(what: &What) -> String {
    match &what.owner {
        None => format!("{}, {}.", what.name, what.meeting.in_words()),
        Some(owner) => format!(
            "{}, {}. The building belongs to {owner}.",
            what.name,
            what.meeting.in_words()
        ),
    }
}

fn entry(text: &str) -> Result<EntryId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn open(ctx: &mut Ctx, id: String) -> Result<Choosing, crate::error::Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        venue::choosing(desk, &visit.actor, entry(&id)?)
    })
    .await
}

async fn ask(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let choosing = open(&mut ctx, id).await?;
    let body = page(&ctx, &choosing, None);
    Ok(ctx.page("Where to meet", Some("/home/notes"), &with_way_out(&body)))
}

fn page(ctx: &Ctx, c: &Choosing, error: Option<&str>) -> Markup {
    let ids: Vec<String> = c.venues.iter().map(|v| v.id.to_string()).collect();
    let chosen = c.chosen.map(|v| v.to_string());
    let items = c.venues.iter().zip(&ids).map(|(v, id)| {
        let hint = match &v.what.owner {
            None => super::sentence(v.what.meeting.in_words()),
            Some(owner) => format!(
                "{} The building belongs to {owner}. They are not told that you come. Somebody there may see you.",
                super::sentence(v.what.meeting.in_words())
            ),
        };
        Choice::hinted(id, v.what.name.as_str(), hint)
    });
    html! {
        @if let Some(error) = error { (problems(&[("venue", error)])) }
        form method="post" action={ "/home/meeting/" (c.meeting.entry.id) } novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "venue",
                legend: Some(Legend::page_heading("Where would you like to meet?")),
                hint: "It is your choice, each time. Only you and the person you meet can see it.".into(),
                error: error.map(Into::into),
                items: items.collect(),
                selected: chosen.as_deref().into_iter().collect(),
                ..Choices::default()
            }))
            (button(&Button::primary("Save this")))
        }
        p { "The meeting is on " (c.meeting.entry.at.map(moment_in_words).unwrap_or_default()) " with " (c.meeting.author) "." }
        p { "No calendar, message or count says where it is." }
    }
}

async fn choose(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let Ok(venue) = form.get("venue").parse::<VenueId>() else {
        let choosing = open(&mut ctx, id).await?;
        let body = page(&ctx, &choosing, Some("Choose one of these, or go back"));
        return Ok(ctx.page_with_errors("Where to meet", Some("/home/notes"), &with_way_out(&body)));
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        venue::choose(desk, &visit.actor, entry(&id)?, venue)
    })
    .await?;
    Ok(ctx.see("/home/notes"))
}
