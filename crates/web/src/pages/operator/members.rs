//! People and access: every seat by organisation; giving one. Staff alone, nobody who is helped.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::members::{self, Team};
use sayso_app::telling::moment_in_words;
use sayso_core::decide::register::sits_at;
use sayso_core::id::OrgId;
use sayso_core::org::OrgKind;
use sayso_core::seat::Role;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{
    Button, Choice, Choices, Choose, Input, Look, Select, Table, button, input, problems, radios, select,
    table,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/members", Who::Operator, "manage_members", "place_opened", page);
    r.get(
        "/members/add",
        Who::Operator,
        "manage_members",
        "place_opened",
        form,
    );
    r.post(
        "/members/add",
        Who::Operator,
        "manage_members",
        "member_joined",
        add,
    );
}

async fn teams(ctx: &mut Ctx) -> Result<Vec<Team>, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| members::list(desk, &visit.actor))
        .await
}

async fn page(mut ctx: Ctx) -> Answer {
    let teams = teams(&mut ctx).await?;
    let body = html! {
        h1 { "Who can do what?" }
        p { "Every seat, by organisation. A seat says what somebody may do; it shows nothing about anybody who is helped." }
        (button(&Button::link("Give somebody a seat", "/members/add")))
        @for team in &teams {
            h2 { (team.org.name) }
            p class="app-quiet" { (kind(team.org.kind)) @if let Some(ods) = &team.org.ods { ", ODS code " (ods) } }
            @if team.org.kind == OrgKind::Benefits {
                p { "Part of the benefits system. It is named so that rules can forbid it. It can have no members." }
            } @else if team.seats.is_empty() {
                p { "Nobody has a seat here." }
            } @else {
                (seats(team))
            }
        }
        p { a href="/rules#who" { "What each seat may do, as it is enforced" } }
    };
    Ok(ctx.page("People and access", None, &body))
}

/// The words for a kind of organisation.
const fn kind(kind: OrgKind) -> &'static str {
    match kind {
        OrgKind::Practice => "GP practice",
        OrgKind::Provider => "Provider",
        OrgKind::Council => "Council",
        OrgKind::Commissioner => "Commissioner",
        OrgKind::Evaluator => "Evaluator",
        OrgKind::Service => "Service",
        OrgKind::UserLed => "Led by people who use services",
        OrgKind::Witness => "Witness",
        OrgKind::Benefits => "Benefits system",
    }
}

fn seats(team: &Team) -> Markup {
    let rows = team.seats.iter().map(|s| {
        let until = match s.seat.until {
            Some(at) if s.active => format!("ends {}", moment_in_words(at)),
            Some(at) => format!("ended {}", moment_in_words(at)),
            None if s.paused => "rests for now".into(),
            None => "no end set".into(),
        };
        let link = html! { a href={ "/members/" (s.seat.id) } { (s.seat.name) } };
        vec![
            link.into(),
            s.seat.role.in_words().into(),
            moment_in_words(s.seat.from).into(),
            until.into(),
        ]
    });
    table(&Table {
        caption: format!("Seats at {}", team.org.name).into(),
        caption_classes: "nhsuk-u-visually-hidden",
        head: vec!["Name".into(), "Role".into(), "From".into(), "Until".into()],
        rows: rows.collect(),
        first_cell_is_header: true,
        look: Look::responsive(),
        ..Table::default()
    })
}

async fn form(mut ctx: Ctx) -> Answer {
    let teams = teams(&mut ctx).await?;
    let body = form_page(&ctx, &teams, &Given::default(), &[]);
    Ok(ctx.page("Give somebody a seat", Some("/members"), &body))
}

/// What was typed.
#[derive(Debug, Clone, Default)]
struct Given {
    name: String,
    org: String,
    role: String,
}

impl Given {
    /// What to put right before it can be a seat.
    fn wrong(&self, teams: &[Team]) -> Result<(OrgId, Role), Vec<(&'static str, &'static str)>> {
        let team = teams.iter().find(|t| t.org.id.to_string() == self.org);
        let role = Role::parse(&self.role);
        let mut wrong = vec![];
        if self.name.is_empty() {
            wrong.push(("name", "Enter their name, as people will read it"));
        }
        if team.is_none() {
            wrong.push(("org", "Choose an organisation"));
        }
        match (role, team) {
            (None, _) => wrong.push(("role", "Choose what they do")),
            // A benefits organisation is not on the form; whoever sends it all the same meets the policy.
            (Some(role), Some(t)) if t.org.kind != OrgKind::Benefits && !sits_at(role, t.org.kind) => {
                wrong.push((
                    "role",
                    "Choose a role that has its place at this kind of organisation",
                ));
            }
            _ => {}
        }
        match (team, role, wrong.is_empty()) {
            (Some(team), Some(role), true) => Ok((team.org.id, role)),
            _ => Err(wrong),
        }
    }
}

fn form_page(ctx: &Ctx, teams: &[Team], given: &Given, wrong: &[(&'static str, &'static str)]) -> Markup {
    let why = |field: &str| wrong.iter().find(|(f, _)| *f == field).map(|(_, w)| (*w).into());
    let ids: Vec<(String, &str)> = teams
        .iter()
        .filter(|t| t.org.kind != OrgKind::Benefits)
        .map(|t| (t.org.id.to_string(), t.org.name.as_str()))
        .collect();
    let mut orgs = vec![Choose::Item {
        value: "",
        text: "Choose an organisation",
        disabled: false,
    }];
    orgs.extend(ids.iter().map(|(id, name)| Choose::Item {
        value: id,
        text: name,
        disabled: false,
    }));
    let roles = Role::ALL
        .iter()
        .map(|r| Choice::new(r.as_str(), capital(r.in_words())));
    html! {
        (problems(wrong))
        h1 { "Give somebody a seat" }
        p { "The seat counts from now. Afterwards you can make them a one-time link to sign in with." }
        form method="post" action="/members/add" novalidate {
            (ctx.csrf())
            (input(&Input {
                name: "name",
                label: "Their name".into(),
                hint: "People read it beside what they do.".into(),
                error: why("name"),
                value: Some(&given.name),
                autocomplete: Some("off"),
                ..Input::default()
            }))
            (select(&Select {
                name: "org",
                label: "Organisation".into(),
                error: why("org"),
                items: orgs,
                value: Some(&given.org),
                ..Select::default()
            }))
            (radios(&Choices {
                name: "role",
                legend: Some("What they do".into()),
                error: why("role"),
                items: roles.collect(),
                selected: vec![&given.role],
                ..Choices::default()
            }))
            (button(&Button::primary("Give this seat")))
        }
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

async fn add(Posted { mut ctx, form }: Posted) -> Answer {
    let given = Given {
        name: form.get("name").into(),
        org: form.get("org").into(),
        role: form.get("role").into(),
    };
    let typed = given.clone();
    let gave = ctx
        .act_freshly(Lane::Normal, move |desk, visit, _recent| {
            let teams = members::list(desk, &visit.actor)?;
            match typed.wrong(&teams) {
                Ok((org, role)) => members::add(desk, &visit.actor, org, role, &typed.name).map(Ok),
                Err(wrong) => Ok(Err((teams, wrong))),
            }
        })
        .await?;
    match gave {
        Ok(id) => Ok(ctx.see(&format!("/members/{id}"))),
        Err((teams, wrong)) => {
            let body = form_page(&ctx, &teams, &given, &wrong);
            Ok(ctx.page_with_errors("Give somebody a seat", Some("/members"), &body))
        }
    }
}
