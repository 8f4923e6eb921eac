//! One seat: since when, a one-time link (shown once), its end.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use maud::html;
use sayso_app::members::{self, SeatNow};
use sayso_app::seat_pause;
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::id::MemberId;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Row, SummaryList, button, summary_list};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/members/{member}",
        Who::Operator,
        "manage_members",
        "place_opened",
        page,
    );
    r.post(
        "/members/{member}/link",
        Who::Operator,
        "manage_members",
        "link_made",
        link,
    );
    r.post(
        "/members/{member}/end",
        Who::Operator,
        "manage_members",
        "member_left",
        end,
    );
    r.post(
        "/members/{member}/pause",
        Who::Operator,
        "manage_members",
        "seat_paused",
        pause,
    );
    r.post(
        "/members/{member}/resume",
        Who::Operator,
        "manage_members",
        "seat_resumed",
        resume,
    );
}

fn id(text: &str) -> Result<MemberId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

fn counts(s: &SeatNow) -> &'static str {
    match (s.active, s.paused) {
        (true, false) => "yes",
        (true, true) => "no, it rests for now",
        (false, _) => "no, it has ended",
    }
}

async fn page(Path(member): Path<String>, mut ctx: Ctx) -> Answer {
    let at = member.clone();
    let (org, s) = ctx
        .act(Lane::Normal, move |desk, visit| {
            members::one(desk, &visit.actor, id(&at)?)
        })
        .await?;
    let until = s.seat.until.map_or_else(|| "no end set".into(), moment_in_words);
    let body = html! {
        h1 { (s.seat.name) }
        (summary_list(&SummaryList {
            rows: vec![
                Row::fact("Role", s.seat.role.in_words()),
                Row::fact("Organisation", org.name.as_str()),
                Row::fact("From", moment_in_words(s.seat.from)),
                Row::fact("Until", until),
                Row::fact("Counts now", counts(&s)),
            ],
            ..SummaryList::default()
        }))
        @if s.active && s.paused {
            h2 { "Are they back?" }
            p { "They sign in as before, and whoever they helped needs to say nothing again." }
            form method="post" action={ "/members/" (member) "/resume" } novalidate {
                (ctx.csrf())
                (button(&Button::primary("They are back")))
            }
        } @else if s.active {
            h2 { "Sign-in link" }
            p { "It works once, for 30 minutes, and is shown once. Everybody can see that it was made." }
            form method="post" action={ "/members/" (member) "/link" } novalidate {
                (ctx.csrf())
                (button(&Button::primary("Make a one-time link")))
            }
            h2 { "Not at work for now" }
            p { "From this minute the seat does nothing, and is signed out everywhere. Whoever they help is told who answers meanwhile, and not why." }
            form method="post" action={ "/members/" (member) "/pause" } novalidate {
                (ctx.csrf())
                (button(&Button::secondary("They are not at work for now")))
            }
        }
        @if s.active {
            h2 { "End this membership" }
            p { "Their access ends at this minute, wherever they are signed in. To come back they need a new seat." }
            form method="post" action={ "/members/" (member) "/end" } novalidate {
                (ctx.csrf())
                (button(&Button::secondary("End it now")))
            }
        }
    };
    Ok(ctx.page("A seat", Some("/members"), &body))
}

async fn link(Path(member): Path<String>, headers: HeaderMap, Posted { mut ctx, .. }: Posted) -> Answer {
    let at = member.clone();
    let secret = ctx
        .act_freshly(Lane::Normal, move |desk, visit, _recent| {
            members::link(desk, &visit.actor, id(&at)?)
        })
        .await?;
    // The address by which the operator reached this page is the one that works for their colleagues.
    let host = headers.get(HOST).and_then(|h| h.to_str().ok()).unwrap_or("");
    let scheme = if ctx.site.secure { "https" } else { "http" };
    let body = html! {
        h1 { "Give them this link yourself" }
        p class="app-wrap" { code { (scheme) "://" (host) "/link/" (secret) } }
        p { "It works once, for 30 minutes. It is not shown again: leaving this page loses it, and you can make another." }
        p { "Whoever opens it first is signed in. So say it, or hand it over; do not leave it lying about." }
    };
    Ok(ctx.page("A one-time link", Some(&format!("/members/{member}")), &body))
}

async fn end(Path(member): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act_freshly(Lane::Normal, move |desk, visit, _recent| {
        members::end(desk, &visit.actor, id(&member)?)
    })
    .await?;
    Ok(ctx.see("/members"))
}

async fn pause(Path(member): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let at = format!("/members/{member}");
    ctx.act_freshly(Lane::Normal, move |desk, visit, _recent| {
        seat_pause::pause(desk, &visit.actor, id(&member)?)
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn resume(Path(member): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let at = format!("/members/{member}");
    ctx.act_freshly(Lane::Normal, move |desk, visit, _recent| {
        seat_pause::resume(desk, &visit.actor, id(&member)?)
    })
    .await?;
    Ok(ctx.see(&at))
}
