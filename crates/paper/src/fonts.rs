//! The two fonts of every letter, embedded: Liberation Sans (SIL Open Font License 1.1, `assets/fonts/LICENSE`). Owns:
//! how wide words are, and what stands for a character that the font does not have.

use krilla::text::Font;
use ttf_parser::Face;

use crate::NotMade;

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf");

/// One weight: for drawing and for measuring.
struct Weight {
    font: Font,
    face: Face<'static>,
}

/// Both weights.
pub(crate) struct Fonts {
    regular: Weight,
    bold: Weight,
}

fn weight(bytes: &'static [u8]) -> Result<Weight, NotMade> {
    let font = Font::new(bytes.into(), 0).ok_or(NotMade::Font)?;
    let face = Face::parse(bytes, 0).map_err(|_| NotMade::Font)?;
    Ok(Weight { font, face })
}

impl Fonts {
    pub(crate) fn new() -> Result<Self, NotMade> {
        Ok(Self {
            regular: weight(REGULAR)?,
            bold: weight(BOLD)?,
        })
    }

    const fn of(&self, bold: bool) -> &Weight {
        if bold { &self.bold } else { &self.regular }
    }

    pub(crate) fn font(&self, bold: bool) -> Font {
        self.of(bold).font.clone()
    }

    /// The width of a text in points.
    pub(crate) fn width(&self, text: &str, size: f32, bold: bool) -> f32 {
        let face = &self.of(bold).face;
        let units: u32 = text
            .chars()
            .filter_map(|c| face.glyph_hor_advance(face.glyph_index(c)?))
            .map(u32::from)
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "a line is far shorter than 2^24 units")]
        let units = units as f32;
        units * size / f32::from(face.units_per_em())
    }

    /// The text as the font can show it: a question mark for each character that it does not have. Without this a name in
    /// another script would leave the person without a letter.
    pub(crate) fn shown(&self, text: &str, bold: bool) -> String {
        let face = &self.of(bold).face;
        let known = |c: char| !c.is_control() && face.glyph_index(c).is_some_and(|g| g.0 != 0);
        text.chars()
            .map(|c| if c == '\n' || known(c) { c } else { '?' })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn welsh_letters_are_there_and_what_is_not_becomes_a_question_mark() {
        let fonts = Fonts::new().unwrap();
        assert_eq!(fonts.shown("Ŵyn ŷd – “tŷ”", false), "Ŵyn ŷd – “tŷ”");
        assert_eq!(fonts.shown("a\u{1f600}b\nc\u{7}", true), "a?b\nc?");
        assert!(fonts.width("mm", 10.0, true) > fonts.width("ii", 10.0, true));
    }
}
