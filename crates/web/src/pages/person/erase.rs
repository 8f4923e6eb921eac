//! Erase everything: what goes at once, what goes in seven days, what a rule keeps and until when. The one thing here
//! that cannot be taken back in the end, so it takes the private word, a code, and time.

use maud::{Markup, html};
use sayso_app::own::{self, Asked, Standing};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};

use super::first::may_try;
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Input, Label, button, input, problems};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/erase", Who::Person, "open_own", "own_opened", page);
    r.post("/home/erase", Who::Person, "stop", "erasure_asked", ask);
    r.post(
        "/home/erase/confirm",
        Who::Person,
        "stop",
        "erasure_confirmed",
        confirm,
    );
    r.post("/home/erase/keep", Who::Person, "stop", "erasure_undone", keep);
}

const TITLE: &str = "Erase everything";

async fn open(ctx: &mut Ctx) -> Result<Standing, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| own::erasure(desk, &visit.actor))
        .await
}

async fn page(mut ctx: Ctx) -> Answer {
    let standing = open(&mut ctx).await?;
    let body = whole(&ctx, &standing, &[]);
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(&body)))
}

fn whole(ctx: &Ctx, s: &Standing, errors: &[(&str, &str)]) -> Markup {
    html! {
        (problems(errors))
        @match s.asked {
            Asked::Confirmed(at) => {
                h1 { "Everything goes on " (moment_in_words(at)) }
                p { "Nothing is shared any more. Until then you can keep everything after all." }
                p { "A yes to something new before then keeps everything too." }
                (keep_form(ctx))
            }
            Asked::ForTheCode => {
                h1 { "Enter the code we sent you" }
                p { "It came the way you asked to be reached. It works for 24 hours." }
                (one_field(ctx, "/home/erase/confirm", "code", "Code", "Erase everything in seven days", errors))
                (keep_form(ctx))
            }
            Asked::No => {
                h1 { "Do you want everything here erased?" }
                (what_happens(s))
                @if s.enrolled {
                    (one_field(ctx, "/home/erase", "private", "Your private word", "Send me a code", errors))
                } @else {
                    p { "First " a href="/home/contact" { "choose a private word" } ". Nobody else can then ask for this." }
                }
                p { "You need not do this to leave. " a href="/home/change" { "Leaving" } " stops all sharing and keeps your page." }
            }
        }
    }
}

fn what_happens(s: &Standing) -> Markup {
    html! {
        h2 { "What happens" }
        ol {
            li { "We send you a code, the way you asked to be reached." }
            li { "When you type it, sharing stops at once. Each organisation is told “has left”, and nothing else." }
            li { "Seven days later everything here is erased for good. Until then you can keep it." }
        }
        h2 { "What stays" }
        ul {
            li { "What organisations got before: ask them to erase it. They were told what you agreed to." }
            li { "That something happened, without a name and without words. Nobody can read more." }
            li { "Old backups, until they are deleted by their own plan." }
            @for kept in &s.kept { li { "For " (kept.days() / 365) " years: " (kept.in_words()) "." } }
        }
    }
}

fn keep_form(ctx: &Ctx) -> Markup {
    html! {
        form method="post" action="/home/erase/keep" novalidate {
            (ctx.csrf())
            (button(&Button::secondary("Keep everything")))
        }
    }
}

fn one_field(
    ctx: &Ctx,
    action: &str,
    name: &'static str,
    label: &'static str,
    press: &'static str,
    errors: &[(&str, &str)],
) -> Markup {
    html! {
        form method="post" action=(action) novalidate {
            (ctx.csrf())
            (input(&Input {
                name,
                label: Label::from(label),
                autocomplete: Some("off"),
                spellcheck: Some(false),
                width: Some(20),
                error: errors.first().map(|(_, words)| (*words).into()),
                ..Input::default()
            }))
            (button(&Button::primary(press)))
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
    answer(&mut ctx, right, ("private", "That is not your private word")).await
}

async fn confirm(Posted { mut ctx, form }: Posted) -> Answer {
    let code = form.get("code").to_owned();
    let right = ctx
        .act(Lane::Stop, move |desk, visit| {
            own::confirm_erasure(desk, &visit.actor, &code)
        })
        .await?;
    answer(&mut ctx, right, ("code", "That code does not work")).await
}

async fn answer(ctx: &mut Ctx, right: bool, wrong: (&str, &str)) -> Answer {
    if right {
        return Ok(ctx.see("/home/erase"));
    }
    let standing = open(ctx).await?;
    let body = whole(ctx, &standing, &[wrong]);
    Ok(ctx.page_with_errors(TITLE, Some("/home"), &with_way_out(&body)))
}

async fn keep(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, |desk, visit| {
        own::keep_everything(desk, &visit.actor)
    })
    .await?;
    Ok(ctx.see("/home/erase"))
}
