//! Who owns and pays whom: every organisation with its interests, as it declared them.

use maud::html;
use sayso_app::places;
use sayso_core::org::OrgKind;
use sayso_words::Say;
use sayso_words::sayings::{owners as say, public as say_public};

use super::{as_written, narrow, public};
use crate::ctx::{Answer, Ctx};

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let published = ctx.open(|desk, _| places::published(desk)).await?;
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::about())) }
        (as_written(w))
        p { (w.t(&say::each_service())) }
        ul class="nhsuk-list nhsuk-list--bullet" {
            @for t in published.terms.iter().filter(|t| t.in_effect) {
                li { (t.terms.promise.scheme_name) ": " (w.published(&t.terms.promise.paid_by)) }
            }
        }
        @for (org, _) in &published.orgs {
            h2 { (org.name) }
            @if org.kind == OrgKind::Benefits {
                p { (w.t(&kind_in_words(org.kind))) }
            } @else {
                p class="app-quiet" { (w.t(&kind_in_words(org.kind))) }
                (w.list(sayso_words::interests(&org.name, &org.interests)))
            }
        }
        p { (w.t(&say::untrue())) " " a href="/what-we-cannot-stop" { (w.t(&say_public::go_limits())) } " " (w.t(&say::what_we_do())) }
    };
    Ok(public(&ctx, &say::title(), &narrow(&body)))
}

fn kind_in_words(kind: OrgKind) -> Say {
    match kind {
        OrgKind::Practice => say::practice(),
        OrgKind::Provider => say::provider(),
        OrgKind::Council => say::council(),
        OrgKind::Commissioner => say::commissioner(),
        OrgKind::Evaluator => say::evaluator(),
        OrgKind::Service => say::service(),
        OrgKind::UserLed => say::user_led(),
        OrgKind::Witness => say::witness(),
        OrgKind::Benefits => say::benefits(),
    }
}
