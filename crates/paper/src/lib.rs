//! Letters as tagged PDF, from the same document as the page: headings, lists and languages are marked for those who
//! listen. Owns: breaking lines and pages, the tag tree, the fonts. Never changes a word, never reads a file or a clock.

mod flow;
mod fonts;
mod lines;
mod tags;

use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::metadata::Metadata;
use sayso_core::reads::Reads;
use sayso_words::{Block, Document};

/// Why a letter was not made. Says nothing of what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMade {
    /// A font of ours cannot be read.
    Font,
    /// It does not keep to PDF/UA-1, and so it is not given out.
    NotAccessible,
}

impl std::fmt::Display for NotMade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Font => "a font of ours cannot be read",
            Self::NotAccessible => "the letter does not keep to PDF/UA-1",
        })
    }
}

impl std::error::Error for NotMade {}

/// The letter as PDF 1.7 that passes krilla's validator for PDF/UA-1: in large print and Easy Read in those shapes, in any
/// other in standard print. A file whose text stands in it is inside it as a file too: on paper long lines are cut, and a
/// letter that the font does not have is a question mark.
///
/// # Errors
/// [`NotMade`]; nothing half made is given out.
pub fn letter(document: &Document, reads: Reads) -> Result<Vec<u8>, NotMade> {
    let fonts = fonts::Fonts::new()?;
    let title = document.title(reads.language);
    let laid = flow::lay(document, reads, &fonts);
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| NotMade::NotAccessible)?;
    let mut pdf = Pdf::new_with(SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    pdf.set_metadata(
        Metadata::new()
            .title(title.clone())
            .language(reads.language.to_string())
            .producer("Sayso".into()),
    );
    for block in &document.blocks {
        if let Block::File(name, text) = block {
            let file = EmbeddedFile {
                path: (*name).to_owned(),
                mime_type: MimeType::new("text/plain"),
                description: Some(title.clone()),
                association_kind: AssociationKind::Data,
                data: text.clone().into_bytes().into(),
                modification_date: None,
                compress: None,
                location: None,
            };
            pdf.embed_file(file).ok_or(NotMade::NotAccessible)?;
        }
    }
    let tree = tags::draw(&mut pdf, &laid, reads, &fonts)?;
    pdf.set_outline(tags::outline(&laid));
    pdf.set_tag_tree(tree);
    pdf.finish().map_err(|_| NotMade::NotAccessible)
}
