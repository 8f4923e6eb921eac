//! What needs the guardian now, first on "Who looked": each with its number and a link to where it is done. Counts what the
//! page shows below; names nobody and asks nothing of the store.

use maud::{Markup, html};
use sayso_app::guard::looked::Checks;
use sayso_app::guard::query::Asked;
use sayso_app::oversee::Oversight;

/// The list, or that nothing waits.
pub(super) fn now(seen: &Oversight, checks: &Checks) -> Markup {
    let five = checks.five.iter().filter(|d| d.checked.is_none()).count();
    let typed = checks.typed.iter().filter(|t| t.called.is_none()).count();
    let left = seen
        .asked_back
        .iter()
        .filter(|b| b.recall.seen_at.is_none())
        .count();
    let asked = |which: fn(&Asked) -> bool| checks.asked.iter().filter(|a| which(a)).count();
    let waiting = [
        (
            "#asked",
            asked(|a| a.is_late && !a.can_answer),
            "answer of an organisation that is late",
            "answers of organisations that are late",
        ),
        (
            "#asked",
            asked(|a| a.can_close && a.query.answered.is_some()),
            "answer of an organisation to read",
            "answers of organisations to read",
        ),
        (
            "#asked",
            asked(|a| a.can_answer),
            "question to answer for your own side",
            "questions to answer for your own side",
        ),
        (
            "#unusual",
            checks.unusual.len(),
            "unusual access to ask about",
            "unusual accesses to ask about",
        ),
        ("#five", five, "access to check", "accesses to check"),
        (
            "#typed",
            typed,
            "typed yes to ask about",
            "typed yeses to ask about",
        ),
        (
            "#tried",
            seen.denied.len(),
            "thing tried and not allowed",
            "things tried and not allowed",
        ),
        (
            "#left",
            left,
            "thing that left and is not seen there yet",
            "things that left and are not seen there yet",
        ),
    ];
    listed(&waiting)
}

fn listed(waiting: &[(&str, usize, &str, &str)]) -> Markup {
    let any = waiting.iter().any(|(_, n, ..)| *n > 0);
    html! {
        h2 { "What needs you now" }
        @if any {
            ul class="nhsuk-list nhsuk-list--bullet" {
                @for (href, n, one, many) in waiting.iter().filter(|(_, n, ..)| *n > 0) {
                    li { a href=(href) { (n) " " (if *n == 1 { one } else { many }) } }
                }
            }
        } @else { p { "Nothing needs you now." } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_stands_with_its_number_and_what_does_not_wait_is_left_out() {
        let page = listed(&[
            ("#five", 1, "access", "accesses"),
            ("#typed", 0, "yes", "yeses"),
            ("#left", 2, "thing", "things"),
        ])
        .0;
        assert!(
            page.contains("<a href=\"#five\">1 access</a>")
                && page.contains("<a href=\"#left\">2 things</a>")
        );
        assert!(!page.contains("yes"), "{page}");
        assert!(
            listed(&[("#five", 0, "access", "accesses")])
                .0
                .contains("Nothing needs you now.")
        );
    }
}
