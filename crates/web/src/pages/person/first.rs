//! The first page when it is not everything: simple, because the person wants it so, or limited, because what opened it
//! may be known to staff as well. And the private word that opens the rest. The way out is on all of them.

use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use sayso_app::forgotten::Standing;
use sayso_app::own::{self, Held, Written};
use sayso_app::power::Mine;
use sayso_app::{Error, Lane};
use sayso_core::referral::State;
use sayso_words::sayings::{common, first as say_first, home as say};

use super::home::{meets, not_enrolled, said_yes};
use super::{power, service_field, standing, with_way_out, word_ends};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Input, Label, Legend, button, input, radios};
use crate::routes::{Routes, Who};
use sayso_words::Say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/open", Who::Person, "open_own", "own_opened", ask_word);
    r.post("/home/open", Who::Person, "open_own", "own_opened", give_word);
    r.post("/home/not-me", Who::Person, "enrol", "enrolment_undone", not_me);
    r.get("/home/first", Who::Person, "open_own", "own_opened", ask_first);
    r.post(
        "/home/first",
        Who::Person,
        "write_own",
        "setting_changed",
        set_first,
    );
}

/// The next meeting, and nothing that says that there is more than on any page of this kind.
pub(super) fn simple(ctx: &Ctx, next: Option<&Written>, word: Standing) -> Response {
    let w = ctx.words();
    let body = html! {
        (word_ends::banner(ctx, word))
        @match next {
            Some(next) => {
                h1 { (w.t(&say::meeting_heading())) }
                p { strong { (w.t(&meets(next, w))) } }
            }
            None => {
                h1 { (w.t(&say::no_meeting_title())) }
                p { (w.t(&say::nothing_needed())) }
            }
        }
        p { a href="/home/open" { (w.t(&say::more())) } }
    };
    ctx.page_said(&common::your_page(), None, &with_way_out(w, &body))
}

/// What was said yes to and the way out, until the person signs in with a word that nobody else has.
pub(super) fn limited(
    ctx: &Ctx,
    held: &Held,
    set: Option<Timestamp>,
    powers: &[Mine],
    word: Standing,
) -> Response {
    let w = ctx.words();
    let body = html! {
        @if !held.enrolled { (not_enrolled(w)) }
        (word_ends::banner(ctx, word))
        (power::banner(ctx, powers, false))
        h1 { (w.t(&standing::heading(held))) }
        @if held.said.iter().any(|s| s.live) { (said_yes(held, w)) }
        @for sent in held.all_open().filter(|s| s.referral.state == State::Held) {
            p { strong { (w.t(&say::goes(sent.provider.as_str(), sent.referral.held_until))) } }
            form method="post" action="/home/undo" novalidate {
                (ctx.csrf())
                (service_field(sent.referral.scheme))
                (button(&Button::secondary(w.t(&say::undo()))))
            }
        }
        @if let Some(at) = set {
            h2 { (w.t(&say::word_set(at))) }
            p { (w.t(&say::word_was_you())) }
            p { (w.t(&say::word_not_you())) }
            form method="post" action="/home/not-me" novalidate {
                (ctx.csrf())
                (button(&Button::secondary(w.t(&say::not_me()))))
            }
        } @else {
            p { (w.t(&say::short_page())) }
            p { (w.t(&say::short_until())) }
        }
        p { a href="/speak-up" { (w.t(&say::speak_up())) } }
        (ctx.chooser())
    };
    ctx.page_said(&common::your_page(), None, &with_way_out(w, &body))
}

async fn open(ctx: &mut Ctx) -> Result<Held, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| {
        own::open_way_out(desk, &visit.actor, "the page that asks for your private word")
    })
    .await
}

async fn ask_word(mut ctx: Ctx) -> Answer {
    open(&mut ctx).await?;
    let w = ctx.words();
    let body = word_page(&ctx, &[]);
    Ok(ctx.page_said(&common::your_page(), Some("/home"), &with_way_out(w, &body)))
}

fn word_page(ctx: &Ctx, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    html! {
        (w.problems(errors))
        h1 { (w.t(&say_first::private())) }
        p { (w.t(&say_first::opens_rest())) " " a href="/home/contact" { (w.t(&say_first::choose_first())) } "." }
        form method="post" action="/home/open" novalidate {
            (ctx.csrf())
            (input(&Input {
                name: "private",
                label: Label::from(w.t(&say_first::private())),
                autocomplete: Some("off"),
                spellcheck: Some(false),
                width: Some(20),
                error: errors.first().map(|(_, say)| w.t(say)),
                ..Input::default()
            }))
            (button(&Button::primary(w.t(&common::continue_()))))
        }
    }
}

async fn give_word(Posted { mut ctx, form }: Posted) -> Answer {
    open(&mut ctx).await?;
    if !may_try(&ctx) {
        return Err(ctx.failure(Error::Busy));
    }
    let word = form.get("private").to_owned();
    let right = ctx
        .act(Lane::Normal, move |desk, visit| {
            own::give_word(desk, visit, &word)
        })
        .await;
    match right {
        Ok(true) => Ok(ctx.see("/home")),
        // A session that began without a private word stays short: sign in again with it.
        Err(f) if matches!(f.error, Error::NotFound) && super::me(&ctx.visit).is_ok() => Ok(ctx.see("/home")),
        Err(f) => Err(f),
        Ok(false) => {
            let w = ctx.words();
            let body = word_page(&ctx, &[("private", say_first::not_your_word())]);
            Ok(ctx.page_said_with_errors(&common::your_page(), Some("/home"), &with_way_out(w, &body)))
        }
    }
}

/// Ten tries in ten minutes for one person, wherever they are made.
pub(super) fn may_try(ctx: &Ctx) -> bool {
    let Ok(person) = super::me(&ctx.visit) else {
        return false;
    };
    let now = ctx.site.house.source().now();
    ctx.site.rates.allow(&format!("word {person}"), 10, now)
}

async fn not_me(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Stop, |desk, visit| own::undo_enrolment(desk, &visit.actor))
        .await?;
    Ok(ctx.see_signed_out("/sign-in"))
}

async fn ask_first(mut ctx: Ctx) -> Answer {
    let held = ctx
        .act(Lane::Normal, |desk, visit| {
            own::open(
                desk,
                &visit.actor,
                "the page for what your first page shows",
                0,
                None,
            )
        })
        .await?;
    let w = ctx.words();
    let body = html! {
        form method="post" action="/home/first" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "shows",
                legend: Some(Legend::page_heading(w.t(&say_first::what_show()))),
                hint: w.t(&say_first::shoulder()),
                items: vec![
                    Choice::new("everything", w.t(&say_first::everything())),
                    Choice::hinted("meeting", w.t(&say_first::meeting()), w.t(&say_first::rest())),
                ],
                selected: vec![if held.simple_home { "meeting" } else { "everything" }],
                ..Choices::default()
            }))
            (button(&Button::primary(w.t(&say_first::save()))))
        }
    };
    Ok(ctx.page_said(&common::your_page(), Some("/home"), &with_way_out(w, &body)))
}

async fn set_first(Posted { mut ctx, form }: Posted) -> Answer {
    let simple = form.get("shows") == "meeting";
    ctx.act(Lane::Normal, move |desk, visit| {
        own::set_simple_home(desk, visit, simple)
    })
    .await?;
    Ok(ctx.see("/home"))
}
