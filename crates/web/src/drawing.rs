//! A document as a page shows it, in each shape. Owns: markup. Every word comes from the document.

use maud::{Markup, PreEscaped, html};
use sayso_core::reads::Reads;
use sayso_core::sayso::Format;
use sayso_words::{Document, Kind, Line, Picture, aloud, not_checked, plain_text};

use crate::qr::qr;
use crate::reading::{Words, drawn};

/// What is said where nobody qualified has checked the words: nothing for English in standard print.
pub(crate) fn checked_by_nobody(reads: Reads) -> Markup {
    let said = not_checked(reads);
    let w = Words(reads);
    html! {
        @if !said.is_empty() {
            div class="app-not-checked" { @for say in &said { p { (w.t(say)) } } }
        }
    }
}

/// The shape of a page's own words: the documents on it have Easy Read, plain text and a script, its fields are print.
pub(crate) fn print_of(reads: Reads) -> Reads {
    match reads.format {
        Format::Standard | Format::LargePrint => reads,
        Format::EasyRead | Format::PlainText | Format::Audio => Reads {
            format: Format::Standard,
            ..reads
        },
    }
}

/// The document. `level` is the level of its title's heading.
pub(crate) fn document(doc: &Document, reads: Reads, level: u8) -> Markup {
    let inside = match reads.format {
        Format::Standard | Format::LargePrint => in_print(&doc.lines(reads), level),
        Format::EasyRead => with_pictures(&doc.lines(reads), level),
        Format::PlainText => html! {
            (title(doc, reads, level))
            pre class="app-plain" { (plain_text(doc, reads.language)) }
        },
        Format::Audio => html! {
            (title(doc, reads, level))
            pre class="app-plain" { (aloud(doc, reads.language)) }
        },
    };
    let large = reads.format == Format::LargePrint;
    html! { div class=(if large { "app-said app-said--large" } else { "app-said" }) lang=(reads.language) { (checked_by_nobody(reads)) (inside) } }
}

/// The slip to cut off, under a receipt or a card that is in English and in print.
pub(crate) fn slip(reference: Option<&str>) -> Markup {
    html! { div class="app-slip" { (document(&sayso_words::slip(reference), Reads::default(), 1)) } }
}

fn title(doc: &Document, reads: Reads, level: u8) -> Markup {
    heading(level, &doc.title(reads.language).into())
}

fn heading(level: u8, words: &crate::nhs::Content<'_>) -> Markup {
    match level {
        1 => html! { h1 { (words) } },
        2 => html! { h2 { (words) } },
        3 => html! { h3 { (words) } },
        _ => html! { h4 { (words) } },
    }
}

fn in_print(lines: &[Line], level: u8) -> Markup {
    let groups = lines.chunk_by(|a, b| is_list(a) && is_list(b) || is_fact(a) && is_fact(b));
    html! {
        @for group in groups {
            @if is_list(&group[0]) {
                ul class="nhsuk-list nhsuk-list--bullet" { @for line in group { li { (drawn(&line.words)) } } }
            } @else if is_fact(&group[0]) { (facts(group)) } @else {
                @for line in group { (alone(line, level)) }
            }
        }
    }
}

const fn is_list(line: &Line) -> bool {
    matches!(line.kind, Kind::Item)
}
const fn is_fact(line: &Line) -> bool {
    matches!(line.kind, Kind::Fact(_) | Kind::Code(_))
}

fn facts(lines: &[Line]) -> Markup {
    html! {
        dl class="nhsuk-summary-list" {
            @for line in lines {
                div class="nhsuk-summary-list__row" {
                    dt class="nhsuk-summary-list__key" {
                        @if let Kind::Fact(label) | Kind::Code(label) = &line.kind { (drawn(label)) }
                    }
                    dd class="nhsuk-summary-list__value" { (broken(line)) }
                }
            }
        }
    }
}

/// Words with the line breaks that somebody typed.
fn broken(line: &Line) -> Markup {
    let text = sayso_words::plain(&line.words);
    if !text.contains('\n') {
        return html! { (drawn(&line.words)) };
    }
    html! { @for (at, part) in text.split('\n').enumerate() { @if at > 0 { br; } (part) } }
}

fn alone(line: &Line, level: u8) -> Markup {
    match &line.kind {
        Kind::Title => heading(level, &drawn(&line.words)),
        Kind::Heading => heading(level + 1, &drawn(&line.words)),
        Kind::Square(square) => qr(square, &sayso_words::plain(&line.words)),
        Kind::File(_) => html! { pre class="app-receipt" { (drawn(&line.words)) } },
        Kind::Para | Kind::Item | Kind::Fact(_) | Kind::Code(_) | Kind::Own => {
            html! { p class="app-wrap" { (broken(line)) } }
        }
    }
}

/// Picture left, words right, one idea a row.
fn with_pictures(lines: &[Line], level: u8) -> Markup {
    html! {
        @for line in lines {
            div class="app-easy" {
                div class="app-easy__picture" { @if let Some(p) = line.picture { (picture(p)) } }
                div {
                    @match &line.kind {
                        Kind::Title => (heading(level, &drawn(&line.words))),
                        Kind::Heading => (heading(level + 1, &drawn(&line.words))),
                        Kind::Fact(label) | Kind::Code(label) => p class="app-wrap" { strong { (drawn(label)) } br; (broken(line)) },
                        Kind::Para | Kind::Item | Kind::Own | Kind::Square(_) | Kind::File(_) => (alone(line, level)),
                    }
                }
            }
        }
    }
}

/// The words beside a picture say the same, so those who listen do not hear it twice.
fn picture(picture: Picture) -> Markup {
    html! {
        svg class="app-picture" viewBox="0 0 64 64" width="80" height="80" aria-hidden="true" focusable="false"
            fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" {
            (PreEscaped(picture.svg()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_core::decision::MessageKind;

    fn drawn_as(reads: &str) -> String {
        let doc = sayso_words::message(MessageKind::LeftForYou, sayso_core::words::NEW_MESSAGE, false);
        document(&doc, Reads::parse(reads).unwrap(), 1).0
    }

    #[test]
    fn every_shape_has_one_title_and_no_style_of_its_own() {
        for reads in Reads::all() {
            let text = drawn_as(&reads.to_string());
            assert_eq!(text.matches("<h1").count(), 1, "{reads}");
            assert!(!text.contains("style="), "{reads}");
            assert!(text.contains(&format!("lang=\"{}\"", reads.language)), "{reads}");
        }
    }

    #[test]
    fn easy_read_has_a_picture_beside_each_idea_that_nobody_hears_twice() {
        let text = drawn_as("en.easy_read");
        let rows = text.matches("class=\"app-easy\"").count();
        assert!(rows > 4 && text.matches("<svg").count() == rows);
        assert_eq!(text.matches("aria-hidden=\"true\"").count(), rows);
        assert!(text.contains("People who use Easy Read have not checked"));
    }

    #[test]
    fn plain_text_and_the_script_are_words_alone() {
        for reads in ["en.plain_text", "cy.audio"] {
            let text = drawn_as(reads);
            assert!(
                text.contains("<pre") && !text.contains("<svg") && !text.contains("<p>You"),
                "{reads}"
            );
        }
    }
}
