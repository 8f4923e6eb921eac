//! Work: jobs in the person's own words and bands, what work can mean for benefits, where advice is, and a page to
//! show to an employer if the person wants to. Sayso sends none of it to anybody outside.

use axum::extract::Path;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use sayso_app::job::{self, Mine};
use sayso_app::own::{Held, JobTold};
use sayso_app::{Error, Lane};
use sayso_core::id::JobId;
use sayso_core::job::{JobState, Made, Verdict, WhyEnded, quality};
use sayso_core::words;

use super::super::job_form::{Wrong, fields, filled, read, told};
use super::{as_written, listed, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Card, button, card, inset_text, problems};
use crate::routes::{Routes, Who};
use crate::shell::print_button;

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
    r.get("/home/passport", me, "open_own", "own_opened", passport);
}

const TITLE: &str = "Work";

async fn open(ctx: &mut Ctx, page: &'static str) -> Result<Mine, crate::error::Failure> {
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
    let body = html! {
        h1 { "What have you told us about work?" }
        @if mine.in_work_asks { (in_work()) }
        @if !waiting.is_empty() {
            h2 id="waiting" { "Is this right?" }
            p { "It counts for nothing until you say so." }
            @for j in &waiting { (one(&ctx, j)) }
        }
        @if kept.is_empty() { p { "You have not told us about a job. You need not." } }
        @for j in &kept { (one(&ctx, j)) }
        (button(&Button::link("Tell us about a job", "/home/jobs/add")))
        (three_counts(&mine))
        (super::pay::where_it_is(&mine.held))
        (benefits(&mine))
        (unfair(&mine))
        p { a href="/home/passport" { "A page about what you need at work, to print and keep" } }
    };
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(&body)))
}

fn in_work() -> Markup {
    inset_text(
        &html! {
            p { "You told us that you started work. Your coach stops here unless you want them to go on." }
            p { a href="/home/more" { "Say yes to staying in touch" } " if you would like that. It is off until you do." }
        }
        .into(),
    )
}

/// Each job is what it is for its person: three facts beside each other.
fn three_counts(mine: &Mine) -> Markup {
    let c = mine.counts;
    html! {
        @if c.started > 0 {
            h2 { "How this is counted" }
            (listed(&[
                format!("Jobs that started: {}", c.started),
                format!("Jobs that met the quality floor: {} (too little is told of {})", c.met_the_floor, c.floor_not_told),
                format!("Jobs that are what you wanted: {}", c.wanted),
            ]))
            p class="app-quiet" { (quality::DEFINITION) }
        }
    }
}

/// What is always true of work and benefits, from the published terms.
fn benefits(mine: &Mine) -> Markup {
    html! {
        h2 id="benefits" { "Work and your benefits" }
        @for line in &mine.about_benefits { p { (line) } }
    }
}

fn unfair(mine: &Mine) -> Markup {
    html! {
        h2 id="unfair" { "If it started badly, or you are treated unfairly" }
        p { "You can ask for a change because of your health at any time. An employer must look at it." }
        p { "You can leave a job, and nothing here counts that against you." }
        p { "Acas gives free advice on rights at work: 0300 123 1100." }
        p { "The Equality Advisory and Support Service helps with unfair treatment: 0808 800 0082." }
        @if !mine.advice.is_empty() { p { "Free, independent advice on money: " (mine.advice) "." } }
    }
}

fn one(ctx: &Ctx, j: &JobTold) -> Markup {
    let at = format!("/home/jobs/{}", j.job.id);
    let t = &j.job.told;
    let went_badly = t.why_ended == Some(WhyEnded::TreatedUnfairly)
        || t.made == Some(Made::None)
        || t.verdict == Some(Verdict::No);
    let choice = |words: &'static str, right: &'static str| {
        button(&Button {
            name: Some("right"),
            value: Some(right),
            ..Button::secondary(words)
        })
    };
    card(&Card::titled(
        t.work.clone().unwrap_or_else(|| "A job".into()),
        html! {
            (told(t))
            p class="app-quiet" { "Written by " (j.author) "." }
            @if went_badly { p { a href="#unfair" { "Where you can get advice about this" } } }
            form method="post" action={ (at) "/answer" } novalidate {
                (ctx.csrf())
                @if j.job.state == JobState::Suggested { (choice("Yes, this is right", "yes")) " " }
                (choice("Take it out", "no"))
            }
            p { a href=(at) { "Change what is written" } }
        },
    ))
}

/// Every job, for the copy of everything.
pub(super) fn written(held: &Held) -> Markup {
    html! {
        h2 { "Jobs you told us about" }
        @if held.jobs.is_empty() { p { "No job is written down." } }
        @for j in &held.jobs {
            (told(&j.job.told))
            @for pay in held.pay.iter().filter(|p| p.job == j.job.id) { (super::pay::exactly(&pay.exact)) }
            p class="app-quiet" {
                "Written by " (j.author) "."
                @if j.job.state == JobState::Suggested { " You have not said yet whether it is right." }
            }
        }
    }
}

fn form_page(
    ctx: &Ctx,
    at: &str,
    heading: &str,
    form: &Form,
    wrong: &Wrong,
    rate: Option<sayso_core::job::wage::Rate>,
) -> Markup {
    html! {
        (problems(wrong))
        h1 { (heading) }
        p { "Your coach can read this while you share jobs with them. Nobody else can." }
        form method="post" action=(at) novalidate {
            (ctx.csrf())
            (fields(form, wrong, rate, true))
            (button(&Button::primary("Save this")))
        }
    }
}

const NEW: &str = "What would you like to tell us about the job?";
const AGAIN: &str = "What has changed?";

async fn add(mut ctx: Ctx) -> Answer {
    let mine = open(&mut ctx, "the page for telling about a job").await?;
    let body = form_page(&ctx, "/home/jobs/add", NEW, &Form::default(), &vec![], mine.rate);
    Ok(ctx.page(TITLE, Some("/home/jobs"), &with_way_out(&body)))
}

async fn change(Path(job): Path<String>, mut ctx: Ctx) -> Answer {
    let mine = open(&mut ctx, "the page for telling about a job").await?;
    let found = mine.held.jobs.iter().find(|j| j.job.id.to_string() == job);
    let Some(found) = found else {
        return Err(ctx.failure(Error::NotFound));
    };
    let at = format!("/home/jobs/{job}");
    let body = form_page(&ctx, &at, AGAIN, &filled(&found.job.told), &vec![], mine.rate);
    Ok(ctx.page(TITLE, Some("/home/jobs"), &with_way_out(&body)))
}

async fn tell(Posted { ctx, form }: Posted) -> Answer {
    save(ctx, form, None).await
}

async fn tell_again(Path(job): Path<String>, Posted { ctx, form }: Posted) -> Answer {
    save(ctx, form, Some(job)).await
}

async fn save(mut ctx: Ctx, form: Form, job: Option<String>) -> Answer {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let today = ctx.site.house.source().now().to_zoned(zone).date();
    let told = match read(&form, today) {
        Ok(told) => told,
        Err(wrong) => {
            let mine = open(&mut ctx, "the page for telling about a job").await?;
            let at = format!("/home/jobs/{}", job.as_deref().unwrap_or("add"));
            let heading = if job.is_some() { AGAIN } else { NEW };
            let body = form_page(&ctx, &at, heading, &form, &wrong, mine.rate);
            return Ok(ctx.page_with_errors(TITLE, Some("/home/jobs"), &with_way_out(&body)));
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

/// The person's own page to print. It is theirs: it names no service and no doctor.
async fn passport(mut ctx: Ctx) -> Answer {
    let mine = open(&mut ctx, "the page about what you need at work").await?;
    let person = &mine.held.person.details;
    let jobs = mine.held.jobs.iter().filter(|j| j.job.state == JobState::Kept);
    let needs: Vec<_> = jobs.filter(|j| j.job.told.asked_for.is_some()).collect();
    let body = html! {
        div class="app-screen-only" {
            p { "This page is yours. Nobody may require you to show it, and Sayso sends it to nobody." }
            p { "What stands here comes from the jobs you told us about. Change it there." }
            (print_button("Print"))
        }
        article class="app-letter" {
            h1 { "What helps me at work" }
            p { strong { (person.name) } }
            @if let Some(needs) = &person.access_needs { h2 { "To talk and write with me" } (as_written(needs)) }
            h2 { "Changes that help" }
            @if needs.is_empty() { p { "Nothing is written down yet." } }
            @for j in &needs {
                @if let Some(asked) = &j.job.told.asked_for { (as_written(asked)) }
                @if let Some(made) = j.job.told.made { p { "In that job, " (made.in_words()) "." } }
                @if let Some(access) = j.job.told.access_to_work { p { "Access to Work: " (access.in_words()) "." } }
            }
            p { "Please talk with me before anything changes, and look at this again with me." }
            p { "Date: " (words::day(mine.held.now.to_zoned(TimeZone::UTC).date())) }
        }
    };
    Ok(ctx.page("A page of yours", Some("/home/jobs"), &with_way_out(&body)))
}
