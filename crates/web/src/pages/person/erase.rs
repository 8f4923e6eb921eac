//! Erase everything: what goes at once, what goes in seven days, what a rule keeps and until when. The one thing here
//! that cannot be taken back in the end, so it takes the private word, a code, and time.

use maud::{Markup, html};
use sayso_app::own::{self, Asked, Standing};
use sayso_app::{Error, Lane};

use super::first::may_try;
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Input, Label, button, input};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::erase as say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/erase", Who::Person, "open_own", "own_opened", page);
    r.post("/home/erase", Who::Person, "erase", "erasure_asked", ask);
    r.post(
        "/home/erase/confirm",
        Who::Person,
        "erase",
        "erasure_confirmed",
        confirm,
    );
    r.post("/home/erase/keep", Who::Person, "erase", "erasure_undone", keep);
}

async fn open(ctx: &mut Ctx) -> Result<Standing, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| own::erasure(desk, &visit.actor))
        .await
}

async fn page(mut ctx: Ctx) -> Answer {
    let standing = open(&mut ctx).await?;
    let w = ctx.words();
    let body = whole(&ctx, &standing, &[]);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn whole(ctx: &Ctx, s: &Standing, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    html! {
        (w.problems(errors))
        @match s.asked {
            Asked::Confirmed(at) => {
                h1 { (w.t(&say::goes_on(at))) }
                p { (w.t(&say::nothing_shared())) }
                p { (w.t(&say::new_yes())) }
                (keep_form(ctx, &say::keep()))
            }
            Asked::ByItself(at) => {
                h1 { (w.t(&say::by_itself(at))) }
                p { (w.t(&say::by_itself_why())) }
                p { (w.t(&say::by_itself_nothing())) }
                (keep_form(ctx, &say::keep_a_year()))
                h2 { (w.t(&say::sooner())) }
                (what_happens(s, w))
                (ask_form(ctx, s, errors))
            }
            Asked::ForTheCode => {
                h1 { (w.t(&say::enter_code())) }
                p { (w.t(&say::code_came())) }
                (one_field(ctx, "/home/erase/confirm", "code", (say::code(), say::erase_in()), errors))
                (keep_form(ctx, &say::keep()))
            }
            Asked::No => {
                h1 { (w.t(&say::heading())) }
                (what_happens(s, w))
                (ask_form(ctx, s, errors))
                p { (w.t(&say::need_not())) " " a href="/home/change" { (w.t(&say::leaving())) } " " (w.t(&say::leaving_stops())) }
            }
        }
    }
}

fn what_happens(s: &Standing, w: Words) -> Markup {
    html! {
        h2 { (w.t(&say::what_happens())) }
        ol {
            li { (w.t(&say::we_send())) }
            li { (w.t(&say::when_typed())) }
            li { (w.t(&say::seven_days())) }
        }
        h2 { (w.t(&say::what_stays())) }
        ul {
            li { (w.t(&say::got_before())) }
            li { (w.t(&say::that_happened())) }
            li { (w.t(&say::backups())) }
            @for kept in &s.kept { li { (w.t(&say::kept_for(u32::try_from(kept.days() / 365).unwrap_or(u32::MAX), sayso_words::known(kept.in_words())))) } }
        }
    }
}

fn ask_form(ctx: &Ctx, s: &Standing, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    html! {
        @if s.enrolled {
            (one_field(ctx, "/home/erase", "private", (say::private(), say::send_code()), errors))
        } @else {
            p { (w.t(&say::first())) " " a href="/home/contact" { (w.t(&say::choose_word())) } ". " (w.t(&say::nobody_else())) }
        }
    }
}

fn keep_form(ctx: &Ctx, press: &Say) -> Markup {
    let w = ctx.words();
    html! {
        form method="post" action="/home/erase/keep" novalidate {
            (ctx.csrf())
            (button(&Button::secondary(w.t(press))))
        }
    }
}

fn one_field(
    ctx: &Ctx,
    action: &str,
    name: &'static str,
    (label, press): (Say, Say),
    errors: &[(&str, Say)],
) -> Markup {
    let w = ctx.words();
    html! {
        form method="post" action=(action) novalidate {
            (ctx.csrf())
            (input(&Input {
                name,
                label: Label::from(w.s(&label)),
                autocomplete: Some("off"),
                spellcheck: Some(false),
                width: Some(20),
                error: errors.first().map(|(_, say)| w.t(say)),
                ..Input::default()
            }))
            (button(&Button::primary(w.t(&press))))
        }
    }
}

async fn ask(Posted { mut ctx, form }: Posted) -> Answer {
    ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
        .await?;
    if !may_try(&ctx) {
        return Err(ctx.failure(Error::Busy));
    }
    let word = form.get("private").to_owned();
    let right = ctx
        .act(Lane::Normal, move |desk, visit| {
            own::ask_erasure(desk, &visit.actor, &word)
        })
        .await?;
    answer(&mut ctx, right, ("private", say::not_your_word())).await
}

async fn confirm(Posted { mut ctx, form }: Posted) -> Answer {
    let code = form.get("code").to_owned();
    let right = ctx
        .act(Lane::Stop, move |desk, visit| {
            own::confirm_erasure(desk, &visit.actor, &code)
        })
        .await?;
    answer(&mut ctx, right, ("code", say::code_wrong())).await
}

async fn answer(ctx: &mut Ctx, right: bool, wrong: (&str, Say)) -> Answer {
    if right {
        return Ok(ctx.see("/home/erase"));
    }
    let standing = open(ctx).await?;
    let w = ctx.words();
    let body = whole(ctx, &standing, &[wrong]);
    Ok(ctx.page_said_with_errors(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

async fn keep(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, |desk, visit| {
        own::keep_everything(desk, &visit.actor)
    })
    .await?;
    Ok(ctx.see("/home/erase"))
}
