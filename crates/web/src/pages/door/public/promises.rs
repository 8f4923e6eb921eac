//! What this is, and what it will not do: each claim with what shows it, and no claim beyond that.

use maud::{Markup, html};

use super::shown_by::{Claim, KEEPS, NEVER, Shown};
use super::{narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Details, details};

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = html! {
        h1 { "What is this, and what will it not do?" }
        p class="nhsuk-lede-text" { "Sayso carries a voluntary service that starts at a GP practice. Its one rule: nothing about you moves without your say-so, and anybody can check." }
        h2 { "What it does" }
        @for claim in KEEPS { (one(claim)) }
        h2 { "What it will not do" }
        @for claim in NEVER { (one(claim)) }
        h2 { "How far this goes" }
        p { "A proof speaks of the policies alone: who may do what, for every request there can be. That a say-so is worked out rightly, and that each page asks, are tests. A test shows what was tried." }
        p { "Neither can stop the law, a camera or an untrue declaration. " a href="/what-we-cannot-stop" { "What we cannot stop" } " says so, line by line." }
        p { "Nobody outside the project has checked this yet." }
    };
    Ok(public(&ctx, "What this is", &narrow(&body)))
}

fn one(claim: &Claim) -> Markup {
    html! {
        h3 { (claim.says) }
        p { (claim.more) }
        (details(&Details {
            summary: html! { "What shows it" span class="nhsuk-u-visually-hidden" { ": " (claim.says) } }.into(),
            content: html! {
                ul class="nhsuk-list nhsuk-list--bullet" { @for shown in claim.shown { li { (by(*shown)) } } }
            }.into(),
            ..Details::default()
        }))
    }
}

fn by(shown: Shown) -> Markup {
    match shown {
        Shown::Theorem(id) => html! { "Proved of the policies: " a href="/rules#who" { "theorem " (id) } },
        Shown::Test(file, name) => html! {
            "Tested: " a class="app-wrap" href={ "/shown-by/" (name) } { "“" (name.replace('_', " ")) "”" } ". "
            @if file.contains("sayso/rule") { a href="/rules#say-so" { "The table it follows" } }
        },
    }
}
