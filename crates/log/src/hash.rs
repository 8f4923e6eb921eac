//! Hashes of the tree (RFC 6962, section 2.1). Owns: the two prefixes that keep a leaf from passing for a node.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// A SHA-256 value: of a leaf, a node, a root or a document. Written as base64, as C2SP does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; Hash::LEN]);

impl Hash {
    /// Bytes in a hash.
    pub const LEN: usize = 32;

    /// A hash that was stored or sent.
    #[must_use]
    pub fn new(bytes: [u8; Hash::LEN]) -> Self {
        Self(bytes)
    }

    /// The hash of a document: plain SHA-256, as `sha256sum` gives it.
    #[must_use]
    pub fn of(document: &[u8]) -> Self {
        Self(Sha256::digest(document).into())
    }

    /// The hash of a log entry: `SHA-256(0x00 || entry)`.
    #[must_use]
    pub fn leaf(entry: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update([0x00]);
        hasher.update(entry);
        Self(hasher.finalize().into())
    }

    /// The hash of two subtrees: `SHA-256(0x01 || left || right)`.
    #[must_use]
    pub fn node(left: &Hash, right: &Hash) -> Self {
        let mut both = [0x01; 1 + 2 * Hash::LEN];
        both[1..=Hash::LEN].copy_from_slice(&left.0);
        both[1 + Hash::LEN..].copy_from_slice(&right.0);
        Self(Sha256::digest(both).into())
    }

    /// The root of a tree without leaves: the hash of nothing.
    #[must_use]
    pub fn of_empty_tree() -> Self {
        Self::of(b"")
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; Hash::LEN] {
        &self.0
    }

    /// Lower-case hexadecimal, as `sha256sum` prints it.
    #[must_use]
    pub fn hex(&self) -> String {
        let digit = |n: u8| char::from(b"0123456789abcdef"[usize::from(n)]);
        self.0
            .iter()
            .flat_map(|b| [digit(b >> 4), digit(b & 15)])
            .collect()
    }

    /// Reads [`Hash::hex`] back. Upper case is not accepted: one value has one spelling.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 2 * Hash::LEN {
            return None;
        }
        let mut bytes = [0; Hash::LEN];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_chunks::<2>().0) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Some(Self(bytes))
    }

    /// The root of a complete subtree whose leaves or subtrees have these hashes. Their number is a power of two.
    #[must_use]
    pub(crate) fn fold(hashes: &[Hash]) -> Hash {
        debug_assert!(hashes.len().is_power_of_two());
        let mut level = hashes.to_vec();
        while level.len() > 1 {
            let half = level.len() / 2;
            for at in 0..half {
                level[at] = Hash::node(&level[2 * at], &level[2 * at + 1]);
            }
            level.truncate(half);
        }
        level[0]
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is not the base64 of 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the base64 of 32 bytes")]
pub struct NoHash;

impl FromStr for Hash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        let bytes = STANDARD.decode(text).map_err(|_| NoHash)?;
        bytes.try_into().map(Self).map_err(|_| NoHash)
    }
}
