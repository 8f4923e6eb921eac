//! When a provider's contract ends: the day, set by the guardian or the deputy. Everybody concerned is told, nobody is
//! carried over. And the certificate that the provider's lead signed.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::contract::{self, Contract};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::id::OrgId;

use super::id;
use super::last_day::{self, Page};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::problems;
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

const HERE: Page = Page {
    path: "/contracts",
    title: "Contracts",
    none: "Choose whose contract ends",
    every: "Every contract that ends",
};

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
        ctx.page(HERE.title, Some("/switches"), &body)
    } else {
        ctx.page_with_errors(HERE.title, Some("/switches"), &body)
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
            (last_day::back(ctx, &HERE, c.org, &c.name, "It goes on after all"))
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
            (last_day::fields("Whose contract?", &ids, wrong, form))
        }
    }
}

async fn set(Posted { mut ctx, form }: Posted) -> Answer {
    match last_day::set(&mut ctx, &form, &HERE).await? {
        Ok(set) => Ok(set),
        Err(wrong) => show(ctx, &wrong, &form).await,
    }
}

async fn take_back(Posted { mut ctx, form }: Posted) -> Answer {
    last_day::take_back(&mut ctx, &form, &HERE).await
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
    Ok(ctx.page(
        HERE.title,
        Some("/contracts"),
        &ended_contract::certificate(&found),
    ))
}
