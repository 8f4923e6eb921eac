//! Changing terms: those who propose, and the two who sign. What would change is shown in words, never as a bare text.

mod propose;
mod sign;

use maud::{Markup, html};
use sayso_app::telling::moment_in_words;
use sayso_app::terms::Seen;
use sayso_core::terms::diff::Sentence;
use sayso_core::terms::draft::Ended;
use sayso_words::sayings::goes;

use crate::nhs::{Row, SummaryList, summary_list};
use crate::reading::Words;
use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    propose::register(routes);
    sign::register(routes);
}

/// The changes, one sentence each, with a mark on those that end what people said.
pub(in crate::pages) fn changes(all: &[Sentence], w: Words) -> Markup {
    html! {
        ul class="nhsuk-list nhsuk-list--bullet" {
            @for s in all {
                li {
                    (w.k(&s.text))
                    @if s.asks_afresh { " " strong { (w.t(&goes::afresh())) } }
                }
            }
        }
    }
}

/// Where a draft stands, with everything about it that is not a form.
fn standing(seen: &Seen) -> Markup {
    let draft = &seen.draft;
    let mut rows = vec![
        Row::fact("Where it stands", draft.in_words()),
        Row::fact(
            "Proposed",
            format!("by {}, {}", seen.by, moment_in_words(draft.proposed_at)),
        ),
        Row::fact("Why", html! { span class="app-wrap" { (draft.why) } }),
        Row::fact("Notice", format!("{} days from publishing", draft.notice_days)),
    ];
    if let Some(at) = draft.stood_back_at {
        rows.push(Row::fact(
            "Stood back",
            format!("the guardian, {}. The deputy signs.", moment_in_words(at)),
        ));
    }
    for (_, who, at) in &seen.signed {
        rows.push(Row::fact("Signed", format!("by {who}, {}", moment_in_words(*at))));
    }
    match &draft.ended {
        None => rows.push(Row::fact(
            "If both signed now",
            format!("it would count from {}", moment_in_words(seen.from)),
        )),
        Some(Ended::Withdrawn(at)) => rows.push(Row::fact("Taken back", moment_in_words(*at))),
        Some(Ended::Refused { at, reason, .. }) => {
            rows.push(Row::fact("One of the two said no", moment_in_words(*at)));
            rows.push(Row::fact("Reason", html! { span class="app-wrap" { (reason) } }));
        }
        Some(Ended::Published(_, at)) => rows.push(Row::fact("Published", moment_in_words(*at))),
    }
    html! {
        (summary_list(&SummaryList { rows, ..SummaryList::default() }))
        @if draft.ended.is_none() {
            h3 { "What would change" }
            (changes(&seen.changes, Words::default()))
        }
    }
}

/// Drafts that are over.
fn over(all: &[Seen]) -> Markup {
    html! {
        @for seen in all.iter().filter(|s| s.draft.ended.is_some()) {
            section {
                h3 { (seen.scheme) ": " (seen.draft.in_words()) }
                (standing(seen))
            }
        }
    }
}
