//! A receipt as text, for a file, a letter or a page. Owns: its one spelling. The last part is a C2SP tlog-proof as
//! it stands, so that a stranger's tool can check it too.

use std::fmt::{self, Write as _};

use super::{FORMS, Receipt, Recorded, Stamped};
use crate::lines::{base64, decimal, line, to_base64};
use crate::tlog_proof::{TlogProof, hashes};

/// The first line of every receipt of this kind.
pub(super) const HEADING: &str = "Sayso receipt 1";
const NOTICE: &str = "Nobody may require you to show this. If somebody asks you for it, you can report that.";
const RECORDED: &str = "What was recorded";
const PRIVATE: &str = "Where it is in the private tree";
const LINE: &str = "The line in the public log that seals that tree";
const PROOF: &str = "The proof of that line";
const WAITING: &str = "Not yet stamped";

/// A text that is no receipt, or not its only spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a receipt")]
pub struct NoReceipt;

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let recorded = &self.recorded;
        writeln!(f, "{HEADING}\n{NOTICE}\n\n{RECORDED}")?;
        writeln!(f, "form: {}", FORMS[recorded.form].0)?;
        for (name, value) in recorded.fields() {
            let gap = if value.is_empty() { "" } else { " " };
            writeln!(f, "{name}:{gap}{}", escaped(value))?;
        }
        writeln!(f, "salt: {}\n", to_base64(&recorded.salt))?;
        let Some(stamped) = &self.stamped else {
            return writeln!(f, "{WAITING}");
        };
        writeln!(f, "{PRIVATE}\nnumber: {}", stamped.index)?;
        writeln!(f, "size: {}\nnonce: {}", stamped.size, to_base64(&stamped.nonce))?;
        stamped.path.iter().try_for_each(|h| writeln!(f, "{h}"))?;
        write!(f, "\n{LINE}\n{}\n\n{PROOF}\n{}", stamped.line, stamped.public)
    }
}

impl Receipt {
    /// Reads a receipt exactly as it was written.
    ///
    /// # Errors
    /// [`NoReceipt`].
    pub fn parse(text: &str) -> Result<Self, NoReceipt> {
        let receipt = read(text).ok_or(NoReceipt)?;
        // Escapes could be spelled in two ways; only ours counts.
        (receipt.to_string() == text).then_some(receipt).ok_or(NoReceipt)
    }
}

fn read(text: &str) -> Option<Receipt> {
    let rest = [HEADING, NOTICE, "", RECORDED]
        .iter()
        .try_fold(text, |rest, expected| exactly(rest, expected))?;
    let (form, mut rest) = valued(rest, "form")?;
    let form = FORMS.iter().position(|(name, _)| *name == form)?;
    let mut values = Vec::new();
    for name in FORMS[form].1 {
        let (value, after) = valued(rest, name)?;
        values.push(value);
        rest = after;
    }
    let (salt, rest) = valued(rest, "salt")?;
    let salt = base64(&salt)?.try_into().ok()?;
    let rest = exactly(rest, "")?;
    let stamped = match exactly(rest, WAITING) {
        Some(rest) => rest.is_empty().then_some(None)?,
        None => Some(stamp(rest)?),
    };
    let recorded = Recorded { form, values, salt };
    Some(Receipt { recorded, stamped })
}

fn stamp(text: &str) -> Option<Stamped> {
    let (index, rest) = valued(exactly(text, PRIVATE)?, "number")?;
    let (size, rest) = valued(rest, "size")?;
    let (nonce, rest) = valued(rest, "nonce")?;
    let (path, rest) = hashes(rest)?;
    let (entry, rest) = line(exactly(rest, LINE)?)?;
    let rest = exactly(exactly(rest, "")?, PROOF)?;
    Some(Stamped {
        index: decimal(&index)?,
        size: decimal(&size)?,
        nonce: base64(&nonce)?.try_into().ok()?,
        path,
        line: entry.to_owned(),
        public: TlogProof::parse(rest).ok()?,
    })
}

/// What comes after a line that must be this one.
fn exactly<'a>(text: &'a str, expected: &str) -> Option<&'a str> {
    let (found, rest) = line(text)?;
    (found == expected).then_some(rest)
}

/// The value of a line that must have this name, and what comes after.
fn valued<'a>(text: &'a str, name: &str) -> Option<(String, &'a str)> {
    let (found, rest) = line(text)?;
    let value = found.strip_prefix(name)?.strip_prefix(':')?;
    let value = value.strip_prefix(' ').unwrap_or(value);
    Some((unescaped(value)?, rest))
}

/// One line that survives a letter and a mail: no control characters, no space at either end.
fn escaped(value: &str) -> String {
    let mut text = String::new();
    let last = value.chars().count().saturating_sub(1);
    for (at, c) in value.chars().enumerate() {
        let edge = at == 0 || at == last;
        if c == '\\' {
            text.push_str("\\\\");
        } else if c.is_control() || (edge && c.is_whitespace()) {
            // Writing to a text cannot go wrong.
            let _ = write!(text, "\\{{{:x}}}", u32::from(c));
        } else {
            text.push(c);
        }
    }
    text
}

fn unescaped(text: &str) -> Option<String> {
    let mut value = String::new();
    let mut rest = text;
    while let Some((plain, after)) = rest.split_once('\\') {
        value.push_str(plain);
        if let Some(after) = after.strip_prefix('\\') {
            value.push('\\');
            rest = after;
        } else {
            let (code, after) = after.strip_prefix('{')?.split_once('}')?;
            value.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
            rest = after;
        }
    }
    value.push_str(rest);
    Some(value)
}
