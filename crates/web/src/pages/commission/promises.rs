//! What is promised, by whom, until when: the sentences that people read before they say yes, made from the register.

use maud::{Markup, html};
use sayso_app::evaluation::{self, Shown};
use sayso_app::places::{Published, PublishedTerms};
use sayso_app::telling::moment_in_words;
use sayso_app::{Lane, commission};
use sayso_core::words;

use crate::ctx::{Answer, Ctx};
use crate::nhs::{Row, SummaryList, inset_text, summary_list};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/commission",
        Who::Commissioner,
        "read_promises",
        "place_opened",
        promises,
    );
}

async fn promises(mut ctx: Ctx) -> Answer {
    let (published, filed) = ctx
        .act(Lane::Normal, |desk, visit| {
            Ok((
                commission::promises(desk, &visit.actor)?,
                evaluation::shown(desk)?,
            ))
        })
        .await?;
    let body = html! {
        h1 { "What is promised, and until when?" }
        p { "People read these sentences before they say yes. Each is made from the flow register. A published version never changes." }
        @let mut counting = published.terms.iter().filter(|t| t.in_effect).peekable();
        @if counting.peek().is_none() {
            p { "No terms are published. Until they are, nobody can be offered anything." }
        }
        @for terms in counting { (scheme(terms, &published, &filed)) }
    };
    Ok(ctx.page("Promises", None, &body))
}

/// Which plans are filed for this scheme, and how many have their result.
fn plans(t: &PublishedTerms, filed: &[Shown]) -> Markup {
    let own: Vec<&Shown> = filed.iter().filter(|s| s.plan.scheme == t.terms.scheme).collect();
    html! {
        @if own.is_empty() {
            "None is published. Without one nobody can say whether this scheme works. No practice can join it."
        } @else {
            (own.len()) " filed, " (own.iter().filter(|s| s.result.is_some()).count()) " with a result. "
            a href="/evaluation" { "Plans and results" }
        }
    }
}

fn scheme(t: &PublishedTerms, published: &Published, filed: &[Shown]) -> Markup {
    let p = &t.terms.promise;
    let signed = p.no_effect_on_benefits.as_ref().map_or_else(
        || "Nobody has signed one, so no such promise is made.".to_owned(),
        |s| {
            format!(
                "Signed by {} for {}, {}.",
                s.signed_by,
                s.organisation,
                words::day(s.signed_on)
            )
        },
    );
    html! {
        section {
            h2 { (p.scheme_name) }
            p { (p.what) }
            (summary_list(&SummaryList {
                rows: vec![
                    Row::fact("Ends on", words::day(p.ends_on)),
                    Row::fact("Terms", format!("version {}, published {}", t.terms.version, moment_in_words(t.terms.published_at))),
                    Row::fact("Paid for", p.paid_by.as_str()),
                    Row::fact("A yes lasts", format!("{} days, then people are asked again", p.say_so_days)),
                    Row::fact("Erased by itself", p.erased_after_months.map_or_else(
                        || "nothing: only what people erase themselves".to_owned(),
                        |months| format!("{months} months after support ended; people are told 60 days before, and can keep it"),
                    )),
                    Row::fact("A referral waits", format!("{} hours, so that people can undo it", p.hold_hours)),
                    Row::fact("No effect on benefits", signed),
                    Row::fact("Evaluation plan", plans(t, filed)),
                    Row::fact("Fingerprint of the words", html! { span class="app-wrap" { (t.hash) } }),
                ],
                ..SummaryList::default()
            }))
            h3 { "About benefits" }
            @for sentence in &t.about_benefits { p { (sentence) } }
            h3 { "Who gets what" }
            ul { @for flow in &t.flows { li { (flow) } } }
            h3 { "Never sent to anybody" }
            ul { @for what in &t.never_sent { li { (what) } } }
            h3 { "Who stands behind it" }
            @for (org, interests) in published.orgs.iter().filter(|(o, _)| p.flows.iter().any(|f| f.recipient == o.id)) {
                (inset_text(&html! {
                    p { strong { (org.name) } }
                    @for sentence in interests { p { (sentence) } }
                }.into()))
            }
        }
    }
}
