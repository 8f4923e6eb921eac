//! The team: coaches with numbers; names only once one is opened, which leaves a trace.

use axum::extract::Path;
use maud::html;
use sayso_app::{Lane, intake};

use super::intake::{people, stage};
use super::words::id;
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Look, Table, table};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/team", Who::ProviderLead, "read_team", "place_opened", team);
    r.get(
        "/team/{member}",
        Who::ProviderLead,
        "read_team",
        "list_opened",
        coach,
    );
}

async fn team(mut ctx: Ctx) -> Answer {
    let coaches = ctx
        .act(Lane::Normal, |desk, visit| intake::team(desk, &visit.actor))
        .await?;
    let total: i64 = coaches.iter().map(|c| c.people).sum();
    let hrefs: Vec<String> = coaches.iter().map(|c| format!("/team/{}", c.id)).collect();
    let rows = coaches.iter().zip(&hrefs).map(|(c, href)| {
        vec![
            Cell::link(c.name.clone(), href),
            Cell::number(c.people.to_string()),
        ]
    });
    let body = html! {
        h1 { "The team " (people(total)) }
        @if coaches.is_empty() { p { "There is no coach in the team yet." } } @else {
            (table(&Table {
                caption: "Coaches".into(),
                head: vec!["Coach".into(), Cell::number("People")],
                rows: rows.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
            p { "Opening a coach shows names. Each person can see that you looked." }
        }
    };
    Ok(ctx.page("Team", Some("/intake"), &body))
}

async fn coach(Path(member): Path<String>, mut ctx: Ctx) -> Answer {
    let (coach, rows) = ctx
        .act(Lane::Normal, move |desk, visit| {
            intake::people_of(desk, &visit.actor, id(&member)?)
        })
        .await?;
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
        h1 { (coach.name) " " (people(coach.people)) }
        @if rows.is_empty() { p { "Nobody needs another coach." } } @else {
            (table(&Table {
                caption: "By name alone".into(),
                head: vec!["Person".into(), "Status".into(), "What you can do".into()],
                rows: cells.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
        }
    };
    Ok(ctx.page("One coach", Some("/team"), &body))
}
