//! The one page of somebody with a recorded power: one question in the person's own words, a yes to exactly that, undo
//! and stop. Titles and headings name nobody: the phone may be anybody's. Never a page of the person's own.

use maud::{Markup, html};
use sayso_app::power::{self, Deciding, Given};
use sayso_app::{Error, Lane};
use sayso_core::referral::State;
use sayso_words::sayings::deciding as say;

use super::person::services::{Stands, letter, page, step};
use super::supporter::column;
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::nhs::{Button, button};
use crate::reading::Words;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        HERE,
        Who::Attorney,
        "read_by_power read_public",
        "attorney_looked",
        home,
    );
    r.post(HERE, Who::Attorney, "key_agreement", "agreed", say_yes);
    r.post("/deciding/undo", Who::Attorney, "undo", "undone", undo);
    r.post("/deciding/stop", Who::Attorney, "stop", "left", stop);
}

const HERE: &str = "/deciding";

fn stands(w: Words) -> Stands {
    Stands {
        action: HERE.into(),
        // Nothing has to be said: the front page, which is about nobody.
        no: "/",
        change: HERE.into(),
        own: false,
        lead: html! {
            p { strong { (w.t(&say::lead_for())) } }
            p { (w.t(&say::lead_wishes())) }
            p { (w.t(&say::lead_sees())) }
        },
    }
}

async fn open(ctx: &mut Ctx) -> Result<Deciding, Failure> {
    ctx.act(Lane::Normal, |desk, visit| power::home(desk, &visit.actor))
        .await
}

async fn home(mut ctx: Ctx) -> Answer {
    let deciding = open(&mut ctx).await?;
    let body = shown(&ctx, &deciding);
    Ok(ctx.page_said(&say::title(), None, &column(ctx.words(), &body)))
}

fn shown(ctx: &Ctx, deciding: &Deciding) -> Markup {
    let w = ctx.words();
    html! {
        @match deciding {
            Deciding::Nothing => {
                h1 { (w.t(&say::nothing_heading())) }
                p { (w.t(&say::nothing_why())) }
                p { (w.t(&say::nothing_next())) }
            }
            Deciding::Asked(asking) => (page(ctx, &stands(w), asking, &Form::default(), &[])),
            Deciding::Given(given) => (given_page(ctx, given)),
        }
        p { a href="/speak-up" { (w.t(&say::concern())) } }
        (ctx.chooser())
    }
}

fn given_page(ctx: &Ctx, g: &Given) -> Markup {
    let w = ctx.words();
    let (service, provider) = (g.service.as_str(), g.provider.as_str());
    let stands = match g.state {
        State::Held => say::held(service, provider, g.held_until),
        State::Sent | State::Accepted | State::Active | State::Paused => say::sent(service, provider),
        State::Declined | State::Finished | State::Left | State::Closed | State::Void => {
            say::over(service, provider)
        }
    };
    let form = |action: &str, words| {
        html! {
            form method="post" action=(action) novalidate {
                (ctx.csrf())
                (button(&Button::secondary(w.t(&words))))
            }
        }
    };
    html! {
        h1 { (w.t(&say::given_heading())) }
        p { (w.t(&stands)) }
        p { (w.t(&say::lead_sees())) }
        @if g.state == State::Held { (form("/deciding/undo", say::undo())) }
        @if g.state.is_open() {
            p { (w.t(&say::stop_what())) " " (w.t(&say::told())) }
            (form("/deciding/stop", say::stop()))
        }
    }
}

async fn say_yes(Posted { mut ctx, form }: Posted) -> Answer {
    let deciding = open(&mut ctx).await?;
    let Deciding::Asked(asking) = deciding else {
        // A second press, or the record has ended meanwhile: the page shows how things are.
        return Ok(ctx.see(HERE));
    };
    let stands = stands(ctx.words());
    let (yes, shown) = match step(&ctx, &stands, &asking, &form) {
        Ok(said) => said,
        Err(next) if next.errors => {
            return Ok(ctx.page_said_with_errors(&say::title(), None, &column(ctx.words(), &next.body)));
        }
        Err(next) => {
            return Ok(ctx.page_said(&say::title(), Some(&next.back), &column(ctx.words(), &next.body)));
        }
    };
    let again = yes.clone();
    let kept = ctx
        .act(Lane::Normal, move |desk, visit| {
            power::say_yes(desk, &visit.actor, &yes, shown)
        })
        .await;
    match kept {
        Ok(_) => Ok(ctx.see(HERE)),
        Err(failure) if failure.error == Error::Conflict => {
            let body = letter(&ctx, &stands, &asking, &form, &again);
            Ok(ctx.page_said_with_errors(&say::title(), Some(HERE), &column(ctx.words(), &body)))
        }
        Err(failure) => Err(failure),
    }
}

async fn undo(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Stop, |desk, visit| power::undo(desk, &visit.actor))
        .await?;
    Ok(ctx.see(HERE))
}

async fn stop(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Stop, |desk, visit| power::stop(desk, &visit.actor))
        .await?;
    Ok(ctx.see(HERE))
}
