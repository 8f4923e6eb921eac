//! The team: coaches in numbers, their places, dates to look at again; names only once one is opened, which leaves a
//! trace. And a coach who leaves.

use axum::extract::{Path, Query};
use maud::{Markup, html};
use sayso_app::intake::{self, PeopleOf};
use sayso_app::team::{self, InTeam, Prompts, Team};
use sayso_app::telling::moment_in_words;
use sayso_app::{Bookmark, Error, Lane, seat_pause};

use super::intake::{people, stage};
use super::words::id;
use crate::bookmark::{Begins, turns};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Cell, Input, Look, Table, button, input, problems, table};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let lead = Who::ProviderLead;
    r.get("/team", lead, "read_team", "place_opened", open);
    r.get("/team/{member}", lead, "read_team", "list_opened", coach);
    r.post("/team/{member}/places", lead, "run_team", "places_set", places);
    r.get("/team/{member}/end", lead, "read_team", "place_opened", ask_end);
    r.post(
        "/team/{member}/end",
        lead,
        "run_team",
        "member_left coach_left",
        end,
    );
}

/// Load in words: `18 of 20`.
fn load(c: &InTeam) -> String {
    match c.places {
        Some(places) => format!("{} of {places}", c.coach.people),
        None => c.coach.people.to_string(),
    }
}

fn waiting(team: &Team) -> String {
    let wait = match team.waiting {
        0 => return "Nobody waits for a coach.".into(),
        1 => "1 person waits for a coach".to_owned(),
        n => format!("{n} people wait for a coach"),
    };
    let since = team.since.map(moment_in_words).unwrap_or_default();
    let day = since.split(" at ").next().unwrap_or_default();
    format!("{wait}, the first since {day}.")
}

fn room(team: &Team) -> String {
    match team.free() {
        None => "Say how many people each coach has time for, and the room you have stands here.".into(),
        Some(0) => "The team is full.".into(),
        Some(1) => "The team has room for 1 more person.".into(),
        Some(n) => format!("The team has room for {n} more people."),
    }
}

/// A look that may help. Worded as help, never as a fault.
fn prompts(p: Prompts) -> Vec<String> {
    let line = |n: i64, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    [
        line(
            p.nothing_ahead,
            "person has nothing agreed ahead",
            "people have nothing agreed ahead",
        ),
        line(p.no_day, "step has no day", "steps have no day"),
        line(
            p.not_noted,
            "meeting is over and waits for a word",
            "meetings are over and wait for a word",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn open(mut ctx: Ctx) -> Answer {
    let team = ctx
        .act(Lane::Normal, |desk, visit| team::open(desk, &visit.actor))
        .await?;
    let total: i64 = team.coaches.iter().map(|c| c.coach.people).sum();
    let hrefs: Vec<String> = team
        .coaches
        .iter()
        .map(|c| format!("/team/{}", c.coach.id))
        .collect();
    let rows = team.coaches.iter().zip(&hrefs).map(|(c, href)| {
        let help = prompts(c.prompts);
        vec![
            Cell::link(super::pause::named(&c.coach), href),
            Cell::number(load(c)),
            if help.is_empty() {
                "Nothing".into()
            } else {
                help.join("; ").into()
            },
        ]
    });
    let body = html! {
        h1 { "The team " (people(total)) }
        p { (waiting(&team)) " " (room(&team)) }
        @if team.coaches.is_empty() { p { "There is no coach in the team yet." } } @else {
            (table(&Table {
                caption: "Coaches".into(),
                head: vec!["Coach".into(), Cell::number("People"), "Where a look may help".into()],
                rows: rows.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
            p { "Opening a coach shows names. Each person can see that you looked." }
            p { "These numbers are there to help a coach. They say nothing about any person, and nobody is ranked." }
            p { a href="/venues" { "Where people can meet us" } }
            h2 { "How many people does each coach have time for?" }
            @for c in &team.coaches { (places_form(&ctx, c)) }
        }
        h2 { "For people who have not said yes" }
        p { (team.wait) " " a href="/team/wait" { "Say how long the wait is" } }
        p { a href="/contract" { "Your contract, and when it ends" } }
    };
    Ok(ctx.page("Team", Some("/intake"), &body))
}

fn places_form(ctx: &Ctx, c: &InTeam) -> Markup {
    let value = c.places.map(|p| p.to_string()).unwrap_or_default();
    let field = format!("places-{}", c.coach.id);
    html! {
        form method="post" action={ "/team/" (c.coach.id) "/places" } novalidate {
            (ctx.csrf())
            (input(&Input {
                name: "places",
                id: Some(&field),
                label: c.coach.name.as_str().into(),
                value: Some(&value).filter(|v| !v.is_empty()).map(String::as_str),
                inputmode: Some("numeric"),
                autocomplete: Some("off"),
                width: Some(3),
                ..Input::default()
            }))
            (button(&Button { small: true, ..Button::secondary(html! {
                "Save" span class="nhsuk-u-visually-hidden" { " the places of " (c.coach.name) }
            }) }))
        }
    }
}

async fn places(Path(member): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let typed: Option<u32> = form.get("places").parse().ok();
    ctx.act(Lane::Normal, move |desk, visit| {
        let member = id(&member)?;
        // Who may not run the team learns nothing about the number either.
        let Some(places) = typed else {
            team::open(desk, &visit.actor)?;
            return Err(Error::Input("Give a whole number of people, like 20."));
        };
        team::set_places(desk, &visit.actor, member, places)
    })
    .await?;
    Ok(ctx.see("/team"))
}

async fn coach(Path(member): Path<String>, Query(begins): Query<Begins>, ctx: Ctx) -> Answer {
    one_coach(ctx, member, begins.at(), None).await
}

/// The page of one coach; with what is wrong about a form that was sent from it.
pub(super) async fn one_coach(
    mut ctx: Ctx,
    member: String,
    after: Option<Bookmark>,
    nobody_chosen: Option<&'static str>,
) -> Answer {
    let (PeopleOf { coach, rows, next }, colleagues) = ctx
        .act(Lane::Normal, move |desk, visit| {
            let people = intake::people_of(desk, &visit.actor, id(&member)?, after)?;
            let colleagues = seat_pause::colleagues(desk, &visit.actor, people.coach.id)?;
            Ok((people, colleagues))
        })
        .await?;
    let list = format!("/team/{}", coach.id);
    let hrefs: Vec<String> = rows
        .iter()
        .map(|a| format!("/intake/{}", a.referral.id))
        .collect();
    let cells = rows.iter().zip(&hrefs).map(|(a, href)| {
        vec![
            a.name.clone().into(),
            stage(a.referral.state).into(),
            Cell {
                content: "Change coach".into(),
                href: Some(href),
                visually_hidden: Some(&a.name),
                ..Cell::default()
            },
        ]
    });
    let body = html! {
        @if let Some(wrong) = nobody_chosen { (problems(&[("colleague", wrong)])) }
        h1 { (coach.name) " " (people(coach.people)) }
        @if rows.is_empty() && (after.is_some() || next.is_some()) { p { "Nobody on this page needs another coach." } }
        @else if rows.is_empty() { p { "Nobody needs another coach." } } @else {
            (table(&Table {
                caption: "By name alone, the oldest referral first".into(),
                head: vec!["Person".into(), "Status".into(), "What you can do".into()],
                rows: cells.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
        }
        (turns(&list, "The first ones", "More of them", after, next))
        (super::pause::section(&ctx, &coach, &colleagues, nobody_chosen))
        p { a href={ "/team/" (coach.id) "/end" } { (coach.name) " is leaving the team" } }
    };
    Ok(if nobody_chosen.is_none() {
        ctx.page("One coach", Some("/team"), &body)
    } else {
        ctx.page_with_errors("One coach", Some("/team"), &body)
    })
}

fn who_is_told(helped: usize) -> String {
    match helped {
        0 => "They are nobody’s coach now.".into(),
        1 => "The person they help is told, and is with you until they have somebody else.".into(),
        n => format!(
            "Each of the {n} people they help is told, and is with you until they have somebody else."
        ),
    }
}

async fn ask_end(Path(member): Path<String>, mut ctx: Ctx) -> Answer {
    let (coach, helped) = ctx
        .act(Lane::Normal, move |desk, visit| {
            team::before_the_end(desk, &visit.actor, id(&member)?)
        })
        .await?;
    let body = html! {
        h1 { "Is " (coach.name) " leaving the team?" }
        ul {
            li { "Their access ends at this minute, wherever they are signed in. Their calendar address stops too." }
            li { (who_is_told(helped)) }
            li { "Nobody’s yes moves to another coach by itself: you choose somebody for each person." }
            li { "To come back they need a new seat." }
        }
        form method="post" action={ "/team/" (coach.id) "/end" } novalidate {
            (ctx.csrf())
            (button(&Button::primary("End their seat now")))
        }
        p { a href="/team" { "No, go back" } }
    };
    Ok(ctx.page("One coach", Some("/team"), &body))
}

async fn end(Path(member): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, move |desk, visit| {
        team::end_seat(desk, &visit.actor, id(&member)?)
    })
    .await?;
    Ok(ctx.see("/intake"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_is_help_and_nothing_is_said_where_there_is_nothing() {
        assert!(prompts(Prompts::default()).is_empty());
        let all = prompts(Prompts {
            nothing_ahead: 1,
            no_day: 2,
            not_noted: 0,
        });
        assert_eq!(all, ["1 person has nothing agreed ahead", "2 steps have no day"]);
    }
}
