//! A colleague who would stand in for the coach, or become the coach: the person is asked first. Two equal answers;
//! no answer is a no.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::cover::{self, Named};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane, coaching, own};
use sayso_core::coaching::CoverState;
use sayso_core::decide::coaching::GOODBYE;
use sayso_core::sayso::Channel;

use super::{me, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, Choice, Choices, button, card, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/coach", Who::Person, "open_own", "own_opened", page);
    r.post(
        "/home/goodbye",
        Who::Person,
        "enrol",
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
    let coaches: Vec<String> = held.all_open().filter_map(|s| s.coach.clone()).collect();
    let body = html! {
        h1 { @match coaches.as_slice() {
            [] => "Nobody helps you at the moment",
            [name] => { (name) " helps you" }
            several => { (sayso_core::words::and(several)) " help you" }
        } }
        @if held.covers.is_empty() { p { "No change is planned. You would be asked here first." } }
        @for named in &held.covers { (one(&ctx, named)) }
        (goodbye(&ctx, held.goodbye))
    };
    Ok(ctx.page("Who helps you", Some("/home"), &with_way_out(&body)))
}

/// Chosen while nothing presses; nobody is asked when they leave.
fn goodbye(ctx: &Ctx, wanted: bool) -> Markup {
    html! {
        h2 { "If you ever leave" }
        p { "Nobody from the service writes to you after that. You can choose one short goodbye, in these words:" }
        blockquote { (GOODBYE) }
        form method="post" action="/home/goodbye" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "goodbye",
                legend: Some("Would you like it?".into()),
                items: vec![Choice::new("yes", "Yes, one short goodbye"), Choice::new("no", "No, nothing at all")],
                selected: vec![if wanted { "yes" } else { "no" }],
                ..Choices::default()
            }))
            (button(&Button::secondary("Save this")))
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
    let from = moment_in_words(n.cover.starts);
    let choice = |words: &'static str, yes: &'static str| {
        button(&Button {
            name: Some("yes"),
            value: Some(yes),
            ..Button::secondary(words)
        })
    };
    let heading = match n.cover.ends {
        Some(_) => format!("May {} stand in for {}?", n.to, n.from),
        None => format!("May {} become your coach?", n.to),
    };
    card(&Card::titled(
        heading,
        html! {
            @match n.cover.ends {
                Some(until) => {
                    p { "From " (from) " until " (moment_in_words(until)) ". They would see what you share, for that time." }
                    p { "If you say no or nothing, nobody else sees it. The team’s lead looks after it." }
                }
                None => {
                    p { "From " (from) ". They would see what you share, and " (n.from) " would not any more." }
                    p { "If you say no or nothing, nobody sees it then. The team’s lead finds somebody with you." }
                }
            }
            @match n.cover.state {
                CoverState::Agreed => { p { strong { "You said yes. You can still say no." } } }
                CoverState::NotWanted => { p { strong { "You said no. You can still say yes." } } }
                CoverState::Asked | CoverState::Over => { p { "You have not answered yet." } }
            }
            form method="post" action={ "/home/coach/" (n.cover.id) } novalidate {
                (ctx.csrf())
                (choice("Yes", "yes")) " " (choice("No", "no"))
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
