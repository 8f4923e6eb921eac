//! A coach who is not at work for now: their seat rests and is back. The lead asks people whether a colleague may help
//! meanwhile. No reason is asked.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::cover::Colleague;
use sayso_app::intake::Coach;
use sayso_app::{Lane, seat_pause};
use sayso_core::id::MemberId;

use super::intake::people;
use super::team::one_coach;
use super::words::id;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, button, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let lead = Who::ProviderLead;
    r.post("/team/{member}/pause", lead, "run_team", "seat_paused", pause);
    r.post("/team/{member}/resume", lead, "run_team", "seat_resumed", resume);
    r.post(
        "/team/{member}/meanwhile",
        lead,
        "run_team assign",
        "cover_asked",
        meanwhile,
    );
}

/// A coach's name, and that they are not at work.
pub(super) fn named(coach: &Coach) -> String {
    if coach.paused {
        format!("{}, not at work for now", coach.name)
    } else {
        coach.name.clone()
    }
}

/// On the lead's first page.
pub(super) fn you_answer(coach: &Coach) -> Markup {
    html! {
        div class="nhsuk-inset-text" {
            p { strong { (coach.name) } " is not at work for now, and helps " (people(coach.people)) ". You answer meanwhile." }
            p { a href={ "/team/" (coach.id) } { "Name somebody who may help them meanwhile" } }
        }
    }
}

/// On the page of one coach.
pub(super) fn section(
    ctx: &Ctx,
    coach: &Coach,
    colleagues: &[Colleague],
    wrong: Option<&'static str>,
) -> Markup {
    let at = format!("/team/{}", coach.id);
    if coach.paused {
        return html! {
            (meanwhile_form(ctx, &at, colleagues, wrong))
            h2 { "Is " (coach.name) " back?" }
            p { "They help everybody here as before. Nobody needs to say yes again. Whoever was named meanwhile helps no more." }
            form method="post" action={ (at) "/resume" } novalidate {
                (ctx.csrf())
                (button(&Button::secondary("They are back")))
            }
        };
    }
    html! {
        h2 { "Is " (coach.name) " not at work for now?" }
        ul {
            li { "From this minute they can do nothing here, and are signed out everywhere." }
            li { "Everybody they help is told that you answer meanwhile. Nobody is told why." }
            li { "Nobody else sees anything until the person says yes. You can take this back." }
        }
        form method="post" action={ (at) "/pause" } novalidate {
            (ctx.csrf())
            (button(&Button::secondary("They are not at work for now")))
        }
    }
}

fn meanwhile_form(ctx: &Ctx, at: &str, colleagues: &[Colleague], wrong: Option<&'static str>) -> Markup {
    let ids: Vec<String> = colleagues.iter().map(|c| c.id.to_string()).collect();
    let items = colleagues.iter().zip(&ids);
    html! {
        h2 { "Who may help them meanwhile?" }
        @if colleagues.is_empty() { p { "There is no colleague in your team. You look after it." } } @else {
            p { "Each person is asked by themselves. Without their yes your colleague sees nothing." }
            form method="post" action={ (at) "/meanwhile" } novalidate {
                (ctx.csrf())
                (radios(&Choices {
                    name: "colleague",
                    legend: Some("Which colleague?".into()),
                    items: items.map(|(c, value)| Choice::new(value, c.name.clone())).collect(),
                    error: wrong.map(Into::into),
                    ..Choices::default()
                }))
                (button(&Button::primary("Ask each of them")))
            }
        }
    }
}

async fn pause(Path(member): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let at = format!("/team/{member}");
    ctx.act(Lane::Normal, move |desk, visit| {
        seat_pause::pause_in_team(desk, &visit.actor, id(&member)?)
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn resume(Path(member): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let at = format!("/team/{member}");
    ctx.act(Lane::Normal, move |desk, visit| {
        seat_pause::resume_in_team(desk, &visit.actor, id(&member)?)
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn meanwhile(Path(member): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let Ok(colleague) = form.get("colleague").parse::<MemberId>() else {
        return one_coach(ctx, member, None, Some("Choose a colleague")).await;
    };
    let at = format!("/team/{member}");
    ctx.act(Lane::Normal, move |desk, visit| {
        seat_pause::ask_meanwhile(desk, &visit.actor, id(&member)?, colleague)
    })
    .await?;
    Ok(ctx.see(&at))
}
