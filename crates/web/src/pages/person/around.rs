//! Who is around the person: staff whom they keep away from their record, and their practice. No reason is asked.

use maud::{Markup, html};
use sayso_app::awkward::{self, Around};
use sayso_app::contract::Ends;
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane, own};

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::Posted;
use crate::nhs::{
    Button, Choice, Choices, Legend, NotificationBanner, button, checkboxes, notification_banner, problems,
    radios,
};
use crate::routes::{Routes, Who};

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

const TITLE: &str = "Staff you know";

async fn open(ctx: &mut Ctx) -> Result<Around, Failure> {
    ctx.act(Lane::Normal, |desk, visit| {
        own::open(desk, &visit.actor, "the page about staff you know", 0, None)?;
        awkward::around(desk, &visit.actor)
    })
    .await
}

async fn show(mut ctx: Ctx) -> Answer {
    let around = open(&mut ctx).await?;
    let body = page(&ctx, &around, &[]);
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(&body)))
}

fn page(ctx: &Ctx, around: &Around, errors: &[(&str, &str)]) -> Markup {
    let error = errors.iter().find(|(f, _)| *f == "practice");
    let texts: Vec<(String, String, bool)> = around
        .seats
        .iter()
        .map(|(id, name, role, away)| (id.to_string(), format!("{name}, {role}"), *away))
        .collect();
    let practices: Vec<(String, &str)> = around
        .practices
        .iter()
        .map(|(id, name)| (id.to_string(), name.as_str()))
        .collect();
    html! {
        (problems(errors))
        h1 { "Is somebody here whom you know?" }
        p { "You may work here yourself, or know somebody who does. Tick who must see nothing of you." }
        p { "We ask for no reason, and they are not told. Somebody else does what they would have done." }
        form method="post" action="/home/around/seats" novalidate {
            (ctx.csrf())
            (checkboxes(&Choices {
                name: "seat",
                legend: Some(Legend { content: "Keep these away from my record".into(), ..Legend::default() }),
                items: texts.iter().map(|(id, text, _)| Choice::new(id.as_str(), text.as_str())).collect(),
                selected: texts.iter().filter(|t| t.2).map(|t| t.0.as_str()).collect(),
                ..Choices::default()
            }))
            (button(&Button::primary("Save")))
        }
        h2 { "Your practice" }
        p { "It is " (around.practice) "." }
        @if practices.is_empty() {
            p { "There is no other practice here." }
        } @else {
            p { "If you have moved, choose the new one. The old one then sees nothing of you any more." }
            p { "Nothing is handed on to the new one. Your support goes on." }
            form method="post" action="/home/around/practice" novalidate {
                (ctx.csrf())
                (radios(&Choices {
                    name: "practice",
                    legend: Some(Legend { content: "I have moved to".into(), ..Legend::default() }),
                    error: error.map(|(_, words)| (*words).into()),
                    items: practices.iter().map(|(id, name)| Choice::new(id.as_str(), *name)).collect(),
                    ..Choices::default()
                }))
                (button(&Button::secondary("I have moved")))
            }
        }
    }
}

/// On the first page: the person's practice closes or has closed.
pub(super) fn practice_closes(ends: &Ends) -> Markup {
    notification_banner(&NotificationBanner {
        title: "About your practice".into(),
        content: html! {
            @if ends.over {
                p class="nhsuk-notification-banner__heading" { (ends.name) " has closed here." }
                p { "Nobody there can open anything of yours. Your support goes on." }
                p { "You choose your next practice. Until you do, no practice is told anything." }
            } @else {
                p class="nhsuk-notification-banner__heading" {
                    (ends.name) " closes here on " (moment_in_words(ends.at)) "." }
                p { "Until then nothing changes. Afterwards nobody there sees anything of yours." }
                p { "Nobody is moved. You choose your next practice yourself, now or later." }
            }
            p { a class="nhsuk-notification-banner__link" href="/home/around" { "Choose your practice" } }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

async fn seats(Posted { mut ctx, form }: Posted) -> Answer {
    let chosen: Vec<String> = form.all("seat").map(str::to_owned).collect();
    ctx.act(Lane::Normal, move |desk, visit| {
        let seats: Result<Vec<_>, _> = chosen.iter().map(|id| id.parse()).collect();
        let seats = seats.map_err(|_| Error::NotFound)?;
        awkward::keep_away(desk, &visit.actor, &seats)
    })
    .await?;
    Ok(ctx.see("/home/around"))
}

async fn practice(Posted { mut ctx, form }: Posted) -> Answer {
    let chosen = form.get("practice").to_owned();
    if chosen.is_empty() {
        return again(ctx, "Choose your new practice").await;
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
            Error::Input(words) => again(ctx, words).await,
            _ => Err(failure),
        },
    }
}

async fn again(mut ctx: Ctx, words: &'static str) -> Answer {
    let around = open(&mut ctx).await?;
    let body = page(&ctx, &around, &[("practice", words)]);
    Ok(ctx.page_with_errors(TITLE, Some("/home"), &with_way_out(&body)))
}
