//! What the guardian asks an organisation about one act of a seat there: the page on which the organisation answers it,
//! and what the guardian's side reads and does about the answer. Shows nobody who is helped.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::guard::query::{self, Asked};
use sayso_app::telling::moment_in_words;
use sayso_core::guard::QueryOutcome;
use sayso_core::id::EventId;
use sayso_core::org::OrgKind;
use sayso_core::screen;

use super::concerns::kind;
use super::{id, oversight};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, Textarea, button, card, problems, textarea};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let kind = "query_answered";
    let practice = Who::Practice;
    r.get("/practice/asked", practice, "list_practice", "-", at_practice);
    r.post("/practice/asked", practice, "list_practice", kind, from_practice);
    let lead = Who::ProviderLead;
    r.get("/intake/asked", lead, "list_intake", "-", at_provider);
    r.post("/intake/asked", lead, "list_intake", kind, from_provider);
    let guardian = Who::Guardian;
    r.post("/oversight/query", guardian, "oversee", kind, from_us);
    let closes = "access_checked concern_raised";
    r.post("/oversight/query/close", guardian, "oversee", closes, close);
}

/// The line on an organisation's first page.
pub(in crate::pages) fn line(how_many: usize, href: &'static str) -> Markup {
    html! {
        @match how_many {
            0 => {},
            1 => p { a href=(href) { "The guardian asks about 1 access" } "." },
            n => p { a href=(href) { "The guardian asks about " (n) " accesses" } "." },
        }
    }
}

/// What went wrong with one answer: which question, what was typed, and what to put right.
pub(super) struct Wrong {
    event: String,
    typed: String,
    error: &'static str,
}

impl Wrong {
    /// The same as an entry of the error summary.
    pub(super) fn summary(&self) -> (String, &'static str) {
        (field(&self.event), self.error)
    }
}

fn field(event: &str) -> String {
    format!("words-{event}")
}

/// `Opened their page, 3 November 2026 at 10:00am. No name is shown.`
fn act(a: &Asked) -> Markup {
    html! { "They " (kind(a.kind)) ", " (moment_in_words(a.at)) ". No name of a patient is shown." }
}

/// Every question, its answer and what is left to do, as the guardian's side reads them.
pub(super) fn for_the_guardian(ctx: &Ctx, asked: &[Asked], wrong: Option<&Wrong>) -> Markup {
    html! {
        @if !asked.is_empty() {
            h2 id="asked" { "What organisations were asked" }
            p { "They see which seat acted and when, never about whom. They answer within five working days." }
            @for a in asked { (card(&Card::titled(a.who.as_str(), html! {
                p { (act(a)) }
                p { "Asked on " (moment_in_words(a.query.asked_at)) "." }
                @match &a.query.answered {
                    Some((_, at, words)) => {
                        p { (a.answered_by.as_deref().unwrap_or_default()) " answered on " (moment_in_words(*at)) ":" }
                        p class="app-wrap" { strong { (words) } }
                    }
                    None if a.is_late => p { strong { "Late. " } "Five working days are over, and there is no answer." },
                    None if a.query.closed.is_some() => p { "There was no answer." },
                    None => p { "No answer yet. It is due by " (moment_in_words(a.query.due_at)) "." },
                }
                @match a.query.closed {
                    Some((_, at, QueryOutcome::Reason)) => p { "Closed on " (moment_in_words(at)) ": there was a reason." },
                    Some((_, at, QueryOutcome::Concern)) => p { "Closed on " (moment_in_words(at)) ": a concern was raised." },
                    None => {},
                }
                @if a.can_answer { (form(ctx, "/oversight/query", a, wrong)) }
                @if a.can_close { (closing(ctx, a)) }
            }))) }
        }
    }
}

/// A reason only where somebody answered; a concern at any time.
fn closing(ctx: &Ctx, a: &Asked) -> Markup {
    let choice = |value: QueryOutcome, text: &'static str| {
        button(&Button {
            name: Some("outcome"),
            value: Some(value.as_str()),
            ..Button::secondary(html! { (text) span class="nhsuk-u-visually-hidden" { " (" (a.who) ")" } })
        })
    };
    html! {
        form method="post" action="/oversight/query/close" novalidate {
            (ctx.csrf())
            input type="hidden" name="event" value=(a.query.event);
            @if a.query.answered.is_some() { (choice(QueryOutcome::Reason, "There was a reason")) " " }
            (choice(QueryOutcome::Concern, "Raise a concern"))
        }
        p class="app-quiet" { "A concern is handled by the other of the two, guardian or deputy, and never by whoever looked. One about the guardian’s own organisation is the deputy’s." }
    }
}

async fn at_practice(ctx: Ctx) -> Answer {
    show(ctx, "/practice", None).await
}

async fn at_provider(ctx: Ctx) -> Answer {
    show(ctx, "/intake", None).await
}

async fn from_practice(posted: Posted) -> Answer {
    answer(posted, "/practice").await
}

async fn from_provider(posted: Posted) -> Answer {
    answer(posted, "/intake").await
}

async fn from_us(posted: Posted) -> Answer {
    answer(posted, "/oversight").await
}

async fn show(mut ctx: Ctx, home: &'static str, wrong: Option<Wrong>) -> Answer {
    if home == "/oversight" {
        return oversight::show(ctx, wrong.as_ref()).await;
    }
    let of = if home == "/practice" {
        OrgKind::Practice
    } else {
        OrgKind::Provider
    };
    let asked = ctx
        .act(Lane::Normal, move |desk, visit| {
            query::list(desk, &visit.actor, of)
        })
        .await?;
    let summary = wrong.as_ref().map(Wrong::summary);
    let errors: Vec<(&str, &str)> = summary.iter().map(|(f, e)| (f.as_str(), *e)).collect();
    let body = html! {
        (problems(&errors))
        h1 { "What does the guardian ask?" }
        p { "The guardian checks some accesses each month, drawn by lot. They see who looked and when, never at whom." }
        @if asked.is_empty() { p { "Nothing waits for an answer." } }
        @for a in &asked { (one(&ctx, home, a, wrong.as_ref())) }
    };
    Ok(if wrong.is_some() {
        ctx.page_with_errors("Asked", Some(home), &body)
    } else {
        ctx.page("Asked", Some(home), &body)
    })
}

fn one(ctx: &Ctx, home: &str, a: &Asked, wrong: Option<&Wrong>) -> Markup {
    let inside = html! {
        p { (act(a)) }
        p { @if a.is_late { "The answer is late: it was due by " } @else { "Please answer by " } (moment_in_words(a.query.due_at)) "." }
        @if a.can_answer { (form(ctx, &format!("{home}/asked"), a, wrong)) } @else {
            p { "You cannot answer this one: it is about your own seat. A colleague can." }
        }
    };
    card(&Card::titled(a.who.as_str(), inside))
}

fn form(ctx: &Ctx, action: &str, a: &Asked, wrong: Option<&Wrong>) -> Markup {
    let event = a.query.event.to_string();
    let wrong = wrong.filter(|w| w.event == event);
    let field = field(&event);
    html! {
        form method="post" action=(action) novalidate {
            (ctx.csrf())
            input type="hidden" name="event" value=(event);
            (textarea(&Textarea {
                id: Some(field.as_str()),
                name: "words",
                label: "What was the reason?".into(),
                hint: "One sentence, without a patient’s name. Only the guardian and the deputy read it.".into(),
                value: wrong.map_or("", |w| w.typed.as_str()),
                error: wrong.map(|w| w.error.into()),
                ..Textarea::default()
            }))
            (button(&Button::primary(html! { "Answer" span class="nhsuk-u-visually-hidden" { " (" (a.who) ")" } })))
        }
    }
}

async fn answer(Posted { mut ctx, form }: Posted, home: &'static str) -> Answer {
    let (event, words) = (form.get("event").to_owned(), form.get("words").to_owned());
    let error = if words.is_empty() {
        Some("Write the reason in a sentence")
    } else if screen::ni_numbers(&words).is_empty() {
        None
    } else {
        Some("Take out the number: it looks like a National Insurance number")
    };
    if let Some(error) = error {
        let typed = words;
        return show(ctx, home, Some(Wrong { event, typed, error })).await;
    }
    ctx.act(Lane::Normal, move |desk, visit| {
        query::answer(desk, &visit.actor, id::<EventId>(&event)?, &words)
    })
    .await?;
    let asked = if home == "/oversight" { "" } else { "/asked" };
    Ok(ctx.see(&format!("{home}{asked}")))
}

async fn close(Posted { mut ctx, form }: Posted) -> Answer {
    let event = form.get("event").to_owned();
    let outcome = QueryOutcome::parse(form.get("outcome"));
    ctx.act(Lane::Normal, move |desk, visit| {
        let outcome = outcome.ok_or(sayso_app::Error::NotFound)?;
        query::close(desk, &visit.actor, id::<EventId>(&event)?, outcome)
    })
    .await?;
    Ok(ctx.see("/oversight"))
}
