//! Pages whose words are documents of this repository: one text, read by people here and by engineers there.

use maud::{Markup, PreEscaped, html};
use sayso_core::reads::Language;
use sayso_words::sayings::{public as say, rules as say_rules};

use super::markdown::page_of;
use super::{narrow, public};
use crate::ctx::{Answer, Ctx};

const CANNOT_STOP: &str = include_str!("../../../../../../docs/what-we-cannot-stop.md");
const CANNOT_STOP_IN_WELSH: &str = include_str!("../../../../../../docs/what-we-cannot-stop.cy.md");
const ACCESSIBILITY: &str = include_str!("../../../../../../docs/accessibility.md");
const ACCESSIBILITY_IN_WELSH: &str = include_str!("../../../../../../docs/accessibility.cy.md");
const SAY_SO: &str = include_str!("../../../../../../docs/say-so.md");
const SAY_SO_IN_WELSH: &str = include_str!("../../../../../../docs/say-so.cy.md");
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
    let text = match ctx.reads().language {
        Language::English => ACCESSIBILITY,
        Language::Welsh => ACCESSIBILITY_IN_WELSH,
    };
    Ok(public(&ctx, &say::go_accessibility(), &page_of(text, 1)))
}

pub(super) async fn rules(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let w = ctx.words();
    let (say_so, english) = match w.0.language {
        Language::English => (SAY_SO, true),
        Language::Welsh => (SAY_SO_IN_WELSH, false),
    };
    let intro = html! {
        h1 { (w.t(&say::go_rules())) }
        p { (w.t(&say_rules::two_questions())) }
        p { (w.t(&say_rules::same_texts())) }
    };
    let body = html! {
        (narrow(&intro))
        section id="say-so" { (page_of(say_so, 2)) }
        section id="who" {
            h2 { (w.t(&say_rules::who_heading())) }
            p { (w.t(&say_rules::who_what())) }
            @if !english { p class="app-quiet" { (w.t(&say_rules::as_read())) } }
            (as_it_is(POLICY, &w.s(&say_rules::table())))
        }
    };
    Ok(public(&ctx, &say_rules::title(), &body))
}

/// A text whose columns matter: it scrolls inside its own frame, by keyboard too.
fn as_it_is(text: &str, name: &str) -> Markup {
    let escaped = html! { (text) };
    html! {
        div class="nhsuk-code" {
            pre class="nhsuk-code__container" lang="en" {
                code class="nhsuk-code__content" tabindex="0" role="region" aria-label=(name) {
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

    /// What the cells of the table say, in Welsh and in English.
    const CELLS: [(&str, &str); 24] = [
        ("ie, y feddygfa wedi’i diffodd", "yes, the practice switched off"),
        ("ie, Northway wedi’i ddiffodd", "yes, Northway switched off"),
        (
            "ie, y telerau yn rhai eraill nawr",
            "yes, the terms are others now",
        ),
        ("ie, disodlwyd ar 4", "yes, superseded on 4"),
        ("ie, daeth i ben ar 4", "yes, expired on 4"),
        ("ie, stopio ar 4", "yes, stop on 4"),
        (", ie eto ar 6", ", yes again on 6"),
        (", stopio ar 8", ", stop on 8"),
        ("dim", "nothing"),
        ("ie", "yes"),
        ("dim wedi’i ddweud", "nothing said"),
        ("caniateir", "allowed"),
        ("parsel arall", "another parcel"),
        ("nid y categorïau hyn", "not these categories"),
        ("ddim eto", "not yet"),
        ("wedi dod i ben", "ended"),
        ("wedi’i stopio", "stopped"),
        ("wedi’i ddiffodd", "switched off"),
        ("yr un", "same"),
        ("newidiwyd", "changed"),
        ("hunaniaeth", "identity"),
        ("hunaniaeth a chyswllt", "identity contact"),
        ("nodiadau’r hyfforddwr", "coach_notes"),
        ("hunaniaeth a nodiadau’r hyfforddwr", "identity coach_notes"),
    ];

    #[test]
    fn the_rule_in_welsh_has_the_same_rows_as_the_one_that_the_tests_read() {
        let purposes = [
            ("atgyfeirio", "refer"),
            ("cyflogwyr", "employers"),
            ("adborth i’r meddyg teulu", "feedback_to_gp"),
            ("gwerthuso", "evaluation"),
        ];
        let english = |cell: &str| -> String {
            let whole = CELLS.iter().chain(&purposes).find(|(welsh, _)| *welsh == cell);
            if let Some((_, words)) = whole {
                return (*words).to_owned();
            }
            let parts = CELLS.iter().filter(|(welsh, _)| welsh.contains(','));
            parts.fold(cell.to_owned(), |cell, (welsh, words)| cell.replace(welsh, words))
        };
        let rows = |text: &str, language: Language| -> Vec<Vec<String>> {
            let rows = text
                .lines()
                .filter(|l| l.starts_with("| ") && !l.starts_with("| #"));
            let cells = rows.map(|l| l.trim_matches('|').split('|').map(str::trim));
            let read = |cell: &str| match language {
                Language::English => cell.to_owned(),
                Language::Welsh => english(cell),
            };
            cells.map(|row| row.map(read).collect()).collect()
        };
        let (theirs, ours) = (
            rows(SAY_SO_IN_WELSH, Language::Welsh),
            rows(SAY_SO, Language::English),
        );
        assert!(ours.len() >= 28, "the table was read");
        assert_eq!(theirs, ours);
    }

    #[test]
    fn the_statement_in_welsh_has_the_same_parts() {
        let shape = |text: &str| -> Vec<String> {
            let lines = text.lines();
            let kinds = lines.map(|l| match l.split_whitespace().next() {
                Some("|") => format!("row of {}", l.matches('|').count()),
                Some(mark @ ("#" | "##" | "-")) => mark.to_owned(),
                _ => String::new(),
            });
            kinds.filter(|kind| !kind.is_empty()).collect()
        };
        assert_eq!(shape(ACCESSIBILITY_IN_WELSH), shape(ACCESSIBILITY));
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
