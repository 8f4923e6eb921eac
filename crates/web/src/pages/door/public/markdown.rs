//! The part of Markdown that our own documents use, as a page: headings, paragraphs, lists, tables; bold, italic and
//! code inside a line. Never reads a text from outside this repository.

use maud::{Markup, html};

use crate::nhs::{Cell, Look, Table, table};

#[derive(Debug, PartialEq, Eq)]
enum Block<'a> {
    Heading(u8, &'a str),
    Paragraph(String),
    List(Vec<String>),
    Table(Vec<Vec<&'a str>>),
}

/// The document as a page; its first heading becomes one of level `top`.
pub(super) fn page_of(text: &str, top: u8) -> Markup {
    let mut latest = String::new();
    html! {
        @for block in blocks(text) {
            @match block {
                Block::Heading(level, words) => { (heading(level + top - 1, words, &mut latest)) }
                Block::Paragraph(words) => { div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" { p { (inline(&words)) } } } }
                Block::List(items) => {
                    ul class="nhsuk-list nhsuk-list--bullet" { @for item in &items { li { (inline(item)) } } }
                }
                Block::Table(rows) => { (rows_of(&rows, &latest)) }
            }
        }
    }
}

fn heading(level: u8, words: &str, latest: &mut String) -> Markup {
    words.clone_into(latest);
    match level {
        1 => html! { h1 { (inline(words)) } },
        2 => html! { h2 { (inline(words)) } },
        _ => html! { h3 { (inline(words)) } },
    }
}

fn rows_of(rows: &[Vec<&str>], caption: &str) -> Markup {
    let cells = |row: &Vec<&str>| row.iter().map(|c| Cell::from(inline(c))).collect::<Vec<_>>();
    let (head, rest) = rows.split_first().map_or((vec![], rows), |(h, r)| (cells(h), r));
    table(&Table {
        caption: caption.into(),
        caption_classes: "nhsuk-u-visually-hidden",
        head,
        rows: rest.iter().map(cells).collect(),
        first_cell_is_header: true,
        look: Look::responsive(),
        ..Table::default()
    })
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut all = vec![];
    for line in text.lines() {
        let line = line.trim_end();
        match all.last_mut() {
            _ if line.is_empty() => all.push(Block::Paragraph(String::new())),
            _ if line.starts_with('#') => {
                let words = line.trim_start_matches('#');
                let level = u8::try_from(line.len() - words.len()).unwrap_or(3);
                all.push(Block::Heading(level, words.trim()));
            }
            last if line.starts_with('|') => {
                if is_rule(line) {
                    continue;
                }
                let row = line.trim_matches('|').split('|').map(str::trim).collect();
                match last {
                    Some(Block::Table(rows)) => rows.push(row),
                    _ => all.push(Block::Table(vec![row])),
                }
            }
            last if line.starts_with("- ") => {
                let item = line[2..].to_owned();
                match last {
                    Some(Block::List(items)) => items.push(item),
                    _ => all.push(Block::List(vec![item])),
                }
            }
            Some(Block::List(items)) if line.starts_with("  ") => {
                if let Some(item) = items.last_mut() {
                    item.push(' ');
                    item.push_str(line.trim());
                }
            }
            Some(Block::Paragraph(words)) => {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(line);
            }
            _ => all.push(Block::Paragraph(line.to_owned())),
        }
    }
    all.retain(|b| *b != Block::Paragraph(String::new()));
    all
}

/// The line under a table's head: bars, dashes, colons.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// `**bold**`, `*italic*` and `` `code` `` inside a line; all else is text.
fn inline(text: &str) -> Markup {
    let next = text.find(['*', '`']);
    let Some(at) = next else {
        return html! { (text) };
    };
    for mark in ["**", "*", "`"] {
        let Some(inner) = text[at..].strip_prefix(mark) else {
            continue;
        };
        let Some(end) = inner.find(mark) else { continue };
        let (inside, after) = (&inner[..end], &inner[end + mark.len()..]);
        return html! {
            (&text[..at])
            @match mark {
                "**" => { strong { (inline(inside)) } }
                "*" => { em { (inline(inside)) } }
                _ => { code class="app-wrap" { (inside) } }
            }
            (inline(after))
        };
    }
    html! { (&text[..=at]) (inline(&text[at + 1..])) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_becomes_headings_paragraphs_lists_and_tables() {
        let text =
            "# One\n\nTwo\nlines.\n\n| A | B |\n|---|--:|\n| **x.** y | `z` |\n\n- first\n  more\n- second\n";
        let page = page_of(text, 1).0;
        assert!(
            page.contains("<h1>One</h1>") && page.contains("<p>Two lines.</p>"),
            "{page}"
        );
        assert!(page.contains("<strong>x.</strong> y") && page.contains("<code class=\"app-wrap\">z</code>"));
        assert!(page.contains("<li>first more</li><li>second</li>"), "{page}");
        assert!(!page.contains("---"));
        assert!(page_of(text, 2).0.contains("<h2>One</h2>"));
    }

    #[test]
    fn marks_that_mark_nothing_stay_and_markup_is_text() {
        assert_eq!(inline("2 * 3 < `").0, "2 * 3 &lt; `");
    }
}
