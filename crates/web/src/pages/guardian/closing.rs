//! A practice closes, or becomes part of another: the day, set by the guardian or the deputy. Nobody is moved by it.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::closing::{self, Practice};
use sayso_app::telling::moment_in_words;
use sayso_core::id::OrgId;

use super::contracts::{day_of, end_of};
use super::id;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, button, problems};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let who = Who::Guardian;
    r.get(PATH, who, "end_contract", "place_opened", list);
    r.post(PATH, who, "end_contract", "practice_end_set", set);
    r.post(
        "/practices-that-close/back",
        who,
        "end_contract",
        "practice_goes_on",
        take_back,
    );
}

const PATH: &str = "/practices-that-close";
const TITLE: &str = "Practices";

async fn list(ctx: Ctx) -> Answer {
    show(ctx, &[], &Form::default()).await
}

async fn show(mut ctx: Ctx, wrong: &[(&str, &str)], form: &Form) -> Answer {
    let all = ctx
        .act(Lane::Normal, |desk, visit| closing::list(desk, &visit.actor))
        .await?;
    let now = ctx.site.house.source().now();
    let open = all
        .iter()
        .filter(|p| p.end.as_ref().is_none_or(|e| !e.is_over(now)));
    let open: Vec<(String, &str)> = open.map(|p| (p.org.to_string(), p.name.as_str())).collect();
    let body = html! {
        (problems(wrong))
        h1 { "Does a practice close?" }
        @if all.iter().all(|p| p.end.is_none()) { p { "No practice has a day on which it closes." } }
        @for p in &all { (one(&ctx, p, now)) }
        h2 { "Set the day" }
        p { "Everybody there who ever used this is told on their own page, and by the way they chose." }
        ul {
            li { "From the end of that day its seats open nothing, and can write nothing." }
            li { "Nobody is moved to another practice. Each person chooses, or nothing moves." }
            li { "Support that has begun goes on. What was still held goes back to the person, unsent." }
            li { "Words that wait for its record are dropped, and the person is told." }
        }
        form method="post" action=(PATH) novalidate {
            (ctx.csrf())
            (day_of("Which practice?", &open, wrong, form))
        }
    };
    Ok(if wrong.is_empty() {
        ctx.page(TITLE, Some("/switches"), &body)
    } else {
        ctx.page_with_errors(TITLE, Some("/switches"), &body)
    })
}

fn one(ctx: &Ctx, p: &Practice, now: jiff::Timestamp) -> Markup {
    let Some(end) = &p.end else { return html! {} };
    html! {
        h2 { (p.name) }
        @if end.is_over(now) { p { "It closed on " strong { (moment_in_words(end.ends_at)) } "." } }
        @else {
            p { "It closes on " strong { (moment_in_words(end.ends_at)) } "." }
            form method="post" action="/practices-that-close/back" novalidate {
                (ctx.csrf())
                input type="hidden" name="org" value=(p.org);
                (button(&Button::secondary(html! {
                    "It stays after all" span class="nhsuk-u-visually-hidden" { " (" (p.name) ")" }
                })))
            }
        }
    }
}

async fn set(Posted { mut ctx, form }: Posted) -> Answer {
    let org: Option<OrgId> = form.get("org").parse().ok();
    let ends = end_of(&form);
    let mut wrong = vec![];
    if org.is_none() {
        wrong.push(("org", "Choose which practice closes"));
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
            closing::set_end(desk, &visit.actor, recent, org, ends)
        })
        .await?;
    let body = html! {
        h1 { "The day is set" }
        p { "People who were told: " strong { (told) } "." }
        p { "Until " (moment_in_words(ends)) " nothing changes for them." }
        p { a href=(PATH) { "Every practice that closes" } }
    };
    Ok(ctx.page(TITLE, Some(PATH), &body))
}

async fn take_back(Posted { mut ctx, form }: Posted) -> Answer {
    let org = form.get("org").to_owned();
    ctx.act_freshly(Lane::Normal, move |desk, visit, recent| {
        closing::take_back(desk, &visit.actor, recent, id::<OrgId>(&org)?)
    })
    .await?;
    Ok(ctx.see(PATH))
}
