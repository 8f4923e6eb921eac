//! A practice closes, or becomes part of another: the day, set by the guardian or the deputy. Nobody is moved by it.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::closing::{self, Practice};
use sayso_app::telling::moment_in_words;

use super::last_day::{self, Page};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::problems;
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
const HERE: Page = Page {
    path: PATH,
    title: "Practices",
    none: "Choose which practice closes",
    every: "Every practice that closes",
};

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
            (last_day::fields("Which practice?", &open, wrong, form))
        }
    };
    Ok(if wrong.is_empty() {
        ctx.page(HERE.title, Some("/switches"), &body)
    } else {
        ctx.page_with_errors(HERE.title, Some("/switches"), &body)
    })
}

fn one(ctx: &Ctx, p: &Practice, now: jiff::Timestamp) -> Markup {
    let Some(end) = &p.end else { return html! {} };
    html! {
        h2 { (p.name) }
        @if end.is_over(now) { p { "It closed on " strong { (moment_in_words(end.ends_at)) } "." } }
        @else {
            p { "It closes on " strong { (moment_in_words(end.ends_at)) } "." }
            (last_day::back(ctx, &HERE, p.org, &p.name, "It stays after all"))
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
