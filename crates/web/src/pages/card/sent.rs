//! After the yes: when it goes, how to undo it, and what comes next. Shown to the person who said it, and to nobody
//! who finds the address.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::agree::Kept;
use sayso_core::seat::Actor;
use sayso_words::sayings::{card as say, common, letter};

use crate::ctx::{Answer, Ctx};
use crate::drawing::{checked_by_nobody, print_of};
use crate::nhs::{Button, ButtonKind, Panel, button, panel};
use crate::reading::Words;

pub(super) async fn page(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let actor = ctx.open(|_, visit| Ok(visit.actor)).await?;
    let kept = super::find(&ctx, &token).and_then(|b| b.kept);
    match (kept, actor) {
        (Some(kept), Actor::Person(person)) if kept.person == person => {
            Ok(ctx.page_said(&common::your_page(), None, &said_yes(&kept, ctx.words())))
        }
        // The half hour is over: everything stands on the person's own page.
        (_, Actor::Person(_)) => Ok(ctx.see("/home")),
        (Some(_), _) => Ok(ctx.see("/sign-in")),
        (None, _) => Ok(super::start_again(&ctx)),
    }
}

fn said_yes(kept: &Kept, w: Words) -> Markup {
    let provider = kept.provider.as_str();
    html! {
        (checked_by_nobody(print_of(w.0)))
        div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" {
            (panel(&Panel {
                heading: w.t(&say::sent_title()),
                content: w.t(&say::sent_goes(provider, kept.held_until)),
                ..Panel::default()
            }))
            p { (w.t(&say::sent_not_yet())) }
            (button(&Button {
                kind: ButtonKind::Secondary,
                ..Button::link(w.t(&say::sent_undo()), "/home")
            }))
            p { a href="/home/letter" { (w.t(&say::sent_letter())) } }
            h2 { (w.t(&say::sent_next())) }
            p { (w.t(&say::sent_choose())) }
            (button(&Button::link(w.t(&say::sent_choose_link()), "/home/contact")))
            h2 { (w.t(&letter::keep_heading())) }
            p { (w.t(&say::sent_words())) ": " strong class="app-wrap" { (kept.card) } }
            p { (w.t(&say::sent_words_yours())) }
            p { (w.t(&letter::reference())) ": " strong { (kept.reference) } }
            p { (w.t(&say::sent_nothing_else())) }
        } }
    }
}
