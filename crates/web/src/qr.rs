//! A QR code, drawn inline. Owns: the drawing. Which squares are dark comes from the words that it stands among.

use std::fmt::Write as _;

use maud::{Markup, html};
use sayso_words::Square;

/// The code as an SVG image, read out as `words`.
#[must_use]
pub(crate) fn qr(square: &Square, words: &str) -> Markup {
    let side = square.side;
    html! {
        svg class="app-qr" role="img" aria-label=(words) viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(strokes(square)) fill="#000" {}
        }
    }
}

/// One stroke for each run of dark squares.
fn strokes(square: &Square) -> String {
    let mut path = String::new();
    for (x, y, wide) in &square.dark {
        write!(path, "M{x} {y}h{wide}v1h-{wide}z").expect("a String takes every character");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_has_words_and_no_style_of_its_own() {
        let square = Square::of("A").expect("it fits");
        let drawn = qr(&square, "A code").0;
        assert!(drawn.contains("role=\"img\"") && drawn.contains("aria-label=\"A code\""));
        assert!(!drawn.contains("style="), "nothing inline");
        assert_eq!(strokes(&square).matches('M').count(), square.dark.len());
    }
}
