//! Laying a document out on pages. Owns: sizes, distances, which line stands on which page. A heading never stands alone
//! at the foot of a page, and neither a row of Easy Read nor a QR code is ever torn apart.

use sayso_core::reads::Reads;
use sayso_core::sayso::Format;
use sayso_words::{Document, Kind, Line, Part, Picture, Square, not_checked, plain};

use crate::fonts::Fonts;
use crate::lines::{Run, broken, cut};

/// A4, in points.
pub(crate) const PAGE: (f32, f32) = (595.28, 841.89);
/// 20 mm.
pub(crate) const MARGIN: f32 = 56.69;
/// A picture of Easy Read, and the words to its right.
pub(crate) const PICTURE: f32 = 48.0;
const BESIDE: f32 = 66.0;
const BULLET: f32 = 18.0;
/// A QR code with its clear edge: 45 mm, as on the printed page.
const SQUARE: f32 = 127.56;
/// How large a file's text is beside the words: it is there to be whole, and is read by programs.
const SMALL: f32 = 0.65;

/// What a block is to those who listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Title,
    Heading,
    Para,
    Item,
    Figure,
    File,
}

/// One block, in reading order.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) role: Role,
    pub(crate) text: String,
    /// Where it begins: page and distance from the top.
    pub(crate) starts: (usize, f32),
}

/// What is drawn.
#[derive(Debug, Clone)]
pub(crate) enum What {
    Words(Run),
    Bullet,
    Picture(Picture),
    Square(Square),
}

/// One thing at its place: the baseline for words, the upper left corner for a picture and a code.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub(crate) block: usize,
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// Of the words, or of one square of a code.
    pub(crate) size: f32,
    pub(crate) what: What,
}

/// A laid-out letter.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    pub(crate) blocks: Vec<Block>,
    pub(crate) pages: Vec<Vec<Mark>>,
}

/// The size of the words, in points (`ux.md` §9: 14, large print 18 to 20, Easy Read at least 14).
const fn body_size(format: Format) -> f32 {
    match format {
        Format::LargePrint => 20.0,
        Format::EasyRead => 16.0,
        Format::Standard | Format::PlainText | Format::Audio => 14.0,
    }
}

pub(crate) fn lay(document: &Document, reads: Reads, fonts: &Fonts) -> Laid {
    let shape = match reads.format {
        Format::LargePrint | Format::EasyRead => reads,
        Format::Standard | Format::PlainText | Format::Audio => Reads {
            format: Format::Standard,
            ..reads
        },
    };
    let mut flow = Flow {
        laid: Laid {
            blocks: vec![],
            pages: vec![vec![]],
        },
        y: MARGIN,
        size: body_size(shape.format),
        easy: shape.format == Format::EasyRead,
        fonts,
    };
    let mut lines = document.lines(shape).into_iter();
    // The title first, then that nobody has checked the words, then the rest.
    if let Some(title) = lines.next() {
        flow.line(&title);
    }
    for said in not_checked(shape) {
        let pieces = said.pieces(shape.language, Part::Standard);
        flow.block(Role::Para, &runs(&pieces, false), None);
    }
    for line in lines {
        flow.line(&line);
    }
    flow.laid
}

fn runs(pieces: &[sayso_words::Piece], bold: bool) -> Vec<Run> {
    let one = |p: &sayso_words::Piece| Run {
        text: p.words.clone(),
        bold,
        english: p.english,
    };
    pieces.iter().map(one).collect()
}

struct Flow<'a> {
    laid: Laid,
    y: f32,
    size: f32,
    easy: bool,
    fonts: &'a Fonts,
}

impl Flow<'_> {
    fn line(&mut self, line: &Line) {
        let (role, words) = match &line.kind {
            Kind::Title => (Role::Title, runs(&line.words, true)),
            Kind::Heading => (Role::Heading, runs(&line.words, true)),
            Kind::Square(square) => return self.square(square, plain(&line.words)),
            Kind::File(_) => return self.file(&runs(&line.words, false)),
            Kind::Item if !self.easy => (Role::Item, runs(&line.words, false)),
            Kind::Item | Kind::Para | Kind::Own => (Role::Para, runs(&line.words, false)),
            Kind::Fact(label) | Kind::Code(label) => {
                let mut all = runs(label, true);
                all.push(Run {
                    text: ": ".into(),
                    bold: true,
                    english: false,
                });
                all.extend(runs(&line.words, false));
                (Role::Para, all)
            }
        };
        self.block(role, &words, line.picture);
    }

    fn block(&mut self, role: Role, words: &[Run], picture: Option<Picture>) {
        let size = match role {
            Role::Title => self.size * 1.4,
            Role::Heading => self.size * 1.15,
            Role::Para | Role::Item | Role::Figure | Role::File => self.size,
        };
        let indent = match role {
            _ if self.easy => BESIDE,
            Role::Item => BULLET,
            Role::Title | Role::Heading | Role::Para | Role::Figure | Role::File => 0.0,
        };
        let step = size * 1.35;
        let width = PAGE.0 - 2.0 * MARGIN - indent;
        let lines = broken(words, size, width, self.fonts);
        #[expect(clippy::cast_precision_loss, reason = "a block has few lines")]
        let tall = (lines.len() as f32 * step).max(if picture.is_some() { PICTURE } else { 0.0 });
        let keep = match role {
            // With the first lines of what follows it.
            Role::Title | Role::Heading => tall + 3.0 * self.size * 1.35,
            _ if self.easy => tall,
            Role::Para | Role::Item | Role::Figure | Role::File => tall.min(2.0 * step),
        };
        if role == Role::Heading {
            self.y += self.size * 0.6;
        }
        if self.y + keep > PAGE.1 - MARGIN && self.y > MARGIN {
            self.turn();
        }
        let text = words.iter().map(|r| r.text.as_str()).collect();
        let block = self.begin(role, text);
        let top = self.y;
        if let Some(picture) = picture {
            self.mark(block, MARGIN, top, PICTURE, What::Picture(picture));
        }
        if role == Role::Item {
            self.mark(block, MARGIN, top + size, size, What::Bullet);
        }
        let on = self.laid.pages.len();
        for line in lines {
            if self.y + step > PAGE.1 - MARGIN && self.y > MARGIN {
                self.turn();
            }
            let y = self.y + size;
            for (x, run) in line {
                if !run.text.is_empty() {
                    self.mark(block, MARGIN + indent + x, y, size, What::Words(run));
                }
            }
            self.y += step;
        }
        if self.laid.pages.len() == on {
            self.y = self.y.max(top + tall);
        }
        self.y += self.size * if self.easy { 0.9 } else { 0.55 };
    }

    /// A code in one piece, on this page or on the next.
    fn square(&mut self, square: &Square, words: String) {
        if self.y + SQUARE > PAGE.1 - MARGIN {
            self.turn();
        }
        let block = self.begin(Role::Figure, words);
        let size = SQUARE / f32::from(square.side);
        self.mark(block, MARGIN, self.y, size, What::Square(square.clone()));
        self.y += SQUARE + self.size * 0.55;
    }

    /// A file's text, line for line. What goes on from the line above is set in; no other line is.
    fn file(&mut self, words: &[Run]) {
        let size = self.size * SMALL;
        let step = size * 1.35;
        let block = self.begin(Role::File, String::new());
        for run in words {
            for line in self.fonts.shown(&run.text, run.bold).lines() {
                let width = PAGE.0 - 2.0 * MARGIN - BULLET;
                for (nth, text) in cut(line, size, width, self.fonts).into_iter().enumerate() {
                    if self.y + step > PAGE.1 - MARGIN {
                        self.turn();
                    }
                    if !text.is_empty() {
                        let x = MARGIN + if nth > 0 { BULLET } else { 0.0 };
                        let piece = Run { text, ..run.clone() };
                        self.mark(block, x, self.y + size, size, What::Words(piece));
                    }
                    self.y += step;
                }
            }
        }
        self.y += self.size * 0.55;
    }

    fn begin(&mut self, role: Role, text: String) -> usize {
        self.laid.blocks.push(Block {
            role,
            text,
            starts: (self.laid.pages.len() - 1, self.y),
        });
        self.laid.blocks.len() - 1
    }

    fn turn(&mut self) {
        self.laid.pages.push(vec![]);
        self.y = MARGIN;
    }

    fn mark(&mut self, block: usize, x: f32, y: f32, size: f32, what: What) {
        let page = self.laid.pages.last_mut().expect("there is always an open page");
        page.push(Mark {
            block,
            x,
            y,
            size,
            what,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_words::{Block as Said, sayings::offer};

    fn long() -> Document {
        let mut doc = Document::default().with(Said::Title(offer::title()));
        for _ in 0..40 {
            doc = doc
                .with(Said::Heading(offer::no_heading()))
                .paragraphs([offer::law_can_force()])
                .items(sayso_words::if_no());
        }
        doc
    }

    #[test]
    fn nothing_leaves_the_page_and_no_heading_stands_alone_at_its_foot() {
        let fonts = Fonts::new().unwrap();
        for reads in Reads::all() {
            let laid = lay(&long(), reads, &fonts);
            assert!(laid.pages.len() > 2, "{reads}");
            for page in &laid.pages {
                for mark in page {
                    assert!(
                        mark.y <= PAGE.1 - MARGIN + 1.0 && mark.x >= MARGIN,
                        "{reads}: {mark:?}"
                    );
                }
                let last = page.last().map(|m| laid.blocks[m.block].role);
                assert!(!matches!(last, Some(Role::Heading | Role::Title)), "{reads}");
            }
        }
    }

    #[test]
    fn a_code_is_whole_on_one_page_wherever_it_comes_and_a_file_goes_over_several() {
        let fonts = Fonts::new().unwrap();
        for before in 0..40 {
            let doc = Document::default()
                .with(Said::Title(offer::title()))
                .paragraphs((0..before).map(|_| offer::law_can_force()))
                .with(Said::Square(offer::title(), "https://example.org".into()))
                .with(Said::File("a.txt", "line\n".repeat(100)));
            let laid = lay(&doc, Reads::default(), &fonts);
            let (mut codes, mut lines) = (0, 0);
            for mark in laid.pages.iter().flatten() {
                match (&mark.what, laid.blocks[mark.block].role) {
                    (What::Square(square), _) => {
                        codes += 1;
                        let foot = mark.y + f32::from(square.side) * mark.size;
                        assert!(foot <= PAGE.1 - MARGIN + 0.1, "{before}: {foot}");
                    }
                    (_, Role::File) => {
                        lines += 1;
                        assert!(mark.y <= PAGE.1 - MARGIN, "{before}: {}", mark.y);
                    }
                    _ => {}
                }
            }
            assert_eq!((codes, lines), (1, 100), "{before}");
        }
    }

    #[test]
    fn large_print_is_large_and_easy_read_has_its_pictures() {
        let fonts = Fonts::new().unwrap();
        let marks = |reads: &str| -> Vec<Mark> {
            let laid = lay(&long(), Reads::parse(reads).unwrap(), &fonts);
            laid.pages.into_iter().flatten().collect()
        };
        let smallest = |reads: &str| {
            let sizes = marks(reads).into_iter().map(|m| m.size);
            sizes.fold(f32::MAX, f32::min)
        };
        assert!(smallest("en.standard") >= 14.0 && smallest("cy.large_print") >= 18.0);
        let pictures = marks("en.easy_read");
        assert!(
            pictures
                .iter()
                .filter(|m| matches!(m.what, What::Picture(_)))
                .count()
                > 100
        );
    }
}
