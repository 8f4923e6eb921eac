//! What is wrong with a page's answers, at its top, each line a link to the field. Never new words: the same
//! ones stand beside the field.

use maud::{Markup, html};

use super::parts::Content;

/// One thing to put right.
#[derive(Clone, Debug, Default)]
pub struct Problem<'a> {
    /// What happened and what to do; the same words as beside the field.
    pub text: Content<'a>,
    /// `#id` of the field.
    pub href: Option<&'a str>,
}

/// Everything to put right on one page.
#[derive(Clone, Debug)]
pub struct ErrorSummary<'a> {
    /// Its heading.
    pub heading: Content<'a>,
    /// Words before the list.
    pub description: Content<'a>,
    /// The list.
    pub problems: Vec<Problem<'a>>,
    /// Whether scripts leave the focus alone.
    pub disable_auto_focus: Option<bool>,
}

impl Default for ErrorSummary<'_> {
    fn default() -> Self {
        Self {
            heading: "There is a problem".into(),
            description: Content::None,
            problems: Vec::new(),
            disable_auto_focus: None,
        }
    }
}

/// Renders the summary.
#[must_use]
pub fn error_summary(summary: &ErrorSummary<'_>) -> Markup {
    let auto_focus = summary
        .disable_auto_focus
        .map(|off| if off { "true" } else { "false" });
    html! {
        div class="nhsuk-error-summary" data-module="nhsuk-error-summary" data-disable-auto-focus=[auto_focus] {
            div role="alert" {
                h2 class="nhsuk-error-summary__heading" { (summary.heading) }
                div class="nhsuk-error-summary__body" {
                    @if !summary.description.is_empty() { p { (summary.description) } }
                    @if !summary.problems.is_empty() {
                        ul class="nhsuk-list nhsuk-error-summary__list" {
                            @for problem in &summary.problems {
                                li {
                                    @if let Some(href) = problem.href { a href=(href) { (problem.text) } }
                                    @else { (problem.text) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The summary of `(field id, words)` pairs, or nothing when there is nothing to put right.
#[must_use]
pub fn problems(list: &[(&str, &str)]) -> Markup {
    problems_in("There is a problem", list)
}

/// The same under a heading in another language.
#[must_use]
pub fn problems_in(heading: &str, list: &[(&str, &str)]) -> Markup {
    if list.is_empty() {
        return html! {};
    }
    let links: Vec<String> = list.iter().map(|(field, _)| format!("#{field}")).collect();
    let problems = list.iter().zip(&links);
    error_summary(&ErrorSummary {
        problems: problems
            .map(|((_, words), href)| Problem {
                text: (*words).into(),
                href: Some(href),
            })
            .collect(),
        heading: heading.into(),
        ..ErrorSummary::default()
    })
}
