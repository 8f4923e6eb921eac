//! What this is, and what it will not do: each claim with what shows it, and no claim beyond that.

use maud::{Markup, html};
use sayso_words::sayings::{claims as say, public as say_public};

use super::shown_by::{Claim, KEEPS, NEVER, Shown};
use super::{narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Details, details};
use crate::reading::Words;

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p class="nhsuk-lede-text" { (w.t(&say::lead())) }
        h2 { (w.t(&say::does())) }
        @for claim in KEEPS { (one(claim, w)) }
        h2 { (w.t(&say::does_not())) }
        @for claim in NEVER { (one(claim, w)) }
        h2 { (w.t(&say::how_far())) }
        p { (w.t(&say::proof_is())) }
        p { (w.t(&say::neither())) " " a href="/what-we-cannot-stop" { (w.t(&say_public::go_limits())) } " " (w.t(&say::line_by_line())) }
        p { (w.t(&say::nobody_checked())) }
    };
    Ok(public(&ctx, &say::title(), &narrow(&body)))
}

fn one(claim: &Claim, w: Words) -> Markup {
    let says = (claim.says)();
    html! {
        h3 { (w.t(&says)) }
        p { (w.t(&(claim.more)())) }
        (details(&Details {
            summary: html! { (w.t(&say::what_shows())) span class="nhsuk-u-visually-hidden" { ": " (w.t(&says)) } }.into(),
            content: html! {
                ul class="nhsuk-list nhsuk-list--bullet" { @for shown in claim.shown { li { (by(*shown, w)) } } }
            }.into(),
            ..Details::default()
        }))
    }
}

fn by(shown: Shown, w: Words) -> Markup {
    match shown {
        Shown::Theorem(id) => {
            html! { (w.t(&say::proved())) " " a href="/rules#who" { (w.t(&say::theorem(id))) } }
        }
        Shown::Test(file, name) => html! {
            (w.t(&say::tested())) " " a class="app-wrap" href={ "/shown-by/" (name) } { "“" (w.published(&name.replace('_', " "))) "”" } ". "
            @if file.contains("sayso/rule") { a href="/rules#say-so" { (w.t(&say::table())) } }
        },
    }
}
