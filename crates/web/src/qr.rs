//! A short text as a QR code, drawn inline. Owns: the drawing. What stands in a code is decided where it is asked for.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// Clear squares around the code, as the standard asks for.
const MARGIN: i32 = 4;

/// The code as an SVG image, read out as `words`. Nothing where the text is too long for any code.
#[must_use]
pub(crate) fn qr(text: &str, words: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
        return html! {};
    };
    let side = code.size() + 2 * MARGIN;
    html! {
        svg class="app-qr" role="img" aria-label=(words) viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(squares(&code)) fill="#000" {}
        }
    }
}

/// One stroke for each dark square, row by row.
fn squares(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN).expect("a String takes every character");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_code_is_small_enough_to_scan_from_paper() {
        let text = "https://support.a-long-name.nhs.example/check#0123-4567-89AB-CDEF-GHJK";
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).expect("it fits");
        assert!(code.size() <= 41, "{}", code.size());
        let drawn = qr(text, "A code").0;
        assert!(drawn.contains("role=\"img\"") && drawn.contains("aria-label=\"A code\""));
        assert!(!drawn.contains("style="), "nothing inline");
    }

    #[test]
    fn the_drawing_has_one_square_for_each_dark_module() {
        let code = QrCode::encode_text("A", QrCodeEcc::Medium).expect("it fits");
        let dark = (0..code.size())
            .flat_map(|y| (0..code.size()).map(move |x| (x, y)))
            .filter(|(x, y)| code.get_module(*x, *y))
            .count();
        assert_eq!(squares(&code).matches('M').count(), dark);
    }
}
