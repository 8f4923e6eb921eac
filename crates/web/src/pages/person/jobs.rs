//! Work: jobs in the person's own words and bands, what work can mean for benefits, and where advice is.
//! Sayso sends none of it to anybody outside.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::job::{self, Mine};
use sayso_app::own::{Held, JobTold};
use sayso_app::{Error, Lane};
use sayso_core::id::JobId;
use sayso_core::job::{JobState, Made, Verdict, WhyEnded, quality};

use super::super::job_form::{Wrong, fields, filled, read, told};
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::Content;
use crate::nhs::{Button, Card, button, card, inset_text};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Arg;
use sayso_words::Say;
use sayso_words::sayings::jobs as say;

pub(super) fn register(r: &mut Routes) {
    let me = Who::Person;
    r.get("/home/jobs", me, "open_own", "own_opened", jobs);
    r.get("/home/jobs/add", me, "open_own", "own_opened", add);
    r.post("/home/jobs/add", me, "write_job", "job_written", tell);
    r.get("/home/jobs/{job}", me, "open_own", "own_opened", change);
    r.post("/home/jobs/{job}", me, "write_job", "job_written", tell_again);
    r.post(
        "/home/jobs/{job}/answer",
        me,
        "write_job",
        "job_agreed job_taken_out",
        answer,
    );
}

pub(super) async fn open(ctx: &mut Ctx, page: &'static str) -> Result<Mine, crate::error::Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        job::mine(desk, &visit.actor, page)
    })
    .await
}

async fn jobs(mut ctx: Ctx) -> Answer {
    let mine = open(&mut ctx, "your page about work").await?;
    let (waiting, kept): (Vec<&JobTold>, Vec<&JobTold>) = mine
        .held
        .jobs
        .iter()
        .partition(|j| j.job.state == JobState::Suggested);
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        @if mine.in_work_asks { (in_work(w)) }
        @if !waiting.is_empty() {
            h2 id="waiting" { (w.t(&say::is_right())) }
            p { (w.t(&say::counts_nothing())) }
            @for j in &waiting { (one(&ctx, j)) }
        }
        @if kept.is_empty() { p { (w.t(&say::none_told())) } }
        @for j in &kept { (one(&ctx, j)) }
        (button(&Button::link(w.t(&say::tell()), "/home/jobs/add")))
        (three_counts(&mine, w))
        (super::pay::where_it_is(&mine.held, w))
        (benefits(&mine, w))
        (unfair(&mine, w))
        p { a href="/home/passport" { (w.t(&say::to_passport())) } }
    };
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn in_work(w: Words) -> Markup {
    inset_text(
        &html! {
            p { (w.t(&say::started_work())) }
            p { a href="/home/more" { (w.t(&say::stay_in_touch())) } " " (w.t(&say::if_you_like())) }
        }
        .into(),
    )
}

/// Each job is what it is for its person: three facts beside each other.
fn three_counts(mine: &Mine, w: Words) -> Markup {
    let c = mine.counts;
    html! {
        @if c.started > 0 {
            h2 { (w.t(&say::how_counted())) }
            (w.list([
                say::count_started(c.started),
                say::count_floor(c.met_the_floor, c.floor_not_told),
                say::count_wanted(c.wanted),
            ]))
            p class="app-quiet" { (w.k(quality::DEFINITION)) }
        }
    }
}

/// What is always true of work and benefits, from the published terms.
fn benefits(mine: &Mine, w: Words) -> Markup {
    html! {
        h2 id="benefits" { (w.t(&say::benefits())) }
        @for line in &mine.about_benefits { p { (w.t(line)) } }
    }
}

fn unfair(mine: &Mine, w: Words) -> Markup {
    html! {
        h2 id="unfair" { (w.t(&say::unfair())) }
        p { (w.t(&say::ask_change())) }
        p { (w.t(&say::can_leave())) }
        p { (w.t(&say::acas())) }
        p { (w.t(&say::eass())) }
        @if !mine.advice.is_empty() { p { (w.t(&say::advice(Arg::published(&mine.advice)))) } }
    }
}

fn one(ctx: &Ctx, j: &JobTold) -> Markup {
    let w = ctx.words();
    let at = format!("/home/jobs/{}", j.job.id);
    let t = &j.job.told;
    let went_badly = t.why_ended == Some(WhyEnded::TreatedUnfairly)
        || t.made == Some(Made::None)
        || t.verdict == Some(Verdict::No);
    let choice = |words: Content<'static>, right: &'static str| {
        button(&Button {
            name: Some("right"),
            value: Some(right),
            ..Button::secondary(words)
        })
    };
    card(&Card::titled(
        t.work.clone().unwrap_or_else(|| w.s(&say::a_job())),
        html! {
            (told(t, w))
            p class="app-quiet" { (w.t(&say::written_by(sayso_words::author(&j.author)))) }
            @if went_badly { p { a href="#unfair" { (w.t(&say::where_advice())) } } }
            form method="post" action={ (at) "/answer" } novalidate {
                (ctx.csrf())
                @if j.job.state == JobState::Suggested { (choice(w.t(&say::yes_right()), "yes")) " " }
                (choice(w.t(&say::take_out()), "no"))
            }
            p { a href=(at) { (w.t(&say::change())) } }
        },
    ))
}

/// Every job, for the copy of everything.
pub(super) fn written(held: &Held, w: Words) -> Markup {
    html! {
        h2 { (w.t(&say::told_us())) }
        @if held.jobs.is_empty() { p { (w.t(&say::none_written())) } }
        @for j in &held.jobs {
            (told(&j.job.told, w))
            @for pay in held.pay.iter().filter(|p| p.job == j.job.id) { (super::pay::exactly(&pay.exact, w)) }
            p class="app-quiet" {
                (w.t(&say::written_by(sayso_words::author(&j.author))))
                @if j.job.state == JobState::Suggested { " " (w.t(&say::not_said_yet())) }
            }
        }
    }
}

fn form_page(
    ctx: &Ctx,
    at: &str,
    heading: &Say,
    form: &Form,
    wrong: &Wrong,
    rate: Option<sayso_core::job::wage::Rate>,
) -> Markup {
    let w = ctx.words();
    html! {
        (w.problems(wrong))
        h1 { (w.t(heading)) }
        p { (w.t(&say::coach_reads())) }
        form method="post" action=(at) novalidate {
            (ctx.csrf())
            (fields(form, wrong, rate, true, w))
            (button(&Button::primary(w.t(&say::save()))))
        }
    }
}

async fn add(mut ctx: Ctx) -> Answer {
    let mine = open(&mut ctx, "the page for telling about a job").await?;
    let w = ctx.words();
    let body = form_page(
        &ctx,
        "/home/jobs/add",
        &say::what_tell(),
        &Form::default(),
        &vec![],
        mine.rate,
    );
    Ok(ctx.page_said(&say::title(), Some("/home/jobs"), &with_way_out(w, &body)))
}

async fn change(Path(job): Path<String>, mut ctx: Ctx) -> Answer {
    let mine = open(&mut ctx, "the page for telling about a job").await?;
    let found = mine.held.jobs.iter().find(|j| j.job.id.to_string() == job);
    let Some(found) = found else {
        return Err(ctx.failure(Error::NotFound));
    };
    let at = format!("/home/jobs/{job}");
    let w = ctx.words();
    let body = form_page(
        &ctx,
        &at,
        &say::what_changed(),
        &filled(&found.job.told),
        &vec![],
        mine.rate,
    );
    Ok(ctx.page_said(&say::title(), Some("/home/jobs"), &with_way_out(w, &body)))
}

async fn tell(Posted { ctx, form }: Posted) -> Answer {
    save(ctx, form, None).await
}

async fn tell_again(Path(job): Path<String>, Posted { ctx, form }: Posted) -> Answer {
    save(ctx, form, Some(job)).await
}

async fn save(mut ctx: Ctx, form: Form, job: Option<String>) -> Answer {
    let told = match read(&form, ctx.today()) {
        Ok(told) => told,
        Err(wrong) => {
            let mine = open(&mut ctx, "the page for telling about a job").await?;
            let at = format!("/home/jobs/{}", job.as_deref().unwrap_or("add"));
            let heading = if job.is_some() {
                say::what_changed()
            } else {
                say::what_tell()
            };
            let w = ctx.words();
            let body = form_page(&ctx, &at, &heading, &form, &wrong, mine.rate);
            return Ok(ctx.page_said_with_errors(&say::title(), Some("/home/jobs"), &with_way_out(w, &body)));
        }
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        let before = job.map(|id| id.parse::<JobId>()).transpose();
        let before = before.map_err(|_| Error::NotFound)?;
        job::tell(desk, &visit.actor, before, told)
    })
    .await?;
    Ok(ctx.see("/home/jobs"))
}

async fn answer(Path(job): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let right = form.get("right").to_owned();
    ctx.act(Lane::Normal, move |desk, visit| {
        let right = match right.as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(Error::NotFound),
        };
        let id = job.parse().map_err(|_| Error::NotFound)?;
        job::answer(desk, &visit.actor, id, right)
    })
    .await?;
    Ok(ctx.see("/home/jobs"))
}
