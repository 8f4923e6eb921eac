//! The pictures of Easy Read: line drawings of our own, as strokes, so that a page and a letter draw the same. Drawn for
//! Sayso and not yet checked by people who read Easy Read. Each stands beside words that say the same.

use std::fmt::Write as _;

/// One stroke, on a square of 64 by 64.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// Straight lines from point to point.
    Lines(&'static [(f32, f32)]),
    /// A circle: centre and radius.
    Circle(f32, f32, f32),
}

macro_rules! pictures {
    ($($(#[$doc:meta])* $name:ident = $text:literal [$($shape:expr),* $(,)?]),* $(,)?) => {
        /// A picture.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Picture { $($(#[$doc])* $name),* }
        impl Picture {
            /// Every picture.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
            /// Its name in the texts.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $text),* } }
            /// Its strokes.
            #[must_use]
            pub const fn shapes(self) -> &'static [Shape] { match self { $(Self::$name => &[$($shape),*]),* } }
        }
    };
}

use Shape::{Circle as C, Lines as L};

pictures! {
    /// A bag for work.
    Work = "work" [
        L(&[(8.0, 22.0), (56.0, 22.0), (56.0, 52.0), (8.0, 52.0), (8.0, 22.0)]),
        L(&[(24.0, 22.0), (24.0, 14.0), (40.0, 14.0), (40.0, 22.0)]),
        L(&[(8.0, 36.0), (28.0, 36.0)]), L(&[(36.0, 36.0), (56.0, 36.0)]),
        L(&[(28.0, 32.0), (36.0, 32.0), (36.0, 40.0), (28.0, 40.0), (28.0, 32.0)]),
    ],
    /// A tick beside a cross.
    Choice = "choice" [
        C(20.0, 32.0, 14.0), L(&[(13.0, 32.0), (18.0, 38.0), (27.0, 25.0)]),
        C(48.0, 32.0, 12.0), L(&[(43.0, 27.0), (53.0, 37.0)]), L(&[(53.0, 27.0), (43.0, 37.0)]),
    ],
    /// An envelope.
    Letter = "letter" [
        L(&[(6.0, 16.0), (58.0, 16.0), (58.0, 50.0), (6.0, 50.0), (6.0, 16.0)]),
        L(&[(6.0, 16.0), (32.0, 36.0), (58.0, 16.0)]),
    ],
    /// An envelope, crossed out.
    NotSent = "not-sent" [
        L(&[(6.0, 16.0), (58.0, 16.0), (58.0, 50.0), (6.0, 50.0), (6.0, 16.0)]),
        L(&[(6.0, 16.0), (32.0, 36.0), (58.0, 16.0)]),
        L(&[(4.0, 60.0), (60.0, 4.0)]),
    ],
    /// A sign with eight corners.
    Stop = "stop" [
        L(&[(22.0, 6.0), (42.0, 6.0), (58.0, 22.0), (58.0, 42.0), (42.0, 58.0), (22.0, 58.0), (6.0, 42.0),
            (6.0, 22.0), (22.0, 6.0)]),
        L(&[(20.0, 32.0), (44.0, 32.0)]),
    ],
    /// One person.
    Person = "person" [
        C(32.0, 18.0, 11.0),
        L(&[(10.0, 58.0), (14.0, 42.0), (24.0, 34.0), (40.0, 34.0), (50.0, 42.0), (54.0, 58.0)]),
    ],
    /// Two people who talk.
    People = "people" [
        C(18.0, 24.0, 9.0), L(&[(4.0, 56.0), (8.0, 42.0), (18.0, 38.0), (28.0, 42.0), (30.0, 56.0)]),
        C(46.0, 24.0, 9.0), L(&[(34.0, 56.0), (36.0, 42.0), (46.0, 38.0), (56.0, 42.0), (60.0, 56.0)]),
        L(&[(26.0, 8.0), (40.0, 8.0)]),
    ],
    /// A telephone.
    Phone = "phone" [
        L(&[(20.0, 4.0), (44.0, 4.0), (44.0, 60.0), (20.0, 60.0), (20.0, 4.0)]),
        L(&[(20.0, 12.0), (44.0, 12.0)]), L(&[(20.0, 50.0), (44.0, 50.0)]), C(32.0, 55.0, 2.0),
    ],
    /// A calendar's page.
    Day = "day" [
        L(&[(8.0, 14.0), (56.0, 14.0), (56.0, 58.0), (8.0, 58.0), (8.0, 14.0)]), L(&[(8.0, 26.0), (56.0, 26.0)]),
        L(&[(20.0, 8.0), (20.0, 20.0)]), L(&[(44.0, 8.0), (44.0, 20.0)]),
        L(&[(22.0, 42.0), (30.0, 50.0), (44.0, 34.0)]),
    ],
    /// A lock.
    Lock = "lock" [
        L(&[(12.0, 30.0), (52.0, 30.0), (52.0, 58.0), (12.0, 58.0), (12.0, 30.0)]),
        L(&[(20.0, 30.0), (20.0, 16.0), (26.0, 8.0), (38.0, 8.0), (44.0, 16.0), (44.0, 30.0)]),
        C(32.0, 42.0, 4.0), L(&[(32.0, 46.0), (32.0, 52.0)]),
    ],
    /// A coin.
    Money = "money" [
        C(32.0, 32.0, 26.0),
        L(&[(42.0, 22.0), (36.0, 17.0), (29.0, 19.0), (27.0, 27.0), (27.0, 40.0), (22.0, 46.0), (43.0, 46.0)]),
        L(&[(21.0, 33.0), (37.0, 33.0)]),
    ],
    /// A heart.
    Care = "care" [
        L(&[(32.0, 56.0), (10.0, 34.0), (7.0, 24.0), (12.0, 13.0), (22.0, 11.0), (32.0, 20.0), (42.0, 11.0),
            (52.0, 13.0), (57.0, 24.0), (54.0, 34.0), (32.0, 56.0)]),
    ],
    /// A sheet with lines of words.
    Paper = "paper" [
        L(&[(14.0, 4.0), (50.0, 4.0), (50.0, 60.0), (14.0, 60.0), (14.0, 4.0)]),
        L(&[(22.0, 18.0), (42.0, 18.0)]), L(&[(22.0, 28.0), (42.0, 28.0)]), L(&[(22.0, 38.0), (42.0, 38.0)]),
        L(&[(22.0, 48.0), (34.0, 48.0)]),
    ],
    /// A question.
    Ask = "ask" [
        C(32.0, 32.0, 27.0),
        L(&[(24.0, 26.0), (25.0, 19.0), (32.0, 15.0), (39.0, 19.0), (40.0, 26.0), (32.0, 34.0), (32.0, 40.0)]),
        C(32.0, 48.0, 1.5),
    ],
    /// An eye.
    Look = "look" [
        L(&[(4.0, 32.0), (16.0, 20.0), (32.0, 15.0), (48.0, 20.0), (60.0, 32.0), (48.0, 44.0), (32.0, 49.0),
            (16.0, 44.0), (4.0, 32.0)]),
        C(32.0, 32.0, 9.0),
    ],
    /// A building with a door.
    Place = "place" [
        L(&[(8.0, 58.0), (8.0, 24.0), (32.0, 6.0), (56.0, 24.0), (56.0, 58.0), (8.0, 58.0)]),
        L(&[(26.0, 58.0), (26.0, 40.0), (38.0, 40.0), (38.0, 58.0)]),
    ],
    /// An arrow that goes back.
    Back = "back" [
        L(&[(56.0, 50.0), (56.0, 34.0), (48.0, 24.0), (12.0, 24.0)]), L(&[(24.0, 12.0), (10.0, 24.0), (24.0, 36.0)]),
    ],
}

impl Picture {
    /// Reads the name of [`Self::as_str`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.as_str() == name)
    }

    /// The inside of an SVG of 64 by 64: strokes alone, no colour, no style.
    #[must_use]
    pub fn svg(self) -> String {
        let mut out = String::new();
        for shape in self.shapes() {
            match shape {
                L(points) => {
                    out.push_str("<path d=\"");
                    for (at, (x, y)) in points.iter().enumerate() {
                        let command = if at == 0 { 'M' } else { 'L' };
                        write!(out, "{command}{x} {y}").expect("a String takes every character");
                    }
                    out.push_str("\"/>");
                }
                C(x, y, r) => {
                    write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>")
                        .expect("a String takes every character");
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_stays_on_its_square_and_has_a_name_of_its_own() {
        for picture in Picture::ALL {
            assert_eq!(Picture::parse(picture.as_str()), Some(*picture));
            for shape in picture.shapes() {
                let inside = |v: f32| (2.0..=62.0).contains(&v);
                assert!(
                    match shape {
                        L(points) => points.iter().all(|(x, y)| inside(*x) && inside(*y)),
                        C(x, y, r) => inside(x - r) && inside(x + r) && inside(y - r) && inside(y + r),
                    },
                    "{picture:?}"
                );
            }
        }
    }
}
