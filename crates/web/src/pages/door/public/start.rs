//! The first page: what this is, what is promised, and three words to begin with.

use maud::html;
use sayso_app::places;
use sayso_core::words;

use super::{elsewhere, narrow};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Card, CardKind, DoDontList, card, do_dont_list};
use crate::pages::card::words_field;

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let published = ctx.open(|desk, _| places::published(desk)).await?;
    let now: Vec<_> = published.terms.iter().filter(|t| t.in_effect).collect();
    let body = html! {
        h1 { "Help with work, if you want it" }
        p class="nhsuk-lede-text" { "A person at your GP practice may have given you a card. You answer here, at home, in your own time." }
        (do_dont_list(&DoDontList {
            heading: "You can count on this".into(),
            heading_level: Some(2),
            items: vec![
                "It is free.".into(),
                "It is your choice. You need no reason, whatever you decide.".into(),
                words::IF_I_SAY_NO[0].into(),
            ],
            ..DoDontList::default()
        }))
        @for terms in &now {
            (card(&Card {
                kind: CardKind::Feature,
                heading: html! { (terms.terms.promise.scheme_name) ": what we promise" }.into(),
                heading_level: Some(2),
                description: html! {
                    p { (terms.terms.promise.what) }
                    @for said in &terms.about_benefits { p { (said) } }
                    p { a href="/where-data-goes" { "Who gets what, in terms version " (terms.terms.version) } }
                }.into(),
                ..Card::default()
            }))
        }
        @if now.is_empty() { p { "No service has published its terms here yet, so there is nothing to answer." } }
        h2 { "Start with your card" }
        p { "Nothing is kept when you look. You decide on the next pages." }
        (words_field(&ctx, None))
        h2 { "Other ways" }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { "Phone or visit your practice. They read each question out and type what you say." }
            li { "Ask for a paper slip, and hand it in or post it." }
            li { "Have somebody you trust beside you. They can read and type for you." }
        }
        h2 { "If you have already said yes" }
        p { a href="/sign-in" { "Sign in to your page" } ". You can pause, stop one thing or leave there." }
        h2 { "If you would like to check us" }
        (elsewhere())
        @if ctx.site.demo.is_some() {
            p { "This is an invented world. " a href="/demo" { "Take a seat, and try to make it break a promise" } ". Or stay outside: " a href="/try" { "try to make a coach read a health note" } "." }
        }
        p { a href="/sign-in" { "Staff sign-in" } }
    };
    Ok(ctx.page("Welcome", None, &narrow(&body)))
}
