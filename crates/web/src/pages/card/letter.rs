//! The parcel as a letter: exactly the lines that would be sent, as their reader will see them.

use maud::{Markup, html};
use sayso_core::sayso::Format;
use sayso_words::{Document, Kind};

use super::Way;
use crate::drawing::document;
use crate::nhs::parcel_letter;
use crate::reading::{Words, drawn};

/// The letter as a document.
fn said(way: &Way) -> Document {
    let to = way.provider().map(|(_, name)| name);
    sayso_words::parcel(&way.parcel(), to, way.asked.lasts_until)
}

/// The letter as it stands now.
pub(super) fn letter(way: &Way, w: Words) -> Markup {
    let doc = said(way);
    if !matches!(w.0.format, Format::Standard | Format::LargePrint) {
        return document(&doc, w.0, 3);
    }
    let all = doc.lines(w.0);
    let [_, to, lines @ .., end] = all.as_slice() else {
        return html! {};
    };
    let rows = html! {
        dl class="nhsuk-summary-list" {
            @for line in lines {
                div class="nhsuk-summary-list__row" {
                    dt class="nhsuk-summary-list__key" { @if let Kind::Fact(label) = &line.kind { (drawn(label)) } }
                    dd class="nhsuk-summary-list__value" {
                        @for (at, part) in sayso_words::plain(&line.words).split('\n').enumerate() {
                            @if at > 0 { br; }
                            (part)
                        }
                    }
                }
            }
        }
    };
    parcel_letter(
        &doc.title(w.0.language),
        &drawn(&to.words),
        &rows,
        &drawn(&end.words),
    )
}
