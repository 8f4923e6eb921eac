//! Change your mind: pause, stop some things, or stop everything and leave. No reason is asked for, nothing typed is
//! needed, and no answer of this page is an error. Uses the lane that is kept free for stops.

use maud::{Markup, html};
use sayso_app::change_mind::{self, Heard};
use sayso_app::own::{self, Held, Sent};
use sayso_app::{Error, Lane};
use sayso_core::id::SchemeId;
use sayso_core::referral::State;
use sayso_core::sayso::Purpose;
use sayso_words::Say;
use sayso_words::sayings::change as say;

use super::home::nothing_there;
use super::{column, me};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Label, Legend, button, checkboxes, inset_text, radios};
use crate::reading::Words;
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

async fn open(ctx: &mut Ctx) -> Result<Held, crate::error::Failure> {
    // The way to a stop is kept as free as the stop itself.
    ctx.act(Lane::Stop, |desk, visit| {
        own::open_way_out(desk, &visit.actor, "the page for changing your mind")
    })
    .await
}

/// An optional thing that counts now: its value in a form, and the service where there are several.
struct Optional {
    value: String,
    purpose: Purpose,
    service: Option<String>,
}

impl Optional {
    fn words(&self, w: Words) -> String {
        let purpose = w.s(&sayso_words::purpose(self.purpose));
        match &self.service {
            Some(service) => format!("{service}: {purpose}"),
            None => super::sentence(&purpose),
        }
    }
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
        let (value, service) = match of {
            Some(sent) if several => (
                format!("{purpose} {}", sent.referral.scheme),
                Some(sent.service.clone()),
            ),
            _ => (purpose.to_string(), None),
        };
        if all.iter().all(|o| o.value != value) {
            all.push(Optional {
                value,
                purpose,
                service,
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

fn page(ctx: &Ctx, held: &Held, note: Option<&Say>) -> axum::response::Response {
    let w = ctx.words();
    let body = html! {
        @if let Some(note) = note { (inset_text(&w.t(note))) }
        @if held.open().is_some() || held.said.iter().any(|s| s.live) { (choices(ctx, held)) } @else {
            h1 { (w.t(&say::nothing_title())) }
            p { (w.t(&say::nothing())) }
        }
    };
    ctx.page_said(&say::title(), Some("/home"), &column(w, &body))
}

fn choices(ctx: &Ctx, held: &Held) -> Markup {
    let open: Vec<&Sent> = held.all_open().collect();
    let (w, several) = (ctx.words(), open.len() > 1);
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
                say::pause_one(sent.service.as_str())
            } else {
                say::pause()
            };
            let hint = if sent.is_about_work() {
                say::pause_hint()
            } else {
                say::pause_hint_they()
            };
            items.push(Choice::hinted(pause, w.t(&what), w.t(&hint)));
        }
    }
    if !optional(held).is_empty() {
        items.push(Choice::hinted("some", w.t(&say::some()), w.t(&say::some_hint())));
    }
    if several {
        for (sent, (_, leave)) in open.iter().zip(&ids) {
            let what = w.t(&say::leave_one(sent.service.as_str()));
            items.push(Choice::hinted(leave, what, w.t(&say::leave_one_hint())));
        }
    }
    items.push(Choice::hinted(
        "leave",
        w.t(&say::leave()),
        w.t(&say::leave_hint()),
    ));
    html! {
        form method="post" action="/home/change" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "what",
                legend: Some(Legend::page_heading(w.t(&say::question()))),
                hint: w.t(&say::question_hint()),
                items,
                ..Choices::default()
            }))
            (button(&Button::primary(w.t(&say::make()))))
        }
        @if in_state(&[State::Paused]) {
            p { a href="/home" { (w.t(&say::is_paused())) } }
        }
        @if in_state(&[State::Held]) {
            p { a href="/home" { (w.t(&say::is_held())) } }
        }
        p { (w.t(&say::other_ways())) }
        h2 class="nhsuk-heading-s" { (w.t(&say::instead_title())) }
        p { (w.t(&say::instead())) }
        p { a href="/home/services" { (w.t(&say::instead_link())) } }
        @if held.open().is_some() { p { a href="/home/more" { (w.t(&say::yes_to_more())) } } }
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
                    Ok(page(&ctx, &held, Some(&say::no_pause())))
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
            Ok(page(&ctx, &held, Some(&say::choose())))
        }
    }
}

async fn ask_some(mut ctx: Ctx) -> Answer {
    let held = open(&mut ctx).await?;
    Ok(some_page(&ctx, &held, None))
}

fn some_page(ctx: &Ctx, held: &Held, note: Option<&Say>) -> axum::response::Response {
    let w = ctx.words();
    let optional = optional(held);
    let body = html! {
        @if let Some(note) = note { (inset_text(&w.t(note))) }
        @if optional.is_empty() {
            h1 { (w.t(&say::only_support())) }
            p { a href="/home/change" { (w.t(&say::only_support_leave())) } }
        } @else {
            form method="post" action="/home/change/some" novalidate {
                (ctx.csrf())
                (checkboxes(&Choices {
                    name: "purpose",
                    legend: Some(Label::page_heading(w.t(&say::which()))),
                    hint: w.t(&say::which_hint()),
                    items: optional.iter().map(|o| Choice::new(&o.value, o.words(w))).collect(),
                    ..Choices::default()
                }))
                (button(&Button::primary(w.t(&say::stop_ticked()))))
            }
            p { a href="/home/change" { (w.t(&say::leave_instead())) } }
        }
    };
    ctx.page_said(&say::title(), Some("/home/change"), &column(w, &body))
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
        return Ok(some_page(&ctx, &held, Some(&say::tick())));
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
