//! The words that people read: one wording version over two languages and five shapes. Owns: the texts (embedded from
//! `assets/words`), typed sayings, the documents made of them, the pictures of Easy Read. Never decides anything, and never
//! makes a page or a file: others draw what it says.

mod catalogue;
mod dates;
mod document;
mod easy;
mod known;
mod letters;
mod picture;
mod promises;
mod say;
pub mod sayings;
mod script;
mod square;
mod told;

pub use catalogue::{files, version};
pub use dates::{day, moment, month};
pub use document::{Block, Document, Kind, Line};
pub use easy::{LONGEST, sentences};
pub use known::{known, known_or_name};
pub use letters::{
    Said, benefits, explanation, interpreted, label, message, outgoing, parcel, said_yes, slip, stopped,
};
pub use picture::{Picture, Shape};
pub use promises::{about_benefits, category, flows, if_no, interests, never_sent, purpose};
pub use say::{Arg, Part, Piece, Say, plain};
pub use script::{aloud, plain_text};
pub use square::Square;
pub use told::{Who, author, told};

/// The banner's saying for words that no qualified person has checked: `None` where there is nothing to say.
#[must_use]
pub fn not_checked(reads: sayso_core::reads::Reads) -> Vec<Say> {
    use sayso_core::reads::Language;
    use sayso_core::sayso::Format;
    let mut said = vec![];
    if reads.language == Language::Welsh {
        said.push(sayings::common::welsh_not_checked());
    }
    if reads.format == Format::EasyRead {
        said.push(sayings::common::easy_not_checked());
    }
    said
}
