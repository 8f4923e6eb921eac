//! The person's concerns: raise one, see where it stands, read the answer. Never held up and never screened. And the two
//! things that the guardian's side may ask or tell: whether a typed yes was their own, and legal demands about them.

use axum::extract::Query;
use maud::html;
use sayso_app::guard::{concern, demand, typed};
use sayso_app::{Error, Lane, own};
use sayso_core::guard::{DemandAnswer, YesAnswer};
use sayso_core::id::EventId;
use serde::Deserialize;

use super::{as_written, sentence, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Legend, Size, button, radios};
use crate::pages::door::{concern_fields, raised, standing};
use crate::routes::{Routes, Who};
use sayso_words::sayings::common::same;
use sayso_words::sayings::concern as say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/concerns", Who::Person, "open_own", "own_opened", page);
    r.post(
        "/home/concerns",
        Who::Person,
        "raise_concern",
        "concern_raised",
        raise,
    );
    r.get("/home/your-yes", Who::Person, "open_own", "own_opened", yes);
    r.post(
        "/home/your-yes",
        Who::Person,
        "answer_guardian stop",
        "yes_confirmed left",
        answer,
    );
    r.get("/home/demands", Who::Person, "open_own", "own_opened", demands);
}

/// The row of the history that a concern is about, where one was followed to here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct About {
    row: String,
}

async fn page(Query(about): Query<About>, mut ctx: Ctx) -> Answer {
    let row: Option<EventId> = about.row.parse().ok();
    let (mine, orgs, row) = ctx
        .act(Lane::Stop, move |desk, visit| {
            let row = row.map(|id| own::row(desk, &visit.actor, id)).transpose()?;
            Ok((
                concern::own(desk, &visit.actor)?,
                concern::organisations(desk)?,
                row,
            ))
        })
        .await?;
    let w = ctx.words();
    let text = row.map_or_else(String::new, |s| w.s(&say::about_row(s.happened_at, s.said)));
    let body = html! {
        h1 { (w.t(&say::title())) }
        p { (w.t(&say::who_reads())) }
        p { (w.t(&say::no_name())) }
        p { (w.t(&say::danger())) }
        @for c in &mine {
            h2 { (sentence(&w.s(&same(sayso_words::known(c.kind.in_words()))))) }
            p { (w.t(&say::raised_on(c.raised_at))) }
            (as_written(&c.text))
            (standing(c, w))
        }
        h2 { (w.t(&say::raise())) }
        form method="post" action="/home/concerns" novalidate {
            (ctx.csrf())
            (concern_fields(&orgs, &text, w))
            (button(&Button::primary(w.t(&say::send()))))
        }
    };
    Ok(ctx.page_said(&say::your_concerns(), Some("/home"), &with_way_out(w, &body)))
}

async fn raise(Posted { mut ctx, form }: Posted) -> Answer {
    let raised = raised(&form);
    ctx.act(Lane::Stop, move |desk, visit| {
        concern::raise(desk, &visit.actor, raised)
    })
    .await?;
    Ok(ctx.see("/home/concerns"))
}

async fn yes(ctx: Ctx) -> Answer {
    show_yes(ctx, false).await
}

async fn show_yes(mut ctx: Ctx, wrong: bool) -> Answer {
    let asked = ctx
        .act(Lane::Normal, |desk, visit| typed::asked_of_me(desk, &visit.actor))
        .await?;
    let w = ctx.words();
    let error = say::choose_answer();
    let body = html! {
        @if wrong { (w.problems(&[("answer", error.clone())])) }
        @match asked.first() {
            None => {
                h1 { (w.t(&say::nothing_asked())) }
                p { (w.t(&say::thank_you())) }
            }
            Some(called) => {
                h1 { (w.t(&say::was_it_yours())) }
                p { (w.t(&say::somebody_typed())) }
                p { (w.t(&say::need_not())) }
                p { (w.t(&say::not_said_stops())) }
                form method="post" action="/home/your-yes" novalidate {
                    (ctx.csrf())
                    input type="hidden" name="event" value=(called.event);
                    (radios(&Choices {
                        name: "answer",
                        legend: Some(Legend { content: w.t(&say::what_say()), size: Some(Size::M), ..Legend::default() }),
                        error: wrong.then(|| w.t(&error)),
                        items: YesAnswer::ALL.iter().map(|a| Choice::new(a.as_str(), w.k(a.in_words()))).collect(),
                        ..Choices::default()
                    }))
                    (button(&Button::primary(w.t(&say::send_answer()))))
                }
                p { (w.t(&say::did_not_want())) " " a href="/home/change" { (w.t(&say::change_mind())) } " " (w.t(&say::two_clicks())) }
            }
        }
    };
    let body = with_way_out(w, &body);
    Ok(if wrong {
        ctx.page_said_with_errors(&say::a_question(), Some("/home"), &body)
    } else {
        ctx.page_said(&say::a_question(), Some("/home"), &body)
    })
}

async fn answer(Posted { mut ctx, form }: Posted) -> Answer {
    let Some(answer) = YesAnswer::parse(form.get("answer")) else {
        return show_yes(ctx, true).await;
    };
    let event: Option<EventId> = form.get("event").parse().ok();
    let stopped = ctx
        .act(Lane::Stop, move |desk, visit| {
            let event = event.ok_or(Error::NotFound)?;
            typed::answer_about_yes(desk, &visit.actor, event, answer)
        })
        .await?;
    Ok(ctx.see(if stopped {
        "/home/changed"
    } else {
        "/home/your-yes"
    }))
}

async fn demands(mut ctx: Ctx) -> Answer {
    let all = ctx
        .act(Lane::Normal, |desk, visit| demand::own(desk, &visit.actor))
        .await?;
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::has_the_law())) }
        @if all.is_empty() { p { (w.t(&say::no_demand())) } }
        @for d in &all {
            h2 { (w.t(&say::demand_by(sayso_words::known(d.demander.in_words())))) }
            p { (w.t(&say::recorded(d.recorded_at))) }
            @match d.decided {
                None => p { (w.t(&say::not_decided())) },
                Some((_, at, DemandAnswer::Nothing)) => p { (w.t(&say::handed_nothing(at))) },
                Some((_, at, DemandAnswer::Least)) => p { (w.t(&say::handed_least(at, d.scope.iter().map(sayso_words::category).collect::<Vec<_>>()))) },
            }
            @if !d.outside.is_empty() {
                p { (w.t(&say::handed_outside())) }
                (as_written(&d.outside))
            }
        }
        p { a href="/legal-demands" { (w.t(&say::how_many())) } }
        p { (w.t(&say::think_wrong())) " " a href="/home/concerns" { (w.t(&say::raise_link())) } "." }
    };
    Ok(ctx.page_said(&say::demands(), Some("/home"), &with_way_out(w, &body)))
}
