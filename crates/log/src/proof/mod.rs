//! Checking that an entry is in a tree and that one tree continues another (RFC 6962, section 2.1; the walks are
//! those of RFC 9162, sections 2.1.3.2 and 2.1.4.2). Owns: what counts as a proof. [`make`] builds them.

pub mod make;

use crate::Hash;

/// No proof is longer: a tree that we read has fewer than 2^63 leaves.
pub const MAX_PROOF: usize = 63;

/// Why something was not proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotProved {
    /// The entry's number is not below the size of the tree, or the older tree is the larger one.
    #[error("the numbers do not fit the size of the tree")]
    OutOfRange,
    /// The proof has more or fewer hashes than these sizes need.
    #[error("the proof has the wrong length")]
    WrongLength,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    AnotherRoot,
}

/// The root to which an inclusion proof leads, from the leaf's hash, its number and the size of the tree.
///
/// # Errors
/// [`NotProved`] when number and length do not fit the size.
pub fn root_of_inclusion(leaf: &Hash, index: u64, size: u64, path: &[Hash]) -> Result<Hash, NotProved> {
    if index >= size {
        return Err(NotProved::OutOfRange);
    }
    let (mut at, mut last, mut root) = (index, size - 1, *leaf);
    for sibling in path {
        if last == 0 {
            return Err(NotProved::WrongLength);
        }
        if at & 1 == 1 || at == last {
            root = Hash::node(sibling, &root);
            // Not zero here: it is odd, or equal to `last`, which is not.
            let up = at.trailing_zeros();
            (at, last) = (at >> up, last >> up);
        } else {
            root = Hash::node(&root, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    (last == 0).then_some(root).ok_or(NotProved::WrongLength)
}

/// Checks that the tree of `size` leaves with `root` has `leaf` as number `index`.
///
/// # Errors
/// [`NotProved`], with the reason.
pub fn check_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    root: &Hash,
    path: &[Hash],
) -> Result<(), NotProved> {
    let reached = root_of_inclusion(leaf, index, size, path)?;
    (reached == *root).then_some(()).ok_or(NotProved::AnotherRoot)
}

/// One tree: how many leaves, and their root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many leaves.
    pub size: u64,
    /// Their root.
    pub root: Hash,
}

/// Checks that `new` is `old` with leaves added at the right. From the empty tree nothing needs proving, so the
/// proof must be empty, as C2SP has it.
///
/// # Errors
/// [`NotProved`], with the reason.
pub fn check_consistency(old: &Head, new: &Head, path: &[Hash]) -> Result<(), NotProved> {
    if old.size > new.size {
        return Err(NotProved::OutOfRange);
    }
    if old.size == 0 || old.size == new.size {
        let same = if old.size == new.size {
            old.root == new.root
        } else {
            old.root == Hash::of_empty_tree()
        };
        let bare = path.is_empty().then_some(()).ok_or(NotProved::WrongLength);
        return bare.and(same.then_some(()).ok_or(NotProved::AnotherRoot));
    }
    // A complete old tree is itself the first node of the walk, so the proof leaves it out.
    let (first, rest) = if old.size.is_power_of_two() {
        (old.root, path)
    } else {
        let (first, rest) = path.split_first().ok_or(NotProved::WrongLength)?;
        (*first, rest)
    };
    let up = (old.size - 1).trailing_ones();
    let (mut at, mut last) = ((old.size - 1) >> up, (new.size - 1) >> up);
    let (mut old_root, mut new_root) = (first, first);
    for sibling in rest {
        if last == 0 {
            return Err(NotProved::WrongLength);
        }
        if at & 1 == 1 || at == last {
            old_root = Hash::node(sibling, &old_root);
            new_root = Hash::node(sibling, &new_root);
            // Not zero here: it is odd, or equal to `last`, which is not.
            let up = at.trailing_zeros();
            (at, last) = (at >> up, last >> up);
        } else {
            new_root = Hash::node(&new_root, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if last != 0 {
        return Err(NotProved::WrongLength);
    }
    let both = old_root == old.root && new_root == new.root;
    both.then_some(()).ok_or(NotProved::AnotherRoot)
}
