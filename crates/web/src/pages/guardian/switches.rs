//! "Switch off now": one click and a reason from a list, at once. The page then shows what stopped. Two switch on again.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::guard::switch::{self, Switches, Told};
use sayso_app::telling::moment_in_words;
use sayso_core::guard::{Reason, Target};
use sayso_core::id::SwitchId;
use sayso_core::sayso::Purpose;

use super::id;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{
    Button, ButtonKind, Card, Choice, Choices, Legend, Size, Textarea, button, card, problems, radios,
    textarea,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/switches", Who::Guardian, "switch_off", "place_opened", list);
    r.post("/switches/off", Who::Guardian, "switch_off", "switched_off", off);
    r.post(
        "/switches/on",
        Who::Guardian,
        "switch_on",
        "switch_on_asked switched_on",
        on,
    );
}

async fn list(ctx: Ctx) -> Answer {
    show(ctx, &[]).await
}

async fn show(mut ctx: Ctx, errors: &[(&str, &str)]) -> Answer {
    let all = ctx
        .act(Lane::Normal, |desk, visit| switch::list(desk, &visit.actor))
        .await?;
    let body = page(&ctx, &all, errors);
    Ok(if errors.is_empty() {
        ctx.page("Switch off", None, &body)
    } else {
        ctx.page_with_errors("Switch off", None, &body)
    })
}

fn wrong<'a>(errors: &[(&str, &'a str)], field: &str) -> Option<crate::nhs::Content<'a>> {
    errors.iter().find(|(f, _)| *f == field).map(|(_, e)| (*e).into())
}

fn page(ctx: &Ctx, all: &Switches, errors: &[(&str, &str)]) -> Markup {
    let values: Vec<String> = all.on.iter().map(|o| value(o.target)).collect();
    let items = values.iter().zip(&all.on).map(|(value, o)| {
        let hint = match o.people {
            1 => "1 person has an open referral there".to_owned(),
            n => format!("{n} people have an open referral there"),
        };
        Choice::hinted(value, o.name.as_str(), hint)
    });
    html! {
        (problems(errors))
        h1 { "What leaves, and should it stop?" }
        p { a href="/where-data-goes" { "Where information goes, flow by flow" } }
        p { a href="/contracts" { "A service’s contract ends" } }
        p { a href="/practices-that-close" { "A practice closes, or becomes part of another" } }
        @for t in &all.all { (one(ctx, t)) }
        h2 { "Switch off now" }
        p { "It works at once, and you can do it alone. Everybody it concerns is told. Who, when and why are public." }
        ul {
            li { "Nothing new is offered or sent there. What was held stays unsent." }
            li { "Meetings that are booked stay visible. Nothing else there can be opened or written." }
            li { "Stopping, leaving, reporting a danger and raising a concern work as before." }
        }
        form method="post" action="/switches/off" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "target",
                legend: Some(Legend { content: "What?".into(), size: Some(Size::M), ..Legend::default() }),
                error: wrong(errors, "target"),
                items: items.collect(),
                ..Choices::default()
            }))
            (radios(&Choices {
                name: "reason",
                legend: Some(Legend { content: "Why? Everybody can read this.".into(), size: Some(Size::M), ..Legend::default() }),
                error: wrong(errors, "reason"),
                items: Reason::ALL.iter().map(|r| Choice::new(r.as_str(), r.in_words())).collect(),
                ..Choices::default()
            }))
            (textarea(&Textarea {
                name: "words",
                label: "More, for guardian and deputy alone".into(),
                hint: "You can leave this empty. Name nobody who is helped.".into(),
                ..Textarea::default()
            }))
            (button(&Button { kind: ButtonKind::Warning, ..Button::primary("Switch off now") }))
        }
    }
}

/// `org purpose`; a hyphen for everything.
fn value(target: Target) -> String {
    let purpose = target.purpose.map_or("-", Purpose::as_str);
    format!("{} {purpose}", target.org)
}

fn target(text: &str) -> Option<Target> {
    let (org, purpose) = text.split_once(' ')?;
    Some(Target {
        org: org.parse().ok()?,
        purpose: match purpose {
            "-" => None,
            purpose => Some(Purpose::parse(purpose)?),
        },
    })
}

fn one(ctx: &Ctx, t: &Told) -> Markup {
    let s = &t.switch;
    let inside = html! {
        p { "Switched off by " (t.by) " on " (moment_in_words(s.off_at)) ". " (s.reason.in_words()) }
        @if !s.words.is_empty() { p class="app-wrap" { (s.words) } }
        @match (s.on, s.on_asked) {
            (Some((_, at)), _) => p { "On again since " (moment_in_words(at)) "." },
            (None, asked) => {
                p { strong { "It is off." } }
                @if let Some((_, at)) = asked { p { "One seat asked on " (moment_in_words(at)) " to switch it on. A second must agree." } }
                form method="post" action="/switches/on" novalidate {
                    (ctx.csrf())
                    input type="hidden" name="switch" value=(s.id);
                    (button(&Button::secondary(html! {
                        @if asked.is_some() { "Agree to switch it on" } @else { "Ask to switch it on" }
                        span class="nhsuk-u-visually-hidden" { " (" (t.name) ")" }
                    })))
                }
            }
        }
    };
    card(&Card::titled(t.name.as_str(), inside))
}

async fn off(Posted { mut ctx, form }: Posted) -> Answer {
    let (target, reason) = (target(form.get("target")), Reason::parse(form.get("reason")));
    let (Some(target), Some(reason)) = (target, reason) else {
        let mut errors = vec![];
        if target.is_none() {
            errors.push(("target", "Choose what to switch off"));
        }
        if reason.is_none() {
            errors.push(("reason", "Choose why"));
        }
        return show(ctx, &errors).await;
    };
    let words = form.get("words").to_owned();
    let told = ctx
        .act(Lane::Stop, move |desk, visit| {
            switch::off(desk, &visit.actor, target, reason, &words)
        })
        .await?;
    let body = html! {
        h1 { "It is off" }
        p { "People who were told on their own page: " strong { (told) } "." }
        p { "Nothing new is offered or sent there from this minute." }
        p { a href="/switches" { "Everything that is or was off" } }
        p { a href="/switched-off" { "What everybody reads" } }
    };
    Ok(ctx.page("Switched off", Some("/switches"), &body))
}

async fn on(Posted { mut ctx, form }: Posted) -> Answer {
    let switch = form.get("switch").to_owned();
    ctx.act(Lane::Normal, move |desk, visit| {
        switch::on(desk, &visit.actor, id::<SwitchId>(&switch)?)
    })
    .await?;
    Ok(ctx.see("/switches"))
}
