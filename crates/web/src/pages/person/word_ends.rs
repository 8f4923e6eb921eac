//! What the person's first page says while their practice has it that they forgot their private word, and the one step
//! that keeps the word.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::forgotten::{self, Standing};
use sayso_words::Say;
use sayso_words::sayings::home as say;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, NotificationBanner, button, notification_banner};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.post("/home/keep-word", Who::Person, "enrol", "word_kept", keep);
}

/// Nothing, where nobody said so.
pub(super) fn banner(ctx: &Ctx, standing: Standing) -> Markup {
    match standing {
        Standing::Word => html! {},
        Standing::One { .. } => told(ctx, &say::word_one_heard_title(), &say::word_one_heard()),
        Standing::NotTold => told(ctx, &say::word_not_told_title(), &say::word_not_told()),
        Standing::Ends(at) => told(ctx, &say::word_ends_on(at), &say::word_two_heard()),
    }
}

fn told(ctx: &Ctx, heading: &Say, what: &Say) -> Markup {
    let w = ctx.words();
    notification_banner(&NotificationBanner {
        title: w.t(&say::one_thing_title()),
        content: html! {
            p class="nhsuk-notification-banner__heading" { (w.t(heading)) }
            p { (w.t(what)) }
            p { (w.t(&say::word_use_it())) }
            form method="post" action="/home/keep-word" novalidate {
                (ctx.csrf())
                (button(&Button::secondary(w.t(&say::word_keep()))))
            }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

async fn keep(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Stop, |desk, visit| forgotten::not_me(desk, &visit.actor))
        .await?;
    Ok(ctx.see("/home"))
}
