//! Small readers that all formats share. Owns: one spelling for each number and each value.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::MAX_SIZE;

/// A decimal number as C2SP writes it: digits only, no leading zero unless it is `0`, at most [`MAX_SIZE`].
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let leading = text.len() > 1 && text.starts_with('0');
    if !plain || leading {
        return None;
    }
    text.parse().ok().filter(|n| *n <= MAX_SIZE)
}

/// Base64 with its padding and no stray bits, so that one value has one spelling.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// The base64 of some bytes.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The next line and what comes after its newline. A last line without a newline is no line.
pub(crate) fn line(text: &str) -> Option<(&str, &str)> {
    text.split_once('\n')
}
