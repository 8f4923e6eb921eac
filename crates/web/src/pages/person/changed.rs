//! What a change did: what stopped, what had already gone and to whom, who was told, what happens next. Read from what
//! is kept, so that it can be opened again at any time.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::own::{self, Held, Outgoing};
use sayso_app::telling::Sentence;
use sayso_core::decision::MessageKind;
use sayso_core::event::{EventKind, may_have_receipt};
use sayso_core::sayso::Ending;

use super::held::outgoing_line;
use super::{kinds, listed, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Button, Panel, button, panel};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::changed as say;
use sayso_words::sayings::common;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/changed", Who::Person, "open_own", "own_opened", changed);
}

async fn changed(mut ctx: Ctx) -> Answer {
    let (held, last) = ctx
        .act(Lane::Stop, |desk, visit| own::changed(desk, &visit.actor))
        .await?;
    let Some(last) = last else {
        return Ok(ctx.see("/home"));
    };
    let w = ctx.words();
    let body = match last.kind {
        EventKind::Left => left(&held, &last, w),
        EventKind::Paused => paused(&ctx, &last),
        EventKind::Undone => undone(&last, w),
        EventKind::PurposeStopped => html! {
            (said_back(&say::stopped(), &last, w))
            p { (w.t(&say::nobody_may())) }
            (still_shared(&held, w))
        },
        EventKind::PurposeGiven => html! {
            (said_back(&say::one_more(), &last, w))
            p { (w.t(&say::stop_again())) }
            (still_shared(&held, w))
        },
        _ => html! {
            (said_back(&say::done(), &last, w))
            (still_shared(&held, w))
        },
    };
    let body = html! {
        (body)
        @if may_have_receipt(last.kind) { p { a href={ "/home/receipt/" (last.id) } { (w.t(&say::receipt())) } } }
        p { a href="/home" { (w.t(&common::your_page())) } }
    };
    Ok(ctx.page_said(&say::done(), Some("/home"), &with_way_out(w, &body)))
}

fn said_back(heading: &Say, last: &Sentence, w: Words) -> Markup {
    panel(&Panel {
        heading: w.t(heading),
        content: html! { (w.t(&last.said)) " " (w.at(last.happened_at)) "." }.into(),
        ..Panel::default()
    })
}

fn still_shared(held: &Held, w: Words) -> Markup {
    html! {
        h2 { (w.t(&say::still_shared())) }
        @if held.said.iter().any(|s| s.live) {
            @for s in held.said.iter().filter(|s| s.live) {
                p { (w.t(&say::may_have(s.recipient.as_str(), sayso_words::purpose(s.said.purpose)))) }
                (listed(&kinds(w, s.said.categories)))
            }
        } @else { p { (w.t(&say::nothing())) } }
    }
}

fn paused(ctx: &Ctx, last: &Sentence) -> Markup {
    let w = ctx.words();
    html! {
        (said_back(&say::paused(), last, w))
        p { (w.t(&say::coach_sees())) }
        p { (w.t(&say::no_clock())) }
        form method="post" action="/home/resume" novalidate {
            (ctx.csrf())
            (button(&Button::secondary(w.t(&say::again()))))
        }
    }
}

fn undone(last: &Sentence, w: Words) -> Markup {
    html! {
        (said_back(&say::undone(), last, w))
        p { (w.t(&say::not_sent())) }
        p { (w.t(&say::come_back())) }
    }
}

/// The page after leaving: as calm and as complete as the one after a yes.
fn left(held: &Held, last: &Sentence, w: Words) -> Markup {
    let stopped: Vec<_> = held
        .said
        .iter()
        .filter(|s| matches!(s.ended, Some((Ending::Stopped, at)) if at >= last.happened_at))
        .collect();
    // Where something else goes on, only what had gone to those who are stopped now.
    let goes_on = held.open().is_some();
    let concerns = |o: &&Outgoing| !goes_on || stopped.iter().any(|s| s.recipient == o.to);
    let gone: Vec<_> = held
        .outgoing
        .iter()
        .filter(|o| o.sent_at.is_some_and(|at| at <= last.recorded_at))
        .filter(|o| matches!(o.kind, MessageKind::Referral | MessageKind::File))
        .filter(concerns)
        .collect();
    let told: Vec<_> = held
        .outgoing
        .iter()
        .filter(|o| o.kind == MessageKind::HasLeft && o.due_at >= last.recorded_at)
        .collect();
    html! {
        (panel(&Panel {
            heading: w.t(&say::left()),
            content: w.t(&say::thank_you()),
            ..Panel::default()
        }))
        p { (w.t(&say::care())) }
        @if goes_on { p { (w.t(&say::others())) } }
        h2 { (w.t(&say::what_stopped())) }
        ul {
            @for s in &stopped {
                li { (w.t(&say::no_longer(s.recipient.as_str(), sayso_words::purpose(s.said.purpose)))) }
            }
            li { (w.t(&say::nobody_opens())) }
            li { (w.t(&say::not_be_sent())) }
        }
        p { (w.t(&say::counts_from(last.happened_at))) }
        h2 { (w.t(&say::had_gone())) }
        @if gone.is_empty() { p { (w.t(&say::nothing_sent())) } } @else {
            ul { @for o in gone { li { (outgoing_line(o, held.now, w)) } } }
            p { a href="/home/held" { (w.t(&say::read_exactly())) } ". " (w.t(&say::cannot_take_back())) }
        }
        h2 { (w.t(&say::who_told())) }
        @if told.is_empty() { p { (w.t(&say::nobody_told())) } } @else {
            ul { @for o in told { li { (outgoing_line(o, held.now, w)) } } }
        }
        h2 { (w.t(&say::next())) }
        ul {
            @if held.waiting().next().is_some() {
                li { a href="/home/notes#not-finished" { (w.t(&say::note())) } ". " (w.t(&say::you_decide())) }
            }
            li { (w.t(&say::otherwise())) }
            li { (w.t(&say::still_read())) }
            li { (w.t(&say::thirty_days())) }
        }
        h2 { (w.t(&say::come_back_title())) }
        p { (w.t(&say::come_back_how())) }
    }
}
