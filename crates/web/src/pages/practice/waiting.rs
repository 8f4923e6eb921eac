//! Referrals that came in from elsewhere without the person's own answer. Owns: the list, and that answering goes the
//! way of every offer. Never shows what the sender wrote: the person reads that on their own page.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::import::{OpenOffer, open_offers};
use sayso_app::telling::moment_in_words;

use crate::ctx::{Answer, Ctx};
use crate::nhs::{Button, button, inset_text};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/offers",
        Who::Practice,
        "list_practice",
        "list_opened",
        list,
    );
}

async fn list(mut ctx: Ctx) -> Answer {
    let offers = ctx
        .act(Lane::Normal, |desk, visit| open_offers(desk, &visit.actor))
        .await?;
    let body = html! {
        h1 { "Who has not answered yet?" }
        p { "Somebody else referred these patients. They have not said yes to our terms, so nothing was sent on." }
        @if offers.is_empty() { p { "No referral is waiting for an answer." } }
        @for offer in &offers { (one(&ctx, offer)) }
        p { "An answer takes it off this list. Without one, it is deleted after 90 days. Nobody has to answer." }
    };
    Ok(ctx.page("Waiting for an answer", Some("/practice"), &body))
}

fn one(ctx: &Ctx, offer: &OpenOffer) -> Markup {
    html! {
        h2 class="nhsuk-heading-m" { (offer.name) }
        p { "Somebody referred " (offer.name) ". It came in on " (moment_in_words(offer.came_at)) "." }
        p { "Waiting for their own answer." }
        @if offer.do_not_contact {
            (inset_text(&"The sender says that it is not safe to contact them about this. Wait until they come.".into()))
        }
        form method="post" action="/practice/find/choose" novalidate {
            (ctx.csrf())
            input type="hidden" name="for" value="offer";
            input type="hidden" name="person" value=(offer.person);
            (button(&Button {
                ..Button::secondary(html! {
                    "Hear their answer" span class="nhsuk-u-visually-hidden" { ": " (offer.name) }
                })
            }))
        }
    }
}
