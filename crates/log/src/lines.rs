//! Small readers that all formats share. Owns: one spelling for each number and each value.

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
