//! Drawing the pages and telling those who listen what is what: headings, paragraphs, lists, languages, an outline.
//! Pictures stand beside words that say the same, so they are not read out; a QR code is a figure that says what it is.

use std::num::NonZeroU16;

use krilla::Document as Pdf;
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup, TagTree,
};
use krilla::text::TextDirection;
use sayso_core::reads::{Language, Reads};
use sayso_words::{Picture, Shape, Square};

use crate::NotMade;
use crate::flow::{Block, Laid, MARGIN, Mark, PAGE, PICTURE, Role, What};
use crate::fonts::Fonts;

/// What was drawn of one block.
#[derive(Default)]
struct Drawn {
    bullet: Vec<Identifier>,
    words: Vec<Identifier>,
}

/// Draws every page; gives the tree of tags.
pub(crate) fn draw(pdf: &mut Pdf, laid: &Laid, reads: Reads, fonts: &Fonts) -> Result<TagTree, NotMade> {
    let mut drawn: Vec<Drawn> = laid.blocks.iter().map(|_| Drawn::default()).collect();
    let pages = laid.pages.len();
    for (nth, marks) in laid.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(NotMade::NotAccessible)?;
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            let into = &mut drawn[mark.block];
            match &mark.what {
                What::Words(run) => {
                    let other = run.english && reads.language != Language::English;
                    let span = SpanTag::empty().with_lang(other.then_some("en"));
                    let id = surface.start_tagged(ContentTag::Span(span));
                    text(&mut surface, mark, &run.text, run.bold, fonts);
                    surface.end_tagged();
                    into.words.push(id);
                }
                What::Bullet => {
                    let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                    text(&mut surface, mark, "•", false, fonts);
                    surface.end_tagged();
                    into.bullet.push(id);
                }
                What::Picture(picture) => {
                    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
                    strokes(&mut surface, mark, *picture);
                    surface.end_tagged();
                }
                What::Square(square) => {
                    let id = surface.start_tagged(ContentTag::Other);
                    squares(&mut surface, mark, square);
                    surface.end_tagged();
                    into.words.push(id);
                }
            }
        }
        if pages > 1 {
            number(&mut surface, nth + 1, pages, fonts);
        }
        surface.finish();
        page.finish();
    }
    Ok(tree(&laid.blocks, drawn, reads))
}

fn text(surface: &mut Surface<'_>, mark: &Mark, words: &str, bold: bool, fonts: &Fonts) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
    let at = Point::from_xy(mark.x, mark.y);
    surface.draw_text(
        at,
        fonts.font(bold),
        mark.size,
        words,
        false,
        TextDirection::LeftToRight,
    );
}

fn number(surface: &mut Surface<'_>, nth: usize, of: usize, fonts: &Fonts) {
    let words = format!("{nth}/{of}");
    let size = 11.0;
    let x = PAGE.0 - MARGIN - fonts.width(&words, size, false);
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let mark = Mark {
        block: 0,
        x,
        y: PAGE.1 - MARGIN / 2.0,
        size,
        what: What::Bullet,
    };
    text(surface, &mark, &words, false, fonts);
    surface.end_tagged();
}

fn strokes(surface: &mut Surface<'_>, mark: &Mark, picture: Picture) {
    let scale = PICTURE / 64.0;
    let at = |x: f32, y: f32| (mark.x + x * scale, mark.y + y * scale);
    let mut path = PathBuilder::new();
    for shape in picture.shapes() {
        match shape {
            Shape::Lines(points) => {
                for (nth, (x, y)) in points.iter().enumerate() {
                    let (x, y) = at(*x, *y);
                    if nth == 0 {
                        path.move_to(x, y);
                    } else {
                        path.line_to(x, y);
                    }
                }
            }
            Shape::Circle(x, y, r) => circle(&mut path, at(*x, *y), r * scale),
        }
    }
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: rgb::Color::new(0, 0, 0).into(),
        width: 2.0,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

/// Black squares on a white one: the clear edge belongs to the code, whatever colour the paper is.
fn squares(surface: &mut Surface<'_>, mark: &Mark, square: &Square) {
    let one = mark.size;
    let part = |(x, y, wide, tall): (u8, u8, u8, u8)| {
        let [x, y, wide, tall] = [x, y, wide, tall].map(|n| f32::from(n) * one);
        Rect::from_xywh(mark.x + x, mark.y + y, wide, tall)
    };
    let mut paper = PathBuilder::new();
    let mut ink = PathBuilder::new();
    if let Some(all) = part((0, 0, square.side, square.side)) {
        paper.push_rect(all);
    }
    for run in square
        .dark
        .iter()
        .filter_map(|(x, y, wide)| part((*x, *y, *wide, 1)))
    {
        ink.push_rect(run);
    }
    surface.set_stroke(None);
    for (path, colour) in [(paper, rgb::Color::white()), (ink, rgb::Color::black())] {
        let Some(path) = path.finish() else { continue };
        surface.set_fill(Some(Fill {
            paint: colour.into(),
            ..Fill::default()
        }));
        surface.draw_path(&path);
    }
}

/// Four curves, as near to a circle as an eye can tell.
fn circle(path: &mut PathBuilder, (x, y): (f32, f32), r: f32) {
    let k = r * 0.552_285;
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
}

fn nodes(ids: Vec<Identifier>) -> Vec<Node> {
    ids.into_iter().map(Node::from).collect()
}

fn tree(blocks: &[Block], drawn: Vec<Drawn>, reads: Reads) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(reads.language.to_string()));
    let mut list: Option<TagGroup> = None;
    for (block, drawn) in blocks.iter().zip(drawn) {
        if block.role != Role::Item
            && let Some(done) = list.take()
        {
            tree.push(done);
        }
        let level = |n: u16| NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN);
        match block.role {
            Role::Title | Role::Heading => {
                let level = level(if block.role == Role::Title { 1 } else { 2 });
                let tag = Tag::Hn(level, Some(block.text.clone()));
                tree.push(TagGroup::with_children(tag, nodes(drawn.words)));
            }
            Role::Para => tree.push(TagGroup::with_children(Tag::P, nodes(drawn.words))),
            Role::Figure => {
                let tag = Tag::Figure(Some(block.text.clone()));
                tree.push(TagGroup::with_children(tag, nodes(drawn.words)));
            }
            Role::File => {
                let code = TagGroup::with_children(Tag::Code, nodes(drawn.words));
                tree.push(TagGroup::with_children(Tag::P, vec![code.into()]));
            }
            Role::Item => {
                let label = TagGroup::with_children(Tag::Lbl, nodes(drawn.bullet));
                let body = TagGroup::with_children(Tag::LBody, nodes(drawn.words));
                let item = TagGroup::with_children(Tag::LI, vec![label.into(), body.into()]);
                list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Disc)))
                    .push(item);
            }
        }
    }
    if let Some(done) = list {
        tree.push(done);
    }
    tree
}

/// Title and headings, to go from one to the next.
pub(crate) fn outline(laid: &Laid) -> Outline {
    let mut outline = Outline::new();
    for block in &laid.blocks {
        if matches!(block.role, Role::Title | Role::Heading) {
            let (page, y) = block.starts;
            let to = XyzDestination::new(page, Point::from_xy(MARGIN, y));
            outline.push_child(OutlineNode::new(block.text.clone(), to));
        }
    }
    outline
}
