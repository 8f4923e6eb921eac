//! Entry bundles: up to 256 entries, each after its length in two bytes, most significant first. Owns: their shape.

/// The longest entry that a bundle can hold, in bytes.
pub const MAX_ENTRY: usize = u16::MAX as usize;

/// An entry is longer than [`MAX_ENTRY`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry may have at most 65,535 bytes")]
pub struct TooLong;

/// Adds one entry to a bundle.
///
/// # Errors
/// [`TooLong`]; the bundle is then as it was.
pub fn push(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), TooLong> {
    let length = u16::try_from(entry.len()).map_err(|_| TooLong)?;
    bundle.extend(length.to_be_bytes());
    bundle.extend(entry);
    Ok(())
}

/// Splits the first entry from a bundle.
fn split(bundle: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bundle.split_first_chunk()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

/// The entries of a bundle of `width`. `None` if one is cut off, or anything is left over.
#[must_use]
pub fn parse(bundle: &[u8], width: u16) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::with_capacity(usize::from(width));
    let mut rest = bundle;
    for _ in 0..width {
        let (entry, after) = split(rest)?;
        entries.push(entry);
        rest = after;
    }
    rest.is_empty().then_some(entries)
}

/// The first `width` entries of a bundle, as the bytes of a partial one. `None` if it has fewer.
#[must_use]
pub fn cut(bundle: &[u8], width: u16) -> Option<&[u8]> {
    let mut rest = bundle;
    for _ in 0..width {
        rest = split(rest)?.1;
    }
    bundle.get(..bundle.len() - rest.len())
}
