//! Where a meeting is: the person's choice, from what their provider offers. Says plainly whose building it is, and that
//! its owner is told nothing.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{Held, Written};
use sayso_app::venue::{self, Choosing};
use sayso_app::{Error, Lane};
use sayso_core::id::{EntryId, VenueId};
use sayso_core::venue::{Meeting, What};

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Legend, button, radios};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::venue as say;

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
pub(super) fn where_it_is(held: &Held, item: &Written, w: Words) -> Markup {
    let ahead = item.entry.at.is_some_and(|at| held.now < at);
    let may = ahead && item.entry.referral.is_some_and(|r| held.chooses.contains(&r));
    let chosen = held.venues.get(&item.entry.id);
    html! {
        @if let Some(what) = chosen { p { (w.t(&say::you_chose(in_words(what, w)))) } }
        @if may {
            p class="app-screen-only" { a href={ "/home/meeting/" (item.entry.id) } {
                @if chosen.is_some() { (w.t(&say::another())) } @else { (w.t(&say::choose_where())) }
                span class="nhsuk-u-visually-hidden" { " " (w.t(&say::meeting_on(item.entry.at.unwrap_or_default()))) }
            } }
        }
    }
}

fn in_words(what: &What, w: Words) -> String {
    let (name, how) = (what.name.as_str(), meeting(what.meeting));
    w.s(&match &what.owner {
        None => say::place(name, how),
        Some(owner) => say::place_of(name, how, owner.as_str()),
    })
}

fn meeting(how: Meeting) -> Say {
    match how {
        Meeting::InPerson => say::in_person(),
        Meeting::Phone => say::by_phone(),
        Meeting::Video => say::by_video(),
    }
}

fn meeting_first(how: Meeting) -> Say {
    match how {
        Meeting::InPerson => say::in_person_first(),
        Meeting::Phone => say::by_phone_first(),
        Meeting::Video => say::by_video_first(),
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
    let w = ctx.words();
    let body = page(&ctx, &choosing, None);
    Ok(ctx.page_said(&say::title(), Some("/home/notes"), &with_way_out(w, &body)))
}

fn page(ctx: &Ctx, c: &Choosing, error: Option<&Say>) -> Markup {
    let w = ctx.words();
    let ids: Vec<String> = c.venues.iter().map(|v| v.id.to_string()).collect();
    let chosen = c.chosen.map(|v| v.to_string());
    let at = c.meeting.entry.at.unwrap_or_default();
    let items = c.venues.iter().zip(&ids).map(|(v, id)| {
        let hint = match &v.what.owner {
            None => w.s(&say::hint(meeting_first(v.what.meeting))),
            Some(owner) => w.s(&say::hint_of(meeting_first(v.what.meeting), owner.as_str())),
        };
        Choice::hinted(id, v.what.name.as_str(), hint)
    });
    html! {
        @if let Some(error) = error { (w.problems(&[("venue", error.clone())])) }
        form method="post" action={ "/home/meeting/" (c.meeting.entry.id) } novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "venue",
                legend: Some(Legend::page_heading(w.t(&say::where_to()))),
                hint: w.t(&say::where_hint()),
                error: error.map(|e| w.t(e)),
                items: items.collect(),
                selected: chosen.as_deref().into_iter().collect(),
                ..Choices::default()
            }))
            (button(&Button::primary(w.t(&say::save()))))
        }
        p { (w.t(&say::meeting_is(at, c.meeting.author.as_str()))) }
        p { (w.t(&say::nowhere())) }
    }
}

async fn choose(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let Ok(venue) = form.get("venue").parse::<VenueId>() else {
        let choosing = open(&mut ctx, id).await?;
        let w = ctx.words();
        let body = page(&ctx, &choosing, Some(&say::choose_one()));
        return Ok(ctx.page_said_with_errors(&say::title(), Some("/home/notes"), &with_way_out(w, &body)));
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        venue::choose(desk, &visit.actor, entry(&id)?, venue)
    })
    .await?;
    Ok(ctx.see("/home/notes"))
}
