//! A document before it has a language or a shape: titles, sayings, facts, somebody's own words. Owns: what each shape
//! makes of it, line by line. Pages, paper, plain text and the script all draw the same lines.

use sayso_core::reads::{Language, Reads};
use sayso_core::sayso::Format;

use crate::say::{Arg, Part, Piece, Say};
use crate::{Picture, Square, catalogue};

/// One part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What it is called. One, and first.
    Title(Say),
    /// What the next blocks are about.
    Heading(Say),
    /// A paragraph.
    Para(Say),
    /// One of a list.
    Item(Say),
    /// One of a list that only Easy Read takes apart.
    EasyItem(Say),
    /// A fact: what it is called, and what it is.
    Fact(Say, Arg),
    /// Words to type or say letter by letter: a card, a reference.
    Code(Say, String),
    /// What somebody wrote, as they wrote it.
    Own(String),
    /// A QR code: what is said of it, and what it holds. Left out where there is only text.
    Square(Say, String),
    /// A file of ours in whole, that nobody may change by a letter: its name, and its text.
    File(&'static str, String),
}

/// What it says, block by block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// In order.
    pub blocks: Vec<Block>,
}

/// What kind of line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The title.
    Title,
    /// A heading.
    Heading,
    /// A paragraph.
    Para,
    /// One of a list.
    Item,
    /// A fact, with what it is called.
    Fact(Vec<Piece>),
    /// A code, with what it is called.
    Code(Vec<Piece>),
    /// What somebody wrote.
    Own,
    /// A QR code, with words for whoever cannot see it.
    Square(Square),
    /// A file's text, with the file's name.
    File(&'static str),
}

/// One line in one language and shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What kind.
    pub kind: Kind,
    /// The text that it comes from: `offer.title`; empty for what somebody wrote.
    pub key: String,
    /// Its words.
    pub words: Vec<Piece>,
    /// The picture beside it, in Easy Read.
    pub picture: Option<Picture>,
}

impl Document {
    /// One more block.
    #[must_use]
    pub fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }
    /// More paragraphs.
    #[must_use]
    pub fn paragraphs(mut self, all: impl IntoIterator<Item = Say>) -> Self {
        self.blocks.extend(all.into_iter().map(Block::Para));
        self
    }
    /// More of a list.
    #[must_use]
    pub fn items(mut self, all: impl IntoIterator<Item = Say>) -> Self {
        self.blocks.extend(all.into_iter().map(Block::Item));
        self
    }
    /// Everything that another document says, after its title.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        let rest = other.blocks.into_iter().filter(|b| !matches!(b, Block::Title(_)));
        self.blocks.extend(rest);
        self
    }

    /// The title's words.
    #[must_use]
    pub fn title(&self, language: Language) -> String {
        let title = self.blocks.iter().find_map(|b| match b {
            Block::Title(say) => Some(say.words(language)),
            _ => None,
        });
        title.unwrap_or_default()
    }

    /// The lines in this language and shape.
    #[must_use]
    pub fn lines(&self, reads: Reads) -> Vec<Line> {
        self.blocks.iter().flat_map(|block| lines(block, reads)).collect()
    }
}

fn lines(block: &Block, reads: Reads) -> Vec<Line> {
    match block {
        Block::Title(say) => of(say, &Kind::Title, reads),
        Block::Heading(say) => of(say, &Kind::Heading, reads),
        Block::Para(say) => of(say, &Kind::Para, reads),
        Block::Item(say) => of(say, &Kind::Item, reads),
        Block::EasyItem(say) if reads.format == Format::EasyRead => of(say, &Kind::Item, reads),
        Block::EasyItem(_) => vec![],
        Block::Fact(label, value) => {
            let what = label.pieces(reads.language, Part::Standard);
            let value = crate::sayings::common::same(value.clone());
            vec![line(
                Kind::Fact(what),
                label,
                value.pieces(reads.language, Part::Standard),
                reads,
            )]
        }
        Block::Code(label, code) => {
            let what = label.pieces(reads.language, Part::Standard);
            let word = Piece {
                words: code.clone(),
                english: false,
            };
            vec![line(Kind::Code(what), label, vec![word], reads)]
        }
        Block::Own(text) => vec![untold(Kind::Own, text, false)],
        Block::Square(..) if matches!(reads.format, Format::PlainText | Format::Audio) => vec![],
        Block::Square(say, holds) => {
            let words = || say.pieces(reads.language, Part::Standard);
            let square = Square::of(holds).into_iter();
            square
                .map(|square| line(Kind::Square(square), say, words(), reads))
                .collect()
        }
        Block::File(name, text) => vec![untold(
            Kind::File(name),
            text,
            reads.language != Language::English,
        )],
    }
}

/// A line that is no text of ours.
fn untold(kind: Kind, text: &str, english: bool) -> Line {
    Line {
        kind,
        key: String::new(),
        words: vec![Piece {
            words: text.to_owned(),
            english,
        }],
        picture: None,
    }
}

fn of(say: &Say, kind: &Kind, reads: Reads) -> Vec<Line> {
    let one = |words| line(kind.clone(), say, words, reads);
    match reads.format {
        Format::EasyRead => say.easy(reads.language).into_iter().map(one).collect(),
        Format::Audio => vec![one(say.pieces(reads.language, Part::Aloud))],
        Format::Standard | Format::LargePrint | Format::PlainText => {
            vec![one(say.pieces(reads.language, Part::Standard))]
        }
    }
}

fn line(kind: Kind, say: &Say, words: Vec<Piece>, reads: Reads) -> Line {
    let picture = || catalogue::picture(say.area, say.id).and_then(|name| Picture::parse(&name));
    Line {
        kind,
        key: say.key(),
        words,
        picture: if reads.format == Format::EasyRead {
            picture()
        } else {
            None
        },
    }
}
