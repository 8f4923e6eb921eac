//! The parcel as a letter: exactly the lines that would be sent, as their reader will see them.

use maud::{Markup, html};
use sayso_app::telling::moment_in_words;

use super::Way;
use crate::nhs::parcel_letter;

/// The letter as it stands now.
pub(super) fn letter(way: &Way) -> Markup {
    let parcel = way.parcel();
    let to = way.provider().map_or_else(
        || "To the service that you choose".to_owned(),
        |(_, name)| format!("To {name}"),
    );
    let lines = html! {
        dl class="nhsuk-summary-list" {
            @for line in &parcel.lines {
                div class="nhsuk-summary-list__row" {
                    dt class="nhsuk-summary-list__key" { (line.label) }
                    dd class="nhsuk-summary-list__value" {
                        @for (at, part) in line.value.split('\n').enumerate() {
                            @if at > 0 { br; }
                            (part)
                        }
                    }
                }
            }
        }
    };
    let end = format!(
        "They may use it until {}. If you end it earlier, it ends at once.",
        moment_in_words(way.asked.lasts_until)
    );
    parcel_letter("What would be sent", &to.into(), &lines, &end.into())
}
