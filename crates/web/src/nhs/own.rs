//! The few patterns NHS.UK frontend does not have: timeline, chart bar, identity bar, letter preview, words to
//! say. Never an inline style: sizes are attributes of drawings or classes of `assets/app.css`.

use maud::{Markup, html};

use super::parts::{Content, classes};

/// Where a step of a timeline stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// It happened.
    Done,
    /// It is happening.
    Now,
    /// It has not happened.
    #[default]
    Ahead,
}

/// One step.
#[derive(Clone, Debug, Default)]
pub struct Step<'a> {
    /// What, in plain words.
    pub what: Content<'a>,
    /// When, in words; empty when nobody knows.
    pub when: Content<'a>,
    /// Where it stands.
    pub stage: Stage,
}

/// Broad steps, oldest first.
#[must_use]
pub fn timeline(steps: &[Step<'_>]) -> Markup {
    html! {
        ol class="app-timeline" role="list" {
            @for step in steps {
                @let conditional = [
                    (step.stage == Stage::Done, "app-timeline__item--done"),
                    (step.stage == Stage::Now, "app-timeline__item--now"),
                ];
                li class=(classes("app-timeline__item", &conditional, "")) aria-current=[(step.stage == Stage::Now).then_some("step")] {
                    div class="nhsuk-body app-timeline__what" {
                        @if step.stage == Stage::Done { span class="nhsuk-u-visually-hidden" { "Done: " } }
                        @if step.stage == Stage::Now { strong { (step.what) } } @else { (step.what) }
                    }
                    @if !step.when.is_empty() { p class="app-timeline__when" { (step.when) } }
                }
            }
        }
    }
}

/// A bar of `tenths` tenths of a per cent (624 is 62.4 %), to stand beside the number it draws. Nothing for a
/// number that is withheld: a caller that suppresses draws no bar.
#[must_use]
pub fn bar(tenths: u16, second_series: bool) -> Markup {
    let tenths = tenths.min(1000);
    let width = format!("{}.{}%", tenths / 10, tenths % 10);
    html! {
        svg class=(classes("app-bar", &[(second_series, "app-bar--second")], "")) aria-hidden="true" focusable="false" {
            rect width=(width) height="100%" {}
        }
    }
}

/// Who a staff page is about: name, then facts such as birth date and number.
#[must_use]
pub fn identity_bar(name: &str, facts: &[&str]) -> Markup {
    html! {
        section class="app-identity" aria-label="Who this page is about" {
            p class="app-identity__name" { (name) }
            @if !facts.is_empty() { p { @for fact in facts { span class="app-identity__fact" { (fact) " " } } } }
        }
    }
}

/// The parcel as its reader will see it: to whom, the lines, and when it ends.
#[must_use]
pub fn parcel_letter(label: &str, to: &Content<'_>, lines: &Markup, end: &Content<'_>) -> Markup {
    html! {
        section class="app-parcel" aria-label=(label) {
            p class="app-parcel__to" { (to) }
            (lines)
            @if !end.is_empty() { p class="app-parcel__end" { (end) } }
        }
    }
}

/// The line a member of staff reads out.
#[must_use]
pub fn say_aloud(line: &Content<'_>) -> Markup {
    html! { blockquote class="app-say" { (line) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_never_wider_than_its_cell_and_carries_no_style() {
        assert!(bar(2000, false).0.contains("width=\"100.0%\""));
        assert!(bar(624, false).0.contains("width=\"62.4%\"") && !bar(624, true).0.contains("style"));
    }

    #[test]
    fn a_done_step_says_so_to_those_who_listen() {
        let step = Step {
            what: "You said yes".into(),
            stage: Stage::Done,
            ..Step::default()
        };
        assert!(timeline(&[step]).0.contains("Done: "));
    }
}
