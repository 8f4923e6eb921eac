//! Building proofs from the hashes of complete subtrees. Owns: which subtrees a proof is made of (RFC 6962,
//! sections 2.1.1 and 2.1.2). Where the hashes come from is the caller's: tiles, or a test's memory.

use crate::Hash;

/// Gives the hash of the complete subtree of `2^height` leaves that is number `index` at its height.
pub trait Nodes {
    /// Why a hash could not be had.
    type Gone;

    /// The hash of one complete subtree.
    ///
    /// # Errors
    /// Whatever stopped the source from giving it.
    fn node(&mut self, height: u32, index: u64) -> Result<Hash, Self::Gone>;
}

/// The root of the leaves from `low` up to, and without, `high`, which the tree's shape must have as a subtree.
fn range<N: Nodes>(nodes: &mut N, low: u64, high: u64) -> Result<Hash, N::Gone> {
    let mut parts = Vec::new();
    let mut from = low;
    while from < high {
        let height = (high - from).ilog2();
        parts.push(nodes.node(height, from >> height)?);
        from += 1 << height;
    }
    let mut right = parts.pop().expect("a subtree has a leaf");
    while let Some(left) = parts.pop() {
        right = Hash::node(&left, &right);
    }
    Ok(right)
}

/// The root of the tree of `size` leaves.
///
/// # Errors
/// When a hash cannot be had.
pub fn root<N: Nodes>(nodes: &mut N, size: u64) -> Result<Hash, N::Gone> {
    if size == 0 {
        return Ok(Hash::of_empty_tree());
    }
    range(nodes, 0, size)
}

/// The proof that leaf `index` is in the tree of `size` leaves, sibling of the leaf first.
///
/// # Errors
/// When a hash cannot be had.
///
/// # Panics
/// If `index` is not below `size`.
pub fn inclusion<N: Nodes>(nodes: &mut N, index: u64, size: u64) -> Result<Vec<Hash>, N::Gone> {
    assert!(index < size, "the entry is in the tree");
    let mut path = Vec::new();
    let (mut low, mut high) = (0, size);
    while high - low > 1 {
        let middle = low + below(high - low);
        if index < middle {
            path.push(range(nodes, middle, high)?);
            high = middle;
        } else {
            path.push(range(nodes, low, middle)?);
            low = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The proof that the tree of `new` leaves begins with the tree of `old` leaves.
///
/// # Errors
/// When a hash cannot be had.
///
/// # Panics
/// If `old` is larger than `new`.
pub fn consistency<N: Nodes>(nodes: &mut N, old: u64, new: u64) -> Result<Vec<Hash>, N::Gone> {
    assert!(old <= new, "the older tree is the smaller one");
    let mut path = Vec::new();
    if old == 0 || old == new {
        return Ok(path);
    }
    let (mut low, mut high) = (0, new);
    while old != high {
        let middle = low + below(high - low);
        if old <= middle {
            path.push(range(nodes, middle, high)?);
            high = middle;
        } else {
            path.push(range(nodes, low, middle)?);
            low = middle;
        }
    }
    // The checker knows the old root. Where that is one complete subtree, it is not sent again.
    if low != 0 {
        path.push(range(nodes, low, high)?);
    }
    path.reverse();
    Ok(path)
}

/// The largest power of two below `count`, which is at least two: where RFC 6962 splits a tree.
fn below(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}
