//! Evidence of pay: who employs you and exactly what you earn, for the one service that you said yes to, as long as you
//! say so. Where there is no such yes there is no field.

use maud::{Markup, html};
use sayso_app::own::{Held, JobTold, Said};
use sayso_app::{Error, Lane, own, pay};
use sayso_core::decide::NotNow;
use sayso_core::id::{JobId, SaidId};
use sayso_core::job::JobState;
use sayso_core::job::pay::Exact;
use sayso_core::sayso::Purpose;
use sayso_words::Say;
use sayso_words::sayings::pay as say;

use super::screened::{Screened, offer_to_mask, screened};
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Card, Input, Label, button, card, input};
use crate::reading::Words;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let me = Who::Person;
    r.get("/home/pay", me, "open_own", "own_opened", page);
    r.post("/home/pay", me, "write_job", "pay_written", write);
    r.post("/home/pay/out", me, "write_job", "pay_taken_out", take_out);
}

async fn open(ctx: &mut Ctx) -> Result<Held, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| {
        own::open(desk, &visit.actor, "your page about evidence of pay", 0, None)
    })
    .await
}

async fn page(mut ctx: Ctx) -> Answer {
    let held = open(&mut ctx).await?;
    let body = body(&ctx, &held, None);
    Ok(ctx.page_said(
        &say::title(),
        Some("/home/jobs"),
        &with_way_out(ctx.words(), &body),
    ))
}

/// A link, only where there is something behind it.
pub(super) fn where_it_is(held: &Held, w: Words) -> Markup {
    html! {
        @if held.says_yes_to(Purpose::PayEvidence) || !held.pay.is_empty() {
            p { a href="/home/pay" { (w.t(&say::link())) } }
        }
    }
}

/// What was written down, for this page and for the copy of everything.
pub(super) fn exactly(exact: &Exact, w: Words) -> Markup {
    html! { p class="app-wrap" { (w.t(&say::exactly(exact.amount.as_str(), exact.employer.as_str()))) } }
}

fn body(ctx: &Ctx, held: &Held, typed: Option<&Form>) -> Markup {
    let w = ctx.words();
    let live = |s: &&Said| s.live && s.said.purpose == Purpose::PayEvidence;
    let yeses: Vec<&Said> = held.said.iter().filter(live).collect();
    let kept = |j: &&JobTold| j.job.state == JobState::Kept;
    let jobs: Vec<&JobTold> = held.jobs.iter().filter(kept).collect();
    let over = held
        .pay
        .iter()
        .filter(|p| yeses.iter().all(|s| s.said.id != p.said));
    html! {
        @if typed.is_some() { (w.problems(&[("maincontent", say::both())])) }
        h1 { (w.t(&say::heading())) }
        @if yeses.is_empty() {
            p { (w.t(&say::not_said())) }
            p { a href="/home/more" { (w.t(&say::say_more())) } " " (w.t(&say::need_not())) }
        } @else {
            p { (w.t(&say::nothing_needed())) }
            p { (w.t(&say::goes())) }
        }
        @for s in &yeses {
            h2 { (w.t(&say::for_whom(s.recipient.as_str()))) }
            p { (w.t(&say::can_read(s.said.until))) " " a href="/home/more" { (w.t(&say::stop())) } "." }
            @if jobs.is_empty() { p { (w.t(&say::no_job())) " " a href="/home/jobs/add" { (w.t(&say::tell_one())) } "." } }
            @for j in &jobs { (one(ctx, held, s, j, typed)) }
        }
        @for pay in over {
            h2 { (w.t(&say::nobody())) }
            (exactly(&pay.exact, w))
            (out(ctx, pay.job, pay.said))
        }
    }
}

fn one(ctx: &Ctx, held: &Held, s: &Said, j: &JobTold, typed: Option<&Form>) -> Markup {
    let w = ctx.words();
    let (job, said) = (j.job.id, s.said.id);
    let there = held.pay.iter().find(|p| p.job == job && p.said == said);
    let this = |f: &&Form| f.get("job") == job.to_string() && f.get("said") == said.to_string();
    let typed = typed.filter(this);
    let value = |name: &'static str, kept: fn(&Exact) -> &str| match (typed, there) {
        (Some(form), _) => form.get(name).to_owned(),
        (None, Some(pay)) => kept(&pay.exact).to_owned(),
        (None, None) => String::new(),
    };
    let (employer, amount) = (value("employer", |e| &e.employer), value("amount", |e| &e.amount));
    let field = |name: &'static str, label: &Say, value: &str| {
        let id = format!("{name}-{job}-{said}");
        input(&Input {
            id: Some(&id),
            name,
            label: Label::from(w.t(label)),
            value: Some(value).filter(|v| !v.is_empty()),
            error: typed.filter(|_| value.is_empty()).map(|_| w.t(&say::both())),
            autocomplete: Some("off"),
            ..Input::default()
        })
    };
    let title = j.job.told.work.clone().unwrap_or_else(|| w.s(&say::a_job()));
    card(&Card {
        heading_level: Some(3),
        ..Card::titled(
            title,
            html! {
                form method="post" action="/home/pay" novalidate {
                    (ctx.csrf())
                    input type="hidden" name="job" value=(job);
                    input type="hidden" name="said" value=(said);
                    (field("employer", &say::employer(), &employer))
                    (field("amount", &say::amount(), &amount))
                    (button(&Button::secondary(w.t(&say::save()))))
                }
                @if there.is_some() { (out(ctx, job, said)) }
            },
        )
    })
}

fn out(ctx: &Ctx, job: JobId, said: SaidId) -> Markup {
    html! {
        form method="post" action="/home/pay/out" novalidate {
            (ctx.csrf())
            input type="hidden" name="job" value=(job);
            input type="hidden" name="said" value=(said);
            (button(&Button::secondary(ctx.words().t(&say::out()))))
        }
    }
}

fn which(form: &Form) -> Result<(JobId, SaidId), Error> {
    let job = form.get("job").parse().map_err(|_| Error::NotFound)?;
    let said = form.get("said").parse().map_err(|_| Error::NotFound)?;
    Ok((job, said))
}

async fn write(Posted { mut ctx, form }: Posted) -> Answer {
    let mut words = [String::new(), String::new()];
    for (text, field) in words.iter_mut().zip(["employer", "amount"]) {
        match screened(&form, field) {
            Screened::Keep(kept) => *text = kept,
            Screened::Ask(typed) => {
                ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
                    .await?;
                let fields = ["job", "said", "employer", "amount"].map(|f| (f, form.get(f)));
                let body = offer_to_mask(&ctx, "/home/pay", &fields, &typed);
                return Ok(ctx.page_said_with_errors(
                    &say::title(),
                    Some("/home/pay"),
                    &with_way_out(ctx.words(), &body),
                ));
            }
        }
    }
    let [employer, amount] = words;
    let at = which(&form);
    let written = ctx
        .act(Lane::Normal, move |desk, visit| {
            let (job, said) = at?;
            pay::write(desk, &visit.actor, job, said, &Exact { employer, amount })
        })
        .await;
    match written {
        Ok(()) => Ok(ctx.see("/home/pay")),
        Err(f) if matches!(f.error, Error::NotNow(NotNow::Empty)) => {
            let held = open(&mut ctx).await?;
            let body = body(&ctx, &held, Some(&form));
            Ok(ctx.page_said_with_errors(
                &say::title(),
                Some("/home/jobs"),
                &with_way_out(ctx.words(), &body),
            ))
        }
        Err(f) => Err(f),
    }
}

async fn take_out(Posted { mut ctx, form }: Posted) -> Answer {
    let at = which(&form);
    ctx.act(Lane::Normal, move |desk, visit| {
        let (job, said) = at?;
        pay::take_out(desk, &visit.actor, job, said)
    })
    .await?;
    Ok(ctx.see("/home/pay"))
}
