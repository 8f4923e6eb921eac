//! What a change did: what stopped, what had already gone and to whom, who was told, what happens next. Read from what
//! is kept, so that it can be opened again at any time.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::own::{self, Held, Outgoing};
use sayso_app::telling::{Sentence, moment_in_words};
use sayso_core::decision::MessageKind;
use sayso_core::event::{EventKind, may_have_receipt};
use sayso_core::sayso::Ending;

use super::held::outgoing_line;
use super::{kinds, listed, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Button, Panel, button, panel};
use crate::routes::{Routes, Who};

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
    let body = match last.kind {
        EventKind::Left => left(&held, &last),
        EventKind::Paused => paused(&ctx, &last),
        EventKind::Undone => undone(&last),
        EventKind::PurposeStopped => html! {
            (said_back("That has stopped", &last))
            p { "From now on nobody may use your information for it." }
            (still_shared(&held))
        },
        EventKind::PurposeGiven => html! {
            (said_back("You said yes to one more thing", &last))
            p { "You can stop it again in two clicks, and keep the rest." }
            (still_shared(&held))
        },
        _ => html! {
            (said_back("Done", &last))
            (still_shared(&held))
        },
    };
    let body = html! {
        (body)
        @if may_have_receipt(last.kind) { p { a href={ "/home/receipt/" (last.id) } { "Get a receipt" } } }
        p { a href="/home" { "Your page" } }
    };
    Ok(ctx.page("Done", Some("/home"), &with_way_out(&body)))
}

fn said_back(heading: &str, last: &Sentence) -> Markup {
    panel(&Panel {
        heading: heading.into(),
        content: format!("{} {}.", last.text, moment_in_words(last.happened_at)).into(),
        ..Panel::default()
    })
}

fn still_shared(held: &Held) -> Markup {
    html! {
        h2 { "What is still shared" }
        @if held.said.iter().any(|s| s.live) {
            @for s in held.said.iter().filter(|s| s.live) {
                p { (s.recipient) " may have, " (s.said.purpose.in_words()) ":" }
                (listed(&kinds(s.said.categories)))
            }
        } @else { p { "Nothing." } }
    }
}

fn paused(ctx: &Ctx, last: &Sentence) -> Markup {
    html! {
        (said_back("You paused this", last))
        p { "Your coach sees your name and that you paused. Nothing else." }
        p { "No clock runs. Start again when you want, or leave." }
        form method="post" action="/home/resume" novalidate {
            (ctx.csrf())
            (button(&Button::secondary("Start again")))
        }
    }
}

fn undone(last: &Sentence) -> Markup {
    html! {
        (said_back("Undone", last))
        p { "It was not sent. Nobody outside your practice saw anything." }
        p { "You can come back any time: ask your practice, or use a card." }
    }
}

/// The page after leaving: as calm and as complete as the one after a yes.
fn left(held: &Held, last: &Sentence) -> Markup {
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
            heading: "You have left".into(),
            content: "Thank you for telling us. Sharing has stopped.".into(),
            ..Panel::default()
        }))
        p { "Your care stays the same. Nobody will ask you why." }
        @if goes_on { p { "Everything else that you said yes to goes on. Nobody there is told." } }
        h2 { "What stopped" }
        ul {
            @for s in &stopped {
                li { (s.recipient) " may no longer use your information " (s.said.purpose.in_words()) "." }
            }
            li { "Nobody there can open your page any more." }
            li { "What had not been sent will not be sent." }
        }
        p { "It counts from " (moment_in_words(last.happened_at)) "." }
        h2 { "What had already gone" }
        @if gone.is_empty() { p { "Nothing had been sent to any organisation." } } @else {
            ul { @for o in gone { li { (outgoing_line(o, held.now)) } } }
            p { a href="/home/held" { "Read exactly what it said" } ". What they have read cannot be taken back." }
        }
        h2 { "Who is told" }
        @if told.is_empty() { p { "Nobody needed to be told." } } @else {
            ul { @for o in told { li { (outgoing_line(o, held.now)) } } }
        }
        h2 { "What happens next" }
        ul {
            @if held.waiting().next().is_some() {
                li { a href="/home/notes#not-finished" { "A note was not finished" } ". You decide whether to keep it." }
            }
            li { "Otherwise nothing. There is nothing more for you to do." }
            li { "You can still read everything here, and print a copy." }
            li { "For 30 days your coach can still report a danger to you. That opens nothing." }
        }
        h2 { "If you want to come back" }
        p { "You can, any time. Ask your practice, or use a card. You choose afresh what to share." }
    }
}
