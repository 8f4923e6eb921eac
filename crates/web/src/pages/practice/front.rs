//! The practice's first page and its settings. About nobody.

use maud::{Markup, html};
use sayso_app::practice::{self, Front, Taking};
use sayso_app::{Lane, practice::settings};
use sayso_core::words;

use super::{at_a_practice, dangers};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, CardKind, Content, Size, button, card, inset_text, say_aloud};
use crate::pages::guardian::asked_line;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/practice", Who::Practice, "offer", "-", front);
    r.get(
        "/practice/settings",
        Who::Practice,
        "change_settings",
        "-",
        show_settings,
    );
    r.post(
        "/practice/settings/me",
        Who::Clinician,
        "dont_take_part",
        "taking_part",
        me,
    );
    r.post(
        "/practice/settings/practice",
        Who::PracticeAdmin,
        "practice_dont_take_part",
        "taking_part",
        whole_practice,
    );
}

async fn front(mut ctx: Ctx) -> Answer {
    let front = at_a_practice(&mut ctx).await?;
    let body = if front.clinician {
        clinician(&ctx, &front)
    } else {
        reception(&ctx, &front)
    };
    Ok(ctx.page("Practice", None, &body))
}

fn card_form(ctx: &Ctx) -> Markup {
    html! {
        form method="post" action="/practice/card" novalidate {
            (ctx.csrf())
            (button(&Button::primary("Give a card")))
        }
    }
}

fn clinician(ctx: &Ctx, front: &Front) -> Markup {
    html! {
        h1 { "Offer support with work" }
        (dangers::waiting(front.dangers))
        (asked_line(front.asked, "/practice/asked"))
        @if front.taking.both() {
            p { "Say it only if it fits. Read this aloud:" }
            (say_aloud(&words::ALOUD.into()))
            div class="app-doors" {
                (card_form(ctx))
                (button(&Button::link("Refer", "/practice/find?for=offer")))
            }
            p { strong { "Give a card: " } "three words. No name and no record. The patient answers at home." }
            p { strong { "Refer: " } "find the patient, hear their answer, and share only what they choose." }
        } @else {
            (not_taking_part(front.taking))
        }
        h2 class="nhsuk-heading-m" { "Also here" }
        ul class="nhsuk-list" {
            li { a href="/practice/offers" { "Referrals that wait for an answer" } }
            li { a href="/practice/sent" { "What the practice sent" } }
            li { a href="/practice/words" { "Words for the record" } }
            li { a href="/practice/dangers" { "Dangers reported to the practice" } }
            li { a href="/practice/record" { "To be put in the record" } }
            li { a href="/practice/two-records" { "Records that may be of one patient" } }
            li { a href="/practice/returned" { "Services whose contract ended" } }
            li { a href="/practice/cards" { "Print a sheet of cards" } }
            li { a href="/practice/find?for=mind" { "A patient has changed their mind" } }
        }
        @if front.taking.seat {
            form method="post" action="/practice/settings/me" novalidate {
                (ctx.csrf())
                input type="hidden" name="takes_part" value="no";
                (button(&Button::secondary("I don’t take part")))
            }
            p class="app-quiet" { "Nobody asks you why. You can change it back at any time." }
        }
    }
}

/// The calm page in place of an offer.
pub(super) fn not_taking_part(taking: Taking) -> Markup {
    let who = if taking.practice {
        "You have chosen not to take part, so nothing is offered from your seat."
    } else {
        "The practice has chosen not to take part, so nothing is offered here."
    };
    let more = html! {
        p { (who) }
        p { "Nobody is asked why. Patients who have support can still change their mind here." }
        p { a href="/practice/settings" { "Settings" } }
    };
    inset_text(&more.into())
}

fn reception(ctx: &Ctx, front: &Front) -> Markup {
    let choice = |href: &'static str, heading: &'static str, words: &'static str| {
        card(&Card {
            kind: CardKind::Primary,
            clickable: true,
            href: Some(href),
            heading_size: Some(Size::M),
            ..Card::titled(heading, words)
        })
    };
    html! {
        h1 { "What are they asking?" }
        (dangers::waiting(front.dangers))
        (asked_line(front.asked, "/practice/asked"))
        ul class="app-grid" {
            li { (choice("/practice/find?for=mind", "They have changed their mind", "Stop one thing, or leave. About 15 seconds.")) }
            @if front.taking.both() {
                li { (choice("/practice/find?for=offer", "They want the service", "Hear their answer, and share what they choose.")) }
            }
            li { (choice("/practice/find?for=code", "They have lost their code", "Read a sign-in code out to them.")) }
            li { (choice("/practice/find?for=record", "They want to see their record", "Where they can read everything.")) }
        }
        @if front.taking.both() {
            h2 class="nhsuk-heading-m" { "Or without a name" }
            p { "A card has three words. No name and no record. They answer at home." }
            (card_form(ctx))
        } @else {
            (not_taking_part(front.taking))
        }
        p { a href="/practice/offers" { "Referrals that wait for an answer" } }
        p { a href="/practice/dangers" { "Dangers reported to the practice" } }
        p { a href="/practice/record" { "To be put in the record" } }
        h2 class="nhsuk-heading-m" { "Notices" }
        @match front.notices {
            0 => p { "Nothing is waiting for you." },
            1 => p { a href="/practice/notices" { "1 patient has left the service" } "." },
            n => p { a href="/practice/notices" { (n) " patients have left the service" } "." },
        }
        @match front.letters {
            0 => {},
            1 => p { a href="/practice/messages" { "1 message waits to be posted, given or read out" } "." },
            n => p { a href="/practice/messages" { (n) " messages wait to be posted, given or read out" } "." },
        }
        @if front.asked_back > 0 {
            p { a href="/practice/notices" { "Something is to be taken out again" } "." }
        }
    }
}

async fn show_settings(mut ctx: Ctx) -> Answer {
    let front = ctx
        .act(Lane::Normal, |desk, visit| settings(desk, &visit.actor))
        .await?;
    let (now, action, words, next) = if front.clinician {
        (
            front.taking.seat,
            "/practice/settings/me",
            ["You take part.", "You do not take part."],
            ["I don’t take part", "I take part again"],
        )
    } else {
        (
            front.taking.practice,
            "/practice/settings/practice",
            ["The practice takes part.", "The practice does not take part."],
            ["The practice doesn’t take part", "The practice takes part again"],
        )
    };
    let at = usize::from(!now);
    let body = html! {
        h1 { "Does " @if front.clinician { "your seat" } @else { (front.practice) } " take part?" }
        p class="nhsuk-body-l" { (words[at]) }
        @if front.clinician && !front.taking.practice {
            p { "The practice as a whole does not take part at the moment. Its team can change that." }
        }
        form method="post" action=(action) novalidate {
            (ctx.csrf())
            input type="hidden" name="takes_part" value=(if now { "no" } else { "yes" });
            (button(&Button::secondary(Content::from(next[at]))))
        }
        p { "Nobody asks for a reason, and nobody counts it." }
        p { "Patients can change their mind here either way. That never stops working." }
        p { a href="/where-data-goes" { "What leaves this practice, and to whom" } }
    };
    Ok(ctx.page("Settings", Some("/practice"), &body))
}

async fn me(Posted { mut ctx, form }: Posted) -> Answer {
    let takes_part = form.get("takes_part") == "yes";
    ctx.act(Lane::Normal, move |desk, visit| {
        practice::take_part(desk, &visit.actor, takes_part)
    })
    .await?;
    Ok(ctx.see("/practice/settings"))
}

async fn whole_practice(Posted { mut ctx, form }: Posted) -> Answer {
    let takes_part = form.get("takes_part") == "yes";
    ctx.act(Lane::Normal, move |desk, visit| {
        practice::practice_takes_part(desk, &visit.actor, takes_part)
    })
    .await?;
    Ok(ctx.see("/practice/settings"))
}
