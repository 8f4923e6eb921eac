//! Change your mind: pause, stop some things, or stop everything and leave. No reason is asked for, nothing typed is
//! needed, and no answer of this page is an error. Uses the lane that is kept free for stops.

use maud::{Markup, html};
use sayso_app::change_mind::{self, Heard};
use sayso_app::own::{self, Held, Sent};
use sayso_app::{Error, Lane};
use sayso_core::id::SchemeId;
use sayso_core::referral::State;
use sayso_core::sayso::Purpose;

use super::home::nothing_there;
use super::{column, me};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Label, Legend, button, checkboxes, inset_text, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/change", Who::Person, "open_own", "own_opened", ask);
    r.post("/home/change", Who::Person, "stop", "left", change);
    r.get(
        "/home/change/some",
        Who::Person,
        "open_own",
        "own_opened",
        ask_some,
    );
    r.post(
        "/home/change/some",
        Who::Person,
        "stop",
        "purpose_stopped",
        stop_some,
    );
}

const TITLE: &str = "Change your mind";

async fn open(ctx: &mut Ctx) -> Result<Held, crate::error::Failure> {
    // The way to a stop is kept as free as the stop itself.
    ctx.act(Lane::Stop, |desk, visit| {
        own::open_way_out(desk, &visit.actor, "the page for changing your mind")
    })
    .await
}

/// An optional thing that counts now: its value in a form, and its words.
struct Optional {
    value: String,
    words: String,
}

/// The optional things that count now, with the service where there are several.
fn optional(held: &Held) -> Vec<Optional> {
    let several = held.all_open().count() > 1;
    let mut all: Vec<Optional> = vec![];
    for s in held
        .said
        .iter()
        .filter(|s| s.live && s.said.purpose != Purpose::Refer)
    {
        let purpose = s.said.purpose;
        let of = held.all_open().find(|o| Some(o.referral.scheme) == s.scheme);
        let (value, words) = match of {
            Some(sent) if several => (
                format!("{purpose} {}", sent.referral.scheme),
                format!("{}: {}", sent.service, purpose.in_words()),
            ),
            _ => (purpose.to_string(), purpose.in_words().to_owned()),
        };
        if all.iter().all(|o| o.value != value) {
            all.push(Optional {
                value,
                words: super::sentence(&words),
            });
        }
    }
    all.sort_by(|a, b| a.value.cmp(&b.value));
    all
}

async fn ask(mut ctx: Ctx) -> Answer {
    let held = open(&mut ctx).await?;
    Ok(page(&ctx, &held, None))
}

fn page(ctx: &Ctx, held: &Held, note: Option<&str>) -> axum::response::Response {
    let body = html! {
        @if let Some(note) = note { (inset_text(&note.into())) }
        @if held.open().is_some() || held.said.iter().any(|s| s.live) { (choices(ctx, held)) } @else {
            h1 { "Nothing is shared now" }
            p { "There is nothing to stop. Nothing about you goes anywhere." }
        }
    };
    ctx.page(TITLE, Some("/home"), &column(&body))
}

fn choices(ctx: &Ctx, held: &Held) -> Markup {
    let open: Vec<&Sent> = held.all_open().collect();
    let several = open.len() > 1;
    let in_state = |wanted: &[State]| open.iter().any(|s| wanted.contains(&s.referral.state));
    let ids: Vec<(String, String)> = open
        .iter()
        .map(|s| {
            (
                format!("pause {}", s.referral.scheme),
                format!("leave {}", s.referral.scheme),
            )
        })
        .collect();
    let mut items = vec![];
    for (sent, (pause, _)) in open.iter().zip(&ids) {
        if matches!(sent.referral.state, State::Accepted | State::Active) {
            let what = if several {
                format!("Pause {}", sent.service)
            } else {
                "Pause".into()
            };
            let hint = if sent.is_about_work() {
                "Your coach sees only your name and that you paused. Nothing is lost."
            } else {
                "They see only your name and that you paused. Nothing is lost."
            };
            items.push(Choice::hinted(pause, what, hint));
        }
    }
    if !optional(held).is_empty() {
        items.push(Choice::hinted(
            "some",
            "Stop sharing some things",
            "Keep your support, and stop something else.",
        ));
    }
    if several {
        for (sent, (_, leave)) in open.iter().zip(&ids) {
            let what = format!("Leave {} and keep the rest", sent.service);
            let hint = "Sharing with it stops at once. The others are told nothing.";
            items.push(Choice::hinted(leave, what, hint));
        }
    }
    items.push(Choice::hinted(
        "leave",
        "Stop everything and leave",
        "Sharing stops at once. You can come back any time.",
    ));
    html! {
        form method="post" action="/home/change" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "what",
                legend: Some(Legend::page_heading("What would you like to change?")),
                hint: "You do not have to say why. Your care stays the same.".into(),
                items,
                ..Choices::default()
            }))
            (button(&Button::primary("Make this change")))
        }
        @if in_state(&[State::Paused]) {
            p { "You paused this. " a href="/home" { "Start again from your page" } "." }
        }
        @if in_state(&[State::Held]) {
            p { "It has not been sent yet. " a href="/home" { "You can also undo it from your page" } "." }
        }
        p { "You can also phone or visit your practice, or send the slip of your card." }
        @if held.open().is_some() { p { a href="/home/more" { "Say yes to something more" } } }
    }
}

async fn change(Posted { mut ctx, form }: Posted) -> Answer {
    let (what, which) = match form.get("what").split_once(' ') {
        Some((what, service)) => (what, service.parse::<SchemeId>().ok()),
        None => (form.get("what"), None),
    };
    match what {
        "leave" => {
            ctx.act(Lane::Stop, move |desk, visit| {
                change_mind::leave_one(desk, &visit.actor, me(visit)?, which, Heard::ONLINE)
            })
            .await?;
            Ok(ctx.see("/home/changed"))
        }
        "pause" => {
            let paused = ctx
                .act(Lane::Stop, move |desk, visit| {
                    change_mind::pause_one(desk, &visit.actor, me(visit)?, which, Heard::ONLINE)
                })
                .await;
            match paused {
                Ok(()) => Ok(ctx.see("/home/changed")),
                Err(f) if matches!(f.error, Error::NotFound) && me(&ctx.visit).is_err() => Err(f),
                Err(f) if nothing_there(&f.error) => {
                    let held = open(&mut ctx).await?;
                    let note =
                        "A pause is not possible just now, so nothing has changed. You can still leave.";
                    Ok(page(&ctx, &held, Some(note)))
                }
                Err(f) => Err(f),
            }
        }
        "some" => {
            ctx.act(Lane::Stop, |_, visit| me(visit).map(drop)).await?;
            Ok(ctx.see("/home/change/some"))
        }
        _ => {
            let held = open(&mut ctx).await?;
            let note = "Nothing has changed yet. Choose one of these when you are ready.";
            Ok(page(&ctx, &held, Some(note)))
        }
    }
}

async fn ask_some(mut ctx: Ctx) -> Answer {
    let held = open(&mut ctx).await?;
    Ok(some_page(&ctx, &held, None))
}

fn some_page(ctx: &Ctx, held: &Held, note: Option<&str>) -> axum::response::Response {
    let optional = optional(held);
    let body = html! {
        @if let Some(note) = note { (inset_text(&note.into())) }
        @if optional.is_empty() {
            h1 { "You share nothing besides your support" }
            p { "To stop your support too, " a href="/home/change" { "stop everything and leave" } "." }
        } @else {
            form method="post" action="/home/change/some" novalidate {
                (ctx.csrf())
                (checkboxes(&Choices {
                    name: "purpose",
                    legend: Some(Label::page_heading("What would you like to stop?")),
                    hint: "Your support goes on. You can say yes again later.".into(),
                    items: optional.iter().map(|o| Choice::new(&o.value, o.words.as_str())).collect(),
                    ..Choices::default()
                }))
                (button(&Button::primary("Stop what I ticked")))
            }
            p { a href="/home/change" { "Stop everything and leave instead" } }
        }
    };
    ctx.page(TITLE, Some("/home/change"), &column(&body))
}

async fn stop_some(Posted { mut ctx, form }: Posted) -> Answer {
    // Support itself is not on this page: stopping it is leaving, which has a page of its own.
    let service = super::service_of(&form);
    let chosen: Vec<(Purpose, Option<SchemeId>)> = form
        .all("purpose")
        .filter_map(|ticked| {
            let (purpose, of) = match ticked.split_once(' ') {
                Some((purpose, of)) => (purpose, of.parse().ok()),
                None => (ticked, service),
            };
            Some((Purpose::parse(purpose).filter(|p| *p != Purpose::Refer)?, of))
        })
        .collect();
    if chosen.is_empty() {
        let held = open(&mut ctx).await?;
        let note = "Nothing has changed yet. Tick what you would like to stop.";
        return Ok(some_page(&ctx, &held, Some(note)));
    }
    ctx.act(Lane::Stop, move |desk, visit| {
        let person = me(visit)?;
        for purpose in chosen {
            change_mind::stop_one_of(desk, &visit.actor, person, purpose, Heard::ONLINE)?;
        }
        Ok(())
    })
    .await?;
    Ok(ctx.see("/home/changed"))
}
