//! Who is around the person: staff whom they keep away from their record, and their practice. No reason is asked.

use maud::{Markup, html};
use sayso_app::awkward::{self, Around};
use sayso_app::contract::Ends;
use sayso_app::{Error, Lane, own};

use sayso_core::id::MemberId;

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::Posted;
use crate::nhs::{
    Button, Choice, Choices, Legend, NotificationBanner, button, checkboxes, notification_banner, radios,
};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::around as say;
use sayso_words::sayings::closing;
use sayso_words::sayings::common;
use sayso_words::sayings::told;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/around", Who::Person, "open_own", "own_opened", show);
    r.post(
        "/home/around/seats",
        Who::Person,
        "write_own",
        "seats_kept_away",
        seats,
    );
    r.post(
        "/home/around/practice",
        Who::Person,
        "write_own",
        "practice_moved",
        practice,
    );
}

async fn open(ctx: &mut Ctx) -> Result<Around, Failure> {
    ctx.act(Lane::Normal, |desk, visit| {
        own::open(desk, &visit.actor, "the page about staff you know", 0, None)?;
        awkward::around(desk, &visit.actor)
    })
    .await
}

async fn show(mut ctx: Ctx) -> Answer {
    let around = open(&mut ctx).await?;
    let w = ctx.words();
    let body = page(&ctx, &around, &[]);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn page(ctx: &Ctx, around: &Around, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    let error = errors.iter().find(|(f, _)| *f == "practice");
    let texts: Vec<(String, String, bool)> = around
        .seats
        .iter()
        .map(|(id, name, role, away)| {
            (
                id.to_string(),
                w.s(&told::who_seat(name.as_str(), sayso_words::known(role))),
                *away,
            )
        })
        .collect();
    let practices: Vec<(String, &str)> = around
        .practices
        .iter()
        .map(|(id, name)| (id.to_string(), name.as_str()))
        .collect();
    html! {
        (w.problems(errors))
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::may_work())) }
        p { (w.t(&say::no_reason())) }
        form method="post" action="/home/around/seats" novalidate {
            (ctx.csrf())
            @for (id, ..) in texts.iter().filter(|t| t.2) { input type="hidden" name="before" value=(id); }
            (checkboxes(&Choices {
                name: "seat",
                legend: Some(Legend { content: w.t(&say::keep_away()), ..Legend::default() }),
                items: texts.iter().map(|(id, text, _)| Choice::new(id.as_str(), text.as_str())).collect(),
                selected: texts.iter().filter(|t| t.2).map(|t| t.0.as_str()).collect(),
                ..Choices::default()
            }))
            (button(&Button::primary(w.t(&say::save()))))
        }
        h2 { (w.t(&say::practice())) }
        p { (w.t(&say::it_is(around.practice.as_str()))) }
        @if practices.is_empty() {
            p { (w.t(&say::no_other())) }
        } @else {
            p { (w.t(&say::moved())) }
            p { (w.t(&say::handed_on())) }
            p { (w.t(&say::listed())) }
            p { (w.t(&say::other_row())) }
            p { (w.t(&say::power_ends())) }
            form method="post" action="/home/around/practice" novalidate {
                (ctx.csrf())
                (radios(&Choices {
                    name: "practice",
                    legend: Some(Legend { content: w.t(&say::moved_to()), ..Legend::default() }),
                    error: error.map(|(_, say)| w.t(say)),
                    items: practices.iter().map(|(id, name)| Choice::new(id.as_str(), *name)).collect(),
                    ..Choices::default()
                }))
                (button(&Button::secondary(w.t(&say::i_moved()))))
            }
        }
    }
}

/// On the first page: the person's practice closes or has closed.
pub(super) fn practice_closes(ends: &Ends, w: Words) -> Markup {
    notification_banner(&NotificationBanner {
        title: w.t(&closing::practice_title()),
        content: html! {
            @if ends.over {
                p class="nhsuk-notification-banner__heading" { (w.t(&closing::has_closed(ends.name.as_str()))) }
                p { (w.t(&closing::nobody_there())) }
                p { (w.t(&closing::choose_next())) }
            } @else {
                p class="nhsuk-notification-banner__heading" {
                    (w.t(&closing::closes_on(ends.name.as_str(), ends.at))) }
                p { (w.t(&closing::until_then())) }
                p { (w.t(&closing::nobody_moved())) }
            }
            p { a class="nhsuk-notification-banner__link" href="/home/around" { (w.t(&closing::choose_practice())) } }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

async fn seats(Posted { mut ctx, form }: Posted) -> Answer {
    let ids = |name: &str| -> Result<Vec<MemberId>, Error> {
        let all: Result<Vec<_>, _> = form.all(name).map(str::parse).collect();
        all.map_err(|_| Error::NotFound)
    };
    let (chosen, before) = (ids("seat"), ids("before"));
    ctx.act(Lane::Normal, move |desk, visit| {
        awkward::keep_away(desk, &visit.actor, &chosen?, &before?)
    })
    .await?;
    Ok(ctx.see("/home/around"))
}

async fn practice(Posted { mut ctx, form }: Posted) -> Answer {
    let chosen = form.get("practice").to_owned();
    if chosen.is_empty() {
        return again(ctx, say::choose()).await;
    }
    let done = ctx
        .act(Lane::Normal, move |desk, visit| {
            let to = chosen.parse().map_err(|_| Error::NotFound)?;
            awkward::move_practice(desk, &visit.actor, to)
        })
        .await;
    match done {
        Ok(()) => Ok(ctx.see("/home/around")),
        Err(failure) => match failure.error {
            Error::Input(words) => again(ctx, common::same(sayso_words::known(words))).await,
            _ => Err(failure),
        },
    }
}

async fn again(mut ctx: Ctx, words: Say) -> Answer {
    let around = open(&mut ctx).await?;
    let w = ctx.words();
    let body = page(&ctx, &around, &[("practice", words)]);
    Ok(ctx.page_said_with_errors(&say::title(), Some("/home"), &with_way_out(w, &body)))
}
