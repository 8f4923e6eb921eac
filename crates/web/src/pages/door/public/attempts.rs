//! Try it: a stranger tries to make a coach read what a person said about their health. Only in a demonstration, on people
//! who do not exist; the answers come from the rules that decide everything else.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Error;
use sayso_app::try_it::{self, ATTEMPTS, Tried};
use sayso_core::reads::Language;
use sayso_words::sayings::attempt as say;

use super::{narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Button, Details, Row, SummaryList, button, details, summary_list};
use crate::reading::Words;

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    ctx.meet().await?;
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        @if ctx.site.demo.is_some() {
            p { (w.t(&say::invented())) }
            p { (w.t(&say::real_rules())) }
            (buttons(w))
        } @else {
            p { (w.t(&say::in_demo())) }
            p { (w.t(&say::same_rules())) " " a href="/policy" { (w.t(&say::policies())) } "." }
        }
    };
    Ok(public(&ctx, &say::title(), &narrow(&body)))
}

fn buttons(w: Words) -> Markup {
    html! {
        ol class="nhsuk-list" {
            @for (n, attempt) in (1..).zip(ATTEMPTS) {
                li {
                    p { (w.k(attempt.story)) }
                    form method="get" action={ "/try/" (n) } { (button(&Button::secondary(w.k(attempt.words)))) }
                }
            }
        }
    }
}

pub(super) async fn tried(Path(n): Path<String>, mut ctx: Ctx) -> Answer {
    let nth = n.parse::<usize>().ok().filter(|_| ctx.site.demo.is_some());
    let nth = nth.and_then(|n| n.checked_sub(1));
    let tried = ctx
        .open(move |desk, _| try_it::attempt(desk, nth.ok_or(Error::NotFound)?))
        .await?;
    Ok(public(&ctx, &say::title(), &narrow(&answer(ctx.words(), &tried))))
}

fn answer(w: Words, tried: &Tried) -> Markup {
    html! {
        h1 { @if tried.allowed { (w.t(&say::allowed())) } @else { (w.t(&say::not_allowed())) } }
        p { (w.t(&say::you_tried(sayso_words::known(tried.attempt.words)))) }
        p { (w.k(tried.attempt.story)) }
        @if w.0.language != Language::English { p class="app-quiet" { (w.t(&say::in_english())) } }
        (summary_list(&SummaryList {
            rows: vec![
                Row::fact(w.t(&say::who()), w.published(&tried.who)),
                Row::fact(w.t(&say::tried()), w.t(&say::tried_what())),
                Row::fact(w.t(&say::facts()), html! {
                    ul class="nhsuk-list" { @for fact in &tried.facts { li { (w.published(fact)) } } }
                }),
                Row::fact(w.t(&say::rules()), html! {
                    @if tried.rules.is_empty() { (w.t(&say::no_rule())) }
                    @for rule in &tried.rules { p { (w.published(rule)) } }
                }),
            ],
            ..SummaryList::default()
        }))
        @if let (Some(words), Some(name)) = (&tried.theorem, tried.attempt.theorem) {
            h2 { (w.t(&say::otherwise())) }
            p { (w.t(&say::solver())) }
            p { strong { (name) } " " (w.published(words)) }
            p { a href="/policy" { (w.t(&say::what_proved())) } }
        } @else {
            p { (w.t(&say::only_way())) }
        }
        (details(&Details {
            summary: w.t(&say::as_file()),
            content: html! {
                p { (w.t(&say::replay())) " " code { "sayso policy replay " (w.s(&say::file_name())) } }
                pre class="app-plain" lang="en" { (tried.file) }
            }.into(),
            ..Details::default()
        }))
        h2 { (w.t(&say::another())) }
        (buttons(w))
    }
}

#[cfg(test)]
mod tests {
    use sayso_core::reads::Reads;

    use super::*;

    #[test]
    fn each_attempt_and_its_answer_are_told_in_welsh_and_only_what_the_rules_say_is_english() {
        let w = Words(Reads::parse("cy.standard").unwrap());
        for attempt in ATTEMPTS {
            let tried = Tried {
                attempt: *attempt,
                who: "a coach".into(),
                facts: vec!["A fact.".into()],
                allowed: attempt.theorem.is_none(),
                rules: vec!["A rule.".into()],
                theorem: attempt.theorem.map(|_| "Nobody may.".into()),
                file: String::new(),
            };
            let page = answer(w, &tried).0;
            for words in attempt.words.split(' ').chain(attempt.story.split(' ')) {
                let english = ["they", "with", "the", "Read", "said"].contains(&words);
                assert!(
                    !english || !page.contains(&format!(" {words} ")),
                    "{words}: {page}"
                );
            }
            let marked = page.matches("lang=\"en\"").count();
            assert_eq!(marked, 4 + usize::from(tried.theorem.is_some()), "{page}");
        }
    }
}
