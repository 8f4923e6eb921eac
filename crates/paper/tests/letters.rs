//! Letters in every shape pass the validator of PDF/UA-1 (an untagged or untitled one is not made at all). Where poppler's
//! tools are there, they read the file as a stranger would.

use std::io::Write as _;
use std::process::{Command, Stdio};

use sayso_core::decision::MessageKind;
use sayso_core::reads::{Language, Reads};
use sayso_core::words::NEW_MESSAGE;
use sayso_words::{Arg, Block, Document, plain, sayings};

/// The longest letter that there is besides a copy of everything: titles, lists, facts, English inside Welsh.
fn long() -> Document {
    let mut doc = sayso_words::message(MessageKind::LeftForYou, NEW_MESSAGE, false);
    for nth in 0..8 {
        doc = doc
            .with(Block::Heading(sayings::offer::way_out_heading()))
            .with(Block::Para(sayings::offer::way_out()))
            .items(sayso_words::if_no())
            .with(Block::Fact(
                sayings::letter::label_name(),
                format!("Alex {nth}").as_str().into(),
            ))
            .with(Block::Para(sayings::offer::advice(Arg::published(
                "Citizens Advice",
            ))))
            .with(Block::Own(format!(
                "Line one\nŵ ŷ \u{1f600} {}",
                "long".repeat(60)
            )));
    }
    doc
}

fn made(doc: &Document, reads: Reads) -> Vec<u8> {
    sayso_paper::letter(doc, reads).unwrap_or_else(|e| panic!("{reads}: {e}"))
}

#[test]
fn every_shape_passes_the_validator() {
    for reads in Reads::all() {
        let pdf = made(&long(), reads);
        assert!(
            pdf.starts_with(b"%PDF-1.7") && pdf.len() < 500_000,
            "{reads}: {}",
            pdf.len()
        );
    }
}

/// A letter with a code and a file in it, after so many paragraphs.
fn with_code(paragraphs: usize) -> Document {
    let file = format!(
        "First line\n\n{}\nLast line\n",
        "0123456789abcdef ".repeat(20).trim()
    );
    Document::default()
        .with(Block::Title(sayings::receipt::title()))
        .paragraphs((0..paragraphs).map(|_| sayings::receipt::nobody()))
        .with(Block::Square(
            sayings::receipt::qr(),
            "https://example.org/check#AAAA".into(),
        ))
        .with(Block::File("receipt.txt", file))
}

#[test]
fn a_code_is_a_figure_with_words_and_a_file_is_inside_in_every_shape() {
    for reads in Reads::all() {
        let pdf = made(&with_code(20), reads);
        let text = String::from_utf8_lossy(&pdf);
        let figure = text
            .split("/Type/StructElem")
            .find(|p| p.starts_with("/S/Figure"));
        assert!(figure.is_some_and(|f| f.contains("/Alt")), "{reads}");
        assert!(text.contains("/Type/EmbeddedFile"), "{reads}");
    }
}

#[test]
fn the_same_letter_is_the_same_file() {
    let reads = Reads::default();
    assert_eq!(made(&long(), reads), made(&long(), reads));
}

/// What a tool prints about a file, or nothing where the tool is not installed.
fn tool(name: &str, args: &[&str], pdf: &[u8]) -> Option<String> {
    let child = Command::new(name)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.ok()?;
    child
        .stdin
        .take()?
        .write_all(pdf)
        .expect("the tool reads what it is given");
    let out = child.wait_with_output().expect("the tool ends");
    assert!(out.status.success(), "{name} cannot read the file");
    Some(String::from_utf8_lossy(&out.stdout).into_owned())
}

#[test]
fn a_stranger_reads_the_words_of_the_page_in_the_same_order() {
    for language in Language::ALL {
        for format in [
            sayso_core::sayso::Format::Standard,
            sayso_core::sayso::Format::LargePrint,
            sayso_core::sayso::Format::EasyRead,
        ] {
            let reads = Reads {
                language: *language,
                format,
            };
            let doc = sayso_words::message(MessageKind::LeftForYou, NEW_MESSAGE, false);
            let Some(text) = tool("pdftotext", &["-", "-"], &made(&doc, reads)) else {
                eprintln!("pdftotext is not installed: not read by a stranger");
                return;
            };
            let flat = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = flat(&text);
            let mut from = 0;
            for line in doc.lines(reads) {
                let words = flat(&plain(&line.words));
                let at = text[from..].find(&words);
                from += at.unwrap_or_else(|| panic!("{reads}: “{words}” is not in “{text}”")) + words.len();
            }
        }
    }
}

#[test]
fn a_stranger_finds_headings_paragraphs_and_lists_with_their_languages() {
    let reads = Reads::parse("cy.standard").unwrap();
    let Some(tree) = tool("pdfinfo", &["-struct", "-"], &made(&long(), reads)) else {
        eprintln!("pdfinfo is not installed: not read by a stranger");
        return;
    };
    for part in ["Document", "H1", "H2", "P", "L", "LI", "Lbl", "LBody"] {
        assert!(
            tree.lines().any(|l| l.trim_start().starts_with(part)),
            "no {part} in {tree}"
        );
    }
}
