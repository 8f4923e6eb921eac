//! A status in one or two words. Never the only place a status is told, and never red for a person's choice.

use maud::{Markup, html};

use super::parts::{Content, classes};

/// A tag's colour. Red is for errors only, never for what a person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// The default, dark blue.
    #[default]
    Plain,
    /// No ground and no colour, for a finished task.
    NoColour,
    /// White.
    White,
    /// Grey: no, paused, stopped and not answered alike.
    Grey,
    /// Green.
    Green,
    /// Blue-green.
    AquaGreen,
    /// Blue.
    Blue,
    /// Purple.
    Purple,
    /// Pink.
    Pink,
    /// Red: errors only.
    Red,
    /// Orange.
    Orange,
    /// Yellow.
    Yellow,
}

/// A tag.
#[derive(Clone, Debug, Default)]
pub struct Tag<'a> {
    /// The words.
    pub text: Content<'a>,
    /// The colour.
    pub colour: Colour,
    /// Without a border.
    pub no_border: bool,
    /// More classes.
    pub classes: &'a str,
}

impl<'a> Tag<'a> {
    /// A tag of that colour.
    #[must_use]
    pub fn new(text: impl Into<Content<'a>>, colour: Colour) -> Self {
        Self {
            text: text.into(),
            colour,
            ..Self::default()
        }
    }
}

/// Renders the tag.
#[must_use]
pub fn tag(tag: &Tag<'_>) -> Markup {
    let colour = match tag.colour {
        Colour::Plain => "",
        Colour::NoColour => "nhsuk-tag--no-colour",
        Colour::White => "nhsuk-tag--white",
        Colour::Grey => "nhsuk-tag--grey",
        Colour::Green => "nhsuk-tag--green",
        Colour::AquaGreen => "nhsuk-tag--aqua-green",
        Colour::Blue => "nhsuk-tag--blue",
        Colour::Purple => "nhsuk-tag--purple",
        Colour::Pink => "nhsuk-tag--pink",
        Colour::Red => "nhsuk-tag--red",
        Colour::Orange => "nhsuk-tag--orange",
        Colour::Yellow => "nhsuk-tag--yellow",
    };
    let conditional = [(true, colour), (tag.no_border, "nhsuk-tag--no-border")];
    html! { strong class=(classes("nhsuk-tag", &conditional, tag.classes)) { (tag.text) } }
}
