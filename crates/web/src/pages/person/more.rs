//! One more yes: each optional purpose of the published terms, by itself and off until asked for.

use maud::{Markup, html};
use sayso_app::own::{self, Held};
use sayso_app::{Error, Lane, change_mind};
use sayso_core::id::OrgId;
use sayso_core::org::OrgKind;
use sayso_core::sayso::Purpose;
use sayso_core::terms::Flow;

use super::{kinds, listed, me, sentence, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, button, card};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/more", Who::Person, "open_own", "own_opened", ask);
    r.post("/home/more", Who::Person, "key_agreement", "purpose_given", give);
}

async fn ask(mut ctx: Ctx) -> Answer {
    let held = ctx
        .act(Lane::Normal, |desk, visit| {
            own::open(desk, &visit.actor, "the page for saying yes to more", 0, None)
        })
        .await?;
    let offered = offered(&held);
    let body = html! {
        h1 { "Would you like anything more?" }
        p { "Each of these is its own yes. None is on unless you say so." }
        p { "Your support is the same without them." }
        @if offered.is_empty() { p { "There is nothing more to say yes to at the moment." } }
        @for flow in offered { (one(&ctx, flow)) }
    };
    Ok(ctx.page("Something more", Some("/home"), &with_way_out(&body)))
}

/// What the terms have and the person has not said yes to, while support is open.
fn offered(held: &Held) -> Vec<&Flow> {
    let (Some(terms), Some(open)) = (&held.terms, held.open()) else {
        return vec![];
    };
    // Another practice or provider of the scheme has nothing to do with this person.
    let concerns = |f: &Flow| match f.recipient_kind {
        OrgKind::Practice => f.recipient == held.practice.id,
        OrgKind::Provider => f.recipient == open.referral.recipient,
        _ => true,
    };
    let on = |f: &Flow| {
        held.said
            .iter()
            .any(|s| s.live && s.said.purpose == f.purpose && s.said.recipient == f.recipient)
    };
    let flows = terms.promise.flows.iter();
    flows
        .filter(|f| f.purpose != Purpose::Refer && concerns(f) && !on(f))
        .collect()
}

fn one(ctx: &Ctx, flow: &Flow) -> Markup {
    card(&Card::titled(
        sentence(flow.purpose.in_words()),
        html! {
            p { (flow.recipient_name) " would get:" }
            (listed(&kinds(flow.categories)))
            p { "Kept " (flow.kept) "." }
            form method="post" action="/home/more" novalidate {
                (ctx.csrf())
                input type="hidden" name="purpose" value=(flow.purpose);
                input type="hidden" name="recipient" value=(flow.recipient);
                (button(&Button::secondary(html! {
                    "Say yes to this"
                    span class="nhsuk-u-visually-hidden" { " (" (flow.purpose.in_words()) ", " (flow.recipient_name) ")" }
                })))
            }
        },
    ))
}

async fn give(Posted { mut ctx, form }: Posted) -> Answer {
    let purpose = Purpose::parse(form.get("purpose")).filter(|p| *p != Purpose::Refer);
    let recipient: Option<OrgId> = form.get("recipient").parse().ok();
    ctx.act(Lane::Normal, move |desk, visit| {
        let (Some(purpose), Some(recipient)) = (purpose, recipient) else {
            return Err(Error::NotFound);
        };
        change_mind::give_one(desk, &visit.actor, me(visit)?, recipient, purpose)
    })
    .await?;
    Ok(ctx.see("/home/changed"))
}
