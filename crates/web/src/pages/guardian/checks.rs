//! The parts of "Who looked" that the guardian works through: unusual access, five accesses, five typed yeses, leavings
//! that others typed. Names staff, never anybody who is helped.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::guard::looked::{self, Checks};
use sayso_app::guard::typed::{self, Typed};
use sayso_app::own::RulesAsked;
use sayso_app::telling::{Sentence, moment_in_words};
use sayso_app::{Error, Lane};
use sayso_core::guard::Called;
use sayso_core::guard::unusual::Rule;

use super::asked::Wrong;
use super::concerns::{kind, why_page};
use super::id;
use crate::ctx::{Answer, Ctx};
use crate::download::{TEXT, saved};
use crate::error::Failure;
use crate::form::Posted;
use crate::nhs::{Button, Card, Details, button, card, details};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.post(
        "/oversight/checked",
        Who::Guardian,
        "oversee",
        "access_checked",
        checked,
    );
    r.post(
        "/oversight/ask",
        Who::Guardian,
        "oversee ask_about_yes",
        "yes_asked",
        ask,
    );
    r.get(
        "/oversight/five/{event}",
        Who::Guardian,
        "oversee read_access_events",
        "access_reviewed",
        why,
    );
    r.get(
        "/oversight/five/{event}/file",
        Who::Guardian,
        "oversee read_access_events",
        "access_reviewed",
        why_file,
    );
}

/// All of it, in the order in which it is worth doing.
pub(super) fn parts(ctx: &Ctx, checks: &Checks, wrong: Option<&Wrong>) -> Markup {
    html! {
        (unusual(checks))
        (five(ctx, checks))
        (super::asked::for_the_guardian(ctx, &checks.asked, wrong))
        (typed(ctx, checks))
        (asked_before(checks))
        (leavings(checks))
        (forgotten(checks))
    }
}

/// What the rules found, as sentences, each with its rule.
fn unusual(checks: &Checks) -> Markup {
    html! {
        h2 id="unusual" { "Unusual access in the last 30 days" }
        @if checks.unusual.is_empty() { p { "The rules found nothing unusual." } } @else {
            ul { @for u in &checks.unusual {
                li { strong { (u.who) } ": " (times(u.finding.rule, u.finding.times)) " The last was on " (moment_in_words(u.finding.last)) "." }
            } }
            p { "Each is a question to ask. There may be a good answer." }
        }
        (details(&Details {
            summary: "The rules".into(),
            content: html! { ul { @for r in Rule::ALL { li { (r.in_words()) } } } }.into(),
            ..Details::default()
        }))
    }
}

fn times(rule: Rule, n: usize) -> String {
    let how_often = if n == 1 {
        "once".to_owned()
    } else {
        format!("{n} times")
    };
    match rule {
        Rule::Denied => format!("tried {n} things in an hour that the rules do not allow."),
        Rule::Many => format!("opened {n} different people in an hour."),
        Rule::NoTie => {
            format!("opened somebody’s name, and nothing else happened about them within a day, {how_often}.")
        }
        Rule::Hours => format!("opened somebody’s name or page outside the working day, {how_often}."),
    }
}

/// The month's five accesses: about two minutes.
fn five(ctx: &Ctx, checks: &Checks) -> Markup {
    let left = checks.five.iter().filter(|d| d.checked.is_none()).count();
    html! {
        h2 id="five" { "Five to check, about two minutes" }
        p { "Drawn by lot from " (checks.month) ". The same five for you and for the deputy. Still to check: " (left) "." }
        @if checks.five.is_empty() { p { "Nobody looked in that month." } }
        @for d in &checks.five {
            (card(&Card::titled(d.who.as_str(), html! {
                p { (kind(d.kind)) ", " (moment_in_words(d.at)) "." }
                @if d.can_ask {
                    p {
                        a href={ "/oversight/five/" (d.event) } {
                            "Why was this allowed?"
                            span class="nhsuk-u-visually-hidden" { " " (d.who) ", " (moment_in_words(d.at)) }
                        }
                    }
                }
                @match &d.checked {
                    Some(c) if c.fine => p { "Checked: there was a reason for it." },
                    Some(_) if checks.asked.iter().any(|a| a.query.event == d.event) => p { "The organisation is asked about it: " a href="#asked" { "see below" } "." },
                    Some(_) => p { "Checked: it is to be asked about. Sayso has asked nobody about it, so please ask the organisation yourself." },
                    None => form method="post" action="/oversight/checked" novalidate {
                        (ctx.csrf())
                        input type="hidden" name="event" value=(d.event);
                        (choice("fine", "There was a reason", &d.who))
                        " "
                        (choice("ask", "I will ask about it", &d.who))
                    }
                }
            })))
        }
    }
}

fn choice(value: &'static str, text: &'static str, who: &str) -> Markup {
    button(&Button {
        name: Some("verdict"),
        value: Some(value),
        ..Button::secondary(html! { (text) span class="nhsuk-u-visually-hidden" { " (" (who) ")" } })
    })
}

/// The month's five typed yeses. Whose they are is not shown: Sayso asks them, and they answer on their own page.
fn typed(ctx: &Ctx, checks: &Checks) -> Markup {
    html! {
        h2 id="typed" { "Five typed yeses to ask about" }
        p { "Staff typed these yeses in " (checks.month) ". Each person can be asked by their safe channel: was it your choice, and could you have said no?" }
        p { "A yes that family or a friend interpreted comes first. The others are drawn by lot." }
        @if checks.typed.is_empty() { p { "Nobody typed a yes in that month." } }
        @for t in &checks.typed {
            (card(&Card::titled(format!("Typed by {}", t.who), html! {
                (typed_when(t))
                @match &t.called {
                    Some(called) => (answered(called)),
                    None => form method="post" action="/oversight/ask" novalidate {
                        (ctx.csrf())
                        input type="hidden" name="event" value=(t.event);
                        (button(&Button::secondary(html! { "Ask them" span class="nhsuk-u-visually-hidden" { " (typed by " (t.who) ")" } })))
                    }
                }
            })))
        }
    }
}

fn typed_when(t: &Typed) -> Markup {
    html! {
        p { "On " (moment_in_words(t.at)) "." @if t.brought { " Somebody whom the patient brought interpreted it." } }
    }
}

fn answered(called: &Called) -> Markup {
    html! {
        @match called.answer {
            Some((answer, at)) => p { "They answered on " (moment_in_words(at)) ": " strong { (answer.in_words()) } },
            None => p { "They were asked, and have not answered. They need not." },
        }
    }
}

/// What they answer after the month has changed, as somebody who reads letters does, is read here.
fn asked_before(checks: &Checks) -> Markup {
    html! {
        @if !checks.asked_before.is_empty() {
            h2 id="asked-before" { "Typed yeses that you asked about before" }
            p { "Typed in the three months before " (checks.month) ". An answer can come late, most of all after a letter." }
            @for t in &checks.asked_before {
                (card(&Card::titled(format!("Typed by {}", t.who), html! {
                    (typed_when(t))
                    @if let Some(called) = &t.called { (answered(called)) }
                })))
            }
        }
    }
}

fn leavings(checks: &Checks) -> Markup {
    html! {
        h2 { "Leavings that others typed, in a year" }
        @if checks.leavings.is_empty() { p { "Nobody typed that somebody left." } } @else { (by_whom(&checks.leavings)) }
        h2 { "Stops of one thing that others typed, in a year" }
        @if checks.of_one_thing.is_empty() { p { "Nobody typed that somebody stopped one thing." } }
        @else { (by_whom(&checks.of_one_thing)) }
    }
}

fn by_whom(typed: &[(String, i64)]) -> Markup {
    html! {
        ul { @for (who, n) in typed { li { (who) ": " (n) } } }
        p { "Each person was told, and can come back in one step for 30 days, while the terms are the same." }
    }
}

fn forgotten(checks: &Checks) -> Markup {
    html! {
        h2 { "Private words recorded as forgotten, in a year" }
        @if checks.forgotten.is_empty() { p { "Nobody recorded that." } } @else {
            (by_whom(&checks.forgotten))
            p { "It takes two of them for a word to end. Each person is told each time, and a word ends a week after they were told of the second." }
        }
    }
}

async fn checked(Posted { mut ctx, form }: Posted) -> Answer {
    let event = form.get("event").to_owned();
    let fine = form.get("verdict") == "fine";
    ctx.act(Lane::Normal, move |desk, visit| {
        looked::check(desk, &visit.actor, id(&event)?, fine)
    })
    .await?;
    Ok(ctx.see("/oversight"))
}

async fn ask(Posted { mut ctx, form }: Posted) -> Answer {
    let event = form.get("event").to_owned();
    ctx.act(Lane::Normal, move |desk, visit| {
        typed::ask_about_yes(desk, &visit.actor, id(&event)?)
    })
    .await?;
    Ok(ctx.see("/oversight"))
}

async fn read_why(ctx: &mut Ctx, event: String) -> Result<(Sentence, Option<RulesAsked>), Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        looked::why_drawn(desk, &visit.actor, id(&event)?)
    })
    .await
}

/// The rules that allowed one of the five. What was seen is not shown, nor at whom.
async fn why(Path(event): Path<String>, mut ctx: Ctx) -> Answer {
    let file = format!("/oversight/five/{event}/file");
    let (row, asked) = read_why(&mut ctx, event).await?;
    Ok(why_page(&ctx, &row, asked.as_ref(), "/oversight", &file))
}

async fn why_file(Path(event): Path<String>, mut ctx: Ctx) -> Answer {
    let (_, asked) = read_why(&mut ctx, event).await?;
    let asked = asked.ok_or_else(|| ctx.failure(Error::NotFound))?;
    Ok(saved("decision.txt", TEXT, asked.file))
}
