//! When a provider's contract ends: the day, set by the guardian or the deputy. Everybody concerned is told, nobody is
//! carried over. And the certificate that the provider's lead signed.

use axum::extract::Path;
use jiff::civil::{Date, Time};
use maud::{Markup, html};
use sayso_app::contract::{self, Contract};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::id::OrgId;

use super::id;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, DateInput, Legend, Size, button, date_input, problems, radios};
use crate::pages::ended_contract;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let who = Who::Guardian;
    r.get("/contracts", who, "end_contract", "place_opened", list);
    r.post("/contracts", who, "end_contract", "contract_end_set", set);
    r.post(
        "/contracts/back",
        who,
        "end_contract",
        "contract_goes_on",
        take_back,
    );
    r.get(
        "/contracts/{org}",
        who,
        "end_contract",
        "place_opened",
        certificate,
    );
}

const TITLE: &str = "Contracts";
const NO_DAY: &str = "There is no such day. Check day, month and year";

async fn list(ctx: Ctx) -> Answer {
    show(ctx, &[], &Form::default()).await
}

async fn show(mut ctx: Ctx, wrong: &[(&str, &str)], form: &Form) -> Answer {
    let all = ctx
        .act(Lane::Normal, |desk, visit| contract::list(desk, &visit.actor))
        .await?;
    let body = html! {
        (problems(wrong))
        h1 { "Does a contract end?" }
        @if all.iter().all(|c| c.end.is_none()) { p { "No contract has a day on which it ends." } }
        @for c in &all { (one(&ctx, c)) }
        h2 { "Set the day" }
        (form_of(&ctx, &all, wrong, form))
    };
    Ok(if wrong.is_empty() {
        ctx.page(TITLE, Some("/switches"), &body)
    } else {
        ctx.page_with_errors(TITLE, Some("/switches"), &body)
    })
}

fn one(ctx: &Ctx, c: &Contract) -> Markup {
    let Some(end) = &c.end else { return html! {} };
    let over = end.is_over(ctx.site.house.source().now());
    html! {
        h2 { (c.name) }
        @if over { p { "It ended on " strong { (moment_in_words(end.ends_at)) } "." } }
        @else { p { "It ends on " strong { (moment_in_words(end.ends_at)) } "." } }
        p { "Set by " (c.set_by) " on " (moment_in_words(end.set_at)) "." }
        @if over {
            p { @match &end.certified {
                Some(_) => a href={ "/contracts/" (c.org) } { "What their lead signed" },
                None => "Their lead has not signed yet that nothing is left with them.",
            } }
        } @else {
            form method="post" action="/contracts/back" novalidate {
                (ctx.csrf())
                input type="hidden" name="org" value=(c.org);
                (button(&Button::secondary(html! {
                    "It goes on after all" span class="nhsuk-u-visually-hidden" { " (" (c.name) ")" }
                })))
            }
        }
    }
}

fn form_of(ctx: &Ctx, all: &[Contract], wrong: &[(&str, &str)], form: &Form) -> Markup {
    let now = ctx.site.house.source().now();
    let runs = all
        .iter()
        .filter(|c| c.end.as_ref().is_none_or(|e| !e.is_over(now)));
    let ids: Vec<(String, &str)> = runs.map(|c| (c.org.to_string(), c.name.as_str())).collect();
    html! {
        p { "Everybody with an open referral there is told on their own page, and by the way they chose." }
        ul {
            li { "From the end of that day nobody there can open or write anything." }
            li { "What a person said to them ends. It never moves to another service." }
            li { "Each person can say yes afresh to somebody else. If they do nothing, nothing is shared." }
            li { "Drafts that are not finished go to the person. They decide." }
        }
        form method="post" action="/contracts" novalidate {
            (ctx.csrf())
            (day_of("Whose contract?", &ids, wrong, form))
        }
    }
}

/// Which organisation, and which day is its last: the same fields for a contract and for a practice.
pub(super) fn day_of(
    question: &'static str,
    orgs: &[(String, &str)],
    wrong: &[(&str, &str)],
    form: &Form,
) -> Markup {
    let why = |field: &str| wrong.iter().find(|(f, _)| *f == field).map(|(_, w)| (*w).into());
    let value = |name| Some(form.get(name)).filter(|v| !v.is_empty());
    html! {
        (radios(&Choices {
            name: "org",
            legend: Some(Legend { content: question.into(), size: Some(Size::S), ..Legend::default() }),
            error: why("org"),
            items: orgs.iter().map(|(id, name)| Choice::new(id, *name)).collect(),
            selected: vec![form.get("org")],
            ..Choices::default()
        }))
        (date_input(&DateInput {
            id: "date",
            legend: Some(Legend { content: "Which is its last day?".into(), size: Some(Size::S), ..Legend::default() }),
            hint: "For example, 31 3 2027".into(),
            error: why("date-day"),
            items: DateInput::parts(value("day"), value("month"), value("year")),
            ..DateInput::default()
        }))
        (button(&Button::primary("Set the day and tell people")))
    }
}

/// The last minute of that day in London; `Err` with what is wrong.
pub(super) fn end_of(form: &Form) -> Result<jiff::Timestamp, &'static str> {
    let parts = ["day", "month", "year"].map(|n| form.get(n));
    if parts.iter().all(|p| p.is_empty()) {
        return Err("Give its last day");
    }
    let day = || {
        let date = Date::new(
            parts[2].parse().ok()?,
            parts[1].parse().ok()?,
            parts[0].parse().ok()?,
        )
        .ok()?;
        sayso_core::time::when_in_london(date, Time::constant(23, 59, 0, 0))
    };
    day().ok_or(NO_DAY)
}

async fn set(Posted { mut ctx, form }: Posted) -> Answer {
    let org: Option<OrgId> = form.get("org").parse().ok();
    let ends = end_of(&form);
    let mut wrong = vec![];
    if org.is_none() {
        wrong.push(("org", "Choose whose contract ends"));
    }
    match ends {
        Err(words) => wrong.push(("date-day", words)),
        Ok(at) if at <= ctx.site.house.source().now() => {
            wrong.push(("date-day", "Give a day that lies ahead"));
        }
        Ok(_) => {}
    }
    let (Some(org), Ok(ends), true) = (org, ends, wrong.is_empty()) else {
        return show(ctx, &wrong, &form).await;
    };
    let told = ctx
        .act_freshly(Lane::Normal, move |desk, visit, recent| {
            contract::set_end(desk, &visit.actor, recent, org, ends)
        })
        .await?;
    let body = html! {
        h1 { "The day is set" }
        p { "People who were told: " strong { (told) } "." }
        p { "Until " (moment_in_words(ends)) " nothing changes for them." }
        p { a href="/contracts" { "Every contract that ends" } }
    };
    Ok(ctx.page(TITLE, Some("/contracts"), &body))
}

async fn take_back(Posted { mut ctx, form }: Posted) -> Answer {
    let org = form.get("org").to_owned();
    ctx.act_freshly(Lane::Normal, move |desk, visit, recent| {
        contract::take_back(desk, &visit.actor, recent, id::<OrgId>(&org)?)
    })
    .await?;
    Ok(ctx.see("/contracts"))
}

async fn certificate(Path(org): Path<String>, mut ctx: Ctx) -> Answer {
    let found = ctx
        .act(Lane::Normal, move |desk, visit| {
            let org: OrgId = id(&org)?;
            let all = contract::list(desk, &visit.actor)?;
            let here = all.into_iter().find(|c| c.org == org);
            here.filter(|c| c.end.as_ref().is_some_and(|e| e.certified.is_some()))
                .ok_or(Error::NotFound)
        })
        .await?;
    Ok(ctx.page(TITLE, Some("/contracts"), &ended_contract::certificate(&found)))
}
