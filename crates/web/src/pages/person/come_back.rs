//! Somebody else typed that the person left. The person's page says so first, and one button puts it right.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::come_back::{self, LeftForYou};
use sayso_app::telling::moment_in_words;
use sayso_core::words::LEFT_FOR_YOU;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, NotificationBanner, button, notification_banner};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.post("/home/return", Who::Person, "key_agreement", "came_back", again);
}

/// At the top of the person's page, for 30 days.
pub(super) fn banner(ctx: &Ctx, left: &LeftForYou) -> Markup {
    notification_banner(&NotificationBanner {
        title: "Is this right?".into(),
        content: html! {
            p class="nhsuk-notification-banner__heading" { (left.told.text) }
            p { "It was typed on " (moment_in_words(left.told.recorded_at)) "." }
            // The same words as in the letter.
            p { (LEFT_FOR_YOU[1]) }
            p { (LEFT_FOR_YOU[2]) }
            p {
                "It is then the same yes as before, and nothing more. "
                @if left.at_once { (left.provider) " gets it again." }
                @else { (left.provider) " gets it when it would have gone before." }
            }
            form method="post" action="/home/return" novalidate {
                (ctx.csrf())
                (button(&Button::secondary("I did not leave")))
            }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

async fn again(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, |desk, visit| {
        come_back::come_back(desk, &visit.actor)
    })
    .await?;
    Ok(ctx.see("/home"))
}
