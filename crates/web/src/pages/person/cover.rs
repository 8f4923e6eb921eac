//! A colleague who would stand in for the coach, or become the coach: the person is asked first. Two equal answers;
//! no answer is a no.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::cover::{self, Named};
use sayso_app::{Error, Lane, coaching, own};
use sayso_core::coaching::CoverState;
use sayso_core::decide::coaching::GOODBYE;
use sayso_core::sayso::Channel;

use super::{me, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, Choice, Choices, Content, button, card, radios};
use crate::routes::{Routes, Who};
use sayso_words::sayings::cover as say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/coach", Who::Person, "open_own", "own_opened", page);
    r.post(
        "/home/goodbye",
        Who::Person,
        "write_own",
        "goodbye_chosen",
        choose_goodbye,
    );
    r.post(
        "/home/coach/{cover}",
        Who::Person,
        "answer_cover",
        "cover_agreed cover_not_wanted",
        answer,
    );
}

async fn page(mut ctx: Ctx) -> Answer {
    let held = ctx
        .act(Lane::Normal, |desk, visit| {
            own::open(desk, &visit.actor, "the page about who helps you", 0, None)
        })
        .await?;
    let mut coaches: Vec<String> = held.all_open().filter_map(|s| s.coach.clone()).collect();
    let beside = held
        .covers
        .iter()
        .filter(|n| n.cover.beside && n.cover.counts_at(held.now));
    coaches.extend(beside.map(|n| n.to.clone()));
    let w = ctx.words();
    let body = html! {
        h1 { @match coaches.as_slice() {
            [] => (w.t(&say::nobody())),
            [name] => { (w.t(&say::helps(name.as_str()))) }
            several => { (w.t(&say::help(super::names(several)))) }
        } }
        @for name in held.all_open().filter(|s| s.coach_rests).filter_map(|s| s.coach.as_deref()) {
            p { (w.t(&say::not_at_work(name))) }
        }
        @if held.covers.is_empty() { p { (w.t(&say::no_change())) } }
        @for named in &held.covers { (one(&ctx, named)) }
        (goodbye(&ctx, held.goodbye))
    };
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

/// Chosen while nothing presses; nobody is asked when they leave.
fn goodbye(ctx: &Ctx, wanted: bool) -> Markup {
    let w = ctx.words();
    html! {
        h2 { (w.t(&say::if_you_leave())) }
        p { (w.t(&say::goodbye())) }
        blockquote { (w.k(GOODBYE)) }
        form method="post" action="/home/goodbye" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "goodbye",
                legend: Some(w.t(&say::would_like()).into()),
                items: vec![Choice::new("yes", w.t(&say::goodbye_yes())), Choice::new("no", w.t(&say::goodbye_no()))],
                selected: vec![if wanted { "yes" } else { "no" }],
                ..Choices::default()
            }))
            (button(&Button::secondary(w.t(&say::save()))))
        }
    }
}

async fn choose_goodbye(Posted { mut ctx, form }: Posted) -> Answer {
    let wanted = form.get("goodbye") == "yes";
    ctx.act(Lane::Normal, move |desk, visit| {
        coaching::choose_goodbye(desk, &visit.actor, wanted)
    })
    .await?;
    Ok(ctx.see("/home/coach"))
}

fn one(ctx: &Ctx, n: &Named) -> Markup {
    let w = ctx.words();
    let choice = |words: Content<'static>, yes: &'static str| {
        button(&Button {
            name: Some("yes"),
            value: Some(yes),
            ..Button::secondary(words)
        })
    };
    let heading = match n.cover.ends {
        Some(_) => w.t(&say::may_stand_in(n.to.as_str(), n.from.as_str())),
        None if n.cover.beside => w.t(&say::may_help_beside(n.to.as_str(), n.from.as_str())),
        None => w.t(&say::may_become(n.to.as_str())),
    };
    card(&Card::titled(
        heading,
        html! {
            @match n.cover.ends {
                Some(until) => {
                    p { (w.t(&say::for_a_time(n.cover.starts, until))) }
                    p { (w.t(&say::no_then())) }
                }
                None if n.cover.beside => {
                    p { (w.t(&say::beside(n.cover.starts))) }
                    p { (w.t(&say::no_beside())) }
                }
                None => {
                    p { (w.t(&say::for_good(n.cover.starts, n.from.as_str()))) }
                    p { (w.t(&say::no_for_good())) }
                }
            }
            @match n.cover.state {
                CoverState::Agreed => { p { strong { (w.t(&say::said_yes())) } } }
                CoverState::NotWanted => { p { strong { (w.t(&say::said_no())) } } }
                CoverState::Asked | CoverState::Over => { p { (w.t(&say::not_answered())) } }
            }
            form method="post" action={ "/home/coach/" (n.cover.id) } novalidate {
                (ctx.csrf())
                (choice(w.t(&say::yes()), "yes")) " " (choice(w.t(&say::no()), "no"))
            }
        },
    ))
}

async fn answer(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let yes = form.get("yes").to_owned();
    ctx.act(Lane::Normal, move |desk, visit| {
        let person = me(visit)?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let yes = match yes.as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(Error::NotFound),
        };
        cover::answer(desk, &visit.actor, person, id, yes, Channel::Online)
    })
    .await?;
    Ok(ctx.see("/home/coach"))
}
