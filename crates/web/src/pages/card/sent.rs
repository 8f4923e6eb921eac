//! After the yes: when it goes, how to undo it, and what comes next. Shown to the person who said it, and to nobody
//! who finds the address.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::agree::Kept;
use sayso_app::telling::moment_in_words;
use sayso_core::seat::Actor;

use crate::ctx::{Answer, Ctx};
use crate::nhs::{Button, ButtonKind, Panel, button, panel};

pub(super) async fn page(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let actor = ctx.open(|_, visit| Ok(visit.actor)).await?;
    let kept = super::find(&ctx, &token).and_then(|b| b.kept);
    match (kept, actor) {
        (Some(kept), Actor::Person(person)) if kept.person == person => {
            Ok(ctx.page("Your page", None, &said_yes(&kept)))
        }
        // The half hour is over: everything stands on the person's own page.
        (_, Actor::Person(_)) => Ok(ctx.see("/home")),
        (Some(_), _) => Ok(ctx.see("/sign-in")),
        (None, _) => Ok(super::start_again(&ctx)),
    }
}

fn said_yes(kept: &Kept) -> Markup {
    html! {
        div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" {
            (panel(&Panel {
                heading: "You said yes".into(),
                content: html! {
                    "It goes to " (kept.provider) " on " strong { (moment_in_words(kept.held_until)) } "."
                }.into(),
                ..Panel::default()
            }))
            p { "It is not sent yet. Until then, one click undoes it and nothing leaves." }
            (button(&Button {
                kind: ButtonKind::Secondary,
                ..Button::link("Undo, on your page", "/home")
            }))
            h2 { "Next: how may we reach you safely?" }
            p { "Choose how we may contact you, and a private word of your own. This computer knows you for a short time only." }
            (button(&Button::link("Choose how we reach you", "/home/contact")))
            h2 { "Keep these" }
            p { "Your three words: " strong class="app-wrap" { (kept.card) } }
            p { "They are yours now. From now on they open nothing without your private word or birth date." }
            p { "Your reference, if you phone: " strong { (kept.reference) } }
            p { "Nothing else is needed. They contact you after that time." }
        } }
    }
}
