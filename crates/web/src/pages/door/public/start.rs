//! The first page: what this is, what is promised, and three words to begin with.

use maud::html;
use sayso_app::places;
use sayso_words::sayings::{card as say_card, front as say, offer as say_offer};

use super::{elsewhere, narrow};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Card, CardKind, DoDontList, card, do_dont_list};
use crate::pages::card::words_field;

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let published = ctx.open(|desk, _| places::published(desk)).await?;
    let now: Vec<_> = published.terms.iter().filter(|t| t.in_effect).collect();
    let w = ctx.words();
    let [nothing_changes, ..] = sayso_words::if_no();
    let body = html! {
        h1 { (w.t(&say_offer::title())) }
        p class="nhsuk-lede-text" { (w.t(&say::lead())) }
        (do_dont_list(&DoDontList {
            heading: w.t(&say::count_on()),
            heading_level: Some(2),
            items: [say::free(), say::choice(), nothing_changes].iter().map(|said| w.t(said)).collect(),
            ..DoDontList::default()
        }))
        @for terms in &now {
            @let promise = &terms.terms.promise;
            (card(&Card {
                kind: CardKind::Feature,
                heading: w.t(&say::promise_of(promise.scheme_name.as_str())),
                heading_level: Some(2),
                description: html! {
                    p { (w.published(&promise.what)) }
                    @for said in sayso_words::about_benefits(promise) { p { (w.t(&said)) } }
                    p { a href="/where-data-goes" { (w.t(&say::who_gets(terms.terms.version))) } }
                }.into(),
                ..Card::default()
            }))
        }
        @if now.is_empty() { p { (w.t(&say::nothing_yet())) } }
        h2 { (w.t(&say::start_card())) }
        p { (w.t(&say::nothing_kept())) }
        (words_field(&ctx))
        h2 { (w.t(&say::other_ways())) }
        (w.list([say::phone(), say::paper(), say::beside()]))
        h2 { (w.t(&say::already())) }
        p { a href="/sign-in" { (w.t(&say_card::sign_in())) } ". " (w.t(&say::can_leave())) }
        h2 { (w.t(&say::check_us())) }
        (elsewhere(w))
        @if ctx.site.demo.is_some() {
            p {
                (w.t(&say::invented())) " " a href="/demo" { (w.t(&say::take_seat())) } ". "
                (w.t(&say::stay_outside())) " " a href="/try" { (w.t(&say::try_note())) } "."
            }
        }
        p { a href="/sign-in" { (w.t(&say::staff())) } }
    };
    Ok(super::page(&ctx, &say::title(), None, false, &narrow(&body)))
}
