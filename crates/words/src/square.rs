//! A short text as a QR code: which squares are dark. Owns: the squares and the clear edge around them. Pages and letters
//! draw the same ones; what stands in a code is decided where it is asked for.

use qrcodegen::{QrCode, QrCodeEcc};

/// Clear squares around the code, as the standard asks for.
const EDGE: u8 = 4;

/// A code, its clear edge included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Square {
    /// How many squares wide and high it is.
    pub side: u8,
    /// The dark ones, row by row: column, row, and how many from there to the right.
    pub dark: Vec<(u8, u8, u8)>,
}

impl Square {
    /// The code that holds this text. `None` where the text is too long for any code.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let size = u8::try_from(code.size()).ok()?;
        let mut dark: Vec<(u8, u8, u8)> = vec![];
        for y in 0..size {
            for x in (0..size).filter(|x| code.get_module(i32::from(*x), i32::from(y))) {
                match dark.last_mut() {
                    Some((from, row, wide)) if *row == y + EDGE && *from + *wide == x + EDGE => *wide += 1,
                    _ => dark.push((x + EDGE, y + EDGE, 1)),
                }
            }
        }
        Some(Self {
            side: size + 2 * EDGE,
            dark,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_code_is_small_enough_to_scan_from_paper() {
        let text = "https://support.a-long-name.nhs.example/check#0123-4567-89AB-CDEF-GHJK";
        let square = Square::of(text).expect("it fits");
        assert!(square.side <= 41 + 2 * EDGE, "{}", square.side);
        assert!(Square::of(&"a".repeat(5000)).is_none());
    }

    #[test]
    fn every_dark_square_is_there_once_and_the_edge_is_clear() {
        let code = QrCode::encode_text("A", QrCodeEcc::Medium).expect("it fits");
        let square = Square::of("A").expect("it fits");
        let drawn: Vec<(i32, i32)> = square
            .dark
            .iter()
            .flat_map(|(x, y, wide)| (*x..x + wide).map(|x| (x.into(), (*y).into())))
            .collect();
        let edge = i32::from(EDGE);
        let dark: Vec<(i32, i32)> = (0..code.size())
            .flat_map(|y| (0..code.size()).map(move |x| (x, y)))
            .filter(|(x, y)| code.get_module(*x, *y))
            .map(|(x, y)| (x + edge, y + edge))
            .collect();
        assert_eq!(drawn, dark);
        assert_eq!(i32::from(square.side), code.size() + 2 * edge);
    }
}
