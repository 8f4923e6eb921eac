//! Who owns and pays whom: every organisation with its interests, as it declared them.

use maud::html;
use sayso_app::places;
use sayso_core::org::OrgKind;

use super::{narrow, public};
use crate::ctx::{Answer, Ctx};

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let published = ctx.open(|desk, _| places::published(desk)).await?;
    let body = html! {
        h1 { "Who owns and pays whom?" }
        p { "These are the organisations that this server knows, and what each has declared about itself. You read the same before you say yes." }
        p { "Who pays for each service:" }
        ul class="nhsuk-list nhsuk-list--bullet" {
            @for t in published.terms.iter().filter(|t| t.in_effect) {
                li { (t.terms.promise.scheme_name) ": " (t.terms.promise.paid_by) }
            }
        }
        @for (org, interests) in &published.orgs {
            h2 { (org.name) }
            @if org.kind == OrgKind::Benefits {
                p { "Part of the benefits system. It is named here so that the rules can shut it out: nobody there can have a seat, and nothing can be sent to it." }
            } @else {
                p class="app-quiet" { (kind_in_words(org.kind)) }
                ul class="nhsuk-list nhsuk-list--bullet" { @for said in interests { li { (said) } } }
            }
        }
        p { "A declaration can be untrue. " a href="/what-we-cannot-stop" { "What we cannot stop" } " says what we do about that." }
    };
    Ok(public(&ctx, "Who pays", &narrow(&body)))
}

const fn kind_in_words(kind: OrgKind) -> &'static str {
    match kind {
        OrgKind::Practice => "GP practice",
        OrgKind::Provider => "Employs coaches",
        OrgKind::Council => "Council",
        OrgKind::Commissioner => "Pays for services, and asks whether they work",
        OrgKind::Evaluator => "Independent evaluator",
        OrgKind::Service => "Another service",
        OrgKind::UserLed => "Led by the people who use services",
        OrgKind::Witness => "Watches the public log",
        OrgKind::Benefits => "Part of the benefits system",
    }
}
