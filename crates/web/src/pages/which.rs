//! Which service? Asked first where a practice takes part in several: a page about nobody. Nothing of it is kept.

use maud::{Markup, html};
use sayso_app::agree::{Question, Service};
use sayso_core::id::SchemeId;

use crate::ctx::Ctx;
use crate::form::Form;
use crate::nhs::{Button, Choice, Choices, Legend, button, problems, radios};

/// There are several, and none of them was chosen yet.
pub(super) fn must_choose(question: &Question, chosen: Option<SchemeId>) -> bool {
    question.services.len() > 1 && chosen.is_none()
}

/// The one that the form names, if it is one of these.
pub(super) fn chosen(services: &[Service], form: &Form) -> Option<SchemeId> {
    let id = form.get("service").parse().ok()?;
    services.iter().any(|s| s.scheme == id).then_some(id)
}

/// The question itself.
pub(super) fn page(
    ctx: &Ctx,
    heading: &str,
    action: &str,
    services: &[Service],
    error: Option<&str>,
) -> Markup {
    let ids: Vec<String> = services.iter().map(|s| s.scheme.to_string()).collect();
    let items = services.iter().zip(&ids);
    html! {
        @if let Some(error) = error { (problems(&[("service", error)])) }
        form method="post" action=(action) novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "service",
                legend: Some(Legend::page_heading(heading)),
                hint: "Each service is its own yes. None of them learns of another.".into(),
                error: error.map(Into::into),
                items: items.map(|(s, id)| Choice::hinted(id, s.name.as_str(), s.what.as_str())).collect(),
                ..Choices::default()
            }))
            (button(&Button::primary("Continue")))
        }
        p { "Nothing is kept when you look." }
    }
}
