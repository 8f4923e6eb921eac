//! Pages whose words are documents of this repository: one text, read by people here and by engineers there.

use maud::{Markup, PreEscaped, html};
use sayso_core::reads::Language;
use sayso_words::sayings::public as say;

use super::markdown::page_of;
use super::{narrow, public, public_in_english};
use crate::ctx::{Answer, Ctx};

const CANNOT_STOP: &str = include_str!("../../../../../../docs/what-we-cannot-stop.md");
const CANNOT_STOP_IN_WELSH: &str = include_str!("../../../../../../docs/what-we-cannot-stop.cy.md");
const ACCESSIBILITY: &str = include_str!("../../../../../../docs/accessibility.md");
const SAY_SO: &str = include_str!("../../../../../../docs/say-so.md");
const POLICY: &str = include_str!("../../../../../../docs/policy.txt");

pub(super) async fn cannot_stop(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let text = match ctx.reads().language {
        Language::English => CANNOT_STOP,
        Language::Welsh => CANNOT_STOP_IN_WELSH,
    };
    Ok(public(&ctx, &say::go_limits(), &page_of(text, 1)))
}

pub(super) async fn accessibility(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    Ok(public_in_english(
        &ctx,
        "Accessibility",
        &page_of(ACCESSIBILITY, 1),
    ))
}

pub(super) async fn rules(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let intro = html! {
        h1 { "The rules, as they are enforced" }
        p { "Two questions are asked each time, and both must be answered yes. Does the person say so? May this seat do this?" }
        p { "These texts are the ones that our tests read. If the software and a line here disagree, it cannot be released." }
    };
    let body = html! {
        (narrow(&intro))
        section id="say-so" { (page_of(SAY_SO, 2)) }
        section id="who" {
            h2 { "Who may do what, and what was proved" }
            p { "A proof speaks of the policies alone. That a say-so is worked out rightly, and that each page asks, are tests." }
            (as_it_is(POLICY))
        }
    };
    Ok(public_in_english(&ctx, "Rules", &body))
}

/// A text whose columns matter: it scrolls inside its own frame, by keyboard too.
fn as_it_is(text: &str) -> Markup {
    let escaped = html! { (text) };
    html! {
        div class="nhsuk-code" {
            pre class="nhsuk-code__container" {
                code class="nhsuk-code__content" tabindex="0" role="region" aria-label="Who may do what" {
                    (PreEscaped(escaped.0))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_page_says_every_fact_of_the_document() {
        let page = page_of(CANNOT_STOP, 1).0.replace("&#39;", "'");
        let rows: Vec<&str> = CANNOT_STOP.lines().filter(|l| l.starts_with("| **")).collect();
        assert!(rows.len() >= 7, "the list has lost facts");
        for row in rows {
            for cell in row.trim_matches('|').split('|') {
                for part in cell.trim().split("**").flat_map(|p| p.split('*')) {
                    let part = html! { (part.trim()) }.0;
                    assert!(page.contains(&part), "missing: {part}");
                }
            }
        }
    }

    #[test]
    fn the_page_in_welsh_has_the_same_facts_in_the_same_order() {
        let shape = |text: &str| -> Vec<(usize, usize)> {
            let rows = text.lines().filter(|l| l.starts_with("| **"));
            rows.map(|l| (l.matches('|').count(), l.matches("**").count()))
                .collect()
        };
        assert_eq!(shape(CANNOT_STOP), shape(CANNOT_STOP_IN_WELSH));
        assert_eq!(
            CANNOT_STOP_IN_WELSH.matches("DWP").count(),
            CANNOT_STOP.matches("DWP").count()
        );
    }

    #[test]
    fn every_fact_that_the_model_names_is_on_it() {
        let page = CANNOT_STOP.to_lowercase();
        for fact in [
            "law orders it",
            "copies already sent",
            "photographed screen",
            "full control",
            "dishonest label",
            "pressure in the room",
            "words in your gp record",
        ] {
            assert!(page.contains(fact), "{fact}");
        }
    }
}
