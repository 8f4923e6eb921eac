//! Somebody else typed that the person left, or stopped one thing. The person's page says so first, and one button puts
//! it right.

use maud::{Markup, html};
use sayso_app::come_back::{self, LeftForYou, StoppedForYou};
use sayso_app::{Error, Lane};

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, NotificationBanner, button, notification_banner};
use crate::routes::{Routes, Who};
use sayso_words::sayings::returned as say;
use sayso_words::sayings::{changed, letter};

pub(super) fn register(r: &mut Routes) {
    r.post("/home/return", Who::Person, "key_agreement", "came_back", again);
    r.post(
        "/home/take-up",
        Who::Person,
        "key_agreement",
        "purpose_given",
        take_up,
    );
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

/// The same for one thing that somebody else typed as stopped.
pub(super) fn stopped_banner(ctx: &Ctx, stopped: &StoppedForYou) -> Markup {
    let w = ctx.words();
    let whom = sayso_words::purpose(stopped.purpose);
    notification_banner(&NotificationBanner {
        title: w.t(&say::is_it_right()),
        content: html! {
            p class="nhsuk-notification-banner__heading" { (w.t(&stopped.told.said)) }
            p { (w.t(&say::typed_on(stopped.told.recorded_at))) }
            p { (w.t(&letter::left_for_you_right())) }
            @if stopped.one_step {
                p { (w.t(&say::same_yes())) " " (w.t(&changed::may_have(stopped.recipient.as_str(), whom))) }
                (super::listed(&super::kinds(w, stopped.categories)))
                form method="post" action="/home/take-up" novalidate {
                    (ctx.csrf())
                    input type="hidden" name="yes" value=(stopped.said);
                    (button(&Button::secondary(w.t(&say::not_stopped()))))
                }
            } @else {
                p { (w.t(&say::asked_afresh())) }
                p { a class="nhsuk-notification-banner__link" href="/home/more" { (w.t(&say::to_asking())) } }
            }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

async fn take_up(Posted { mut ctx, form }: Posted) -> Answer {
    let yes = form.get("yes").parse();
    let taken = ctx
        .act(Lane::Normal, move |desk, visit| {
            come_back::take_up(desk, &visit.actor, yes.map_err(|_| Error::NotFound)?)
        })
        .await;
    super::home::see_home(&ctx, taken)
}

async fn again(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, |desk, visit| {
        come_back::come_back(desk, &visit.actor)
    })
    .await?;
    Ok(ctx.see("/home"))
}
