//! What the tests share: a seeded generator, and a tree in memory that follows the definition and nothing else.

use std::convert::Infallible;

use sayso_log::Hash;
use sayso_log::proof::make::Nodes;

/// `SplitMix64`: the same seed gives the same test.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }

    pub(crate) fn pick(&mut self, end: usize) -> usize {
        usize::try_from(self.below(end as u64)).unwrap()
    }
}

/// Entry number `n` of every test log.
pub(crate) fn entry(n: u64) -> Vec<u8> {
    format!("entry {n} {}", "x".repeat(usize::try_from(n % 97).unwrap())).into_bytes()
}

/// The definition of RFC 6962, word for word and slow.
pub(crate) fn by_definition(leaves: &[Hash]) -> Hash {
    match leaves.len() {
        0 => Hash::of_empty_tree(),
        1 => leaves[0],
        n => {
            let k = n.next_power_of_two() / 2;
            Hash::node(&by_definition(&leaves[..k]), &by_definition(&leaves[k..]))
        }
    }
}

/// Leaf hashes in memory, from which any subtree can be had.
pub(crate) struct InMemory(pub(crate) Vec<Hash>);

impl InMemory {
    pub(crate) fn of(size: u64) -> Self {
        Self((0..size).map(|n| Hash::leaf(&entry(n))).collect())
    }
}

impl Nodes for InMemory {
    type Gone = Infallible;

    fn node(&mut self, height: u32, index: u64) -> Result<Hash, Infallible> {
        let width = 1_usize << height;
        let at = usize::try_from(index).unwrap() * width;
        Ok(by_definition(&self.0[at..at + width]))
    }
}
