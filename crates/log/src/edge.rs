//! The right edge of a tree: what must be remembered to append and to know the root. Owns: appending.

use crate::{Hash, MAX_SIZE};

/// The complete subtrees that a tree is made of, largest first: one for each bit that is set in its size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    hashes: Vec<Hash>,
}

impl Edge {
    /// The edge of a tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An edge that was stored: as many hashes as the size has bits set. `None` if they do not fit together.
    #[must_use]
    pub fn from_parts(size: u64, hashes: Vec<Hash>) -> Option<Self> {
        let fits = size <= MAX_SIZE && hashes.len() == size.count_ones() as usize;
        fits.then_some(Self { size, hashes })
    }

    /// The edge of a tree, from what each level of its tiles has beyond full ones.
    pub(crate) fn of_levels(size: u64, levels: &[Vec<Hash>]) -> Self {
        let mut hashes = Vec::new();
        for level in levels.iter().rev() {
            let mut rest = &level[..];
            while !rest.is_empty() {
                let (whole, after) = rest.split_at(1 << rest.len().ilog2());
                hashes.push(Hash::fold(whole));
                rest = after;
            }
        }
        Self { size, hashes }
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The subtrees, largest first.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// Adds the hash of one entry at the right.
    pub fn append(&mut self, leaf: Hash) {
        let mut whole = leaf;
        // One hash for each bit that is set: the low ones are joined, as in adding one to a number.
        let stays = self.hashes.len() - self.size.trailing_ones() as usize;
        for left in self.hashes.drain(stays..).rev() {
            whole = Hash::node(&left, &whole);
        }
        self.hashes.push(whole);
        self.size += 1;
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        let Some((last, larger)) = self.hashes.split_last() else {
            return Hash::of_empty_tree();
        };
        larger.iter().rfold(*last, |right, left| Hash::node(left, &right))
    }

    /// The edge as bytes: the size in eight, then the hashes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        bytes.extend(self.hashes.iter().flat_map(Hash::as_bytes));
        bytes
    }

    /// Reads [`Edge::to_bytes`] back. `None` if anything is missing or left over.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (size, rest) = bytes.split_first_chunk()?;
        let (hashes, over) = rest.as_chunks();
        if !over.is_empty() {
            return None;
        }
        Self::from_parts(
            u64::from_be_bytes(*size),
            hashes.iter().copied().map(Hash::new).collect(),
        )
    }
}
