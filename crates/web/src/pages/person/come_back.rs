//! Somebody else typed that the person left. The person's page says so first, and one button puts it right.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::come_back::{self, LeftForYou};

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, NotificationBanner, button, notification_banner};
use crate::routes::{Routes, Who};
use sayso_words::sayings::letter;
use sayso_words::sayings::returned as say;

pub(super) fn register(r: &mut Routes) {
    r.post("/home/return", Who::Person, "key_agreement", "came_back", again);
}

/// At the top of the person's page, for 30 days.
pub(super) fn banner(ctx: &Ctx, left: &LeftForYou) -> Markup {
    let w = ctx.words();
    notification_banner(&NotificationBanner {
        title: w.t(&say::is_it_right()),
        content: html! {
            p class="nhsuk-notification-banner__heading" { (w.t(&left.told.said)) }
            p { (w.t(&say::typed_on(left.told.recorded_at))) }
            // The same words as in the letter.
            p { (w.t(&letter::left_for_you_right())) }
            p { (w.t(&letter::left_for_you_wrong())) }
            p {
                (w.t(&say::same_yes())) " "
                @if left.at_once { (w.t(&say::gets_again(left.provider.as_str()))) }
                @else { (w.t(&say::gets_when(left.provider.as_str()))) }
            }
            form method="post" action="/home/return" novalidate {
                (ctx.csrf())
                (button(&Button::secondary(w.t(&say::not_left()))))
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
